"""The files of a directory are fixed in memory, each whole, as a person would see and write them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.authoring.fix import fix_directory
from essfund.cli.writing import replace_file
from essfund.review.checks import PAGES
from essfund.review.validation import check_documents
from tests.loading.excerpts import DATA

if TYPE_CHECKING:
    from datetime import date

BASE = Path(__file__).parents[1] / "checks" / "base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(BASE, tmp_path / "catalogue"))


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_spoilt_catalogue_is_usable_again_once_the_texts_are_written(folder: Path) -> None:
    before = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")}
    spoil(folder / "tools.yaml", "at_least: 5000, at_most: 60000", "at_most: 60_000, at_least: '5000'")
    spoil(folder / "tools.yaml", 'date: "2026-01-15"', "date: 2026-01-15")
    spoil(folder / "cases" / "exemples.yaml", "pret-exemple: {verdict: eligible, offer: jeune, ", "pret-exemple: {offer: jeune, verdict: eligible, ")
    files = fix_directory(folder)
    changed = {file.path for file in files if file.changed}
    assert changed == {folder / "tools.yaml", folder / "cases" / "exemples.yaml"}
    assert {file.role for file in files} >= {"tools", "rules", "cases"}
    for file in files:
        assert file.before == file.path.read_text(encoding="utf-8"), "nothing is written by fixing"
        replace_file(file.path, file.fixed.text)
    assert {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.yaml")} == before
    assert not [file for file in fix_directory(folder) if file.changed]


def test_what_is_fixed_is_what_was_found(folder: Path, day: date) -> None:
    spoil(folder / "tools.yaml", "at_most: 60000", "at_most: '60000'")
    spoil(folder / "tools.yaml", 'date: "2026-01-15"', "date: 2026-01-15")
    spoil(folder / "tools.yaml", "at_most: 20000", "at_most: 20_000")
    found = {(one.code, one.span) for one in check_documents([folder], day).diagnostics if one.span and one.span.file.endswith("tools.yaml")}
    fixes = [fix for file in fix_directory(folder) for fix in file.fixed.fixes]
    assert len(fixes) == 3
    assert {(fix.code, fix.span) for fix in fixes} <= found
    assert {fix.code for fix in fixes} <= set(PAGES)


def test_the_diff_shows_what_would_change_and_nothing_else(folder: Path) -> None:
    path = folder / "tools.yaml"
    spoil(path, 'date: "2026-01-15"', "date: 2026-01-15")
    diffs = [file.diff() for file in fix_directory(folder)]
    assert [line for diff in diffs for line in diff.split("\n") if line[:1] in {"+", "-"}] == [
        f"--- {path}", f"+++ {path}", "-    date: 2026-01-15", '+    date: "2026-01-15"',
    ]


def test_the_diff_of_a_last_line_without_a_line_break(tmp_path: Path) -> None:
    (tmp_path / "tools.yaml").write_text("edition: 2026", encoding="utf-8")
    file = fix_directory(tmp_path)[0]
    assert file.diff().split("\n")[2:] == [
        "@@ -1 +1 @@", "-edition: 2026", "\\ No newline at end of file", '+edition: "2026"', "\\ No newline at end of file", "",
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n\n"])
def test_bytes_that_are_not_fixed_stay_and_the_byte_order_mark_goes(tmp_path: Path, mark: bytes, end: bytes) -> None:
    path = tmp_path / "tools.yaml"
    path.write_bytes(mark + "# é\r\nedition: 2026\nlicence:   x\t# y".encode() + end)
    file = fix_directory(tmp_path)[0]
    replace_file(path, file.fixed.text)
    assert path.read_bytes() == '# é\r\nedition: "2026"\nlicence:   x\t# y'.encode() + end
    assert [fix.code for fix in file.fixed.fixes] == ["IN003"] * bool(mark) + ["CAT003"]
    assert not fix_directory(tmp_path)[0].changed


def test_a_byte_order_mark_goes_from_a_file_that_needs_nothing_else_or_cannot_be_read(tmp_path: Path) -> None:
    for text in ("edition: x\n", "edition: [x\n"):
        (tmp_path / "tools.yaml").write_text(text, encoding="utf-8-sig")
        file = fix_directory(tmp_path)[0]
        assert (file.fixed.text, [fix.code for fix in file.fixed.fixes]) == (text, ["IN003"])


def test_a_link_stays_a_link_and_permissions_stay(tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.yaml"
    real.write_text("edition: 2026\n", encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "c").mkdir()
    link = tmp_path / "c" / "tools.yaml"
    link.symlink_to(real)
    replace_file(link, fix_directory(tmp_path / "c")[0].fixed.text)
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == 'edition: "2026"\n'
    assert real.stat().st_mode & 0o777 == 0o640


def test_files_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "tools.yaml").write_bytes(b"edition: \xff\n")
    (tmp_path / "rules.yaml").mkdir()
    assert fix_directory(tmp_path) == []
    assert fix_directory(tmp_path / "nowhere") == []


def test_the_bundled_data_needs_no_fix() -> None:
    assert [(str(file.path), str(fix.message)) for file in fix_directory(DATA) for fix in file.fixed.fixes] == []
