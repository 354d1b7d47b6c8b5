"""A plain sheet, one row an instrument: our own export in both languages and both formats, and a list that somebody keeps."""

from __future__ import annotations

import io
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from essfund.model.condition import to_plain
from tests.depth import sliced
from tests.exporting.making import export, selection
from tests.importing.making import assert_unproven, drafted, table
from tests.importing.test_case_files import conditions_of, notes, only, reservations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from essfund.model.tool import Tool
    from tests.command_line import Done

KEPT = {
    "Nom du dispositif": "Prêt du fleuve", "Type d’aide": "Prêt", "Financeur": "Fonds du fleuve", "Montant min": "5 000 €", "Montant max": "50 k€",
    "Territoire": "Bretagne", "Formes juridiques": "Scop, association", "Bénéficiaires": "• Être à jour\n• Embaucher", "Date limite": "31/12/2027",
    "Site web": "https://example.org/pret", "Contact": "Guichet du fleuve", "Effectif max": "49", "Responsable interne": "à définir",
}


def workbook(rows: list[dict[str, Any]]) -> bytes:
    made = import_module("openpyxl").Workbook()
    made.active.append(list(rows[0]))
    for row in rows:
        made.active.append(list(row.values()))
    made.save(out := io.BytesIO())
    return out.getvalue()


@pytest.mark.parametrize("data", [table([KEPT], ";", "cp1252"), table([KEPT]), workbook([KEPT])])
def test_a_list_that_somebody_keeps(data: bytes, tmp_path: Path) -> None:
    found = drafted(data, tmp_path, "liste.xlsx")
    one = only(found)
    tool = one.tool
    contact = found.contacts[tool.apply]
    assert (tool.name, tool.family, tool.provider, contact.name, contact.url) == (
        "Prêt du fleuve", "pret", "Fonds du fleuve", "Guichet du fleuve", "https://example.org/pret")
    assert (tool.offers["unique"].amount.at_least, tool.offers["unique"].amount.at_most) == (5000, 50000)
    assert tool.valid_until is not None
    assert tool.valid_until.day.isoformat() == "2027-12-31"
    assert conditions_of(one)["territoire"] == {"departement": {"in": ["22", "29", "35", "56"]}}
    assert [to_plain(c.test) for c in one.conditions if c.short_id in {"formes", "effectif-maximal"}] == [
        {"employees": {"at_most": 49}}, {"legal_form": {"in": ["association", "scop"]}}]
    assert reservations(one) == ["Être à jour", "Embaucher"]
    assert "Responsable interne : à définir" in notes(one)


@pytest.mark.parametrize("given", [
    {"Montant min": "90 000"}, {"Montant max": "selon projet"}, {"Formes juridiques": "fleuriste"}, {"Date limite": "fin d’année"},
    {"Type d’aide": "Troc"}, {"Territoire": "Val Perdu"}, {"Effectif max": "plein"},
])
def test_what_cannot_be_read_stays_as_it_is_written(given: dict[str, str], tmp_path: Path) -> None:
    found = drafted(table([KEPT | given]), tmp_path)
    one = only(found)
    said = [*reservations(one), *notes(one), *(term.fr for term in one.tool.conditions_of_money)]
    assert any(value in text for text in said for value in given.values())


@pytest.mark.parametrize(("name", "language"), sliced([("csv", "fr"), ("csv", "en"), ("xlsx", "fr"), ("xlsx", "en")], 3))
def test_our_own_export_comes_in_under_its_ids(name: str, language: str, tmp_path: Path) -> None:
    chosen = selection(lang=language, search="scop")
    found = drafted(export(name, chosen), tmp_path, f"export.{name}")

    def kept(tool: Tool) -> tuple[object, ...]:
        return tool.name, tool.family, tool.reach, tool.provider, tool.stages and tool.stages.stages

    assert {key: kept(one.tool) for key, one in found.instruments.items()} == {
        listed.instrument.id: kept(listed.instrument.tool) for listed in chosen.listing}
    assert_unproven(found, tmp_path)


def test_a_sheet_comes_again_over_hand_edits(essfund: Callable[..., Done], tmp_path: Path) -> None:
    for ceiling in ("50 000", "60 000"):
        (tmp_path / "liste.csv").write_bytes(table([KEPT | {"Montant max": ceiling}]))
        done = essfund("import", str(tmp_path / "liste.csv"), "--output", str(tmp_path / "draft"), "--lang", "en")
    assert "`pret-du-fleuve`, offers updated: unique: amount: at_least: 5000, at_most: 50000 → unique: amount: at_least: 5000, at_most: 60000" in done.err


@pytest.mark.parametrize("columns", ["nom;siren;effectif", "dispositif;montant", "name;price;stock"])
def test_another_sheet_is_no_list_of_instruments(columns: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"{columns}\na;b;c\n", encoding="utf-8")
    assert essfund("import", str(tmp_path / "x.csv"), "--output", str(tmp_path / "draft")).code == 3
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04broken")
    assert essfund("import", str(tmp_path / "x.xlsx"), "--output", str(tmp_path / "draft")).code == 3


def test_a_contact_that_is_an_address_of_a_person_is_its_funder(tmp_path: Path) -> None:
    found = drafted(table([KEPT | {"Contact": "marie.durand@fleuve.example"}]), tmp_path)
    assert found.contacts[only(found).tool.apply].name == "Fonds du fleuve"
    assert "durand" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "draft").iterdir())
