"""`--register` and `--fetch`: what came from a register is shown as such, what is told wins, and nothing else opens a connection."""

from __future__ import annotations

import json
import os
import socket
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from essfund.loading.register import asking
from tests.bundled import LAST_CHECKED
from tests.interview.terminal import CTRL_D, Terminal
from tests.loading.register.loopback import Given, OwnRegister

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

    Essfund = Callable[..., Done]

SMALL = str(Path(__file__).parents[1] / "checks/base")
ANSWERS = Path(__file__).parents[1] / "loading/register/answers"
DAY = ("--as-of", str(LAST_CHECKED), "--amount", "40000")
AGE = LAST_CHECKED.year - 2014 - ((LAST_CHECKED.month, LAST_CHECKED.day) < (3, 12))
"""Years since the day of creation that the register tells, March 12, 2014."""

GARDENS, FOUNDRY = "900000019", "900000027"


def saved(name: str) -> tuple[str, str]:
    return "--register", str(ANSWERS / f"{name}.json")


def words(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


@pytest.mark.parametrize(("argv", "said"), [
    (("--lang", "fr"), (
        f"LES JARDINS INVENTES · Association, 10 à 19 salariés, {AGE} ans · Haute-Garonne",
        ("Du registre (recherche-entreprises, 18 novembre 2026) : forme juridique, salariés (2023), date de création, département, code NAF, "
         "structure d’insertion (SIAE) Supposé :"))),
    (("--lang", "en", "--employees", "30", "--age", "3", "--name", "Les Jardins", "--naf", "88"), (
        "Les Jardins · Association, 30 employees, 3 years · Haute-Garonne",
        "From the register (recherche-entreprises, November 18, 2026): legal form, département, work-integration enterprise (SIAE)",
        "What is told wins; the register says otherwise: employees 10 to 19, date of creation March 12, 2014")),
    (("--lang", "en", "--employees", "unknown", "--legal-form", "sas"), (
        "Les Jardins", "the register says otherwise: legal form Association (non-profit, 1901 Act)",
        "The register flags it as ESS: a hint, no proof")),
])
def test_the_first_screen_says_what_came_from_the_register(argv: tuple[str, ...], said: tuple[str, ...], essfund: Essfund) -> None:
    done = essfund("match", *DAY, *saved("recherche-entreprises"), *argv)
    assert (done.code, done.err) == (0, "")
    for line in said:
        assert line.casefold() in words(done.out).casefold()
    assert done.out.count("\n") <= 40


def test_what_a_file_says_wins_too_and_its_siren_says_which_enterprise(essfund: Essfund) -> None:
    profile = f"siren: '{FOUNDRY}'\nlegal_form: scop\nemployees: nsp\nturnover: null\n"
    done = essfund("match", "-", *DAY, *saved("recherche-several"), "--format", "json", stdin=profile)
    found = json.loads(done.out)
    assert found["profile"] == {"legal_form": ["scop"], "siren": FOUNDRY, "name": "FONDERIE INVENTEE", "naf": "24.51Z", "siae": False,
                                "created_on": "2014-03-12", "departement": ["09"], "amount_needed": 40000}
    assert found["register"]["fields"] == ["siren", "naf", "created_on", "departement", "siae", "name"]
    assert found["register"]["told_otherwise"] == {}


@pytest.mark.parametrize("command", [("match", "report"), ("plan", "plan")])
def test_the_json_of_both_commands_says_so_as_their_schemas_have_it(command: tuple[str, str], essfund: Essfund, root: Path) -> None:
    done = essfund(command[0], *DAY, *saved("recherche-ceased"), "--departement", "81", "--lang", "en", "--format", "json")
    found: dict[str, Any] = json.loads(done.out)
    jsonschema.Draft202012Validator(json.loads((root / f"schemas/{command[1]}.json").read_text(encoding="utf-8"))).validate(found)
    assert found["register"] == {
        "register": "recherche-entreprises", "label": "recherche-entreprises", "day": "2026-11-18", "fields": ["siren", "legal_form", "naf"],
        "employees_year": None, "told_otherwise": {"departement": ["34"]}, "hints": {}, "state": "ceased", "partly_public": True}
    assert {"code": "DBT011", "message": "the register says that this enterprise has ceased"} in found["warnings"]


@pytest.mark.parametrize("argv", [
    ("match",), ("match", "--format", "markdown"), ("match", "--format", "html"), ("plan",), ("plan", "--format", "markdown"),
    ("plan", "--format", "html"), ("explain", "ies"), ("explain", "ies", "--proof"), ("compare", "ies", "socoden"),
    ("compare", "ies", "socoden", "--format", "markdown"),
])
def test_every_page_says_where_facts_come_from_and_that_the_enterprise_has_ceased(argv: tuple[str, ...], essfund: Essfund) -> None:
    done = essfund(*argv, *DAY, *saved("recherche-ceased"), "--lang", "en")
    assert done.code == 0
    for said in ("From the register (recherche-entreprises, November 18, 2026): legal form, département, NAF code",
                 "has ceased", "Partly public"):
        assert said in words(done.out)


def test_a_workbook_of_the_plan_says_so_too(tmp_path: Path, essfund: Essfund) -> None:
    pytest.importorskip("xlsxwriter")
    out = tmp_path / "plan.xlsx"
    assert essfund("plan", *DAY, *saved("recherche-ceased"), "--lang", "en", "--output", str(out)).code == 0
    with zipfile.ZipFile(out) as book:
        assert b"From the register (recherche-entreprises" in book.read("xl/sharedStrings.xml")


def test_without_a_register_nothing_is_said_of_one(essfund: Essfund) -> None:
    done = essfund("match", *DAY, "--legal-form", "association", "--siren", GARDENS, "--lang", "en")
    assert "register" not in done.out
    assert "register" not in json.loads(essfund("match", *DAY, "--siren", GARDENS, "--format", "json").out)


@pytest.mark.parametrize(("argv", "code"), [
    (("--fetch",), 2), (("--fetch", "--siren", "nsp"), 2), (("--fetch", "--siren", GARDENS, *saved("recherche-none")), 2),
    (("--fetch", "--siren", "900000018"), 3), (("--fetch", "--siren", "90000001900018"), 3), (("--register", "nowhere.json"), 3),
    (saved("recherche-none"), 3), (saved("recherche-several"), 3), ((*saved("recherche-entreprises"), "--siren", FOUNDRY), 3),
    (("-", "--register", "-"), 2),
])
def test_what_cannot_be_is_a_sentence(argv: tuple[str, ...], code: int, essfund: Essfund) -> None:
    done = essfund("match", *DAY, *argv, "--lang", "en")
    assert (done.code, done.out) == (code, "")
    assert done.err
    assert "Traceback" not in done.err


def test_an_answer_that_is_read_is_never_written_over(tmp_path: Path, essfund: Essfund) -> None:
    copy = tmp_path / "answer.json"
    copy.write_bytes((ANSWERS / "recherche-entreprises.json").read_bytes())
    assert essfund("match", *DAY, "--register", str(copy), "--output", str(copy)).code == 2


@pytest.mark.parametrize(("given", "number", "code", "said"), [
    (Given((ANSWERS / "recherche-entreprises.json").read_bytes()), GARDENS, 0, "From the register (recherche-entreprises"),
    (Given((ANSWERS / "recherche-siret.json").read_bytes()), "90000001900027", 0, "Paris"),
    (Given((ANSWERS / "recherche-none.json").read_bytes()), GARDENS, 3, "holds no enterprise"),
    (Given((ANSWERS / "recherche-entreprises.json").read_bytes()), FOUNDRY, 3, "has the number"),
    (Given(b"<html>"), GARDENS, 3, "recherche-entreprises.api.gouv.fr:1:1: error [REG001]"),
    (Given(b'{"erreur": "changed"}'), GARDENS, 3, "no answer of a register"),
    (Given(status=429, headers={"Retry-After": "3"}), GARDENS, 3, "try again in 3 seconds"),
])
def test_fetch_asks_the_register_and_says_what_comes(
    given: Given, number: str, code: int, said: str, essfund: Essfund, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("no_proxy", "*")
    with OwnRegister(given) as register:
        monkeypatch.setattr(asking, "ADDRESS", register.address)
        done = essfund("match", *DAY, "--fetch", "--siren", number, "--lang", "en")
        assert [path for path, _ in register.asked] == [f"/search?q={number}"]
    assert done.code == code
    assert said in words(done.out + done.err)


@pytest.fixture
def _no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a connection was opened")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.usefixtures("_no_connection")
def test_only_fetch_and_links_open_a_connection(essfund: Essfund, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(f"SIREN;Forme juridique\n{GARDENS};Association\n", encoding="utf-8")
    known = ("--siren", GARDENS, *saved("recherche-several"), *DAY)
    for argv in (("match", *known), ("match", "--siren", GARDENS), ("match", *known, "--format", "html"), ("plan", *known),
                 ("explain", "ies", *known), ("compare", "ies", "socoden", *known), ("screen", str(listed)), ("tools", "list"),
                 ("export", "--format", "json"), ("map", "--legal-form", "scop"), ("verify", "ies"), ("validate", SMALL, *DAY[:2]),
                 ("validate", SMALL, "--due")):
        assert essfund(*argv).code == 0, argv
    with pytest.raises(pytest.fail.Exception, match="a connection was opened"):
        essfund("validate", SMALL, *DAY[:2], "--links")
    with pytest.raises(pytest.fail.Exception, match="a connection was opened"):
        essfund("match", *DAY, "--siren", GARDENS, "--fetch")


GUARD = """
import sys
def refuse(event, _):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise SystemExit("a connection was opened")
sys.addaudithook(refuse)
"""


@pytest.mark.slow
def test_an_interview_begins_with_what_the_register_says_and_opens_no_connection(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(tmp_path), os.environ.get("PYTHONPATH"))))
    argv = ("interview", *DAY, *saved("recherche-ceased"), "--legal-form", "scop")
    with Terminal(*argv, PYTHONPATH=path) as terminal:
        terminal.ready()
        assert "cette entreprise a cessé" in terminal.words()
        assert "Du registre (recherche-entreprises, 18 novembre 2026) : département, code NAF" in terminal.words()
        assert "Ce qui est dit l’emporte ; le registre dit autrement : forme juridique Entreprise individuelle" in terminal.words()
        terminal.type(CTRL_D)
        assert terminal.finish() == 0
