"""Values in the styles that people write: days, numbers, lists, places, who an aid is for. What cannot be placed stays as prose."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from essfund.exchange.importing.bearers import Bearer, read_bearers
from essfund.exchange.importing.drafts import ImportedInstrument
from essfund.exchange.importing.foreign_values import EUROS, PEOPLE, days_of, items, lines, number
from tests.depth import sliced
from tests.importing.making import AWARDS, RAE, aid, assert_unproven, drafted, table
from tests.importing.test_case_files import conditions_of, notes, only, reservations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done


@pytest.mark.parametrize(("said", "wanted"), [
    ("2026-12-31", "2026-12-31"), ("31/12/2026", "2026-12-31"), ("1er mars 2026", "2026-03-01"), ("20261231", "2026-12-31"),
    ("31/12/2026 23:59", "2026-12-31"), ("jusqu’au 31 décembre 2026", "2026-12-31"), ("2026-12-31 00:00:00", "2026-12-31"),
    ("2026-06-29T22:00:00.000Z", "2026-06-30"), ("2026-06-30T00:00:00+02:00", "2026-06-30"), ("2026-02-30", ""), ("9999-12-31", ""),
    ("0001-01-01", ""), ("9999-12-31T23:59:59Z", ""), ("0000-00-00", ""), ("au fil de l’eau", ""), ("9" * 5000, ""),
])
def test_days(said: str, wanted: str) -> None:
    found = days_of(said)
    assert (found[1].isoformat() if found else "") == wanted


def test_a_day_known_to_the_month_is_all_of_it(tmp_path: Path) -> None:
    assert days_of("décembre 2026") == (date(2026, 12, 1), date(2026, 12, 31))
    one = only(drafted(table([aid(date_ouverture="au fil de l’eau", date_cloture="décembre 2026")]), tmp_path))
    assert one.tool.valid_from is None
    assert one.tool.valid_until is not None
    assert one.tool.valid_until.day == date(2026, 12, 31)
    assert {"date_ouverture : au fil de l’eau", "date_cloture : décembre 2026"} <= set(notes(one))


@pytest.mark.parametrize(("said", "wanted"), [("49", 49), ("049", 49), ("03", 3), ("49,0", 49), ("1 000 salariés", 1000), ("", None), ("TPE", None),
                                              ("9" * 19, None), ("9" * 5000, None)])
def test_numbers_of_people(said: str, wanted: int | None) -> None:
    found = number(said, PEOPLE)
    assert (found and found.high) == wanted


@pytest.mark.parametrize(("said", "wanted"), [("1500,50", 1501), ("1 500,50 €", 1501), ("€40,000", 40000), ("-200", -200), ("1,5M", 1500000),
                                              ("n.c.", None)])
def test_amounts(said: str, wanted: int | None) -> None:
    found = number(said, EUROS)
    assert (found and found.low) == wanted


@pytest.mark.parametrize("said", ["a|b", "a ; b", "a, b", '["a", "b"]', ["a", "b"], "• a\n• b"])
def test_lists(said: Any) -> None:
    assert items(said) == ["a", "b"]


def test_bounds_that_are_no_number_stay_as_prose(tmp_path: Path) -> None:
    row = aid(eligibilite_effectif_minimal="une équipe", eligibilite_effectif_maximal="moins de 50", eligibilite_annees_existence_minimal="3 ans")
    one = only(drafted(table([row]), tmp_path))
    assert conditions_of(one)["effectif-maximal"] == {"employees": {"at_most": 49}}
    assert conditions_of(one)["annees-minimales"] == {"age_years": {"at_least": 3}}
    assert "eligibilite_effectif_minimal : une équipe" in reservations(one)


@pytest.mark.parametrize(("places", "wanted", "prose"), sliced([
    ("REG-53|DEP-09", ["09", "22", "29", "35", "56"], False), ("COM-31555", ["31"], True), ("COM-97411", ["974"], True),
    ("DEP-2a", ["2A"], False), ("Ariège, Haute-Garonne (31)", ["09", "31"], False), ("Région Bretagne", ["22", "29", "35", "56"], False),
    ("31000", ["31"], True), ("EPCI-243100518", None, True), ("REG-53|EPCI-243100518", None, True), ("76", None, True),
    ("PAYS-99100", None, False), ("PAYS-99100|REG-76", None, False), ("PAYS-99109", None, True), ("REG-73", None, True),
    ("Foix (09)", ["09"], True), ("Corse", ["2A", "2B"], False), ("Toulouse", ["31"], True),
], 4))
def test_places_at_every_level(places: str, wanted: list[str] | None, prose: bool, tmp_path: Path) -> None:
    one = only(drafted(table([aid(eligibilite_geographique=places)]), tmp_path))
    assert conditions_of(one).get("territoire") == (wanted and {"departement": {"in": wanted}})
    assert any(said.startswith("eligibilite_geographique : ") for said in reservations(one)) is prose
    assert (one.tool.reach == "national") is places.startswith("PAYS-99100")


def test_a_commune_that_is_excluded_does_not_exclude_its_departement(tmp_path: Path) -> None:
    row = aid(eligibilite_geographique="REG-76", eligibilite_geographique_exclusions="DEP-09|COM-31555|EPCI-243100518")
    one = only(drafted(table([row]), tmp_path))
    assert conditions_of(one)["territoire-exclu"] == {"departement": {"not_in": ["09"]}}
    assert "eligibilite_geographique_exclusions : DEP-09, COM-31555, EPCI-243100518" in reservations(one)


def test_who_it_is_for_decides_whom_a_draft_is_open_to() -> None:
    def form(said: str) -> object:
        draft = ImportedInstrument("Aide", "", "", "", "")
        draft.set_audience("cibles", "cibles", items(said))
        return draft.tests.get("cibles")

    assert form("professionnels") == {"legal_form": {"not_in": ["associations", "organisme-public"]}}
    assert form("associations") == {"legal_form": {"in": ["associations"]}}
    assert form("secteur public") == {"legal_form": {"in": ["organisme-public"]}}
    assert form("particuliers|secteur public") == {"legal_form": {"in": ["organisme-public"]}}
    assert form("professionnels|associations|secteur public") is None
    assert form("") is None
    assert form("entreprises, martiens") is None


def test_what_is_for_households_alone_is_left_out(essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(table([aid(), aid(cibles="particuliers")]))
    done = essfund("import", str(tmp_path / "x.csv"), "--output", str(tmp_path / "draft"), "--lang", "en")
    assert "2 rows read: 1 drafted, 1 left out" in done.err
    assert "1 rows left out: cibles : particuliers" in done.err


def test_labels_of_forms_are_those_of_the_schema(tmp_path: Path) -> None:
    one = only(drafted(table([aid(eligibilite_forme_juridique="EI|Microentrepreneur", eligibilite_forme_juridique_exclusions="SAS|Microentrepreneur|SCS|5710|EI")]),
                       tmp_path))
    assert conditions_of(one)["formes"] == {"legal_form": {"in": ["entreprise-individuelle"]}}
    assert conditions_of(one)["formes-exclues"] == {"legal_form": {"not_in": ["entreprise-individuelle", "sas"]}}
    assert "eligibilite_forme_juridique_exclusions : SAS, Microentrepreneur, SCS, 5710, EI" in reservations(one)


JS = "[{ nom: 'ADEME', siren: '385290309', roles: [ 'instructeur' ]}, { nom: \"Région d'Essai\", roles: ['financeur', 'diffuseur'] }]"
ROLES = [Bearer("ADEME", "385290309", ("instructeur",)), Bearer("Région d'Essai", None, ("financeur", "diffuseur"))]


@pytest.mark.parametrize("said", [
    JS, JS.replace("nom:", "'nom':").replace("roles:", "'roles':").replace("siren:", "'siren':"),
    json.dumps([{"nom": one.name, "siren": one.siren, "roles": list(one.roles)} for one in ROLES]),
    [{"nom": one.name, "siren": one.siren, "roles": ", ".join(one.roles)} for one in ROLES],
])
def test_bearers_in_every_notation(said: Any) -> None:
    assert read_bearers(said) == ROLES


def test_a_name_alone_is_a_bearer_and_roles_may_be_anything() -> None:
    assert read_bearers("Fonds Témoin") == [Bearer("Fonds Témoin")]
    assert read_bearers('[{"nom": "A", "roles": 5}, {"nom": null}, "B"]') == [Bearer("A"), Bearer("B")]
    assert read_bearers("") == []


def test_a_bearer_without_the_role_that_pays_is_said(tmp_path: Path) -> None:
    one = only(drafted(table([aid()]), tmp_path))
    assert one.tool.provider == "ADEME"
    assert "Porteurs : ADEME (instructeur)" in notes(one)


@pytest.mark.parametrize("rows", sliced([
    {"77": RAE}, [RAE], {"count": 1, "next": None, "data": {"aides": [RAE]}}, {"data": [RAE]}, RAE, {"data": RAE},
], 2))
def test_aides_entreprises_in_every_shape_of_json(rows: Any, tmp_path: Path) -> None:
    assert only(drafted(json.dumps(rows).encode(), tmp_path, "aides.json")).tool.name == "Prêt croissance « TPE »"


def test_a_column_that_stands_twice_hides_none(tmp_path: Path) -> None:
    data = table([aid(chainage_paiement="avance")]).replace(b"chainage_paiement", b"id").replace(b",avance", b",autre")
    assert {"id : 1", "id (26) : autre"} <= set(notes(only(drafted(data, tmp_path))))


def test_aides_entreprises_by_their_ids(tmp_path: Path) -> None:
    data = json.dumps({"data": {"77": RAE, "78": RAE | {"aid_nom": "Deux"}}}).encode()
    assert len(drafted(data, tmp_path, "aides.json").instruments) == 2


def test_aides_entreprises_a_line_each(tmp_path: Path) -> None:
    data = "\n".join(json.dumps(RAE | {"aid_nom": name}) for name in ("Un", "Deux")).encode()
    assert {one.tool.name for one in drafted(data, tmp_path, "aides.json").instruments.values()} == {"Un", "Deux"}


@pytest.mark.parametrize(("given", "wanted"), [
    ({"natures": {"0": {"typ_libelle": "Garantie"}}}, "garantie"), ({"natures": '[{"typ_libelle": "Subvention"}]'}, "subvention"),
    ({"natures": ["Prêt d’honneur"]}, "pret"), ({"natures": "", "cache_indexation": '{"natures": [{"typ_libelle": "Garantie"}]}'}, "garantie"),
    ({"natures": None}, "accompagnement"),
])
def test_lists_of_aides_entreprises_in_every_shape(given: dict[str, Any], wanted: str, tmp_path: Path) -> None:
    assert only(drafted(json.dumps([RAE | given]).encode(), tmp_path, "aides.json")).tool.family == wanted


def test_flags_profiles_and_bands_of_aides_entreprises(tmp_path: Path) -> None:
    row = RAE | {"femmes": True, "jeunes": "0", "seniors": "oui", "profils": [{"tut_libelle": "Collectivités"}], "effectif": "1,5",
                 "projets": [{"proj_libelle": "Export"}], "territoires": [{"ter_libelle": "Pays d’Ailleurs"}], "age_entreprise": "jeune pousse"}
    one = only(drafted(json.dumps([row]).encode(), tmp_path, "aides.json"))
    assert {"Public visé : femmes", "Public visé : seniors", "effectif : 1, 5", "Territoires : Pays d’Ailleurs",
            "age_entreprise : jeune pousse"} <= set(reservations(one))
    assert not any("jeunes" in said for said in reservations(one))
    assert conditions_of(one) == {"aide-aux-entreprises": {"legal_form": {"in": ["organisme-public"]}}}
    assert any("Export" in said for said in notes(one))


@pytest.mark.parametrize(("markup", "wanted"), [
    ("<p>Un</p><p>Deux &lt; 3 &amp; 4</p>", ["Un", "Deux < 3 & 4"]), ("&lt;p&gt;Cr&amp;eacute;er&lt;/p&gt;", ["Créer"]),
    ("CA < 2 M€ et > 1 M€", ["CA < 2 M€ et > 1 M€"]), ("a<!-- caché -->b", ["ab"]), ("a<!-- ouvert", ["a<!-- ouvert"]),
    ('<a href="x">lien</a><BR/>fin', ["lien", "fin"]), ("&#" + "9" * 5000 + ";", ["&#" + "9" * 5000 + ";"]),
])
def test_html_to_lines(markup: str, wanted: list[str]) -> None:
    assert lines(markup) == wanted


def test_amounts_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    found = drafted(table([*AWARDS, AWARDS[0] | {"montant": "1 000 €", "nature": "aide en nature"}], ";"), tmp_path)
    one = next(one for one in found.instruments.values() if one.tool.name == "Vie associative")
    assert "3 attribution(s) lue(s), du 2021-05-01 au 2023-06-01, de 900 à 1501 €" in one.tool.summary.fr
    assert "nature : aide en numéraire ; aide en nature" in notes(one)
    other = next(one for one in found.instruments.values() if one.tool.name != "Vie associative")
    assert "1 montant(s) illisible(s)" in other.tool.summary.fr
    assert_unproven(found, tmp_path)
