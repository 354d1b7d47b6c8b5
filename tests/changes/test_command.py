"""`match --what-if` and `--since` as an adviser uses them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from essfund import Profile
from essfund.core.language.translator import translator
from essfund.model.fields import FIELDS
from essfund.presenting.formats import FORMATS
from tests.bundled import LAST_CHECKED, bundled
from tests.depth import sliced
from tests.schemas.programs import validator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

SCOP = ("--legal-form", "scop", "--employees", "12", "--amount", "40000", "--departement", "31")
DAY = ("--as-of", "2019-06-01")
MARK = "Zébulon-Marqueur"


def data(done: Done) -> dict[str, Any]:
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_supposition_is_shown_beside_the_answer_and_does_not_change_it(essfund: Essfund) -> None:
    plain = data(essfund("match", *SCOP, *DAY, "-f", "json"))
    with_it = data(essfund("match", *SCOP, *DAY, "-f", "json", "--what-if", "cgscop_member=oui"))
    supposed = with_it.pop("what_if")
    assert with_it == plain
    assert supposed["profile"] == {"cgscop_member": True}
    assert {one["tool"] for one in supposed["differs"] if one["turn"] == "gained"} == {"socoden", "scop-invest"}
    really = data(essfund("match", *SCOP, *DAY, "--cgscop-member", "-f", "json"))
    verdicts = {one["tool"]: one["verdict"] for one in really["results"]}
    assert all(one["after"]["verdict"] == verdicts[one["tool"]] for one in supposed["differs"])


@pytest.mark.parametrize(("written", "key", "value"), [
    ("amount=60000", "amount_needed", 60000), ("amount-needed=60k", "amount_needed", 60000), ("--esus=oui", "esus", True),
    ("employees=10..19", "employees", "10..19"), ("employees=", "employees", None),
    ("purposes=investissement, etude", "purposes", ["etude", "investissement"]), ("legal_form=5710", "legal_form", ["sas", "scic", "scop"]),
])
def test_suppositions_are_read_as_profiles_are(written: str, key: str, value: object, essfund: Essfund) -> None:
    found = data(essfund("match", *SCOP, *DAY, "-f", "json", "--what-if", written))["what_if"]
    assert set(found["profile"]) == {key}
    got = found["profile"][key]
    assert (set(value) <= set(got)) if isinstance(value, list) else got == value


def test_an_answer_of_the_funder_may_be_supposed(essfund: Essfund) -> None:
    found = data(essfund("match", *SCOP, *DAY, "-f", "json", "--what-if", "membre-cgscop=non"))["what_if"]
    assert found["answers"] == {"membre-cgscop": False}
    assert {one["tool"] for one in found["differs"] if one["turn"] == "lost"} >= {"socoden"}


@pytest.mark.parametrize(("words", "code", "said"), [
    (("--what-if", "esus"), 2, "CLÉ=VALEUR"),
    (("--what-if", "esu=oui"), 2, "vouliez-vous dire esus"),
    (("--what-if", "=oui"), 2, "n’est pas un champ"),
    (("--what-if", "esus=peut-être"), 3, "PRO002"),
    (("--what-if", "membre-cgscop=peut-être"), 3, "PRO002"),
    (("--since", "absent.json"), 3, "IN001"),
    (("--what-if", "esus=oui", "-f", "csv"), 2, "table, json ou markdown"),
])
def test_what_cannot_be_read_is_said(words: tuple[str, ...], code: int, said: str, essfund: Essfund) -> None:
    done = essfund("match", *SCOP, *DAY, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


@pytest.mark.parametrize("form", [name for name, form in FORMATS["match"].items() if not form.changes])
def test_formats_without_a_place_for_it_refuse(form: str, essfund: Essfund, tmp_path: Path) -> None:
    done = essfund("match", *DAY, "--what-if", "esus=oui", "-f", form, "-o", str(tmp_path / "x"))
    assert done.code == 2
    assert not (tmp_path / "x").exists()


def test_since_says_which_of_the_three_changed(essfund: Essfund, tmp_path: Path) -> None:
    before = tmp_path / "avant.json"
    assert essfund("match", *SCOP, *DAY, "-f", "json", "-o", str(before)).code == 0
    same = essfund("match", *SCOP, *DAY, "--since", str(before))
    assert "ni le profil, ni le catalogue, ni le jour n’ont changé" in same.out
    assert "Rien ne change" in same.out
    later = data(essfund("match", *SCOP, "--as-of", str(LAST_CHECKED), "--cgscop-member", "--since", str(before), "-f", "json"))["since"]
    assert later["changed"] == {"catalogue": False, "day": True, "profile": ["cgscop_member"]}
    assert {cause for one in later["differs"] for cause in one["causes"]} == {"day", "profile"}
    english = essfund("match", *SCOP, "--as-of", str(LAST_CHECKED), "--since", str(before), "--lang", "en")
    assert f"the day changed: June 1, 2019, now {translator('en').day(LAST_CHECKED)}" in english.out
    assert "the profile changed" not in english.out


def told_in_common(done: Done) -> list[str]:
    """Return the lines that tell what differs, up to the first option."""
    assert done.code == 0, done.err
    lines = done.out.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(("Depuis la réponse", "Et si")))
    return lines[first:lines.index("", first)]


def test_proofs_that_have_become_old_are_one_line_with_those_that_lead(essfund: Essfund, tmp_path: Path) -> None:
    before = tmp_path / "avant.json"
    association = ("--legal-form", "association", "--employees", "12", "--amount", "40000", "--departement", "31")
    assert essfund("match", *association, "--as-of", "2024-06-01", "-f", "json", "-o", str(before)).code == 0
    later = (*association, "--as-of", str(LAST_CHECKED), "--since", str(before))
    aged = [item for item in data(essfund("match", *later, "-f", "json"))["since"]["differs"]
            if item["before"]["availability"] == "open" and item["after"]["availability"] == "unverified"
            and item["before"]["verdict"] == item["after"]["verdict"] != "ineligible"]
    assert len(aged) > 3
    told = told_in_common(essfund("match", *later))
    lines = [line for line in told if "preuve plus récente manquante" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"   {len(aged)} instruments\u00a0: preuve plus récente manquante")
    assert not any("cause" in line for line in told), "the day alone changed, and that is said once"


def test_what_is_refused_before_and_after_is_not_told(essfund: Essfund, tmp_path: Path) -> None:
    before = tmp_path / "avant.json"
    assert essfund("match", *SCOP, "--as-of", "2024-06-01", "-f", "json", "-o", str(before)).code == 0
    later = (*SCOP, "--as-of", str(LAST_CHECKED), "--since", str(before))
    out = "\n".join(told_in_common(essfund("match", *later)))
    differs = data(essfund("match", *later, "-f", "json"))["since"]["differs"]
    refused = [item["tool"] for item in differs if item["before"]["verdict"] == item["after"]["verdict"] == "ineligible"]
    assert refused
    assert "refusé" not in out
    assert not any(f"[{tool}]" in out for tool in refused)


def test_only_ranks_among_the_first_five_are_told(essfund: Essfund) -> None:
    words = ("match", *SCOP, "--as-of", str(LAST_CHECKED), "--what-if", "bank_loan=20000", "--what-if", "project_cost=60000")
    moves = data(essfund(*words, "-f", "json"))["what_if"]["moves"]
    leading = [move for move in moves if min(move["before"], move["after"]) <= 5]
    assert 0 < len(leading) < len(moves)
    told = told_in_common(essfund(*words))
    ranks = "\n".join(told[told.index("Rangs parmi les 5 premiers"):])
    assert ranks.count("→") == len(leading)
    assert "autre" not in ranks


@pytest.mark.parametrize("language", sliced(["fr", "en"], 2))
def test_no_person_reads_that_something_was_not_verified_lately(language: str, essfund: Essfund, tmp_path: Path) -> None:
    before = tmp_path / "avant.json"
    assert essfund("match", *SCOP, "--as-of", "2024-06-01", "-f", "json", "-o", str(before)).code == 0
    asked = (*SCOP, "--as-of", str(LAST_CHECKED), "--lang", language)
    commands = [
        ("match", *asked, "--all", "--since", str(before)), ("match", *asked, "--all", "-f", "markdown"), ("match", *asked, "-f", "html"),
        ("match", *asked, "-f", "fiche"), ("explain", "socoden", *asked, "--proof"), ("compare", "socoden", "scop-invest", *asked),
        *(("map", "--view", view, "--as-of", str(LAST_CHECKED), "--lang", language) for view in ("stages", "amounts")),
        *((*words, "--lang", language, "--as-of", str(LAST_CHECKED)) for words in (
            ("tools", "list"), ("tools", "list", "-f", "markdown"), ("tools", "show", "novess"), ("coverage",), ("export", "-f", "html"))),
    ]
    for words in commands:
        done = essfund(*words)
        assert done.code == 0, (words, done.err)
        assert not re.search("v[ée]rifi[ée]e? récemment|verified (?:lately|recently)|non vérifié", done.out), words


def test_an_earlier_profile_that_todays_catalogue_cannot_read(essfund: Essfund, tmp_path: Path) -> None:
    answer = data(essfund("match", *SCOP, *DAY, "-f", "json"))
    answer["profile"] |= {"stage": ["disparu"], "colour": "red", "answers": {"nothing-here": {"met": True}}, "name": MARK}
    (tmp_path / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    done = essfund("match", *SCOP, "--as-of", str(LAST_CHECKED), "--since", str(tmp_path / "a.json"), "-f", "json")
    found = data(done)["since"]
    assert set(found["lost"]) == {"stage", "colour", "nothing-here"}
    assert not any(one["causes"] for one in found["differs"])
    assert MARK not in done.out + done.err


def test_the_published_schema_holds_for_both(essfund: Essfund, tmp_path: Path) -> None:
    before = tmp_path / "a.json"
    essfund("match", *SCOP, *DAY, "-f", "json", "-o", str(before))
    found = data(essfund("match", *SCOP, "--since", str(before), "--what-if", "esus=oui", "--what-if", "stage=", "-f", "json"))
    validator("report").validate(found)
    assert found["since"]
    assert found["what_if"]
    del found["since"]["changed"]
    assert not validator("report").is_valid(found)


PARTS, OFTEN = 24, 6


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return every place of a value, of lists the first element only."""
    found = [path]
    if isinstance(value, dict):
        found += [place for key, inner in value.items() for place in places(inner, (*path, key))]
    if isinstance(value, list) and value:
        found += places(value[0], (*path, 0))
    return found


