"""CSV as people hold it: delimiters, encodings, quotes that nothing closes; no record is lost, and each knows its line."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.loading.lists.columns import header_place
from essfund.loading.lists.records import LONGEST_LINE, CsvRecords
from tests.depth import law


def read(data: bytes) -> tuple[CsvRecords, list[tuple[int, list[str]]], list[int]]:
    """Return the records of some bytes, those that are read, and the lines of the others."""
    records = CsvRecords(io.BytesIO(data))
    found = list(records)
    return records, [(one.line, one.cells) for one in found if one.problem is None], [one.line for one in found if one.problem]


@pytest.mark.parametrize(("data", "titles", "header", "rows"), [
    ("Liste des adhérents;;\n;;\nNom;Forme juridique;Ville\nX;SCOP;\n;;\nY;;\n", 1, ["Nom", "Forme juridique", "Ville"], [(4, ["X", "SCOP", ""]), (6, ["Y", "", ""])]),
    ("Les Scop\n2026\n\nNom,Forme juridique\nX,SCOP\n", 2, ["Nom", "Forme juridique"], [(5, ["X", "SCOP"])]),
    ("Forme juridique\nAssociation, loi 1901\nSCOP\n", 0, ["Forme juridique"], [(2, ["Association, loi 1901"]), (3, ["SCOP"])]),
    ("Statuts reçus\nX;Y\nSCOP;1\n", 0, ["Statuts reçus"], []),
    ("Un titre\n" + "x\n" * 12 + "Nom;Forme juridique\n", 0, ["Un titre"], [(line, ["x"]) for line in range(2, 14)]),
    ("Nom;Forme juridique\nX;SCOP\n", 0, ["Nom", "Forme juridique"], [(2, ["X", "SCOP"])]),
])
def test_a_title_above_the_names_of_the_columns_is_none_of_them(data: str, titles: int, header: list[str], rows: list[tuple[int, list[str]]]) -> None:
    records = CsvRecords(io.BytesIO(data.encode()), header_place)
    assert (records.titles, records.header) == (titles, header)
    assert [(one.line, one.cells) for one in records if one.problem is None] == rows


@pytest.mark.parametrize(("data", "header", "rows"), [
    (b"a;b\r\n1;2\r\n", ["a", "b"], [(2, ["1", "2"])]),
    (b"a,b\n1,2", ["a", "b"], [(2, ["1", "2"])]),
    (b"a\tb\n1\t\n", ["a", "b"], [(2, ["1", ""])]),
    (b"a|b\n1|2\n", ["a", "b"], [(2, ["1", "2"])]),
    (b"sep=;\na;b,c\n1;2\n", ["a", "b,c"], [(3, ["1", "2"])]),
    (b"\n\na;b\n1;2\n", ["a", "b"], [(4, ["1", "2"])]),
    (b" a ;b\n 1 ;2\n", ["a", "b"], [(2, [" 1 ", "2"])]),
    (b'"a;1";b\n"x;y";"q ""z"""\n', ["a;1", "b"], [(2, ["x;y", 'q "z"'])]),
    (b'a;b\n"x\ny";2\n3;4\n', ["a", "b"], [(2, ["x\ny", "2"]), (4, ["3", "4"])]),
    (b"a;b\n1;2;;\n", ["a", "b"], [(2, ["1", "2"])]),
    (b"a;b\n;\n\n  ;  \n;2\n", ["a", "b"], [(5, ["", "2"])]),
    (b'a;b\n1;12" pipe\n', ["a", "b"], [(2, ["1", '12" pipe'])]),
    ("\ufeffNom;É\n1;2\n".encode(), ["Nom", "É"], [(2, ["1", "2"])]),
    ("a;b\né;1\n".encode("cp1252"), ["a", "b"], [(2, ["é", "1"])]),
    ("a;b\né;1\n".encode("utf-16"), ["a", "b"], [(2, ["é", "1"])]),
    (b"a;b\r1;2\r3;4\r", ["a", "b"], [(2, ["1", "2"]), (3, ["3", "4"])]),
    (b"", [], []),
    (b"a\n1\n2\n", ["a"], [(2, ["1"]), (3, ["2"])]),
])
def test_delimiters_encodings_and_quotes(data: bytes, header: list[str], rows: list[tuple[int, list[str]]]) -> None:
    records, found, broken = read(data)
    assert (records.header, found, broken) == (header, rows, [])


def test_each_line_has_its_own_encoding_and_those_of_windows_are_counted() -> None:
    records, found, _ = read("a;b\né;1\n".encode() + "é;2\n".encode("cp1252") + b"\x81\x8d;3\n")
    assert found[:2] == [(2, ["é", "1"]), (3, ["é", "2"])]
    assert records.other_encoding == 2


@pytest.mark.parametrize(("data", "rows", "broken"), [
    (b'a;b\n1;"x\n2;y\n3;z\n', [(2, ["1", "x"]), (3, ["2", "y"]), (4, ["3", "z"])], []),
    (b'a;b\n"1;x\n2;y\n3;z\n', [(3, ["2", "y"]), (4, ["3", "z"])], [2]),
    (b'a;b\n"1;x\n2;y\n3;"z"\n', [(3, ["2", "y"]), (4, ["3", "z"])], [2]),
    (b"a;b\n1\n1;2;3\n4;5\n", [(4, ["4", "5"])], [2, 3]),
    (b"a;b\n" + b'"' + b"x\n" * 200 + b"1;2\n", [(202, ["1", "2"])], [*range(2, 202)]),
    (b"a;b\n" + b"x" * (2 * LONGEST_LINE) + b";1\n1;2\n", [(3, ["1", "2"])], [2]),
])
def test_what_is_no_record_is_told_at_its_line_and_swallows_nothing(data: bytes, rows: list[object], broken: list[int]) -> None:
    _, found, others = read(data)
    assert (found, others) == (rows, broken)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)


@law(200)
@given(st.lists(st.lists(TEXT, min_size=3, max_size=3).filter(lambda cells: any(cell.strip() for cell in cells)), max_size=8), st.sampled_from(",;\t|"))
def test_what_python_writes_is_read_again(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([["x", "y", "z"], *rows])
    records, found, broken = read(out.getvalue().encode())
    assert (records.header, [cells for _, cells in found], broken) == (["x", "y", "z"], rows, [])


@law(200)
@given(st.binary(max_size=300))
def test_no_bytes_stop_the_reading_and_lines_only_rise(data: bytes) -> None:
    lines = [record.line for record in CsvRecords(io.BytesIO(data))]
    assert lines == sorted(set(lines))
