"""The answer to one question: every instrument, its verdict, and the proof."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from essfund.core.lazily import cached_property
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record
from essfund.core.truth import FALSE
from essfund.model.verdict import Status

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.core.diagnostics import Diagnostic
    from essfund.core.truth import Truth
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.changes import Since, WhatIf
    from essfund.model.condition import Condition, Reservation, Test
    from essfund.model.field_types import Interval
    from essfund.model.profile import Answer, Profile
    from essfund.model.terms import Terms
    from essfund.model.tool import Contact, Limit
    from essfund.model.verdict import Availability, Place, Verdict


class Trace(NamedTuple):
    """The proof of one test: its truth, the value seen (None when unknown), and the proof of its parts."""

    test: Test
    truth: Truth
    seen: Hashable | None
    parts: tuple[Trace, ...]


class Finding(NamedTuple):
    """One condition, its proof and, if the adviser answered it, the answer that overrides the proof."""

    condition: Condition
    truth: Truth
    trace: Trace
    answer: Answer | None

    @property
    def status(self) -> Status:
        """Met, unmet or unknown."""
        return Status.of(self.truth)

    @property
    def refuses(self) -> bool:
        """Whether it shuts the door: an answer always counts in full, an inference never."""
        return self.truth is FALSE and (self.answer is not None or self.condition.strength.refuses)


class Pending(NamedTuple):
    """One reservation: unknown until the adviser answers it."""

    reservation: Reservation
    answer: Answer | None

    @property
    def status(self) -> Status:
        """Met, unmet or unknown."""
        return Status.UNKNOWN if self.answer is None else Status.MET if self.answer.met else Status.UNMET


class Range(NamedTuple):
    """What an offer gives this enterprise, in whole euros; None is no bound known."""

    low: int
    """The floor: less than this is not given. 0 if there is none."""
    high: int | None
    """The ceiling in the most favourable case: what is unknown may lower it, and never raises it."""
    certain: int | None = None
    """The ceiling in the least favourable case in which the offer may be had, from `low` to `high`; None if nothing is certain."""
    binding: Limit | None = None
    open_limits: tuple[Limit, ...] = ()
    short: int = 0
    """What is missing before the ceilings reach the floor: more than 0 where nothing can be paid as things stand."""

    @property
    def fixed(self) -> bool:
        """Whether the ceiling is known for certain."""
        return self.high is not None and self.certain == self.high


class Proofs(Protocol):
    """What proves conditions of an instrument for one profile, and works out the rest of an answer when somebody looks at it."""

    def finding(self, tool: str, condition: Condition) -> Finding:
        """A condition of an instrument with its proof."""

    def pending(self, tool: str, reservation: Reservation) -> Pending:
        """A reservation of an instrument with the answer given to it."""

    def offers(self, result: Result) -> tuple[OfferResult, ...]:
        """What each offer gives."""

    def best_offer(self, result: Result) -> OfferResult:
        """The offer that is nearest to being had."""

    def amount(self, result: Result) -> Range:
        """What the offers that may still be had give."""

    def need_covered(self, result: Result) -> float | None:
        """The part of the need that the amount covers."""

    def brings(self, result: Result) -> Interval:
        """What an instrument can bring here."""

    def contacts(self, result: Result) -> tuple[tuple[Contact, ...], str]:
        """Whom to call, and the desk."""


class Need(NamedTuple):
    """What is left to find, in whole euros: `amount` at most, None if nothing is known of it; `parts` are what it was worked out from.

    `asked` is the amount asked for where that is less than the sum, or all that is known; `unbounded` where it may be more.
    """

    amount: int | None = None
    parts: Mapping[str, int | None] = {}
    asked: int | None = None
    unbounded: bool = False

    def calls_for(self, amount: Range) -> bool:
        """Whether something is left to find, and no less than the floor of an amount."""
        return self.amount is None or self.unbounded or amount.low <= self.amount > 0


NOTHING_NEEDED = Need()


class Dated(Protocol):
    """What a result shows of an instrument on the day, whoever asks."""

    @property
    def instrument(self) -> Instrument:
        """The instrument."""

    @property
    def availability(self) -> Availability:
        """Whether it can be asked for."""

    @property
    def last_proof(self) -> str | None:
        """The last proof of life."""

    @property
    def closes_on(self) -> date | None:
        """The day on which it closes, if that is known."""


class OfferResult(NamedTuple):
    """One offer: its verdict and what it gives. Its conditions are proved when somebody looks at the proofs."""

    offer: Offer
    verdict: Verdict
    amount: Range
    tool: str
    conditions: tuple[Condition, ...]
    reservations: tuple[Reservation, ...]
    proofs: Proofs

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The proof of every condition, those of the instrument first."""
        return tuple([self.proofs.finding(self.tool, condition) for condition in self.conditions])

    @property
    def pending(self) -> tuple[Pending, ...]:
        """What no field can test, those of the instrument first."""
        return tuple([self.proofs.pending(self.tool, reservation) for reservation in self.reservations])


