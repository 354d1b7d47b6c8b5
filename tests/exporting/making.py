"""Selections to export, of the bundled catalogue or of one with hostile words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from essfund.core.language.translator import translator
from essfund.exchange.exporting.selection import Selection
from essfund.exchange.filters import list_instruments
from essfund.presenting.formats import FORMATS
from tests.bundled import bundled, loaded

if TYPE_CHECKING:
    from essfund import Catalogue

DAY = date(2019, 6, 1)
FACTS = (bundled().edition, "sha256:", "2019-06-01", "Licence Ouverte 2.0")


@cache
def documents() -> Any:
    return {role: document.data for role, document in loaded().documents.items()}


def selection(catalogue: Catalogue | None = None, *, lang: str = "fr", search: str = "", **given: Any) -> Selection:
    found = catalogue or bundled()
    return Selection(found, list_instruments(found, on=DAY, search=search), DAY, translator(lang), documents, **given)


def export(name: str, chosen: Selection) -> bytes:
    found: bytes = FORMATS["export"][name].render(chosen)
    return found


@cache
def exported(name: str) -> bytes:
    """Return the bundled catalogue in one format."""
    return export(name, selection())


def renamed(name: str) -> Catalogue:
    """Return the bundled catalogue with another name for one of its instruments, the first of the list, and its provider."""
    catalogue = bundled()
    key = list_instruments(catalogue, on=DAY)[0].instrument.id
    one = catalogue.instruments[key]
    tool = replace(one.tool, name=name, provider=name)
    return replace(catalogue, instruments={**catalogue.instruments, key: replace(one, tool=tool)})
