"""Small files that went wrong: what each says is in the draft, as a test, a reservation or a note, and its days are those of Paris."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.exchange.importing.contacts import PERSONS
from essfund.model.condition import to_plain
from tests.importing.making import RAE, aid, assert_unproven, drafted, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund import Catalogue
    from essfund.model.catalogue import Instrument
    from tests.command_line import Done

FILES = Path(__file__).parent / "files"


def case(name: str, folder: Path) -> Catalogue:
    return drafted((FILES / name).read_bytes(), folder, name)


def only(catalogue: Catalogue) -> Instrument:
    (one,) = catalogue.instruments.values()
    return one


def conditions_of(one: Instrument) -> dict[str, object]:
    return {condition.short_id: to_plain(condition.test) for condition in one.conditions if condition.short_id != "a-etablir"}


def reservations(one: Instrument) -> list[str]:
    return [item.text.fr for item in one.reservations]


def notes(one: Instrument) -> list[str]:
    return [note.fr for note in one.tool.notes]


def test_an_orphan_quote_loses_no_row(essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("import", str(FILES / "s03_orphan_quote.csv"), "--output", str(tmp_path / "draft"), "--lang", "en")
    assert done.code == 0
    assert "4 rows read: 4 drafted, 0 left out" in done.err
    text = (tmp_path / "draft/tools.yaml").read_text(encoding="utf-8")
    assert all(f"name: {name}\n" in text for name in ("Vie locale", "Culture", "Nature", "Sport"))
    assert '"Ateliers' in text


def test_two_orphan_quotes_do_not_make_one_record_of_three(tmp_path: Path) -> None:
    said = (FILES / "s03_orphan_quote.csv").read_text(encoding="utf-8").replace("Jardins;", 'Jardins";')
    found = drafted(said.encode(), tmp_path)
    assert {one.tool.name for one in found.instruments.values()} == {"Vie locale", "Culture", "Nature", "Sport"}


def test_a_line_with_cells_lost_is_told_and_the_rows_add_up(essfund: Callable[..., Done], tmp_path: Path) -> None:
    lines = (FILES / "s03_orphan_quote.csv").read_text(encoding="utf-8").splitlines()
    (tmp_path / "x.csv").write_text("\n".join([lines[0], "Ville Témoin;seule", *lines[2:], ";".join([""] * 8 + ["Sans nom"])]), encoding="utf-8")
    done = essfund("import", str(tmp_path / "x.csv"), "--output", str(tmp_path / "draft"), "--lang", "en")
    assert "3 instruments drafted" in done.err
    assert "5 rows read: 3 drafted, 2 left out" in done.err
    assert "1 rows left out: nomAttribuant" in done.err
    assert "left out: line 2: 2 cells where the header has 9" in done.err


def test_a_text_of_many_lines_is_one_cell(tmp_path: Path) -> None:
    criteria = "\n".join(f"• Critère {number} ; dit « tel »" for number in range(80))
    assert len(reservations(only(drafted(table([aid(eligibilite=criteria)]), tmp_path)))) == 80


def test_instants_are_days_of_paris(tmp_path: Path) -> None:
    found = case("d01_utc.csv", tmp_path)
    tool = only(found).tool
    assert tool.valid_from is not None
    assert tool.valid_until is not None
    assert (tool.valid_from.day, tool.valid_until.day) == (date(2026, 1, 1), date(2026, 6, 30))
    assert_unproven(found, tmp_path)


def test_size_sector_programme_and_the_id_of_the_source_are_kept(tmp_path: Path) -> None:
    found = case("d03_taille.csv", tmp_path)
    one = only(found)
    assert {"Taille de l’entreprise : microentreprise, PME", "Secteurs d’activité : textile"} <= set(reservations(one))
    assert "id : z-1" in notes(one)
    other = only(drafted(table([aid(programmes_parents="France 2030", chainage_paiement="avance", ciblage_secteur_activite="Tous secteurs d'activité")]),
                         tmp_path))
    assert {"programmes_parents : France 2030", "chainage_paiement : avance"} <= set(notes(other))
    assert not any("Secteurs" in said for said in reservations(other))
    assert_unproven(found, tmp_path)


def test_bearers_stand_by_their_roles_in_javascript_and_in_json(tmp_path: Path) -> None:
    found = case("d05_porteurs_js.csv", tmp_path)
    assert len(found.instruments) == 2
    for one in found.instruments.values():
        place = found.contacts[one.tool.apply]
        assert (one.tool.provider, place.name, place.siren) == ("Fonds Témoin", "Guichet Témoin", "130005481")
        assert not any("Porteurs" in said for said in notes(one))


def test_a_stock_of_aides_entreprises_as_its_json_is(tmp_path: Path) -> None:
    found = case("rae_stock.json", tmp_path)
    one = only(found)
    assert (one.tool.name, one.tool.family, one.tool.reach, one.tool.provider) == ("Prêt Témoin des territoires", "pret", "regional", "Région Témoin")
    assert one.tool.summary.fr == "Financer la création d’activités."
    assert (found.contacts[one.tool.apply].name, found.contacts[one.tool.apply].url) == ("Guichet Témoin", "https://example.org/pret-temoin")
    assert conditions_of(one) == {
        "aide-aux-entreprises": {"legal_form": {"not_in": ["organisme-public"]}}, "age": {"age_years": {"at_least": 3}},
        "effectif-minimal": {"employees": {"at_least": 10}}, "effectif-maximal": {"employees": {"at_most": 249}},
        "territoire": {"departement": {"in": ["09", "11", "12", "30", "31", "32", "34", "46", "48", "65", "66", "81", "82"]}},
    }
    assert reservations(one) == ["Être à jour de ses cotisations.", "Associations et coopératives employeuses",
                                 "Opérations éligibles : Achat de matériel ; besoin en fonds de roulement."]
    assert [term.fr for term in one.tool.conditions_of_money] == ["De 5 000 € à 20 000 €"]
    assert one.tool.valid_until is not None
    assert (one.tool.valid_until.day, one.tool.checked_on) == (date(2026, 12, 31), date(2026, 3, 4))
    assert {"id_aid : 901", "contacts : Guichet Témoin, guichet@example.org"} <= set(notes(one))
    assert_unproven(found, tmp_path)


@pytest.mark.parametrize(("contacts", "place", "told"), [
    ([{"org_nom": "CCI Témoin", "cnt_nom": "DURAND", "cnt_prenom": "Marie", "email": "m.durand@cci.example", "tel": "0500000000"}], "CCI Témoin", ""),
    ([{"org_nom": "CCI Témoin", "cnt_nom": "Marie Durand"}], "CCI Témoin", ""),
    ([{"org_nom": "CCI Témoin", "cnt_nom": "Service économie", "tel": "0500000000"}], "CCI Témoin", "CCI Témoin, Service économie, 0500000000"),
    ([{"nom": "Guichet", "email": "marie.durand@guichet.example"}], "Guichet", "Guichet, [adresse de courriel laissée dans le fichier]"),
    ("Mme Marie Durand", "Région Témoin", ""),
    ([{"org_nom": "Réseau Témoin", "email": "contact-pret@reseau.example"}], "Réseau Témoin", "Réseau Témoin, contact-pret@reseau.example"),
])
def test_contacts_are_services_and_persons_stay_in_the_file(contacts: object, place: str, told: str, tmp_path: Path) -> None:
    row = RAE | {"financeurs": "Région Témoin", "contacts": contacts, "aid_conditions": "Écrire à jean.martin@region.example ou à aides@region.example"}
    found = drafted(json.dumps([row]).encode(), tmp_path, "rae.json")
    one = only(found)
    assert found.contacts[one.tool.apply].name == place
    assert [said for said in notes(one) if said.startswith("contacts")] == ([f"contacts : {told}"] if told else [])
    written = (tmp_path / "draft/tools.yaml").read_text(encoding="utf-8") + (tmp_path / "draft/rules.yaml").read_text(encoding="utf-8")
    assert not any(said in written.lower() for said in ("durand", "martin"))
    assert "aides@region.example" in written
    assert (PERSONS in notes(one)) == ("urand" in str(contacts))
