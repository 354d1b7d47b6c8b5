"""Instruments side by side: the rows in words, then as text, as Markdown and as JSON, `essfund.compare/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.answer.report_plain import head_plain, result_plain
from essfund.core.messages import N_, say
from essfund.model.verdict import Status, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting import advice, wording
from essfund.presenting.registered import register_lines
from essfund.presenting.safe_text import json_text
from essfund.presenting.table_cells import markdown_table, markdown_text
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.model.report import Report, Result
    from essfund.presenting.view import View

CONDITIONS = {Status.UNMET: N_("Not met"), Status.UNKNOWN: N_("To be known")}
"""Rows of conditions, what refuses first; what is met decides nothing any more."""


def sides(report: Report, results: Sequence[Result], tr: Translator) -> list[tuple[str, list[str]]]:
    """What is compared, and what it is for each instrument, nothing where it does not apply; only what says something of one."""
    words, terms = report.catalogue.vocabularies, [advice.labelled_terms(result, tr) for result in results]

    def money(result: Result, text: str) -> str:
        return text if result.instrument.role is not Role.SUPPORT and result.verdict is not Verdict.INELIGIBLE else ""

    rows = [
        (N_("Answer"), [tr.text(wording.VERDICTS[result.verdict]) for result in results]),
        (N_("Place"), [advice.place(result, report, tr) for result in results]),
        (N_("Proof and dates"), [advice.proof_and_dates(result, report, tr) for result in results]),
        (N_("Here"), [money(result, advice.here(result, report, tr)) for result in results]),
        (N_("How much"), [money(result, wording.basis(result.amount, tr)) for result in results]),
        *((label, [money(result, known.get(label, "")) for result, known in zip(results, terms, strict=True)]) for label in advice.TERMS),
        (N_("Family"), [tr.say(words.family.words(result.instrument.tool.family)) for result in results]),
        (N_("Cost"), [tr.say(words.cost.words(one.instrument.tool.cost)) if one.instrument.tool.cost else "" for one in results]),
        (N_("Reach"), [tr.say(words.reach.words(result.instrument.tool.reach)) for result in results]),
        *((label, [tr.text(wording.SEMICOLON).join(wording.finding(item, report, tr) for item in one.findings if item.status is status)
                   for one in results]) for status, label in CONDITIONS.items()),
        (N_("Subject to"), [" ".join(wording.reservations(result, Status.UNKNOWN, tr)) for result in results]),
        (N_("Contact"), [wording.contacts(result, tr) for result in results]),
    ]
    return [(tr.text(label), cells) for label, cells in rows if any(cells)]


def together(report: Report, results: Sequence[Result], tr: Translator) -> Iterator[str]:
    """What the rules say of some of these instruments together."""
    names = {result.instrument.id: result.instrument.tool.name for result in results}
    for word, relation in wording.relations(report.catalogue):
        first, *others = [names[key] for key in relation.tools if key in names] or [""]
        if others:
            said = f"{first} {tr.text(word)} {', '.join(others)}"
            yield tr.text(wording.FACT).format(field=said, value=f"{tr.say(relation.text)} ({', '.join(relation.source)})")


LABEL, NARROWEST = 14, 26
"""Columns for what is compared, and at least for each instrument."""


def render_text(report: Report, results: Sequence[Result], view: View) -> str:
    """Instruments side by side as text: in columns where a terminal is wide enough, else one below the other."""
    return typeset(_parts(report, results, view), view)


def _parts(report: Report, results: Sequence[Result], view: View) -> Iterator[Line | Row]:
    tr = view.tr
    yield Line(tr.say(say("Side by side on {day}", day=report.as_of)), "bold")
    yield Line(wording.profile_line(report, tr))
    yield from map(Line, register_lines(report, tr, alone=True))
    yield Line("")
    names = [f"{result.rank} {result.instrument.tool.name}" for result in results]
    wide = not view.accessible and view.width is not None and view.width >= LABEL + NARROWEST * len(results)
    columns = [TerminalColumn("", LABEL), *(TerminalColumn("", 0) for _ in results)]
    if wide:
        yield Row([("", ""), *((name, "bold") for name in names)], columns)
    for label, cells in sides(report, results, tr):
        if wide:
            yield Row([(label, "bold"), *((cell, "") for cell in cells)], columns)
        else:
            yield Line(label, "bold")
            yield from (Line(tr.text(wording.FACT).format(field=name, value=cell), "", 2)
                        for name, cell in zip(names, cells, strict=True) if cell)
    yield Line("")
    yield from (Line(text) for text in together(report, results, tr))
    yield Line(tr.text(wording.CAVEAT))


def render_markdown(report: Report, results: Sequence[Result], view: View) -> str:
    """Instruments side by side as a Markdown table."""
    tr = view.tr
    title = tr.say(say("Side by side on {day}", day=report.as_of))
    header = ["", *(result.instrument.tool.name for result in results)]
    told = wording.profile_line(report, tr), *register_lines(report, tr, alone=True)
    parts = [f"# {markdown_text(title)}\n", *(f"{markdown_text(line)}\n" for line in told),
             markdown_table(header, [(label, *cells) for label, cells in sides(report, results, tr)])]
    parts += ["".join(f"- {markdown_text(text)}\n" for text in together(report, results, tr)),
              f"_{markdown_text(tr.text(wording.CAVEAT))}_\n"]
    return "\n".join(part for part in parts if part)


SCHEMA = "essfund.compare/1"


def render_json(report: Report, results: Sequence[Result], view: View) -> str:
    """Instruments side by side as JSON, `essfund.compare/1`: the results of `match` for each, and what holds between them."""
    chosen = {result.instrument.id for result in results}
    return json_text({
        "schema": SCHEMA,
        **head_plain(report, view.tr),
        "results": [result_plain(result, report, view.tr) for result in results],
        "relations": [
            {"kind": kind, "tools": [key for key in relation.tools if key in chosen], "text": view.tr.say(relation.text),
             "strength": relation.strength.value, "source": ", ".join(relation.source)}
            for kind, found in (("incompatible", report.catalogue.incompatibilities), ("pairing", report.catalogue.pairings))
            for relation in found
            if len(chosen.intersection(relation.tools)) > 1
        ],
    })
