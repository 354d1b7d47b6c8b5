"""Results in words: what the table, Markdown and CSV all say."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.core.truth import TRUE
from essfund.engine.need import asked_as
from essfund.model.condition import Leaf, Not
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Place, Status, Verdict
from essfund.presenting.exclusions import shut_out
from essfund.presenting.sentences import OR, condition_sentence, seen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue
    from essfund.model.fields import Field
    from essfund.model.profile import Profile
    from essfund.model.report import Finding, Question, Range, Report, Result, Trace
    from essfund.model.rulebook import Relation
    from essfund.model.tool import Contact, Limit, Suspension, Tool
    from essfund.model.vocabulary import Vocabularies
    from essfund.presenting.json_shapes import AmountPlain
    from essfund.presenting.view import View

def left_out(report: Report, view: View) -> list[str]:
    """What is said of the refused instruments that a view leaves out; nothing if there are none."""
    count = 0 if view.everything else sum(result.place is Place.REFUSED for result in report.results)
    words = counted(count, N_("{count} instrument is not eligible; --all shows it and why"),
                    N_("{count} instruments are not eligible; --all shows them and why"))
    return [view.tr.say(words)] if count else []


VERDICTS = {
    Verdict.ELIGIBLE: N_("eligible a priori"),
    Verdict.TO_CHECK: N_("to be checked"),
    Verdict.INELIGIBLE: N_("not eligible"),
}
AVAILABILITIES = {
    Availability.OPEN: N_("open"),
    Availability.UNVERIFIED: N_("no recent proof"),
    Availability.UPCOMING: N_("not open yet"),
    Availability.PROBABLY_NOT_YET: N_("probably not open yet"),
    Availability.SUSPENDED: N_("suspended"),
    Availability.PROBABLY_ENDED: N_("probably ended"),
    Availability.CLOSED: N_("closed"),
}
STATUSES = {Status.MET: N_("met"), Status.UNMET: N_("not met"), Status.UNKNOWN: N_("unknown")}
STRENGTHS = {"established": N_("established"), "probable": N_("probable"), "inferred": N_("inferred")}
CAPPED_BY = {
    "project_cost": N_("limited by the cost of the project"),
    "own_funds": N_("limited by the own funds"),
    "own_contribution": N_("limited by the own contribution"),
    "grants_obtained": N_("limited by the grants already obtained"),
    "bank_loan": N_("limited by the bank loan"),
    "amount_needed": N_("limited by the amount needed"),
    "turnover": N_("limited by the turnover"),
    "balance_sheet": N_("limited by the balance sheet"),
    "employees": N_("limited by the number of employees"),
    "jobs_planned": N_("limited by the jobs planned"),
    "de_minimis_received": N_("limited by what is left of de minimis aid"),
}
CAVEAT = N_("“Eligible a priori”: every known criterion is met. It is never a promise: a committee decides.")
UNSTATED, UP_TO, FROM, BETWEEN = N_("not stated"), N_("up to {high}"), N_("from {low}"), N_("{low} – {high}")
PERHAPS = N_("up to {sure}, perhaps {high}")


def amount(found: Range, tr: Translator) -> str:
    """Range of euros: « 5 000 – 30 000 € », « jusqu'à 60 000 € », « à partir de 30 000 € »."""
    if found.high is None:
        return tr.text(FROM).format(low=tr.money(found.low)) if found.low else tr.text(UNSTATED)
    if found.certain is not None and found.low < found.certain < found.high:
        return tr.text(PERHAPS).format(sure=tr.money(found.certain), high=tr.money(found.high))
    if not found.low:
        return tr.text(UP_TO).format(high=tr.money(found.high))
    if found.low == found.high:
        return tr.money(found.high)
    low = tr.number(found.low) if tr.language == "fr" else tr.money(found.low)
    return tr.text(BETWEEN).format(low=low, high=tr.money(found.high))


def basis(found: Range, tr: Translator) -> str:
    """Which bound decides the ceiling, and which unknown fields may still lower it."""
    parts = []
    if by := found.binding:
        plain_share = by.share is not None and by.fixed is None and len(by.fields) == 1  # the words before it name the field
        formula = tr.percent((by.share or 0) / 100) if plain_share else limit(by, tr)
        parts.append(f"{tr.text(CAPPED_BY[by.fields[0]])} ({formula})")
    if unknown := dict.fromkeys(_labels(item, tr) for item in found.open_limits if item is not found.binding):
        parts.append(tr.say(say("may be lower once known: {fields}", fields=", ".join(unknown))))
    return tr.text(SEMICOLON).join(parts)


