"""Whole-catalogue matches a second in one process, and whole reports as JSON, beside a plain Python loop measured in the same run.

    python benchmarks/matches.py [seconds [checkout]]

Profiles are drawn anew in every round, so that few repeat. With another checkout both are measured in turns, and the ratio is
printed: a machine that slows down slows both alike.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any

from essfund import load_catalogue, match, read_profile
from essfund.answer.report_json import render
from essfund.core.language.translator import translator
from essfund.presenting.view import View

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
ROUNDS = 3


def rate(step: Callable[[], object], seconds: float) -> float:
    """Return how often a step runs in a second."""
    count, start = 0, time.perf_counter()
    while (spent := time.perf_counter() - start) < seconds:
        step()
        count += 1
    return count / spent


def measured(seconds: float, seed: int) -> dict[str, float]:
    """Return steps a second: of a plain loop, and of matches by the part of the fields that is known."""
    catalogue, random, view = load_catalogue(), Random(seed), View(translator("fr"))
    found = {"sum(range(10000)) beside it": rate(lambda: sum(range(10_000)), seconds / 4)}
    for known in (0.0, 0.3, 0.6, 1.0):
        drawn = [
            {key: random.choice(values) for key, values in FACTS.items() if random.random() < known} for _ in range(1000)
        ]
        profiles = cycle([read_profile(catalogue, values) for values in drawn])
        match(catalogue, next(profiles), on=DAY)
        asked = f"{known:4.0%} of the fields known"
        found[f"match, {asked}"] = rate(lambda profiles=profiles: match(catalogue, next(profiles), on=DAY), seconds)  # type: ignore[misc] # a default of a lambda
        found[f"as JSON, {asked}"] = rate(lambda profiles=profiles: render(match(catalogue, next(profiles), on=DAY), view), seconds)  # type: ignore[misc] # a default of a lambda
    return found


def main(seconds: float, checkouts: list[Path]) -> None:
    rounds: list[list[dict[str, float]]] = [[] for _ in checkouts]
    for seed in range(ROUNDS):
        for place, checkout in enumerate(checkouts):
            command = [sys.executable, __file__, str(seconds / ROUNDS), str(seed)]
            done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(checkout / "src"), "ESSFUND_MEASURED": "1"}, check=True, capture_output=True)
            rounds[place].append(json.loads(done.stdout))
    for name in rounds[0][0]:
        rates = [median(one[name] for one in found) for found in rounds]
        ratio = median(ours[name] / theirs[name] for ours, theirs in zip(rounds[0], rounds[-1], strict=True))
        print(f"{name:38}" + "".join(f" {one:8.0f} a second" for one in rates) + (f" = {ratio:.2f} x the other checkout" if len(checkouts) > 1 else ""))


if __name__ == "__main__":
    if "ESSFUND_MEASURED" in os.environ:
        print(json.dumps(measured(float(sys.argv[1]), int(sys.argv[2]))))
    else:
        main(float(sys.argv[1]) if len(sys.argv) > 1 else 6.0, [Path(__file__).parents[1], *map(Path, sys.argv[2:3])])
