"""One instrument explained: the answer, what decides, what to say on the telephone; the whole proof; JSON, `essfund.explain/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.report_plain import finding_plain, head_plain, pending_plain, result_plain
from essfund.core.messages import N_, Words, say
from essfund.engine.need import asked_as
from essfund.model.condition import AllOf, Condition, Leaf, Not, Reservation
from essfund.model.fields import EffortToChange
from essfund.model.verdict import Availability, Status, Verdict
from essfund.presenting import advice, wording
from essfund.presenting.amounts import amount_here
from essfund.presenting.registered import register_lines
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import condition_sentence, seen, sentence
from essfund.presenting.terminal import typeset_lines

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
    """What a colleague would say of one instrument; with `everything`, the proof of every offer as an indented tree."""
    lines = _proof(report, result, changes, view.tr) if view.everything else _summary(report, result, changes, view.tr)
    return typeset_lines(lines, view)


def _summary(report: Report, result: Result, changes: tuple[MinimalChange, ...], tr: Translator) -> Iterator[str]:
    refused = result.verdict is Verdict.INELIGIBLE
    yield f"{result.instrument.tool.name} – {tr.say(report.as_of)}"
    confirm = wording.to_confirm(result, report, tr)
    against = [] if refused else [text for text in advice.doubts(result, report, tr) if text not in confirm]
    state = advice.verdict(result, report, tr), advice.place(result, report, tr), *against, advice.proof_and_dates(result, report, tr)
    yield tr.text(wording.SEMICOLON).join(filter(None, state))
    if not refused and not result.availability.over:
        here = " – ".join(filter(None, (advice.here(result, report, tr), wording.basis(result.amount, tr))))
        facts = (HERE, here), (COSTS, advice.cost(result, report, tr)), (CONTACT, wording.contacts(result, tr))
        yield from (tr.text(wording.FACT).format(field=tr.text(label), value=text) for label, text in facts if text)
    if decides := [*_decides(report, result, tr)]:
        yield from ("", tr.say(say("What decides:")), *decides)
    ask = wording.reservations(result, Status.UNKNOWN, tr) + confirm
    if ask and not refused:
        yield from ("", tr.say(say("To ask on the telephone:")), *(f"  - {text}" for text in ask))
    yield ""
    if refused:
        yield from _changes(report, changes, tr)
    yield from register_lines(report, tr, alone=True)
    yield tr.say(say("The whole proof, with its sources: --proof"))
    if not refused:
        yield tr.text(wording.CAVEAT)


def _decides(report: Report, result: Result, tr: Translator) -> Iterator[str]:
    """What refuses, or else each fact that is still missing with the option that says it."""
    for finding in result.reasons:
        yield f"  {MARKS[finding.status]} {condition_sentence(finding.condition, report.catalogue, tr)}{_told(finding, report, tr)}"
    for item in result.offer.pending:
        if item.status is Status.UNMET:
            text = tr.text(RESERVED).format(text=tr.say(item.reservation.text).rstrip("."))
            yield f"  {MARKS[item.status]} {text} – {_status(item, tr)}"
    if result.verdict is not Verdict.INELIGIBLE:
        asked = map(report.catalogue.fields.__getitem__, asked_as(result.missing, report))
        yield from (f"  {MARKS[Status.UNKNOWN]} {tr.words(field.question)} {field.option}" for field in asked)


def _told(item: Finding, report: Report, tr: Translator) -> str:
    """What was seen, or what the adviser answered, with the note."""
    answer = item.answer
    return f" ({wording.answered(answer.met, answer.note, tr)})" if answer else _seen(item.trace, report, tr)


def _proof(report: Report, result: Result, changes: tuple[MinimalChange, ...], tr: Translator) -> Iterator[str]:
    tool = result.instrument.tool
    yield f"{tool.name} ({result.instrument.id}) – {tr.say(report.as_of)}"
    known = "" if result.availability is Availability.UNVERIFIED else wording.availability(result, tr)  # the year of the proof says it
    state = tr.text(wording.VERDICTS[result.verdict]), known, advice.proof_and_dates(result, report, tr)
    yield tr.text(wording.SEMICOLON).join(filter(None, state))
    yield wording.profile_line(report, tr)
    yield from register_lines(report, tr, alone=True)
    for offer in result.offers:
        yield ""
        yield from _offer(offer, len(result.offers) > 1, report, tr)
    yield ""
    if result.missing:
        yield tr.say(say("Still to be known:"))
        asked = map(report.catalogue.fields.__getitem__, asked_as(result.missing, report))
        yield from (f"  {tr.words(field.question)} → {field.option}" for field in asked)
    if result.verdict is Verdict.INELIGIBLE:
        yield from _changes(report, changes, tr)
    if result.contacts:
        yield tr.text(wording.FACT).format(field=tr.text(CONTACT), value=wording.contacts(result, tr))
    if result.verdict is not Verdict.INELIGIBLE:
        yield tr.text(wording.CAVEAT)


def _offer(offer_result: OfferResult, several: bool, report: Report, tr: Translator) -> Iterator[str]:
    if several:
        label = offer_result.offer.entry.label or Words(offer_result.offer.id, offer_result.offer.id)
        yield f"{tr.say(label)} – {tr.text(wording.VERDICTS[offer_result.verdict])}"
    money = [amount_here(offer_result.amount, [offer_result.offer], tr), wording.basis(offer_result.amount, tr)]
    yield tr.text(wording.FACT).format(field=tr.text(AMOUNT), value=" – ".join(filter(None, money)))
    for finding in offer_result.findings:
        yield from _finding(finding, report, tr)
    for pending in offer_result.pending:
        text = tr.text(RESERVED).format(text=tr.say(pending.reservation.text).rstrip("."))
        yield f"  {MARKS[pending.status]} {text} – {_status(pending, tr)}"
        yield f"      {pending.reservation.id}, {_origin(pending.reservation, report, tr)}"


def _finding(finding: Finding, report: Report, tr: Translator) -> Iterator[str]:
    condition = finding.condition
    shown = _seen(finding.trace, report, tr)
    yield f"  {MARKS[finding.status]} {condition_sentence(condition, report.catalogue, tr)} – {_status(finding, tr)}{shown}"
    yield f"      {condition.id}, {_origin(condition, report, tr)}"
    if condition.note:
        yield f"      {tr.say(condition.note)}"
    if not isinstance(condition.test, Leaf):
        yield from _tree(finding.trace, 3, report, tr)


def _status(item: Finding | Pending, tr: Translator) -> str:
    answer = item.answer
    return tr.text(wording.STATUSES[item.status]) + (f", {wording.answered(answer.met, answer.note, tr)}" if answer else "")


def _tree(trace: Trace, depth: int, report: Report, tr: Translator) -> Iterator[str]:
    indent = "  " * depth
    status = Status.of(trace.truth)
    if isinstance(trace.test, Leaf):
        words = sentence(trace.test, report.catalogue.vocabularies, tr)
        yield f"{indent}{MARKS[status]} {words} – {tr.text(wording.STATUSES[status])}{_seen(trace, report, tr)}"
        return
    word = ALL_OF if isinstance(trace.test, AllOf) else NONE_OF if isinstance(trace.test, Not) else ONE_OF
    yield f"{indent}{MARKS[status]} {tr.text(word)}"
    for part in trace.parts:
        yield from _tree(part, depth + 1, report, tr)


def _seen(trace: Trace, report: Report, tr: Translator) -> str:
    """What was told of a field, or what follows from the facts of the world, and is then said to be inferred."""
    if not isinstance(trace.test, Leaf) or trace.seen is None:
        return ""
    value = seen(report.catalogue.fields[trace.test.field], trace.seen, report.catalogue.vocabularies, tr)
    origin = tr.text(wording.STRENGTHS["inferred"] if trace.test.field in report.derived else SEEN)
    return f" ({tr.text(wording.FACT).format(field=origin, value=value)})"


def _origin(item: Condition | Reservation, report: Report, tr: Translator) -> str:
    known = report.catalogue.sources
    titles = [f"{known[key].title} [{key}]" if key in known else key for key in item.sources]
    return f"{tr.text(wording.STRENGTHS[item.strength.value])}, {tr.text(wording.SEMICOLON).join(titles)}"


def _changes(report: Report, changes: tuple[MinimalChange, ...], tr: Translator) -> Iterator[str]:
    if not changes:
        yield tr.say(say("No change of one to three known facts would open this instrument."))
        return
    yield tr.say(say("Smallest changes after which it would no longer be refused, the easiest first:"))
    for change in changes:
        parts = [_changed(key, value, change, report, tr) for key, value in change.values.items()]
        parts.append(tr.say(say("it would then be: {answer}", answer=tr.text(wording.VERDICTS[change.verdict]))))
        if change.until and change.availability is not Availability.OPEN:
            parts.append(tr.say(say("availability on that day: {state}", state=tr.text(wording.AVAILABILITIES[change.availability]))))
        yield f"  - {tr.text(wording.SEMICOLON).join(parts)}"


def _changed(key: str, value: Hashable, change: MinimalChange, report: Report, tr: Translator) -> str:
    """What one field would have to be; an age says until when to wait."""
    field = report.catalogue.fields[key]
    said = wording.fact(field, seen(field, value, report.catalogue.vocabularies, tr), tr)
    if field.effort_to_change is not EffortToChange.TIME:
        return said
    if change.until is None:
        return tr.say(say("wait: {fact}", fact=said))
    return tr.say(say("wait until {day} ({fact})", day=change.until, fact=said))


SCHEMA = "essfund.explain/1"


def render_json(report: Report, result: Result, changes: tuple[MinimalChange, ...], view: View) -> str:
    """Proof for one instrument as JSON, `essfund.explain/1`: every offer with its proof, and the smallest changes."""
    return json_text({
        "schema": SCHEMA,
        **head_plain(report, view.tr),
        "result": result_plain(result, report, view.tr),
        "offers": [
            {"offer": offer.offer.id, "verdict": offer.verdict.value,
             "conditions": [finding_plain(item, report, view.tr) for item in offer.findings],
             "reservations": [pending_plain(item, view.tr) for item in offer.pending]}
            for offer in result.offers
        ],
        "changes": [{key: report.catalogue.fields[key].kind.plain(value) for key, value in change.values.items()} for change in changes],
        "afterwards": [
            {"verdict": change.verdict.value, "availability": change.availability.value,
             "until": change.until.isoformat() if change.until else None}
            for change in changes
        ],
    })