def limit(item: Limit, tr: Translator) -> str:
    """Formula of a computed ceiling."""
    label = _labels(item, tr)
    if item.fixed is not None:
        left = tr.say(say("{euros} less: {field}", euros=tr.money(item.fixed), field=label))
        if not item.share:
            return left
        label = f"({left})"
    if item.each is not None:
        return tr.say(say("{euros} per head: {field}", euros=tr.money(item.each), field=label))
    return tr.say(say("{share} of: {field}", share=tr.percent((item.share or 0) / 100), field=label))


def _labels(item: Limit, tr: Translator) -> str:
    return " + ".join(tr.words(FIELDS[key].label) for key in item.fields)


def availability(result: Result, tr: Translator) -> str:
    """Availability in words; of a closed instrument, since when."""
    end = result.instrument.tool.valid_until
    if result.availability is Availability.CLOSED and end:
        return tr.say(say("closed since {day}", day=end.day + timedelta(days=1)))
    return state(result.instrument.tool, result.availability, None, tr, proof=result.last_proof)


def state(tool: Tool, found: Availability, closes: date | None, tr: Translator, *, proof: str | None = None) -> str:
    """Availability of an instrument in words: the reason of a pause, the year of a proof that is old, the day on which it closes."""
    if found is Availability.SUSPENDED and tool.suspended:
        return pause(tool.suspended, tr)
    old = found is Availability.UNVERIFIED and proof is not None
    said = tr.say(say("last proof: {year}", year=(proof or "")[:4])) if old else tr.text(AVAILABILITIES[found])
    if closes is None or not found.askable:
        return said
    return tr.text(FACT_AND_DAY).format(state=said, closing=tr.say(say("closes on {day}", day=closes)))


def pause(item: Suspension, tr: Translator) -> str:
    """Why an instrument is suspended, and until when."""
    until, text = item.last_day, tr.say(item.text)
    return tr.say(say("suspended until {day}: {text}", day=until, text=text) if until else say("suspended: {text}", text=text))


def finding(item: Finding, report: Report, tr: Translator) -> str:
    """Condition in words with what was seen, and the adviser's answer if there is one."""
    words = condition_sentence(item.condition, report.catalogue, tr)
    return f"{words} [{answered(item.answer.met, item.answer.note, tr)}]" if item.answer else words


def answered(met: bool, note: str, tr: Translator) -> str:
    """Adviser's answer in words."""
    said = tr.say(say("answer of the adviser: yes") if met else say("answer of the adviser: no"))
    return f"{said} – {note}" if note else said


def to_know(result: Result, report: Report, tr: Translator) -> str:
    """What is missing, doubtful, refused or reserved, the most pressing first."""
    if result.verdict is Verdict.INELIGIBLE:
        return tr.text(SEMICOLON).join(refusals(result, report, tr))
    labels = ", ".join(tr.words(report.catalogue.fields[key].label) for key in asked_as(result.missing, report))
    missing = [tr.say(say("missing: {fields}", fields=labels))] if labels else []
    reserved = [tr.say(say("subject to: {text}", text=text.removesuffix("."))) for text in reservations(result, Status.UNKNOWN, tr)]
    return tr.text(SEMICOLON).join([*missing, *to_confirm(result, report, tr), *reserved, *confirmed(result, report, tr)])


def refusals(result: Result, report: Report, tr: Translator) -> list[str]:
    """What refuses: conditions, then reservations."""
    short = [(item, "" if item.answer else shut_out(item, report, tr)) for item in result.reasons]
    return [text or finding(item, report, tr) for item, text in short] + reservations(result, Status.UNMET, tr)


def to_confirm(result: Result, report: Report, tr: Translator) -> list[str]:
    """Doubtful conditions, each as something to ask the funder."""
    texts = []
    for item in result.doubts:
        short = shut_out(item, report, tr)
        texts.append(tr.say(say("probably {reason}; ask", reason=short) if short
                            else say("probably reserved ({condition}); ask", condition=finding(item, report, tr))))
    return texts


def reservations(result: Result, status: Status, tr: Translator) -> list[str]:
    """Reservations that are met, unmet or open."""
    return [tr.say(item.reservation.text) for item in result.offer.pending if item.status is status]


def confirmed(result: Result, report: Report, tr: Translator) -> list[str]:
    """Conditions that the adviser said are met."""
    return [finding(item, report, tr) for item in result.findings if item.answer is not None and item.answer.met]


