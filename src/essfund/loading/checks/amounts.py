"""Amounts that cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.loading.checks.subject import Subject

COUNTED = {"employees", "jobs_planned"}


def find_amounts(subject: Subject) -> Iterator[Fault]:
    """Find floors above ceilings, figures without source, and computed ceilings that are not one formula."""
    for key, tool in subject.tools.tools.items():
        for name, offer in tool.offers.items():
            amount, path = offer.amount, ("tools", key, "offers", name, "amount")
            if amount.at_least is not None and amount.at_most is not None and amount.at_least > amount.at_most:
                yield Fault("CAT020", say("the floor {low} is above the ceiling {high}", low=amount.at_least, high=amount.at_most),
                            "tools", (*path, "at_least"))
            if (amount.at_least is not None or amount.at_most is not None) and not amount.source:
                yield Fault("CAT022", say("these amounts have no source"), "tools", path)
            for i, limit in enumerate(amount.limits):
                if limit.of is None or (limit.share is None) == (limit.each is None):
                    yield Fault("CAT003", say("a limit is either `share` of a money field or `each` per head"), "tools",
                                (*path, "limits", i), say("write {example}", example="{share: 50, of: project_cost, source: …}"))
                elif (limit.each is not None) != (limit.of in COUNTED):
                    yield Fault("CAT003", say("`share` goes with money, `each` with employees or jobs_planned"), "tools",
                                (*path, "limits", i))


CHECK = Check(find_amounts, {
    "CAT020": CodePage(
        N_("amounts out of order"),
        N_("The floor of an offer is above its ceiling."),
        N_("Swap or correct the two amounts."),
        why=N_("Whoever asks for enough is shown less than the least that is given: no enterprise can make sense of it."),
        example=Example(
            "tools.yaml",
            good="        amount: {at_least: 5000, at_most: 60000, source: reglement}\n",
            bad="        amount: {at_least: 60000, at_most: 5000, source: reglement}\n",
        ),
    ),
    "CAT022": CodePage(
        N_("amount without source"),
        N_("A floor or a ceiling does not say where it was read."),
        N_("Add `source` to the amount."),
        why=N_("The adviser quotes a figure and cannot say whose it is, and nobody can find out whether it still holds."),
        example=Example(
            "tools.yaml",
            good="        amount: {at_least: 5000, at_most: 60000, source: reglement}\n",
            bad="        amount: {at_least: 5000, at_most: 60000}\n",
        ),
    ),
})
