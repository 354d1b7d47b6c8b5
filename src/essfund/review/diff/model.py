"""What changed from one catalogue to another: in words, and for whom."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record, replace
from essfund.model.verdict import LEVELS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.core.diagnostics import Witness
    from essfund.core.messages import Words
    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition, Strength, Test
    from essfund.model.profile import Profile
    from essfund.model.report import Range
    from essfund.model.rulebook import RulesDocument
    from essfund.model.tool import ToolsDocument
    from essfund.model.verdict import Availability, Verdict
    from essfund.model.vocabularies_document import VocabulariesDocument
    from essfund.review.diff.list_effect import ListEffect


@record(frozen=True, eq=False, repr=False)
class CatalogueVersion:
    """A catalogue as its authors wrote it, as it is matched, and its golden cases; `layers`: its directories, none in a revision."""

    name: str
    tools: ToolsDocument
    rules: RulesDocument
    words: VocabulariesDocument
    catalogue: Catalogue
    golden: tuple[Trial, ...] = ()
    layers: tuple[str, ...] = ()

    def beside(self, other: CatalogueVersion) -> CatalogueVersion:
        """Return this version with the fields that only the other one adds: what stood there can then be put into words."""
        words = self.catalogue.vocabularies.beside(other.catalogue.vocabularies)
        return self if words is self.catalogue.vocabularies else replace(self, catalogue=replace(self.catalogue, vocabularies=words))


@record(frozen=True)
class WrittenTest:
    """A test as the rule writes it. Two are the same if they are written the same; `test` is only there to be shown."""

    written: object
    test: Test = field(compare=False)


@record(frozen=True)
class RequirementText:
    """One condition as the rule writes it: what is left out is None, even where a shared condition supplies it."""

    id: str
    test: WrittenTest
    strength: Strength | None
    source: tuple[str, ...]
    note: Words | None
    first_day: date | None = field(metadata={"key": "from"})
    last_day: date | None = field(metadata={"key": "until"})
    accepts: Mapping[str, str] | None


class FieldChange(NamedTuple):
    """Field that differs: `path` holds keys as files write them, `unit` is euro, percent or nothing; None: not there before, or after."""

    path: tuple[str, ...]
    old: object
    new: object
    unit: str = ""


class EntryKind(Enum):
    """What an entry of a catalogue is, apart from instruments."""

    SHARED = "shared"
    RESERVATION = "shared_reservation"
    RELATION = "relation"
    RANKING = "ranking"
    VOCABULARY = "vocabulary"
    SOURCE = "source"
    CONTACT = "contact"
    CATALOGUE = "catalogue"


class EntryChange(NamedTuple):
    """What changed in one entry that is no instrument. `touches` are the instruments that use a shared one."""

    kind: EntryKind
    id: str
    fields: tuple[FieldChange, ...]
    touches: tuple[str, ...] = ()


class EffectKind(Enum):
    """What a change of rules does to the set of those who may have an instrument, and to how well they may."""

    NOBODY = "equivalent"
    WIDER = "wider"
    NARROWER = "narrower"
    BOTH = "incomparable"
    UNDECIDED = "undecided"
    """The rules hang together in too many ways to be looked through."""


class ChangedEnterprise(NamedTuple):
    """An enterprise whose answer changes, and how: that of the instrument, or, if `offer` is given, only that of one offer."""

    before: Verdict
    after: Verdict
    witness: Witness
    offer: str | None = None

    @property
    def better(self) -> bool:
        """Whether the enterprise wins."""
        return LEVELS.index(self.after) > LEVELS.index(self.before)


class DayRange(NamedTuple):
    """Days, both included; None is no end."""

    first: date | None
    last: date | None


class Transition(NamedTuple):
    """Every enterprise that goes from one verdict to another, shown by one of them, and the days on which it happens."""

    shown: ChangedEnterprise
    spans: tuple[DayRange, ...]


class RuleEffect(NamedTuple):
    """An enterprise that wins by a changed rule and one that loses by it; None proves that there is none.

    Both conditions are None for an offer that began, ended or moved; `offer` is None if the rule holds for all of them.
    """

    id: str
    offer: str | None
    old: Condition | None
    new: Condition | None
    gained: ChangedEnterprise | None
    lost: ChangedEnterprise | None


class AmountKind(Enum):
    """How an amount changes for somebody who may have the offer before and after."""

    HIGHER = "higher"
    LOWER = "lower"
    STATED = "stated"
    UNSTATED = "unstated"
    FLOOR_UP = "floor_raised"
    FLOOR_DOWN = "floor_lowered"


class AmountEffect(NamedTuple):
    """An enterprise that may have an offer before and after, and for which the amount differs."""

    offer: str
    kind: AmountKind
    before: Range
    after: Range
    witness: Witness


class AvailabilityChange(NamedTuple):
    """Days on which an instrument is no longer what it was. None: the catalogue has no such instrument."""

    span: DayRange
    before: Availability | None
    after: Availability | None


class Effect(NamedTuple):
    """What became of one instrument, exactly: nothing is sampled, what is not listed does not happen."""

    turn: EffectKind
    transitions: tuple[Transition, ...]
    rules: tuple[RuleEffect, ...]
    amounts: tuple[AmountEffect, ...]
    availability: tuple[AvailabilityChange, ...]

    @property
    def quiet(self) -> bool:
        """Whether it changes no answer and no rule."""
        return self.turn is EffectKind.NOBODY and not (self.rules or self.amounts or self.availability)

    @property
    def moves_offers(self) -> bool:
        """Whether some enterprise may have other offers of the instrument than before, and still the instrument."""
        return any(shown and shown.offer for rule in self.rules for shown in (rule.gained, rule.lost))


class VersionAnswer(NamedTuple):
    """What one catalogue answers for one instrument; `unmet` are the conditions that refuse or put in doubt."""

    verdict: Verdict
    availability: Availability
    offer: str
    amount: Range
    unmet: tuple[str, ...]


class GoldenChange(NamedTuple):
    """Golden profile whose answer differs, by which conditions, and whether a case states the answer of this very instrument."""

    cases: tuple[str, ...]
    stated: bool
    profile: Profile
    day: date
    before: VersionAnswer | None
    after: VersionAnswer | None
    because: tuple[str, ...]

    @property
    def step(self) -> int:
        """Above 0 if the verdict is better than before, below 0 if it is worse."""
        old, new = (LEVELS.index(item.verdict) if item else 0 for item in (self.before, self.after))
        return new - old

    @property
    def money(self) -> int:
        """Above 0 if, with the same verdict, the ceiling is higher than before, below 0 if it is lower."""
        old, new = (item.amount.high if item else None for item in (self.before, self.after))
        return 0 if self.step or old is None or new is None else new - old


class InstrumentStatus(Enum):
    """What became of an instrument."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


