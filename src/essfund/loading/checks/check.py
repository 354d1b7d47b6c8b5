"""What a check is: the pages of its codes, and a pure function from a catalogue to faults with symbolic paths."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from essfund.core.codes import CodePage
    from essfund.core.diagnostics import Fault
    from essfund.review.checks.subject import Subject


class When(Enum):
    """When a check can run, and who waits for it."""

    READING = "reading"
    """On documents of the right shape, each time files are read: what it finds makes a catalogue unusable or untidy."""
    VALIDATING = "validating"
    """On a catalogue without errors, when it is validated: it may look at the day and at every profile."""


@dataclass(frozen=True)
class Check:
    """One subject that is looked at. `codes` holds a page for every code its faults may carry.

    `needs_cases` says that it looks at golden cases, so that it finds nothing when they are left out; `by_day` that what it finds
    comes and goes with the day of the question, so that a waiver may be needed on one day and not on another.
    """

    find: Callable[[Subject], Iterable[Fault]]
    codes: Mapping[str, CodePage]
    when: When = When.VALIDATING
    needs_cases: bool = False
    by_day: bool = False
