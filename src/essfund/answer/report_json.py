"""A report as JSON, `essfund.match/2`: the contract of design section 6. Ids never change; labels follow the language."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from essfund.model.condition import COMBINATIONS, Leaf
from essfund.model.verdict import Availability
from essfund.presenting import advice
from essfund.presenting.json_writing import kept
from essfund.presenting.registered import register_plain
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import amount_plain, state

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from essfund.answer import report_schema as shapes
    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue
    from essfund.model.changes import AnswerChanges, AnswerSummary
    from essfund.model.field_types import Interval
    from essfund.model.fields import Field
    from essfund.model.report import Finding, OfferResult, Pending, Question, Range, Report, Result, Trace
    from essfund.model.tool import Contact
    from essfund.presenting.json_shapes import AmountPlain, ContactPlain, MainContact
    from essfund.presenting.view import View

Plain = TypeVar("Plain")

MOST_PARTS = 20_000
"""Parts of one kind, of answers of one catalogue in one language, that are kept."""


class Parts:
    """Parts of answers of one catalogue in one language: most say the same to many enterprises, and are put into words once."""

    def __init__(self, tr: Translator) -> None:
        self.tr = tr
        self.known: defaultdict[Callable[..., Any], dict[Hashable, Any]] = defaultdict(dict)

    def once(self, key: Hashable, make: Callable[..., Plain], *facts: Any) -> Plain:
        """Return the part of a key, which stands for all the facts that it is made from."""
        known = self.known[make]
        if key not in known:
            if len(known) >= MOST_PARTS:
                known.clear()
            known[key] = kept(make(*facts, self.tr))
        found: Plain = known[key]
        return found

    def amount(self, amount: Range) -> AmountPlain:
        """Return a range."""
        return self.once(amount, amount_plain, amount)

    def conditions(self, result: Result, report: Report) -> list[shapes.ConditionPlain]:
        """Return the conditions of the best offer: what is seen of its fields is all that a proof says of an enterprise."""
        offer, seen, answer_to = result.offer, report.facts.values.get, report.profile.answer_to
        found, known = [], self.known[finding_plain]
        for condition in offer.conditions:
            key = id(condition), answer_to(offer.tool, condition), *map(seen, condition.fields)
            found.append(known.get(key) or self.once(key, finding_plain, offer.proofs.finding(offer.tool, condition), report))
        return found

    def criteria(self, result: Result) -> list[shapes.CriterionPlain]:
        """Return the parts of a score."""
        weights, known = result.weights, self.known[criterion_plain]
        keys = [(key, value, weights.get(key, 0.0)) for key, value in result.measures.items()]
        return [known.get(key) or self.once(key, criterion_plain, *key) for key in keys]

    def reservations(self, result: Result) -> list[shapes.ReservationPlain]:
        """Return the reservations of the best offer."""
        pending = result.offer.pending
        return self.once(tuple([(id(item.reservation), item.answer) for item in pending]), reservations_plain, pending)

    def offers(self, result: Result) -> list[shapes.OfferPlain]:
        """Return what the offers give."""
        return self.once(tuple([(id(item.offer), item.verdict, item.amount) for item in result.offers]), offers_plain, result.offers)


KNOWN: WeakKeyDictionary[Catalogue, dict[str, Parts]] = WeakKeyDictionary()


def parts_of(catalogue: Catalogue, tr: Translator) -> Parts:
    """Parts of a catalogue in a language."""
    in_language = KNOWN.setdefault(catalogue, {})
    if tr.language not in in_language:
        in_language[tr.language] = Parts(tr)
    return in_language[tr.language]


def render(report: Report, view: View) -> str:
    """Report as JSON text, with every instrument in it."""
    return json_text(plain(report, view.tr))


def plain(report: Report, tr: Translator) -> shapes.ReportPlain:
    """Report as plain values."""
    fields = report.catalogue.fields
    found: shapes.ReportPlain = {
        "schema": "essfund.match/2",
        "as_of": report.as_of.isoformat(),
        "catalogue": {"edition": report.catalogue.edition, "digest": report.catalogue.digest},
        "profile": report.profile.plain(fields),
        "derived": {key: fields[key].kind.plain(value) for key, value in report.derived.items()},
        "supposed": dict(report.supposed),
        "need": {"amount": report.need.amount, "of": dict(report.need.parts)},
        "results": [result_plain(result, report, tr) for result in report.results],
        "questions": [question_plain(question, report, tr) for question in report.questions],
        "warnings": [{"code": doubt.code, "message": tr.say(doubt.message)} for doubt in report.doubts],
    }
    if (register := register_plain(report, tr)) is not None:
        found["register"] = register
    if report.what_if is not None:
        values = {key: None if value is None else fields[key].kind.plain(value) for key, value in report.what_if.values.items()}
        found["what_if"] = {"profile": values, "answers": dict(report.what_if.answers), **_shifts(report.what_if.found)}
    if report.since is not None:
        since = report.since
        found["since"] = {
            "as_of": since.day.isoformat(), "edition": since.edition,
            "changed": {"catalogue": not since.same_catalogue, "day": since.day != report.as_of,
                        "profile": [*since.fields, *since.answers]},
            "lost": list(since.lost), **_shifts(since.found)}
    return found


def result_plain(result: Result, report: Report, tr: Translator) -> shapes.ResultPlain:
    """One result as plain values."""
    tool, parts = result.instrument.tool, parts_of(report.catalogue, tr)
    called = tuple(map(id, result.contacts))
    return {
        "rank": result.rank,
        "tool": result.instrument.id,
        "offer": result.offer.offer.id,
        "name": tool.name,
        "family": tool.family,
        "reach": tool.reach,
        "verdict": result.verdict.value,
        "place": result.place.value,
        "only_if": list(result.only_if),
        "availability": result.availability.value,
        "last_proof": result.last_proof,
        "closes_on": result.closes_on.isoformat() if result.closes_on else None,
        "suspended": state(tool, result.availability, None, tr) if result.availability is Availability.SUSPENDED else None,
        "successor": result.successor,
        "replaces": list(result.replaces),
        "score": result.score,
        "brings": parts.once(result.brings, brought_plain, result.brings),
        "terms": parts.once(id(result.offer.offer), advice.terms_plain, result),
        "desk": result.desk,
        "amount": parts.amount(result.amount),
        "need_covered": None if result.need_covered is None else round(result.need_covered, 4),
        "criteria": parts.criteria(result),
        "conditions": parts.conditions(result, report),
        "reservations": parts.reservations(result),
        "missing": list(result.missing),
        "offers": parts.offers(result),
        "contact": parts.once(called[:1], first_plain, result.contacts),
        "contacts": parts.once(called, contacts_plain, result.contacts),
        "notes": parts.once(result.instrument.id, notes_plain, result),
        "checked_on": tool.checked_on.isoformat(),
    }


def contacts_plain(contacts: Sequence[Contact], _: Translator) -> list[ContactPlain]:
    """Whom to call as plain values."""
    return [{"name": contact.name, "url": contact.url, "phone": contact.phone} for contact in contacts]


def first_plain(contacts: Sequence[Contact], _: Translator) -> MainContact | None:
    """The first whom to call as plain values."""
    return {"name": contacts[0].name, "url": contacts[0].url} if contacts else None


def brought_plain(brings: Interval, _: Translator) -> shapes.BroughtPlain:
    """What an option brings as plain values."""
    return {"min": brings.low, "max": brings.high}


def notes_plain(result: Result, tr: Translator) -> list[str]:
    """Notes of an instrument in words."""
    return [tr.say(note.words) for note in result.instrument.tool.notes]


def criterion_plain(key: str, value: float | None, weight: float, _: Translator) -> shapes.CriterionPlain:
    """One part of a score as plain values."""
    return {"id": key, "value": None if value is None else round(value, 4), "weight": weight}


def reservations_plain(pending: Sequence[Pending], tr: Translator) -> list[shapes.ReservationPlain]:
    """Reservations as plain values."""
    return [pending_plain(item, tr) for item in pending]


def offers_plain(offers: Sequence[OfferResult], tr: Translator) -> list[shapes.OfferPlain]:
    """Offers as plain values."""
    return [{"offer": item.offer.id, "label": tr.say(item.offer.entry.label) if item.offer.entry.label else None,
             "verdict": item.verdict.value, "amount": amount_plain(item.amount, tr)} for item in offers]


def question_plain(question: Question, report: Report, tr: Translator) -> shapes.QuestionPlain:
    """One question as plain values."""
    field = report.catalogue.fields[question.field]
    return {"field": question.field, "question": tr.words(field.question), "option": field.option,
            "settles": list(question.settles), "touches": list(question.touches)}


def finding_plain(finding: Finding, report: Report, tr: Translator) -> shapes.ConditionPlain:
    """One condition and its proof as plain values."""
    condition = finding.condition
    found: shapes.ConditionPlain = {
        "id": condition.id,
        "label": condition_sentence(condition, report.catalogue, tr),
        "status": finding.status.value,
        "strength": condition.strength.value,
        "fields": list(condition.fields),
        "source": ", ".join(condition.sources),
        "proof": trace_plain(finding.trace, report.catalogue.fields),
    }
    if finding.answer is not None:
        found["answer"] = {"met": finding.answer.met, "note": finding.answer.note}
    return found


def trace_plain(trace: Trace, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Proof tree as plain values."""
    if isinstance(trace.test, Leaf):
        leaf = trace.test
        value = None if trace.seen is None else fields[leaf.field].kind.plain(trace.seen)
        return {"field": leaf.field, leaf.operator: leaf.written_plain, "seen": value, "truth": trace.truth.value}
    return {COMBINATIONS[type(trace.test)]: [trace_plain(part, fields) for part in trace.parts], "truth": trace.truth.value}


def pending_plain(pending: Pending, tr: Translator) -> shapes.ReservationPlain:
    """One reservation as plain values."""
    found: shapes.ReservationPlain = {
        "id": pending.reservation.id,
        "text": tr.say(pending.reservation.text),
        "status": pending.status.value,
        "strength": pending.reservation.strength.value,
        "source": ", ".join(pending.reservation.sources),
    }
    if pending.answer is not None:
        found["answer"] = {"met": pending.answer.met, "note": pending.answer.note}
    return found


def _shifts(found: AnswerChanges) -> shapes.ChangesPlain:
    return {
        "differs": [
            {"tool": shift.tool, "turn": shift.turn.value, "before": _summary(shift.before), "after": _summary(shift.after),
             "causes": [cause.value for cause in shift.causes]}
            for shift in found.shifts
        ],
        "moves": [{"tool": move.tool, "before": move.before, "after": move.after} for move in found.moves],
    }


def _summary(item: AnswerSummary | None) -> shapes.SummaryPlain | None:
    return item and {"verdict": item.verdict.value, "availability": item.availability.value, "min": item.low or None, "max": item.high,
                     "rank": item.rank}
