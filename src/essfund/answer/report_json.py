"""A report as JSON, `essfund.match/2`: the contract of design section 6. Ids never change; labels follow the language."""

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
        TermsPlain,
        WhatIfPlain,
    )
    from essfund.core.language.translator import Translator
    from essfund.model.changes import AnswerChanges, AnswerSummary, Since, WhatIf
    from essfund.model.report import Finding, OfferResult, Pending, Report, Result, Trace
    from essfund.model.terms import Terms
    from essfund.presenting.view import View


def render(report: Report, view: View) -> str:
    """Return the report as JSON text, with every instrument in it."""
    return json_text(plain(report, view.tr))


def plain(report: Report, tr: Translator) -> ReportPlain:
    """Return the report as plain values."""
    found: ReportPlain = {
        "schema": "essfund.match/2",
        "as_of": report.as_of.isoformat(),
        "catalogue": {"edition": report.catalogue.edition, "digest": report.catalogue.digest},
        "profile": report.profile.plain(),
        "derived": {key: FIELDS[key].kind.plain(value) for key, value in report.derived.items()},
        "supposed": dict(report.supposed),
        "need": {"amount": report.need.amount, "of": dict(report.need.parts)},
        "results": [result_plain(result, report, tr) for result in report.results],
        "questions": [
            {
                "field": question.field,
                "question": tr.text(FIELDS[question.field].question),
                "option": FIELDS[question.field].option,
                "settles": list(question.settles),
                "touches": list(question.touches),
            }
            for question in report.questions
        ],
        "warnings": [{"code": doubt.code, "message": tr.say(doubt.message)} for doubt in report.doubts],
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
        "place": result.place.value,
        "only_if": list(result.only_if),
        "availability": result.availability.value,
        "last_proof": result.last_proof,
        "closes_on": result.closes_on.isoformat() if result.closes_on else None,
        "successor": result.successor,
        "replaces": list(result.replaces),
        "score": result.score,
        "brings": {"min": result.brings.low, "max": result.brings.high},
        "terms": terms_plain(result.terms, tr) if result.terms else None,
        "desk": result.desk,
        "amount": amount_plain(result.amount, tr),
        "need_covered": None if result.need_covered is None else round(result.need_covered, 4),
        "criteria": [{"id": item.id, "value": _rounded(item.value), "weight": item.weight} for item in result.criteria],
        "conditions": [finding_plain(finding, report, tr) for finding in result.findings],
        "reservations": [pending_plain(item, tr) for item in result.offer.pending],
        "missing": list(result.missing),
        "offers": [offer_plain(offer, tr) for offer in result.offers],
        "contact": {"name": first.name, "url": first.url} if first else None,
        "contacts": [{"name": contact.name, "url": contact.url, "phone": contact.phone} for contact in result.contacts],
        "notes": [tr.say(note.words) for note in tool.notes],
        "checked_on": tool.checked_on.isoformat(),
    }


def terms_plain(terms: Terms, tr: Translator) -> TermsPlain:
    """Return the terms of an offer as plain values."""
    words = {key: None if text is None else tr.say(text)
             for key, text in (("security", terms.security), ("delay", terms.delay), ("other", terms.other))}
    return {
        "rate": list(terms.rate) or None, "years": list(terms.years) or None, "deferral": list(terms.deferral) or None,
        "fee": list(terms.fee) or None, "security": words["security"], "paid_to": terms.paid_to, "paid": terms.paid,
        "delay": words["delay"], "other": words["other"], "strength": terms.strength.value, "source": ", ".join(terms.source),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def offer_plain(offer_result: OfferResult, tr: Translator) -> OfferPlain:
    """Return one offer as plain values."""
    label = offer_result.offer.entry.label
    return {
        "offer": offer_result.offer.id,
        "label": tr.say(label) if label else None,
        "verdict": offer_result.verdict.value,
        "amount": amount_plain(offer_result.amount, tr),
    }


def finding_plain(finding: Finding, report: Report, tr: Translator) -> ConditionPlain:
    """Return one condition and its proof as plain values."""
    condition = finding.condition
    found: ConditionPlain = {
        "id": condition.id,
        "label": condition_sentence(condition, report.catalogue, tr),
        "status": finding.status.value,
        "strength": condition.strength.value,
        "fields": list(condition.fields),
        "source": ", ".join(condition.sources),
        "proof": trace_plain(finding.trace),
    }
    if finding.answer is not None:
        found["answer"] = {"met": finding.answer.met, "note": finding.answer.note}
    return found


def trace_plain(trace: Trace) -> dict[str, Any]:
    """Return a proof tree as plain values."""
    if isinstance(trace.test, Leaf):
        leaf = trace.test
        value = None if trace.seen is None else FIELDS[leaf.field].kind.plain(trace.seen)
        return {"field": leaf.field, leaf.operator: leaf.written_plain, "seen": value, "truth": trace.truth.value}
    word = COMBINATIONS[type(trace.test)]
    return {word: [trace_plain(part) for part in trace.parts], "truth": trace.truth.value}


def pending_plain(pending: Pending, tr: Translator) -> ReservationPlain:
    """Return one reservation as plain values."""
    found: ReservationPlain = {
        "id": pending.reservation.id,
        "text": tr.say(pending.reservation.text),
        "status": pending.status.value,
        "strength": pending.reservation.strength.value,
        "source": ", ".join(pending.reservation.sources),
    }
    if pending.answer is not None:
        found["answer"] = {"met": pending.answer.met, "note": pending.answer.note}
    return found


def what_if_plain(supposition: WhatIf) -> WhatIfPlain:
    """Return what would differ."""
    values = {key: None if value is None else FIELDS[key].kind.plain(value) for key, value in supposition.values.items()}
    return {"profile": values, "answers": dict(supposition.answers), **_shifts(supposition.found)}


def since_plain(since: Since, report: Report) -> SincePlain:
    """Return what differs from an earlier answer."""
    return {
        "as_of": since.day.isoformat(),
        "edition": since.edition,
        "changed": {
            "catalogue": not since.same_catalogue, "day": since.day != report.as_of, "profile": [*since.fields, *since.answers],
        },
        "lost": list(since.lost),
        **_shifts(since.found),
    }


def _shifts(found: AnswerChanges) -> ChangesPlain:
    return {
        "differs": [
            {
                "tool": shift.tool,
                "turn": shift.turn.value,
                "before": _told(shift.before),
                "after": _told(shift.after),
                "causes": [cause.value for cause in shift.causes],
            }
            for shift in found.shifts
        ],
        "moves": [{"tool": move.tool, "before": move.before, "after": move.after} for move in found.moves],
    }


def _told(one: AnswerSummary | None) -> SummaryPlain | None:
    if one is None:
        return None
    return {
        "verdict": one.verdict.value, "availability": one.availability.value, "min": one.low or None, "max": one.high, "rank": one.rank,
    }