@pytest.mark.parametrize("part", sliced(range(PARTS), PARTS))
def test_an_earlier_answer_with_anything_wrong_in_it_is_refused_and_never_crashes(part: int, essfund: Essfund, tmp_path: Path) -> None:
    answer = data(essfund("match", *SCOP, *DAY, "-f", "json"))
    needed = {"schema", "as_of", "catalogue", "profile", "results"}
    answer = {key: value for key, value in answer.items() if key in needed}
    answer["results"] = [{key: one[key] for key in ("rank", "tool", "verdict", "availability", "amount")} for one in answer["results"]]
    file = tmp_path / "a.json"
    for path in places(answer)[part::PARTS]:
        refused = 0
        values: tuple[Any, ...] = (None, [], {}, "", -1, True, 1e400, "é" * 50, [[[]]])
        for junk in values:
            whole = json.loads(json.dumps(answer))
            if path:
                inside = whole
                for step in path[:-1]:
                    inside = inside[step]
                inside[path[-1]] = junk
            else:
                whole = junk
            file.write_text(json.dumps(whole), encoding="utf-8")
            done = essfund("match", *DAY, "--since", str(file), "-f", "json")
            assert done.code in {0, 3}, (path, junk)
            refused += done.code == 3
        # what cannot be read of a profile is lost and said; how an amount was reckoned is not compared
        assert refused > OFTEN or path[:-1][:1] == ("profile",) or path[-1:] in {("certain",), ("basis",)}, path


@pytest.mark.parametrize("text", ["", "[", "nul", '{"schema": "essfund.match/1"}', "[" * 100_000, '{"a":' * 50_000, "NaN", "\x00", "é" * 9])
def test_files_that_are_no_answers(text: str, essfund: Essfund, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(text, encoding="utf-8")
    done = essfund("match", *DAY, "--since", str(file))
    assert done.code == 3
    assert "Traceback" not in done.err


def test_an_instrument_told_twice_is_refused(essfund: Essfund, tmp_path: Path) -> None:
    answer = data(essfund("match", *SCOP, *DAY, "-f", "json"))
    answer["results"].append(answer["results"][0])
    (tmp_path / "a.json").write_text(json.dumps(answer), encoding="utf-8")
    assert essfund("match", *DAY, "--since", str(tmp_path / "a.json")).code == 3


def test_every_field_can_be_supposed_unknown() -> None:
    catalogue = bundled()
    assert catalogue.answerable
    whole = Profile(dict.fromkeys(FIELDS, True))
    assert whole.supposing(dict.fromkeys(FIELDS)).values == {}
