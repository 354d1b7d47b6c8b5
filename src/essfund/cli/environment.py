"""What the environment names besides the options."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def catalogue_layers() -> tuple[Path, ...]:
    """The layers that ESSFUND_CATALOGUE names, the lowest first, as PATH names directories."""
    return as_paths(filter(None, os.environ.get("ESSFUND_CATALOGUE", "").split(os.pathsep)))


def as_paths(names: Iterable[str]) -> tuple[Path, ...]:
    """Places by their names."""
    if not (listed := list(names)):
        return ()
    from pathlib import Path  # noqa: PLC0415 - most runs name none, and importing it costs as much as reading the catalogue

    return tuple(map(Path, listed))


def here() -> str:
    """Directory of the run; nothing if it was removed."""
    with suppress(OSError):
        return os.getcwd()  # noqa: PTH109 - as above
    return ""


def language_of(name: str) -> str:
    """Language that a locale names: `en` of `EN_us.UTF-8`."""
    return re.split(r"[-_.@]", name.strip().casefold(), maxsplit=1)[0]
