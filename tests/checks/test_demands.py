"""What a catalogue asks of itself: facts that its golden cases state, the day of the newest check, one manner of writing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.review.validation import check_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BASE = Path(__file__).parent / "base"
SCHEMA = "# yaml-language-server: $schema=../schemas/{}.json\n"


def edited(folder: Path, name: str, *edits: tuple[str, str]) -> Path:
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    text = (folder / name).read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, code: str) -> list[tuple[str, int, str]]:
    """Return the file, line and message of each finding of a code, on the day of the newest check."""
    diagnostics = check_documents(folder, None).diagnostics
    return [(Path(one.span.file).name, one.span.line, str(one.message)) for one in diagnostics if one.code == code and one.span]


@pytest.mark.parametrize(("word", "first", "count"), [
    ("undecided", ("tools.yaml", 20, "no golden case leaves `pret-exemple` undecided"), 3),
    ("bounds", ("rules.yaml", 20, "no golden case stands just below the bound `employees less_than 50`"), 14),
    ("days", ("tools.yaml", 20, "no golden case is asked on 2025-12-31, where the answer turns or next to it"), 6),
])
def test_what_the_catalogue_wants_stated_and_no_case_states_is_found_where_it_stands(
    word: str, first: tuple[str, int, str], count: int, tmp_path: Path,
) -> None:
    missing = found(edited(tmp_path, "rules.yaml", ("ranking:\n", f"cases_state: [{word}]\n\nranking:\n")), "CAT043")
    assert first in missing
    assert len(missing) == count
    assert len(set(missing)) == count


def test_nothing_is_asked_of_cases_that_are_left_out(tmp_path: Path) -> None:
    folder = edited(tmp_path, "rules.yaml", ("ranking:\n", "cases_state: [days]\n\nranking:\n"))
    assert check_documents(folder, None, cases=False).diagnostics == ()


def test_a_catalogue_that_writes_straight_apostrophes_throughout_is_left_in_peace(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    for path in tmp_path.rglob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("’", "'"), encoding="utf-8")
    assert found(tmp_path, "CAT065") == []


def test_a_file_without_the_schema_that_the_others_name_is_found(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    for name in ("tools", "rules", "vocabularies"):
        path = tmp_path / f"{name}.yaml"
        path.write_text(SCHEMA.format(name) + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert found(tmp_path, "CAT093") == [("exemples.yaml", 1, "the first line names no schema, as the other files do")]


def test_a_ceiling_over_a_family_is_silent_where_an_instrument_is_left_out_on_purpose(tmp_path: Path) -> None:
    ceiling = """plan_ceilings:
  - id: moitie
    tools: [pret-exemple]
    families: [subvention]
    besides: [don-exemple]
    share: 50
    of: [uses]
    text: {fr: La moitié., en: Half.}
    source: reglement
"""
    folder = edited(tmp_path, "rules.yaml", ("instruments:\n", f"{ceiling}instruments:\n"))
    assert found(folder, "CAT085") == []
    (folder / "rules.yaml").write_text((folder / "rules.yaml").read_text(encoding="utf-8").replace("    besides: [don-exemple]\n", ""), encoding="utf-8")
    assert [message for _, _, message in found(folder, "CAT085")] == ["the ceiling `moitie` does not say whether it counts `don-exemple`"]


@pytest.mark.parametrize(("day", "codes"), [("newest", set()), ("2031-01-01", {"CAT050"})])
def test_seen_from_its_newest_check_a_catalogue_does_not_grow_old(day: str, codes: set[str], essfund: Callable[..., Done]) -> None:
    done = essfund("validate", str(BASE), "--as-of", day, "--select", "CAT050", "--statistics", "--format", "json")
    assert {code for code in ("CAT050",) if code in done.out} == codes
    assert done.code == 0


def test_that_day_is_an_option_of_validate_alone(essfund: Callable[..., Done]) -> None:
    assert essfund("match", "--as-of", "newest").code == 2
