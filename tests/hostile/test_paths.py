"""Paths that cannot be looked at: behind a closed folder, too long, a loop of links, below a file; a working directory that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund.exchange.exporting.dispositif_files import COLUMNS
from tests.depth import sliced
from tests.hostile.places import BASE
from tests.rights import ordinary_rights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

PLACES = ("closed/x", "closed/folder/x", "n" * 300, "loop", "loop/x", "file/x", "secret", "/".join(["d" * 200] * 25))
NEW = ("new", "x-y", "--family", "pret", "--reach", "regional")
READERS = (
    ("match", "PATH"), ("match", "--register", "PATH"), ("match", "--since", "PATH"), ("match", "--catalogue", "PATH"), ("plan", "PATH"),
    ("compare", "socoden", "fiso", "--profile", "PATH"), ("explain", "socoden", "PATH"), ("map", "--profile", "PATH"), ("screen", "PATH"),
    ("coverage", "--list", "PATH"), ("coverage", "--against", "PATH"), ("export", "--catalogue", "PATH"), ("import", "PATH", "--output", "draft"),
    ("boundaries", "socoden", "--catalogue", "PATH"), (*NEW, "--catalogue", "PATH"), (*NEW, "--catalogue", "PATH", "--write"),
    ("schema", "rules", "--catalogue", "PATH"), ("words", "--catalogue", "PATH"), ("tools", "list", "--catalogue", "PATH"),
    ("tools", "show", "socoden", "--catalogue", "PATH"), ("validate", "PATH"), ("validate", "PATH", "--fix"), ("validate", "--catalogue", "PATH"),
    ("diff", "PATH"), ("diff", str(BASE), "PATH"), ("diff", str(BASE), str(BASE), "--list", "PATH"), ("diff", str(BASE), "--catalogue", "PATH"),
)
WRITERS = (
    ("schema", "rules", "--output", "PATH"), (*NEW, "--output", "PATH"), ("boundaries", "don-exemple", "--catalogue", str(BASE), "--write", "PATH"),
    ("export", "--catalogue", str(BASE), "-f", "csv", "--output", "PATH"), ("match", "--catalogue", str(BASE), "--ics", "PATH.ics"),
    ("export", "--catalogue", str(BASE), "-f", "dispositif-aide", "--sidecar", "PATH.json"), ("words", "--output", "PATH"),
    ("import", "aides.csv", "--output", "PATH"), ("screen", "list.csv", "--tables", "PATH"), ("screen", "list.csv", "--output", "PATH.csv"),
)
AIDS = f"{','.join(COLUMNS)}\n1,Une aide{',' * (len(COLUMNS) - 2)}\n"
CALLS = [(words, path) for words in (*READERS, *WRITERS) for path in PLACES if "/" in path or len(path) > 100 or "PATH." not in " ".join(words)]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder with everything that cannot be looked at, seen by somebody without the rights of root."""
    (tmp_path / "closed" / "folder").mkdir(parents=True)
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("legal_form: scop\n", encoding="utf-8")
    (tmp_path / "secret").mkdir(mode=0)
    (tmp_path / "list.csv").write_text("Forme juridique;Effectif\nSCOP;12\n", encoding="utf-8")
    (tmp_path / "aides.csv").write_text(AIDS, encoding="utf-8")
    (tmp_path / "closed").chmod(0)
    monkeypatch.chdir(tmp_path)
    with ordinary_rights():
        yield tmp_path
    (tmp_path / "closed").chmod(0o700)
    (tmp_path / "secret").chmod(0o700)


def test_the_folder_is_closed_indeed(place: Path) -> None:
    with pytest.raises(PermissionError):
        (place / "closed" / "x").stat()
    with pytest.raises(PermissionError):
        list((place / "secret").iterdir())


@pytest.mark.parametrize(("words", "path"), sliced(CALLS, 18))
@pytest.mark.usefixtures("place")
def test_a_path_that_cannot_be_looked_at_is_told(words: tuple[str, ...], path: str, essfund: Essfund) -> None:
    done = essfund(*(word.replace("PATH", path) for word in words), "--lang", "en")
    checked = words[0] == "validate" and path == "secret"  # a folder is a catalogue, and its missing files are findings
    assert done.code in ({1, 3} if checked else {3, 2} if words in READERS else {74, 3, 2})
    told = done.err + done.out
    assert path.partition("/")[0][:200] in told or "git reads no repository here" in told  # what is no folder may be a revision
    assert "bug" not in told


@pytest.mark.parametrize(("words", "path", "said"), [
    (("diff", "PATH", str(BASE)), "./closed/x", "ce fichier n’est pas permise"), (("diff", str(BASE), "PATH"), "./loop", "ce lien mène à lui-même"),
    (("diff", "PATH", str(BASE)), "../nowhere", "n’est ni un répertoire, ni une révision"),
    (("words", "--output", "PATH"), "loop/x.txt", "ce lien mène à lui-même"),
    (("import", "aides.csv", "--output", "PATH"), "file/x", "est un fichier, pas un dossier"),
    (("boundaries", "don-exemple", "--catalogue", str(BASE), "--write", "PATH"), "file/x.yaml", "est un fichier, pas un dossier"),
])
@pytest.mark.usefixtures("place")
def test_why_a_path_cannot_be_used_is_said_in_our_words(words: tuple[str, ...], path: str, said: str, essfund: Essfund) -> None:
    done = essfund(*(word.replace("PATH", path) for word in words))
    assert done.code in {3, 74}
    assert said in done.err + done.out


@pytest.mark.parametrize("line", sliced([" ".join(words) for words in (("diff", "HEAD"), ("validate", "."), *READERS, *WRITERS)], 7))
def test_a_working_directory_that_is_gone_is_told(line: str, essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    done = essfund(*(word.replace("PATH", "x.json" if word == "PATH" else "x") for word in line.split(" ")), "--lang", "en")
    assert done.code in {1, 2, 3, 74}
    assert "bug" not in done.err
    assert essfund("match", "--catalogue", str(BASE), "--lang", "en").code == 0


@pytest.mark.parametrize("length", sliced([250, 246, 200], 3))
def test_names_may_be_as_long_as_the_system_allows(length: int, essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    name = "é" * (length // 2)
    assert essfund("schema", "rules", "--output", f"{name}.json").code == 0
    (tmp_path / "aides.csv").write_text(AIDS, encoding="utf-8")
    assert essfund("import", "aides.csv", "-o", name).code == 0
    assert {file.name for file in tmp_path.iterdir()} == {name, f"{name}.json", "aides.csv"}
