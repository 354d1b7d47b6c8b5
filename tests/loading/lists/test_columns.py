"""Columns and cells of lists: names that people and registers use, and values as spreadsheets leave them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.text import fold
from essfund.loading.lists.cells import WAYS, read_cell, usual_way
from essfund.loading.lists.columns import HINT, IDENTIFIER, IDENTIFIERS, ListColumns, presets, recognised, rule_of
from essfund.model.field_types import Interval, ParseError
from essfund.model.fields import FIELDS, TESTED
from tests.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Hashable

CATALOGUE = bundled()
SIRENE = [
    "siren", "denominationUniteLegale", "categorieJuridiqueUniteLegale", "activitePrincipaleUniteLegale",
    "nomenclatureActivitePrincipaleUniteLegale", "trancheEffectifsUniteLegale", "dateCreationUniteLegale", "etatAdministratifUniteLegale",
    "economieSocialeSolidaireUniteLegale",
]


def columns(header: list[str], asked: dict[str, str] | None = None, taken: tuple[str, ...] = ()) -> ListColumns:
    return recognised(header, asked or {}, taken, "liste.csv")


def facts(found: ListColumns) -> dict[str, str]:
    return {column.rule.field: column.name for column in found.facts}


def test_presets_name_fields_and_ways_that_exist_and_agree_with_one_another() -> None:
    for preset in presets():
        for name, rule in preset.columns.items():
            assert rule.field in (IDENTIFIERS if rule.way == IDENTIFIER else (*TESTED, "created_on")), name
            assert rule.way in {*WAYS, IDENTIFIER, HINT}, name
            known = rule_of(name)
            assert known is not None
            assert (known[1].field, known[1].way) == (rule.field, rule.way), name
        assert preset.source.startswith("https://") or preset.id == "profil"


def test_the_stock_of_sirene_is_read_as_it_stands() -> None:
    found = columns([*SIRENE, "codeCommuneEtablissement", "codePostalEtablissement"])
    assert facts(found) == {
        "legal_form": "categorieJuridiqueUniteLegale", "naf": "activitePrincipaleUniteLegale", "employees": "trancheEffectifsUniteLegale",
        "created_on": "dateCreationUniteLegale", "departement": "codeCommuneEtablissement",
    }
    assert [column.name for column in found.identifiers] == ["siren"]
    assert [column.name for column in found.hints] == ["economieSocialeSolidaireUniteLegale"]
    assert [column.name for column in found.doubles] == ["codePostalEtablissement"]
    assert found.set_aside == {7: frozenset({"C"})}
    assert found.others == ("denominationUniteLegale", "nomenclatureActivitePrincipaleUniteLegale")


def test_every_field_that_rules_may_test_is_known_by_its_key_and_its_option() -> None:
    for key in (*TESTED, "created_on"):
        for name in (key, FIELDS[key].option, key.replace("_", " ").upper()):
            assert facts(columns([name])) == {key: name}


@pytest.mark.parametrize(("name", "key"), [
    ("Effectif", "employees"), ("Nombre de salariés", "employees"), ("Forme juridique", "legal_form"), ("STATUT JURIDIQUE", "legal_form"),
    ("Code APE", "naf"), ("Date de création", "created_on"), ("Code postal", "departement"), ("CP", "departement"), ("Dépt", "departement"),
    ("Chiffre d'affaires", "turnover"), ("Agrément ESUS", "esus"), ("Montant demandé", "amount_needed"),
    ("Nb salariés", "employees"), ("Effectif 2024", "employees"), ("CA 2024", "turnover"), ("ESUS (oui/non)", "esus"), ("Prêt bancaire", "bank_loan"),
    ("Année création", "created_on"), ("Code NAF/APE", "naf"), ("Montant recherché", "amount_needed"), ("Legal form", "legal_form"),
])
def test_what_people_call_a_column(name: str, key: str) -> None:
    assert facts(columns([name])) == {key: name}


def test_a_column_that_is_named_wins_and_a_hint_that_is_named_is_taken() -> None:
    found = columns([*SIRENE, "Statut"], {"legal_form": "statut", "ess": "economieSocialeSolidaireUniteLegale"})
    assert facts(found)["legal_form"] == "Statut"
    assert facts(found)["ess"] == "economieSocialeSolidaireUniteLegale"
    assert not found.hints
    assert [column.name for column in found.doubles] == ["categorieJuridiqueUniteLegale"]


def test_what_is_told_of_all_rows_is_not_read_and_a_day_of_creation_is_better_than_an_age() -> None:
    assert facts(columns(["legal_form", "employees"], taken=("employees",))) == {"legal_form": "legal_form"}
    assert facts(columns(["created_on", "age_years"])) == {"created_on": "created_on"}


@pytest.mark.parametrize("name", ["Montant (k€)", "CA (en milliers)", "CA (M€)", "Budget", "Objet", "Nom"])
def test_a_unit_or_a_word_for_something_else_is_not_taken_for_a_field(name: str) -> None:
    assert columns([name, "Forme juridique"]).others == (name,)


def test_a_word_that_may_mean_another_thing_gives_way() -> None:
    assert facts(columns(["Statut", "Forme juridique"])) == {"legal_form": "Forme juridique"}
    assert facts(columns(["Statut", "Effectif"]))["legal_form"] == "Statut"


def test_of_columns_that_tell_a_place_the_most_telling_is_read() -> None:
    names = ["Ville", "CP", "codeCommuneEtablissement", "Département"]
    while names:
        found = columns(names)
        assert facts(found) == {"departement": names[-1]}
        assert {column.name for column in found.doubles} == set(names[:-1])
        names.pop()


def test_a_town_that_is_not_known_here_tells_nothing_and_rejects_no_row() -> None:
    assert told("Toulouse", "departement", "town") == frozenset({"31"})
    assert told("Saint-Quelque-Part", "departement", "town") is None


def test_a_column_of_full_time_equivalents_says_so_of_its_numbers() -> None:
    for name in ("ETP", "Salariés (ETP)", "Nb ETP"):
        (column,) = columns([name]).facts
        assert told("11,5", column.rule.field, column.rule.way) == told("11,5 ETP", "employees") != told("11", "employees"), name
        assert told("NSP", column.rule.field, column.rule.way) is None


@pytest.mark.parametrize("asked", [{"nom": "x"}, {"legal_form": "Stattut"}, {"uses": "Statut"}])
def test_a_map_that_leads_nowhere_is_a_wrong_call(asked: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        columns(["Statut", "Effectif"], asked)


def test_a_list_without_a_known_column_is_refused_with_its_columns() -> None:
    with pytest.raises(InvalidInputError) as caught:
        columns(["siren", "Raison sociale"])
    (found,) = caught.value.diagnostics
    assert found.code == "LST001"


def told(raw: str, key: str, way: str = "") -> Hashable:
    found = read_cell(raw, key, way or usual_way(key), frozenset(), CATALOGUE)
    return found[0][1] if found else None


@pytest.mark.parametrize(("raw", "key", "way", "known"), [
    ("9220", "legal_form", "", frozenset({"association"})),
    ("9220.0", "legal_form", "", frozenset({"association"})),
    ("9220,00", "legal_form", "", frozenset({"association"})),
    ("Scop", "legal_form", "", frozenset({"scop"})),
    ("11", "employees", "band", Interval(10, 19)),
    ("11.0", "employees", "band", Interval(10, 19)),
    ("1", "employees", "band", Interval(1, 2)),
    ("00", "employees", "band", Interval(0, 0)),
    ("53", "employees", "band", Interval(10000, None)),
    ("1 ou 2 salariés", "employees", "band", Interval(1, 2)),
    ("20 à 49 salariés", "employees", "band", Interval(20, 49)),
    ("11", "employees", "", Interval(11, 11)),
    ("40.000", "amount_needed", "", Interval(40000, 40000)),
    ("40 000,00 €", "amount_needed", "", Interval(40000, 40000)),
    ("31 000", "departement", "postcode", frozenset({"31"})),
    ("31000 Toulouse", "departement", "postcode", frozenset({"31"})),
    ("31400 CEDEX 4", "departement", "postcode", frozenset({"31"})),
    ("8810 A", "naf", "", "88.10A"),
    ("94.99Z Autres organisations", "naf", "", "94.99Z"),
    ("20150312", "created_on", "", Interval(735669, 735669)),
    ("✓", "esus", "", True),
    ("12.0", "employees", "", Interval(12, 12)),
    ("NN", "employees", "band", None),
    ("", "employees", "band", None),
    ("NSP", "employees", "", None),
    ("[ND]", "employees", "", None),
    ("nan", "turnover", "", None),
    ("N/A", "departement", "", None),
    ("31555", "departement", "commune", frozenset({"31"})),
    ("9122", "departement", "commune", frozenset({"09"})),
    ("9122.0", "departement", "commune", frozenset({"09"})),
    ("2A004", "departement", "commune", frozenset({"2A"})),
    ("97411", "departement", "commune", frozenset({"974"})),
    ("9000", "departement", "postcode", frozenset({"09"})),
    ("31000", "departement", "postcode", frozenset({"31"})),
    ("84200.0", "departement", "postcode", frozenset({"84"})),
    ("20200", "departement", "postcode", frozenset({"2A", "2B"})),
    ("9", "departement", "", frozenset({"09"})),
    ("31.0", "departement", "", frozenset({"31"})),
    ("Haute-Garonne", "departement", "", frozenset({"31"})),
    ("62.02A", "naf", "", "62.02A"),
    ("6202A", "naf", "", "62.02A"),
    ("111Z", "naf", "", "01.11Z"),
    ("1.11Z", "naf", "", "01.11Z"),
    ("00.00Z", "naf", "", None),
    ("2015-03-12T00:00:00", "created_on", "", Interval(735669, 735669)),
    ("2015-03-12 00:00:00", "created_on", "", Interval(735669, 735669)),
    ("12/03/2015", "created_on", "", Interval(735669, 735669)),
    ("1", "esus", "", True), ("0", "esus", "", False), ("X", "esus", "", True), ("O", "esus", "", True), ("non", "esus", "", False),
])
def test_values_as_lists_hold_them(raw: str, key: str, way: str, known: Hashable) -> None:
    assert told(raw, key, way) == known
    assert told(f"  {raw} ", key, way) == known


@pytest.mark.parametrize(("raw", "key", "way"), [
    ("Licorne", "legal_form", ""), ("99999", "departement", "postcode"), ("quelques-uns", "employees", "band"), ("13/13/2015", "created_on", ""),
    ("99", "employees", "band"), ("bleu", "esus", ""),
])
def test_what_cannot_be_read_is_said_to_be_so(raw: str, key: str, way: str) -> None:
    if (raw, key) == ("99", "employees"):
        assert told(raw, key, way) == Interval(99, 99), "no band, so a number of people"
        return
    with pytest.raises(ParseError):
        told(raw, key, way)


def test_names_are_compared_without_accents_and_capitals() -> None:
    assert all(fold(name) == fold(name.upper()) for preset in presets() for name in preset.columns)
