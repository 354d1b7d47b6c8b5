"""The answer as a table for spreadsheets, and an option named by its rank."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.bundled import LAST_CHECKED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

PROFILE = ["--legal-form", "scop", "--employees", "12", "--amount", "40000", "--project-cost", "50000", "--as-of", "2019-06-01"]
NUMBERS = ("rank", "brings_min", "brings_max", "amount_min", "amount_max", "need_covered", "score")


def results(essfund: Essfund) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(essfund("match", *PROFILE, "-f", "json").out)["results"]
    return found


def read_csv(text: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_a_workbook_opens_with_the_columns_of_the_csv_and_holds_numbers(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "options.xlsx"
    assert essfund("match", *PROFILE, "--output", str(path)).code == 0
    header, *rows = openpyxl.load_workbook(path).active.values
    plain = read_csv(essfund("match", *PROFILE, "-f", "csv").out)
    assert list(header) == list(plain[0])
    assert len(rows) == len(plain) == len(results(essfund))
    for row, line in zip(rows, plain, strict=True):
        cells = dict(zip(header, row, strict=True))
        assert cells["name"] == line["name"]
        for key in NUMBERS:
            assert cells[key] is None if line[key] == "" else cells[key] == float(line[key]), key
        assert all(isinstance(cells[key], int | float) for key in ("rank", "score"))
    assert sum(isinstance(row[header.index("brings_max")], int) for row in rows) > 10


def test_a_csv_for_french_spreadsheets_says_the_same_with_semicolons_and_decimal_commas(essfund: Essfund) -> None:
    text = essfund("match", *PROFILE, "-f", "csv", "--dialect", "fr").out
    assert text.startswith("\ufeff")
    french, plain = read_csv(text.removeprefix("\ufeff"), ";"), read_csv(essfund("match", *PROFILE, "-f", "csv").out)
    assert [row["score"] for row in french] == [row["score"].replace(".", ",") for row in plain]
    assert any("," in row["score"] for row in french)
    assert [{**row, "score": "", "need_covered": ""} for row in french] == [{**row, "score": "", "need_covered": ""} for row in plain]


def test_a_dialect_where_no_csv_is_written_is_refused(essfund: Essfund) -> None:
    done = essfund("match", *PROFILE, "-f", "json", "--dialect", "fr", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "--dialect is for CSV" in done.err


@pytest.mark.parametrize("rank", [1, 2, 7])
def test_an_option_is_explained_by_its_rank(rank: int, essfund: Essfund) -> None:
    tool = results(essfund)[rank - 1]["tool"]
    assert isinstance(tool, str)
    by_rank, by_id = (essfund("explain", named, *PROFILE) for named in (str(rank), tool))
    assert by_rank.code == 0
    assert by_rank.out == by_id.out
    assert json.loads(essfund("explain", str(rank), *PROFILE, "-f", "json").out)["result"]["rank"] == rank


def test_options_are_compared_by_rank_and_by_name_together(essfund: Essfund) -> None:
    first, second, third = results(essfund)[:3]
    found = json.loads(essfund("compare", "2", "1", str(third["name"]), *PROFILE, "-f", "json").out)["results"]
    assert [one["tool"] for one in found] == [second["tool"], first["tool"], third["tool"]]


def test_one_instrument_named_by_its_rank_and_by_its_id_is_named_twice(essfund: Essfund) -> None:
    done = essfund("compare", "1", str(results(essfund)[0]["tool"]), *PROFILE, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "named twice" in done.err


@pytest.mark.parametrize("rank", ["0", "999"])
@pytest.mark.parametrize("command", [("explain",), ("compare", "1")])
def test_a_rank_that_does_not_exist_is_answered_with_those_that_do(command: tuple[str, ...], rank: str, essfund: Essfund) -> None:
    done = essfund(*command, rank, *PROFILE, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert f"no option has the rank {rank}" in done.err
    assert f"ranks go from 1 to {len(results(essfund))}" in done.err


def test_reasons_of_a_refusal_are_set_apart_as_the_language_does(essfund: Essfund) -> None:
    out = essfund("match", "--legal-form", "mutuelle", "--employees", "900", "--in-difficulty", "--as-of", str(LAST_CHECKED), "--format", "csv").out
    cells = [row["reasons"] for row in csv.DictReader(io.StringIO(out))]
    assert any("\u202f; " in cell or "\u00a0; " in cell or " ; " in cell for cell in cells)
    assert not any(cell[at - 1] not in "\u202f\u00a0 " for cell in cells for at in range(len(cell)) if cell[at] == ";")
