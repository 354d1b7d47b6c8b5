"""The bundled catalogue, read once by each process that runs tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from essfund import validate
from essfund.loading.catalogue import load_texts, read_texts
from essfund.loading.texts import bundled_directory

if TYPE_CHECKING:
    from essfund import Catalogue
    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.catalogue import Loaded


@cache
def loaded() -> Loaded:
    """Return what reading the bundled catalogue gives."""
    return load_texts(read_texts(bundled_directory(), bundled_directory()))


def bundled() -> Catalogue:
    """Return the bundled catalogue."""
    found = loaded().catalogue
    assert found is not None, loaded().diagnostics
    return found


LAST_CHECKED = bundled().last_checked
"""The day on which somebody last looked at the catalogue. Tests over the real catalogue know no other « today »."""


@cache
def findings() -> list[Diagnostic]:
    """Return what `validate` finds in it on the day on which it was last looked at."""
    return validate(on=LAST_CHECKED)


def undecided() -> Catalogue:
    """Return the bundled catalogue as it is when it was just read: nothing was worked out for it."""
    return replace(bundled())