def why(result: Result, report: Report, tr: Translator) -> str:
    """What speaks for a result: the facts that met its conditions, bounds beside the numbers."""
    met = [item for item in result.findings if item.status is Status.MET]
    if not met and result.instrument.open_to_all:
        return tr.say(say("open to all"))
    return tr.text(SEMICOLON).join(dict.fromkeys(reason for item in met for reason in reasons(item, report, tr)))


def reasons(item: Finding, report: Report, tr: Translator) -> list[str]:
    """Facts behind a condition that is met; the condition itself if the adviser answered it."""
    if item.answer is not None:
        return [finding(item, report, tr)]
    words, values = report.catalogue.vocabularies, report.facts.values
    fields = words.fields
    known = {key: seen(fields[key], values[key], words, tr) for key in dict.fromkeys(bearing(item.trace)) if key in values}
    if all(fields[key].kind.name == "number" for key in item.condition.fields) and len(known) == 1:
        return [f"{condition_sentence(item.condition, report.catalogue, tr)} ({next(iter(known.values()))})"]
    return [fact(fields[key], value, tr) for key, value in known.items()]


def bearing(trace: Trace) -> Iterator[str]:
    """Fields that make a test true: of alternatives, those that hold."""
    if isinstance(trace.test, Leaf):
        yield trace.test.field
    for part in trace.parts:
        if part.truth is TRUE or isinstance(trace.test, Not):
            yield from bearing(part)


def fact(field: Field, value: str, tr: Translator) -> str:
    """What is known of a field, after its name."""
    return tr.text(FACT).format(field=tr.words(field.label), value=value)


FACT, SEMICOLON, FACT_AND_DAY = N_("{field}: {value}"), N_("; "), N_("{state}, {closing}")


def few(texts: Sequence[str], most: int, tr: Translator) -> str:
    """First of some texts on one line, and how many others there are."""
    shown, more = tr.text(SEMICOLON).join(texts[:most]), len(texts) - most
    others = counted(more, N_("{names} and {count} other"), N_("{names} and {count} others"), names=shown)
    return shown if more <= 0 else tr.say(others)


def contact(item: Contact, tr: Translator) -> str:
    """Contact on one line."""
    return " – ".join(part for part in (item.name, item.phone, item.url, tr.say(item.note) if item.note else None) if part)


def contacts(result: Result, tr: Translator) -> str:
    """Whom to call, on one line."""
    return tr.text(OR).join(contact(item, tr) for item in result.contacts)


def question(item: Question, report: Report, tr: Translator) -> str:
    """Return a question with what its answer can open and close, and the option that takes it; that of a sum asks for its first part."""
    from essfund.engine.outcomes import effect_of

    field, effect = report.catalogue.fields[asked_as([item.field], report)[0]], effect_of(report, item)
    opens, closes = len(effect.opens), len(effect.closes)
    if opens and closes:
        weight = say("can open {opens}, close {closes}", opens=opens, closes=closes)
    elif opens or closes:
        weight = say("can open {count}", count=opens) if opens else say("can close {count}", count=closes)
    else:
        weight = counted(len(item.touches), N_("decides {count} option"), N_("decides {count} options"))
    return f"{tr.words(field.question)} {tr.say(weight)} [{field.option}]"


def next_questions(report: Report, most: int, tr: Translator) -> list[str]:
    """Return the first questions, none of them twice."""
    by_field: dict[str, Question] = {}
    for item in report.questions:
        by_field.setdefault(asked_as([item.field], report)[0], item)
    return [question(item, report, tr) for item in [*by_field.values()][:most]]


def profile_line(report: Report, tr: Translator) -> str:
    """What is known of the enterprise on one line; the name is not repeated."""
    return known_line(report.profile, report.catalogue.vocabularies, tr)


def known_line(profile: Profile, words: Vocabularies, tr: Translator) -> str:
    """What a profile says on one line; the name is not repeated."""
    known = [fact(field, seen(field, value, words, tr), tr) for key, value in profile.values.items()
             if (field := words.fields.get(key)) and key not in {"name", "siren"}]
    return ", ".join(known) or tr.say(say("nothing known yet"))


def relations(catalogue: Catalogue) -> Iterator[tuple[str, Relation]]:
    """What holds between instruments, each with the word for it."""
    for word, found in ((N_("not together with"), catalogue.incompatibilities), (N_("goes with"), catalogue.pairings)):
        yield from ((word, relation) for relation in found)


def amount_plain(amount: Range, tr: Translator) -> AmountPlain:
    """Return a range as plain values, as `Range` says them."""
    return {"min": amount.low or None, "max": amount.high, "certain": amount.certain, "basis": basis(amount, tr)}
