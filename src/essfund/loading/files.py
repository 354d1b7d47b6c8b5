"""Files to text: size, encoding and permission problems become diagnostics. Only regular files are read: nothing else ends."""

from __future__ import annotations

import codecs
import errno
import os
import stat
from itertools import islice
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    Place = str | Path

LARGEST_PROFILE = 100_000  # bytes of a profile; one with every field and every answer of the bundled catalogue takes 20,000
LARGEST_CATALOGUE = 24_000_000
"""Bytes of the files of a catalogue together, and of its golden cases together. 3,000 instruments take 20 million."""

Named = tuple[str, bytes | Diagnostic]  # how messages call a file, and its bytes or why it cannot be read
MOST_FILES = 10_000  # files in a folder of golden cases, or of answers at the edges of instruments


def _unhurried(path: str, flags: int) -> int:
    """Open without waiting: a pipe without a writer would hold us for ever."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _mode(path: Place) -> int:
    """What kind of thing is at a path, 0 if nothing can be seen there; `Path.exists` raises for some paths."""
    try:
        return os.stat(path).st_mode
    except (OSError, ValueError):
        return 0


def is_there(path: Place) -> bool:
    """Whether anything is at a path."""
    return _mode(path) != 0


def is_absent(path: Place) -> bool:
    """Whether nothing is at a path, not even a link to nowhere. What cannot be looked at may be there."""
    try:
        os.lstat(path)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False
    return False


def is_folder(path: Place) -> bool:
    """Whether a directory is at a path."""
    return stat.S_ISDIR(_mode(path))


def is_file(path: Place) -> bool:
    """Whether a regular file is at a path: no device, no pipe."""
    return stat.S_ISREG(_mode(path))


def unreadable(name: str, code: str, message: Message, help_: Message | None = None, line: int = 1, column: int = 1) -> Diagnostic:
    """Make the diagnostic of a file that could not be taken in."""
    return Diagnostic(code, message, Severity.ERROR, Span(name, line, column, line, column), help_)


def too_large(name: str, largest: int, used: int = 0) -> Diagnostic:
    """Make the diagnostic of a file that is too large, alone or beside the `used` bytes of those read before."""
    message, help_ = say("this file is larger than {count} bytes", count=largest), say("check the path")
    if used:
        message, help_ = say("with this file, there are more than {count} bytes", count=largest), say("split the catalogue")
    return unreadable(name, "IN001", message, help_)


WHY_NOT: dict[type[Exception], tuple[Message, Message]] = {
    FileNotFoundError: (say("this file does not exist"), say("check the path")),
    IsADirectoryError: (say("this is a directory, not a file"), say("give the path of a file")),
    PermissionError: (say("this file may not be read"), say("check its permissions")),
    Exception: (say("this file cannot be read"), say("check the path")),
}
"""Why a file cannot be read, and what to do, by what opening it raised; the first that fits."""

TOLD = {errno.ENAMETOOLONG: say("this name is too long"), errno.ELOOP: say("this link leads to itself"),
        errno.ENOTDIR: say("what stands before the last `/` is a file, not a directory")}
TOLD[errno.EEXIST] = TOLD[errno.ENOTDIR]  # what making a directory says of a file that stands there
"""Reasons that the number of an error tells and its class does not."""


def not_readable(path: Place, error: Exception) -> Diagnostic:
    """Make the diagnostic of a path that cannot be opened, or looked at."""
    if isinstance(error, OSError) and error.errno in TOLD:
        return unreadable(str(path), "IN001", TOLD[error.errno], say("check the path"))
    return unreadable(str(path), "IN001", *next(texts for kind, texts in WHY_NOT.items() if isinstance(error, kind)))


def open_file(path: Place) -> BinaryIO | Diagnostic:
    """A stream of the bytes of a regular file, or why there is none; whoever asks closes it."""
    stream: BinaryIO | None = None
    try:
        stream = open(path, "rb", opener=_unhurried)  # noqa: SIM115 - the caller reads it
        mode = os.fstat(stream.fileno()).st_mode
        if stat.S_ISREG(mode):
            return stream
        if stat.S_ISDIR(mode):
            raise IsADirectoryError
    except (OSError, ValueError) as error:
        return not_readable(path, error)
    stream.close()
    return unreadable(str(path), "IN001", say("this is a device or a pipe, not a file"),
                      say("give the path of a file; a profile may also come by `-`, from standard input"))


def read_bytes(path: Place, largest: int, used: int = 0) -> bytes | Diagnostic:
    """The bytes of a file, or why not. `used` bytes of `largest` are taken already."""
    name, stream = str(path), open_file(path)
    if isinstance(stream, Diagnostic):
        return stream
    with stream:
        if os.fstat(stream.fileno()).st_size > largest - used:
            return too_large(name, largest, used)
        try:
            data: bytes | None = stream.read(largest - used + 1)  # None: it has nothing to give yet, and we do not wait
        except OSError:
            data = None
    if data is None:
        return unreadable(name, "IN001", *WHY_NOT[Exception])
    return too_large(name, largest, used) if len(data) > largest - used else data


def decode(data: bytes, name: str, largest: int) -> tuple[str, list[Diagnostic]]:
    """The text of the bytes and what is wrong with them. The text is empty if it cannot be used."""
    if len(data) > largest:
        return "", [too_large(name, largest)]
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
        before = data[data.rfind(b"\n", 0, error.start) + 1 : error.start]
        column = len(before[-LARGEST_PROFILE:].decode("utf-8", "replace")) + 1
        return "", [*found, unreadable(name, "IN002", say("this byte is not UTF-8 text"), say("save the file as UTF-8"), line, column)]


def too_many(name: str) -> Diagnostic:
    """Make the diagnostic of a folder with too many files."""
    return unreadable(name, "IN007", say("there are more than {count} files here", count=MOST_FILES), say("join some of them"))


def read_folder(folder: Path, suffix: str = ".yaml") -> Iterator[Named]:
    """Yield each file of a folder whose name ends so; none if there is no folder."""
    paths = list(islice(folder.glob(f"*{suffix}"), MOST_FILES + 1)) if is_folder(folder) else []
    if len(paths) > MOST_FILES:
        yield str(folder), too_many(str(folder))
        return
    used = 0
    for path in sorted(paths):
        data = read_bytes(path, LARGEST_CATALOGUE, used)
        used += 0 if isinstance(data, Diagnostic) else len(data)
        yield str(path), data


def read_text(path: Place, largest: int, used: int = 0) -> tuple[str, list[Diagnostic]]:
    """The text of a file and what is wrong with it. `used` bytes of `largest` are taken already."""
    data = read_bytes(path, largest, used)
    if isinstance(data, Diagnostic):
        return "", [data]
    return decode(data, str(path), largest)
