"""Amounts that cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.diagnostics import Fault
from essfund.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.models.rulebook import RulesDocument
    from essfund.models.tool import ToolsDocument
    from essfund.models.vocabulary import Vocabularies

COUNTED = {"employees", "jobs_planned"}


def check_amounts(tools: ToolsDocument, rules: RulesDocument, vocabularies: Vocabularies) -> Iterator[Fault]:  # noqa: ARG001 - one shape
    """Find floors above ceilings, figures without source, and computed ceilings that are not one formula."""
    for key, tool in tools.tools.items():
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
