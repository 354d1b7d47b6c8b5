"""Spelling: what is looked at, what is proposed, and that it is said where nothing was looked at."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.review.checks.prose import spelling
from essfund.review.checks.prose.spelling import words_of
from essfund.review.validation import check_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BASE = Path(__file__).parents[1] / "base"


def misspelt(folder: Path, *edits: tuple[str, str], listed: str | None = "[]") -> Path:
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    path = folder / "tools.yaml"
    text = path.read_text(encoding="utf-8").replace("Grant for an", "Grannt for an")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text if listed is None else text.replace("\nsources:\n", f"\naccepted_words: {listed}\nsources:\n", 1), encoding="utf-8")
    return folder


SLIP = ("fr: Subvention pour", "fr: Subventoin pour les asociations d’ aujourd’hui, dite subventionnable, pour")


def found(folder: Path) -> list[tuple[str, str]]:
    return [(str(one.message), str(one.help)) for one in check_documents([folder], None).diagnostics if one.code == "CAT067"]


@pytest.mark.parametrize(("listed", "words"), [
    ("[]", ["asociations", "subventionnable"]), ("[subventionnable]", ["asociations"]), (None, []),
])
def test_a_word_that_neither_the_dictionary_nor_the_catalogue_has_is_found(listed: str | None, words: list[str], tmp_path: Path) -> None:
    pytest.importorskip("spellchecker")
    messages = found(misspelt(tmp_path, SLIP, listed=listed))
    assert [message for message, _ in messages] == [f"`{word}` is in no dictionary" for word in words]
    assert not messages or "associations" in messages[0][1]


@pytest.mark.parametrize(("listed", "idle"), [
    ("[subventionnable]", []), ("[subventionnable, écoconception, réemploi-solidaire]", [(5, "écoconception"), (5, "réemploi-solidaire")]),
    ("[PME]", [(5, "PME")]), (None, []),
])
def test_an_accepted_word_that_stands_in_no_text_is_found(listed: str | None, idle: list[tuple[int, str]], tmp_path: Path) -> None:
    """With the library or without it; where golden cases are left out nothing is said, since a word may stand in one."""
    folder = misspelt(tmp_path, SLIP, listed=listed)
    diagnostics = check_documents([folder], None).diagnostics
    assert [(one.span.line, str(one.message)) for one in diagnostics if one.code == "CAT068" and one.span] == [
        (line, f"`{word}` stands in no French text of this catalogue") for line, word in idle]
    assert {str(one.help) for one in diagnostics if one.code == "CAT068"} <= {"remove it"}
    assert [one for one in check_documents([folder], None, cases=False).diagnostics if one.code == "CAT068"] == []


@pytest.mark.parametrize(("text", "words"), [
    ("L’IéS et la Scop d’Albi", []), ("aujourd’hui, jusqu’à dix", ["aujourd", "jusqu"]), ("voir www.laregion.fr ou a@b.fr", ["voir"]),
    ("le médico-social", ["médico", "social"]), ("PME, UE, FEDER", []),
])
def test_names_abbreviations_addresses_and_short_words_are_left_alone(text: str, words: list[str]) -> None:
    assert list(words_of(text)) == words


def test_golden_cases_name_conditions_by_their_ids(tmp_path: Path) -> None:
    pytest.importorskip("spellchecker")
    folder = misspelt(tmp_path)
    cases, rules = folder / "cases" / "exemples.yaml", folder / "rules.yaml"
    cases.write_text(cases.read_text(encoding="utf-8").replace("Une Scop de 50 salariés", "Par efectif, une Scop"), encoding="utf-8")
    assert [message for message, _ in found(folder)] == ["`efectif` is in no dictionary"]
    rules.write_text(rules.read_text(encoding="utf-8").replace("id: effectif", "id: efectif"), encoding="utf-8")
    assert not found(folder)


@pytest.mark.parametrize(("listed", "said"), [("[]", True), (None, False)])
def test_without_the_library_it_is_said_that_nothing_was_checked(
    listed: str | None, said: bool, tmp_path: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spelling, "LIBRARY", "no_such_library")
    spelling.dictionary.cache_clear()
    done = essfund("validate", str(misspelt(tmp_path, SLIP, listed=listed)), "--as-of", "newest", "--lang", "en", "--select", "CAT067")
    spelling.dictionary.cache_clear()
    assert done.code == 0
    assert ("spelling was not checked" in done.err) is said
    assert "essfund[spelling]" in done.err or not said
