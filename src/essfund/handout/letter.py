"""A message to the funder of one instrument, with no more than its rules look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, text_of
from essfund.engine.need import asked_as
from essfund.model.fields import FIELDS
from essfund.model.verdict import Verdict
from essfund.presenting.document.blocks import Bullets, Fact, Facts, Paragraph
from essfund.presenting.sentences import OR

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.handout.options import OptionWriter
    from essfund.model.report import Report, Result
    from essfund.presenting.document.blocks import Block

TO, SUBJECT, SUBJECT_IS = N_("To"), N_("Subject"), N_("{tool}: a first question before an application")
GREETING = N_("Good morning,")
OPENING = N_("We are looking for funding for a project; from its published criteria {tool} might suit us. What you will want to know:")
DOUBTFUL = N_("We are looking for funding for a project and would like to know whether {tool} is open to us. What you will want to know:")
OVER = N_("We are looking for funding for a project. As far as we know {tool} has ended: what has taken its place? "
          "What you will want to know:")
OPEN = N_("Still to be established:")
CLOSING = N_("Could you tell us whether our request can be considered, which papers to attach and when the committee decides?")
REGARDS = N_("Kind regards,")
NEED = "amount_needed"
ALWAYS = (NEED, "project_cost")
"""What every funder asks."""


def asked_by(result: Result, fields: Iterable[str]) -> list[str]:
    """Fields that the rules and ceilings of an instrument look at, and what every funder asks, in the order of a profile."""
    tested = {key for offer in result.offers for found in offer.findings for key in found.condition.fields}
    ceilings = {key for offer in result.offers for limit in offer.offer.entry.amount.limits for key in limit.fields}
    return [key for key in fields if key in tested | ceilings | {*ALWAYS, *result.missing}]


def _need(report: Report, write: OptionWriter) -> Fact:
    """What is left to find, which may be less than was asked for."""
    need = report.need
    worked_out = need.amount is not None and need.asked is None
    return write.fact(FIELDS[NEED].label, write.tr.money(need.amount or 0)) if worked_out else write.known(NEED)


def opening(result: Result) -> str:
    """First sentence of a message: it does not say that something might suit that is refused or has ended."""
    return OVER if result.availability.over else DOUBTFUL if result.verdict is Verdict.INELIGIBLE else OPENING


def letter(result: Result, name: str, report: Report, write: OptionWriter) -> tuple[Block, ...]:
    """Message to the contact of one instrument."""
    tr, tool, known = write.tr, result.instrument.tool, report.facts.values
    receivers = tr.text(OR).join(" – ".join(filter(None, write.caller(contact))) for contact in result.contacts)
    facts = [_need(report, write) if key == NEED else write.known(key)
             for key in asked_by(result, report.catalogue.fields) if key in known or (key == NEED and report.need.amount is not None)]
    missing = [write.text(text_of(report.catalogue.fields[key].label)) for key in asked_as(result.missing, report) if key not in known]
    blocks: list[Block] = [
        Facts((Fact(write.text(TO), receivers), write.fact(SUBJECT, tr.text(SUBJECT_IS).format(tool=tool.name)))),
        Paragraph(write.text(GREETING)),
        Paragraph(write.typeset(tr.text(opening(result)).format(tool=tool.name))),
    ]
    blocks += [Facts(tuple(facts))] if facts else []
    blocks += [Paragraph(write.text(OPEN)), Bullets(tuple(missing))] if missing else []
    blocks += [Paragraph(text) for text in (write.text(CLOSING), write.text(REGARDS), name) if text]
    return tuple(blocks)
