"""Checks of a catalogue that its shape alone cannot show. A module holds the checks of one subject; `CHECKS` is the registry.

A check is a pure function of what is examined that yields faults with symbolic paths; it brings the pages of its own codes.
To add one: write it in the module of its subject, add its line here; one that must run each time files are read goes to
`essfund.loading.checks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.loading.checks import READING_CHECKS, pages_of
from essfund.review.checks import cases, ceilings, conditions, freshness, layout, periods, relations, unread_fields, windows
from essfund.review.checks.prose import bounds, forms, leftovers, manner, spelling, texts
from essfund.review.checks.prose import days as said_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.core.codes import CodePage
    from essfund.loading.checks.check import Check
    from essfund.review.checks.subject import ValidationSubject

VALIDATING_CHECKS: tuple[Check[ValidationSubject], ...] = (
    conditions.UNSATISFIABLE_CHECK,
    conditions.REDUNDANT_CHECK,
    relations.COVERED_CHECK,
    windows.CHECK,
    conditions.UNDECIDED_CHECK,
    unread_fields.CHECK,
    relations.RELATION_CHECK,
    ceilings.CHECK,
    cases.CHECK,
    cases.ASKED_CHECK,
    freshness.STALE_CHECK,
    periods.SUCCESSION_CHECK,
    freshness.EVIDENCE_CHECK,
    periods.PERIOD_CHECK,
    bounds.CHECK,
    forms.CHECK,
    said_days.CHECK,
    texts.CHECK,
    manner.CHECK,
    leftovers.CHECK,
    spelling.MISSPELT_CHECK,
    spelling.IDLE_CHECK,
    layout.ORDER_CHECK,
    layout.SCHEMA_CHECK,
)
"""What is looked at when a catalogue without errors is validated: the day, and every profile."""

CHECKS: tuple[Check[Any], ...] = (*READING_CHECKS, *VALIDATING_CHECKS)
"""Every check, those of reading first."""

PAGES: Mapping[str, CodePage] = pages_of(CHECKS)
"""The page of every code, by code."""
