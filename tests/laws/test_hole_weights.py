"""The enterprises of a list in the holes: recounted row by row over the cells that `coverage` counts, which know no boxes."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.core.truth import FALSE
from essfund.engine.coverage import Counting, Coverage, HoleWeight, Shortages, changed_holes, holes
from essfund.engine.evaluate import truth_of
from essfund.engine.supply import Asked, space_along, supply
from essfund.landscape.hole_weights import BoxesOfList, cell_weights, weighed
from essfund.loading.lists.kinds import count_list
from essfund.model.field_types import Interval
from essfund.model.profile import Profile
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED
from tests.depth import sliced
from tests.screening.making import register_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping
    from pathlib import Path

    from essfund import Catalogue
    from tests.command_line import Done

DAY, OPEN = date(2019, 6, 1), frozenset({Availability.OPEN})
COLUMNS: dict[str, list[str]] = {
    "legal_form": ["9220", "5710", "5499", "5458", "scop", "6540", "9300", "8210", "1000", "8250", ""],
    "employees": ["0", "1", "9", "12", "40", "300", "10..19", "0..9", ""],
    "age_years": ["0", "1", "2", "5", "12", ""],
    "stage": ["emergence", "creation", "developpement", ""],
    "amount_needed": ["1000", "20000", "60000", "200001", "1000000..", ""],
    "project_cost": ["30000", "250000", ""],
    "bank_loan": ["0", "10000", ""], "own_contribution": ["0", "5000", ""], "grants_obtained": ["0", ""],
    "departement": ["31", "11", "75", ""],
}
AXES = (("legal_form", "stage", "amount_needed"), ("legal_form", "employees"), ("stage", "age_years"), ("legal_form", "amount_needed"), ("amount_needed",))
ROWS = 40


def drawn(seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    return [{name: chance.choice(options) for name, options in COLUMNS.items()} for _ in range(ROWS)]


def written(rows: list[dict[str, str]], path: Path) -> Path:
    path.write_text("\n".join([";".join(rows[0]), *(";".join(row.values()) for row in rows)]) + "\n", encoding="utf-8")
    return path


def known(catalogue: Catalogue, row: Mapping[str, str]) -> Mapping[str, Hashable]:
    """Return what `match` knows of a row, with all that follows from it."""
    told = {key: [raw] if key == "purposes" else raw for key, raw in row.items() if raw}
    return match(catalogue, read_profile(catalogue, told), on=DAY).facts.values


def meets(value: Hashable, other: Hashable) -> bool:
    if isinstance(value, Interval) and isinstance(other, Interval):
        return (other.high is None or (value.low or 0) <= other.high) and (value.high is None or (other.low or 0) <= value.high)
    return bool(value & other) if isinstance(value, frozenset) and isinstance(other, frozenset) else value == other


def inside(value: Hashable, other: Hashable) -> bool:
    if isinstance(value, Interval) and isinstance(other, Interval):
        return (value.low or 0) >= (other.low or 0) and (other.high is None or (value.high is not None and value.high <= other.high))
    return value <= other if isinstance(value, frozenset) and isinstance(other, frozenset) else value == other


def found_along(
    catalogue: Catalogue, axes: tuple[str, ...], *, eligible: bool, families: tuple[str, ...], held: Profile | None = None,
) -> Shortages:
    asked = Asked(axes, Counting.ELIGIBLE if eligible else Counting.NOT_REFUSED, held or Profile())
    supplied = supply(catalogue, DAY, asked, OPEN, space_along([catalogue], asked))
    return Shortages(supplied, families, holes(supplied, families))


def on_a_list(catalogue: Catalogue, found: Shortages, path: Path) -> Shortages:
    boxes = BoxesOfList(found.supply, catalogue)
    return weighed(found, boxes, count_list(str(path), (), translator("en"), boxes.prepared, lambda _: lambda: None))


def places(found: Coverage, values: Mapping[str, Hashable]) -> list[tuple[int, ...]]:
    """Return every combination of single cells in which an enterprise may lie, each as its classes; a class may come several times."""
    options = []
    for axis in found.axes:
        cells = found.space.variables[axis.variable].cells
        open_ones = [bit for bit, cell in enumerate(cells)
                     if axis.every >> bit & 1 and (axis.field not in values or meets(values[axis.field], cell))]
        options.append([next(place for place, chosen in enumerate(axis.classes) if chosen >> bit & 1) for bit in open_ones])
    return list(product(*options))


def judged(where: list[bool]) -> str:
    return "sure" if all(where) else "possible" if any(where) else "none"


CASES = [(seed, *case) for seed, case in enumerate(product(AXES, (True, False)))]


@pytest.mark.parametrize(("seed", "axes", "eligible"), sliced(CASES, 10))
def test_weights_are_those_of_a_recount_row_by_row(
    seed: int, axes: tuple[str, ...], eligible: bool, catalogue: Catalogue, tmp_path: Path,
) -> None:
    rows, families = drawn(seed), tuple(catalogue.vocabularies.family.terms)
    found = on_a_list(catalogue, found_along(catalogue, axes, eligible=eligible, families=families), written(rows, tmp_path / "liste.csv"))
    tools = {cell.places: cell.tools | cell.aged for cell in found.supply.counts()}
    of_family = {family: frozenset(found.supply.families.get(family, ())) for family in families}
    told = [known(catalogue, row) for row in rows]
    lying = [places(found.supply, values) for values in told]
    standing = {family: [judged([not tools[place] & ids for place in cells]) for cells in lying] for family, ids in of_family.items()}
    weights = found.weights
    assert weights is not None
    for family, each in standing.items():
        counts = Counter(each)
        assert weights.families[family] == HoleWeight(counts["sure"], counts["possible"]), family
    overall = Counter("sure" if "sure" in each else "possible" if "possible" in each else "none" for each in zip(*standing.values(), strict=True))
    assert (weights.overall, weights.outside) == (HoleWeight(overall["sure"], overall["possible"]), overall["none"])
    assert sum(weights.overall) + weights.outside == weights.reading.rows.answered == ROWS
    for hole in found.holes:
        sure = sum(all(key in values and inside(values[key], value) for key, value in hole.known.items()) for values in told)
        some = sum(all(key not in values or meets(values[key], value) for key, value in hole.known.items()) for values in told)
        assert hole.weight == HoleWeight(sure, some - sure)
    assert [hole.weight for hole in found.holes] == sorted([hole.weight or HoleWeight(0, 0) for hole in found.holes], reverse=True)
    shown = min(2, len(axes))
    for family, ids in of_family.items():
        cells = {place: [judged_in(place, cells, tools, ids) for cells in lying] for place in product(*[range(len(axis.classes)) for axis in found.supply.axes[:shown]])}
        marks = cell_weights(found, shown, family)
        assert {place: HoleWeight(each.count("sure"), each.count("possible")) for place, each in cells.items() if {*each} != {"none"}} == marks


def judged_in(place: tuple[int, ...], cells: list[tuple[int, ...]], tools: Mapping[tuple[int, ...], frozenset[str]], ids: frozenset[str]) -> str:
    """Return whether an enterprise stands in what of a cell of the picture is a hole."""
    return judged([cell[: len(place)] == place and not tools[cell] & ids for cell in cells])


def judged_with(held: Mapping[str, Hashable], told: Mapping[str, Hashable], standing: str, joint: Mapping[str, Hashable] | None) -> str:
    """Return how an enterprise counts where facts are held fixed, by how one stands that has them."""
    if joint is None:
        return "apart"
    return standing if all(key in told and inside(told[key], value) for key, value in held.items()) or standing == "none" else "possible"


def with_facts(held: Mapping[str, Hashable], row: Mapping[str, Hashable], catalogue: Catalogue) -> Mapping[str, Hashable] | None:
    """Return what is known of an enterprise that has the facts too, with all that follows; nothing if it cannot have them."""
    values = dict(row)
    for key, value in held.items():
        if key in row and not meets(row[key], value):
            return None
        values[key] = row[key] if key in row and inside(row[key], value) else value
    impossible, before = (any(truth_of(fact.test, told) is FALSE for fact in catalogue.facts) for told in (values, row))
    return None if impossible and not before else match(catalogue, Profile(values), on=DAY).facts.values


HELD: list[tuple[tuple[str, ...], dict[str, str]]] = [
    (("stage", "amount_needed"), {"legal_form": "association"}), (("legal_form", "employees"), {"stage": "emergence"}),
    (("employees",), {"age_years": "0", "employees": "0..9"}), (("legal_form", "amount_needed"), {"amount_needed": "20000"}),
]


@pytest.mark.parametrize(("axes", "held"), sliced(HELD, 4))
def test_facts_held_fixed_leave_the_enterprises_that_may_have_them(
    axes: tuple[str, ...], held: dict[str, str], catalogue: Catalogue, tmp_path: Path,
) -> None:
    fixed, families = read_profile(catalogue, held), tuple(catalogue.vocabularies.family.terms)
    rows = [{key: value for key, value in row.items() if key in {*held, *axes}} for row in drawn(7)]
    supplied = found_along(catalogue, axes, eligible=True, families=families, held=fixed)
    weights = on_a_list(catalogue, supplied, written(rows, tmp_path / "liste.csv")).weights
    assert weights
    tools = {cell.places: cell.tools | cell.aged for cell in supplied.supply.counts()}
    told = [known(catalogue, row) for row in rows]
    all_held = match(catalogue, fixed, on=DAY).facts.values
    joint = [with_facts(all_held, values, catalogue) for values in told]
    for family in families:
        ids = frozenset(supplied.supply.families.get(family, ()))
        standing = [judged([not tools[place] & ids for place in places(supplied.supply, values)]) if values else "none" for values in joint]
        counts = Counter(judged_with(fixed.values, *each) for each in zip(told, standing, joint, strict=True))
        assert weights.families[family] == HoleWeight(counts["sure"], counts["possible"]), family
        assert weights.counted == ROWS - counts["apart"]
    assert 0 < weights.counted < ROWS
    assert weights.held.sure == sum(values is not None and all(key in row and inside(row[key], value) for key, value in fixed.values.items())
                                    for row, values in zip(told, joint, strict=True))


def test_a_need_that_follows_from_the_cost_and_what_is_there_counts_by_its_very_value(catalogue: Catalogue, tmp_path: Path) -> None:
    asked = Asked(("legal_form", "amount_needed"), Counting.MADE_FOR)
    supplied = supply(catalogue, LAST_CHECKED, asked, OPEN, space_along([catalogue], asked))
    found = Shortages(supplied, ("garantie",), holes(supplied, ("garantie",)))
    ceiling = next(value.low for hole in found.holes if isinstance(value := hole.known.get("amount_needed"), Interval) and value.low)
    rows = [{"legal_form": "9220", "project_cost": str(ceiling + 10_000 + step), "bank_loan": "4000", "own_contribution": "6000", "grants_obtained": "0"}
            for step in (-1, 0, 5_000, -5_000, -2)]
    weights = on_a_list(catalogue, found, written(rows, tmp_path / "liste.csv")).weights
    assert weights
    assert weights.overall == HoleWeight(2, 0)


@pytest.mark.slow
def test_whoever_surely_stands_in_a_hole_is_eligible_for_nothing_there(catalogue: Catalogue, tmp_path: Path) -> None:
    rows = [row for seed in range(3) for row in drawn(seed)]
    found = found_along(catalogue, ("legal_form", "employees"), eligible=True, families=("garantie", "fonds-propres"))
    for row in rows[:60]:
        alone = on_a_list(catalogue, found, written([row], tmp_path / "une.csv"))
        assert alone.weights is not None
        for family, weight in alone.weights.families.items():
            if weight.sure:
                report = match(catalogue, read_profile(catalogue, {key: raw for key, raw in row.items() if raw}), on=DAY)
                there = [result for result in report.results if result.instrument.tool.family == family and result.availability in OPEN]
                assert not [result.instrument.id for result in there if result.verdict is Verdict.ELIGIBLE]


def test_holes_that_opened_and_closed_are_weighed_too(catalogue: Catalogue, tmp_path: Path) -> None:
    space, families = space_along([catalogue]), tuple(catalogue.vocabularies.family.terms)
    before, after = (supply(catalogue, day, Asked(("legal_form",), Counting.ELIGIBLE), OPEN, space) for day in (date(2010, 1, 1), DAY))
    found = Shortages(after, families, holes(after, families), before, changed_holes(before, after, families))
    change = on_a_list(catalogue, found, written(drawn(1), tmp_path / "liste.csv")).change
    assert change
    assert change.closed
    assert all(hole.weight is not None for hole in (*change.opened, *change.closed))


ASKED = ("coverage", "--as-of", "2019-06-01", "--availability", "open", "--eligible", "--axes", "legal_form,employees", "--family", "fonds-propres", "--lang", "en")


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "sirene.csv"
    path.write_text(register_rows(300), encoding="utf-8")
    return path


@pytest.mark.slow
def test_every_format_says_the_same_and_adds_up(essfund: Callable[..., Done], listed: Path) -> None:
    def asked(form: str) -> str:
        done = essfund(*ASKED, "--list", str(listed), "-f", form)
        assert done.code == 0, done.err
        assert "ENTREPRISE" not in done.out
        return done.out

    found: dict[str, Any] = json.loads(asked("json"))
    answered = found["list"]["read"]["rows"]["answered"]
    first, family = found["holes"][0]["enterprises"], found["list"]["families"]["fonds-propres"]
    assert sum(family.values()) == sum(found["list"]["some_family"].values()) == answered
    assert first["sure"] == max(hole["enterprises"]["sure"] for hole in found["holes"]) > 0
    assert first["sure_share"] == pytest.approx(first["sure"] / answered, abs=1e-6)
    words = f"{first['sure']} enterprises of the list surely"
    row = f"Equity and quasi-equity {family['sure']} {family['possible']} {family['none']}"
    text, markdown = (" ".join(asked(form).replace("|", " ").split()) for form in ("text", "markdown"))
    assert words in text
    assert words in markdown
    assert row in text
    assert row in markdown
    assert f"300 rows read: {answered} answered, {found['list']['read']['rows']['ceased']} ceased ones" in text
    header, *lines = [line.split(",") for line in asked("csv").splitlines()]
    assert header[-2:] == ["enterprises_sure", "enterprises_possible"]
    assert sum(int(line[-2]) for line in lines) <= answered <= sum(int(one) for line in lines for one in line[-2:])
    picture = asked("svg")
    assert f"In a hole of some family: {family['sure']} surely, {family['possible']} possibly; in none: {family['none']}" in picture
    assert " ?</text>" in picture


@pytest.mark.slow
def test_without_a_list_nothing_is_said_of_one(essfund: Callable[..., Done]) -> None:
    for form in FORMATS["coverage"]:
        if not FORMATS["coverage"][form].binary:
            out = essfund(*ASKED, "-f", form).out
            assert not [word for word in ("enterprises_sure", '"list"', "surely", '"enterprises"') if word in out], form


def test_a_list_that_tells_nothing_of_the_holes_says_so(essfund: Callable[..., Done]) -> None:
    done = essfund(*ASKED, "--list", "-", stdin="naf\n88.99B\n62.02A\n")
    assert done.code == 0
    said = " ".join(done.out.split())
    assert "The list tells nothing of legal form, employees: where a hole hangs on that, nobody stands there surely" in said
    assert "0 enterprises of the list surely (0%), 2 possibly (100%)" in said


def test_facts_held_fixed_say_whom_they_leave(essfund: Callable[..., Done]) -> None:
    rows = "legal_form;employees\n9220;12\n9220;0\n;5\n5710;40\n"
    asked = (*ASKED[:-6], "--axes", "employees", "--family", "fonds-propres", "--lang", "en", "--legal-form", "association", "--list", "-")
    said = " ".join(essfund(*asked, stdin=rows).out.split())
    assert "Facts held fixed, enterprises of the list: 2 surely, 1 possibly; 1 other is not counted" in said
    listed = json.loads(essfund(*asked, "-f", "json", stdin=rows).out)["list"]
    assert listed["held"] == {"sure": 2, "possible": 1, "none": 1}
    assert sum(listed["some_family"].values()) == 3


def test_an_empty_answer_divides_by_nothing(essfund: Callable[..., Done]) -> None:
    done = essfund(*ASKED, "--list", "-", stdin="legal_form\n")
    assert done.code == 0
    assert "0 rows read: 0 answered" in done.out
    assert essfund(*ASKED, "--list", "-", "-f", "json", stdin="legal_form\n").code == 0


@pytest.mark.slow
def test_the_view_has_room_for_the_longest_number(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("legal_form\n" + "9220\n" * 120_000, encoding="utf-8")
    found = on_a_list(catalogue, found_along(catalogue, ("legal_form", "stage"), eligible=True, families=("fonds-propres",)), path)
    picture = FORMATS["coverage"]["svg"].render(catalogue, found, View(translator("fr")))
    assert found.weights is not None
    assert sum(found.weights.families["fonds-propres"]) in {0, 120_000}
    assert "120\u202f000" in picture or "120 000" in picture.replace("\u00a0", " ")
