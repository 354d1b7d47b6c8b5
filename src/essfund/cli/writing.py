"""Files and folders, written whole or not at all: whatever goes wrong, what was there before is there still."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.streams import as_bytes, trouble
from essfund.core.errors import OutputError, UsageError
from essfund.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import BinaryIO


def write_directory(files: Mapping[str, str], destination: Path) -> None:
    """Write files into a new directory, all of them or none. Raises OutputError."""
    import tempfile  # noqa: PLC0415 - only when a directory is written

    try:
        if os.path.lexists(destination) and (not destination.is_dir() or any(destination.iterdir())):
            raise OutputError(say("`{path}` exists already", path=destination))
        place = behind_links(destination)
        with tempfile.TemporaryDirectory(dir=place.parent, prefix=hidden(destination)) as name:
            made = Path(name) / "made"
            made.mkdir()
            for filename, text in files.items():
                (made / filename).write_bytes(text.encode("utf-8"))
            made.replace(place)
    except OSError as error:
        raise OutputError(trouble(error, destination)) from None


def write_files(texts: Mapping[Path, str]) -> None:
    """Write several files, all or none; the directory of a new one is made. Raises OutputError; each then holds what it held before."""
    ready: dict[Path, Path] = {}
    before: dict[Path, bytes | None] = {}
    path = Path()
    try:
        for path, text in texts.items():
            path.parent.mkdir(exist_ok=True)
            ready[path] = written_beside(path, text)
        for path, new in ready.items():
            old = path.read_bytes() if path.exists() else None
            new.replace(behind_links(path))
            before[path] = old
    except BaseException as error:
        with suppress(OSError):
            for new in ready.values():
                new.unlink(missing_ok=True)
            for done, data in before.items():
                done.unlink() if data is None else done.write_bytes(data)
        if isinstance(error, OSError):
            raise OutputError(trouble(error, path)) from None
        raise


def replace_file(path: Path, result: str | bytes, *, private: bool = False) -> None:
    """Replace a file in one step. The permissions of the old file stay; a new one that is `private` its owner alone can read."""
    if path.is_dir():
        raise IsADirectoryError
    if path.exists() and not path.is_file():
        path.write_bytes(as_bytes(result))
        return
    new = written_beside(path, result, private=private)
    try:
        new.replace(behind_links(path))
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise


def behind_links(path: Path) -> Path:
    """Place that a path leads to. Raises OSError for a loop of links, where `Path.resolve` raises RuntimeError or nothing."""
    place = Path(os.path.realpath(path))
    if place.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return place


def hidden(path: Path) -> str:
    """Beginning of the name of a temporary file beside a destination: no longer than a name may be, with what comes after it."""
    return f".{os.fsdecode(os.fsencode(path.name)[:100])}."


def written_beside(path: Path, result: str | bytes, *, private: bool = False) -> Path:
    """Temporary file, written beside a destination with the permissions of the old file."""
    with opened_beside(path, private=private) as (stream, new):
        stream.write(as_bytes(result))
    return new


@contextmanager
def written_in_pieces(path: Path) -> Iterator[BinaryIO]:
    """A stream that becomes the file when all went well; else the file holds what it held before. Raises OutputError."""
    try:
        if path.is_dir():
            raise IsADirectoryError
        with opened_beside(path) as (stream, new):
            yield stream
        new.replace(behind_links(path))
    except OSError as error:
        raise OutputError(trouble(error, path)) from None


@contextmanager
def folder_in_pieces(path: Path) -> Iterator[Path]:
    """A folder that is there when all went well, and only then. Raises UsageError where something is there, and OutputError."""
    import shutil  # noqa: PLC0415 - only when a folder is written
    import tempfile  # noqa: PLC0415 - as above

    try:
        if os.path.lexists(path) and (not path.is_dir() or any(path.iterdir())):  # a link to nowhere is something too
            raise UsageError(say("`{path}` is there already", path=path), say("name a folder that is not there yet, or an empty one"))
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=hidden(path)) as made:
            folder = Path(made) / path.name
            folder.mkdir()
            yield folder
            if path.exists():
                path.rmdir()
            shutil.move(folder, path)
    except OSError as error:
        raise OutputError(trouble(error, path)) from None


@contextmanager
def opened_beside(path: Path, *, private: bool = False) -> Iterator[tuple[BinaryIO, Path]]:
    """A stream to a temporary file beside a destination, with the permissions of the old file; it is gone if anything goes wrong."""
    import tempfile  # noqa: PLC0415 - only when a file is written

    handle, name = tempfile.mkstemp(dir=behind_links(path).parent, prefix=hidden(path))
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream, Path(name)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        usual = 0o600 if private else 0o666
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else usual & ~umask)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
