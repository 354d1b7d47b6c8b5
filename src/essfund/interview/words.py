"""An interview in words: the question with what hangs on it, then what the answer changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.engine.places import advice
from essfund.interview.answers import choices, usual
from essfund.model.field_types import NumberType
from essfund.model.fields import FIELDS
from essfund.model.verdict import Verdict
from essfund.presenting.registered import register_lines
from essfund.presenting.sentences import NO, YES, seen
from essfund.presenting.terminal import Line
from essfund.presenting.wording import SEMICOLON, few, known_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.interview.interviewer import InterviewState, Step
    from essfund.model.catalogue import Catalogue
    from essfund.model.report import Report, Result
    from essfund.model.vocabulary import Vocabularies

NAMED, BRIEFLY, BEST = 3, 2, 3
"""How many instruments a line names, how many the one reason of a question, and how many options follow an answer."""

INDENT, NO_BREAK = 2, "\u00a0"
HINTS = {
    "euro": N_("for example 40000, 40k, 30-50k, about 40k, none"),
    "person": N_("for example 12, 10-19, about 12, none; « 12 FTE » is taken as 12 people or more"),
    "percent": N_("a percentage: 60, 50-70, about 60"),
    "year": N_("whole years: 4, 3-5; or the day, month or year of creation: 2019-05-03, May 2019, 2019"),
    "plain": N_("for example 12, 10-19, about 12"),
    "choice": N_("a number or a name; « 1 or 2 » if it is one of two"),
    "several": N_("a number or a name; several hold together: 1, 2"),
    "place": N_("a number, a name, a town or a postcode"),
    "flag": N_("yes or no; « yes I think » is kept, to be confirmed"),
    "code": N_("a code like 88.99B, or its beginning"),
    "day": N_("a day, a month or a year: 2019-05-03, May 2019, 2019"),
}
"""How to answer, by unit or kind."""

MOVED = {Verdict.ELIGIBLE: N_("opened: {names}"), Verdict.INELIGIBLE: N_("closed: {names}"),
         Verdict.TO_CHECK: N_("to be checked again: {names}")}
AMOUNT_CHANGED = N_("amount changed: {names}")
QUESTIONS = {
    "stage": N_("Where is it: an idea, an enterprise being created, one that is running?"),
    "legal_form": N_("What is its legal form, or the one in view?"),
    "departement": N_("Where is it?"),
    "bank_loan": N_("How much of it does a bank lend, or is asked to lend?"),
}
"""Questions as a conversation puts them; any other is put as its field says it."""

MAY_OPEN, MAY_CLOSE, MAY_CHANGE = N_("may open: {names}"), N_("may close: {names}"), N_("may change the amount of: {names}")


def heading(report: Report, tr: Translator) -> Iterator[Line]:
    """The day and what is known."""
    yield Line(tr.say(say("Interview, options on {day}", day=report.as_of)), "bold")
    yield Line(known_line(report.profile, report.catalogue.vocabularies, tr))
    yield from (Line(told, "dim") for told in register_lines(report, tr, alone=True))
    yield Line(tr.say(say("One question at a time. ? says what may be typed, + says more, Ctrl-D shows the answer.")), "dim")


def question(step: Step, number: int, report: Report, tr: Translator) -> Iterator[Line]:
    """One question: what is asked, the choices, and one reason."""
    field = report.catalogue.fields[step.field]
    yield Line("")
    yield Line(tr.say(say("Question {number} – {field}", number=number, field=tr.words(field.label))), "bold")
    yield Line(tr.words(QUESTIONS.get(step.field, field.question)))
    yield from listed(step.field, usual(step.field, report.catalogue.vocabularies), report.catalogue.vocabularies, tr)
    why = next(iter(reasons(step, report.catalogue, tr, most=BRIEFLY)), "")
    yield Line(tr.text(SEMICOLON).join(part for part in (why, tr.say(say("+ says more"))) if part), "dim", INDENT)


def more(step: Step, report: Report, tr: Translator) -> Iterator[Line]:
    """The rest of a question: all choices, how it may be answered, all reasons, what is known of it, how things stand."""
    words = report.catalogue.vocabularies
    yield from listed(step.field, choices(step.field, words), words, tr, whole=True)
    below = [hint(step.field, report.catalogue, tr), *reasons(step, report.catalogue, tr)]
    known = report.facts.values.get(step.field)
    if known is not None:
        below.append(tr.say(say("known so far: {value}", value=seen(words.fields[step.field], known, words, tr))))
    yield from (Line(text, "dim", INDENT) for text in below)


def listed(key: str, ids: Sequence[str], words: Vocabularies, tr: Translator, *, whole: bool = False) -> Iterator[Line]:
    """Choices in words, each with the number or the code that may be typed for it; yes and no of a flag."""
    vocabulary = words.of(words.fields[key].vocabulary)
    if words.fields[key].kind.name == "flag":
        yield Line(f"{tr.text(YES)} / {tr.text(NO)}", "", INDENT)
    if vocabulary is None:
        return
    numbers = {item: str(number) for number, item in enumerate(choices(key, words), start=1)}
    if vocabulary.postcodes:
        ids = sorted(words.home)
    labels = [f"{numbers.get(item, item)} {_label(tr.say(vocabulary.words(item)), whole=whole)}".replace(" ", NO_BREAK) for item in ids]
    if labels:
        yield Line("   ".join(labels), "", INDENT)


def _label(text: str, *, whole: bool) -> str:
    return text if whole else text.partition(" (")[0]


def reasons(step: Step, catalogue: Catalogue, tr: Translator, most: int = NAMED) -> Iterator[str]:
    """Why a question is asked, the best reason first: what it could open, put a figure on or close, how many answers depend on it."""
    for template, tools in ((MAY_OPEN, step.opens), (MAY_CHANGE, step.amounts), (MAY_CLOSE, step.closes)):
        if tools:
            yield tr.text(template).format(names=names(tools, catalogue, tr, most))
    depend = counted(len(step.touches), N_("{count} answer depends on it"), N_("{count} answers depend on it"))
    if step.touches:
        yield tr.say(depend)


def names(tools: Sequence[str], catalogue: Catalogue, tr: Translator, most: int = NAMED) -> str:
    """Names of instruments, the first few and how many others."""
    return few([catalogue.instruments[tool].tool.name for tool in tools], most, tr)


def hint(key: str, catalogue: Catalogue, tr: Translator) -> str:
    """How a question may be answered."""
    field = catalogue.fields[key]
    kind, vocabulary = field.kind, catalogue.vocabularies.of(field.vocabulary)
    unit = "plain" if isinstance(kind, NumberType) and not (kind.unit in HINTS and key in FIELDS) else getattr(kind, "unit", "")
    return tr.text(HINTS["place" if vocabulary and vocabulary.postcodes else unit or kind.name])


def taken(before: InterviewState, after: InterviewState, catalogue: Catalogue, tr: Translator) -> Line:
    """An answer as it was understood, and that it is to be confirmed where the person is not sure."""
    old, new = before.profile, after.profile
    told = {key: value for key, value in new.values.items() if old.values.get(key) != value}
    said = known_line(type(new)(told), catalogue.vocabularies, tr)
    unsure = not told.keys().isdisjoint(after.unsure)
    return Line("→ " + (tr.say(say("{fact} (to be confirmed)", fact=said)) if unsure else said), "green")


def to_confirm(course: InterviewState, catalogue: Catalogue, tr: Translator) -> Iterator[Line]:
    """What is kept and to be confirmed, because the person was not sure."""
    known = {key: course.profile.values[key] for key in course.unsure if key in course.profile.values}
    if known:
        facts = known_line(type(course.profile)(known), catalogue.vocabularies, tr)
        yield Line(tr.say(say("To be confirmed: {facts}", facts=facts)), "yellow")


def changes(before: Report, after: Report, tr: Translator) -> Iterator[Line]:
    """What an answer opened, closed or put a figure on, by name."""
    old = {result.instrument.id: result for result in before.results}
    groups: dict[str, list[str]] = {template: [] for template in (*MOVED.values(), AMOUNT_CHANGED)}
    for result in living(after):
        tool = result.instrument.id
        if result.verdict is not old[tool].verdict:
            groups[MOVED[result.verdict]].append(tool)
        if result.verdict is not Verdict.INELIGIBLE and result.amount != old[tool].amount:
            groups[AMOUNT_CHANGED].append(tool)
    for template, tools in groups.items():
        if tools:
            yield Line(tr.text(template).format(names=names(tools, after.catalogue, tr)), "", INDENT)


def warnings(before: Report, after: Report, tr: Translator) -> Iterator[Line]:
    """What an answer makes doubtful."""
    for doubt in after.doubts:
        if doubt not in before.doubts:
            yield Line(tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message)), "yellow", INDENT)


def tally(before: Report | None, after: Report, tr: Translator) -> Line:
    """How many instruments are eligible, to be checked, refused and closed, and by how much that changed."""
    now, then = _counts(after), _counts(before or after)
    change = [_change(*pair) for pair in zip(now, then, strict=True)]
    texts = (
        counted(now[0], N_("{count} is eligible a priori{change}"), N_("{count} are eligible a priori{change}"), change=change[0]),
        say("{count} to be checked{change}", count=now[1], change=change[1]),
        counted(now[2], N_("{count} is not eligible{change}"), N_("{count} are not eligible{change}"), change=change[2]),
        counted(now[3], N_("{count} is closed"), N_("{count} are closed")),
    )
    return Line(", ".join(tr.say(text) for text in texts), "bold")


def lead(before: Report | None, after: Report, tr: Translator) -> Iterator[Line]:
    """The options that lead, where they changed."""
    now = _leading(after)
    if now and (before is None or now != _leading(before)):
        yield Line(tr.say(say("In front: {names}", names=tr.text(SEMICOLON).join(now))), "", INDENT)


def _leading(report: Report) -> list[str]:
    return [result.instrument.tool.name for result in advice(report, BEST).first]


def living(report: Report) -> list[Result]:
    """Results of instruments that are not closed on the day."""
    return [result for result in report.results if not result.availability.over]


def _counts(report: Report) -> tuple[int, int, int, int]:
    verdicts = [result.verdict for result in living(report)]
    eligible, to_check = verdicts.count(Verdict.ELIGIBLE), verdicts.count(Verdict.TO_CHECK)
    return eligible, to_check, verdicts.count(Verdict.INELIGIBLE), len(report.results) - len(verdicts)


def _change(now: int, then: int) -> str:
    """A change in brackets: « (+2) », « (−3) »; nothing if there is none."""
    return "" if now == then else f" ({'+' if now > then else '−'}{abs(now - then)})"
