"""Checks of every reading: what they find makes a catalogue unusable or untidy. `essfund.review.checks` adds those of `validate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CODES
from essfund.core.diagnostics import Fault
from essfund.core.errors import TooIntricateError
from essfund.core.messages import say
from essfund.loading.checks import added_fields, amounts_and_days, combination, official_codes, references, twins

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from essfund.core.codes import CodePage
    from essfund.loading.checks.check import Check, Examined, Subject

READING_CHECKS: tuple[Check[Subject], ...] = (
    references.REFERENCES_CHECK,
    official_codes.CODES_CHECK,
    official_codes.ADDRESSES_CHECK,
    twins.CHECK,
    added_fields.CHECK_TAKEN,
    added_fields.CHECK_UNFINISHED,
    amounts_and_days.AMOUNTS_CHECK,
    amounts_and_days.SHARES_CHECK,
    amounts_and_days.DAYS_CHECK,
    combination.CHECK,
    references.UNUSED_CHECK,
)


def run_checks(checks: Iterable[Check[Examined]], subject: Examined) -> Iterator[Fault]:
    """Yield every fault that some checks find; a check that would take too long is given up, and said to be."""
    abandoned: list[str] = []
    for check in checks:
        try:
            yield from check.find(subject)
        except TooIntricateError:
            abandoned += check.codes
    if abandoned:
        yield given_up(abandoned)


def given_up(codes: Sequence[str]) -> Fault:
    """The fault of what was not looked for to the end."""
    return Fault("IN011", say("the rules are too intricate to be looked through for {codes}", codes=codes), "rules",
                 ("instruments",), say("use fewer fields in one condition"), on_key=True)


def pages_of(checks: Iterable[Check[Examined]]) -> Mapping[str, CodePage]:
    """The pages of the codes of checks and of everything that can be wrong without them, by code."""
    return dict(sorted((CODES | {code: page for check in checks for code, page in check.codes.items()}).items()))


READING_PAGES = pages_of(READING_CHECKS)  # the page of every code that reading a catalogue may find
