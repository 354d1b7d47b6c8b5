"""Standard streams of the process, made ready before anything is written: none is missing, and output refuses no letter."""

from __future__ import annotations

import io
import os
import sys


def make_ready() -> None:
    """Put a stream that fails where one is missing or closed, and let standard output replace letters that its encoding lacks."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None or getattr(stream, "closed", False):
            place = os.open(os.devnull, os.O_RDONLY)  # else a file that is opened later gets the number, and what is printed
            if name != "stdin":
                setattr(sys, name, open(place, "w", encoding="utf-8", errors="replace"))  # noqa: PTH123, SIM115 - as long as the process
        elif name == "stdout" and isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="replace")
