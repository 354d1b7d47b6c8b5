"""`essfund boundaries`, and the golden cases that it writes, on a small catalogue that is changed under them."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from essfund import load_catalogue
from essfund.core.language.translator import translator
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

BASE = Path(__file__).parents[1] / "checks" / "base"
DAY = ["--as-of", "2026-02-01"]
MODELINE = "# yaml-language-server: $schema=../../schemas/cases.json\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "catalogue"
    shutil.copytree(BASE, found)
    cases = found / "cases" / "exemples.yaml"
    cases.write_text(MODELINE + cases.read_text(encoding="utf-8"), encoding="utf-8")
    return found


@pytest.fixture
def shown(essfund: Callable[..., Done]) -> Callable[..., Done]:
    """Return what calls the command on the small catalogue."""
    return lambda *words: essfund("boundaries", *words, *DAY, "--catalogue", str(BASE))


def plain(done: Done) -> list[dict[str, Any]]:
    assert done.code == 0, done.err
    found: list[dict[str, Any]] = json.loads(done.out)["boundaries"]
    return found


def test_both_sides_are_shown_with_what_turns_the_answer(shown: Callable[..., Done]) -> None:
    assert shown("pret-large", "--field", "created_on", "--lang", "en").out == (
        "Prêt ouvert [pret-large]: boundaries on February 1, 2026\n\n"
        "1. moins-de-dix-ans: age of the enterprise: less than 10 years\n"
        "   date of creation: February 2, 2016 → eligible a priori, up to €60,000\n"
        "   date of creation: February 1, 2016 → not eligible: moins-de-dix-ans\n"
        "   to see it: echo '{\"created_on\": \"2016-02-01\", \"purposes\": [\"investissement\"]}' | essfund explain pret-large - --as-of 2026-02-01 "
        f"--catalogue {BASE}\n"
    )
    french = shown("pret-large", "--field", "created_on").out
    assert "bords au 1er février 2026" in french
    assert "date de création\u00a0: 1er février 2016 → non éligible\u00a0: moins-de-dix-ans" in french


def test_json_holds_the_profile_and_the_answer_of_each_side(shown: Callable[..., Done]) -> None:
    found = plain(shown("pret-exemple", "-f", "json"))
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    staff = next(one for one in found if one["id"] == "effectif")
    assert (staff["nature"], staff["field"], staff["offer"], staff["strength"]) == ("condition", "employees", None, "established")
    assert [staff[side]["values"] for side in ("inside", "outside")] == [["49"], ["50"]]
    assert [staff[side]["verdict"] for side in ("inside", "outside")] == ["eligible", "ineligible"]
    assert [staff[side]["because"] for side in ("inside", "outside")] == [[], ["pret-exemple.effectif"]]
    forms = next(one for one in found if one["id"] == "cooperative-de-travail")
    assert forms["inside"]["values"] == ["scop", "scic"]
    assert "association" in forms["outside"]["values"]
    assert not {"scop", "scic"} & set(forms["outside"]["values"])


def test_floors_ceilings_and_days_are_boundaries_too(shown: Callable[..., Done]) -> None:
    found = plain(shown("pret-exemple", "-f", "json"))
    floor = next(one for one in found if one["id"] == "plancher-amount-needed")
    assert [floor[side]["values"] for side in ("inside", "outside")] == [["5000"], ["4999"]]
    ceilings = [one for one in found if one["nature"] == "amount"]
    assert [(one["offer"], one["inside"]["values"], one["outside"]["values"]) for one in ceilings] == [
        ("jeune", ["20000"], ["20001"]), ("etablie", ["60000"], ["60001"]),
    ]
    assert [one["inside"]["need_covered"] for one in ceilings] == [1.0, 1.0]
    assert all(one["outside"]["need_covered"] < 1 for one in ceilings)
    days = [(one["inside"]["values"], one["inside"]["availability"], one["outside"]["values"], one["outside"]["availability"])
            for one in found if one["nature"] == "availability"]
    assert days == [(["2026-01-01"], "open", ["2025-12-31"], "upcoming"), (["2027-07-15"], "open", ["2027-07-16"], "unverified")]


def test_a_table_has_one_line_a_boundary(shown: Callable[..., Done]) -> None:
    lines = shown("don-exemple", "-f", "markdown", "--lang", "en").out.splitlines()
    assert lines[0] == "# Don d’exemple \\[don-exemple\\]: boundaries on February 1, 2026"
    assert len([line for line in lines if line.startswith("| 1 |")]) == 1
    assert len(lines) == 4 + len(plain(shown("don-exemple", "-f", "json")))


def test_boundaries_are_chosen_by_number_and_by_field(shown: Callable[..., Done]) -> None:
    assert [one["number"] for one in plain(shown("don-exemple", "-f", "json", "--edge", "2", "--edge", "1"))] == [1, 2]
    assert {one["field"] for one in plain(shown("don-exemple", "-f", "json", "--field", "purposes"))} == {"purposes"}
    done = shown("don-exemple", "--edge", "99", "--lang", "en")
    assert (done.code, done.err) == (2, "there is no boundary 99\nthey are numbered from 1 to 5\n")
    done = shown("don-exemple", "--field", "employees", "--lang", "en")
    assert (done.code, done.err) == (2, "no boundary lies in `employees`\nthere are some in: amount_needed, as_of, legal_form, purposes\n")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_written_cases_hold_and_notice_a_threshold_that_moves_by_one(folder: Path, essfund: Callable[..., Done], language: str) -> None:
    for tool in ("pret-exemple", "pret-large", "don-exemple"):
        path = folder / "cases" / f"{tool}-bords.yaml"
        done = essfund("boundaries", tool, "--catalogue", str(folder), *DAY, "--lang", language, "--write", str(path))
        assert done.code == 0
        assert f"essfund validate {folder / 'cases'}" in done.err
    assert path.read_text(encoding="utf-8").startswith(MODELINE)
    assert essfund("validate", str(folder), *DAY, "--strict", "--lang", "en").code == 0
    for name, old, new, case in (
        ("rules.yaml", "{less_than: 50}", "{less_than: 51}", "pret-exemple-effectif-employees-50"),
        ("rules.yaml", "age_years: {less_than: 10}", "age_years: {at_most: 10}", "pret-large-moins-de-dix-ans-created-on-2016-02-01"),
        ("rules.yaml", "any_of: [investissement]", "any_of: [investissement, recrutement]", "don-exemple-investissement-purposes"),
        ("tools.yaml", "at_most: 20000", "at_most: 20001", "pret-exemple-jeune-at-most-amount-needed-20000"),
        ("tools.yaml", 'day: "2026-12-31"', 'day: "2026-12-30"', "don-exemple-availability-as-of-2026-12-31"),
    ):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        done = essfund("validate", str(folder), *DAY, "-f", "concise", "--select", "CAT040", "--lang", "en")
        assert done.code == 1
        assert case in done.out, old
        path.write_text(text, encoding="utf-8")


def test_the_larger_side_of_a_choice_is_one_word_that_stands_for_each_of_its_ids(folder: Path, essfund: Callable[..., Done]) -> None:
    words, path = folder / "vocabularies.yaml", folder / "cases" / "formes.yaml"
    more = "".join(f"  forme-{letter}: {{fr: Forme {letter}, en: Form {letter}, ess_by_form: check}}\n" for letter in "abc")
    words.write_text(words.read_text(encoding="utf-8").replace("\n\nlegal_form_sets", f"\n{more}\nlegal_form_sets"), encoding="utf-8")
    assert essfund("boundaries", "don-exemple", "--catalogue", str(folder), *DAY, "--field", "legal_form", "--write", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    assert "verdicts: {association: eligible, others: ineligible}" in text
    assert essfund("validate", str(folder), *DAY).code == 0
    for old, new, case in (("others: ineligible", "others: eligible", "legal-form (scop)"), ("association: eligible, ", "", "legal-form (association)")):
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        done = essfund("validate", str(folder), *DAY, "-f", "concise", "--select", "CAT040", "--lang", "en")
        assert done.code == 1
        assert case in done.out
        assert len(done.out.splitlines()) == 1


def test_many_values_are_named_by_the_set_that_they_are(essfund: Callable[..., Done]) -> None:
    said = essfund("boundaries", "ies", "--as-of", "2019-06-01", "--field", "departement", "--lang", "en").out
    assert "\n   département: Occitanie → eligible" in said
    assert "\n   département: anything but Occitanie → not eligible" in said


WAYS_OF_WRITING: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "its items at the margin": lambda text: text.replace("\n  ", "\n"),
    "its items far in": lambda text: text.replace("\n  ", "\n      "),
    "a section below it": lambda text: f'{text}\n# plus tard\nadvice:\n  - {{id: a, says: b, as_of: "2026-02-01", profile: {{}}}}\n',
    "another section": lambda text: text.replace("cases:", "advice:", 1),
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "no break at its end": lambda text: text.rstrip(),
}


@pytest.mark.parametrize("way", sliced(WAYS_OF_WRITING, 3))
def test_cases_are_added_below_those_of_a_file_whose_lines_stay(folder: Path, essfund: Callable[..., Done], way: str) -> None:
    path = folder / "cases" / "exemples.yaml"
    path.write_bytes(WAYS_OF_WRITING[way](path.read_text(encoding="utf-8")).encode())
    before = path.read_bytes().decode()
    done = essfund("boundaries", "pret-exemple", "--catalogue", str(folder), *DAY, "--write", str(path), "--lang", "en")
    assert done.code == 0, done.err
    after = path.read_bytes().decode()
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())
    old, new = yaml.safe_load(before), yaml.safe_load(after)
    assert {key: new[key][: len(items)] for key, items in old.items()} == old
    assert len(new["cases"]) > len(old.get("cases", ()))
    assert ("\r\n" in after) is ("\r\n" in before)
    again = essfund("boundaries", "pret-exemple", "--catalogue", str(folder), *DAY, "--write", str(path), "--lang", "en")
    assert (again.code, path.read_bytes().decode()) == (2, after)
    assert "already" in again.err


@pytest.mark.parametrize("name", ["tools.yaml", "rules.yaml", "profil.yaml", "cases/vide.yaml", "cases/une-ligne.yaml"])
def test_no_other_file_is_added_to(folder: Path, essfund: Callable[..., Done], name: str) -> None:
    path = folder / name
    if not path.exists():
        path.write_text({"profil.yaml": "legal_form: scop\n", "cases/vide.yaml": ""}.get(name, "cases: [{id: a}]\n"), encoding="utf-8")
    before = path.read_bytes()
    done = essfund("boundaries", "pret-large", "--catalogue", str(folder), *DAY, "--write", str(path), "--lang", "en")
    assert (done.code, path.read_bytes()) == (2, before)


def test_an_instrument_without_boundaries_is_said_to_have_none() -> None:
    catalogue = load_catalogue(BASE)
    instrument, view = catalogue.instruments["pret-large"], View(translator("en"))
    line = "no boundary: nothing that is known of an enterprise turns the answer\n"
    for name in ("text", "markdown"):
        assert FORMATS["boundaries"][name].render(catalogue, instrument, date(2026, 2, 1), {}, view).endswith(line)
