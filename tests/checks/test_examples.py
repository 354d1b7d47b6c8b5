"""The page of every check holds a bad and a good piece of a file: both are put into a small catalogue and validated."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essfund import load_catalogue, match, read_profile
from essfund.checks import CHECKS, PAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.codes import Example
    from tests.command_line import Done

BASE = Path(__file__).parent / "base"
DAY = ["--as-of", "2026-02-01"]
EXAMPLES = {code: page.example for code, page in PAGES.items() if page.example}


def written(folder: Path, example: Example, piece: str) -> tuple[Path, range]:
    """Write the base catalogue with a piece of a file put in; return its place and the lines of the piece."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    path = folder / example.file
    text, at = path.read_text(encoding="utf-8"), example.at or example.good
    assert text.count(at) == 1, f"{example.file} holds the piece {text.count(at)} times"
    before, after = text.split(at)
    path.write_text(before + piece + after, encoding="utf-8")
    first = before.count("\n") + 1
    return path, range(first, first + max(1, piece.count("\n")))


def validated(essfund: Callable[..., Done], folder: Path, *options: str) -> tuple[int, list[dict[str, Any]]]:
    done = essfund("validate", str(folder), *DAY, *options, "--format", "json", "--lang", "en")
    return done.code, json.loads(done.out)["diagnostics"]


def test_the_base_catalogue_is_clean(essfund: Callable[..., Done]) -> None:
    assert validated(essfund, BASE, "--strict") == (0, [])


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_the_bad_piece_is_found_at_its_line(code: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    example = EXAMPLES[code]
    path, lines = written(tmp_path, example, example.bad)
    _, found = validated(essfund, tmp_path, *example.options)
    here = [item for item in found if item["code"] == code]
    assert here, [(item["code"], item["line"], item["message"]) for item in found]
    where = tmp_path / example.found_in
    assert any(item["file"] == str(where) if example.found_in else (item["file"] == str(path) and item["line"] in lines) for item in here), here
    severities = {item["severity"] for item in here}
    assert severities == {PAGES[code].severity.value}


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_the_good_piece_is_clean(code: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    example = EXAMPLES[code]
    written(tmp_path, example, example.good)
    assert validated(essfund, tmp_path, *example.options) == (0, [])


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_witnesses_of_the_bad_piece_are_profiles(code: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    example = EXAMPLES[code]
    written(tmp_path, example, example.bad)
    witnesses = [item["witness"] for item in validated(essfund, tmp_path, *example.options)[1] if item["witness"]]
    if witnesses:
        catalogue = load_catalogue(tmp_path)
        for one in witnesses:
            profile = read_profile(catalogue, one["profile"])
            assert match(catalogue, profile, on=date.fromisoformat(one["as_of"])).results


def test_every_code_of_a_check_has_a_whole_page() -> None:
    for code in (code for check in CHECKS for code in check.codes):
        page = PAGES[code]
        assert page.title, code
        assert page.meaning, code
        assert page.why, code
        assert page.remedy, code
        assert page.example, code
