"""Standard streams of the process, made ready before anything is written; and what is said where something cannot be written."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.loading.files import TOLD

if TYPE_CHECKING:
    from pathlib import Path

    from essfund.core.messages import Message


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


def trouble(error: OSError, path: Path) -> Message:
    """What to say of a file, or of standard output, that could not be written."""
    if isinstance(error, PermissionError):
        return say("`{path}` may not be written", path=path)
    if isinstance(error, FileNotFoundError) and path.parent.is_dir():
        return say("`{path}` cannot be written: no file can be made in `{directory}`", path=path, directory=path.parent)
    if isinstance(error, FileNotFoundError):
        return say("the directory of `{path}` does not exist", path=path)
    if isinstance(error, IsADirectoryError):
        return say("`{path}` is a directory", path=path)
    if error.errno == errno.EBADF:
        return say("standard output is closed")
    if error.errno == errno.ENOSPC:
        return say("there is no space left to write `{path}`", path=path)
    return say("`{path}` cannot be written: {reason}", path=path, reason=TOLD.get(error.errno or 0) or os.strerror(error.errno or 0))


def as_bytes(result: str | bytes) -> bytes:
    """A result as a file holds it."""
    return result if isinstance(result, bytes) else result.encode("utf-8", "replace")
