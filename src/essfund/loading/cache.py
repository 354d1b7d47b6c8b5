"""The checked catalogue and its diagrams, kept between two runs: reading them back takes a tenth of the time of the YAML.

It holds only the catalogue, which is public, never a profile. It is data that cannot execute (`essfund.loading.cache_codec`), and it is
read only from a directory that belongs to the user and that nobody else can write. Anything unexpected counts as absent.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from os.path import dirname, expanduser, isabs, join, splitdrive
from typing import TYPE_CHECKING

from essfund.engine.compiled import Compiled, compiled, restore
from essfund.loading.cache_codec import MALFORMED, decode, encode
from essfund.loading.cache_shapes import MODEL
from essfund.loading.digest import blake2b
from essfund.loading.files import LARGEST_CATALOGUE
from essfund.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from essfund.model.catalogue import Catalogue

LARGEST_ENTRY = 2 * LARGEST_CATALOGUE
"""Bytes of an entry: it may be larger than the files, as each instrument holds what it shares with others."""

MOST_ENTRIES = 8  # the newest are kept: a few catalogues and versions
ANY_DIGEST = "[0-9a-f]" * 32


def directory() -> str | None:
    """Where catalogues are kept, if anywhere; never a relative path: the directory we happen to be in could bring its own entries."""
    chosen = os.environ.get("ESSFUND_CACHE")
    return None if chosen == "" else next(filter(_is_absolute, _places(chosen)), None)


def _is_absolute(place: str) -> bool:
    return isabs(place) and (os.name != "nt" or bool(splitdrive(place)[0]))


def _places(chosen: str | None) -> Iterator[str]:
    if chosen:
        yield chosen
    for base in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        if os.environ.get(base):
            yield join(os.environ[base], "essfund")
    yield join(expanduser("~"), ".cache", "essfund")


def _path(digest: str) -> str | None:
    base = directory()
    return base and join(base, f"catalogue-{VERSION}-{digest.removeprefix('sha256:')[:32]}.jsonl")


def _sealed(body: bytes) -> bytes:
    """The bytes of an entry: its seal, a new line, the body."""
    return _seal(body) + b"\n" + body


def _seal(body: bytes | memoryview) -> bytes:
    """A digest of the body of an entry and of the classes that it was made for."""
    return blake2b([MODEL, body], 16).encode()


def _private(info: os.stat_result) -> bool:
    """Whether something is the user's own and nobody else can write it. Windows keeps a user's directories by other means."""
    return os.name == "nt" or (info.st_uid == os.geteuid() and not info.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _opened(path: str, flags: int) -> int:
    """Open a file itself, not what a link leads to, and without waiting for the writer of a pipe."""
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _read(path: str) -> bytes:
    """The bytes of an entry, none if it cannot be trusted. Raises OSError if there is none."""
    if not _is_ours(dirname(path)):
        return b""
    with open(path, "rb", opener=_opened) as stream:
        info = os.fstat(stream.fileno())
        if not stat.S_ISREG(info.st_mode) or not _private(info) or info.st_size > LARGEST_ENTRY:
            return b""
        return stream.read(info.st_size + 1)  # no more, even if it grows: as much memory is set aside


def _is_ours(folder: str | Path) -> bool:
    info = os.lstat(folder)
    return stat.S_ISDIR(info.st_mode) and _private(info)


def recall(digest: str) -> Catalogue | None:
    """The catalogue kept for these files, its diagrams made already, if there is an entry that can be trusted."""
    path = _path(digest)
    if path is None:
        return None
    with suppress(OSError, *MALFORMED):
        kept = _read(path)
        start = kept.find(b"\n") + 1
        if kept[:start] == _seal(memoryview(kept)[start:]) + b"\n":
            catalogue, diagrams = decode(kept, start)
            if catalogue.digest == digest:
                restore(catalogue, Compiled(*diagrams))
                return catalogue
    return None


def remember(catalogue: Catalogue) -> None:
    """Keep a catalogue and its diagrams, whole or not at all. What cannot be kept or written is no error."""
    name = _path(catalogue.digest)
    if name is None:
        return
    import tempfile  # noqa: PLC0415 - only when something is written
    from pathlib import Path  # noqa: PLC0415 - as above

    path = Path(name)
    with suppress(OSError, *MALFORMED):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(path.parent):
            return
        kept = _sealed(encode(catalogue, tuple(compiled(catalogue))))
        if len(kept) > LARGEST_ENTRY:
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{path.name}.", delete=False) as stream:
            try:
                stream.write(kept)
                stream.close()  # Windows replaces no file that is open
                Path(stream.name).replace(path)
            finally:
                Path(stream.name).unlink(missing_ok=True)
        _prune(path.parent)


def _prune(folder: Path) -> None:
    """Remove entries but the newest, those of a process that was killed while it wrote, and all of a form we no longer read."""
    kept = sorted(folder.glob(f"catalogue-*-{ANY_DIGEST}.jsonl*"), key=lambda path: path.lstat().st_mtime)
    for old in [*kept[:-MOST_ENTRIES], *folder.glob(f"catalogue-*-{ANY_DIGEST}.pickle")]:
        with suppress(OSError):
            old.unlink()
