"""Processor time and memory of `essfund validate` on the broken catalogues of the tests, each in a process of its own.

    python benchmarks/hostile.py [part of a name]

The tests bound the work, this says what it takes here: the worst come last. Aimed at: two seconds and 200 megabytes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.hostile.bombs import BOMBS
from tests.hostile.corpus import copy_of_base

MEASURE = [sys.executable, str(Path(__file__).parent / "measure.py"), os.devnull, sys.executable, "-m", "essfund"]
DAY = ["--as-of", "2026-06-01", "--format", "concise"]


def main(part: str = "") -> None:
    """Measure those whose name holds a text."""
    rows = []
    for name in (name for name in BOMBS if part in name):
        with tempfile.TemporaryDirectory() as folder:
            catalogue = copy_of_base(Path(folder) / "catalogue")
            BOMBS[name].make(catalogue)
            done = subprocess.run([*MEASURE, "validate", str(catalogue), *DAY], capture_output=True, text=True, check=True)
        rows.append((json.loads(done.stdout), name))
    for found, name in sorted(rows, key=lambda row: (row[0]["seconds"], row[0]["bytes"])):
        print(f"{found['seconds']:6.2f} s {found['bytes'] / 1e6:6.0f} MB  {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
