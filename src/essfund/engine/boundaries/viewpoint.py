"""One profile on one day in front of one offer: the answer, and the answer when one field is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.truth import FALSE
from essfund.engine.amounts import offer_range
from essfund.engine.boundaries.values import AGE, AS_OF, CREATED, read
from essfund.engine.dated_instrument import applying, offers_on
from essfund.engine.decision import Asked, decide_alone, decider
from essfund.engine.evaluate import prove
from essfund.engine.match import Matcher
from essfund.model.boundaries import NOT_OFFERED, UNKNOWN
from essfund.model.profile import Profile

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.engine.evaluate import Memo
    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.condition import Condition
    from essfund.model.report import Range, Trace


class Viewpoint:
    """A profile, a day, an offer. Proofs of conditions that do not look at a changed field are made once."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument, offer: str, profile: Profile, day: date) -> None:
        self.catalogue, self.instrument, self.name = catalogue, instrument, offer
        self.profile, self.day = profile, day
        self.values = profile.on(day).values
        self.offer: Offer | None = next((one for one in offers_on(instrument, day) if one.id == offer), None)
        self.common = applying(instrument.conditions, day)
        self.own = applying(self.offer.conditions, day) if self.offer else ()
        memo: Memo = {}
        self.traces = [prove(condition.test, self.values, memo) for condition in self.common + self.own]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What the offer asks on the day."""
        return self.common + self.own

    def answer(self) -> str:
        """Return the verdict of the offer and the conditions that are not met."""
        return self._said(self.values, self.traces)

    def changed(self, field: str, text: str) -> str:
        """Return the answer with one field changed, or left out. Raises `Misread` for a value that cannot be read."""
        if field == AS_OF:
            return self.on(type(self.day).fromisoformat(text)).answer()
        values, fields = self.moved(field, text)
        memo: Memo = {}
        traces = [
            trace if fields.isdisjoint(condition.fields) else prove(condition.test, values, memo)
            for condition, trace in zip(self.conditions, self.traces, strict=True)
        ]
        return self._said(values, traces)

    def on(self, day: date) -> Viewpoint:
        """Return the same profile in front of the same offer on another day."""
        return Viewpoint(self.catalogue, self.instrument, self.name, self.profile, day)

    def moved(self, field: str, text: str) -> tuple[Mapping[str, Hashable], set[str]]:
        """Return what is known with one field changed, and the fields that tests may see changed."""
        values = dict(self.values)
        fields = {AGE, CREATED} if field in {AGE, CREATED} else {field}
        for one in fields:
            values.pop(one, None)
        if text != UNKNOWN:
            values[field] = read(field, text, self.catalogue.vocabularies)
        if field == CREATED:
            values = dict(Profile(values).on(self.day).values)
        return values, fields

    def gives(self, field: str | None = None, text: str = UNKNOWN) -> str:
        """Return what the offer gives, perhaps with one field changed. Raises `Misread`."""
        values = self.values if field is None else self.moved(field, text)[0]
        return shown(offer_range(self.offer.entry.amount, values)) if self.offer else NOT_OFFERED

    def whole(self) -> dict[str, str]:
        """Return the answer of the whole instrument: verdict, best offer, amount, score, whom to call."""
        result = Matcher(self.catalogue, self.profile, self.day).result(self.instrument)
        names = {id(contact): key for key, contact in self.catalogue.contacts.items()}
        found = {"verdict": result.verdict.value}
        if len(self.instrument.offers) > 1:
            found |= {"offer": result.offer.offer.id, "this_offer": self.gives()}
        found |= {"amount": shown(result.amount), "score": f"{result.score:.4f}"}
        return found | {"contacts": ", ".join(names[id(contact)] for contact in result.contacts)}

    def _said(self, values: Mapping[str, Hashable], traces: list[Trace]) -> str:
        if self.offer is None:
            return NOT_OFFERED
        asked, decided_by = [Asked(self.conditions)], decider(self.catalogue)
        diagram, inside = decided_by.diagram(asked), decided_by.inside(values)
        if diagram is None or inside is None:
            decision = decide_alone(asked, values, self.catalogue.vocabularies, {})
        else:
            decision = diagram.decide(inside)
        unmet = [one.short_id for one, trace in zip(self.conditions, traces, strict=True) if trace.truth is FALSE]
        return " ".join([decision.verdict.value, *unmet])


def shown(amount: Range) -> str:
    """Return a range of euros in one text; the ceiling that is certain stands behind it if it is another."""
    high = "" if amount.high is None else str(amount.high)
    sure = "" if amount.certain in {amount.high, None} else f" ({amount.certain})"
    return f"{amount.low}..{high}{sure}"
