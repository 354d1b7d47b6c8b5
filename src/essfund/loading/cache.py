"""The checked catalogue, kept between two runs: reading it back takes a tenth of the time of the YAML.

It holds only the catalogue, which is public, never a profile. It is read with an allow-list of classes, so a file that
somebody else put there cannot run code; anything unexpected counts as absent.
"""

from __future__ import annotations

import io
import os
import pickle
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.version import VERSION

if TYPE_CHECKING:
    from essfund.model.catalogue import Catalogue

BUILTINS = {("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date")}

DAMAGED = (OSError, pickle.UnpicklingError, EOFError, ImportError, AttributeError, LookupError, TypeError, ValueError,
           OverflowError, MemoryError, RecursionError)
"""What reading a damaged or foreign file may raise; the YAML is read then."""


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Give only plain values and our own models, by their exact names."""
        if (module, name) in BUILTINS or module.startswith("essfund.model.") or module == "essfund.core.messages":
            found = super().find_class(module, name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(name)


def directory() -> Path | None:
    """Return where catalogues are kept; None if `ESSFUND_CACHE` is empty or there is no home directory."""
    chosen = os.environ.get("ESSFUND_CACHE")
    if chosen is not None:
        return Path(chosen) if chosen else None
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    if base:
        return Path(base) / "essfund"
    with suppress(RuntimeError):
        return Path.home() / ".cache" / "essfund"
    return None


def _path(digest: str) -> Path | None:
    base = directory()
    return base / f"catalogue-{VERSION}-{digest.removeprefix('sha256:')[:32]}.pickle" if base else None


def recall(digest: str) -> Catalogue | None:
    """Return the catalogue kept for these files, if there is one that can be trusted."""
    from essfund.model.catalogue import Catalogue  # noqa: PLC0415 - only when something may be recalled

    path = _path(digest)
    if path is None:
        return None
    try:
        found = _Reader(io.BytesIO(path.read_bytes())).load()
    except DAMAGED:
        return None
    return found if isinstance(found, Catalogue) and found.digest == digest else None


def remember(catalogue: Catalogue) -> None:
    """Keep a catalogue, whole or not at all. A cache that cannot be written is no error. Older ones are removed."""
    path = _path(catalogue.digest)
    if path is None:
        return
    import tempfile  # noqa: PLC0415 - only when something is written

    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as stream:
            stream.write(pickle.dumps(catalogue, protocol=5))
        Path(stream.name).replace(path)
        kept = sorted(path.parent.glob("catalogue-*.pickle"), key=lambda p: p.stat().st_mtime)
        for old in kept[:-8]:
            old.unlink()
