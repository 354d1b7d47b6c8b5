"""The workbook in LibreOffice, which works out every formula again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from tests.financing_plan.making import PROFILES, labelled, made, written
from tests.programs import office

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
FIRST = "A · Le moins de dossiers"
BOOKS = [(name, lang) for name in PROFILES for lang in ("fr", "en")]
HOSTILE = "=cmd|'/c calc'!A1"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the workbooks that the tests open; `out` in it has them with the values that LibreOffice comes to."""
    folder = tmp_path_factory.mktemp("books")
    for name, lang in BOOKS:
        (folder / f"{name}-{lang}.xlsx").write_bytes(written(made(name), lang))
    (folder / "hostile.xlsx").write_bytes(written(labelled(made("van"), HOSTILE)))
    with xlsxwriter.Workbook(folder / "wrong.xlsx") as book:
        book.add_worksheet().write_formula("A1", "=1+1", None, 3)
    changed(folder / "van without a term-fr.xlsx", folder / "changed.xlsx")
    too_much(folder / "van-fr.xlsx", folder / "too much.xlsx")
    office("xlsx", folder, *sorted(folder.glob("*.xlsx")), recalculated=True)
    return folder


def changed(source: Path, target: Path) -> None:
    """Write a workbook in which the enterprise changed some figures."""
    book = openpyxl.load_workbook(source)
    sheet = book[FIRST]
    labels = {sheet.cell(row, 1).value: row for row in range(sheet.max_row, 0, -1)}
    assert sheet.cell(labels["Investissement"], 3).value == 35000
    sheet.cell(labels["Investissement"], 3).value = 40000
    sheet.cell(labels["Prêt bancaire"], 7).value = 7
    sheet.cell(labels["Capacité d’autofinancement (CAF) d’une année"], 3).value = 6000
    sheet.cell(labels["Contrat d’apport associatif"], 3).value = 4000
    book.save(target)


def too_much(source: Path, target: Path) -> None:
    """Write a workbook in which the bank lends more than the project costs."""
    book = openpyxl.load_workbook(source)
    next(cell for cell in book[FIRST]["C"] if cell.value == 28000).value = 50000
    book.save(target)


def recalculated(folder: Path, name: str, *, formulas: bool = False) -> Any:
    """Return a workbook as LibreOffice wrote it."""
    return openpyxl.load_workbook(folder / "out" / f"{name}.xlsx", data_only=not formulas)


def same(one: Any, other: Any) -> bool:
    numbers = isinstance(one, int | float) and isinstance(other, int | float)
    return abs(one - other) < 1e-9 if numbers else (one or "") == (other or "")


@pytest.mark.parametrize(("name", "lang"), BOOKS)
def test_every_formula_comes_to_the_value_that_is_stored(name: str, lang: str, books: Path) -> None:
    path = books / f"{name}-{lang}.xlsx"
    formulas, stored, found = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True), recalculated(books, path.stem)
    assert found.sheetnames == formulas.sheetnames
    live = [(sheet.title, cell.coordinate) for sheet in formulas for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(live) > 9
    assert [place for place in live if not same(stored[place[0]][place[1]].value, found[place[0]][place[1]].value)] == []


def test_stored_values_are_not_taken_for_granted(books: Path) -> None:
    """What the test above rests on: a wrong stored value is found out."""
    assert recalculated(books, "wrong").active["A1"].value == 2


def test_what_the_enterprise_changes_changes_balance_and_results(books: Path) -> None:
    found = recalculated(books, "changed")
    values = {row[0]: row for row in found[FIRST].iter_rows(values_only=True) if row[0]}
    assert values["Solde\u00a0: emplois moins ressources"][2] == 40280 - 32000
    assert values["Reste à trouver"][2] == 8280
    assert values["Total"][7] == 28000 / 7 + 800
    results = [row for row in found[FIRST].iter_rows(values_only=True) if row[3] in {"≤", "≥", "="}]
    assert {(row[2], row[4], row[5]) for row in results} >= {(4000, 5000, "non tenu"), (4800, 6000, "tenu"), (40280, 40280, "tenu")}
    assert [row[1:] for row in found["Comparer"].iter_rows(values_only=True) if row[0] == "Reste à trouver"] == [(8280, 0, 0)]


def test_too_much_money_is_no_balance(books: Path) -> None:
    found = recalculated(books, "too much")[FIRST]
    results = {(row[2], row[4], row[5]) for row in found.iter_rows(values_only=True) if row[3] == "="}
    assert results == {(35280, 57280, "non tenu")}


def test_hostile_labels_run_nothing(books: Path) -> None:
    sheet = recalculated(books, "hostile", formulas=True)[FIRST]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == HOSTILE]
    assert len(cells) == 2
    assert {cell.data_type for cell in cells} == {"s"}
