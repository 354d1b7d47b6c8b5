"""Results in words: what the table, Markdown and CSV all say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essfund.language.sentences import condition_sentence, seen
from essfund.messages import N_, Message, counted, say
from essfund.models.fields import FIELDS
from essfund.models.report import Availability, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.language.speaker import Speaker
    from essfund.models.profile import Profile
    from essfund.models.report import Finding, Question, Range, Report, Result
    from essfund.models.tool import Contact, Limit
    from essfund.models.vocabulary import Vocabularies

VERDICTS = {
    Verdict.ELIGIBLE: N_("eligible a priori"),
    Verdict.TO_CHECK: N_("to be checked"),
    Verdict.INELIGIBLE: N_("not eligible"),
}
AVAILABILITIES = {
    Availability.OPEN: N_("open"),
    Availability.UNVERIFIED: N_("not verified lately"),
    Availability.UPCOMING: N_("not open yet"),
    Availability.SUSPENDED: N_("suspended"),
    Availability.CLOSED: N_("closed"),
}
STATUSES = {Status.MET: N_("met"), Status.UNMET: N_("not met"), Status.UNKNOWN: N_("unknown")}
STRENGTHS = {"established": N_("established"), "probable": N_("probable"), "inferred": N_("inferred")}
CAPPED_BY = {
    "project_cost": N_("limited by the cost of the project"),
    "own_funds": N_("limited by the own funds"),
    "bank_loan": N_("limited by the bank loan"),
    "amount_needed": N_("limited by the amount needed"),
    "turnover": N_("limited by the turnover"),
    "balance_sheet": N_("limited by the balance sheet"),
    "employees": N_("limited by the number of employees"),
    "jobs_planned": N_("limited by the jobs planned"),
}
CAVEAT = N_("« Eligible a priori »: every known criterion is met. It is never a promise: a committee decides.")
UNSTATED, UP_TO, FROM, BETWEEN = N_("not stated"), N_("up to {high}"), N_("from {low}"), N_("{low} – {high}")
PERHAPS = N_("up to {sure}, perhaps {high}")


def amount(found: Range, speak: Speaker) -> str:
    """Return a range of euros: « 5 000 – 30 000 € », « jusqu'à 60 000 € », « à partir de 30 000 € »."""
    if found.high is None:
        return speak.text(FROM).format(low=speak.money(found.low)) if found.low else speak.text(UNSTATED)
    if found.certain is not None and found.low < found.certain < found.high:
        return speak.text(PERHAPS).format(sure=speak.money(found.certain), high=speak.money(found.high))
    if not found.low:
        return speak.text(UP_TO).format(high=speak.money(found.high))
    if found.low == found.high:
        return speak.money(found.high)
    low = speak.number(found.low) if speak.language == "fr" else speak.money(found.low)
    return speak.text(BETWEEN).format(low=low, high=speak.money(found.high))


def basis(found: Range, speak: Speaker) -> str:
    """Return which bound decides the ceiling, and which unknown fields may still lower it."""
    parts = []
    if found.binding is not None:
        parts.append(f"{speak.text(CAPPED_BY[found.binding.of or ''])} ({limit(found.binding, speak)})")
    unknown = dict.fromkeys(speak.text(FIELDS[one.of or ""].label) for one in found.open_limits if one is not found.binding)
    if unknown:
        parts.append(speak.say(say("may be lower once known: {fields}", fields=", ".join(unknown))))
    return speak.text(SEMICOLON).join(parts)


def limit(one: Limit, speak: Speaker) -> str:
    """Return the formula of a computed ceiling."""
    label = speak.text(FIELDS[one.of or ""].label)
    if one.each is not None:
        return speak.say(say("{euros} per head: {field}", euros=speak.money(one.each), field=label))
    return speak.say(say("{share} of: {field}", share=speak.percent((one.share or 0) / 100), field=label))


def availability(result: Result, speak: Speaker) -> str:
    """Return the availability in words, with the successor of a closed instrument."""
    found = speak.text(AVAILABILITIES[result.availability])
    end = result.instrument.tool.valid_until
    if result.availability is Availability.CLOSED and end:
        found = speak.say(say("closed since {day}", day=end.day + timedelta(days=1)))
    return found


def finding(one: Finding, report: Report, speak: Speaker) -> str:
    """Return a condition in words with what was seen, and the adviser's answer if there is one."""
    words = condition_sentence(one.condition, report.catalogue, speak)
    if one.answer is not None:
        return f"{words} [{answered(one.answer.met, one.answer.note, speak)}]"
    return words


