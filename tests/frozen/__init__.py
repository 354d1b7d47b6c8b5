"""Some instruments as they stood in `data/` in November 2026: figures of an answer are tested over them.

They are frozen. Nobody corrects them when the world changes, so that a correction of `data/` breaks no test.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from essfund import load_catalogue

if TYPE_CHECKING:
    from essfund import Catalogue

FOLDER = Path(__file__).parent / "catalogue"


@cache
def frozen() -> Catalogue:
    """Return the catalogue."""
    return load_catalogue(FOLDER)


DAY = frozen().last_checked
"""The day from which it is seen."""
AT = ("--catalogue", str(FOLDER), "--as-of", str(DAY))
"""Options of a command that asks it."""
