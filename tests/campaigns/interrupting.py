"""Commands that are interrupted at any moment: they leave as interrupted, and a file is whole or not there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INTERRUPTED, LONGEST = 130, 1.2
"""The code of an interrupted run; seconds within which it is interrupted."""


def interruptions(seed: int, runs: int, folder: Path) -> Iterator[str]:
    """What is wrong after each interruption, a line each."""
    for number in range(runs):
        after, path = Random(f"{seed}/{number}").uniform(0.2, LONGEST), folder / f"{number}.json"
        command = [sys.executable, "-m", "essfund", "match", "--amount", "30000", "--as-of", "2026-06-01", "--output", str(path)]
        with subprocess.Popen(command, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as running:
            try:
                said = running.communicate(timeout=after)[1]
            except subprocess.TimeoutExpired:
                running.send_signal(signal.SIGINT)
                said = running.communicate()[1]
        if running.returncode not in {0, INTERRUPTED} or "Traceback" in said:
            yield f"run {number}, after {after:.3f} s: code {running.returncode} {said[-200:]!r}"
        if path.exists():
            try:
                json.loads(path.read_text(encoding="utf-8"))
            except ValueError:
                yield f"run {number}, after {after:.3f} s: a damaged file"
        if running.returncode == 0 and not path.exists():
            yield f"run {number}: no file"
