"""A field that a catalogue adds is told, asked, shown, compared and counted like any other."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.interview.answers import read_answer
from essfund.interview.interviewer import Interviewer, InterviewState
from essfund.interview.notes import notes_of, resumed
from essfund.interview.words import question
from essfund.loading import cache
from essfund.loading.yaml_writer import profile_text
from essfund.model.fields import FIELDS
from tests.added_fields.making import CHOICE, DAY, FLAG, FOLDER, HERE, NUMBER, ON, catalogue
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

ASSOCIATION = ("--legal-form", "association", "--amount", "40000")


def answered(essfund: Essfund, *argv: str, stdin: str = "") -> dict[str, Any]:
    done = essfund(*argv, "--format", "json", stdin=stdin)
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_file_and_options_tell_the_same(essfund: Essfund) -> None:
    by_file = answered(essfund, "match", "-", *ON, stdin="qpv: oui\npart_insertion: 10..20\nzone-rurale: hors zonage\n")
    by_option = answered(essfund, "match", *ON, "--fact", "QPV=oui", "--fact", "part-insertion=10..20", "--fact", "zone_rurale=hors-zone")
    assert by_file == by_option
    assert by_file["profile"] == {FLAG: True, NUMBER: "10..20", CHOICE: ["hors-zone"]}
    schema = json.loads(essfund("schema", "report", *HERE).out)
    jsonschema.Draft202012Validator(schema).validate(by_file)


def test_an_option_wins_over_the_file_and_an_empty_one_says_unknown(essfund: Essfund) -> None:
    assert answered(essfund, "match", "-", *ON, "--fact", "qpv=non", stdin="qpv: oui\n")["profile"] == {FLAG: False}
    assert answered(essfund, "match", "-", *ON, "--fact", "qpv=", stdin="qpv: oui\n")["profile"] == {}
    told = answered(essfund, "match", *ON, "--fact", "employees=12", "--fact", "purposes=investissement")["profile"]
    assert told == {"employees": 12, "purposes": ["investissement"]}


@pytest.mark.parametrize(
    ("argv", "code", "said"),
    [
        (("--fact", "qvp=oui"), 2, "did you mean qpv?"),
        (("--fact", "qpv"), 2, "a fact is written KEY=VALUE"),
        (("--fact", "employees=3", "--employees", "4"), 2, "--fact employees and --employees tell the same field"),
        (("--fact", "qpv=peut-être"), 3, "--fact qpv: expected yes or no"),
        (("--fact", "part_insertion=101"), 3, "--fact part_insertion: this number is outside what is possible"),
        (("--fact", "zone_rurale=montagne"), 3, "`essfund words fields` says what else is understood"),
        (("--what-if", "qvp=oui"), 2, "did you mean qpv?"),
    ],
)
def test_what_cannot_be_read_is_said_with_what_would(argv: tuple[str, ...], code: int, said: str, essfund: Essfund) -> None:
    done = essfund("match", *ON, *argv)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_a_key_of_another_catalogue_is_none_of_this_one(essfund: Essfund) -> None:
    done = essfund("match", "--as-of", "2026-02-01", "--fact", "qpv=oui", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "`qpv` is not a field of a profile" in done.err


def test_what_is_missing_is_asked_and_what_shuts_out_is_said(essfund: Essfund) -> None:
    found = answered(essfund, "match", *ON, *ASSOCIATION)
    asked = {item["field"]: (item["question"], item["option"]) for item in found["questions"]}
    assert asked[CHOICE] == ("In which rural zoning is the commune?", "--fact zone_rurale=")
    assert {FLAG, NUMBER, CHOICE} <= asked.keys()
    screen = essfund("match", *ON, *ASSOCIATION).out
    assert "in a priority neighbourhood (--fact qpv=yes): Subvention des quartiers" in " ".join(screen.split())
    refused = essfund("match", *ON, *ASSOCIATION, "--fact", "qpv=no", "--all").out
    assert "only in priority neighbourhoods (QPV)" in refused
    why = essfund("explain", "pret-ruralites", *ON, "--fact", "qpv=yes").out
    assert "located in a priority neighbourhood (QPV): no; it would then be: to be checked" in why.replace("\n", " ")


SHOWN = [
    (("explain", "appui-de-tous", *ON, "--proof"), "rural zoning: anything but outside any zoning"),
    (("compare", "1", "2", *ON, *ASSOCIATION), "rural zoning"),
    (("plan", *ON, *ASSOCIATION, "--fact", "qpv=yes", "--use", "Véhicule=40000:materiel"), "Subvention des quartiers"),
    (("match", *ON, *ASSOCIATION, "--what-if", "qpv=yes"), "What if: located in a priority neighbourhood (QPV): yes"),
    (("match", *ON, *ASSOCIATION, "--fact", "part_insertion=50", "--format", "fiche"), "List of the staff in work integration"),
    (("tools", "show", "pret-ruralites", *ON), "rural zoning: enhanced FRR"),
    (("words", "fields", *HERE, "--lang", "en"), "--fact zone_rurale=frr"),
    (("words", *HERE, "--lang", "en"), "Fields of this catalogue"),
    (("words", "fields", "--lang", "en"), "This catalogue adds no field."),
    (("coverage", "--axes", "qpv,zone-rurale", *ON), "Loan: nothing for located in a priority neighbourhood (QPV) yes"),
    (("boundaries", "garantie-insertion", *ON), "share of staff in work integration: 12.49%"),
    (("map", *ON, "--fact", "qpv=yes"), "Subvention des quartiers"),
    (("export", *ON, "--format", "jsonl", "--table", "conditions"), '"test":{"zone_rurale":{"in":["frr"]}}'),
    (("schema", "profile", *HERE, "--lang", "en"), "Is the establishment in a priority neighbourhood (QPV)?"),
    (("schema", "rules", *HERE, "--lang", "en"), "test-part_insertion"),
    (("schema", "cases", *HERE, "--lang", "en"), '"zone_rurale"'),
]


@pytest.mark.parametrize(("argv", "said"), sliced(SHOWN, 3), ids=lambda argv: argv[0] if isinstance(argv, tuple) else "")
def test_it_is_shown(argv: tuple[str, ...], said: str, essfund: Essfund) -> None:
    done = essfund(*argv)
    assert done.code in {0, 4}, done.err
    assert said in " ".join(done.out.split())


def test_validate_has_nothing_to_say_of_its_cases(essfund: Essfund) -> None:
    done = essfund("validate", str(FOLDER), "--as-of", DAY.isoformat(), "--strict", "--format", "json")
    assert (done.code, json.loads(done.out)["diagnostics"]) == (0, [])


def test_columns_are_known_by_key_and_by_label(tmp_path: Path, essfund: Essfund) -> None:
    listed = tmp_path / "liste.csv"
    listed.write_text("Forme juridique;Implantation en quartier prioritaire (QPV);part_insertion;Rural zoning\n"
                      "Association;x;20;\nScop;non;12,49;zrr\nScop;NSP;;hors zonage\n", encoding="utf-8")
    done = essfund("screen", str(listed), *ON, "--format", "csv")
    rows = [line.split(",") for line in done.out.splitlines()[1:]]
    verdicts = {(row[0], row[1]): row[2] for row in rows}
    assert verdicts["2", "subvention-quartiers"] == "eligible"
    assert verdicts["2", "pret-ruralites"] == "ineligible"
    assert verdicts["3", "pret-ruralites"] == "eligible"
    assert verdicts["3", "garantie-insertion"] == "ineligible"
    assert verdicts["4", "subvention-quartiers"] == "to_check"
    by = essfund("screen", str(listed), *ON, "--by", "zone-rurale")
    assert "France ruralités" in essfund("screen", str(listed), *HERE, "--as-of", "2026-02-01", "--by", CHOICE).out
    assert by.code == 0
    assert essfund("screen", str(listed), *ON, "--map", "qpv=Rural zoning", "--by", "qpv").code == 2


@pytest.mark.parametrize(("zone", "saved", "follows"), [("2", "frr-plus", {FLAG}), ("hors zonage", "hors-zone", set())])
def test_an_interview_asks_and_saves_it(zone: str, saved: str, follows: set[str]) -> None:
    """What follows from an answer by a fact of the world is not asked."""
    start = InterviewState(read_profile(catalogue(), {"legal_form": "association", "stage": "developpement", "departement": "31"}))
    interviewer, course, asked = Interviewer(catalogue(), DAY, topics=()), start, list[str]()
    typed = {FLAG: "non", NUMBER: "environ 20", CHOICE: zone, "bank_loan": "10k", "employees": "3"}
    for _ in range(6):
        report = match(catalogue(), course.profile, on=DAY)
        step = interviewer.next_step(report, course.asked)
        if step is None:
            break
        shown = " ".join(line.text for line in question(step, 1, report, translator("en")))
        if step.field in typed and step.field not in FIELDS:
            assert translator("en").words(catalogue().fields[step.field].question) in shown
        asked.append(step.field)
        course = course.answer(step.field, typed[step.field], catalogue().vocabularies)
    assert set(asked) & {FLAG, NUMBER, CHOICE} == {FLAG, NUMBER, CHOICE} - follows
    assert report.derived.keys() == follows
    assert read_answer(CHOICE, "2", catalogue().vocabularies)[1] == frozenset(["frr-plus"])
    text = profile_text(course.profile, catalogue().fields)
    assert f"zone_rurale: [{saved}]\n" in text
    vain = start.unknown(FLAG)
    notes = notes_of(vain, "fr", catalogue().fields)
    assert resumed(vain.profile, notes, fields=catalogue().fields).passed == (FLAG,)
    with pytest.raises(KeyError):
        course.profile.plain()


def test_an_export_and_the_cache_give_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, essfund: Essfund) -> None:
    whole = tmp_path / "tout.json"
    assert essfund("export", *HERE, "--output", str(whole)).code == 0
    assert answered(essfund, "match", "--catalogue", str(whole), "--as-of", "2026-02-01", "--fact", "qpv=oui")["profile"] == {FLAG: True}
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    monkeypatch.setenv("ESSFUND_CACHE", str(folder))
    cache.remember(catalogue())
    again = cache.recall(catalogue().digest)
    assert again is not None
    assert again.fields.keys() == catalogue().fields.keys()
    assert again.vocabularies.of(again.fields[CHOICE].vocabulary) == catalogue().vocabularies.of(catalogue().fields[CHOICE].vocabulary)
    told = {FLAG: False, CHOICE: "zrr"}
    first, second = (match(one, read_profile(one, told), on=DAY) for one in (catalogue(), again))
    assert [(item.instrument.id, item.verdict) for item in first.results] == [(item.instrument.id, item.verdict) for item in second.results]


def other(tmp_path: Path, name: str, *changes: tuple[str, str]) -> Path:
    shutil.copytree(FOLDER, tmp_path / "autre")
    path = tmp_path / "autre" / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return tmp_path / "autre"


def test_a_comparison_says_who_wins_by_it(tmp_path: Path, essfund: Essfund) -> None:
    changed = other(tmp_path, "rules", ("part_insertion: {at_least: 12.5", "part_insertion: {at_least: 20"))
    done = essfund("diff", str(FOLDER), str(changed), "--as-of", "2026-02-01", "--lang", "en")
    text = " ".join(done.out.split())
    assert "condition « insertion »: share of staff in work integration: at least 12.5%, at most 80% →" in text
    assert "eligible a priori → not eligible (on every day), for example: share of staff in work integration: 12.5%" in text
    assert '{"part_insertion": 12.5}' in text
    (found,) = json.loads(essfund("diff", str(FOLDER), str(changed), "--as-of", "2026-02-01", "--format", "json").out)["instruments"]
    assert [item["path"] for item in found["fields"]] == [["requires", "insertion", "test"]]


@pytest.mark.slow
def test_a_comparison_with_a_catalogue_that_has_no_such_field(tmp_path: Path, essfund: Essfund) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(FOLDER, plain)
    words = plain / "vocabularies.yaml"
    words.write_text(words.read_text(encoding="utf-8").split("fields:\n")[0], encoding="utf-8")
    rules = (plain / "rules.yaml").read_text(encoding="utf-8").split("suppositions:")[0]
    for old in ("qpv: true", "qpv: false", "zone_rurale: {in: [frr]}", "zone_rurale: {in: [frr-plus]}", "zone_rurale: {not_in: [hors-zone]}",
                "part_insertion: {at_least: 12.5, at_most: 80}", "part_insertion: {more_than: 50}"):
        rules = rules.replace(old, "employees: {at_least: 1}")
    (plain / "rules.yaml").write_text(rules, encoding="utf-8")
    shutil.rmtree(plain / "cases")
    for sides in ((FOLDER, plain), (plain, FOLDER)):
        done = essfund("diff", *map(str, sides), "--as-of", "2026-02-01", "--lang", "en")
        assert (done.code, done.err) == (1, "")
        assert "field of this catalogue" in done.out


@pytest.mark.slow
def test_a_field_of_another_kind_is_not_compared_value_by_value(tmp_path: Path, essfund: Essfund) -> None:
    changed = other(tmp_path, "vocabularies", ("type: number", "type: flag"), ("unit: percent", "reserved: {fr: a, en: b}"))
    rules = changed / "rules.yaml"
    text = rules.read_text(encoding="utf-8").replace("part_insertion: {at_least: 12.5, at_most: 80}", "part_insertion: true")
    rules.write_text(text.replace("part_insertion: {more_than: 50}", "part_insertion: true"), encoding="utf-8")
    shutil.rmtree(changed / "cases")
    done = essfund("diff", str(FOLDER), str(changed), "--as-of", "2026-02-01", "--lang", "en")
    assert (done.code, done.err) == (1, "")
    assert "too intricate" in done.out
    against = essfund("coverage", "--axes", "qpv", "--against", str(changed), *ON)
    assert (against.code, against.out) == (2, "")
    assert "`part_insertion` is another kind of field" in against.err
