"""Answers of registers, made up in the shape of the public documentation: what each tells, which enterprise, what is left out."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.core.errors import InvalidInputError
from essfund.loading.lists.cells import WAYS
from essfund.loading.lists.columns import HINT, IDENTIFIER, IDENTIFIERS
from essfund.loading.register.answer_shapes import answer_shapes
from essfund.loading.register.json_places import offset_of
from essfund.loading.register.reading import read_register
from essfund.model.field_types import Interval, ParseError
from essfund.model.field_types.texts_and_flags import clean_number
from essfund.model.fields import FIELDS
from essfund.model.registered import Registered, RegisterState
from tests.bundled import bundled
from tests.depth import law

CATALOGUE = bundled()
ANSWERS = Path(__file__).parent / "answers"
GARDENS, FOUNDRY, ELSEWHERE = "900000019", "900000027", "90000001900027"
FORM, STAFF, BORN = frozenset({"association"}), Interval(10, 19), date(2014, 3, 12).toordinal()


def answer(name: str) -> Any:
    return json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))


def read(raw: object, number: str = "") -> tuple[Registered, list[str]]:
    found, notes = read_register(CATALOGUE, json.dumps(raw), "answer.json", number)
    return found, [note.code for note in notes]


def refused(text: str, number: str = "") -> tuple[str, int, int]:
    """Return the code, the line and the column of what is wrong."""
    with pytest.raises(InvalidInputError) as caught:
        read_register(CATALOGUE, text, "answer.json", number)
    (found,) = caught.value.diagnostics
    assert found.help is not None
    assert found.span is not None
    return found.code, found.span.line, found.span.column


def test_the_files_of_shapes_name_fields_ways_and_places_that_exist() -> None:
    for shape in answer_shapes():
        assert shape.source.startswith("https://")
        assert shape.identifiers
        for path, rule in shape.columns.items():
            assert rule.field in (IDENTIFIERS if rule.way == IDENTIFIER else FIELDS), path
            assert rule.way in {*WAYS, IDENTIFIER, HINT}, path


GARDENS_TOLD: dict[str, object] = {
    "siren": GARDENS, "name": "LES JARDINS INVENTES", "legal_form": FORM, "naf": "88.99B", "employees": STAFF, "created_on": Interval(BORN, BORN),
}
FOUNDRY_TOLD: dict[str, object] = {
    "siren": FOUNDRY, "name": "FONDERIE INVENTEE", "legal_form": frozenset({"scop"}), "naf": "24.51Z", "employees": Interval(20, 49),
    "created_on": Interval(date(2008, 5, 2).toordinal(), date(2008, 5, 2).toordinal()),
}


TOLD: list[tuple[str, str, str | None, date, dict[str, object]]] = [
    ("recherche-entreprises", "recherche-entreprises", "31", date(2026, 11, 18), {**GARDENS_TOLD, "siae": False}),
    ("sirene-unite-legale", "sirene", None, date(2026, 10, 2), FOUNDRY_TOLD),
    ("sirene-etablissement", "sirene", "09", date(2026, 10, 2), FOUNDRY_TOLD),
    ("sirene-etablissements", "sirene", "09", date(2026, 10, 2), FOUNDRY_TOLD),
    ("api-entreprise-unite-legale", "api-entreprise", None, date(2026, 9, 21), GARDENS_TOLD),
    ("api-entreprise-etablissement", "api-entreprise", "31", date(2026, 9, 21), GARDENS_TOLD),
]


@pytest.mark.parametrize(("name", "register", "place", "day", "told"), TOLD)
def test_what_each_kind_of_answer_tells(name: str, register: str, place: str | None, day: date, told: dict[str, object]) -> None:
    """Of an establishment its place alone: its staff, its trade and its day are not those of the enterprise."""
    found, notes = read(answer(name))
    assert found.values == {**told, **({"departement": frozenset({place})} if place else {})}
    assert (found.register, found.day, found.staff_year, notes) == (register, day, 2023, [])
    assert (found.ess, found.state, found.partial) == (True, RegisterState.ACTIVE, False)
    assert "ess" not in found.values
    assert "INVENT" not in repr(found)


def test_each_kind_of_answer_is_tried() -> None:
    assert {register for _, register, *_ in TOLD} == {shape.id for shape in answer_shapes()}


def test_of_several_enterprises_the_number_says_which() -> None:
    several = answer("recherche-several")
    assert refused(json.dumps(several))[0] == "REG003"
    assert read(several, FOUNDRY)[0].values["siren"] == FOUNDRY
    assert read(several, "90000002700012")[0].values["siren"] == FOUNDRY
    assert refused(json.dumps(several), "732829320")[0] == "REG003"
    assert refused(json.dumps(answer("recherche-none")), GARDENS)[0] == "REG003"


def test_a_siret_leads_to_the_place_of_its_establishment() -> None:
    """The head office of a national enterprise is elsewhere: taken for the place of the project, it would refuse all that is regional."""
    found = answer("recherche-siret")
    assert read(found)[0].values["departement"] == frozenset({"31"})
    assert read(found, ELSEWHERE)[0].values["departement"] == frozenset({"75"})
    assert read(answer("recherche-entreprises"), ELSEWHERE)[1] == ["REG002"]
    albi, _ = read(answer("sirene-etablissements"), "90000002700020")
    assert (albi.values["departement"], albi.state) == (frozenset({"81"}), RegisterState.CLOSED)
    assert refused(json.dumps(answer("sirene-etablissement")), "90000002700020")[0] == "REG003"
    assert refused(json.dumps(answer("api-entreprise-etablissement")), ELSEWHERE)[0] == "REG003"


def test_what_is_hidden_or_not_known_tells_nothing() -> None:
    found, notes = read(answer("recherche-ceased"))
    assert set(found.values) == {"siren", "legal_form", "naf", "departement"}
    assert (found.partial, found.state, found.ess, found.staff_year, notes) == (True, RegisterState.CEASED, None, None, [])
    named = answer("recherche-ceased")
    named["results"][0]["nom_complet"] = "SOMEBODY"
    assert "name" not in read(named)[0].values
    empty = answer("sirene-unite-legale")
    empty["uniteLegale"]["periodesUniteLegale"] = []
    assert set(read(empty)[0].values) == {"siren", "employees", "created_on"}


def test_codes_of_the_list_to_come_are_not_taken_for_those_in_force() -> None:
    unit = answer("sirene-unite-legale")
    unit["uniteLegale"]["periodesUniteLegale"][0] |= {"nomenclatureActivitePrincipaleUniteLegale": "NAF25", "activitePrincipaleUniteLegale": "88.99B"}
    assert "naf" not in read(unit)[0].values
    listed = answer("recherche-entreprises")
    listed["results"][0]["activite_principale"] = "88.99H"
    text = json.dumps(listed, indent=1)
    found, (note,) = read_register(CATALOGUE, text, "answer.json")
    assert "naf" not in found.values
    assert note.code == "REG002"
    assert note.span
    assert text.splitlines()[note.span.line - 1][note.span.column - 1 :].startswith('"88.99H"')


def test_what_an_establishment_says_of_its_own_staff_trade_and_day_is_not_taken() -> None:
    sirene, entreprise = answer("sirene-etablissement"), answer("api-entreprise-etablissement")
    unit = sirene["etablissement"]["uniteLegale"]
    unit |= {"trancheEffectifsUniteLegale": "NN", "dateCreationUniteLegale": "1900-01-01", "activitePrincipaleUniteLegale": None}
    assert set(read(sirene)[0].values) == {"siren", "name", "legal_form", "departement"}
    unit = entreprise["data"]["unite_legale"]
    unit |= {"tranche_effectif_salarie": None, "date_creation": None, "activite_principale": None}
    assert set(read(entreprise)[0].values) == {"siren", "name", "legal_form", "departement"}


def test_an_answer_without_a_day_has_none() -> None:
    raw = answer("recherche-entreprises")
    raw["results"][0] |= {"date_mise_a_jour": None, "date_mise_a_jour_insee": "bientôt"}
    assert read(raw)[0].day is None
    raw["results"][0] |= {"date_mise_a_jour": "20261120", "date_mise_a_jour_insee": " "}
    assert read(raw)[0].day == date(2026, 11, 20)


@pytest.mark.parametrize(("text", "place"), [
    ("", (1, 1)), ("{", (1, 2)), ('{"results":\n [1, }', (2, 6)), ("[" * 100_000, (1, 1)), ("[" * 100_000 + "]" * 100_000, (1, 1)),
    ("1" * 5000, (1, 1)), ("[]", (1, 1)), ("null", (1, 1)), ('{"results": {}}', (1, 1)), ('{"results": [{"tool": "ies"}]}', (1, 1)),
    ('{"erreur": "…"}', (1, 1)), ('{"header": {"statut": 404}}', (1, 1)),
])
def test_what_is_no_answer_of_a_register_is_said_with_its_place(text: str, place: tuple[int, int]) -> None:
    assert refused(text) == ("REG001", *place)


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from([GARDENS, "9220", "\ud800", "[ND]", "C"])
KEYS = st.sampled_from(sorted({step for shape in answer_shapes() for path in (*shape.units, *shape.columns, *shape.day) for step in path.split(".")}))
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=3), inner, max_size=5), max_leaves=20)


def survives(raw: object, number: str) -> None:
    with suppress(InvalidInputError):
        read(raw, number)


@law(250)
@given(JSON, st.sampled_from(["", GARDENS, ELSEWHERE]))
def test_any_json_is_read_or_refused(raw: object, number: str) -> None:
    survives(raw, number)


PATHS = [(path.stem, place) for path in sorted(ANSWERS.glob("*.json")) for place in range(150)]


@law(500)
@given(st.sampled_from(PATHS), JSON, st.sampled_from(["", GARDENS, FOUNDRY, ELSEWHERE]))
def test_an_answer_with_anything_in_the_place_of_a_value_is_read_or_refused(spot: tuple[str, int], instead: object, number: str) -> None:
    raw = answer(spot[0])
    paths = list(every_path(raw))
    *way, last = paths[spot[1] % len(paths)]
    held = raw
    for step in way:
        held = held[step]
    held[last] = instead
    survives(raw, number)


def every_path(raw: Any) -> list[tuple[Any, ...]]:
    items = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [found for key, value in items for found in ((key,), *((key, *rest) for rest in every_path(value)))]


@pytest.mark.parametrize("indent", [None, 3])
def test_every_value_is_found_again_in_the_text(indent: int | None) -> None:
    raw = {"a": [1, {"b": [[], {}, "x, ]}"], 'é"\\': None}], "": {"c": True}, "d": "é"}
    text = json.dumps(raw, indent=indent)
    for path in every_path(raw):
        value: Any = raw
        for step in path:
            value = value[step]
        assert json.JSONDecoder().raw_decode(text, offset_of(text, tuple(map(str, path))))[0] == value
    assert text[offset_of(text, ("a", "7"))] == "["
    assert offset_of("{", ("a",)) == 0


@pytest.mark.parametrize(("typed", "digits"), [
    ("900 000 019", GARDENS), ("90000001900019", "90000001900019"), ("356 000 000 00048", "35600000000048"),
    ("35600000049837", "35600000049837"),
])
def test_numbers_are_checked(typed: str, digits: str) -> None:
    assert clean_number(typed) == digits


@pytest.mark.parametrize("typed", ["900000018", "90000001900018", "35600000049838", "12", "", "90000001900019 8", "٩٠٠٠٠٠٠١٩"])
def test_a_number_with_a_slip_is_refused(typed: str) -> None:
    with pytest.raises(ParseError):
        clean_number(typed)
