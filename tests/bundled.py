"""The bundled catalogue, read once by each process that runs tests."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Severity
from essfund.loading.cases import read_cases
from essfund.loading.catalogue import load_texts, read_texts
from essfund.review.validation import check_documents

if TYPE_CHECKING:
    from essfund import Catalogue
    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.cases import Cases
    from essfund.loading.catalogue import Loaded


@cache
def loaded() -> Loaded:
    """Return what reading the bundled catalogue gives."""
    return load_texts(read_texts())


def bundled() -> Catalogue:
    """Return the bundled catalogue."""
    found = loaded().catalogue
    assert found is not None, loaded().diagnostics
    return found


@cache
def golden_cases() -> Cases:
    """Return the golden cases beside the bundled catalogue."""
    return read_cases(read_texts().folders, bundled())


LAST_CHECKED = bundled().last_checked
"""The day on which somebody last looked at the catalogue. Tests over the real catalogue know no other « today »."""


@cache
def findings() -> list[Diagnostic]:
    """Return what `validate --strict --as-of newest` finds in it and lets no pull request pass with."""
    return [item for item in check_documents([], None).diagnostics if item.severity is not Severity.NOTE]


def undecided() -> Catalogue:
    """Return the bundled catalogue as it is when it was just read: nothing was worked out for it."""
    return replace(bundled())
