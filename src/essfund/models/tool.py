"""What exists: the entries of `tools.yaml`, as their authors write them (design, section 4).

Fields stand in the order in which their keys are usually written: `validate --fix` puts them into it.
What an entry accepts is read first, after its id if it has one.

pydantic validates these dataclasses when files are read; the names under TYPE_CHECKING are given to it there
(`essfund.reading.validation`), so that a catalogue taken from the cache needs no pydantic at all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from essfund.messages import Words
from essfund.models.condition import Strength, within

if TYPE_CHECKING:
    from pydantic import Field

    from essfund.models.authoring import (
        Accepted,
        Day,
        DepartementCode,
        Euros,
        Id,
        Ids,
        Line,
        PartialDay,
        Share,
        Url,
    )

FAMILIES = ("subvention", "fonds-propres", "pret", "garantie", "accompagnement")
Family = Literal["subvention", "fonds-propres", "pret", "garantie", "accompagnement"]
Stage = Literal["emergence", "creation", "developpement", "changement-echelle"]
REACHES = ("regional", "national-decline", "national")
Reach = Literal["regional", "national-decline", "national"]
MONEY_FIELDS = ("project_cost", "own_funds", "bank_loan", "amount_needed", "turnover", "balance_sheet")
MoneyField = Literal["project_cost", "own_funds", "bank_loan", "amount_needed", "turnover", "balance_sheet"]
CountField = Literal["employees", "jobs_planned"]


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Source:
    """Where a fact was read. `date` is the day (or month, or year) the source speaks of; none when it is undated."""

    accepts: Accepted | None = None
    title: Line
    date: PartialDay | None = None
    url: Url | None = None
    kind: Literal["plan", "law", "official", "operator", "secondary", "press"]
    note: Words | None = None


@dataclass(frozen=True, eq=False, repr=False)
class LocalContact:
    """The contact of some départements."""

    departements: Annotated[tuple[DepartementCode, ...], Field(min_length=1)]
    contact: Id
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Contact:
    """Whom to call, perhaps not the same everywhere."""

    accepts: Accepted | None = None
    name: Line
    url: Url | None = None
    phone: Line | None = None
    siren: Line | None = None
    source: Ids
    by_departement: tuple[LocalContact, ...] = ()
    note: Words | None = None


@dataclass(frozen=True, eq=False, repr=False)
class PlanLine:
    """The line of the Plan, as printed there."""

    section: Literal["cartographie", "investisseur-social", "accompagnement"]
    printed: Line


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Limit:
    """A ceiling computed from the profile: `share` percent of a money field, or `each` euros per head."""

    share: Share | None = None
    each: Annotated[Euros, Field(gt=0)] | None = None
    of: MoneyField | CountField | None = None
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False)
class Amount:
    """What an offer gives, in whole euros; for a guarantee, the guaranteed amount. None is a gap, not a zero."""

    at_least: Annotated[Euros, Field(ge=0)] | None = None
    at_most: Annotated[Euros, Field(gt=0)] | None = None
    limits: tuple[Limit, ...] = ()
    source: Ids | None = None
    strength: Strength = Strength.ESTABLISHED
    note: Words | None = None


@dataclass(frozen=True, eq=False, repr=False)
class OfferEntry:
    """One window of an instrument. `first_day` and `last_day` are written `from` and `until`, both included."""

    accepts: Accepted | None = None
    label: Words | None = None
    first_day: Annotated[Day | None, Field(alias="from")] = None
    last_day: Annotated[Day | None, Field(alias="until")] = None
    amount: Amount = field(default_factory=Amount)

    def runs_on(self, day: Day) -> bool:
        """Whether the window exists on this day."""
        return within(day, self.first_day, self.last_day)


@dataclass(frozen=True, eq=False, repr=False)
class DatedFact:
    """A first or last day, with who says so."""

    day: Day
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Suspension:
    """A period in which the instrument exists but takes no request: budget spent, season."""

    text: Words
    source: Ids
    first_day: Annotated[Day, Field(alias="from")]
    last_day: Annotated[Day | None, Field(alias="until")] = None


@dataclass(frozen=True, eq=False, repr=False)
class Stages:
    """The stages an instrument was made for. Used in the ranking; a condition is written in `rules.yaml`."""

    stages: Annotated[
        tuple[Stage, ...],
        Field(alias="in", min_length=1),
    ]
    source: Ids
    strength: Strength = Strength.ESTABLISHED


@dataclass(frozen=True, eq=False, repr=False)
class MoneyTerm:
    """Something to know of the money: duration, rate, security, use."""

    fr: Line
    en: Line
    source: Ids
    strength: Strength = Strength.ESTABLISHED

    @property
    def words(self) -> Words:
        """The line in both languages."""
        return Words(self.fr, self.en)


@dataclass(frozen=True, eq=False, repr=False)
class Note:
    """A contradiction between sources, a trap or a gap, kept visible."""

    fr: Line
    en: Line
    sources: Ids | None = None

    @property
    def words(self) -> Words:
        """The note in both languages."""
        return Words(self.fr, self.en)


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Tool:
    """One line of the cartography."""

    accepts: Accepted | None = None
    name: Line
    family: Family
    reach: Reach
    provider: Line
    apply: Id
    plan: PlanLine | None = None
    summary: Words
    stages: Stages | None = None
    dedicated_to: tuple[Id, ...] = ()
    cost: Id | None = None
    conditions_of_money: tuple[MoneyTerm, ...] = ()
    offers: Annotated[dict[Id, OfferEntry], Field(min_length=1)]
    running: tuple[Id, ...] = ()
    valid_from: DatedFact | None = None
    valid_until: DatedFact | None = None
    suspended: Suspension | None = None
    successor: Id | None = None
    notes: tuple[Note, ...] = ()
    checked_on: Day
    sources: Ids


@dataclass(frozen=True, eq=False, repr=False)
class ToolsDocument:
    """The whole of `tools.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    edition: Line
    licence: Line
    sources: dict[Id, Source]
    contacts: dict[Id, Contact]
    tools: Annotated[dict[Id, Tool], Field(min_length=1)]
    accepts: Accepted | None = None
