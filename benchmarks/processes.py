"""Whole-process times of the command line, and what each executes, as ratios to the import floor measured in the same run.

    python benchmarks/processes.py [rounds [--instructions]]

Rounds are interleaved, so that a machine that slows down slows every line alike; the median of the ratios of each round is printed,
and the least time. With `--instructions` each command also runs once under callgrind (of valgrind), which counts what is executed
whatever else the machine does. The cache of the catalogue is filled before anything is measured; the interview is timed from its
start to its first prompt, in a terminal of its own.
"""

from __future__ import annotations

import os
import pty
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PYTHON = sys.executable
START = [PYTHON, "-c", "from essfund.__main__ import entry; entry()"]
PROFILE = ["--legal-form", "scop", "--stage", "developpement", "--amount", "40000", "--departement", "31"]
HELLO = "import typer\ndef hello(name: str = 'you') -> None: print(name)\ntyper.run(hello)"
FLOOR, INTERVIEW, FIRST_RUN = "import floor", "interview, to its prompt", "match, no cache"
COMMANDS = {
    FLOOR: [PYTHON, "-c", "import typer, pydantic, rich.console, yaml"],
    "bare python": [PYTHON, "-c", "pass"],
    "Typer hello-world": [PYTHON, "-c", HELLO],
    "match, table": [*START, "match", *PROFILE],
    "match, json": [*START, "match", *PROFILE, "--format", "json"],
    "match, csv": [*START, "match", *PROFILE, "--format", "csv"],
    "explain": [*START, "explain", "fiso", *PROFILE],
    "plan": [*START, "plan", *PROFILE, "--use", "Machine=40000:materiel"],
    "tools list": [*START, "tools", "list"],
    "--help": [*START, "--help"],
    "match --help": [*START, "match", "--help"],
    "--version": [*START, "--version"],
    INTERVIEW: [*START, "interview"],
    FIRST_RUN: [*START, "match", *PROFILE],
}
PROMPT = b"\x1b[?2004h"
"""What a terminal is told when a line can be typed."""


def seconds(name: str, cache: str) -> float:
    """How long one command takes."""
    begun = time.perf_counter()
    if name == INTERVIEW:
        _to_prompt(COMMANDS[name], cache)
    else:
        subprocess.run(COMMANDS[name], stdout=subprocess.DEVNULL, check=True, env={**os.environ, "ESSFUND_CACHE": cache})
    return time.perf_counter() - begun


def _to_prompt(command: list[str], cache: str) -> None:
    child, terminal = pty.fork()
    if child == 0:
        os.execve(command[0], command, {**os.environ, "ESSFUND_CACHE": cache, "TERM": "xterm"})  # noqa: S606 - the command above
    said = b""
    while PROMPT not in said:
        said += os.read(terminal, 65536)
    os.kill(child, 9)
    os.close(terminal)
    os.waitpid(child, 0)


def instructions(name: str, cache: str) -> float:
    """Millions of instructions that one command executes."""
    counted = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *COMMANDS[name]], check=True,
                             env={**os.environ, "ESSFUND_CACHE": cache}, capture_output=True, text=True)
    found = re.search(r"Collected : (\d+)", counted.stderr)
    return int(found[1]) / 1e6 if found else 0.0


def main(rounds: int, *, counting: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = str(Path(folder, "kept"))
        Path(kept).mkdir(mode=0o700)
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for turn in range(rounds + 1):
            for name, found in times.items():
                empty = tempfile.mkdtemp(dir=folder)
                took = seconds(name, empty if name == FIRST_RUN else kept)
                if turn:  # the first turn fills the caches
                    found.append(took)
        counts = {name: instructions(name, empty if name == FIRST_RUN else kept) for name in COMMANDS
                  if counting and name != INTERVIEW and shutil.which("valgrind")}
    floors = times[FLOOR]
    for name, found in times.items():
        ratio = statistics.median(mine / floor for mine, floor in zip(found, floors, strict=True))
        counted = f"   {counts[name]:6.0f} M = {counts[name] / counts[FLOOR]:.2f}" if name in counts else ""
        print(f"{name:24} {ratio:5.2f} x floor   least {min(found) * 1e3:6.0f} ms = {min(found) / min(floors):.2f} x{counted}")


if __name__ == "__main__":
    told = [word for word in sys.argv[1:] if word != "--instructions"]
    main(int(told[0]) if told else 21, counting="--instructions" in sys.argv)
