"""One mistake that makes others: it is said first, and what follows from it under it."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests.checks.test_examples import BASE, DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """Return a copy of the small catalogue with each `old` of a file replaced."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def found_in(essfund: Essfund, folder: Path) -> list[dict[str, Any]]:
    diagnostics: list[dict[str, Any]] = json.loads(essfund("validate", str(folder), *DAY, "--lang", "en", "-f", "json").out)["diagnostics"]
    return diagnostics


@pytest.mark.parametrize(("file", "old", "new", "first", "follow"), [
    ("tools.yaml", "  maison:\n", "  maisons:\n", "CAT010 no contact is called `maison`", ["CAT010"] * 2 + ["CAT030"]),
    ("tools.yaml", "  pret-exemple:\n", "  prets-exemple:\n", "CAT011 `prets-exemple` has no rules", ["CAT010", "CAT012"]),
    ("rules.yaml", "  cooperative-de-travail:\n", "  cooperatives-de-travail:\n", "CAT010 no shared condition is called `cooperative-de-travail`",
     ["CAT030"]),
    ("rules.yaml", "less_than: 50}", "less_than: 50, at_least: 60}", "CAT071 no enterprise can meet `pret-exemple.effectif`", ["CAT040"]),
])
def test_what_follows_from_a_mistake_names_it(
    file: str, old: str, new: str, first: str, follow: list[str], essfund: Essfund, tmp_path: Path
) -> None:
    found = found_in(essfund, changed(tmp_path, file, old, new))
    [cause] = [item for item in found if f"{item['code']} {item['message']}" == first and not item["cause"]]
    following = [item for item in found if item["cause"]]
    assert {item["code"] for item in following} >= set(follow)
    assert len(following) >= len(follow)
    for item in following:
        assert item["cause"] == {key: cause[key] for key in ("code", "file", "line", "column")}


def test_what_follows_is_counted_under_its_cause_and_listed_on_demand(essfund: Essfund, tmp_path: Path) -> None:
    call = ["validate", str(changed(tmp_path, "tools.yaml", "  maison:\n", "  maisons:\n")), *DAY, "--lang", "en"]
    short, whole = essfund(*call), essfund(*call, "--all")
    assert short.out.count("[CAT010]") == 1
    assert "= + 3 findings that follow from it: --all\n" in short.out
    assert "[CAT030]" not in short.out
    assert whole.out.count("[CAT010] no contact") == 3
    assert whole.out.count("= follows from ") == 3
    assert "--all" not in whole.out
    assert (short.code, short.err) == (whole.code, whole.err)
    assert short.err.startswith("3 errors, 1 warning in 1 file")
    assert essfund(*call, "-f", "concise").out.count("\n") == 4


def test_a_cause_that_is_left_out_folds_nothing(essfund: Essfund, tmp_path: Path) -> None:
    folder = changed(tmp_path, "rules.yaml", "less_than: 50}", "less_than: 50, at_least: 60}")
    done = essfund("validate", str(folder), *DAY, "--lang", "en", "--select", "CAT04")
    assert "[CAT04" in done.out
    assert "follow" not in done.out


def test_two_contradictions_of_one_instrument_are_two_mistakes(essfund: Essfund, tmp_path: Path) -> None:
    changed(tmp_path, "rules.yaml", "age_years: {less_than: 3}", "age_years: {less_than: 3, at_least: 5}")
    folder = tmp_path / "two"
    shutil.copytree(tmp_path, folder)
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    (folder / "rules.yaml").write_text(text.replace("age_years: {at_least: 3}", "age_years: {at_least: 3, less_than: 2}"), encoding="utf-8")
    found = [item for item in found_in(essfund, folder) if item["code"] == "CAT071"]
    assert [item["cause"] for item in found] == [None, None]


def test_files_come_in_the_order_of_causes(essfund: Essfund, tmp_path: Path) -> None:
    changed(tmp_path, "tools.yaml", "checked_on:", "checked-on:")
    for name in ("rules.yaml", "vocabularies.yaml"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("unheard: 1\n")
    files = [item["file"].rpartition("/")[2] for item in found_in(essfund, tmp_path)]
    assert list(dict.fromkeys(files)) == ["tools.yaml", "rules.yaml", "vocabularies.yaml"]


def test_golden_cases_come_last(essfund: Essfund, tmp_path: Path) -> None:
    changed(tmp_path, "rules.yaml", "employees: {less_than: 50}", "employees: {at_most: 50}")
    with (tmp_path / "tools.yaml").open("r+", encoding="utf-8") as file:
        text = file.read().replace('checked_on: "2026-01-20"', 'checked_on: "2020-01-20"', 1)
        file.seek(0)
        file.write(text)
    files = [item["file"].rpartition("/")[2] for item in found_in(essfund, tmp_path)]
    assert files[0] == "tools.yaml"
    assert files[-1] == "exemples.yaml"


def test_what_hangs_on_a_name_hangs_on_that_of_its_own_catalogue(essfund: Essfund, tmp_path: Path) -> None:
    folders = [changed(tmp_path / name, "tools.yaml", "  maison:\n", "  maisons:\n") for name in ("one", "two")]
    done = essfund("validate", *map(str, folders), *DAY, "--lang", "en")
    assert done.out.count("= + 3 findings that follow from it: --all\n") == 2
