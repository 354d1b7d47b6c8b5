"""A report as JSON, `essfund.match/2`: the contract of design section 6. Ids never change; labels follow the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.model.condition import COMBINATIONS, Leaf
from essfund.model.verdict import Availability
from essfund.presenting import advice
from essfund.presenting.registered import register_plain
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import amount_plain, state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.answer import report_schema as shapes
    from essfund.core.language.translator import Translator
    from essfund.model.changes import AnswerChanges, AnswerSummary
    from essfund.model.fields import Field
    from essfund.model.report import Finding, Pending, Question, Report, Result, Trace
    from essfund.presenting.view import View


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
    tool = result.instrument.tool
    first = result.contacts[0] if result.contacts else None
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
        "brings": {"min": result.brings.low, "max": result.brings.high},
        "terms": advice.terms_plain(result, tr),
        "desk": result.desk,
        "amount": amount_plain(result.amount, tr),
        "need_covered": None if result.need_covered is None else round(result.need_covered, 4),
        "criteria": [{"id": item.id, "value": None if item.value is None else round(item.value, 4), "weight": item.weight}
                     for item in result.criteria],
        "conditions": [finding_plain(finding, report, tr) for finding in result.findings],
        "reservations": [pending_plain(item, tr) for item in result.offer.pending],
        "missing": list(result.missing),
        "offers": [
            {"offer": item.offer.id, "label": tr.say(item.offer.entry.label) if item.offer.entry.label else None,
             "verdict": item.verdict.value, "amount": amount_plain(item.amount, tr)}
            for item in result.offers
        ],
        "contact": {"name": first.name, "url": first.url} if first else None,
        "contacts": [{"name": contact.name, "url": contact.url, "phone": contact.phone} for contact in result.contacts],
        "notes": [tr.say(note.words) for note in tool.notes],
        "checked_on": tool.checked_on.isoformat(),
    }


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