class InstrumentPair(NamedTuple):
    """One instrument before and after, and whether its answers can differ: by its rules, by its dates, by the vocabularies."""

    id: str
    status: InstrumentStatus
    before: Instrument | None
    after: Instrument | None
    rules: bool = True
    dates: bool = False
    words: bool = False


@record(frozen=True, eq=False, repr=False)
class InstrumentChange:
    """One instrument that is not what it was: in words, in effect, and on golden profiles."""

    id: str
    status: InstrumentStatus
    old: Instrument | None
    new: Instrument | None
    fields: tuple[FieldChange, ...]
    effect: Effect | None
    golden: tuple[GoldenChange, ...]

    @property
    def was(self) -> str | None:
        """The id it had before, if that is another one."""
        return self.old.id if self.old and self.old.id != self.id else None

    @property
    def name(self) -> str:
        """The name it has now, or had last."""
        known = self.new or self.old
        return known.tool.name if known else self.id


class Arrival(NamedTuple):
    """Id that only one of the catalogues has, and what enterprises of that kind may have there; None if that is too intricate to say."""

    field: str
    id: str
    added: bool
    tools: tuple[str, ...] | None


@record(frozen=True, eq=False, repr=False)
class Comparison:
    """Everything that differs between two catalogues. `profiles` counts the golden profiles that both can be asked about."""

    old: CatalogueVersion
    new: CatalogueVersion
    day: date
    instruments: tuple[InstrumentChange, ...] = ()
    entries: tuple[EntryChange, ...] = ()
    arrivals: tuple[Arrival, ...] = ()
    profiles: int = 0
    unread: int = 0
    listed: ListEffect | None = None
    """What changes for the enterprises of a list, if one was given."""

    @property
    def changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.instruments or self.entries or self.arrivals)
