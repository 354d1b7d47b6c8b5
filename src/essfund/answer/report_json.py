"""A report as JSON, `essfund.match/1`: the contract of design section 6. Ids never change; labels follow the language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.model.condition import COMBINATIONS, Leaf
from essfund.model.fields import FIELDS
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import amount_plain

if TYPE_CHECKING:
    from essfund.answer.report_schema import (
        ChangesPlain,
        ConditionPlain,
        OfferPlain,
        ReportPlain,
        ReservationPlain,
        ResultPlain,
        SincePlain,
        SummaryPlain,
        WhatIfPlain,
    )
    from essfund.core.language.translator import Translator
    from essfund.model.changes import AnswerChanges, AnswerSummary, Since, Supposition
    from essfund.model.report import Finding, OfferResult, Pending, Report, Result, Trace
    from essfund.presenting.view import View


def render(report: Report, view: View) -> str:
    """Return the report as JSON text, with every instrument in it."""
    return json_text(plain(report, view.tr))


def plain(report: Report, tr: Translator) -> ReportPlain:
    """Return the report as plain values."""
    found: ReportPlain = {
        "schema": "essfund.match/1",
        "as_of": report.as_of.isoformat(),
        "catalogue": {"edition": report.catalogue.edition, "digest": report.catalogue.digest},
        "profile": report.profile.plain(),
        "results": [result_plain(one, report, tr) for one in report.results],
        "questions": [
            {
                "field": one.field,
                "question": tr.text(FIELDS[one.field].question),
                "option": FIELDS[one.field].option,
                "settles": list(one.settles),
                "touches": list(one.touches),
            }
            for one in report.questions
        ],
        "warnings": [{"code": one.code, "message": tr.say(one.message)} for one in report.doubts],
    }
    if report.what_if is not None:
        found["what_if"] = what_if_plain(report.what_if)
    if report.since is not None:
        found["since"] = since_plain(report.since, report)
    return found


def result_plain(result: Result, report: Report, tr: Translator) -> ResultPlain:
    """Return one result as plain values."""
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
        "availability": result.availability.value,
        "successor": result.successor,
        "score": result.score,
        "amount": amount_plain(result.amount, tr),
        "need_covered": None if result.need_covered is None else round(result.need_covered, 4),
        "criteria": [{"id": one.id, "value": _rounded(one.value), "weight": one.weight} for one in result.criteria],
        "conditions": [finding_plain(one, report, tr) for one in result.findings],
        "reservations": [pending_plain(one, tr) for one in result.offer.pending],
        "missing": list(result.missing),
        "offers": [offer_plain(one, tr) for one in result.offers],
        "contact": {"name": first.name, "url": first.url} if first else None,
        "contacts": [{"name": one.name, "url": one.url, "phone": one.phone} for one in result.contacts],
        "notes": [tr.say(note.words) for note in tool.notes],
        "checked_on": tool.checked_on.isoformat(),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def offer_plain(one: OfferResult, tr: Translator) -> OfferPlain:
    """Return one offer as plain values."""
    label = one.offer.entry.label
    return {
        "offer": one.offer.id,
        "label": tr.say(label) if label else None,
        "verdict": one.verdict.value,
        "amount": amount_plain(one.amount, tr),
    }


def finding_plain(one: Finding, report: Report, tr: Translator) -> ConditionPlain:
    """Return one condition and its proof as plain values."""
    condition = one.condition
    found: ConditionPlain = {
        "id": condition.id,
        "label": condition_sentence(condition, report.catalogue, tr),
        "status": one.status.value,
        "strength": condition.strength.value,
        "fields": list(condition.fields),
        "source": ", ".join(condition.sources),
        "proof": trace_plain(one.trace),
    }
    if one.answer is not None:
        found["answer"] = {"met": one.answer.met, "note": one.answer.note}
    return found


def trace_plain(trace: Trace) -> dict[str, Any]:
    """Return a proof tree as plain values."""
    if isinstance(trace.test, Leaf):
        leaf = trace.test
        value = None if trace.seen is None else FIELDS[leaf.field].kind.plain(trace.seen)
        return {"field": leaf.field, leaf.operator: leaf.written_plain, "seen": value, "truth": trace.truth.value}
    word = COMBINATIONS[type(trace.test)]
    return {word: [trace_plain(part) for part in trace.parts], "truth": trace.truth.value}


def pending_plain(one: Pending, tr: Translator) -> ReservationPlain:
    """Return one reservation as plain values."""
    found: ReservationPlain = {
        "id": one.reservation.id,
        "text": tr.say(one.reservation.text),
        "status": one.status.value,
        "strength": one.reservation.strength.value,
        "source": ", ".join(one.reservation.sources),
    }
    if one.answer is not None:
        found["answer"] = {"met": one.answer.met, "note": one.answer.note}
    return found


def what_if_plain(one: Supposition) -> WhatIfPlain:
    """Return what would differ."""
    values = {key: None if value is None else FIELDS[key].kind.plain(value) for key, value in one.values.items()}
    return {"profile": values, "answers": dict(one.answers), **_shifts(one.found)}


def since_plain(one: Since, report: Report) -> SincePlain:
    """Return what differs from an earlier answer."""
    return {
        "as_of": one.day.isoformat(),
        "edition": one.edition,
        "changed": {
            "catalogue": not one.same_catalogue, "day": one.day != report.as_of, "profile": [*one.fields, *one.answers],
        },
        "lost": list(one.lost),
        **_shifts(one.found),
    }


def _shifts(found: AnswerChanges) -> ChangesPlain:
    return {
        "differs": [
            {
                "tool": one.tool,
                "turn": one.turn.value,
                "before": _told(one.before),
                "after": _told(one.after),
                "causes": [cause.value for cause in one.causes],
            }
            for one in found.shifts
        ],
        "moves": [{"tool": one.tool, "before": one.before, "after": one.after} for one in found.moves],
    }


def _told(one: AnswerSummary | None) -> SummaryPlain | None:
    if one is None:
        return None
    return {
        "verdict": one.verdict.value, "availability": one.availability.value, "min": one.low, "max": one.high, "rank": one.rank,
    }
