"""Checks of a catalogue that its shape alone cannot show. One module a subject; `CHECKS` is the registry.

A check is a pure function of what is examined that yields faults with symbolic paths; it brings the pages of its own codes.
To add one: write its module, add its line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CODES
from essfund.core.diagnostics import Fault
from essfund.core.errors import TooIntricateError
from essfund.core.messages import say
from essfund.loading.checks import addresses, amounts, days, official_codes, references, twins, unused
from essfund.review.checks import (
    cases,
    covered,
    evidence,
    freshness,
    periods,
    redundant,
    relations,
    succession,
    undecided,
    unread_fields,
    unsatisfiable,
    windows,
)
from essfund.review.checks.prose import bounds, forms, languages
from essfund.review.checks.prose import days as said_days

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essfund.core.codes import CodePage
    from essfund.loading.checks.check import Check, When
    from essfund.review.checks.subject import Subject

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
    """Yield every fault that the checks of one moment find; a check that would take too long is given up, and said to be."""
    abandoned: list[str] = []
    for check in CHECKS:
        if check.when is when:
            try:
                yield from check.find(subject)
            except TooIntricateError:
                abandoned += check.codes
    if abandoned:
        yield Fault("IN011", say("the rules are too intricate to be looked through for {codes}", codes=abandoned), "rules",
                    ("instruments",), say("use fewer fields in one condition"), on_key=True)


PAGES: Mapping[str, CodePage] = dict(sorted((CODES | {code: page for check in CHECKS for code, page in check.codes.items()}).items()))
"""The page of every code, by code."""
