"""`essfund export` as a person types it: files, streams, filters, refusals, the bar, and what is missing."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essfund.cli.main import run
from essfund.exchange.filters import FILTERS, list_instruments
from essfund.presenting.formats import FORMATS
from tests.bundled import bundled
from tests.depth import sliced
from tests.exporting.making import DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.presenting.formats import Format
    from tests.command_line import Done

    Essfund = Callable[..., Done]

ON = ["--as-of", "2019-06-01"]
ROOT = Path(__file__).parents[2]


def listed(essfund: Essfund, *argv: str) -> list[str]:
    done = essfund("export", *ON, "-f", "jsonl", "--columns", "tool", *argv)
    assert done.code == 0, done.err
    return [json.loads(line)["tool"] for line in done.out.splitlines()]


@pytest.mark.parametrize("argv", [
    [], ["--family", "garantie"], ["--family", "pret", "--family", "subvention"], ["--reach", "regional"], ["--availability", "open"],
    ["--provider", "BPIFRANCE"], ["--search", "CREALIA"], ["--stage", "émergence"], ["--legal-form", "association"],
    ["--amount", "2000"], ["--legal-form", "5710", "--stage", "creation", "--amount", "40k"],
])
def test_export_and_tools_list_share_their_filters(argv: list[str], essfund: Essfund) -> None:
    done = essfund("tools", "list", *ON, "-f", "csv", *argv)
    assert done.code == 0
    wanted = [row["tool"] for row in csv.DictReader(io.StringIO(done.out, newline=""))]
    assert listed(essfund, *argv) == wanted
    assert wanted
    assert (len(wanted) < len(bundled().instruments)) == bool(argv)


def test_every_filter_is_an_option_of_both(essfund: Essfund) -> None:
    for command in (["tools", "list"], ["export"]):
        text = essfund(*command, "--help", "--lang", "en").out
        assert [one.name for one in FILTERS if f"--{one.name.replace('_', '-')}" not in text] == []


def test_a_filter_hides_nothing_out_of_ignorance() -> None:
    """What a legal form may ask for, even if only some answer would open it, stays; only what is refused goes."""
    from essfund import match, read_profile

    for form in ("association", "scop", "sas"):
        profile = read_profile(bundled(), {"legal_form": form})
        kept = {one.instrument.id for one in list_instruments(bundled(), on=DAY, profile=profile)}
        refused = {one.instrument.id for one in match(bundled(), profile, on=DAY).results if one.verdict.value == "ineligible"}
        assert kept == set(bundled().instruments) - refused
        assert refused


def test_a_stage_keeps_what_states_no_stage() -> None:
    from essfund import read_profile

    kept = {one.instrument.id for one in list_instruments(bundled(), on=DAY, profile=read_profile(bundled(), {"stage": "emergence"}))}
    for key, one in bundled().instruments.items():
        if one.tool.stages and "emergence" not in one.tool.stages.stages:
            assert key not in kept
    assert any(one.tool.stages is None for key, one in bundled().instruments.items() if key in kept)


@pytest.mark.parametrize("name", sliced(FORMATS["export"], 4))
def test_a_file_holds_what_standard_output_gives(name: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    argv = ["export", *ON, "-f", name, "--family", "garantie"]
    path = tmp_path / f"export{FORMATS['export'][name].endings[0]}"
    assert run([*argv, "-o", str(path)]) == 0
    capfdbinary.readouterr()
    for output in ([], ["--output", "-"]):
        assert run([*argv, *output]) == 0
        assert capfdbinary.readouterr().out == path.read_bytes()
    names = {one.name for one in tmp_path.iterdir()}
    assert names == ({"export.csv", "export.sidecar.json"} if name == "dispositif-aide" else {path.name})


def test_a_sidecar_that_nobody_named_replaces_nothing(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    beside, argv = tmp_path / "aides.sidecar.json", ("export", *ON, "-f", "dispositif-aide", "-o", "aides.csv", "--lang", "en")
    beside.write_text("mine", encoding="utf-8")
    done = essfund(*argv)
    assert (done.code, beside.read_text(encoding="utf-8")) == (2, "mine")
    assert "to replace it: --sidecar aides.sidecar.json" in done.err
    assert {one.name for one in tmp_path.iterdir()} == {beside.name}, "nothing else is written either"
    assert essfund(*argv, "--sidecar", "aides.sidecar.json").code == 0
    assert json.loads(beside.read_text(encoding="utf-8"))


def test_a_file_that_cannot_be_written_is_left_as_it_was(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "export.xlsx"
    path.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = essfund("export", "-f", "xlsx", "-o", str(path))
    assert done.code == 74
    assert path.read_bytes() == b"before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize(("argv", "words"), [
    (["-f", "xml"], "xlsx"),
    (["--columns", "nam"], "name"),
    (["-f", "json", "--columns", "name"], "json"),
    (["-f", "dispositif-aide", "--table", "offers"], "dispositif-aide"),
    (["-f", "jsonl", "--dialect", "fr"], "CSV"),
    (["-f", "csv", "--sidecar", "x.json"], "csv"),
])
def test_options_that_do_not_fit_are_refused(argv: list[str], words: str, essfund: Essfund) -> None:
    done = essfund("export", *argv)
    assert (done.code, done.out) == (2, "")
    assert words in done.err


def test_a_stage_that_does_not_exist_gets_a_suggestion(essfund: Essfund) -> None:
    done = essfund("export", "--stage", "developement", "--lang", "en")
    assert (done.code, done.out) == (3, "")
    assert "developpement" in done.err


def test_nothing_that_passes_is_said(essfund: Essfund) -> None:
    done = essfund("export", "--search", "zzzz", "--lang", "en")
    assert done.code == 0
    assert done.out.count("\n") == 1
    assert "no instrument" in done.err


@pytest.mark.parametrize("form", [form for form in FORMATS["export"].values() if form.needs], ids=lambda form: form.name)
def test_a_missing_library_says_the_command_that_installs_it(form: Format, essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    from essfund.presenting import formats

    monkeypatch.setattr(formats, "is_missing", lambda _: True)
    done = essfund("export", "-f", form.name)
    assert (done.code, done.out) == (2, "")
    assert f'{sys.executable} -m pip install "{form.requirement}"' in done.err


def test_extras_of_the_package_are_what_formats_need() -> None:
    optional_libraries = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    wanted = {name: [one.requirement] for name, one in FORMATS["export"].items() if one.requirement}
    assert {name: optional_libraries[name] for name in wanted} == wanted
    assert optional_libraries["all"] == [f"essfund[{','.join(sorted({*wanted, 'calendar', 'docx', 'lists', 'pictures', 'spelling'}))}]"]


@pytest.mark.parametrize("name", sliced(["csv", "json", "jsonl", "markdown"], 4))
def test_a_light_format_loads_no_heavy_library(name: str) -> None:
    script = f"import sys\nfrom essfund.cli.main import run\nrun(['export','-f',{name!r},'-o',{os.devnull!r}])\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"xlsxwriter", "pyarrow", "jinja2", "rich.progress"} & set(done.stderr.split())


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def bar(monkeypatch: pytest.MonkeyPatch, patience: float, stream: Any) -> str:
    from essfund.cli import output
    from essfund.core.language.translator import translator
    from essfund.core.messages import say

    monkeypatch.setattr(output, "PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    with output.Progress(translator("en"), say("Exporting"), 5) as counted:
        for _ in range(5):
            time.sleep(0.05)
            counted.tick()
    return str(stream.getvalue())


def test_a_bar_shows_on_a_terminal_after_a_second_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert bar(monkeypatch, 60, Terminal()) == ""
    assert bar(monkeypatch, 0, io.StringIO()) == ""
    assert "Exporting" in bar(monkeypatch, 0, Terminal())


def test_an_export_is_a_catalogue_for_every_command(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "garanties.json"
    assert essfund("export", "-f", "json", "--family", "garantie", "-o", str(path)).code == 0
    again = essfund("tools", "list", "--catalogue", str(path), "-f", "csv", *ON)
    assert (again.code, again.err) == (0, "")
    assert again.out == essfund("tools", "list", "--family", "garantie", "-f", "csv", *ON).out
    twice = essfund("export", "--catalogue", str(path), "-f", "json", *ON)
    assert json.loads(twice.out)["tools"] == json.loads(path.read_bytes())["tools"]
