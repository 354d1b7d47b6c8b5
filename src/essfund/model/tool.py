"""What exists: the entries of `tools.yaml`, as their authors write them (design, section 4).

Fields stand in the order in which their keys are usually written: `validate --fix` puts them into it.
What an entry accepts is read first, after its id if it has one.

pydantic validates these dataclasses when files are read; the names under TYPE_CHECKING are given to it there
(`essfund.loading.model_schemas`), so that a catalogue taken from the cache needs no pydantic at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, get_args

from essfund.core.messages import N_, Words
from essfund.core.record import field, record
from essfund.model.condition import Strength, within
from essfund.model.terms import Terms  # noqa: TC001 - pydantic reads it

if TYPE_CHECKING:
    from pydantic import Field

    from essfund.model.authored_types import (
        READ_IN,
        Accepted,
        Day,
        DepartementCode,
        Euros,
        Evidence,
        Id,
        Ids,
        Line,
        OfVocabulary,
        PartialDay,
        Ref,
        Share,
        Url,
        about,
    )

MoneyField = Literal[
    "project_cost", "own_funds", "own_contribution", "bank_loan", "grants_obtained", "amount_needed", "turnover", "balance_sheet"
]
MONEY_FIELDS: tuple[str, ...] = get_args(MoneyField)
CountField = Literal["employees", "jobs_planned"]
SpentField = Literal["de_minimis_received"]


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Source:
    """Where a fact was read. `date` is the day (or month, or year) the source speaks of; none when it is undated."""

    accepts: Accepted | None = None
    title: Annotated[Line, about(N_("Who wrote it and what it is called, so that anybody can find it again."))]
    date: Annotated[
        PartialDay | None,
        about(N_("The day, month or year the source speaks of, between quotes; left out when it is undated.")),
    ] = None
    url: Annotated[Url | None, about(N_("Where it can be read."))] = None
    kind: Annotated[
        Literal["plan", "law", "official", "operator", "secondary", "press"],
        about(N_("Who speaks: the Plan, the law, a public body, the operator of the instrument, somebody else, the press.")),
    ]
    note: Annotated[Words | None, about(N_("What to know before relying on it."))] = None


@record(frozen=True, eq=False, repr=False)
class LocalContact:
    """The contact of some départements."""

    departements: Annotated[
        tuple[DepartementCode, ...], Field(min_length=1), about(N_('Codes of départements, between quotes: "09", "2A".'))
    ]
    contact: Annotated[Id, Ref("contact"), about(N_("Whom to call there: an id of `contacts`."))]
    strength: Evidence = Strength.ESTABLISHED


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Contact:
    """Whom to call, perhaps not the same everywhere."""

    accepts: Accepted | None = None
    name: Annotated[Line, about(N_("The name of the organisation or desk, as an adviser would say it."))]
    url: Annotated[Url | None, about(N_("Its website."))] = None
    phone: Annotated[Line | None, about(N_("Its telephone number, between quotes."))] = None
    siren: Annotated[Line | None, about(N_("Its SIREN, nine digits between quotes."))] = None
    source: Ids
    by_departement: Annotated[
        tuple[LocalContact, ...], about(N_("Other contacts for some départements, if it is not the same everywhere."))
    ] = ()
    note: Annotated[Words | None, about(N_("What to know before calling."))] = None


@record(frozen=True, eq=False, repr=False)
class PlanLine:
    """The line of the Plan, as printed there."""

    section: Annotated[Id, OfVocabulary("plan_section"), about(N_("The part of the Plan where it stands."))]
    printed: Annotated[Line, about(N_("The words of the Plan, letter by letter."))]


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Limit:
    """A ceiling computed from the profile: `share` percent of money or of a sum, `each` euros per head, or what is left of a sum."""

    share: Annotated[Share | None, about(N_("Percent of the field named by `of`: 50 is half of it, 100 as much as it."))] = None
    each: Annotated[
        Annotated[Euros, Field(gt=0)] | None, about(N_("Whole euros for each person of the field named by `of`."))
    ] = None
    of: Annotated[MoneyField | CountField | None, about(N_("The field of the profile that the ceiling is computed from."))] = None
    plus: Annotated[
        tuple[MoneyField, ...], about(N_("Other fields added to it: parity is 100 percent of own contribution plus bank loan."))
    ] = ()
    fixed: Annotated[
        Annotated[Euros, Field(gt=0)] | None, about(N_("Whole euros that `less` is taken from: what is left of a ceiling is the limit."))
    ] = None
    less: Annotated[SpentField | None, about(N_("The field of the profile taken from `fixed`: what was received of it already."))] = None
    source: Ids
    strength: Evidence = Strength.ESTABLISHED

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it is computed from."""
        first = self.of or self.less
        return (first, *self.plus) if first else ()

    @property
    def refusing(self) -> bool:
        """Whether a ceiling below the floor is a refusal: that of one field is, a sum is no test of one (`Range.short` says it)."""
        return self.of is not None and not self.plus


