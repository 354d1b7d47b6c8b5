"""What a check is: the pages of its codes, and a pure function from a catalogue to faults with symbolic paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from essfund.loading.checks.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from essfund.core.codes import CodePage
    from essfund.core.diagnostics import Fault

Examined = TypeVar("Examined", bound=Subject)


@dataclass(frozen=True)
class Check(Generic[Examined]):
    """One subject that is looked at. `codes` holds a page for every code its faults may carry.

    `needs_cases` says that it looks at golden cases, so that it finds nothing when they are left out; `by_day` that what it finds
    comes and goes with the day of the question, so that a waiver may be needed on one day and not on another.
    """

    find: Callable[[Examined], Iterable[Fault]]
    codes: Mapping[str, CodePage]
    needs_cases: bool = False
    by_day: bool = False
