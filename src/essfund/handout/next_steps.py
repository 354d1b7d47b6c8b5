"""What to do after the sheet: calls in their order, papers to bring, questions still open, the next meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.engine.need import asked_as
from essfund.engine.places import advice
from essfund.handout.options import unbroken
from essfund.model.verdict import Availability, Place, Status, Verdict
from essfund.presenting.advice import desk_names, only_if, successor, time_left
from essfund.presenting.document.blocks import Bullets, Facts, Form, Paragraph, Table
from essfund.presenting.safe_text import capital
from essfund.presenting.wording import SEMICOLON, availability, few

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essfund.core.messages import Text
    from essfund.handout.options import OptionWriter
    from essfund.model.report import Report, Result
    from essfund.presenting.document.blocks import Block

CALLS = (N_("Contact"), N_("For"), N_("Day and answer"))
CAPTION = N_("What the printed options look at; deduced from their criteria, each funder says what it wants.")
HEADER = (N_("Paper"), N_("What it shows"), N_("Options"))
SUPPORT, ALSO, ONLY_IF, LATER = N_("Support"), N_("Also"), N_("Only if"), N_("Later")
SUPPORTS, NAMED = 3, 6
"""How many supports are printed with their contact, and how many other options by name."""
UNANSWERED = 5
"""How many questions are printed."""
KNOWN = N_("Every fact that could change these answers is known.")
NO_QUOTE = N_("Sign no quote, order nothing and pay nothing before the application has been made: "
              "many funders leave out what was spent or committed before it. Ask from which day on spending counts.")
MEETING = (N_("Day and hour"), N_("With whom"), N_("To bring"))


def in_order(write: OptionWriter) -> tuple[Block, ...]:
    """Table of calls, one a desk, in the order of the options, with room for the answer."""
    rows = []
    for calls in write.calls.values():
        contacts = calls[0][1].contacts
        phones = [unbroken(contact.phone) for contact in contacts if contact.phone]
        whom = " – ".join([desk_names(calls[0][1], write.tr), *phones])
        what = [f"{number}.\u00a0{result.instrument.tool.name}" for number, result in calls]
        rows.append((write.typeset(whom), write.typeset(write.tr.text(SEMICOLON).join(what)), ""))
    header = tuple(write.text(word) for word in CALLS)
    return (Table("", header, tuple(rows), (60, 75, 45)),) if rows else ()


def before_signing(numbered: Sequence[tuple[int, Result]], write: OptionWriter) -> tuple[Block, ...]:
    """What nobody may do before the application; nothing where no option brings money."""
    return (Paragraph(write.text(NO_QUOTE), weighty=True),) if any(result.instrument.role.funds for _, result in numbered) else ()


def others(report: Report, most: int, write: OptionWriter) -> tuple[Block, ...]:
    """Support beside the options, and the names of what else may be asked for, by whom and when."""
    tr, found = write.tr, advice(report, most)
    semicolon = tr.text(SEMICOLON)
    later = [f"{each.instrument.tool.name} ({time_left(each, tr)})" for each in report.results if each.place is Place.LATER]
    parts = (
        (SUPPORT, semicolon.join(helpers(found.support[:SUPPORTS], write))),
        (ALSO, few([each.instrument.tool.name for each in found.also], NAMED, tr)),
        (ONLY_IF, semicolon.join(only_if(report, tr, spelt=True))), (LATER, few(later, SUPPORTS, tr)),
    )
    lines = [write.fact(label, text) for label, text in parts if text]
    return (Facts(tuple(lines)),) if lines else ()


def helpers(results: Sequence[Result], write: OptionWriter) -> Iterator[str]:
    """Yield supports with whom to call, those of one desk together."""
    for desk in dict.fromkeys(result.desk for result in results):
        same = [result for result in results if result.desk == desk]
        callers = [write.caller(contact) for contact in same[0].contacts]
        names = [result.instrument.tool.name for result in same]
        told = [part for one in callers for part in (one.name, one.address or one.more.rstrip(".")) if part]
        yield " – ".join([", ".join(names), *(part for part in told if write.typeset(names[0]) != part)])


def looked_at(result: Result, report: Report) -> set[str]:
    """Fields that an option rests on or waits for: a quality that the enterprise has not, or is supposed not to have, needs no paper."""
    known = report.facts.values
    met = {key for item in result.findings if item.status is Status.MET and item.answer is None for key in item.condition.fields}
    limits = {key for item in (result.amount.binding, *result.amount.open_limits) if item is not None for key in item.fields}
    waited = {key for key in result.missing if report.supposed.get(key) is not False}
    return {key for key in met if known.get(key, False) is not False} | waited | limits


def to_prepare(numbered: Sequence[tuple[int, Result]], report: Report, write: OptionWriter) -> tuple[Block, ...]:
    """Table of papers, each with what it shows and for which options."""
    wanted = {number: looked_at(result, report) for number, result in numbered if result.verdict is not Verdict.INELIGIBLE}
    papers: dict[Text, list[str]] = {}
    for key, field in report.catalogue.fields.items():
        if field.paper and any(key in fields for fields in wanted.values()):
            papers.setdefault(field.paper, []).append(key)
    rows = []
    for paper, shown in papers.items():
        labels = ", ".join(write.tr.words(report.catalogue.fields[key].label) for key in shown)
        options = [number for number, fields in wanted.items() if fields & set(shown)]
        rows.append((capital(write.text(paper)), capital(write.typeset(labels)), listed(options)))
    header = tuple(write.text(word) for word in HEADER)
    return (Table(write.text(CAPTION), header, tuple(rows), (70, 88, 22)),) if rows else ()


def unknown(numbered: Sequence[tuple[int, Result]], report: Report, write: OptionWriter) -> tuple[Block, ...]:
    """What is asked next: the questions that most printed options wait for, then those that others wait for."""
    waiting: dict[str, list[int]] = {}
    for number, result in numbered:
        for key in asked_as(result.missing, report):
            waiting.setdefault(key, []).append(number)
    order = list(report.catalogue.fields)
    asked = sorted(waiting, key=lambda key: (-len(waiting[key]), order.index(key)))
    asked += [key for key in asked_as((item.field for item in report.questions), report) if key not in waiting]
    items = [asked_for(key, waiting.get(key, []), write) for key in asked[:UNANSWERED]]
    return (Bullets(tuple(items)),) if items else (Paragraph(write.text(KNOWN)),)


def asked_for(key: str, options: Sequence[int], write: OptionWriter) -> str:
    """A question, with the printed options that wait for it."""
    question = write.tr.words(write.report.catalogue.fields[key].question)
    if not options:
        return write.typeset(question)
    return write.text(say("{question} (options: {options})", question=question, options=listed(options)))


def next_meeting(write: OptionWriter) -> Form:
    """Lines for the next meeting, to be filled in by hand."""
    return Form(tuple(write.text(label) for label in MEETING))


def listed(numbers: Iterable[int]) -> str:
    """Numbers of options: « 1, 2, 5 »; runs of three and more are shortened."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if not runs or runs[-1][-1] != number - 1:
            runs.append([])
        runs[-1].append(number)
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)  # noqa: PLR2004 - « 1, 2 » reads better than « 1–2 »


def ended(report: Report, write: OptionWriter, *, everything: bool) -> Iterator[str]:
    """Yield what has ended and would have fitted, with its successor; everything that has ended, if that is wanted."""
    for result in report.results:
        if result.availability.over and (everything or result.verdict is not Verdict.INELIGIBLE):
            sure = f"({availability(result, write.tr)})" if result.availability is Availability.CLOSED else ""
            parts = (result.instrument.tool.name, sure, successor(result, report, write.tr))
            yield write.typeset(" ".join(filter(None, parts)))
