"""The bundled catalogue, read once by each process that runs tests."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from essfund import load_catalogue

if TYPE_CHECKING:
    from essfund import Catalogue


@cache
def bundled() -> Catalogue:
    """Return the bundled catalogue."""
    return load_catalogue()
