"""Enterprises drawn at random, told in part, and their answers held against an evaluator that was written apart."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

from essfund import Profile, Verdict
from essfund.engine.match import match
from essfund.loading.catalogue import read_documents
from essfund.loading.texts import bundled_directory
from essfund.model.fields import FIELDS
from tests.bundled import bundled
from tests.campaigns.evaluator import Evaluator
from tests.laws.enterprises import draw

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping
    from datetime import date

DECIDED = (Verdict.ELIGIBLE, Verdict.INELIGIBLE)
TOLD = (1.0, 0.8, 0.5)
"""Shares of the fields that are told."""


def exact(values: Mapping[str, Any]) -> dict[str, Any]:
    """An enterprise in the units in which rules are written."""
    found: dict[str, Any] = {}
    for key, value in values.items():
        kind = FIELDS[key].kind
        if kind.name == "number":
            found[key] = Fraction(value.low, getattr(kind, "scale", 1))
        else:
            found[key] = next(iter(value)) if kind.name == "choice" else value
    return found


def differences(seed: int, runs: int, days: tuple[date, ...]) -> Iterator[str]:
    """What differs, a line each: verdicts that are decided, those that the missing fields decide, amounts.

    The amount needed is always told: what is worked out from the cost in its place is another one than the one that was drawn.
    """
    catalogue, directory = bundled(), bundled_directory()
    documents = read_documents(directory, directory)
    apart = Evaluator(documents["tools"], documents["rules"], documents["vocabularies"])
    for run in range(runs):
        chance = Random(f"{seed}/{run}")
        values, day = draw(catalogue, chance), days[run % len(days)]
        one, share = exact(values), chance.choice(TOLD)
        told: dict[str, Hashable] = {key: value for key, value in values.items() if chance.random() < share or key == "amount_needed"}
        for result in match(catalogue, Profile(told), on=day).results:
            tool = result.instrument.id
            mine = apart.verdict(tool, one, day)
            where = f"seed {seed}, run {run}, {tool} on {day}"
            if (result.verdict in DECIDED and (result.verdict is Verdict.ELIGIBLE) is not mine) or (share == 1 and result.missing):
                yield f"{where}: {result.verdict.value}, apart {mine}, missing {result.missing}"
            if not mine:
                continue
            low, high = apart.amount(tool, one, day)
            amount = result.amount
            if amount.low > low or (amount.high is not None and (high is None or high > amount.high)):
                yield f"{where}: {amount.low} to {amount.high}, apart {low} to {high}"
            if amount.certain is not None and high is not None and high < amount.certain:
                yield f"{where}: {amount.certain} certain, apart {high}"
