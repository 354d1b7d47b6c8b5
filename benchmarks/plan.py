"""What `essfund plan` takes: the whole process beside `match`, and the search beside a bare HiGHS on the same problems.

    python benchmarks/plan.py [rounds]

Processes run in turn on one appointment. The search is given the problems of all plans of 30 drawn enterprises, over the real catalogue,
its first 30 instruments, and 300 (the real ones over and over). HiGHS is timed where `highspy` is installed; nothing else needs it: its
import is shown apart. What both find is compared: what is missing, and the goal that is preferred.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from growth import copy_catalogue

from essfund import Catalogue, InvalidInputError, Profile, load_catalogue, plan
from essfund.engine.planning import financing
from essfund.engine.planning.search import Problem, searched
from tests.laws.enterprises import draw

ROOT = Path(__file__).parents[1]
APPOINTMENT = ["docs/appointments/02-asso-12-van.yaml", "--as-of", "2026-11-28"]
ESSFUND = str(Path(sys.executable).parent / "essfund")
DRAWN, KNOWN = 30, 0.75
"""Enterprises, and the part of its facts that is known of each."""


def processes(rounds: int) -> None:
    """Print the whole-process time of `plan` as a ratio to `match` in the same run."""
    commands = {"match": [ESSFUND, "match", *APPOINTMENT], "plan": [ESSFUND, "plan", *APPOINTMENT],
                "floor": [sys.executable, "-c", "import typer, pydantic, rich.console, yaml"]}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
            if turn:  # the first turn fills the caches
                times[name].append(time.perf_counter() - start)
    middle = {name: statistics.median(found) for name, found in times.items()}
    for name, found in middle.items():
        print(f"{name:6} {found * 1e3:6.0f} ms   {found / middle['match']:.2f} x match   {found / middle['floor']:.2f} x import floor")


def problems(catalogue: Catalogue) -> list[Problem]:
    """Problems that the plans of drawn enterprises put to the search, soft rules enforced."""
    found: list[Problem] = []

    def kept(problem: Problem) -> dict[int, int] | None:
        found.append(replace(problem, rules=[*problem.rules, *problem.soft], soft=()))
        return searched(found[-1])

    chance = Random(1)
    with patch.object(financing, "solve", kept):
        for _ in range(DRAWN):
            known = {key: value for key, value in draw(catalogue, chance).items() if chance.random() < KNOWN}
            try:
                plan(catalogue, Profile(known), on=date(2026, 11, 24))
            except InvalidInputError:
                continue
    return found


def highs(problem: Problem) -> tuple[int, int] | None:
    """What is missing, and what is preferred, in the best plan by HiGHS: one goal after the other."""
    highspy: Any = import_module("highspy")
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)  # noqa: FBT003 - its setter takes a name and a value
    model.setOptionValue("mip_feasibility_tolerance", 1e-9)
    model.setOptionValue("mip_rel_gap", 0)
    taken = [model.addBinary() for _ in problem.choices]
    euros = [model.addIntegral(0, max(item.high, 0)) for item in problem.choices]
    for item, chosen, amount in zip(problem.choices, taken, euros, strict=True):
        model.addConstr(amount <= max(item.high, 0) * chosen)
        model.addConstr(amount >= max(item.low, 1) * chosen)
    if euros:
        model.addConstr(sum(euros) <= problem.target)
    for rule in problem.rules:
        largest = max(map(abs, rule.parts.values()), default=1)
        if rule.parts:
            model.addConstr(sum(times / largest * euros[number] for number, times in rule.parts.items()) <= rule.bound / largest)
    for group in problem.exclusive:
        model.addConstr(sum(taken[number] for number in group) <= 1)
    if not euros:
        return problem.target, 0
    model.maximize(sum(euros))
    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    covered = round(model.getObjectiveValue())
    model.addConstr(sum(euros) >= covered)
    model.minimize(sum(item.once * chosen + item.each / 10_000 * amount for item, chosen, amount in zip(problem.choices, taken, euros, strict=True)))
    amounts = [round(model.val(amount)) for amount in euros]
    return problem.target - covered, sum(item.once * (amount > 0) + item.each * amount for item, amount in zip(problem.choices, amounts, strict=True))


def apart(problem: Problem, ours: dict[int, int] | None, best: tuple[int, int] | None) -> bool:
    """Whether HiGHS finds another best plan: more or fewer euros missing, or another cost beyond what its floats round."""
    if ours is None or best is None:
        return (ours is None) != (best is None)
    missing, _, _, preferred, *_ = problem.value(ours)
    return missing != best[0] or abs(preferred - best[1]) > max(1, best[1] // 10**7)


def search(name: str, catalogue: Catalogue) -> None:
    """Print what the search takes for each problem, and HiGHS."""
    asked = problems(catalogue)
    spent = []
    for problem in asked:
        start = time.perf_counter()
        searched(problem)
        spent.append(time.perf_counter() - start)
    widest = max((len(problem.choices) for problem in asked), default=0)
    print(f"{name}: {len(asked)} problems of up to {widest} options   median {statistics.median(spent) * 1e3:.2f} ms   most {max(spent) * 1e3:.0f} ms")
    try:
        start = time.perf_counter()
        import highspy  # noqa: F401
    except ImportError:
        print("   HiGHS: not installed (pip install highspy)")
        return
    imported, theirs, differ = time.perf_counter() - start, [], 0
    for problem in asked:
        start = time.perf_counter()
        best = highs(replace(problem, unwise=()))
        theirs.append(time.perf_counter() - start)
        ours = searched(replace(problem, unwise=()))
        differ += apart(problem, ours, best)
    print(f"   HiGHS: import {imported * 1e3:.0f} ms   median {statistics.median(theirs) * 1e3:.2f} ms   most {max(theirs) * 1e3:.0f} ms   differ {differ}")


def main(rounds: int) -> None:
    """Print everything."""
    processes(rounds)
    real = load_catalogue()
    first = dict(list(real.instruments.items())[:30])
    search("30 instruments", replace(real, instruments=first))
    search(f"{len(real.instruments)} instruments", real)
    with tempfile.TemporaryDirectory() as name:
        copy_catalogue(Path(name), 300)
        search("300 instruments", load_catalogue(name))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
