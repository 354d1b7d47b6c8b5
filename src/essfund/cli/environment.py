"""What the environment names besides the options."""

from __future__ import annotations

import os
import re
from pathlib import Path


def catalogue_layers() -> tuple[Path, ...]:
    """The layers that ESSFUND_CATALOGUE names, the lowest first, as PATH names directories."""
    return tuple(map(Path, filter(None, os.environ.get("ESSFUND_CATALOGUE", "").split(os.pathsep))))


def language_of(name: str) -> str:
    """Language that a locale names: `en` of `EN_us.UTF-8`."""
    return re.split(r"[-_.@]", name.strip().casefold(), maxsplit=1)[0]
