"""Subject of a validation: a catalogue without errors, the day, the golden cases already tried, and where its conditions stand."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from essfund.core.lazily import cached_property
from essfund.core.record import field, record
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import Space
from essfund.loading.checks.check import Subject
from essfund.model.catalogue import leaves_of
from essfund.model.condition import Origin
from essfund.review.case_coverage import coverage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.engine.golden_cases import Trial
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition
    from essfund.model.report import Result
    from essfund.model.tool import Tool
    from essfund.review.case_coverage import CaseCoverage


def place_of(instrument: Instrument, condition: Condition) -> tuple[str, tuple[object, ...]]:
    """Document and path of a condition of an instrument; one that follows from an amount stands at that amount."""
    base: tuple[object, ...] = ("instruments", instrument.id)
    for index, item in enumerate(instrument.conditions):
        if item is condition:
            return "rules", (*base, "requires", index)
    for offer in instrument.offers:
        for index, item in enumerate(offer.conditions):
            if item is condition and item.origin is Origin.FLOOR:
                return "tools", ("tools", instrument.id, "offers", offer.id, "amount", "at_least")
            if item is condition:
                return "rules", (*base, "offers", offer.id, "requires", index)
    raise LookupError(condition.id)


@record(frozen=True)
class ValidationSubject(Subject):
    """A catalogue without errors, the day of the question (`--as-of`), and the golden cases with its answers; None if left out."""

    day: date = date.min
    newest: bool = False
    """Whether each instrument is seen from its own last check: nothing of it has grown old, and `day` is the newest of them."""
    tried: Sequence[tuple[Trial, Result]] | None = None
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The files as read, by role; golden cases, if they are tried, by their path."""
    local: dict[tuple[str, ...], Eligibility] = field(default_factory=dict, init=False, compare=False, repr=False)

    def seen_from(self, tool: Tool) -> date:
        """The day from which an instrument is seen."""
        return tool.checked_on if self.newest else self.day

    @cached_property
    def eligibility(self) -> Eligibility:
        """Who may have what, exactly: every rule as a set of enterprises, all in one space so that they can be compared."""
        return Eligibility(self.catalogue)

    def around(self, *instruments: Instrument) -> Eligibility:
        """Eligibility of these instruments, cut as finely as they need: what is asked of a few does not grow with the rest."""
        key = tuple(instrument.id for instrument in instruments)
        if key not in self.local:
            self.local[key] = Eligibility(self.catalogue, Space(leaves_of(instruments), self.catalogue.vocabularies))
        return self.local[key]

    @cached_property
    def coverage(self) -> CaseCoverage:
        """What the golden cases state, held against what the catalogue contains."""
        return coverage(self.catalogue, self.tried or ())
