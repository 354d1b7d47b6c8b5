"""The command-line contract of design section 6: streams, exit codes, files, languages, colours, confidentiality."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.cli.command_list import COMMANDS
from essfund.presenting.view import PAGE
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

    Essfund = Callable[..., Done]

DAY = ["--as-of", "2019-06-01"]
PROGRAM = [sys.executable, "-m", "essfund"]
ANSI = re.compile(r"\x1b\[")


def as_process(*argv: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PROGRAM, *argv], capture_output=True, text=True, check=False, env={**os.environ, **environment})


def test_json_is_the_contract(essfund: Essfund) -> None:
    done = essfund("match", "--legal-form", "scop", "--employees", "12", "--amount", "40000", *DAY, "-f", "json")
    report = json.loads(done.out)
    assert report["schema"] == "essfund.match/2"
    assert report["need"]["amount"] == 40000
    assert report["profile"] == {"legal_form": ["scop"], "amount_needed": 40000, "employees": 12}
    socoden = next(one for one in report["results"] if one["tool"] == "socoden")
    assert (socoden["amount"]["min"], socoden["amount"]["max"], socoden["need_covered"]) == (None, 60000, 1.0)
    assert socoden["missing"] == ["cgscop_member"]
    assert {"rank", "offer", "name", "family", "reach", "verdict", "availability", "successor", "score"} <= set(socoden)
    assert {"place", "only_if", "last_proof", "closes_on", "replaces", "brings", "terms", "desk"} <= set(socoden)
    assert (socoden["place"], socoden["brings"]["max"]) == ("first", 40000)
    assert {"id", "label", "status", "strength", "fields", "source"} <= set(socoden["conditions"][0])


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (["match", *DAY], 0),
        (["validate", str(Path(__file__).parents[1] / "checks/base")], 0),
        (["match", "--nothing"], 2),
        (["match", "-f", "xml"], 2),
        (["match", "--as-of", "2019"], 2),
        (["explain", "nothing-like-it"], 2),
        (["frobnicate"], 2),
        (["explain"], 2),
        (["match", "--legal-form", "zzz"], 3),
        (["match", "nowhere.yaml"], 3),
        (["match", "--catalogue", "nowhere"], 3),
        (["validate", "nowhere"], 3),
        (["match", "--legal-form", "1000", "--departement", "75", "--amount", "1", "--exit-status", "--catalogue", "LOCAL"], 4),
    ],
)
def test_exit_codes(argv: list[str], code: int, essfund: Essfund, tmp_path: Path) -> None:
    local = local_catalogue(tmp_path)
    done = essfund(*[str(local) if word == "LOCAL" else word for word in argv])
    assert done.code == code
    assert "Traceback" not in done.err
    if argv[0] != "validate":
        assert (done.out == "") == (code in {2, 3})


def local_catalogue(folder: Path) -> Path:
    """Write the first catalogue of the how-to page; what stands below adds to it."""
    page = (Path(__file__).parents[2] / "docs/how-to/use-another-catalogue.md").read_text(encoding="utf-8")
    for name, body in re.findall(r"```yaml\n# file: (\S+)\n(.*?)```", page, re.DOTALL):
        (folder / name).parent.mkdir(exist_ok=True)
        if not (folder / name).exists():
            (folder / name).write_text(body, encoding="utf-8")
    return folder / "mine"


def test_a_bug_says_so_and_keeps_the_profile_to_itself(essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret 424242")

    monkeypatch.setattr("essfund.engine.match.match", broken)
    done = essfund("match", "--amount", "424242", "--name", "Secrète")
    assert done.code == 70
    assert "424242" not in done.err + done.out
    assert "RuntimeError" in done.err


def test_an_interruption_leaves_with_130(essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("essfund.engine.match.match", interrupted)
    monkeypatch.setattr("essfund.cli.main.quiet_stdout", lambda: None)
    assert essfund("match").code == 130


def test_options_win_over_the_file_and_the_file_over_nothing(essfund: Essfund) -> None:
    profile = '{"legal_form": "association", "employees": 3}'
    report = json.loads(essfund("match", "-", "--legal-form", "scop", "-f", "json", stdin=profile).out)
    assert report["profile"] == {"legal_form": ["scop"], "employees": 3}


@pytest.mark.parametrize(
    ("file", "options", "known", "warned"),
    [
        ("created_on: 2010-01-01", ["--age", "2"], {"age_years": 2}, False),
        ("age_years: 2", ["--created-on", "2010-01-01"], {"created_on": "2010-01-01"}, False),
        ("{created_on: 2010-01-01, age_years: 9}", ["--age", "2"], {"age_years": 2}, False),
        ("{created_on: 2010-01-01, age_years: 2}", ["--employees", "3"], {"employees": 3, "created_on": "2010-01-01", "age_years": 2}, True),
        ("employees: 3", ["--created-on", "2010-01-01", "--age", "2"], {"employees": 3, "created_on": "2010-01-01", "age_years": 2}, True),
        ("created_on: 2018-01-01", ["--created-on", "2010-01-01", "--age", "2"], {"created_on": "2010-01-01", "age_years": 2}, True),
    ],
)
def test_an_age_and_a_day_of_creation_win_over_one_another(
    file: str, options: list[str], known: dict[str, object], warned: bool, essfund: Essfund
) -> None:
    done = essfund("match", "-", *options, *DAY, "-f", "json", stdin=file)
    report = json.loads(done.out)
    assert report["profile"] == known
    assert ("DBT005" in [one["code"] for one in report["warnings"]]) == warned
    alone = essfund("match", *options, *DAY, "-f", "json") if set(known) <= {"age_years", "created_on"} else done
    assert report["results"] == json.loads(alone.out)["results"]


@pytest.mark.parametrize("stdin", [b"\xff\xfe\x00", b"[1, 2]", b"a: [", b"\x00", b"legal_form: !!python/name:os.system", b"&a [*a]"])
def test_hostile_standard_input_is_an_input_error(stdin: bytes, essfund: Essfund) -> None:
    done = essfund("match", "-", stdin=stdin)
    assert done.code == 3
    assert done.out == ""
    assert "[" in done.err


def test_all_problems_of_a_profile_are_said_at_once(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text("legal_frm: scop\nemployees: beaucoup\nstage: developement\nanswers: {fiso.nothing: yes}\n", encoding="utf-8")
    done = essfund("match", str(path), "--lang", "en")
    assert done.code == 3
    for line, words in ((1, "legal_form"), (2, "10..19"), (3, "developpement"), (4, "fiso.nothing")):
        assert f"profile.yaml:{line}:" in done.err
        assert words in done.err


def test_output_is_whole_or_not_at_all(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.md"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    done = essfund("match", "-o", str(path))
    assert (done.code, path.read_text(encoding="utf-8")) == (74, "before")
    assert list(tmp_path.iterdir()) == [path]
    monkeypatch.undo()
    assert essfund("match", "-o", str(path), "-f", "markdown").code == 0
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert path.stat().st_mode & 0o777 == 0o640
    assert essfund("match", "-o", str(tmp_path)).code == 74
    assert essfund("match", "-o", str(tmp_path / "none" / "x")).code == 74


def test_a_full_disk() -> None:
    full = subprocess.run(["bash", "-c", f"{sys.executable} -m essfund match > /dev/full"], capture_output=True, text=True, check=False)
    assert full.returncode == 74
    assert full.stderr.count("\n") == 1


@pytest.mark.parametrize("words", sliced(["tools list", "tools", "--help"], 3))
def test_a_closed_pipe(words: str) -> None:
    line = f"set -o pipefail; {sys.executable} -m essfund {words} | true"
    pipe = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (pipe.returncode, pipe.stderr) == (0, "")


def test_piped_output_is_whole_and_plain(essfund: Essfund) -> None:
    done = essfund("tools", "list")
    assert "pret-honneur-reseau-entreprendre" in done.out
    assert not ANSI.search(done.out)
    text = essfund("match", "--legal-form", "scop", "--all").out
    assert not ANSI.search(text)
    assert 80 < max(len(line) for line in text.split("\n")) <= PAGE
    assert ranks(text) == list(range(1, ranks(text)[-1] + 1))
    assert len(ranks(text)) > 40


def ranks(text: str) -> list[int]:
    """Return the ranks of the instruments in a list of all, in its order."""
    return [int(found) for found in re.findall(r"^ ?(\d+) \S", text, re.MULTILINE)]


@pytest.mark.parametrize("width", sliced([80, 100, 120], 3))
def test_a_terminal_gets_lines_of_its_width_with_every_instrument_in_the_order_of_ranks(width: int) -> None:
    text = in_terminal(width, "match", "--legal-form", "scop", "--employees", "12", *DAY, "--color", "never", "--all")
    assert max(len(line) for line in text.split("\n")) <= width
    assert ranks(text) == list(range(1, len(ranks(text)) + 1))
    assert len(ranks(text)) > 40
    assert "Socoden" in text
    assert "éligible a priori" in text
    assert not ANSI.search(text)
    assert ANSI.search(in_terminal(width, "match", "--legal-form", "scop", *DAY))


def in_terminal(width: int, *argv: str) -> str:
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color"}
    child = subprocess.Popen([*PROGRAM, *argv], stdout=follower, stderr=follower, stdin=follower, env=environment)
    os.close(follower)
    found = b""
    while True:
        try:
            data = os.read(leader, 65536)
        except OSError:
            break
        if not data:
            break
        found += data
    child.wait()
    os.close(leader)
    return found.decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("argv", "environment", "coloured"),
    sliced([
        ([], {}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ], 3),
)
def test_who_decides_on_colours(argv: list[str], environment: dict[str, str], coloured: bool) -> None:
    done = as_process("match", "--legal-form", "scop", *DAY, *argv, **environment)
    assert bool(ANSI.search(done.stdout)) is coloured


@pytest.mark.parametrize("encoding", sliced(["latin-1", "ascii"], 2))
def test_an_old_encoding_gets_plain_letters(encoding: str) -> None:
    done = subprocess.run(
        [*PROGRAM, "match", "--legal-form", "scop", *DAY], capture_output=True, check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    first = done.stdout.decode(encoding).split("\n")[0]
    assert first.split() == ["Scop", "1er", "juin", "2019"]
    assert "?ligible" not in done.stdout.decode(encoding)


@pytest.mark.parametrize("form", ["table", "csv", "markdown", "json"])
def test_an_answer_is_marked_with_its_note_in_every_format(form: str, essfund: Essfund) -> None:
    done = essfund("match", "--legal-form", "scop", *DAY, "--answer", "membre-cgscop=yes:vu le 12 mai", "-f", form, "--all")
    assert done.code == 0
    assert "vu le 12 mai" in " ".join(done.out.split())
    told = essfund("explain", "socoden", "--legal-form", "scop", *DAY, "--answer", "socoden.passage-urscop=no:refus écrit")
    assert "réponse du conseiller : non – refus écrit" in " ".join(told.out.split())
    assert told.out.split("\n")[1].startswith("non éligible")


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_doubtful_input_is_answered_with_a_warning(form: str, essfund: Essfund) -> None:
    done = essfund("match", "--legal-form", "scop", "--employees", "0", "--created-on", "2030-01-01", *DAY, "-f", form)
    assert done.code == 0
    assert "DBT001" in done.out
    assert "DBT003" in done.out


def test_csv_is_read_back_and_formulas_are_disarmed(essfund: Essfund) -> None:
    done = essfund("match", "--legal-form", "scop", *DAY, "-f", "csv", "--answer", "membre-cgscop=yes:=HYPERLINK(1)")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert len(rows) > 40
    assert {row["amount_min"].isdigit() for row in rows} == {True, False}
    assert {row["amount_min"] for row in rows if not row["amount_min"].isdigit()} == {""}, "a floor that nobody knows is no zero"
    assert all(row["brings_min"].isdigit() or not row["brings_min"] for row in rows)
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("name", sliced(["a\x1b[31mb", "[red]x[/red]", "=1+1", "＝1+1", "x\ny", "| a | b |", "é" * 150], 6))
def test_a_hostile_name_is_only_a_name(name: str, essfund: Essfund) -> None:
    for form in ("table", "csv", "markdown", "json"):
        done = essfund("match", "--name", name, *DAY, "-f", form)
        assert done.code == 0
        assert "\x1b" not in done.out


def test_languages(essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    french, english = (essfund("match", *DAY, *argv).out.split("\n")[0] for argv in ((), ("--lang", "en")))
    assert re.fullmatch("rien de connu pour l’instant +1er juin 2019", french)
    assert re.fullmatch("nothing known yet +June 1, 2019", english)
    monkeypatch.setenv("ESSFUND_LANG", "en")
    assert essfund("match", *DAY).out.split("\n")[0] == english
    assert "there is no option" in essfund("match", "--foo").err
    for locale in ("EN_us", "en_GB.UTF-8", "en-GB"):
        monkeypatch.setenv("ESSFUND_LANG", locale)
        assert essfund("match", *DAY).out.split("\n")[0] == english
    monkeypatch.setenv("ESSFUND_LANG", "fr")
    assert "there is no option" not in essfund("match", "--foo").err
    monkeypatch.setenv("ESSFUND_LANG", "english")
    assert essfund("match", *DAY).code == 2


@pytest.mark.parametrize("value", ["complete_bash", "complete_zsh", "complete_fish", "1", "complete_nothing"])
def test_what_shells_set_is_told_where_it_stands_alone(value: str, essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ESSFUND_COMPLETE", value)
    done = essfund("match", *DAY)
    assert (done.code, done.out) == (2, "")
    assert "_ESSFUND_COMPLETE" in done.err


@pytest.mark.parametrize(("ids", "said"), [
    (("socoden",), "1 côte à côte"), (("socoden", "SOCODEN"), "nommé deux fois"), (("socoden", "iess"), "vouliez-vous dire ies"),
    (("socoden", "ies", "fiso", "novess", "sifa", "dla"), "6 côte à côte"),
])
def test_what_cannot_be_set_side_by_side_is_said(ids: tuple[str, ...], said: str, essfund: Essfund) -> None:
    done = essfund("compare", *ids, *DAY)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize("words", [pytest.param(entry.words, marks=() if place % 3 == 0 else pytest.mark.slow) for place, entry in enumerate(COMMANDS)], ids=" ".join)
def test_no_command_without_anything_is_a_bug(words: tuple[str, ...], essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    if words == ("validate",):  # `.ci/run` validates the bundled one so
        monkeypatch.setenv("ESSFUND_CATALOGUE", str(Path(__file__).parents[1] / "checks/base"))
    done = essfund(*words)
    assert done.code in {0, 2, 3}
    assert done.code == 0 or done.err


def test_a_text_is_not_written_as_what_it_is_not(essfund: Essfund, tmp_path: Path) -> None:
    done = essfund("match", *DAY, "--output", str(tmp_path / "fiche.ODT"))
    assert (done.code, done.out) == (2, "")
    assert ".docx" in done.err
    assert not list(tmp_path.iterdir())
    assert essfund("match", *DAY, "--output", str(tmp_path / "options.txt")).code == 0


def test_side_by_side_says_what_match_says_in_the_order_asked_for(essfund: Essfund) -> None:
    profile = ("--legal-form", "scop", "--amount", "40000", *DAY, "-f", "json")
    found = json.loads(essfund("compare", "garantie-sofiscop", "socoden", *profile).out)
    whole = {one["tool"]: one for one in json.loads(essfund("match", *profile).out)["results"]}
    assert found["schema"] == "essfund.compare/1"
    assert found["results"] == [whole["garantie-sofiscop"], whole["socoden"]]
    assert [one["kind"] for one in found["relations"]] == ["pairing"]
    assert "se combine avec" in essfund("compare", "garantie-sofiscop", "socoden", *DAY).out
    assert "se combine avec" not in essfund("compare", "ies", "socoden", *DAY).out


def test_the_language_may_stand_before_the_command(essfund: Essfund) -> None:
    assert essfund("--lang", "en", "match", *DAY).out == essfund("match", *DAY, "--lang", "en").out
    assert essfund("--lang", "de", "match").code == 2


def test_a_file_that_is_not_there_is_not_quoted(essfund: Essfund, tmp_path: Path) -> None:
    done = essfund("validate", str(tmp_path))
    assert done.code == 1
    assert "tools.yaml:1:1: erreur [IN001] ce fichier n’existe pas\n  = aide" in done.out
    assert "|" not in done.out


@pytest.mark.parametrize(("words", "french", "english", "help_of"), [
    (("mtch",), "la commande `mtch` n’existe pas\u00a0; vouliez-vous dire match", "there is no command `mtch`; did you mean match", "essfund"),
    (("plan", "--cost", "35k"), "vouliez-vous dire --project-cost\u00a0?", "did you mean --project-cost?", "essfund plan"),
    (("match", "--form", "scop"), "dire --legal-form ou --format\u00a0?", "mean --legal-form or --format?", "essfund match"),
    (("tools", "lst"), "vouliez-vous dire list", "did you mean list", "essfund tools"),
    (("tools", "show", "socoden", "un", "deux"), "un argument de trop\u00a0: un deux", "one argument too many: un deux", "essfund tools show"),
    (("match", "--all=3"), "--all ne prend pas de valeur", "--all takes no value", "essfund match"),
    (("match", "--employees"), "--employees\u00a0: il manque une valeur", "--employees: a value is missing", "essfund match"),
])
def test_a_command_line_that_cannot_be_read_is_answered_in_both_languages(
    words: tuple[str, ...], french: str, english: str, help_of: str, essfund: Essfund, monkeypatch: pytest.MonkeyPatch
) -> None:
    for language, said, see in (("fr", french, "voir\u00a0: "), ("en", english, "see: ")):
        monkeypatch.setenv("ESSFUND_LANG", language)
        done = essfund(*words)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
        assert done.err.endswith(f"{see}{help_of} --help\n")


def test_who_types_an_instrument_for_a_command_is_told_how_to_see_it(essfund: Essfund) -> None:
    assert essfund("socoden", "--lang", "en").err == (
        "there is no command `socoden`\nsee: essfund --help; for an instrument: essfund explain NAME\n")
    assert essfund("socoden").err.endswith("pour un instrument\u00a0: essfund explain NOM\n")


def test_a_field_that_lowers_an_amount_is_named_once(essfund: Essfund) -> None:
    text = " ".join(essfund("match", "--amount", "40000", *DAY, "--all").out.split())
    named = [found.split(", ") for found in re.findall("peut baisser selon : (.*?) ;", text)]
    assert [fields for fields in named if len(fields) != len(set(fields))] == []
    assert len(named) > 5


def test_help_is_short_long_and_in_both_languages(essfund: Essfund) -> None:
    assert essfund("-h").out == essfund("--help").out
    assert "--own-funds" in essfund("match", "-h", "--lang", "en").out
    assert "Show this message" not in essfund("match", "-h").out
    assert essfund("--version").out.startswith("essfund 0.1.0")


@pytest.mark.parametrize(
    ("words", "expected"),
    sliced([
        ("essfund ma", "match"), ("essfund match --legal-", "--legal-form"), ("essfund explain pass-", "pass-occitanie"),
        ("essfund match --legal-form sc", "scop"), ("essfund match --departement 3", "31"), ("essfund tools s", "show"),
        ("essfund explain CAT01", "CAT010"), ("essfund explain dbt", "dbt001"), ("essfund tools show pass-", "pass-occitanie"),
    ], 5),
)
def test_the_shell_completes(words: str, expected: str) -> None:
    parts = words.split(" ")
    done = as_process(_ESSFUND_COMPLETE="complete_bash", COMP_WORDS=words, COMP_CWORD=str(len(parts) - 1))
    assert expected in done.stdout.split("\n"), done.stdout + done.stderr


def test_another_catalogue_by_option_and_by_variable(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(local_catalogue(tmp_path))
    assert "fonds-local" in essfund("tools", "list", "--catalogue", folder, "-f", "csv").out
    monkeypatch.setenv("ESSFUND_CATALOGUE", folder)
    assert "fonds-local" in essfund("match", "--legal-form", "association", "--employees", "2", "-f", "csv").out
    assert essfund("validate").code == 0


@pytest.mark.parametrize("name", ["pass-occitanie", "PASS Occitanie", "Pass_occitanie"])
def test_an_instrument_is_found_by_id_or_name(name: str, essfund: Essfund) -> None:
    assert essfund("tools", "show", name).out.startswith("Pass Occitanie (pass-occitanie)")


def test_a_suggested_code_comes_with_its_name_and_a_town_with_none(essfund: Essfund) -> None:
    assert "31 (Haute-Garonne)" in essfund("match", "--departement", "Haute-Garone").err
    assert "84" not in essfund("match", "--departement", "Toulouse").err
