"""What people type next, or otherwise than the help says: it answers about the same enterprise, or says what to type."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.answer.first_screen import render_text
from essfund.answer.next_commands import foot
from essfund.core.language.translator import translator
from essfund.engine.places import advice
from essfund.presenting.view import View
from tests.bundled import LAST_CHECKED, bundled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

PROFILE = 'legal_form: association\nstage: developpement\nage_years: 9\ndepartement: "81"\namount_needed: 35000\npurposes: [investissement]\n'
VIEW = View(translator("fr"), profile="rdv.yaml")


def typed_at_the_foot(out: str) -> list[list[str]]:
    text = out[out.rindex("un comité décide."):]
    return [shlex.split(command)[1:] for command in re.findall(r"essfund [^·\n]+", text)]


def test_the_commands_at_the_foot_answer_as_they_are_printed(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rdv.yaml").write_text(PROFILE, encoding="utf-8")
    explain, compare, sheet = typed_at_the_foot(essfund("match", "rdv.yaml", "--all").out)
    assert typed_at_the_foot(essfund("match", "rdv.yaml").out)[:2] == [explain, compare]  # on a crowded screen not all of them
    assert (explain[0], compare[0], sheet[0]) == ("explain", "compare", "match")
    second = list(csv.DictReader(io.StringIO(essfund("match", "rdv.yaml", "--format", "csv").out)))[1]
    done = essfund(*explain)
    assert done.code == 0
    assert second["name"] in done.out.splitlines()[0]
    assert "35\u202f000" in re.sub(r"\s(?=000)", "\u202f", essfund(*compare).out)
    assert essfund(*sheet).code == 0
    assert (tmp_path / "fiche.pdf").exists()


def test_where_options_told_something_the_foot_says_that_they_are_needed_again(essfund: Essfund) -> None:
    out = essfund("match", "--legal-form", "scop", "--as-of", str(LAST_CHECKED)).out
    assert "essfund explain 2 (mêmes options)" in out
    assert "mêmes options" not in essfund("match").out


@pytest.mark.parametrize("name", ["rdv.yaml", "un nom/avec des espaces/rendez-vous.yaml", "tres/" * 30 + "loin.yaml"])
@pytest.mark.parametrize("options", [False, True])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 5])
def test_the_foot_holds_on_two_lines_and_names_ranks_that_exist(name: str, options: bool, count: int) -> None:
    report = match(bundled(), read_profile(bundled(), {"legal_form": "association", "amount_needed": 35000}), on=LAST_CHECKED)
    leading = advice(report).first[:count]
    view = View(translator("fr"), profile=name, options=options)
    lines = [line.text for line in foot("Rien n’est accordé : un comité décide.", leading, view)]
    assert len(lines) <= 2
    assert max(map(len, lines)) <= 100
    text = "\n".join(lines)
    ranks = {int(rank) for rank in re.findall(r"(?<= )\d+(?= )", text)}
    assert ranks <= {result.rank for result in leading}
    assert ("compare" in text) <= (count > 1)
    assert ("explain" in text) == (count > 0)


def test_the_profile_is_an_argument_or_an_option(essfund: Essfund, tmp_path: Path) -> None:
    file = tmp_path / "rdv.yaml"
    file.write_text(PROFILE, encoding="utf-8")
    assert essfund("explain", "2", str(file)).out == essfund("explain", "2", "--profile", str(file)).out != essfund("explain", "2").out
    beside = essfund("compare", "1", "2", "--profile", str(file))
    assert beside.code == 0
    assert essfund("compare", "1", str(file), "2").out == essfund("compare", "1", "2", "-", stdin=PROFILE).out == beside.out
    assert "two profiles" in essfund("compare", "1", "2", str(file), "--profile", str(file), "--lang", "en").err


def test_an_activity_not_yet_known_is_left_out_and_said(essfund: Essfund) -> None:
    assert "PRO005" in essfund("match", "--naf", "00.00Z").err
    assert "PRO005" in essfund("match", "-", stdin="naf: 00.00Z\n").err
    assert "PRO005" not in essfund("match", "--naf", "nsp").err


def test_a_day_for_since_is_told_what_it_takes(essfund: Essfund) -> None:
    for day in ("2022-01-01", "01/02/2022", "2022"):
        done = essfund("match", "--since", day, "--lang", "en")
        assert done.code == 2
        assert "file of an earlier answer" in done.err
        assert "--format json --output" in done.err


@pytest.mark.parametrize(("key", "right"), [
    ("salaries", "employees"), ("effectif", "employees"), ("montant", "amount_needed"), ("besoin", "amount_needed"), ("forme", "legal_form"),
    ("ville", "departement"), ("Commune", "departement"),
])
def test_a_key_in_other_words_is_told_the_right_one(key: str, right: str, essfund: Essfund) -> None:
    assert f"did you mean {right}?" in essfund("match", "-", "--lang", "en", stdin=f"{key}: 3\n").err


@pytest.mark.parametrize(("text", "said"), [
    ("a: [1, 2\nb: 3\n", "n’est pas fermée"), ("a: b: c\n", "un deux-points de trop"), ("a:\n\t- b\n", "tabulation"),
    ('a: "abc\nb: 2\n', "jamais fermé"), ("a: 1\nb\n", "il manque un deux-points"), ("a: {b: 1\nc: 2\n", "un groupe ouvert"),
    ("a:\n   b: 1\n  c: 2\n", "ses voisines"), ("a: - b\n", "le tiret"), ('a: "\\q"\n', "doit être doublée"), ("a: ]\n", "un crochet"),
    ("- a\nb: 2\n", "une liste s’interrompt"), ("a: 1\n\tb: 2\n", "tabulation"),
])
def test_what_is_no_yaml_is_told_in_french(text: str, said: str, essfund: Essfund) -> None:
    err = essfund("match", "-", stdin=text).err
    assert said in err.replace("\u00a0", " ").replace("\u202f", " ")
    assert "expected" not in err
    assert "found" not in err.replace("essfund", "")


def test_a_middle_dot_is_a_dash_where_only_ascii_is_written() -> None:
    report = match(bundled(), read_profile(bundled(), {"legal_form": "scop"}), on=LAST_CHECKED)
    out = render_text(report, View(translator("fr"), encoding="ascii", profile="rdv.yaml"))
    assert "?" not in out[out.rindex("un comite"):]
    assert out.isascii()


def test_micro_says_a_micro_enterprise_and_what_is_told_wins() -> None:
    assert read_profile(bundled(), {"legal_form": "auto-entrepreneur"}).flag("micro_enterprise") is True
    assert read_profile(bundled(), {"legal_form": "entrepreneur individuel"}).flag("micro_enterprise") is None
    for keys in ({"legal_form": "micro", "micro_enterprise": False}, {"micro_enterprise": False, "legal_form": "micro"}):
        assert read_profile(bundled(), keys).flag("micro_enterprise") is False


FOLLOWING = ("--legal-form", "scop", "--stage", "developpement", "--age", "9", "--employees", "12", "--departement", "31", "--project-cost", "60k",
             "--bank-loan", "30k", "--purpose", "investissement", "--cgscop-member", "--no-in-difficulty", "--as-of", str(LAST_CHECKED))


def test_nobody_is_asked_for_a_sum_that_follows_from_others(essfund: Essfund) -> None:
    result = next(item for item in json.loads(essfund("match", *FOLLOWING, "-f", "json").out)["results"] if item["tool"] == "scop-invest")
    assert result["missing"] == ["amount_needed"], "what decides stays as it is for programs"
    for words in (("match",), ("match", "-f", "markdown"), ("explain", "scop-invest"), ("explain", "scop-invest", "--proof"), ("match", "-f", "html")):
        said = " ".join(essfund(*words, *FOLLOWING).out.split())
        assert re.search(r"apport, subventions déjà obtenues|--own-contribution.*--grants-obtained|Combien de subventions", said), words
        assert not re.search(r"(?:à vérifier|manque) ?: [^;]*besoin de financement|--amount|Quel est le besoin", said), words
    told = " ".join(essfund("match", *FOLLOWING, "--amount", "20-30k").out.split())
    assert "besoin de financement" in told
