"""Whole-catalogue matches a second in one process, with proof trees, beside a plain Python loop measured in the same run.

    python benchmarks/matches.py [seconds]
"""

from __future__ import annotations

import sys
import time
from datetime import date
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING, Any

from essfund import load_catalogue, match, read_profile

if TYPE_CHECKING:
    from collections.abc import Callable

FACTS: dict[str, list[Any]] = {
    "legal_form": ["scop", "scic", "association", "sas", "5710", "fondation"],
    "stage": ["emergence", "creation", "developpement"],
    "amount_needed": [8000, 40000, 150000, 600000],
    "project_cost": [16000, 90000, 400000],
    "own_funds": [5000, 60000, 200000],
    "bank_loan": [0, 30000, 120000],
    "employees": [0, 3, 12, 40, 120, "10..19"],
    "created_on": ["2010-03-01", "2018-01-15", "2019-05-01"],
    "departement": ["31", "34", "48"],
    "turnover": [0, 400000, 3000000],
    "balance_sheet": [100000, 2000000],
    "market_income_share": [20, 50, 90],
    "jobs_planned": [0, 3, 8],
    "purposes": [["investissement"], ["bfr"], ["etude", "innovation"]],
    "naf": ["88.99B", "62.01Z", "01.13Z"],
    **{
        flag: [True, False]
        for flag in (
            "ess", "esus", "siae", "entreprise_adaptee", "general_interest", "cgscop_member", "social_innovation", "innovation",
            "in_difficulty", "tourism_social",
        )
    },
}
DAY = date(2019, 6, 1)


def rate(step: Callable[[], object], seconds: float) -> float:
    """Return how often a step runs in a second."""
    count, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        step()
        count += 1
    return count / spent


def main(seconds: float) -> None:
    catalogue, random = load_catalogue(), Random(7)
    beside = rate(lambda: sum(range(10_000)), seconds / 4)
    print(f"{'sum(range(10000)) beside it':38} {beside:8.0f} a second")
    for known in (0.0, 0.3, 0.6, 1.0):
        drawn = [
            {key: random.choice(values) for key, values in FACTS.items() if random.random() < known} for _ in range(200)
        ]
        profiles = cycle([read_profile(catalogue, values) for values in drawn])
        found = rate(lambda profiles=profiles: match(catalogue, next(profiles), on=DAY), seconds)  # type: ignore[misc] # a default of a lambda
        print(f"match, {known:4.0%} of the fields known{'':9} {found:8.0f} a second = {found / beside:.3f} x   ({len(catalogue.instruments)} instruments)")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0)
