"""One instrument explained: the answer, what decides, what to say on the telephone; the whole proof; JSON, `essfund.explain/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.report_json import finding_plain, pending_plain, plain, result_plain
from essfund.core.messages import N_, Words, say
from essfund.model.condition import AllOf, Leaf, Not
from essfund.model.fields import FIELDS, EffortToChange
from essfund.model.verdict import Availability, Status, Verdict
from essfund.presenting.advice import PLACES, cost, here, proof, successor, time_left, verdict
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence, seen, sentence
from essfund.presenting.terminal import typeset_lines
from essfund.presenting.wording import (
    AVAILABILITIES,
    CAVEAT,
    FACT,
    SEMICOLON,
    STATUSES,
    STRENGTHS,
    VERDICTS,
    amount,
    answered,
    availability,
    basis,
    contacts,
    profile_line,
    to_confirm,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from essfund.core.language.translator import Translator
    from essfund.model.report import Finding, MinimalChange, OfferResult, Pending, Report, Result, Trace
    from essfund.presenting.view import View

HERE, COSTS = N_("Here"), N_("Costs")
AMOUNT, CONTACT, SEEN, RESERVED = N_("Amount"), N_("Contact"), N_("seen"), N_("reservation: {text}")
MARKS = {Status.MET: "[+]", Status.UNMET: "[-]", Status.UNKNOWN: "[?]"}
ALL_OF, ONE_OF, NONE_OF = N_("all of:"), N_("at least one of:"), N_("not:")


def render_text(report: Report, result: Result, changes: tuple[MinimalChange, ...], view: View) -> str:
    """Return what a colleague would say of one instrument; with `everything`, the proof of every offer as an indented tree."""
    lines = _proof(report, result, changes, view.tr) if view.everything else _summary(report, result, changes, view.tr)
    return typeset_lines(lines, view)


def _summary(report: Report, result: Result, changes: tuple[MinimalChange, ...], tr: Translator) -> Iterator[str]:
    yield f"{result.instrument.tool.name} – {tr.say(report.as_of)}"
    yield tr.text(SEMICOLON).join(part for part in (verdict(result, tr), tr.text(PLACES[result.place]).lower(), time_left(result, tr),
                                                    proof(result, tr), successor(result, report, tr)) if part)
    if result.verdict is not Verdict.INELIGIBLE and not result.availability.over:
        facts = [(HERE, " – ".join(part for part in (here(result, tr), basis(result.amount, tr)) if part)),
                 (COSTS, cost(result, report, tr)), (CONTACT, contacts(result, tr))]
        yield from (tr.text(FACT).format(field=tr.text(label), value=text) for label, text in facts if text)
    decides = [*_decides(report, result, tr)]
    if decides:
        yield from ("", tr.say(say("What decides:")), *decides)
    ask = [tr.say(item.reservation.text) for item in result.offer.pending if item.status is Status.UNKNOWN]
    ask += to_confirm(result, report, tr)
    if ask and result.verdict is not Verdict.INELIGIBLE:
        yield from ("", tr.say(say("To ask on the telephone:")), *(f"  - {text}" for text in ask))
    yield ""
    if result.verdict is Verdict.INELIGIBLE:
        yield from _changes(report, changes, tr)
    yield tr.say(say("The whole proof, with its sources: --proof"))
    if result.verdict is not Verdict.INELIGIBLE:
        yield tr.text(CAVEAT)


def _decides(report: Report, result: Result, tr: Translator) -> Iterator[str]:
    """Yield what refuses, or else each fact that is still missing with the option that says it."""
    for finding in result.reasons:
        yield f"  {MARKS[finding.status]} {condition_sentence(finding.condition, report.catalogue, tr)}{_seen(finding.trace, report, tr)}"
    if result.verdict is not Verdict.INELIGIBLE:
        yield from (f"  {MARKS[Status.UNKNOWN]} {tr.text(FIELDS[key].question)} {FIELDS[key].option}" for key in result.missing)


def _proof(report: Report, result: Result, changes: tuple[MinimalChange, ...], tr: Translator) -> Iterator[str]:
    tool = result.instrument.tool
    yield f"{tool.name} ({result.instrument.id}) – {tr.say(report.as_of)}"
    yield tr.text(SEMICOLON).join(
        part for part in (tr.text(VERDICTS[result.verdict]), availability(result, tr), successor(result, report, tr)) if part)
    yield profile_line(report, tr)
    for offer in result.offers:
        yield ""
        yield from _offer(offer, len(result.offers) > 1, report, tr)
    yield ""
    if result.missing:
        yield tr.say(say("Still to be known:"))
        yield from (f"  {tr.text(FIELDS[key].question)} → {FIELDS[key].option}" for key in result.missing)
    if result.verdict is Verdict.INELIGIBLE:
        yield from _changes(report, changes, tr)
    if result.contacts:
        yield tr.text(FACT).format(field=tr.text(CONTACT), value=contacts(result, tr))
    if result.verdict is not Verdict.INELIGIBLE:
        yield tr.text(CAVEAT)


def _offer(offer_result: OfferResult, several: bool, report: Report, tr: Translator) -> Iterator[str]:
    if several:
        label = offer_result.offer.entry.label or Words(offer_result.offer.id, offer_result.offer.id)
        yield f"{tr.say(label)} – {tr.text(VERDICTS[offer_result.verdict])}"
    money = amount(offer_result.amount, tr)
    bound = basis(offer_result.amount, tr)
    yield tr.text(FACT).format(field=tr.text(AMOUNT), value=money + (f" – {bound}" if bound else ""))
    for finding in offer_result.findings:
        yield from _finding(finding, report, tr)
    for pending in offer_result.pending:
        text = tr.say(pending.reservation.text).rstrip(".")
        yield f"  {MARKS[pending.status]} {tr.text(RESERVED).format(text=text)} – {_status(pending, tr)}"
        origin = _origin(pending.reservation.strength.value, pending.reservation.sources, report, tr)
        yield f"      {pending.reservation.id}, {origin}"


def _finding(finding: Finding, report: Report, tr: Translator) -> Iterator[str]:
    condition = finding.condition
    shown = _seen(finding.trace, report, tr)
    yield f"  {MARKS[finding.status]} {condition_sentence(condition, report.catalogue, tr)} – {_status(finding, tr)}{shown}"
    yield f"      {condition.id}, {_origin(condition.strength.value, condition.sources, report, tr)}"
    if condition.note:
        yield f"      {tr.say(condition.note)}"
    if not isinstance(condition.test, Leaf):
        yield from _tree(finding.trace, 3, report, tr)


def _status(item: Finding | Pending, tr: Translator) -> str:
    answer = item.answer
    return tr.text(STATUSES[item.status]) + (f", {answered(answer.met, answer.note, tr)}" if answer else "")


def _tree(trace: Trace, depth: int, report: Report, tr: Translator) -> Iterator[str]:
    indent = "  " * depth
    status = Status.of(trace.truth)
    if isinstance(trace.test, Leaf):
        words = sentence(trace.test, report.catalogue.vocabularies, tr)
        yield f"{indent}{MARKS[status]} {words} – {tr.text(STATUSES[status])}{_seen(trace, report, tr)}"
        return
    word = ALL_OF if isinstance(trace.test, AllOf) else NONE_OF if isinstance(trace.test, Not) else ONE_OF
    yield f"{indent}{MARKS[status]} {tr.text(word)}"
    for part in trace.parts:
        yield from _tree(part, depth + 1, report, tr)


def _seen(trace: Trace, report: Report, tr: Translator) -> str:
    if not isinstance(trace.test, Leaf) or trace.seen is None:
        return ""
    value = seen(FIELDS[trace.test.field], trace.seen, report.catalogue.vocabularies, tr)
    return f" ({tr.text(FACT).format(field=tr.text(SEEN), value=value)})"


def _origin(strength: str, sources: tuple[str, ...], report: Report, tr: Translator) -> str:
    known = report.catalogue.sources
    titles = [f"{known[key].title} [{key}]" if key in known else key for key in sources]
    return f"{tr.text(STRENGTHS[strength])}, {tr.text(SEMICOLON).join(titles)}"


def _changes(report: Report, changes: tuple[MinimalChange, ...], tr: Translator) -> Iterator[str]:
    if not changes:
        yield tr.say(say("No change of one to three known facts would open this instrument."))
        return
    yield tr.say(say("Smallest changes after which it would no longer be refused, the easiest first:"))
    for change in changes:
        parts = [_changed(key, value, change, report, tr) for key, value in change.values.items()]
        parts.append(tr.say(say("it would then be: {answer}", answer=tr.text(VERDICTS[change.verdict]))))
        if change.until and change.availability is not Availability.OPEN:
            parts.append(tr.say(say("availability on that day: {state}", state=tr.text(AVAILABILITIES[change.availability]))))
        yield f"  - {tr.text(SEMICOLON).join(parts)}"


def _changed(key: str, value: Hashable, change: MinimalChange, report: Report, tr: Translator) -> str:
    """Return what one field would have to be; an age says until when to wait."""
    shown = seen(FIELDS[key], value, report.catalogue.vocabularies, tr)
    said = tr.text(FACT).format(field=tr.text(FIELDS[key].label), value=shown)
    if FIELDS[key].effort_to_change is not EffortToChange.TIME:
        return said
    if change.until is None:
        return tr.say(say("wait: {fact}", fact=said))
    return tr.say(say("wait until {day} ({fact})", day=change.until, fact=said))


SCHEMA = "essfund.explain/1"


def render_json(report: Report, result: Result, changes: tuple[MinimalChange, ...], view: View) -> str:
    """Return the proof for one instrument as JSON, `essfund.explain/1`: every offer with its proof, and the smallest changes."""
    head = plain(report, view.tr)
    found = {
        "schema": SCHEMA,
        **{key: head[key] for key in ("as_of", "catalogue", "profile", "warnings")},
        "result": result_plain(result, report, view.tr),
        "offers": [
            {
                "offer": offer.offer.id,
                "verdict": offer.verdict.value,
                "conditions": [finding_plain(item, report, view.tr) for item in offer.findings],
                "reservations": [pending_plain(item, view.tr) for item in offer.pending],
            }
            for offer in result.offers
        ],
        "changes": [
            {key: FIELDS[key].kind.plain(value) for key, value in change.values.items()} for change in changes
        ],
        "afterwards": [
            {
                "verdict": change.verdict.value,
                "availability": change.availability.value,
                "until": change.until.isoformat() if change.until else None,
            }
            for change in changes
        ],
    }
    return json_text(found)