@record(frozen=True, eq=False, repr=False)
class Amount:
    """What an offer gives, in whole euros; for a guarantee, the guaranteed amount. None is a gap, not a zero."""

    at_least: Annotated[
        Annotated[Euros, Field(ge=0)] | None, about(N_("The floor, in whole euros; the condition that follows is made from it."))
    ] = None
    at_most: Annotated[Annotated[Euros, Field(gt=0)] | None, about(N_("The ceiling, in whole euros."))] = None
    limits: Annotated[
        tuple[Limit, ...], about(N_("Ceilings computed from the profile: a share of the project, euros for each employee."))
    ] = ()
    source: Annotated[Ids | None, about(READ_IN)] = None
    strength: Evidence = Strength.ESTABLISHED
    note: Annotated[Words | None, about(N_("What the figures leave open: a gap, a disagreement between sources."))] = None


@record(frozen=True, eq=False, repr=False)
class OfferEntry:
    """One window of an instrument. `first_day` and `last_day` are written `from` and `until`, both included."""

    accepts: Accepted | None = None
    label: Annotated[Words | None, about(N_("What tells this offer from the others of the instrument."))] = None
    first_day: Annotated[Day | None, Field(alias="from"), about(N_("First day of the offer, included."))] = None
    last_day: Annotated[Day | None, Field(alias="until"), about(N_("Last day of the offer, included."))] = None
    amount: Annotated[
        Amount, about(N_("What it gives, in whole euros; for a guarantee, the guaranteed amount. Left out, it is a gap, not a zero."))
    ] = field(default_factory=Amount)
    terms: Annotated[Terms | None, about(N_("The terms of this offer, where they differ from those of the instrument."))] = None

    def runs_on(self, day: Day) -> bool:
        """Whether the window exists on this day."""
        return within(day, self.first_day, self.last_day)


