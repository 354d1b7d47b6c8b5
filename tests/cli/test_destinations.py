"""What a command writes never takes the place of what it reads, nor of a YAML file, whatever the names they go by."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
import typer

from essfund.cli.app import build
from essfund.cli.command_list import COMMANDS
from essfund.cli.output import READ, WRITTEN
from essfund.core.language.translator import translator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

DAY = ("--as-of", "2019-06-01")
PROFILE = "# by hand\nlegal_form: scop\n"
NAMES = ("plain", "detour", "link", "hard link")
READERS = {
    "match": ("match", "FILE"), "explain": ("explain", "socoden", "FILE"), "compare": ("compare", "socoden", "fiso", "--profile", "FILE"),
    "map": ("map", "--profile", "FILE"), "interview": ("interview", "FILE"), "match --since": ("match", "--since", "FILE"),
    "match --catalogue": ("match", "--catalogue", "FILE"), "tools list": ("tools", "list", "--catalogue", "FILE"),
    "tools show": ("tools", "show", "socoden", "--catalogue", "FILE"), "export": ("export", "--catalogue", "FILE"),
    "schema": ("schema", "tools", "--catalogue", "FILE"), "boundaries": ("boundaries", "socoden", "--catalogue", "FILE"), "import": ("import", "FILE"),
    "validate": ("validate", "data", "FILE"), "diff OLD": ("diff", "FILE", "data"), "diff NEW": ("diff", "HEAD", "FILE"),
    "coverage": ("coverage", "--against", "FILE"), "catalogue/tools.yaml": ("match", "--catalogue", "DIR"),
    "catalogue/cases/one.yaml": ("diff", "DIR", "DIR"), "catalogue/rules.yaml": ("new", "x", "--family", "pret", "--reach", "regional", "--catalogue", "DIR"),
}
"""Command lines that read a file, by what is read."""

WRITERS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("explain",): ("socoden",), ("compare",): ("socoden", "fiso"), ("diff",): ("HEAD",), ("schema",): ("tools",), ("import",): ("absent.csv",),
    ("boundaries",): ("socoden",), ("init",): ("absent", "--region", "53"), ("verify",): ("socoden",), ("case",): ("absent.yaml",), ("new",): ("x", "--family", "pret", "--reach", "regional"), ("tools", "show"): ("socoden",),
}
"""What commands need besides --output."""


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a directory where nothing can be read: what is refused is refused before any work."""
    def work(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("essfund.loading.files.open", work, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def another_name(file: Path, kind: str) -> str:
    """Return another name of a file."""
    other = file.parent / "out.txt"
    if kind == "detour":
        return f"{file.parent}/../{file.parent.name}/{file.name}"
    if kind == "link":
        other.symlink_to(file)
    if kind == "hard link":
        os.link(file, other)
    return str(file if kind == "plain" else other)


@pytest.mark.parametrize(("read", "kind"), [*((read, "plain") for read in READERS), *(("match", kind) for kind in NAMES), ("diff OLD", "hard link")])
def test_an_output_is_never_what_is_read(read: str, kind: str, unread: Path, essfund: Essfund) -> None:
    folder = unread / "catalogue"
    (folder / "cases").mkdir(parents=True)
    file = unread / (read if "/" in read else "read.json")
    file.write_text(PROFILE, encoding="utf-8")
    argv = [{"FILE": str(file), "DIR": str(folder)}.get(word, word) for word in READERS[read]]
    done = essfund(*argv, "--output", another_name(file, kind), "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "is read by this command" in done.err
    assert file.read_text(encoding="utf-8") == PROFILE


def test_a_catalogue_of_the_environment_is_read_too(unread: Path, essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    file = unread / "catalogue.json"
    file.write_text("{}", encoding="utf-8")
    monkeypatch.setenv("ESSFUND_CATALOGUE", str(file))
    for option in ("--output", "--ics"):
        assert essfund("match", option, str(file)).code == 2
    assert essfund("export", "-f", "dispositif-aide", "--sidecar", str(file)).code == 2
    assert file.read_text(encoding="utf-8") == "{}"


def test_standard_input_is_read_too(unread: Path, essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    file = unread / "profile.json"
    file.write_text("{}", encoding="utf-8")
    with file.open(encoding="utf-8") as stream:
        monkeypatch.setattr("tests.command_line.Keyboardless", lambda *_, **__: stream)
        assert essfund("match", "-", "--output", str(file)).code == 2
    assert file.read_text(encoding="utf-8") == "{}"


@pytest.mark.parametrize("name", ["p.yaml", "P.YML", "link.txt"])
@pytest.mark.parametrize("words", [entry.words for entry in COMMANDS], ids=" ".join)
def test_no_result_replaces_a_yaml_file(words: tuple[str, ...], name: str, unread: Path, essfund: Essfund) -> None:
    (unread / "p.yaml").write_text(PROFILE, encoding="utf-8")
    (unread / "P.YML").write_text(PROFILE, encoding="utf-8")
    (unread / "link.txt").symlink_to("p.yaml")
    done = essfund(*words, *WRITERS.get(words, ()), "--output", name, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "no result replaces a YAML file" in done.err
    assert {path.read_text(encoding="utf-8") for path in unread.iterdir()} == {PROFILE}


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize(
    ("argv", "options"),
    [(("match",), ("--ics", "--output")), (("interview",), ("--save", "--output")),
     (("export", "-f", "dispositif-aide"), ("--sidecar", "--output"))],
)
def test_two_results_never_go_to_one_file(argv: tuple[str, ...], options: tuple[str, str], kind: str, unread: Path, essfund: Essfund) -> None:
    file = unread / "result.json"
    file.write_text("{}", encoding="utf-8")
    other = another_name(file, kind)
    for first, second in ((file, other), (other, file)):
        done = essfund(*argv, options[0], str(first), options[1], str(second), "--lang", "en")
        assert (done.code, done.out) == (2, "")
        assert "would write the same file" in done.err
    if kind != "hard link":
        file.unlink()
        assert essfund(*argv, options[0], str(file), options[1], other).code == 2


@pytest.mark.parametrize(("words", "named"), [
    (("match", "--output", ".json"), "result.json"), (("match", "-f", "json", "-o", ".json"), "result.json"), (("export", "-o", "there/.CSV"), "result.CSV"),
    (("match", "--ics", ".ics"), "result.ics"), (("map", "-o", ".svg"), "result.svg"), (("match", "-o", ".yaml"), "result.yaml"),
])
def test_an_ending_alone_is_no_name_of_a_file(
    words: tuple[str, ...], named: str, essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    done = essfund(*words, *DAY, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "is an ending without a name" in done.err
    assert named in done.err
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert essfund("match", *DAY, "-o", ".hidden.json").code == 0


def test_results_are_written_again_and_to_devices(tmp_path: Path, essfund: Essfund) -> None:
    profile, out = tmp_path / "p.yaml", tmp_path / "out.json"
    profile.write_text(PROFILE, encoding="utf-8")
    for _ in range(2):
        assert essfund("match", str(profile), *DAY, "-f", "json", "-o", str(out), "--ics", str(tmp_path / "days.ics")).code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["profile"] == {"legal_form": ["scop"]}
    assert essfund("match", str(profile), *DAY, "-o", os.devnull).code == 0
    assert essfund("new", "x", "--family", "pret", "--reach", "regional", "-o", str(tmp_path / "new.yaml")).code == 0


def test_every_parameter_that_names_a_file_is_known() -> None:
    app: Any = typer.main.get_command(build(translator("en"), None))
    commands = [each for command in app.commands.values() for each in getattr(command, "commands", {"": command}).values()]
    named = {parameter.name for command in commands for parameter in command.params
             if {"FILE", "DIR", "PROFILE", "PATH...", "OLD", "NEW", "LIST"} & {parameter.metavar, *parameter.opts}} - {"lists"}  # `words` takes names of lists, no files
    assert named == {*READ, *WRITTEN}
