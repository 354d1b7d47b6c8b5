"""What looks for defects at random: answers against an evaluator written apart, spoilt input, interrupted runs. Seeded.

    python benchmarks/campaigns.py [differential|profiles|catalogues|options|lists|imports|exports|signals] [RUNS] [SEED]

The tests run a few of each (`tests/campaigns/`). A defect is printed with its number; the same seed gives the same input.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.campaigns.differential import differences  # noqa: E402 - found beside this script
from tests.campaigns.fuzz import KINDS, defects  # noqa: E402 - found beside this script
from tests.campaigns.interrupting import interruptions  # noqa: E402 - found beside this script

DAYS = (date(2010, 1, 15), date(2019, 6, 1), date(2023, 6, 1), date(2026, 11, 24))


def campaign(kind: str, runs: int, seed: int, folder: Path) -> list[str]:
    """Defects of one kind, a line each."""
    if kind == "differential":
        return list(differences(seed, runs, DAYS))
    if kind == "signals":
        return list(interruptions(seed, runs, folder))
    return [f"run {found.run}: {' '.join(found.words)[:200]!r} {found.said!r}" for found in defects(kind, seed, runs, folder)]


def main(kind: str = "", runs: str = "200", seed: str = "1") -> int:
    """Run one campaign, or all of them, and say what each found."""
    every = 0
    for name in [kind] if kind else ["differential", *KINDS, "signals"]:
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ESSFUND_CACHE"] = str(Path(folder, "cache"))
            found = campaign(name, int(runs), int(seed), Path(folder))
        print(f"{name:14}{runs:>8} runs, seed {seed}: {len(found)} defects, {time.perf_counter() - start:.0f} s")
        print("".join(f"  {line}\n" for line in found[:20]), end="")
        every += len(found)
    return 1 if every else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