@record(frozen=True, eq=False, repr=False)
class DatedFact:
    """A first or last day, with who says so."""

    day: Annotated[Day, about(N_("The day itself, included."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Suspension:
    """A period in which the instrument exists but takes no request: budget spent, season."""

    text: Annotated[Words, about(N_("Why it takes no request, and what to do meanwhile."))]
    source: Ids
    first_day: Annotated[Day, Field(alias="from"), about(N_("First day without requests, included."))]
    last_day: Annotated[
        Day | None, Field(alias="until"), about(N_("Last day without requests, included; left out while nobody knows it."))
    ] = None


@record(frozen=True, eq=False, repr=False)
class Stages:
    """The stages an instrument was made for. Used in the ranking; a condition is written in `rules.yaml`."""

    stages: Annotated[
        tuple[Annotated[Id, OfVocabulary("stage")], ...],
        Field(alias="in", min_length=1),
        about(N_("The stages it was made for.")),
    ]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED


@record(frozen=True, eq=False, repr=False)
class MoneyTerm:
    """Something to know of the money: duration, rate, security, use."""

    fr: Annotated[Line, about(N_("The text in French."))]
    en: Annotated[Line, about(N_("The text in English."))]
    source: Ids
    strength: Evidence = Strength.ESTABLISHED

    @property
    def words(self) -> Words:
        """The line in both languages."""
        return Words(self.fr, self.en)


@record(frozen=True, eq=False, repr=False)
class Note:
    """A contradiction between sources, a trap or a gap, kept visible."""

    fr: Annotated[Line, about(N_("The text in French."))]
    en: Annotated[Line, about(N_("The text in English."))]
    sources: Annotated[Ids | None, about(READ_IN)] = None

    @property
    def words(self) -> Words:
        """The note in both languages."""
        return Words(self.fr, self.en)


@record(frozen=True, eq=False, repr=False, kw_only=True)
class Tool:
    """One line of the cartography."""

    accepts: Accepted | None = None
    name: Annotated[Line, about(N_("The name an adviser uses."))]
    formerly: Annotated[
        tuple[Id, ...], about(N_("Ids that it had before: wherever somebody still writes one of them, this instrument is meant."))
    ] = ()
    family: Annotated[Id, OfVocabulary("family"), about(N_("What kind of help it is."))]
    reach: Annotated[Id, OfVocabulary("reach"), about(N_("Where it is decided: in the region or nationally, for example."))]
    provider: Annotated[Line, about(N_("Who gives the money or the help."))]
    apply: Annotated[Id, Ref("contact"), about(N_("Whom to call: an id of `contacts`."))]
    plan: Annotated[PlanLine | None, about(N_("The line of the Plan, if it has one."))] = None
    summary: Annotated[Words, about(N_("What it is and for whom, in one or two sentences of your own."))]
    stages: Annotated[
        Stages | None, about(N_("The stages it was made for: they count in the ranking. A condition is written in rules.yaml."))
    ] = None
    dedicated_to: Annotated[
        tuple[Annotated[Id, OfVocabulary("legal_form", sets=True)], ...],
        about(N_("The legal forms, or sets of forms, it was made for: they count in the ranking.")),
    ] = ()
    cost: Annotated[
        Annotated[Id, OfVocabulary("cost")] | None,
        about(N_("What the money costs the enterprise; the ranking gives each class its value.")),
    ] = None
    terms: Annotated[Terms | None, about(N_("What the money costs: rate, years, deferral, fee, security, who receives it."))] = None
    conditions_of_money: Annotated[
        tuple[MoneyTerm, ...], about(N_("What to know of the money: duration, rate, security, use."))
    ] = ()
    offers: Annotated[
        dict[Id, Annotated[OfferEntry, about(N_("One window of the instrument, with its own conditions and amounts."))]],
        Field(min_length=1),
        about(N_("The windows of the instrument, by id; most instruments have one, called `unique`.")),
    ]
    running: Annotated[tuple[Id, ...], Ref("source"), about(N_("Dated sources that show it at work: ids of `sources`."))] = ()
    valid_from: Annotated[DatedFact | None, about(N_("The day it began, with who says so."))] = None
    valid_until: Annotated[
        DatedFact | None, about(N_("The day it ended, with who says so: an instrument is never deleted, it closes."))
    ] = None
    suspended: Annotated[
        Suspension | None, about(N_("A period in which it exists but takes no request: budget spent, season."))
    ] = None
    successor: Annotated[Id | None, Ref("tool"), about(N_("The instrument that took over: an id of `tools`."))] = None
    notes: Annotated[tuple[Note, ...], about(N_("Contradictions between sources, traps and gaps, kept visible."))] = ()
    checked_on: Annotated[Day, about(N_("The day somebody last read the sources."))]
    sources: Annotated[Ids, about(N_("Everything this entry was read from: ids of `sources`."))]


@record(frozen=True, eq=False, repr=False)
class ToolsDocument:
    """The whole of `tools.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    builds_on: Annotated[
        Id | None,
        about(N_("The layer that this one is laid over: a folder beside this file, or one that comes with essfund, like national.")),
    ] = field(default=None, kw_only=True)
    edition: Annotated[Line, about(N_("The edition of the catalogue, between quotes."))]
    licence: Annotated[Line, about(N_("The licence the catalogue is published under."))]
    sources: Annotated[
        dict[Id, Annotated[Source, about(N_("Where facts were read."))]], about(N_("Everything the catalogue was read from, by id."))
    ]
    contacts: Annotated[
        dict[Id, Annotated[Contact, about(N_("Whom to call, perhaps not the same everywhere."))]],
        about(N_("Whom to call, by id.")),
    ]
    tools: Annotated[
        dict[Id, Annotated[Tool, about(N_("One instrument: what exists, without who may have it."))]],
        Field(min_length=1),
        about(N_("The instruments, by id.")),
    ]
    accepted_words: Annotated[
        tuple[Line, ...] | None,
        about(N_("Words of the French texts that no dictionary has. With this list, even empty, `validate` checks their spelling.")),
    ] = None
    accepts: Accepted | None = None