def answered(met: bool, note: str, speak: Speaker) -> str:
    """Return an adviser's answer in words."""
    said = speak.say(say("answer of the adviser: yes") if met else say("answer of the adviser: no"))
    return f"{said} – {note}" if note else said


def to_know(result: Result, report: Report, speak: Speaker) -> str:
    """Return what is missing, doubtful, refused or reserved, the most pressing first."""
    parts: list[Message | str] = []
    if result.verdict is Verdict.INELIGIBLE:
        parts += [finding(one, report, speak) for one in result.reasons]
        parts += [speak.say(one.reservation.text) for one in result.offer.pending if one.status is Status.UNMET]
    else:
        if result.missing:
            labels = ", ".join(speak.text(FIELDS[key].label) for key in result.missing)
            parts.append(speak.say(say("missing: {fields}", fields=labels)))
        parts += [
            speak.say(say("to confirm with the funder: {condition}", condition=finding(one, report, speak)))
            for one in result.doubts
        ]
        parts += [
            speak.say(say("subject to: {text}", text=speak.say(one.reservation.text)))
            for one in result.offer.pending
            if one.status is Status.UNKNOWN
        ]
        parts += [
            finding(one, report, speak) for one in result.findings if one.answer is not None and one.answer.met
        ]
    return speak.text(SEMICOLON).join(str(part) for part in parts)


def why(result: Result, report: Report, speak: Speaker) -> str:
    """Return what speaks for a result: the facts that met its conditions, bounds beside the numbers."""
    met = [one for one in result.findings if one.status is Status.MET]
    if not met and result.instrument.open_to_all:
        return speak.say(say("open to all"))
    return speak.text(SEMICOLON).join(dict.fromkeys(reason for one in met for reason in reasons(one, report, speak)))


def reasons(one: Finding, report: Report, speak: Speaker) -> list[str]:
    """Return the facts behind a condition that is met; the condition itself if the adviser answered it."""
    if one.answer is not None:
        return [finding(one, report, speak)]
    words, values = report.catalogue.vocabularies, report.facts.values
    facts = []
    for key in one.condition.fields:
        if key in values:
            value = seen(FIELDS[key], values[key], words, speak)
            facts.append(speak.text(FACT).format(field=speak.text(FIELDS[key].label), value=value))
    if FIELDS[one.condition.fields[0]].kind.name == "number" and len(facts) == 1:
        return [f"{condition_sentence(one.condition, report.catalogue, speak)} ({value})"]
    return facts


FACT, SEMICOLON = N_("{field}: {value}"), N_("; ")


def few(texts: Sequence[str], most: int, speak: Speaker) -> str:
    """Return the first of some texts on one line, and how many others there are."""
    shown, more = speak.text(SEMICOLON).join(texts[:most]), len(texts) - most
    others = counted(more, N_("{names} and {count} other"), N_("{names} and {count} others"), names=shown)
    return shown if more <= 0 else speak.say(others)


def contact(one: Contact, speak: Speaker) -> str:
    """Return a contact on one line."""
    return " – ".join(part for part in (one.name, one.phone, one.url, speak.say(one.note) if one.note else None) if part)


def contacts(result: Result, speak: Speaker) -> str:
    """Return whom to call, on one line."""
    return speak.text(OR_CONTACT).join(contact(one, speak) for one in result.contacts)


OR_CONTACT = N_(" or ")


def question(one: Question, speak: Speaker) -> str:
    """Return a question with the option that answers it and how many instruments wait for it."""
    field = FIELDS[one.field]
    typed = field.option if field.kind.name == "flag" else f"{field.option} {field.example}".strip()
    return speak.say(
        say(
            "{question} → {option} ({count} instruments wait for it)",
            question=speak.text(field.question),
            option=f"{typed} / --no-{typed.removeprefix('--')}" if field.kind.name == "flag" else typed,
            count=len(one.touches),
        )
    )


def profile_line(report: Report, speak: Speaker) -> str:
    """Return what is known of the enterprise on one line; the name is not repeated."""
    return known_line(report.profile, report.catalogue.vocabularies, speak)


def known_line(profile: Profile, words: Vocabularies, speak: Speaker) -> str:
    """Return what a profile says on one line; the name is not repeated."""
    known = [
        speak.text(FACT).format(field=speak.text(FIELDS[key].label), value=seen(FIELDS[key], value, words, speak))
        for key, value in profile.values.items()
        if key in FIELDS and key not in {"name", "siren"}
    ]
    return ", ".join(known) or speak.say(say("nothing known yet"))


def left_out_words(count: int) -> Message:
    """Return what is said of instruments that are not shown."""
    return counted(count, N_("{count} instrument is not eligible; --all shows it and why"),
                   N_("{count} instruments are not eligible; --all shows them and why"))
