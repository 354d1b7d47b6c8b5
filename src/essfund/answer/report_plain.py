"""A report as plain values, as JSON says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.model.condition import COMBINATIONS, Leaf
from essfund.model.verdict import Availability
from essfund.presenting import advice
from essfund.presenting.registered import register_plain
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import amount_plain, state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.answer import report_schema as shapes
    from essfund.core.language.translator import Translator
    from essfund.core.truth import Truth
    from essfund.model.changes import AnswerChanges, AnswerSummary
    from essfund.model.condition import Condition, Test
    from essfund.model.fields import Field
    from essfund.model.report import Finding, OfferResult, Pending, Question, Report, Result, Trace
    from essfund.model.tool import Contact
    from essfund.presenting.json_shapes import AmountPlain, ContactPlain, MainContact


def plain(report: Report, tr: Translator) -> shapes.ReportPlain:
    """Report as plain values."""
    return report_plain(report, [result_plain(result, report, tr) for result in report.results], tr)


def report_plain(report: Report, results: list[shapes.ResultPlain], tr: Translator) -> shapes.ReportPlain:
    """Report as plain values, of which the results are there already."""
    fields, head = report.catalogue.fields, head_plain(report, tr)
    found: shapes.ReportPlain = {
        "schema": "essfund.match/2",
        "as_of": head["as_of"],
        "catalogue": head["catalogue"],
        "profile": head["profile"],
        "derived": {key: fields[key].kind.plain(value) for key, value in report.derived.items()},
        "supposed": dict(report.supposed),
        "need": {"amount": report.need.amount, "of": dict(report.need.parts)},
        "results": results,
        "questions": [question_plain(question, report, tr) for question in report.questions],
        "warnings": head["warnings"],
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


def head_plain(report: Report, tr: Translator) -> shapes.HeadPlain:
    """Day, catalogue, profile and warnings as plain values."""
    return {
        "as_of": report.as_of.isoformat(),
        "catalogue": {"edition": report.catalogue.edition, "digest": report.catalogue.digest},
        "profile": report.profile.plain(report.catalogue.fields),
        "warnings": [{"code": doubt.code, "message": tr.say(doubt.message)} for doubt in report.doubts],
    }


class Told(NamedTuple):
    """What a result says to one enterprise, in the order in which it stands there: as plain values, or as places to be filled in."""

    rank: Any
    verdict: Any
    place: Any
    only_if: Any
    replaces: Any
    score: Any
    brings: Any
    desk: Any
    amount: Any
    need_covered: Any
    criteria: Any
    conditions: Any
    reservations: Any
    missing: Any
    offers: Any
    contact: Any
    contacts: Any


def result_plain(result: Result, report: Report, tr: Translator) -> shapes.ResultPlain:
    """One result as plain values."""
    return with_what_is_told(result, Told(
        result.rank,
        result.verdict.value,
        result.place.value,
        list(result.only_if),
        list(result.replaces),
        result.score,
        {"min": result.brings.low, "max": result.brings.high},
        result.desk,
        amount_plain(result.amount, tr),
        rounded(result.need_covered),
        [criterion_plain(item.id, rounded(item.value), item.weight) for item in result.criteria],
        [finding_plain(finding, report, tr) for finding in result.findings],
        [pending_plain(item, tr) for item in result.offer.pending],
        list(result.missing),
        [offer_plain(item, item.verdict.value, amount_plain(item.amount, tr), tr) for item in result.offers],
        first_plain(result.contacts),
        contacts_plain(result.contacts),
    ), tr)


def with_what_is_told(result: Result, told: Told, tr: Translator) -> shapes.ResultPlain:
    """Result with what its instrument and its best offer say on the day to anybody, and what is told to one enterprise."""
    tool = result.instrument.tool
    return {
        "rank": told.rank,
        "tool": result.instrument.id,
        "offer": result.offer.offer.id,
        "name": tool.name,
        "family": tool.family,
        "reach": tool.reach,
        "verdict": told.verdict,
        "place": told.place,
        "only_if": told.only_if,
        "availability": result.availability.value,
        "last_proof": result.last_proof,
        "closes_on": result.closes_on.isoformat() if result.closes_on else None,
        "suspended": state(tool, result.availability, None, tr) if result.availability is Availability.SUSPENDED else None,
        "successor": result.successor,
        "replaces": told.replaces,
        "score": told.score,
        "brings": told.brings,
        "terms": advice.terms_plain(result, tr),
        "desk": told.desk,
        "amount": told.amount,
        "need_covered": told.need_covered,
        "criteria": told.criteria,
        "conditions": told.conditions,
        "reservations": told.reservations,
        "missing": told.missing,
        "offers": told.offers,
        "contact": told.contact,
        "contacts": told.contacts,
        "notes": [tr.say(note.words) for note in tool.notes],
        "checked_on": tool.checked_on.isoformat(),
    }


def contacts_plain(contacts: Sequence[Contact]) -> list[ContactPlain]:
    """Whom to call as plain values."""
    return [{"name": contact.name, "url": contact.url, "phone": contact.phone} for contact in contacts]


def first_plain(contacts: Sequence[Contact]) -> MainContact | None:
    """The first whom to call as plain values."""
    return {"name": contacts[0].name, "url": contacts[0].url} if contacts else None


def rounded(ratio: float | None) -> float | None:
    """A ratio to four places."""
    return None if ratio is None else round(ratio, 4)


def criterion_plain(key: str, value: float | None, weight: float) -> shapes.CriterionPlain:
    """One part of a score as plain values."""
    return {"id": key, "value": value, "weight": weight}


def offer_plain(item: OfferResult, verdict: str, amount: AmountPlain, tr: Translator) -> shapes.OfferPlain:
    """One offer as plain values."""
    label = item.offer.entry.label
    return {"offer": item.offer.id, "label": tr.say(label) if label else None, "verdict": verdict, "amount": amount}


def question_plain(question: Question, report: Report, tr: Translator) -> shapes.QuestionPlain:
    """One question as plain values."""
    field = report.catalogue.fields[question.field]
    return {"field": question.field, "question": tr.words(field.question), "option": field.option,
            "settles": list(question.settles), "touches": list(question.touches)}


def finding_plain(finding: Finding, report: Report, tr: Translator) -> shapes.ConditionPlain:
    """One condition and its proof as plain values."""
    condition, catalogue = finding.condition, report.catalogue
    label, proof = condition_sentence(condition, catalogue, tr), trace_plain(finding.trace, catalogue.fields)
    found = condition_plain(condition, label, finding.status.value, proof)
    if finding.answer is not None:
        found["answer"] = {"met": finding.answer.met, "note": finding.answer.note}
    return found


def condition_plain(condition: Condition, label: str, status: str, proof: dict[str, Any]) -> shapes.ConditionPlain:
    """One condition in words with its proof as plain values."""
    return {
        "id": condition.id,
        "label": label,
        "status": status,
        "strength": condition.strength.value,
        "fields": list(condition.fields),
        "source": ", ".join(condition.sources),
        "proof": proof,
    }


def trace_plain(trace: Trace, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Proof tree as plain values."""
    return test_plain(trace.test, trace.truth, seen_plain(trace, fields), [trace_plain(part, fields) for part in trace.parts])


def seen_plain(trace: Trace, fields: Mapping[str, Field]) -> object:
    """What was seen of the field of a leaf as plain values."""
    return fields[trace.test.field].kind.plain(trace.seen) if isinstance(trace.test, Leaf) and trace.seen is not None else None


def test_plain(test: Test, truth: Truth, seen: object, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Test as plain values: a leaf with what was seen of its field, any other with the proof of its parts."""
    if isinstance(test, Leaf):
        return {"field": test.field, test.operator: test.written_plain, "seen": seen, "truth": truth.value}
    return {COMBINATIONS[type(test)]: parts, "truth": truth.value}


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
