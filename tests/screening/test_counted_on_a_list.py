"""Lists that `diff` and `coverage` count on: what cannot be read is said as `screen` says it, and rows are counted as it counts them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.diff.edits import BASE
from tests.screening.making import LIST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

COMMANDS = {"diff": ("diff", str(BASE), str(BASE)), "coverage": ("coverage", "--catalogue", str(BASE), "--axes", "legal_form,employees")}
ON = ("--as-of", "2026-02-01")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "liste.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "vide.csv").write_text("", encoding="utf-8")
    (tmp_path / "inconnue.csv").write_text("Nom;Couleur\nSECRET;bleu\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize(("words", "code", "said"), [
    (("--list", "nulle-part.csv"), 3, "nulle-part.csv"), (("--list", "."), 3, "Parquet"), (("--list", "vide.csv"), 3, "LST001"),
    (("--list", "inconnue.csv"), 3, "« Couleur »"), (("--map", "legal_form=Statut"), 2, "ajoutez --list"),
    (("--list", "liste.csv", "--map", "legal_form"), 2, "CHAMP=COLONNE"), (("--list", "liste.csv", "--map", "legal_form=Nulle"), 2, "`Nulle`"),
    (("--list", "liste.csv", "--output", "liste.csv"), 2, "liste.csv"),
])
def test_what_cannot_be_is_said_and_leaves_nothing(
    command: str, words: tuple[str, ...], code: int, said: str, essfund: Callable[..., Done], folder: Path,
) -> None:
    done = essfund(*COMMANDS[command], *ON, *words)
    assert (done.code, done.out) == (code, ""), done.err
    assert said in done.err.replace("\u00a0", " "), done.err
    assert "Traceback" not in done.err
    assert (folder / "liste.csv").read_text(encoding="utf-8") == LIST
    assert sorted(path.name for path in folder.iterdir()) == ["inconnue.csv", "liste.csv", "vide.csv"]


@pytest.mark.usefixtures("folder")
def test_rows_and_columns_are_counted_as_screen_counts_them(essfund: Callable[..., Done]) -> None:
    def read(*argv: str) -> Any:
        done = essfund(*argv, *ON, "-f", "json")
        assert done.code == 0, done.err
        return json.loads(done.out)

    screened = read("screen", "liste.csv", "--catalogue", str(BASE))
    assert screened["rows"] == {"read": 7, "answered": 5, "ceased": 1, "rejected": 1}
    for words in COMMANDS.values():
        found = read(*words, "--list", "liste.csv")["list"]["read"]
        assert found["rows"] == screened["rows"]
        assert found["columns"] == screened["columns"]


def test_no_connection_is_opened(essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a connection was opened"))
    for words in COMMANDS.values():
        assert essfund(*words, *ON, "--list", "-", stdin=LIST).code == 0
