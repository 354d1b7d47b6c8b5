"""Single edits of the bundled catalogue: a sample of every kind must be caught, or be the same catalogue for everybody.

All of them, with the score of each kind: `python benchmarks/mutation.py`.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from essfund import Profile
from essfund.engine.match import Matcher
from essfund.model.fields import FIELDS
from essfund.review.diff import compare, revisions
from essfund.review.diff.model import Comparison
from essfund.review.diff.revisions import places, read_sides
from essfund.review.validation import check_documents
from tests.bundled import LAST_CHECKED
from tests.laws.completions import asked, cells
from tests.mutation import trial
from tests.mutation.mutants import DROPPED, Mutant, mutants
from tests.mutation.trial import Bench, Fate, bench, changed, edited, fate, fates, goes_unseen, is_equivalent, turns

if TYPE_CHECKING:

    from essfund import Catalogue, Instrument, Result
    from essfund.review.diff.revisions import Read

DATA = Path(__file__).parents[2] / "data"
OF_EACH_KIND = 6
DAYS = [date(2019, 6, 1), LAST_CHECKED]
PARTS = 49
"""Into so many parts the kinds of edits are cut; one part runs by default."""


@cache
def untouched() -> Bench:
    return bench(DATA)


@cache
def every() -> list[Mutant]:
    return list(mutants(untouched().documents, untouched().catalogue.vocabularies))


def kinds() -> list[str]:
    return sorted({one.kind for one in every()})


@cache
def first_side() -> Read:
    return read_sides(*places(str(DATA), str(DATA)))[0]


def sides(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Read, Read]:
    """Read both sides; the bundled one is read once."""
    read, untouched_side = revisions._read, first_side()
    monkeypatch.setattr(revisions, "_read", lambda place, other: read(place, other) if other else untouched_side)
    return read_sides(*places(str(DATA), str(folder)))


@pytest.fixture
def on() -> Bench:
    return replace(untouched())


def sample(kind: str, most: int = OF_EACH_KIND) -> list[Mutant]:
    """Return some mutants of a kind, always the same."""
    found = [one for one in every() if one.kind == kind]
    return Random(kind).sample(found, min(most, len(found)))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_edit_goes_unseen(part: int, on: Bench) -> None:
    met = [one for kind in kinds()[part::PARTS] for one in sample(kind)]
    assert met
    assert [str(mutant) for mutant in met if goes_unseen(on, mutant)] == []


@pytest.mark.slow
def test_every_kind_of_edit_that_was_asked_for_is_tried() -> None:
    assert {"threshold", "set: member added", "set: member dropped", "operator", "date", "amount", "shared reference", "source",
            "contact reference", "instrument reference", "condition dropped", "strength", "flag", "plan ceiling: share", "plan ceiling: member dropped", "call"} <= set(kinds())
    assert len(every()) > 10_000


@pytest.mark.slow
def test_an_edit_leaves_what_it_was_made_from_as_it_was(on: Bench) -> None:
    before = repr(on.documents["rules"]["instruments"]["fiso"]), repr(on.documents["tools"]["tools"]["fiso"])
    chosen = [one for one in every() if one.path[:2] in {("instruments", "fiso"), ("tools", "fiso")}]
    assert len(chosen) > 50
    for one in chosen[::9]:
        fate(on, one)
    assert before == (repr(on.documents["rules"]["instruments"]["fiso"]), repr(on.documents["tools"]["tools"]["fiso"]))


KNOWN: dict[str, tuple[Mutant, Fate]] = {
    "a threshold": (
        Mutant("threshold", "rules", ("shared", "pme-europeenne", "all", 0, "employees", "less_than"), 251), Fate.CASES,
    ),
    "a member that was in already": (
        Mutant("set", "rules", ("shared", "association-seule", "legal_form", "in"), ["associations", "association"]), Fate.EQUIVALENT,
    ),
    "a strength as it was": (Mutant("strength", "rules", ("shared", "membre-cgscop", "strength"), "established"), Fate.EQUIVALENT),
    "a source": (Mutant("source", "rules", ("shared", "membre-cgscop", "source"), ["plan-2018"]), Fate.FIELD),
    "an unknown strength": (Mutant("strength", "rules", ("shared", "membre-cgscop", "strength"), "perhaps"), Fate.SHAPE),
    "an offer that is gone": (Mutant("offer", "tools", ("tools", "garantie-france-active", "offers", "jeune"), DROPPED), Fate.SHAPE),
}


@pytest.mark.parametrize("name", sorted(KNOWN))
def test_known_edits_meet_their_fate(name: str, on: Bench) -> None:
    mutant, expected = KNOWN[name]
    assert fate(on, mutant) is expected


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(KNOWN))
def test_the_trial_is_what_validate_and_diff_say_of_the_edited_files(
    name: str, on: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    mutant, expected = KNOWN[name]
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    edited_document = edited(on.documents[mutant.role], mutant.path, mutant.value)
    if mutant.role == "rules":
        edited_document = {key: value for key, value in edited_document.items() if key != "accepts"}  # said of the file of the layer below
    with (folder / f"{mutant.role}.yaml").open("r+", encoding="utf-8") as file:
        schema = file.readline()
        file.truncate(0)
        file.seek(0)
        file.write(schema + json.dumps(edited_document, ensure_ascii=False))
    found = [item.code for item in check_documents([folder], LAST_CHECKED, cases=expected is not Fate.SHAPE).diagnostics]
    assert bool(found) == (expected in {Fate.SHAPE, Fate.CASES, Fate.CHECKS}), found
    before, after = sides(folder, monkeypatch)
    if expected is not Fate.SHAPE:
        assert before.side is not None
        assert after.side is not None
        changes = compare(before.side, after.side, day=LAST_CHECKED)
        assert changes.changed or expected is Fate.EQUIVALENT
        assert turns(changes) == (expected in {Fate.CASES, Fate.EFFECT})


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["threshold", "amount", "set: member added", "operator"])
def test_the_trial_notices_when_no_golden_case_and_no_diff_look(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "compare", lambda old, new, *, day: Comparison(old, new, day))
    blind = replace(untouched(), trials={})
    assert {one for _, one in fates(blind, sample(kind, 30))} <= {Fate.SURVIVED, Fate.EQUIVALENT, Fate.SHAPE}
    assert any(goes_unseen(blind, mutant) for mutant in sample(kind, 30))


def random_profile(catalogue: Catalogue, instrument: Instrument, random: Random) -> Profile:
    """Return a profile that says everything the rules of an instrument look at."""
    return Profile({
        key: random.choice(cells(catalogue, key, tests, None)) for key, tests in asked(instrument).items() if tests and key in FIELDS
    })


def beside_moment(result: Result) -> dict[str, float | None]:
    """Return the criteria but for the moment, which looks at a whole catalogue: what was changed holds the instruments concerned only."""
    return {key: value for key, value in result.measures.items() if key != "moment"}


@pytest.mark.slow
def test_edits_proved_equivalent_answer_every_profile_alike(on: Bench) -> None:
    random, tried = Random(1), 0
    for mutant in [one for kind in ("set: member added", "named set: member added", "strength") for one in sample(kind, 15)]:
        other = changed(on, mutant)
        if other is None or not is_equivalent(on, other):
            continue
        assert fate(on, mutant) is Fate.EQUIVALENT
        for key, instrument in other.instruments.items():
            original = on.catalogue.instruments[key]
            for _ in range(4):
                profile, day = random_profile(other, instrument, random), random.choice(DAYS)
                one = Matcher(on.catalogue, profile, day).result(original)
                two = Matcher(other, profile, day).result(instrument)
                assert (one.verdict, one.amount.high, one.offer.offer.id, beside_moment(one)) == (
                    two.verdict, two.amount.high, two.offer.offer.id, beside_moment(two),
                ), str(mutant)
                tried += 1
    assert tried > 100
