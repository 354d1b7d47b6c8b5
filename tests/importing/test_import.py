"""`essfund import`: foreign files to draft catalogues that load, refuse nobody, promise nothing, and say where they come from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from essfund.exchange.exporting.dispositif_files import COLUMNS
from essfund.exchange.importing.dispositif_aide import family
from essfund.exchange.importing.entries import UNPROVEN, Ids
from tests.bundled import bundled
from tests.depth import law, sliced
from tests.exporting.making import export, selection
from tests.importing.making import AWARDS, RAE, aid, assert_unproven, drafted, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done


@pytest.mark.slow
def test_our_own_dispositif_aide_comes_back_as_a_draft(tmp_path: Path) -> None:
    found = drafted(export("dispositif-aide", selection()), tmp_path)
    assert {one.tool.name for one in found.instruments.values()} == {one.tool.name for one in bundled().instruments.values()}
    by_name = {one.tool.name: one for one in found.instruments.values()}
    first = by_name[bundled().instruments["pass-occitanie"].tool.name]
    tests = {one.short_id: one.test for one in first.conditions}
    assert {"effectif-minimal", "effectif-maximal", "territoire", UNPROVEN} <= set(tests)
    assert any(one.short_id == "annees-minimales" for each in found.instruments.values() for one in each.conditions)
    assert_unproven(found, tmp_path)


@pytest.mark.parametrize("extra", sliced([
    {}, {"eligibilite_geographique": "PAYS-99100", "cibles": "professionnels|associations|secteur public"},
    {"ciblage_naf": "A|55", "ciblage_naf_exclusions": "10.11Z"}, {"eligibilite_forme_juridique": "SAS|Scop|Inconnue"},
    {"date_ouverture": "2025-10-15T15:00:00Z", "types_aides": "prêt"}, {"porteurs": "n’importe quoi"}, {"titre": "???"},
    {"description": "x" * 9000, "promesse": "y\u2028z", "url_source": "https://example.org/a b"},
], 4))
def test_any_dispositif_aide_becomes_a_draft(extra: dict[str, str], tmp_path: Path) -> None:
    found = drafted(table([aid(**extra), aid()]), tmp_path)
    assert len(found.instruments) == 2
    assert_unproven(found, tmp_path)


def test_what_the_columns_say_becomes_tests(tmp_path: Path) -> None:
    row = aid(eligibilite_effectif_minimal="2", eligibilite_effectif_maximal="49", eligibilite_annees_existence_minimal="3",
              eligibilite_forme_juridique_exclusions="SAS|Scop", ciblage_naf="55|56.10")
    one = next(iter(drafted(table([row]), tmp_path).instruments.values()))
    rules = (tmp_path / "draft/rules.yaml").read_text(encoding="utf-8")
    assert {c.short_id for c in one.conditions} == {
        "effectif-minimal", "effectif-maximal", "annees-minimales", "cibles", "formes-exclues", "naf", "territoire", UNPROVEN}
    assert all(code in rules for code in ("'22'", "'29'", "'35'", "'56'"))
    assert [r.text.fr for r in one.reservations] == ["Être en Bretagne", "Embaucher"]
    assert one.tool.provider == "ADEME"
    wrong = drafted(table([aid(porteurs='[{"nom": "X", "siren": "123456789", "roles": []}]')]), tmp_path)
    assert [contact.siren for contact in wrong.contacts.values()] == [None]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_aides_entreprises_in_windows_1252_or_json(form: str, tmp_path: Path) -> None:
    gone = RAE | {"status": "0", "aid_nom": "Supprimée"}
    data = table([RAE, gone], ";", "cp1252") if form == "csv" else json.dumps([RAE | {"natures": [{"typ_libelle": "Prêt"}]}, gone]).encode()
    found = drafted(data, tmp_path)
    (one,) = found.instruments.values()
    assert (one.tool.name, one.tool.family, one.tool.reach) == ("Prêt croissance « TPE »", "pret", "regional")
    assert one.tool.summary.fr == "Financer la croissance des TPE."
    assert [term.fr for term in one.tool.conditions_of_money] == ["De 10 000 € à 50 000 €"]
    assert {c.short_id for c in one.conditions} == {"aide-aux-entreprises", "effectif-maximal", "age", "territoire", UNPROVEN}
    assert "Être à jour." in [r.text.fr for r in one.reservations]
    assert found.contacts[one.tool.apply].url == "https://example.org/p"
    assert_unproven(found, tmp_path)


def test_scdl_awards_give_a_draft_for_each_scheme_and_no_bound(tmp_path: Path) -> None:
    found = drafted(table(AWARDS, ";"), tmp_path)
    assert {one.tool.name for one in found.instruments.values()} == {"Vie associative", "Subventions de Commune de Brest"}
    scheme = next(one.tool for one in found.instruments.values() if one.tool.name == "Vie associative")
    assert "2 attribution(s) lue(s), du 2021-05-01 au 2023-06-01, de 900 à 1500 €" in scheme.summary.fr.replace("1501", "1500")
    assert all(offer.amount.at_most is None for offer in scheme.offers.values())
    assert_unproven(found, tmp_path)


@law(15, unchecked=[HealthCheck.function_scoped_fixture])
@given(row=st.fixed_dictionaries({key: st.text(max_size=20) for key in COLUMNS}))
def test_any_text_in_any_column_makes_a_catalogue_that_loads(row: dict[str, str], tmp_path: Path) -> None:
    data = json.dumps([row | {"titre": f"Aide {row['titre']}"}]).encode()
    assert len(drafted(data, tmp_path, "aides.json", "dispositif-aide").instruments) == 1


def test_the_command_writes_a_new_directory_whole_or_not_at_all(essfund: Callable[..., Done], tmp_path: Path) -> None:
    source, folder = tmp_path / "aides.csv", tmp_path / "draft"
    source.write_bytes(table([aid(), aid(titre="")]))
    done = essfund("import", str(source), "--output", str(folder), "--lang", "en")
    assert (done.code, done.out) == (0, "")
    assert "1 instruments drafted" in done.err
    assert "1 rows left out" in done.err
    assert {one.name for one in folder.iterdir()} == {"tools.yaml", "rules.yaml", "import.json"}
    assert essfund("validate", str(folder)).code == 0
    assert essfund("match", "--catalogue", str(folder), "--legal-form", "scop").code == 0
    (folder / "import.json").unlink()
    assert essfund("import", str(source), "--output", str(folder)).code == 74
    assert {one.name for one in tmp_path.iterdir()} == {"aides.csv", "draft"}


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\x00\x01", b"[]", b"{}", b"[1]", b"id_aid,aid_nom\n1,\n", b"\xff\xfea\x00"])
def test_what_cannot_be_imported_is_an_input_error(data: bytes, essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(data)
    done = essfund("import", str(tmp_path / "x.csv"), "--output", str(tmp_path / "draft"))
    assert (done.code, done.out) == (3, "")
    assert not (tmp_path / "draft").exists()


def test_a_draft_needs_a_directory_and_a_file(essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(table([aid()]))
    assert essfund("import", str(tmp_path / "x.csv")).code == 2
    assert essfund("import", str(tmp_path / "nothing.csv"), "--output", str(tmp_path / "d")).code == 3


@pytest.mark.parametrize(("said", "wanted"), [("prêt|conseil", "pret"), ("garantie|prêt", "garantie"), ("financement", "subvention"),
                                              ("formation|information", "accompagnement"), ("", "accompagnement")])
def test_family_from_types(said: str, wanted: str) -> None:
    assert family(said, bundled().vocabularies.family) == wanted


def test_ids_are_unique_and_well_formed() -> None:
    assert Ids().take("Prêt « É » !", "x") == "pret-e"
    assert Ids(("a", "a-2")).take("a", "x") == "a-3"
    assert Ids().take("日本", "aide-1") == "aide-1"
