"""A catalogue ready for matching: entries and rules joined, shared conditions opened, set names resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.lazily import cached_property
from essfund.core.record import field, record
from essfund.model.condition import Condition, leaves
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from essfund.model.condition import Leaf, Reservation
    from essfund.model.fields import Field
    from essfund.model.rulebook import CallOrder, PlanCeiling, RankingRules, Relation, Supposition
    from essfund.model.tool import Contact, OfferEntry, Source, Tool
    from essfund.model.vocabulary import Vocabularies


@record(frozen=True, eq=False, repr=False)
class Offer:
    """One window of an instrument with what it asks beyond what the instrument asks."""

    id: str
    entry: OfferEntry
    conditions: tuple[Condition, ...]
    reservations: tuple[Reservation, ...]

    def asked(self) -> tuple[Condition | Reservation, ...]:
        """Everything it asks beyond what the instrument asks."""
        return (*self.conditions, *self.reservations)


@record(frozen=True, eq=False, repr=False)
class Instrument:
    """One line of the cartography with its rules. `conditions` and `reservations` hold for every offer."""

    id: str
    tool: Tool
    conditions: tuple[Condition, ...]
    reservations: tuple[Reservation, ...]
    offers: tuple[Offer, ...]
    open_to_all: tuple[str, ...] = ()
    role: Role = Role.OTHER  # the role of its family
    def asked(self) -> tuple[Condition | Reservation, ...]:
        """Everything it asks whatever the offer."""
        return (*self.conditions, *self.reservations)

    @cached_property
    def all_conditions(self) -> tuple[Condition, ...]:
        """Conditions of the instrument and of every offer."""
        return self.conditions + tuple(c for offer in self.offers for c in offer.conditions)

    @cached_property
    def all_reservations(self) -> tuple[Reservation, ...]:
        """Reservations of the instrument and of every offer."""
        return self.reservations + tuple(r for offer in self.offers for r in offer.reservations)


@record(frozen=True, eq=False, repr=False)
class Catalogue:
    """Every instrument, what its rules refer to, and how options are ranked. Frozen: matching never changes it."""

    edition: str
    licence: str
    digest: str  # SHA-256 of the files it was read from: any answer can be replayed, and two catalogues are compared by it
    sources: Mapping[str, Source]
    contacts: Mapping[str, Contact]
    instruments: Mapping[str, Instrument]
    vocabularies: Vocabularies
    ranking: RankingRules
    incompatibilities: tuple[Relation, ...] = ()
    pairings: tuple[Relation, ...] = ()
    shared: Mapping[str, Condition] = field(default_factory=dict)
    one_entry: tuple[Relation, ...] = ()
    alternatives: tuple[Relation, ...] = ()
    suppositions: tuple[Supposition, ...] = ()
    facts: tuple[Condition, ...] = ()
    """Facts of the world: tests that every enterprise passes."""
    plan_ceilings: tuple[PlanCeiling, ...] = ()
    calls: tuple[CallOrder, ...] = ()

    @property
    def fields(self) -> Mapping[str, Field]:
        """Every field of a profile, those that this catalogue adds too."""
        return self.vocabularies.fields

    @cached_property
    def last_checked(self) -> date:
        """The newest day on which somebody read the sources of an instrument."""
        return max(instrument.tool.checked_on for instrument in self.instruments.values())

    @cached_property
    def _ids_today(self) -> Mapping[str, str]:
        return {former: key for key, instrument in self.instruments.items() for former in instrument.tool.formerly}

    def id_today(self, name: str) -> str:
        """The id that an instrument has today, or one of its conditions (`instrument.condition`); any other name as it is."""
        tool, dot, condition = name.partition(".")
        taken = tool in self.instruments or name in self.answerable
        return name if taken else f"{self._ids_today.get(tool, tool)}{dot}{condition}"

    @cached_property
    def answerable(self) -> frozenset[str]:
        """Every id an adviser may answer: conditions and reservations, full and shared."""
        names: set[str] = set()
        for tool in self.instruments.values():
            for items in (tool.all_conditions, tool.all_reservations):
                names.update(*((item.id, f"{tool.id}.{item.short_id}") for item in items))
        return frozenset(names)

    @cached_property
    def leaves_by_field(self) -> Mapping[str, tuple[Leaf, ...]]:
        """Every distinct leaf of the rules and of the facts of the world, by the field it tests."""
        asked = (condition for instrument in self.instruments.values() for condition in instrument.all_conditions)
        return leaves_by_field([*asked, *self.facts])


def leaves_of(instruments: Iterable[Instrument]) -> dict[str, tuple[Leaf, ...]]:
    """Every distinct leaf of the rules of some instruments, by the field it tests."""
    return leaves_by_field(condition for instrument in instruments for condition in instrument.all_conditions)


def leaves_by_field(conditions: Iterable[Condition]) -> dict[str, tuple[Leaf, ...]]:
    """Every distinct leaf of some conditions, by the field it tests."""
    found: dict[str, dict[Leaf, None]] = {}
    for test in {id(condition.test): condition.test for condition in conditions}.values():  # many share one
        for leaf in leaves(test):
            found.setdefault(leaf.field, {})[leaf] = None
    return {key: tuple(values) for key, values in found.items()}
