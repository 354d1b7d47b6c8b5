"""What to do after the sheet: papers to bring, questions still open, and a message to the funder with no more than its rules look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_, counted
from essfund.handout.blocks import Bullets, Fact, Facts, Paragraph, Table
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Status, Verdict
from essfund.presenting.safe_text import capital
from essfund.presenting.sentences import OR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.handout.blocks import Block
    from essfund.handout.options import OptionWriter
    from essfund.model.report import Report, Result


class Paper(NamedTuple):
    """A paper, and the fields of a profile that it shows."""

    name: str
    fields: tuple[str, ...]


PAPERS = (
    Paper(N_("articles of association, up to date"), ("legal_form", "ess", "general_interest")),
    Paper(N_("Kbis, Sirene notice or receipt of declaration"), ("age_years", "departement", "naf", "micro_enterprise", "woman_founder")),
    Paper(N_("last yearly accounts"), ("own_funds", "turnover", "balance_sheet", "market_income_share")),
    Paper(N_("presentation and financing plan of the project, with estimates"),
          ("stage", "amount_needed", "project_cost", "purposes", "own_contribution", "grants_obtained")),
    Paper(N_("offer or agreement of the bank"), ("bank_loan", "loan_years")),
    Paper(N_("list of the staff"), ("employees",)),
    Paper(N_("forecast with the jobs to come"), ("jobs_planned",)),
    Paper(N_("ESUS approval"), ("esus",)),
    Paper(N_("agreement as a work-integration enterprise"), ("siae",)),
    Paper(N_("agreement as an entreprise adaptée"), ("entreprise_adaptee",)),
    Paper(N_("proof of membership of CGSCOP"), ("cgscop_member",)),
    Paper(N_("note on what is new in the project"), ("social_innovation", "innovation")),
    Paper(N_("statement on the situation of the enterprise"), ("in_difficulty",)),
    Paper(N_("description of the accommodation"), ("tourism_social",)),
    Paper(N_("list of the de minimis aid of the last three years"), ("de_minimis_received",)),
)
"""Every field that rules may test stands in one of them."""

CAPTION = N_("What the printed options look at; deduced from their criteria, each funder says what it wants.")
HEADER = (N_("Paper"), N_("What it shows"), N_("Options"))
UNANSWERED = 6
"""How many questions are printed."""


def looked_at(result: Result, report: Report) -> set[str]:
    """Fields that an option rests on or waits for: a quality that the enterprise does not have needs no paper."""
    known = report.facts.values
    met = {key for item in result.findings if item.status is Status.MET and item.answer is None for key in item.condition.fields}
    limits = {key for item in (result.amount.binding, *result.amount.open_limits) if item is not None for key in item.fields}
    return {key for key in met if known.get(key, False) is not False} | set(result.missing) | limits


def to_prepare(numbered: Sequence[tuple[int, Result]], report: Report, write: OptionWriter) -> tuple[Block, ...]:
    """Table of papers, each with what it shows and for which options."""
    wanted = {number: looked_at(result, report) for number, result in numbered if result.verdict is not Verdict.INELIGIBLE}
    rows = []
    for paper in PAPERS:
        options = [number for number, fields in wanted.items() if fields & set(paper.fields)]
        if options:
            shown = [key for key in paper.fields if any(key in fields for fields in wanted.values())]
            labels = ", ".join(write.tr.text(FIELDS[key].label) for key in shown)
            rows.append((capital(write.text(paper.name)), capital(write.typeset(labels)), listed(options)))
    return (Table(write.text(CAPTION), tuple(write.text(word) for word in HEADER), tuple(rows)),) if rows else ()


def unknown(numbered: Sequence[tuple[int, Result]], write: OptionWriter) -> tuple[Block, ...]:
    """What is asked next: the questions that most printed options wait for."""
    waiting: dict[str, list[int]] = {}
    for number, result in numbered:
        for key in result.missing:
            waiting.setdefault(key, []).append(number)
    asked = sorted(waiting, key=lambda key: (-len(waiting[key]), list(FIELDS).index(key)))
    items = [write.typeset(write.tr.text(N_("{question} (options: {options})")).format(
        question=write.tr.text(FIELDS[key].question), options=listed(waiting[key]))) for key in asked[:UNANSWERED]]
    more = len(asked) - UNANSWERED
    if more > 0:
        items.append(write.text(counted(more, N_("and {count} more question"), N_("and {count} more questions"))))
    return (Bullets(tuple(items)),) if items else (Paragraph(write.text(N_("Every fact that could change these answers is known."))),)


def listed(numbers: Iterable[int]) -> str:
    """Numbers of options: « 1, 2, 5 »; runs of three and more are shortened."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if not runs or runs[-1][-1] != number - 1:
            runs.append([])
        runs[-1].append(number)
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)  # noqa: PLR2004 - « 1, 2 » reads better than « 1–2 »


TO, SUBJECT, SUBJECT_IS = N_("To"), N_("Subject"), N_("{tool}: a first question before an application")
GREETING = N_("Good morning,")
OPENING = N_("We are looking for funding for a project; from its published criteria {tool} might suit us. What you will want to know:")
DOUBTFUL = N_("We are looking for funding for a project and would like to know whether {tool} is open to us. What you will want to know:")
OPEN = N_("Still to be established:")
CLOSING = N_("Could you tell us whether our request can be considered, which papers to attach and when the committee decides?")
REGARDS = N_("Kind regards,")
ALWAYS = ("amount_needed", "project_cost")
"""What every funder asks."""


def asked_by(result: Result) -> list[str]:
    """Fields that the rules and ceilings of an instrument look at, and what every funder asks, in the order of a profile."""
    tested = {key for offer in result.offers for found in offer.findings for key in found.condition.fields}
    ceilings = {key for offer in result.offers for limit in offer.offer.entry.amount.limits for key in limit.fields}
    return [key for key in FIELDS if key in tested | ceilings | {*ALWAYS, *result.missing}]


def letter(result: Result, name: str, report: Report, write: OptionWriter) -> tuple[Block, ...]:
    """Message to the contact of one instrument."""
    tr, tool, known = write.tr, result.instrument.tool, report.facts.values
    might_suit = result.verdict is not Verdict.INELIGIBLE and result.availability is not Availability.CLOSED
    receivers = tr.text(OR).join(" – ".join(filter(None, write.caller(contact))) for contact in result.contacts)
    facts = [write.known(key) for key in asked_by(result) if key in known]
    missing = [write.text(FIELDS[key].label) for key in result.missing if key not in known]
    blocks: list[Block] = [
        Facts((Fact(write.text(TO), receivers), write.fact(SUBJECT, tr.text(SUBJECT_IS).format(tool=tool.name)))),
        Paragraph(write.text(GREETING)),
        Paragraph(write.typeset(tr.text(OPENING if might_suit else DOUBTFUL).format(tool=tool.name))),
    ]
    blocks += [Facts(tuple(facts))] if facts else []
    blocks += [Paragraph(write.text(OPEN)), Bullets(tuple(missing))] if missing else []
    blocks += [Paragraph(text) for text in (write.text(CLOSING), write.text(REGARDS), name) if text]
    return tuple(blocks)
