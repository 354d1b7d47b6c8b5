"""Files to text: size, encoding and permission problems become diagnostics."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

from essfund.diagnostics import Diagnostic, Severity, Span
from essfund.messages import Message, say

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_PROFILE = 1_000_000
LARGEST_CATALOGUE = 64_000_000
"""Bytes. A catalogue of 3,000 instruments takes about 15 million."""


class NamedText(NamedTuple):
    """The text of a file, how messages call it, and what is wrong with it."""

    name: str
    text: str
    problems: list[Diagnostic]

    @property
    def usable(self) -> bool:
        """Whether the text can be read on."""
        return not any(item.is_error for item in self.problems)


def unreadable(name: str, code: str, message: Message, help_: Message | None = None, line: int = 1) -> Diagnostic:
    """Make the diagnostic of a file that could not be taken in."""
    return Diagnostic(code, message, Severity.ERROR, Span(name, line, 1, line, 1), help_)


def read_bytes(path: Path, largest: int) -> bytes | Diagnostic:
    """Return the bytes of a file, or why not. Reads at most one byte more than `largest`."""
    try:
        with path.open("rb") as stream:
            data = stream.read(largest + 1)
    except FileNotFoundError:
        return unreadable(str(path), "IN001", say("this file does not exist"), say("check the path"))
    except IsADirectoryError:
        return unreadable(str(path), "IN001", say("this is a directory, not a file"), say("give the path of a file"))
    except PermissionError:
        return unreadable(str(path), "IN001", say("this file may not be read"), say("check its permissions"))
    except (OSError, ValueError):
        return unreadable(str(path), "IN001", say("this file cannot be read"), say("check the path"))
    return data


def decode(data: bytes, name: str, largest: int) -> tuple[str, list[Diagnostic]]:
    """Return the text of the bytes and what is wrong with them. The text is empty if it cannot be used."""
    if len(data) > largest:
        return "", [unreadable(name, "IN001", say("this file is larger than {count} bytes", count=largest), say("check the path"))]
    found: list[Diagnostic] = []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", [unreadable(name, "IN002", say("this file is in UTF-16"), say("save it as UTF-8"))]
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8):]
        found.append(Diagnostic("IN003", say("the file begins with a byte order mark, which was ignored"), Severity.WARNING,
                                Span(name, 1, 1, 1, 1), say("save it as UTF-8 without BOM")))
    try:
        return data.decode("utf-8"), found
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "", [*found, unreadable(name, "IN002", say("this byte is not UTF-8 text"), say("save the file as UTF-8"), line)]


def read_text(path: Path, largest: int) -> tuple[str, list[Diagnostic]]:
    """Return the text of a file and what is wrong with it."""
    data = read_bytes(path, largest)
    if isinstance(data, Diagnostic):
        return "", [data]
    return decode(data, str(path), largest)


def named_text(path: Path, largest: int) -> NamedText:
    """Return the text of a file under its own name."""
    return NamedText(str(path), *read_text(path, largest))
