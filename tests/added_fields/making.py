"""The small catalogue that adds a flag, a number and a choice, and profiles over it."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from essfund import Catalogue, load_catalogue

FOLDER = Path(__file__).parent / "catalogue"
DAY = date(2026, 2, 1)
HERE = ("--catalogue", str(FOLDER))
ON = (*HERE, "--as-of", DAY.isoformat(), "--lang", "en")
FLAG, NUMBER, CHOICE = "qpv", "part_insertion", "zone_rurale"


@cache
def catalogue() -> Catalogue:
    """Return the catalogue, read once."""
    return load_catalogue(FOLDER)
