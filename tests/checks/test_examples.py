"""The page of every check holds a bad and a good piece of a file: both are put into a small catalogue and validated."""

from __future__ import annotations

import json
import shutil
from datetime import date
from importlib import import_module
from inspect import isfunction
from pathlib import Path
from pkgutil import walk_packages
from typing import TYPE_CHECKING, Any

import pytest

from essfund import load_catalogue, match, read_profile
from essfund.engine import warnings
from essfund.loading import checks as loading_checks
from essfund.loading.checks.check import Check
from essfund.review import checks as review_checks
from essfund.review.checks import CHECKS, PAGES
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.codes import Example
    from tests.command_line import Done

BASE = Path(__file__).parent / "base"
DAY = ["--as-of", "2026-02-01"]
SAYS_WHAT_WAS_TAKEN = {"PRO005"}
EXAMPLES = {code: page.example for code, page in PAGES.items() if page.example}


def written(folder: Path, example: Example, piece: str, *, bad: bool = False) -> tuple[Path, range]:
    """Write the file of an example with a piece put in; return its place and the lines of the piece.

    It is a file of the base catalogue, which is copied, or a profile that is nothing but the piece.
    """
    path = folder / example.file
    before, after = "", ""
    if (BASE / example.file).exists():
        shutil.copytree(BASE, folder, dirs_exist_ok=True)
        text, at = path.read_text(encoding="utf-8"), example.at or example.good
        assert text.count(at) == 1, f"{example.file} holds the piece {text.count(at)} times"
        before, after = text.split(at)
    path.write_text(before + piece + after, encoding=example.bad_encoding if bad else "utf-8")
    if bad and example.bad_name:
        path.rename(folder / example.bad_name)
    first = before.count("\n") + 1
    return path, range(first, first + max(1, piece.count("\n")))


def validated(essfund: Callable[..., Done], path: Path, *options: str) -> tuple[int, list[dict[str, Any]]]:
    done = essfund("validate", str(path), *DAY, *options, "--format", "json", "--lang", "en")
    return done.code, json.loads(done.out)["diagnostics"]


def test_every_check_has_its_line() -> None:
    """One that is written and not listed looks at nothing."""
    modules = [
        import_module(module.name)
        for package in (loading_checks, review_checks)
        for module in walk_packages(package.__path__, f"{package.__name__}.")
    ]
    written = [value for module in modules for value in vars(module).values() if isinstance(value, Check)]
    assert [check.find.__name__ for check in written if check not in CHECKS] == []


def test_every_doubt_has_its_line() -> None:
    written = [value for value in vars(warnings).values() if isfunction(value) and value.__annotations__.get("return") == "Iterator[Doubt]"]
    assert [function.__name__ for function in written if function not in warnings.DOUBTS] == []


def named(folder: Path, example: Example) -> Path:
    """Return what `validate` is given: the catalogue, or the profile."""
    return folder if (BASE / example.file).exists() else folder / example.file


def test_the_base_catalogue_is_clean(essfund: Callable[..., Done]) -> None:
    assert validated(essfund, BASE, "--strict") == (0, [])


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_the_bad_piece_is_found_at_its_line(code: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    example = EXAMPLES[code]
    path, lines = written(tmp_path, example, example.bad, bad=True)
    _, found = validated(essfund, named(tmp_path, example), *example.options)
    here = [item for item in found if item["code"] == code]
    assert here, [(item["code"], item["line"], item["message"]) for item in found]
    where = tmp_path / example.found_in if example.found_in else path
    assert any(item["file"] == str(where) and (example.found_in or item["line"] in lines) for item in here), here
    assert code in SAYS_WHAT_WAS_TAKEN or all(item["help"] for item in here), "each says what to do"
    severities = {item["severity"] for item in here}
    assert severities == {PAGES[code].severity.value}


@pytest.mark.parametrize("code", sliced(sorted(EXAMPLES), 6))
def test_the_good_piece_is_clean(code: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    example = EXAMPLES[code]
    written(tmp_path, example, example.good)
    assert validated(essfund, named(tmp_path, example), *example.options) == (0, [])


@pytest.mark.parametrize("code", sliced(sorted(EXAMPLES), 10))
def test_witnesses_of_the_bad_piece_are_profiles(code: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    example = EXAMPLES[code]
    written(tmp_path, example, example.bad, bad=True)
    found = validated(essfund, named(tmp_path, example), *example.options)[1]
    witnesses = [item["witness"] for item in found if item["witness"]]
    if witnesses:
        catalogue = load_catalogue(tmp_path)
        for one in witnesses:
            profile = read_profile(catalogue, one["profile"])
            assert match(catalogue, profile, on=date.fromisoformat(one["as_of"])).results


@pytest.mark.parametrize("code", sorted(PAGES))
def test_every_code_has_a_whole_page(code: str) -> None:
    page = PAGES[code]
    texts = (page.title, page.meaning, page.why, page.remedy)
    assert all(texts)
    assert len(set(texts)) == len(texts), "each says something of its own"
    assert not page.title.endswith("."), "a title is no sentence"
    for text in (page.meaning, page.why, page.remedy):
        assert text[-1] in ".»", f"a whole sentence: {text}"
    if page.at_scale:
        assert not page.example
        return
    assert page.example
    example = page.example
    differs = (example.bad, example.bad_name, example.bad_encoding) != (example.good, "", "utf-8")
    assert differs, "the bad file is the good one"
