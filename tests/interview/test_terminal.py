"""The interview as a person sees it: typed into a real pseudo-terminal, read off its screen."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from essfund.cli.dialogue import understood
from essfund.core.language.translator import translator
from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS
from tests.interview.terminal import CTRL_C, CTRL_D, ENTER, PATIENCE, TAB, Terminal, spaced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from essfund import Catalogue
    from tests.command_line import Done

    Essfund = Callable[..., Done]

DAY = ("--as-of", "2019-06-01")
SAVE = "(vide : ne pas enregistrer) :"
COLOURED = re.compile(rb"\x1b\[(?:\d+;)*(?:3[0-7]|4[0-7]|9[0-7]|[34]8;[\d;]+)(?:;\d+)*m")

ANSWERS = {
    "legal_form": "scop ou scic", "stage": "développement", "amount_needed": "40 à 60 k€", "project_cost": "80 000 €", "own_funds": "-5000",
    "bank_loan": "0", "employees": "12", "age_years": "31/12/2012", "departement": "haute-garonne", "turnover": "1,5M",
    "balance_sheet": "900k", "market_income_share": "60 %", "jobs_planned": "2", "purposes": "investissement, bfr", "naf": "8899B",
    "de_minimis_received": "0", "own_contribution": "aucun", "grants_obtained": "aucune", "loan_years": "7", "cgscop_member": "o", "ess": "oui",
}
"""What to answer to every question, by field; flags that are not named get « non »."""


def asked(terminal: Terminal, language: str) -> str:
    """Return the field of the question on the screen."""
    title = re.findall(r"^Question \d+ – (.+)$", terminal.text(), re.MULTILINE)[-1]
    return next(key for key, field in FIELDS.items() if translator(language).words(field.label) == title)


def reach(terminal: Terminal, *keys: str) -> str:
    """Put questions off until one of some fields is asked; return its field. Which comes first is not the point here."""
    terminal.ready()
    while (key := asked(terminal, "fr")) not in keys:
        terminal.answer("-", following(terminal))
    return key


def following(terminal: Terminal) -> str:
    """Return how the next question will begin."""
    numbers = re.findall(r"^Question (\d+) – ", terminal.text(), re.MULTILINE)
    return f"Question {int(numbers[-1]) + 1} –"


def tell_the_form(terminal: Terminal) -> str:
    """Answer the question on the legal form; return what was shown after it."""
    reach(terminal, "legal_form")
    return terminal.answer("scop", following(terminal))


def saved(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("language", "over"), [("fr", "Plus rien à demander"), ("en", "Nothing is left to ask")])
def test_a_whole_interview_ends_when_nothing_is_left_and_answers_as_match_does(
    language: str, over: str, tmp_path: Path, essfund: Essfund
) -> None:
    file, out = tmp_path / "profil.yaml", tmp_path / "out.json"
    argv = ("interview", *DAY, "--lang", language, "--save", str(file), "--format", "json", "--output", str(out))
    questions: list[str] = []
    with Terminal(*argv, columns=120) as terminal:
        terminal.ready()
        while over not in terminal.words():
            key = asked(terminal, language)
            questions.append(key)
            number = len(questions)
            terminal.type(ANSWERS.get(key, "non") + ENTER)
            terminal.wait_for(lambda: over in terminal.words() or f"Question {number + 1} –" in terminal.text())  # noqa: B023 - called at once
            assert number < 40
        assert terminal.finish() == 0
    assert len(questions) == len(set(questions))
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["profile"]["legal_form"] == ["scic", "scop"]
    assert report["questions"] == [] or {one["field"] for one in report["questions"]} <= set(questions)
    assert essfund("match", str(file), *DAY, "--lang", language, "--format", "json").out == out.read_text(encoding="utf-8")


def what_is_wrong(key: str, text: str, catalogue: Catalogue) -> str:
    with pytest.raises(ParseError) as caught:
        understood(key, text, catalogue.vocabularies)
    return translator("fr").say(caught.value.message)


def test_unknown_skip_back_and_a_mistake_put_right(tmp_path: Path, catalogue: Catalogue) -> None:
    file = tmp_path / "profil.yaml"
    with Terminal("interview", *DAY, "--legal-form", "scop", "--save", str(file)) as terminal:
        terminal.ready()
        first = asked(terminal, "fr")
        wrong = "n'importe quoi"
        assert "<, retour" in terminal.answer("?", "fin : s’arrêter")
        terminal.answer("<", "C’est la première question.")
        terminal.ready()
        terminal.type(wrong + ENTER)
        terminal.wait(what_is_wrong(first, wrong, catalogue))
        terminal.answer("\x15" + ANSWERS.get(first, "non"), "Question 2 –")
        assert first in saved(file)
        terminal.answer("retour", "Question 1 –")
        assert asked(terminal, "fr") == first
        assert first not in saved(file)
        terminal.answer("je ne sais pas", "Question 2 –")
        second = asked(terminal, "fr")
        terminal.answer("-", "Question 3 –")
        third = asked(terminal, "fr")
        assert len({first, second, third}) == 3
        terminal.answer("=", "À DEMANDER MAINTENANT")
        terminal.type("fin" + ENTER)
        assert terminal.finish() == 0
        assert "Le profil est dans" in terminal.words()
    assert saved(file) == f"legal_form: [scop]\n# ne sait pas : {first}\n"


def test_a_range_in_words_is_echoed_below_the_line_and_narrows_amounts() -> None:
    known = ("--legal-form", "scop", "--departement", "31", "--stage", "developpement", "--purpose", "investissement", "--cgscop-member")
    with Terminal("interview", *DAY, *known) as terminal:
        key = reach(terminal, "employees", "amount_needed")
        typed, read = {"employees": ("10 à 19", "10 à 19"), "amount_needed": ("40 à 60 k€", "40 000 € à 60 000 €")}[key]
        terminal.type(typed)
        terminal.wait(f"→ {spaced(translator('fr').words(FIELDS[key].label))} : {read}")
        terminal.answer("", following(terminal))
        terminal.type(CTRL_D)
        terminal.wait(SAVE)
        terminal.type(ENTER)
        assert terminal.finish() == 0


def test_tab_completes_names_with_or_without_accents() -> None:
    with Terminal("interview", *DAY, "--legal-form", "scop") as terminal:
        key = reach(terminal, "departement", "purposes")
        typed, shown, taken = {
            "departement": ("haute gar", "31 – Haute-Garonne", "Haute-Garonne"), "purposes": ("tres", "Besoin en fonds", "Besoin en fonds"),
        }[key]
        terminal.type(typed)
        terminal.wait(shown)
        terminal.answer(TAB, following(terminal))
        assert taken in terminal.words()


@pytest.mark.slow
def test_a_terminal_that_changes_its_size_keeps_what_was_typed() -> None:
    with Terminal("interview", *DAY, columns=100) as terminal:
        reach(terminal, "legal_form")
        after = following(terminal)
        terminal.type("sco")
        terminal.wait("> sco")
        terminal.resize(44, 30)
        terminal.wait("> sco")
        terminal.answer("p", after)
        lines = terminal.text().rsplit(after, 1)[1].split("\n")
        assert max(map(len, lines)) <= 44
        assert "+ en dit plus" in terminal.words()


def test_ctrl_c_loses_nothing_that_is_saved_as_it_goes(tmp_path: Path) -> None:
    file = tmp_path / "profil.yaml"
    with Terminal("interview", *DAY, "--save", str(file)) as terminal:
        tell_the_form(terminal)
        terminal.type(CTRL_C)
        assert terminal.finish() == 130
        assert "Traceback" not in terminal.text()
    assert saved(file) == "legal_form: [scop]\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["profil.yaml", None])
def test_ctrl_c_without_a_file_offers_one_and_a_second_one_leaves(name: str | None, tmp_path: Path) -> None:
    with Terminal("interview", *DAY, cwd=tmp_path) as terminal:
        tell_the_form(terminal)
        terminal.type(CTRL_C)
        terminal.wait("Enregistrer le profil sous")
        terminal.type(name + ENTER if name else CTRL_C)
        assert terminal.finish() == 130
        assert "Traceback" not in terminal.text()
    assert [path.name for path in tmp_path.iterdir()] == ([name] if name else [])
    if name:
        assert saved(tmp_path / name) == "legal_form: [scop]\n"


@pytest.mark.slow
def test_ctrl_d_shows_the_table_and_an_existing_file_is_not_replaced(tmp_path: Path, essfund: Essfund) -> None:
    (tmp_path / "autre.yaml").write_text("employees: 3\n", encoding="utf-8")
    with Terminal("interview", *DAY, cwd=tmp_path, columns=100, lines=60) as terminal:
        tell_the_form(terminal)
        terminal.type(CTRL_D)
        terminal.wait("Enregistrer le profil sous")
        terminal.type("autre.yaml" + ENTER)
        terminal.wait("existe déjà")
        terminal.type("\x15" + "x" * 300 + ENTER)
        terminal.wait("ce nom est trop long")
        terminal.type("\x15" + ENTER)
        assert terminal.finish() == 0
        shown = terminal.words()
    assert saved(tmp_path / "autre.yaml") == "employees: 3\n"
    table = essfund("match", *DAY, "--legal-form", "scop").out
    caveat = table[table.index("Rien n’est accordé"):].split("  ")[0]  # behind it stand commands, which name the file
    for line in (table.split("\n")[0], table.split("\n")[1], caveat):
        assert " ".join(spaced(line).split()) in shown


@pytest.mark.slow
@pytest.mark.parametrize("deaf", [False, True])
def test_a_closed_terminal_leaves_the_file_whole_and_no_traceback(deaf: bool, tmp_path: Path) -> None:
    file, errors = tmp_path / "profil.yaml", tmp_path / "errors"
    program = ("bash", "-c", f'exec {sys.executable} -m essfund "$@" 2>{errors}', "essfund")
    with Terminal("interview", *DAY, "--save", str(file), program=program, deaf=deaf) as terminal:
        tell_the_form(terminal)
        terminal.close()
        code = terminal.child.wait(PATIENCE)
    assert code in ({0, 74} if deaf else {-1})
    assert saved(file) == "legal_form: [scop]\n"
    assert "Traceback" not in saved(errors)


@pytest.mark.slow
def test_no_color_is_heeded_and_colours_are_there_without_it() -> None:
    def run(no_color: str, *more: str) -> bytes:
        with Terminal("interview", *DAY, *more, NO_COLOR=no_color) as terminal:
            reach(terminal, "legal_form")
            terminal.type("sc")
            terminal.wait("Scic (")
            terminal.answer("op", following(terminal))
            terminal.type(CTRL_C)
            terminal.wait("Enregistrer")
            terminal.type(CTRL_C)
            terminal.finish()
            return terminal.written

    assert not COLOURED.search(run("1"))
    assert not COLOURED.search(run("", "--color", "never"))
    assert COLOURED.search(run(""))


@pytest.mark.slow
def test_forty_columns_are_enough() -> None:
    with Terminal("interview", *DAY, columns=40, lines=30) as terminal:
        tell_the_form(terminal)
        words = terminal.words()
    assert "Sous quelle forme juridique, existante ou envisagée ?" in words
    assert "En tête :" in words


@pytest.mark.slow
def test_a_resumed_profile_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "profil.json"
    hostile = "[red]\x1b[31m\u202eX[/red]"
    file.write_text(json.dumps({"name": hostile, "legal_form": "scop", "answers": {"membre-cgscop": {"met": True, "note": hostile}}}), encoding="utf-8")
    with Terminal("interview", str(file), *DAY, "--color", "never") as terminal:
        terminal.ready()
        terminal.answer("=", "À DEMANDER MAINTENANT")
        assert "[red]" in terminal.words()
        assert b"\x1b[31m" not in terminal.written
        assert "\u202e" not in terminal.written.decode()
        terminal.type(CTRL_D)
        assert terminal.finish() == 0


@pytest.mark.slow
def test_another_profile_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "profil.yaml"
    file.write_text("employees: 3\n", encoding="utf-8")
    with Terminal("interview", *DAY, "--save", str(file)) as terminal:
        terminal.wait("pour le reprendre")
        assert terminal.finish() == 2
    with Terminal("interview", str(file), *DAY, "--save", str(file)) as terminal:
        terminal.wait("salariés : 3")
        tell_the_form(terminal)
        terminal.type(CTRL_D)
        assert terminal.finish() == 0
    assert saved(file) == "legal_form: [scop]\nemployees: 3\n"


@pytest.mark.slow
@pytest.mark.parametrize(("more", "term"), [((), "dumb"), (("--accessible", "--color", "never"), "xterm-256color")])
def test_a_terminal_that_cannot_move_its_cursor_is_enough_and_so_is_who_hears_it(
    more: tuple[str, ...], term: str, tmp_path: Path,
) -> None:
    with Terminal("interview", *DAY, "--save", str(tmp_path / "profil.yaml"), *more, TERM=term) as terminal:
        reach(terminal, "legal_form")
        terminal.type("scopp" + ENTER)
        terminal.wait("vouliez-vous dire scop")
        terminal.answer("scop", following(terminal))
        assert b"\x1b" not in terminal.written
        terminal.type(CTRL_C)
        assert terminal.finish() == 130
    assert saved(tmp_path / "profil.yaml") == "legal_form: [scop]\n"


@pytest.mark.slow
def test_a_terminal_without_accents_is_enough() -> None:
    with Terminal("interview", *DAY, PYTHONIOENCODING="ascii") as terminal:
        terminal.wait("Ou en etes-vous : une idee")
        terminal.ready()
        terminal.type("haute" + ENTER)
        terminal.wait("haute")
        terminal.type("\x15" + CTRL_D)
        assert terminal.finish() == 0


@pytest.mark.slow
def test_an_answer_that_is_at_odds_with_another_is_warned_of(tmp_path: Path) -> None:
    with Terminal("interview", *DAY, "--employees", "0", "--save", str(tmp_path / "profil.yaml")) as terminal:
        assert "DBT001" in tell_the_form(terminal)


@pytest.mark.slow
def test_a_file_that_cannot_be_written_is_said_and_another_place_is_offered(tmp_path: Path) -> None:
    with Terminal("interview", *DAY, "--save", "nowhere/profil.yaml", cwd=tmp_path, HOME=str(tmp_path)) as terminal:
        assert "n’existe pas" in tell_the_form(terminal)
        terminal.type(CTRL_C)
        terminal.wait("Enregistrer le profil sous")
        terminal.type("~/profil.yaml" + ENTER)
        assert terminal.finish() == 130
    assert saved(tmp_path / "profil.yaml") == "legal_form: [scop]\n"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["profil.yaml", "profil.json"])
def test_what_options_tell_is_saved_too_as_the_name_of_the_file_wants_it(name: str, tmp_path: Path, essfund: Essfund) -> None:
    file = tmp_path / name
    with Terminal("interview", *DAY, "--departement", "09", "--save", str(file)) as terminal:
        terminal.ready()
        terminal.type(CTRL_D)
        assert terminal.finish() == 0
    assert saved(file) == {"profil.yaml": 'departement: ["09"]\n', "profil.json": '{\n  "departement": [\n    "09"\n  ]\n}\n'}[name]
    with Terminal("interview", str(file), *DAY, "--employees", "3", "--save", str(file)) as terminal:
        terminal.ready()
        terminal.type(CTRL_D)
        assert terminal.finish() == 0
    assert json.loads(essfund("match", str(file), *DAY, "-f", "json").out)["profile"] == {"departement": ["09"], "employees": 3}


@pytest.mark.slow
def test_a_file_is_left_as_it_is_while_nothing_is_learnt(tmp_path: Path) -> None:
    file = tmp_path / "profil.yaml"
    file.write_text("# of the second meeting\nemployees: 3\n", encoding="utf-8")
    for argv in (("interview", str(file), "--save", str(file)), ("interview", "--save", str(tmp_path / "new.yaml"))):
        with Terminal(*argv, *DAY) as terminal:
            terminal.ready()
            terminal.type(CTRL_D)
            assert terminal.finish() == 0
    assert saved(file) == "# of the second meeting\nemployees: 3\n"
    assert list(tmp_path.iterdir()) == [file]


def test_without_a_terminal_it_says_what_to_use(essfund: Essfund) -> None:
    done = essfund("interview", *DAY)
    assert (done.code, done.out) == (2, "")
    assert "essfund match" in done.err
    assert "questions" in done.err
    piped = subprocess.run([sys.executable, "-m", "essfund", "interview"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert (piped.returncode, piped.stdout) == (2, "")


def test_the_keyboard_is_no_profile() -> None:
    with Terminal("interview", "-", *DAY) as terminal:
        terminal.wait("il faut ici un fichier")
        assert terminal.finish() == 2


def test_every_answer_here_is_for_a_field_that_exists(catalogue: Catalogue) -> None:
    assert set(ANSWERS) <= set(FIELDS)
    assert catalogue.vocabularies.of("departement")