class Criterion(NamedTuple):
    """One named part of a score, in [0, 1]; None when it does not apply to this instrument or profile."""

    id: str
    value: float | None
    weight: float


class Result:
    """One instrument in the answer. What orders the answer is worked out at once, the rest when somebody looks at it.

    `missing` are the fields whose value can change the verdict, `settling` those of them of which one answer alone may settle it.
    `replaces` are the options of the same desk for which this one speaks.
    """

    rank = 0
    score = 0.0
    comes_now = True
    """Whether this kind of help comes now: general support does not where money is sought, nor money where there is an idea."""
    only_if: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    place: Place
    measures: Mapping[str, float | None] = MappingProxyType({})

    def __init__(self, dated: Dated, verdict: Verdict, missing: tuple[str, ...], settling: tuple[str, ...],
                 of_offers: tuple[Verdict, ...], proofs: Proofs, weights: Mapping[str, float]) -> None:
        self.dated, self.instrument, self.availability, self.weights = dated, dated.instrument, dated.availability, weights
        self.verdict, self.missing, self.settling, self.of_offers, self.proofs = verdict, missing, settling, of_offers, proofs

    def _replace(self, **changes: object) -> Result:
        """Return the same result but for some facts."""
        other = object.__new__(type(self))
        vars(other).update(vars(self), **changes)
        return other

    @cached_property
    def offers(self) -> tuple[OfferResult, ...]:
        """Every offer of the day."""
        return self.proofs.offers(self)

    @cached_property
    def offer(self) -> OfferResult:
        """The best offer."""
        return self.proofs.best_offer(self)

    @cached_property
    def amount(self) -> Range:
        """What every offer still possible gives."""
        return self.proofs.amount(self)

    @cached_property
    def need_covered(self) -> float | None:
        """The part of the need that the amount covers."""
        return self.proofs.need_covered(self)

    @cached_property
    def brings(self) -> Interval:
        """What it can bring here, in whole euros."""
        return self.proofs.brings(self)

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Whom to call."""
        return self._called[0]

    @property
    def desk(self) -> str:
        """The desk that is called."""
        return self._called[1]

    @cached_property
    def _called(self) -> tuple[tuple[Contact, ...], str]:
        return self.proofs.contacts(self)

    @property
    def terms(self) -> Terms | None:
        """What the money costs."""
        return self.offer.offer.entry.terms or self.instrument.tool.terms

    @property
    def last_proof(self) -> str | None:
        """The last proof of life on the day."""
        return self.dated.last_proof

    @property
    def closes_on(self) -> date | None:
        """The day on which it closes, if that is known."""
        return self.dated.closes_on

    @property
    def successor(self) -> str | None:
        """The instrument that came after it."""
        return self.instrument.tool.successor

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Parts of the score."""
        return tuple([Criterion(key, value, self.weights.get(key, 0.0)) for key, value in self.measures.items()])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The proof for the best offer."""
        return self.offer.findings

    @property
    def reasons(self) -> tuple[Finding, ...]:
        """What refuses the best offer: unmet conditions strong enough to."""
        return tuple(f for f in self.findings if f.refuses)

    @property
    def doubts(self) -> tuple[Finding, ...]:
        """Inferred conditions that are unmet: they never refuse, they say « à confirmer »."""
        return tuple(f for f in self.findings if f.truth is FALSE and not f.refuses)


class Question(NamedTuple):
    """A field worth asking next, and the instruments that some answer to it alone would settle."""

    field: str
    settles: tuple[str, ...]
    touches: tuple[str, ...]


@record(frozen=True)
class Report:
    """Ranked options for one profile on one day. Same input, same report.

    `facts` is the profile as seen on the day: what was told, the age that follows, and what is `derived` from facts of the world.
    `supposed` is no part of it: it orders and never decides.
    """

    as_of: date
    catalogue: Catalogue
    profile: Profile
    facts: Profile  # the profile as seen on the day: what was told, and the age that follows
    results: tuple[Result, ...]
    questions: tuple[Question, ...]
    doubts: tuple[Diagnostic, ...] = ()
    what_if: WhatIf | None = None
    since: Since | None = None
    derived: Mapping[str, Hashable] = field(default_factory=dict)
    supposed: Mapping[str, Hashable] = field(default_factory=dict)
    need: Need = NOTHING_NEEDED

    def result(self, tool: str) -> Result:
        """The result of one instrument. Raises KeyError for an id the catalogue does not have."""
        return {result.instrument.id: result for result in self.results}[tool]


@record(frozen=True)
class MinimalChange:
    """A minimal set of changes after which an instrument is no longer refused, and what would be answered then."""

    values: Mapping[str, Hashable]
    verdict: Verdict
    availability: Availability
    until: date | None = None  # first day on which an age is reached; None if nothing is waited for, or the creation is not known
