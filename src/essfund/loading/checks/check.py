"""Check: its subject while files are read, the pages of its codes, and a pure function from a catalogue to faults."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from essfund.core.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from essfund.core.codes import CodePage
    from essfund.core.diagnostics import Fault
    from essfund.model.catalogue import Catalogue
    from essfund.model.rulebook import RulesDocument
    from essfund.model.tool import ToolsDocument
    from essfund.model.vocabularies_document import VocabulariesDocument


@record(frozen=True)
class Subject:
    """One catalogue under examination; `catalogue` may still carry faults."""

    tools: ToolsDocument
    rules: RulesDocument
    words: VocabulariesDocument
    catalogue: Catalogue


Examined = TypeVar("Examined", bound=Subject)


@record(frozen=True)
class Check(Generic[Examined]):
    """One subject that is looked at. `codes` holds a page for every code its faults may carry."""

    find: Callable[[Examined], Iterable[Fault]]
    codes: Mapping[str, CodePage]
    needs_cases: bool = False  # it looks at golden cases: nothing is found when they are left out
    by_day: bool = False  # what it finds comes and goes with the day: a waiver may be needed on one day and not on another
