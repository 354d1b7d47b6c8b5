"""Whole-process times of the command line, as ratios to the import floor measured in the same run.

    python benchmarks/processes.py [rounds]

Rounds are interleaved, so that a machine that slows down slows every line alike. The median is printed, and the least.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

PYTHON = sys.executable
ESSFUND = str(Path(PYTHON).parent / "essfund")
PROFILE = ["--legal-form", "scop", "--employees", "12", "--amount", "40000"]
COMMANDS = {
    "import floor": [PYTHON, "-c", "import typer, pydantic, rich.console, yaml"],
    "match, table": [ESSFUND, "match", *PROFILE],
    "match, json": [ESSFUND, "match", *PROFILE, "--format", "json"],
    "explain": [ESSFUND, "explain", "fiso", *PROFILE],
    "tools list": [ESSFUND, "tools", "list"],
    "--help": [ESSFUND, "--help"],
    "--version": [ESSFUND, "--version"],
}


def main(rounds: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(rounds + 1):
        for name, command in COMMANDS.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            if turn:  # the first turn fills the caches
                times[name].append(time.perf_counter() - start)
    floor, least = statistics.median(times["import floor"]), min(times["import floor"])
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name:14} median {middle * 1e3:6.0f} ms = {middle / floor:.2f} x floor   least {min(found) * 1e3:6.0f} ms = {min(found) / least:.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
