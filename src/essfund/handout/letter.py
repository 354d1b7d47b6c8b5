"""A message to the funder, drafted with the facts that the rules of the instrument look at, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.handout.blocks import Bullets, Fact, Facts, Paragraph
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.wording import OR_CONTACT

if TYPE_CHECKING:
    from essfund.handout.blocks import Block
    from essfund.handout.options import OptionWriter
    from essfund.model.report import Report, Result

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
    """Return the fields that the rules and ceilings of an instrument look at, and what every funder asks, in the order of a profile."""
    tested = {key for one in result.offers for found in one.findings for key in found.condition.fields}
    ceilings = {limit.of for one in result.offers for limit in one.offer.entry.amount.limits if limit.of}
    return [key for key in FIELDS if key in tested | ceilings | {*ALWAYS, *result.missing}]


def letter(result: Result, name: str, report: Report, write: OptionWriter) -> tuple[Block, ...]:
    """Return the message to the contact of one instrument."""
    tr, tool = write.tr, result.instrument.tool
    known = report.facts.values
    might_suit = result.verdict is not Verdict.INELIGIBLE and result.availability is not Availability.CLOSED
    callers = [write.caller(one) for one in result.contacts]
    receivers = write.tr.text(OR_CONTACT).join(" – ".join(part for part in one if part) for one in callers)
    facts = [write.known(key) for key in asked_by(result) if key in known]
    missing = [write.text(FIELDS[key].label) for key in result.missing if key not in known]
    blocks: list[Block] = [
        Facts((Fact(write.text(TO), receivers), write.fact(SUBJECT, tr.text(SUBJECT_IS).format(tool=tool.name)))),
        Paragraph(write.text(GREETING)),
        Paragraph(write.typeset(tr.text(OPENING if might_suit else DOUBTFUL).format(tool=tool.name))),
    ]
    if facts:
        blocks.append(Facts(tuple(facts)))
    if missing:
        blocks += [Paragraph(write.text(OPEN)), Bullets(tuple(missing))]
    blocks += [Paragraph(text) for text in (write.text(CLOSING), write.text(REGARDS), name) if text]
    return tuple(blocks)
