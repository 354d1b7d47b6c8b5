"""The reviewed answers of the bundled catalogue: whole, up to date, readable, and those of the matcher."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund.engine.boundaries.comparing import Comparison
from essfund.engine.boundaries.values import AS_OF, read, spread
from essfund.engine.match import Matcher
from essfund.loading.boundaries import Shelf, read_boundaries, refreshed
from essfund.model.boundaries import NOT_OFFERED, UNKNOWN
from essfund.model.profile import Profile

if TYPE_CHECKING:
    from pathlib import Path

    from essfund import Catalogue, Instrument
    from essfund.engine.boundaries.viewpoint import Viewpoint

MOST_BYTES = 1_000_000


@pytest.fixture(scope="module")
def shelf(root: Path, catalogue: Catalogue) -> Shelf:
    return read_boundaries(root / "data", catalogue)


def test_there_is_one_file_an_instrument(shelf: Shelf, catalogue: Catalogue) -> None:
    assert shelf.diagnostics == []
    assert set(shelf.files) == set(catalogue.instruments)
    assert shelf.shared is not None
    assert sum(len(text.encode()) for text in shelf.texts.values()) < MOST_BYTES


def test_every_edge_is_stated_and_holds(shelf: Shelf, catalogue: Catalogue) -> None:
    for tool, one in shelf.files.items():
        comparison = Comparison(catalogue, catalogue.instruments[tool], one.boundaries, one.views)
        assert list(comparison.differences()) == []
        assert list(comparison.gaps()) == []


def test_writing_them_again_changes_nothing(shelf: Shelf, catalogue: Catalogue) -> None:
    """If this fails: `essfund boundaries data --write`, and read the difference."""
    written = {name.rsplit("/", 1)[-1].removesuffix(".yaml"): text for name, text in shelf.texts.items()}
    assert refreshed(shelf, catalogue) == written


def test_profiles_are_eligible_wherever_their_offer_can_be_had(shelf: Shelf) -> None:
    answers = [view.answer() for one in shelf.files.values() for view in one.views]
    assert answers.count("eligible") > 0.95 * len(answers)


def of_matching(catalogue: Catalogue, instrument: Instrument, view: Viewpoint, field: str, text: str) -> str:
    """Return what the whole matcher says of one offer, with one field changed."""
    values, day = dict(view.profile.values), view.day
    if field == AS_OF:
        day = type(day).fromisoformat(text)
    else:
        values.pop(field, None)
        if field == "created_on":
            values.pop("age_years", None)
        if text != UNKNOWN:
            values[field] = read(field, text, catalogue.vocabularies)
    result = Matcher(catalogue, Profile(values), day).result(instrument)
    offer = next((one for one in result.offers if one.offer.id == view.name), None)
    if offer is None:
        return NOT_OFFERED
    unmet = [one.condition.short_id for one in offer.findings if one.status.value == "unmet"]
    return " ".join([offer.verdict.value, *unmet])


def test_the_answers_are_those_of_the_matcher(shelf: Shelf, catalogue: Catalogue) -> None:
    asked = 0
    for tool, one in shelf.files.items():
        instrument = catalogue.instruments[tool]
        for point, view in zip(one.boundaries.profiles, one.views, strict=True):
            for field, answers in point.vary.items():
                for answer, values in spread(answers, field, catalogue.vocabularies).items():
                    for text in values[:4]:
                        asked += 1
                        assert of_matching(catalogue, instrument, view, field, text) == answer, (tool, field, text)
    assert asked > 2_000
