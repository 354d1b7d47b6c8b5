"""An interview in words: the question with what hangs on it, then what the answer changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.model.fields import FIELDS
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.sentences import seen
from essfund.presenting.terminal import Line
from essfund.presenting.wording import FACT, SEMICOLON, VERDICTS, amount, few, known_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.interview.interviewer import Step
    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Profile
    from essfund.model.report import Report, Result

NAMED, BEST, LISTED = 3, 3, 8
"""How many instruments a line names, how many options follow an answer, how many choices a hint lists."""

INDENT = 2
HINTS = {
    "euro": N_("an amount: 40000, 40k, 30k..50k, at least 20k"),
    "person": N_("a number of people: 12, 10..19, at least 3; « 12 FTE » is taken as 12 or more"),
    "percent": N_("a percentage: 60, 50..70"),
    "year": N_("whole years: 4, 3..5; or the day, month or year of creation: 2019-05-03, May 2019, 2019"),
    "choice": N_("one answer or several possibilities: a, b"),
    "several": N_("one or several: a, b"),
    "flag": N_("yes or no"),
    "code": N_("a code like 88.99B, or its beginning"),
    "day": N_("a day, a month or a year: 2019-05-03, May 2019, 2019"),
}
"""How to answer, by unit or kind."""

MOVED = {Verdict.ELIGIBLE: N_("opened: {names}"), Verdict.INELIGIBLE: N_("closed: {names}"),
         Verdict.TO_CHECK: N_("to be checked again: {names}")}
AMOUNT_CHANGED = N_("amount changed: {names}")
MAY_OPEN, MAY_CLOSE, MAY_CHANGE = N_("may open: {names}"), N_("may close: {names}"), N_("may change the amount of: {names}")


def heading(report: Report, tr: Translator) -> Iterator[Line]:
    """The day and what is known."""
    yield Line(tr.say(say("Interview, options on {day}", day=report.as_of)), "bold")
    yield Line(known_line(report.profile, report.catalogue.vocabularies, tr))
    yield Line(tr.say(say("One question at a time; ? says what may be typed, Ctrl-D stops.")), "dim")


def question(step: Step, number: int, report: Report, tr: Translator) -> Iterator[Line]:
    """One question: what is asked, why, and how it may be answered."""
    field = FIELDS[step.field]
    yield Line("")
    yield Line(tr.say(say("Question {number} – {field}", number=number, field=tr.text(field.label))), "bold")
    yield Line(tr.text(field.question))
    below = [*reasons(step, report.catalogue, tr), hint(step.field, report.catalogue, tr)]
    known = report.facts.values.get(step.field)
    if known is not None:
        below.append(tr.say(say("known so far: {value}", value=seen(field, known, report.catalogue.vocabularies, tr))))
    yield from (Line(text, "dim", INDENT) for text in below)


def reasons(step: Step, catalogue: Catalogue, tr: Translator) -> Iterator[str]:
    """Why a question is asked: how many answers depend on it, what it could open, close or put a figure on."""
    depend = counted(len(step.touches), N_("{count} answer depends on it"), N_("{count} answers depend on it"))
    yield from [tr.say(depend)] if step.touches else []
    for template, tools in ((MAY_OPEN, step.opens), (MAY_CLOSE, step.closes), (MAY_CHANGE, step.amounts)):
        if tools:
            yield tr.text(template).format(names=names(tools, catalogue, tr))


def names(tools: Sequence[str], catalogue: Catalogue, tr: Translator) -> str:
    """Names of instruments, the first few and how many others."""
    return few([catalogue.instruments[tool].tool.name for tool in tools], NAMED, tr)


def hint(key: str, catalogue: Catalogue, tr: Translator) -> str:
    """How a question may be answered; the choices themselves where they are few."""
    kind = FIELDS[key].kind
    shape = tr.text(HINTS[getattr(kind, "unit", "") or kind.name])
    vocabulary = catalogue.vocabularies.of(FIELDS[key].vocabulary)
    if vocabulary is None:
        return shape
    if len(vocabulary.ids) > LISTED:
        return tr.text(SEMICOLON).join([shape, tr.say(say("Tab completes"))])
    return tr.text(FACT).format(field=shape, value=", ".join(vocabulary.terms))


def taken(before: Profile, after: Profile, catalogue: Catalogue, tr: Translator) -> Line:
    """An answer as it was understood."""
    new = {key: value for key, value in after.values.items() if before.values.get(key) != value}
    return Line(f"→ {known_line(type(after)(new), catalogue.vocabularies, tr)}", "green")


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


def best(report: Report, tr: Translator) -> Iterator[Line]:
    """The best options as they stand, with what they give."""
    options = [result for result in living(report) if result.verdict is not Verdict.INELIGIBLE]
    for place, result in enumerate(options[:BEST], start=1):
        money = [amount(result.amount, tr)] if result.instrument.role is not Role.SUPPORT else []
        yield Line(f"{place}. {result.instrument.tool.name} – {', '.join([tr.text(VERDICTS[result.verdict]), *money])}", "", INDENT)


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
