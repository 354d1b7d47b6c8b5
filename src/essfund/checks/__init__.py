"""Checks of a catalogue that its shape alone cannot show. One module a subject; `CHECKS` is the registry.

A check is a pure function of what is examined that yields faults with symbolic paths; it brings the pages of its own codes.
To add one: write its module, add its line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.checks import (
    addresses,
    amounts,
    cases,
    covered,
    days,
    evidence,
    freshness,
    official_codes,
    periods,
    redundant,
    references,
    relations,
    succession,
    twins,
    undecided,
    unread_fields,
    unsatisfiable,
    unused,
    windows,
)
from essfund.checks.prose import bounds, forms, languages
from essfund.checks.prose import days as said_days
from essfund.codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essfund.checks.check import Check, When
    from essfund.checks.subject import Subject
    from essfund.codes import Code
    from essfund.diagnostics import Fault

CHECKS: tuple[Check, ...] = (
    references.CHECK,
    official_codes.CHECK,
    addresses.CHECK,
    twins.CHECK,
    amounts.CHECK,
    days.CHECK,
    unused.CHECK,
    unsatisfiable.CHECK,
    redundant.CHECK,
    covered.CHECK,
    windows.CHECK,
    undecided.CHECK,
    unread_fields.CHECK,
    relations.CHECK,
    cases.CHECK,
    freshness.CHECK,
    succession.CHECK,
    evidence.CHECK,
    periods.CHECK,
    bounds.CHECK,
    forms.CHECK,
    said_days.CHECK,
    languages.CHECK,
)


def run_checks(subject: Subject, when: When) -> Iterator[Fault]:
    """Yield every fault that the checks of one moment find."""
    for check in CHECKS:
        if check.when is when:
            yield from check.find(subject)


PAGES: Mapping[str, Code] = dict(sorted((CODES | {code: page for check in CHECKS for code, page in check.codes.items()}).items()))
"""The page of every code, by code."""
