"""The proof for one instrument as an indented tree, and the smallest changes that would open it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.language.sentences import condition_sentence, seen, sentence
from essfund.messages import N_, Words, say
from essfund.models.condition import All, Leaf, Not
from essfund.models.fields import FIELDS, Hardness
from essfund.models.report import Availability, Status, Verdict
from essfund.render.paper import typeset_lines
from essfund.render.wording import (
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
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from essfund.language.speaker import Speaker
    from essfund.models.report import Change, Finding, OfferResult, Report, Result, Trace
    from essfund.render.view import View

AMOUNT, CONTACT, SEEN, RESERVED = N_("Amount"), N_("Contact"), N_("seen"), N_("reservation: {text}")
ALL_OF, ONE_OF, NONE_OF = N_("all of:"), N_("at least one of:"), N_("not:")


def render(report: Report, result: Result, changes: tuple[Change, ...], view: View) -> str:
    """Return the explanation as text."""
    return typeset_lines(_lines(report, result, changes, view.speak), view)


def _lines(report: Report, result: Result, changes: tuple[Change, ...], speak: Speaker) -> Iterator[str]:
    tool = result.instrument.tool
    yield f"{tool.name} ({result.instrument.id}) – {speak.say(report.as_of)}"
    yield f"{speak.text(VERDICTS[result.verdict])} – {availability(result, speak)}"
    if result.successor:
        yield speak.say(say("Successor: {id}", id=result.successor))
    yield profile_line(report, speak)
    for offer in result.offers:
        yield ""
        yield from _offer(offer, len(result.offers) > 1, report, speak)
    yield ""
    if result.missing:
        yield speak.say(say("Still to be known:"))
        yield from (f"  {speak.text(FIELDS[key].question)} → {FIELDS[key].option}" for key in result.missing)
    if result.verdict is Verdict.INELIGIBLE:
        yield from _changes(report, changes, speak)
    if result.contacts:
        yield speak.text(FACT).format(field=speak.text(CONTACT), value=contacts(result, speak))
    if result.verdict is not Verdict.INELIGIBLE:
        yield speak.text(CAVEAT)


def _offer(one: OfferResult, several: bool, report: Report, speak: Speaker) -> Iterator[str]:
    if several:
        label = one.offer.entry.label or Words(one.offer.id, one.offer.id)
        yield f"{speak.say(label)} – {speak.text(VERDICTS[one.verdict])}"
    money = amount(one.amount, speak)
    bound = basis(one.amount, speak)
    yield speak.text(FACT).format(field=speak.text(AMOUNT), value=money + (f" – {bound}" if bound else ""))
    for finding in one.findings:
        yield from _finding(finding, report, speak)
    for pending in one.pending:
        said = speak.text(STATUSES[pending.status])
        if pending.answer is not None:
            said += f", {answered(pending.answer.met, pending.answer.note, speak)}"
        text = speak.say(pending.reservation.text).rstrip(".")
        yield f"  {_mark(pending.status)} {speak.text(RESERVED).format(text=text)} – {said}"
        origin = _origin(pending.reservation.strength.value, pending.reservation.sources, report, speak)
        yield f"      {pending.reservation.id}, {origin}"


def _finding(one: Finding, report: Report, speak: Speaker) -> Iterator[str]:
    condition = one.condition
    said = speak.text(STATUSES[one.status])
    if one.answer is not None:
        said += f", {answered(one.answer.met, one.answer.note, speak)}"
    shown = _seen(one.trace, report, speak)
    yield f"  {_mark(one.status)} {condition_sentence(condition, report.catalogue, speak)} – {said}{shown}"
    yield f"      {condition.id}, {_origin(condition.strength.value, condition.sources, report, speak)}"
    if condition.note:
        yield f"      {speak.say(condition.note)}"
    if not isinstance(condition.test, Leaf):
        yield from _tree(one.trace, 3, report, speak)


def _tree(trace: Trace, depth: int, report: Report, speak: Speaker) -> Iterator[str]:
    indent = "  " * depth
    status = Status.of(trace.truth)
    if isinstance(trace.test, Leaf):
        words = sentence(trace.test, report.catalogue.vocabularies, speak)
        yield f"{indent}{_mark(status)} {words} – {speak.text(STATUSES[status])}{_seen(trace, report, speak)}"
        return
    word = ALL_OF if isinstance(trace.test, All) else NONE_OF if isinstance(trace.test, Not) else ONE_OF
    yield f"{indent}{_mark(status)} {speak.text(word)}"
    for part in trace.parts:
        yield from _tree(part, depth + 1, report, speak)


def _seen(trace: Trace, report: Report, speak: Speaker) -> str:
    if not isinstance(trace.test, Leaf) or trace.seen is None:
        return ""
    value = seen(FIELDS[trace.test.field], trace.seen, report.catalogue.vocabularies, speak)
    return f" ({speak.text(FACT).format(field=speak.text(SEEN), value=value)})"


def _origin(strength: str, sources: tuple[str, ...], report: Report, speak: Speaker) -> str:
    titles = []
    for key in sources:
        source = report.catalogue.sources.get(key)
        titles.append(f"{source.title} [{key}]" if source else key)
    return f"{speak.text(STRENGTHS[strength])}, {speak.text(SEMICOLON).join(titles)}"


def _mark(status: Status) -> str:
    return {Status.MET: "[+]", Status.UNMET: "[-]", Status.UNKNOWN: "[?]"}[status]


def _changes(report: Report, changes: tuple[Change, ...], speak: Speaker) -> Iterator[str]:
    if not changes:
        yield speak.say(say("No change of one to three known facts would open this instrument."))
        return
    yield speak.say(say("Smallest changes after which it would no longer be refused, the easiest first:"))
    for change in changes:
        parts = [_changed(key, value, change, report, speak) for key, value in change.values.items()]
        parts.append(speak.say(say("it would then be: {answer}", answer=speak.text(VERDICTS[change.verdict]))))
        if change.until and change.availability is not Availability.OPEN:
            parts.append(speak.say(say("availability on that day: {state}", state=speak.text(AVAILABILITIES[change.availability]))))
        yield f"  - {speak.text(SEMICOLON).join(parts)}"


def _changed(key: str, value: Hashable, change: Change, report: Report, speak: Speaker) -> str:
    """Return what one field would have to be; an age says until when to wait."""
    shown = seen(FIELDS[key], value, report.catalogue.vocabularies, speak)
    said = speak.text(FACT).format(field=speak.text(FIELDS[key].label), value=shown)
    if FIELDS[key].hardness is not Hardness.TIME:
        return said
    if change.until is None:
        return speak.say(say("wait: {fact}", fact=said))
    return speak.say(say("wait until {day} ({fact})", day=change.until, fact=said))
