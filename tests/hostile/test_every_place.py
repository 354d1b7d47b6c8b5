"""At every place of the model, something else: a diagnostic at a line, or a catalogue that can be used. Never an exception."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from essfund import Diagnostic, match, read_profile
from essfund.core.language.translator import translator
from essfund.core.text import UNSEEN
from essfund.engine.why_not import smallest_changes
from essfund.exchange.filters import list_instruments
from essfund.loading import validation, yaml_reader
from essfund.loading.cases import read_cases, run_cases
from essfund.loading.catalogue import load_texts
from essfund.loading.checks import run_checks
from essfund.loading.texts import CatalogueFile, Texts
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.review.checks import PAGES, VALIDATING_CHECKS
from essfund.review.checks.subject import ValidationSubject
from tests.depth import drawn, sliced
from tests.hostile.places import BASE, FILES, ODD, VALUES, base, filled, keys_of, places, with_hole, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from essfund import Catalogue
    from essfund.loading.catalogue import Loaded
    from essfund.loading.yaml_reader import Document
    from essfund.model.fields import Field

DAY = date(2026, 6, 1)
PARTS = 20
"""Into so many parts the places are cut; one part runs by default."""

ROLES = ("tools", "rules", "vocabularies")
TEXTS = {role: (BASE / FILES[role]).read_text(encoding="utf-8") for role in ROLES}
NAMES = {role: FILES[role] for role in ROLES}
PROFILE = {"employees": 4, "amount_needed": 8000, "project_cost": 1000, "age_years": 2, "esus": True}


@pytest.fixture
def _good_files_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and validate the two files of each catalogue that nothing was changed in only once: thousands of catalogues share them."""
    parse, known = yaml_reader.parse, dict[str, yaml_reader.Document]()
    validate, models = validation.validate, dict[tuple[object, ...], object]()

    def remembered(text: str, name: str, **options: object) -> Document:
        if text not in TEXTS.values():
            return parse(text, name, **options)  # type: ignore[arg-type] # as it was called
        if text not in known:
            known[text] = parse(text, name, **options)  # type: ignore[arg-type] # as it was called
        return known[text]

    def model(role: str, document: Document, added: Sequence[Field] = ()) -> tuple[object, list[Diagnostic]]:
        if document is not known.get(document.text):
            return validate(role, document, added)
        place = role, tuple(added)
        if place not in models:
            found, problems = validate(role, document, added)
            if problems:
                return found, problems
            models[place] = found
        return models[place], []

    monkeypatch.setattr(yaml_reader, "parse", remembered)
    monkeypatch.setattr(validation, "validate", model)


def texts_of(texts: dict[str, str]) -> Texts:
    return Texts({role: [CatalogueFile(NAMES[role], text)] for role, text in texts.items()})


def load(role: str, text: str) -> Loaded:
    return load_texts(texts_of({**TEXTS, role: text}))


def assert_located(found: Sequence[Diagnostic], texts: dict[str, str]) -> None:
    for item in found:
        assert item.code in PAGES
        assert item.span is not None, item
        assert 1 <= item.span.line <= texts[item.span.file].count("\n") + 1
        assert item.span.column >= 1


def kind(value: object) -> str:
    return "number" if isinstance(value, int | float) and not isinstance(value, bool) else type(value).__name__


def at(data: Any, path: tuple[Any, ...]) -> object:
    for step in path:
        data = data[step]
    return data


def use(catalogue: Catalogue) -> Iterator[str]:
    """Put a catalogue to every use, and yield what people would see."""
    profile, view = read_profile(catalogue, PROFILE), View(translator("fr"), everything=True, width=80, scores=True)
    report = match(catalogue, profile, on=DAY)
    for form in ("table", "json"):
        yield FORMATS["match"][form].render(report, view)
    yield FORMATS["tools list"]["table"].render(catalogue, list_instruments(catalogue, on=DAY), view)
    for key, instrument in catalogue.instruments.items():
        changes = smallest_changes(catalogue, instrument, profile, DAY)
        yield FORMATS["explain"]["text"].render(report, report.result(key), changes, view)
        yield FORMATS["tools show"]["text"].render(catalogue, instrument, DAY, view)


@pytest.mark.parametrize("role", FILES)
def test_every_key_of_the_model_stands_in_the_base(role: str) -> None:
    of_classes, names = keys_of(role)
    of_classes, names = of_classes - {("", "builds_on")}, names - {"builds_on"}  # it names other files: tests/loading/test_layers.py
    assert of_classes <= set(written(role))

    def keys(data: object) -> Iterator[object]:
        for key, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
            yield key
            yield from keys(part)

    conditions = set(keys(base("rules"))) if role == "vocabularies" else set()  # facts of the world are tests as those of rules
    assert names <= set(keys(base(role))) | conditions
    assert len(places(role)) >= 60


@pytest.mark.usefixtures("_good_files_are_read_once")
@pytest.mark.parametrize("part", sliced(range(PARTS), PARTS))
@pytest.mark.parametrize("role", ROLES)
def test_something_else_at_every_place_of_a_catalogue(role: str, part: int) -> None:
    data, accepted, tried = base(role), 0, 0
    here = list(places(role).items())[part::PARTS]
    for place, path in here:
        text = with_hole(data, path)
        for name, value in drawn(VALUES.items()):
            changed = filled(text, value)
            found, tried = load(role, changed), tried + 1
            assert_located(found.diagnostics, {NAMES[one]: changed if one == role else TEXTS[one] for one in ROLES})
            if found.catalogue is None:
                assert any(item.is_error for item in found.diagnostics), (place, name)
                continue
            accepted += 1
            assert name not in {"a list of lists", "an order to the terminal"}, place
            assert value == "null" or kind(json.loads(value)) == kind(at(data, path)), (place, name)
            if name in ODD:
                assert not any(UNSEEN.search(text) for text in use(found.catalogue))
                assert found.subject is not None
                for fault in run_checks(VALIDATING_CHECKS, ValidationSubject(**vars(found.subject))):
                    assert fault.code in PAGES
    assert accepted < tried / 2
    assert accepted or tried < len(here) * len(VALUES)  # a draw may hold none


@pytest.mark.parametrize("part", sliced(range(PARTS), PARTS))
def test_something_else_at_every_place_of_golden_cases(part: int, tmp_path: Path) -> None:
    found = load_texts(texts_of(TEXTS))
    assert found.catalogue is not None
    path = tmp_path / FILES["cases"]
    path.parent.mkdir()
    data = base("cases")
    for place in list(places("cases").values())[part::PARTS]:
        text = with_hole(data, place)
        for value in drawn(VALUES.values()):
            changed = filled(text, value)
            path.write_text(changed, encoding="utf-8")
            cases = read_cases([tmp_path], found.catalogue)
            failures = [item for _, _, items in run_cases(cases, found.catalogue) for item in items]
            assert_located([*cases.diagnostics, *failures], {str(path): changed})
