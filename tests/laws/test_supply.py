"""What `coverage` counts and calls a hole, held against whole regions and against `match`."""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund import Catalogue, Verdict, match, read_profile
from essfund.engine.coverage import MOST_CELLS, NEED, Counting, Coverage, TooManyCells, changed_holes, holes, merged, runs
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import NOTHING
from essfund.engine.supply import Asked, known_ceiling, space_along, supply
from essfund.model.condition import Leaf
from essfund.model.verdict import Availability

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

AXES = ("legal_form", "stage", NEED)
OPEN = frozenset({Availability.OPEN})


@pytest.fixture(scope="module")
def found(catalogue: Catalogue) -> Coverage:
    return supply(catalogue, date(2019, 6, 1), AXES, OPEN)


@pytest.fixture(scope="module")
def bounded(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without what has no known ceiling: only there is a need beyond everybody's reach."""
    known = {key: one for key, one in catalogue.instruments.items() if all(known_ceiling(offer) is not None for offer in one.offers)}
    return replace(catalogue, instruments=known)


@pytest.fixture(scope="module")
def strict(catalogue: Catalogue) -> Coverage:
    return supply(catalogue, date(2019, 6, 1), Asked(AXES, Counting.ELIGIBLE), OPEN)


def in_cell(found: Coverage, places: tuple[int, ...]) -> int:
    literals = [found.space.literal(axis.variable, axis.classes[place]) for axis, place in zip(found.axes, places, strict=True)]
    return found.space.meet_all([*literals, found.space.possible])


def test_an_instrument_is_counted_exactly_where_somebody_is_not_refused(catalogue: Catalogue, found: Coverage) -> None:
    eligibility, chance = Eligibility(catalogue, found.space), random.Random(3)
    space, checked = found.space, 0
    for places, tools, *_ in chance.sample(list(found.counts()), 40):
        cell = in_cell(found, places)
        for tool in found.reach:
            whole = NOTHING
            for terms in eligibility.terms(catalogue.instruments[tool], found.day):
                region, ceiling = space.minus(cell, eligibility.unmet(terms.all)), known_ceiling(terms.offer)
                whole = space.join(whole, region if ceiling is None else space.meet(region, space.test(Leaf(NEED, "at_most", ceiling, ceiling))))
            assert (tool in tools) is (whole != NOTHING)
            checked += 1
    assert checked > 1_000


def families(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(catalogue.vocabularies.family.terms)


def test_whoever_stands_in_a_hole_gets_nothing_that_covers_the_need(bounded: Catalogue) -> None:
    seen = holes(supply(bounded, date(2019, 6, 1), AXES, OPEN), families(bounded))
    assert seen
    for hole in seen:
        report = match(bounded, read_profile(bounded, dict(hole.witness.profile)), on=hole.witness.day)
        for result in report.results:
            if result.instrument.tool.family == hole.family and result.availability in OPEN:
                need = hole.witness.profile.get(NEED)
                ceilings = [known_ceiling(one.offer) for one in result.offers if one.verdict is not Verdict.INELIGIBLE]
                short = isinstance(need, int) and all(ceiling is not None and ceiling < need for ceiling in ceilings)
                assert result.verdict is Verdict.INELIGIBLE or short, (hole, result.instrument.id)


def test_nobody_in_a_strict_hole_is_eligible(catalogue: Catalogue, strict: Coverage, found: Coverage) -> None:
    seen = holes(strict, families(catalogue))
    assert len(seen) > len(holes(found, families(catalogue)))
    for hole in seen:
        report = match(catalogue, read_profile(catalogue, dict(hole.witness.profile)), on=hole.witness.day)
        for result in report.results:
            if result.instrument.tool.family == hole.family and result.availability in OPEN:
                sure = [known_ceiling(one.offer) for one in result.offers if one.verdict is Verdict.ELIGIBLE]
                need = hole.witness.profile.get(NEED)
                assert all(isinstance(need, int) and ceiling is not None and ceiling < need for ceiling in sure)


def test_boxes_of_a_hole_are_the_hole_and_do_not_overlap(catalogue: Catalogue, strict: Coverage) -> None:
    space, seen = strict.space, 0
    for family in families(catalogue):
        hole, whole = strict.hole(family), NOTHING
        for box in strict.boxes(hole):
            region = space.meet_all(space.literal(axis.variable, cells) for axis, cells in zip(strict.axes, box, strict=True))
            assert space.meet(region, whole) == NOTHING
            whole, seen = space.join(whole, region), seen + 1
        assert whole == hole
    assert seen > 5


def test_a_day_against_itself_changes_nothing_and_turned_round_opens_what_closed(catalogue: Catalogue) -> None:
    space = space_along([catalogue])
    early, late = (supply(catalogue, day, AXES, OPEN, space) for day in (date(2010, 1, 1), date(2019, 6, 1)))
    assert changed_holes(early, early, families(catalogue)) == ((), ())
    there, back = changed_holes(early, late, families(catalogue)), changed_holes(late, early, families(catalogue))
    assert [hole.known for hole in there.closed] == [hole.known for hole in back.opened]
    assert there.closed


def test_too_many_cells_are_said_and_not_counted(catalogue: Catalogue) -> None:
    wide = supply(catalogue, date(2019, 6, 1), ("legal_form", "stage", NEED, "age_years", "employees", "turnover", "project_cost", "own_funds", "bank_loan"), OPEN)
    assert wide.cells > MOST_CELLS
    with pytest.raises(TooManyCells):
        next(wide.counts())
    assert [hole for hole in holes(wide, families(catalogue)) if hole.known]


def test_neighbours_are_one_run_and_boxes_that_touch_are_one() -> None:
    assert runs(0b1011_0110) == [0b110, 0b11_0000, 0b1000_0000]
    assert merged({(1, 4), (2, 4), (4, 1)}) == [(3, 4), (4, 1)]


def test_coverage_as_an_analyst_calls_it(essfund: Callable[..., Done]) -> None:
    done = essfund("coverage", "--axes", "legal-form,naf,ages", "--as-of", "2019-06-01", "--availability", "open", "-f", "json")
    assert done.code == 2
    assert "naf" in done.err
    done = essfund("coverage", "--axes", "legal_form,age_years", "--as-of", "2019-06-01", "--since", "2017-01-01", "-f", "json", "--family", "pret")
    assert done.code == 0
    answer = json.loads(done.out)
    assert [axis["field"] for axis in answer["axes"]] == ["legal_form", "age_years"]
    assert list(answer["families"]) == ["pret"]
    assert len(answer["cells"]) == len(answer["axes"][0]["classes"]) * len(answer["axes"][1]["classes"])
    assert f"{len(answer['cells'])} cellules" in done.err


@pytest.mark.slow
def test_two_catalogues_are_compared_hole_by_hole(essfund: Callable[..., Done], root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "data", tmp_path, dirs_exist_ok=True)
    closed = '    valid_until: {day: "2018-12-31", source: plan-2018}\n'
    path = tmp_path / "tools.yaml"
    for tool in ("garantie-france-active", "garantie-egalite-femmes"):
        text = path.read_text(encoding="utf-8")
        assert text.count(f"\n  {tool}:\n") == 1
        path.write_text(text.replace(f"\n  {tool}:\n", f"\n  {tool}:\n{closed}"), encoding="utf-8")
    call = ["coverage", "--axes", "legal_form,amount_needed", "--as-of", "2019-06-01", "-f", "json"]
    there = json.loads(essfund(*call, "--against", str(tmp_path)).out)
    assert there["closed"]
    assert there["opened"] == []
    back = json.loads(essfund(*call, "--catalogue", str(tmp_path), "--against", str(root / "data")).out)
    assert [hole["where"] for hole in back["opened"]] == [hole["where"] for hole in there["closed"]]
