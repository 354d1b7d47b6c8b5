"""Instruments side by side, in words: a row for each thing worth comparing, a cell for each instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_
from essfund.model.verdict import Status, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.wording import FACT, SEMICOLON, VERDICTS, amount, availability, basis, contacts, finding, relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.model.report import Report, Result

CONDITIONS = {Status.UNMET: N_("Not met"), Status.UNKNOWN: N_("To be known"), Status.MET: N_("Met")}
"""Rows of conditions, what refuses first."""


class ComparisonRow(NamedTuple):
    """One row: what is compared, and what it is for each instrument, nothing where it does not apply."""

    label: str
    cells: list[str]


def sides(report: Report, results: Sequence[Result], tr: Translator) -> Iterator[ComparisonRow]:
    """Yield the rows that say something of at least one instrument."""
    words = report.catalogue.vocabularies

    def money(one: Result, text: str) -> str:
        return text if one.instrument.role is not Role.SUPPORT and one.verdict is not Verdict.INELIGIBLE else ""

    rows = [
        (N_("Answer"), [tr.text(VERDICTS[one.verdict]) for one in results]),
        (N_("Availability"), [availability(one, tr) for one in results]),
        (N_("Successor"), [one.successor or "" for one in results]),
        (N_("Amount"), [money(one, amount(one.amount, tr)) for one in results]),
        (N_("How much"), [money(one, basis(one.amount, tr)) for one in results]),
        (N_("Need covered"), ["" if one.need_covered is None else money(one, tr.percent(one.need_covered)) for one in results]),
        (N_("Rank"), [str(one.rank) for one in results]),
        (N_("Family"), [tr.say(words.family.words(one.instrument.tool.family)) for one in results]),
        (N_("Cost"), [tr.say(words.cost.words(one.instrument.tool.cost)) if one.instrument.tool.cost else "" for one in results]),
        (N_("Reach"), [tr.say(words.reach.words(one.instrument.tool.reach)) for one in results]),
        (N_("Stages"), [_stages(one, report, tr) for one in results]),
        *((label, [_conditions(one, status, report, tr) for one in results]) for status, label in CONDITIONS.items()),
        (N_("Subject to"), [_reservations(one, tr) for one in results]),
        (N_("Contact"), [contacts(one, tr) for one in results]),
    ]
    yield from (ComparisonRow(tr.text(label), cells) for label, cells in rows if any(cells))


def _stages(one: Result, report: Report, tr: Translator) -> str:
    made_for = one.instrument.tool.stages
    return ", ".join(tr.say(report.catalogue.vocabularies.stage.words(key)) for key in made_for.stages) if made_for else ""


def _conditions(one: Result, status: Status, report: Report, tr: Translator) -> str:
    return tr.text(SEMICOLON).join(finding(item, report, tr) for item in one.findings if item.status is status)


def _reservations(one: Result, tr: Translator) -> str:
    return " ".join(tr.say(item.reservation.text) for item in one.offer.pending if item.status is Status.UNKNOWN)


def together(report: Report, results: Sequence[Result], tr: Translator) -> Iterator[str]:
    """Yield what the rules say of some of these instruments together."""
    names = {one.instrument.id: one.instrument.tool.name for one in results}
    for word, relation in relations(report.catalogue):
        first, *others = [names[key] for key in relation.tools if key in names] or [""]
        if others:
            said = f"{first} {tr.text(word)} {', '.join(others)}"
            yield tr.text(FACT).format(field=said, value=f"{tr.say(relation.text)} ({', '.join(relation.source)})")
