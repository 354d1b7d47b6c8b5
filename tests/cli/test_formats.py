"""Files that `--output` names: every command writes each of its formats into each of its endings, and refuses every other."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.core.errors import UsageError
from essfund.presenting.formats import ANY_TEXT, FORMATS, KNOWN_ENDINGS, chosen_format, endings_of
from essfund.review import validation
from essfund.review.validation import examine
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from essfund.core.diagnostics import Findings
    from tests.command_line import Done

    Essfund = Callable[..., Done]

BASE = Path(__file__).parents[1] / "hostile" / "base"
DAY, HERE = ["--as-of", "2026-06-01"], ["--catalogue", "BASE"]
NEW = ["new", "pret-nouveau", "--family", "pret", "--reach", "regional", *HERE]
CALLS = {
    "match": ["match", "--legal-form", "sarl", *DAY, *HERE],
    "plan": ["plan", "--legal-form", "sarl", "--project-cost", "50000", *DAY, *HERE],
    "screen": ["screen", "LISTED", *DAY, *HERE],
    "screen --columns": ["screen", "--columns"],
    "explain": ["explain", "pret-exemple", "--legal-form", "sarl", *DAY, *HERE],
    "explain CODE": ["explain", "CAT010"],
    "compare": ["compare", "pret-exemple", "don-exemple", *DAY, *HERE],
    "tools list": ["tools", "list", *DAY, *HERE],
    "tools show": ["tools", "show", "pret-exemple", *DAY, *HERE],
    "validate": ["validate", "BASE", *DAY],
    "validate --statistics": ["validate", "BASE", *DAY, "--statistics"],
    "case": ["case", "PROFILE", *DAY, *HERE],
    "verify": ["verify", "pret-exemple", *DAY, *HERE],
    "verify --confirmed-on": ["verify", "pret-exemple", "--confirmed-on", "2026-02-01", "--by", "instructeur", *HERE],
    "validate --due": ["validate", "BASE", *DAY, "--due"],
    "validate --diff": ["validate", "BASE", "--diff"],
    "diff": ["diff", "BASE", "BASE", *DAY],
    "coverage": ["coverage", "--axes", "legal_form", *DAY, *HERE],
    "map": ["map", *DAY, *HERE],
    "export": ["export", *DAY, *HERE],
    "init": ["init", "FRESH", "--region", "53"],
    "new": NEW,
    "new --write": [*NEW, "--write"],
    "schema": ["schema", "profile"],
    "words": ["words", *HERE],
    "boundaries": ["boundaries", "don-exemple", *DAY, *HERE],
}
"""A call of each command in the registry; `interview`, `--ics` and `--sidecar` have tests of their own."""
WRITING = {"new --write", "verify --confirmed-on"}
"""Those that change the catalogue: they get one of their own."""
NAMED = [(command, name) for command in CALLS if len(FORMATS[command]) > 1 for name in FORMATS[command]]
BEGINS: dict[str, bytes | tuple[bytes, ...]] = {
    ".json": b"{", ".jsonl": b"{", ".ndjson": b"{", ".sarif": b"{", ".xml": b"<?xml ", ".svg": b'<?xml version="1.0" encoding="UTF-8"?>\n<svg ',
    ".html": b"<!DOCTYPE html>", ".htm": b"<!DOCTYPE html>", ".pdf": b"%PDF-", ".png": b"\x89PNG\r\n", ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04", ".parquet": b"PAR1", ".yaml": b"# ", ".yml": b"# ", ".md": (b"#", b"| "),
}
"""How a file begins by its ending, whatever the registry says: programs go by that. Other text begins with a letter or is empty."""


def form_of(command: str, ending: str, options: tuple[str, ...]) -> str:
    """Return the name of the format that is written."""
    return options[-1] if "--format" in options else endings_of(command)[ending.lower()].name if ending else next(iter(FORMATS[command]))


def fits(data: bytes, ending: str) -> bool:
    return data.startswith(BEGINS[ending]) if ending in BEGINS else not data.startswith((b"{", b"<", b"%", b"\x89", b"PK", b"PAR"))


@cache
def found_in_base(day: date | None) -> Findings:
    """Return what is found in the catalogue of these calls, looked for once: nothing here is a matter of findings."""
    return examine([BASE], day)


@pytest.fixture
def write(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., bytes]:
    """Return a function that runs a command with `--output` and gives back what the file holds."""
    monkeypatch.setattr(validation, "examine", lambda paths, day, **_: found_in_base(day) if paths == [BASE] else examine(paths, day))
    listed = tmp_path / "liste.csv"
    profile = tmp_path / "profil.yaml"
    profile.write_text("legal_form: sarl\n", encoding="utf-8")
    listed.write_text("Forme juridique;Effectif\nSARL;12\nAssociation;3\n", encoding="utf-8")

    def call(command: str, ending: str, *options: str) -> bytes:
        base, path = BASE, tmp_path / f"essai{ending}"
        if command in WRITING:
            base = tmp_path / "base"
            shutil.rmtree(base, ignore_errors=True)
            shutil.copytree(BASE, base)
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        (tmp_path / "essai.sidecar.json").unlink(missing_ok=True)  # one that is there is not written over
        places = {"BASE": str(base), "LISTED": str(listed), "PROFILE": str(profile), "FRESH": str(tmp_path / "fresh")}
        done = essfund(*[places.get(word, word) for word in CALLS[command]], "--output", str(path), *options)
        assert done.code in {0, 1}, done.err
        assert (done.out == "") is not (command == "screen" and FORMATS["screen"][form_of(command, ending, options)].rows), done.out
        return path.read_bytes()

    return call


def test_every_command_that_writes_is_called() -> None:
    assert set(CALLS) == set(FORMATS) - {"interview", "match --ics", "export --sidecar", "export --datapackage"}
    assert FORMATS["interview"] is FORMATS["match"]


@pytest.mark.parametrize("command", sliced(CALLS, 5))
def test_the_ending_decides_and_in_capitals_with_its_format_it_is_the_same(command: str, write: Callable[..., bytes]) -> None:
    for ending, form in endings_of(command).items():
        data = write(command, ending)
        assert fits(data, ending), ending
        assert len(FORMATS[command]) == 1 or write(command, ending.upper(), "--format", form.name) == data, ending


@pytest.mark.parametrize(("command", "name"), sliced(NAMED, 12))
def test_a_format_that_is_named_wins_where_it_can_be_right(command: str, name: str, write: Callable[..., bytes]) -> None:
    form = FORMATS[command][name]
    endings = [*form.endings, "", ".essai", *([] if form.binary else [ANY_TEXT])]
    written = {write(command, ending, "--format", name) for ending in endings}
    (data,) = written
    assert fits(data, form.endings[0])
    assert (data == write(command, "")) == (name == next(iter(FORMATS[command])))


@pytest.mark.parametrize("command", CALLS)
def test_every_other_ending_is_refused(command: str, essfund: Essfund, tmp_path: Path) -> None:
    endings = endings_of(command)
    for ending in sorted(KNOWN_ENDINGS - endings.keys() | {".essai"}):
        with pytest.raises(UsageError):
            chosen_format(command, None, Path(f"essai{ending}"))
        for name, form in FORMATS[command].items():
            if ending != ".essai" and ending not in form.endings and (form.binary or ending != ANY_TEXT):
                with pytest.raises(UsageError):
                    chosen_format(command, name, Path(f"essai{ending}"))
    for ending in (".doc", ".ics", ".essai"):
        base = tmp_path / f"base{ending}"
        shutil.copytree(BASE, base)
        before = {path: path.read_bytes() for path in base.rglob("*.yaml")}
        words = [str(base) if word == "BASE" else word for word in CALLS[command]]
        done = essfund(*words, "--output", str(tmp_path / f"essai{ending}"), "--lang", "en")
        assert (done.code, done.out) == (2, "")
        assert not [one for one in endings if one not in done.err]
        assert {path: path.read_bytes() for path in base.rglob("*.yaml")} == before
        assert not (tmp_path / f"essai{ending}").exists()


def test_a_format_and_an_ending_that_contradict_each_other_are_refused(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "fiche.pdf"
    done = essfund("match", "-f", "json", "-o", str(path), "--lang", "en")
    assert (done.code, done.out, path.exists()) == (2, "", False)
    assert ".json" in done.err
    assert essfund("map", "-f", "png", "-o", str(tmp_path / "map.txt")).code == 2
    assert essfund("explain", "fiso", "-o", str(tmp_path / "fiso.md")).code == 2


def test_files_beside_the_output_end_like_what_they_are(essfund: Essfund, tmp_path: Path) -> None:
    assert essfund("match", "--ics", str(tmp_path / "jours.pdf")).code == 2
    assert essfund("match", "--ics", str(tmp_path / "jours")).code == 0
    aid = ["export", "-f", "dispositif-aide", "-o", str(tmp_path / "aides.csv"), "--sidecar"]
    assert essfund(*aid, str(tmp_path / "reste.xlsx")).code == 2
    assert essfund(*aid, str(tmp_path / "reste.json")).code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["aides.csv", "jours", "reste.json"]


def test_a_directory_does_not_end_like_a_file(essfund: Essfund, tmp_path: Path) -> None:
    aids = tmp_path / "aides.csv"
    assert essfund("export", "-f", "dispositif-aide", "--family", "garantie", "-o", str(aids)).code == 0
    for ending in KNOWN_ENDINGS:
        assert essfund("import", str(aids), "-o", str(tmp_path / f"brouillon{ending}")).code == 2
    assert essfund("import", str(aids), "-o", str(tmp_path / "brouillon-2026.11")).code == 0


def test_the_help_lists_the_endings_and_the_formats(essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    for command, formats in FORMATS.items():
        if len(formats) > 1 and command != "explain CODE":
            text = essfund(*command.split(), "--help", "--lang", "en").out
            assert [word for word in (*endings_of(command), *formats) if word not in text] == []
