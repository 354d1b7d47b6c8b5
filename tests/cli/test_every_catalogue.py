"""Every command over every kind of catalogue: an export answers as the directory that it was made from, one without words as the bundled."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from essfund.cli.command_list import COMMANDS
from essfund.loading.catalogue import read_documents
from essfund.loading.texts import bundled_directory
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

DAY = ("--as-of", "2019-06-01")
SAID = ("--legal-form", "association", "--amount", "30000")
WALK: dict[str, tuple[str, ...]] = {
    "match": (*SAID, *DAY, "-f", "json"),
    "interview": ("--save", "{new}.yaml", *DAY),
    "explain": ("{tool}", *SAID, *DAY),
    "plan": (*SAID, "--use", "Four=30000", *DAY),
    "screen": ("{list}", *DAY),
    "compare": ("{tool}", "{other}", *SAID, *DAY),
    "validate": ("--statistics", *DAY),
    "diff": ("{itself}", *DAY, "-f", "json"),
    "coverage": ("--axes", "stage", *DAY, "-f", "json"),
    "map": (*DAY,),
    "boundaries": ("{tool}", *DAY),
    "case": ("{profile}", "--tool", "{tool}", *DAY),
    "verify": ("{tool}", *DAY),
    "init": ("{new}", "--region", "53"),
    "new": ("fonds-local", "--family", "garantie", "--reach", "national", *DAY),
    "tools list": DAY,
    "tools show": ("{tool}", *DAY),
    "export": ("-f", "json", *DAY),
    "import": ("{draft}", "--output", "{new}", *DAY),
    "schema": ("rules",),
    "words": ("legal-forms",),
}
"""What each command is asked. A command that is added is asked something here."""

CODES = {"interview": 2}
"""What asks somebody is refused where nobody is there."""

ON_ALL = [command for command in WALK if command not in {"validate", "new"}]
"""What the whole bundled catalogue is asked: validating it takes its time, and is a step of its own before a change goes in; a new
instrument goes between lines, which what this writes has not."""

FILES_ONLY = {"new": 2}
"""Commands that change the files of a catalogue, and the code with which they refuse one that is a single file."""


@pytest.fixture
def golden(tmp_path: Path, root: Path, essfund: Callable[..., Done]) -> tuple[Path, Path]:
    """A small catalogue as a directory, and its export."""
    directory = shutil.copytree(root / "tests/golden/catalogue", tmp_path / "one")
    export = tmp_path / "one.json"
    assert essfund("export", "--catalogue", str(directory), "--output", str(export), *DAY).code == 0
    return directory, export


@pytest.fixture(scope="module")
def wordless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled catalogue without its words, its layers as one."""
    folder = tmp_path_factory.mktemp("wordless")
    documents = read_documents()
    for role in ("tools", "rules"):
        (folder / f"{role}.yaml").write_text(json.dumps(documents[role], ensure_ascii=False), encoding="utf-8")
    return folder


def asked(
    essfund: Callable[..., Done], tmp_path: Path, command: str, catalogue: Path | None, tools: tuple[str, str], name: str,
) -> tuple[int, str]:
    """The code and the answer of a command, without what names the catalogue, the time it took or its bytes."""
    sirens, draft, profile = tmp_path / "list.csv", tmp_path / "draft.csv", tmp_path / "profil.yaml"
    profile.write_text("legal_form: association\namount_needed: 30000\n", encoding="utf-8")
    sirens.write_text("SIREN;Forme juridique;Effectif\n732829320;Association;12\n", encoding="utf-8")
    draft.write_text("id_aid,aid_nom\n1,Aide à tous\n", encoding="utf-8")
    words = {"tool": tools[0], "other": tools[1], "list": sirens, "draft": draft, "profile": profile, "new": tmp_path / name, "itself": catalogue or bundled_directory()}
    chosen = ("--catalogue", str(catalogue)) if catalogue else ()
    done = essfund(*command.split(), *(word.format(**words) for word in WALK[command]), *chosen, "--lang", "en")
    assert done.code != 70, done.err
    assert "Traceback" not in done.err
    plain = re.sub(r"sha256:[0-9a-f]+|# yaml-language-server: .*\n|\d+\.\d+ s", "", done.out).replace(f" --catalogue {catalogue}", "")
    return done.code, plain.replace(str(catalogue or bundled_directory()), "CATALOGUE").replace(str(tmp_path / name), "NEW")


def test_each_command_is_walked() -> None:
    assert {" ".join(entry.words) for entry in COMMANDS} == WALK.keys()


@pytest.mark.parametrize("command", sliced(WALK, 3))
def test_an_export_answers_as_the_directory_that_it_was_made_from(
    command: str, golden: tuple[Path, Path], tmp_path: Path, essfund: Callable[..., Done],
) -> None:
    directory, export = golden
    tools = ("pret-cooperatif", "don-ouvert")
    code, answer = asked(essfund, tmp_path, command, directory, tools, "first")
    other, same = asked(essfund, tmp_path, command, export, tools, "second")
    assert code == CODES.get(command, 0), answer
    if command in FILES_ONLY:
        assert (other, same) == (FILES_ONLY[command], "")
        return
    assert (other, same) == (code, answer)


@pytest.mark.parametrize("command", sliced(ON_ALL, len(ON_ALL) + 1, always=("schema", "words", "explain")))
def test_a_catalogue_without_words_of_its_own_answers_with_the_bundled_ones(
    command: str, wordless: Path, tmp_path: Path, essfund: Callable[..., Done],
) -> None:
    first = asked(essfund, tmp_path, command, None, ("socoden", "fiso"), "first")
    second = asked(essfund, tmp_path, command, wordless, ("socoden", "fiso"), "second")
    assert first[0] == CODES.get(command, 0), first[1]
    assert second == first
