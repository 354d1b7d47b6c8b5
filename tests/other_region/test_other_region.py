"""Families, stages, reaches, the territory and the parts of the Plan are data: a catalogue of another region works everywhere."""

from __future__ import annotations

import json
import re
import shutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from essfund import load_catalogue, load_profile, match, read_profile, validate
from essfund.core.language.translator import translator
from essfund.exchange.importing.geography import Geography
from essfund.interview.answers import choices
from essfund.interview.words import listed as in_words
from essfund.loading.catalogue import read_documents
from essfund.model.verdict import Place
from essfund.model.vocabulary import Role
from tests.other_region.making import MADE_UP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

DAY, FOLDER, HERE = MADE_UP.day, MADE_UP.folder, MADE_UP.here


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "mine")
    return tmp_path / "mine"


def edited(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / f"{name}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_the_catalogue_has_no_error() -> None:
    assert [one for one in validate(FOLDER, on=DAY) if one.is_error] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("tools", "family: emprunt", "family: emprunts", "no family is called `emprunts`"),
        ("tools", "family: emprunt", "family: pret", "no family is called `pret`"),
        ("tools", "reach: grand-ouest", "reach: national", "no reach is called `national`"),
        ("tools", "in: [essor, reprise]", "in: [essor, creation]", "no stage is called `creation`"),
        ("tools", "section: axe-2", "section: axe-3", "no part of the Plan is called `axe-3`"),
        ("vocabularies", "departements: bretagne", "departements: bretagnes", "no set of départements is called `bretagnes`"),
    ],
)
def test_a_word_that_no_vocabulary_has_is_an_error_at_its_line(
    name: str, old: str, new: str, said: str, mine: Path, essfund: Callable[..., Done]
) -> None:
    done = essfund("validate", str(edited(mine, name, old, new)), "--lang", "en", "--format", "concise")
    assert done.code == 1
    found = re.search(rf"{name}\.yaml:(\d+):\d+: error \[CAT010\] {re.escape(said)}$", done.out, re.MULTILINE)
    assert found, done.out
    assert said.partition("`")[2].strip("`") in (mine / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[int(found[1]) - 1]


def test_a_catalogue_that_lists_no_parts_of_the_plan_takes_any_and_one_without_territory_warns_of_none(mine: Path) -> None:
    edited(mine, "vocabularies", "plan_sections:\n  axe-2: {fr: Axe 2, en: Axis 2}\n", "")
    edited(mine, "vocabularies", "territory:\n  departements: bretagne\n  outside: {fr: hors de Bretagne, en: outside Brittany}\n", "")
    catalogue = load_catalogue(mine)
    assert match(catalogue, read_profile(catalogue, {"departement": "44"}), on=DAY).doubts == ()


def test_an_enterprise_elsewhere_is_warned_in_the_words_of_the_catalogue() -> None:
    (doubt,) = MADE_UP.report("elsewhere").doubts
    assert doubt.code == "DBT007"
    assert translator("fr").say(doubt.message) == "le département est hors de Bretagne"
    assert translator("en").say(doubt.message) == "the département is outside Brittany"
    assert MADE_UP.report("growing").doubts == ()


def test_a_guarantee_comes_before_money_beside_a_bank_loan_and_support_before_all_in_difficulty() -> None:
    """What comes first now is a criterion by role; places come before all criteria."""
    growing = MADE_UP.report("growing")
    first = [result for result in growing.results if result.place is Place.FIRST]
    assert list(growing.results[: len(first)]) == first
    assert [result.score for result in first] == sorted((result.score for result in first), reverse=True)
    now = {result.instrument.role: result.measures["moment"] or 0 for result in first}
    assert set(now) == set(Role)
    assert now[Role.GUARANTEE] > now[Role.LOAN] == now[Role.CASH] > now[Role.OTHER] > now[Role.SUPPORT]
    assert {result.instrument.role: result.need_covered is not None for result in first} == {
        Role.CASH: True, Role.LOAN: True, Role.GUARANTEE: False, Role.SUPPORT: False, Role.OTHER: False}
    in_difficulty = match(MADE_UP.catalogue, read_profile(MADE_UP.catalogue, {**MADE_UP.profiles["growing"], "in_difficulty": True}), on=DAY)
    now = {result.instrument.role: result.measures["moment"] or 0 for result in in_difficulty.results if result.place is Place.FIRST}
    assert now[Role.SUPPORT] == max(now.values()) > now[Role.LOAN]


def test_an_extra_stage_is_asked_for_matched_and_filtered(essfund: Callable[..., Done]) -> None:
    words = MADE_UP.catalogue.vocabularies
    offered = " ".join(line.text for line in in_words("stage", choices("stage", words), words, translator("fr"), whole=True))
    assert [label for label in ("Amorce", "Essor", "Reprise") if label.lower() not in offered.lower()] == []
    assert MADE_UP.report("growing").result("avance-iroise").verdict.value == "eligible"
    done = essfund("tools", "list", "--stage", "Takeover", *HERE, "-f", "json")
    listed = [one["tool"] for one in json.loads(done.out)["tools"]]
    assert "avance-iroise" in listed
    assert "don-armor" not in listed
    assert {one.field for one in MADE_UP.report("unknown").questions} >= {"stage", "departement"}


def test_a_family_is_asked_for_by_id_label_or_alias_and_a_wrong_one_is_told(essfund: Callable[..., Done]) -> None:
    for typed in ("avance-publique", "Avance Publique", "avance", "public advance"):
        done = essfund("tools", "list", "--family", typed, *HERE, "-f", "csv")
        assert [line.split(",")[0] for line in done.out.splitlines()[1:]] == ["avance-iroise", "avance-rance"]
    for argv in (["tools", "list"], ["export"], ["coverage"], ["new", "x", "--reach", "pays"]):
        done = essfund(*argv, "--family", "emprumt", *HERE, "--lang", "en")
        assert (done.code, done.out) == (2, "")
        assert "--family: `emprumt` is not one of don, avance-publique, emprunt" in done.err
        assert "did you mean emprunt?" in done.err


def test_a_reach_is_asked_for_by_id_label_or_alias_and_a_wrong_one_is_told(essfund: Callable[..., Done]) -> None:
    for typed in ("grand-ouest", "Greater West", "GRAND OUEST"):
        done = essfund("tools", "list", "--reach", typed, *HERE, "-f", "csv")
        assert [line.split(",")[0] for line in done.out.splitlines()[1:]] == ["emprunt-vilaine"]
    for argv in (["tools", "list"], ["export"], ["map"], ["new", "x", "--family", "don"]):
        done = essfund(*argv, "--reach", "regional", *HERE, "--lang", "en")
        assert (done.code, done.out) == (2, "")
        assert "--reach: `regional` is not one of pays, grand-ouest, etat, europe" in done.err
    assert "one of pays, grand-ouest, etat, europe" in essfund("new", "x", "--family", "don", *HERE, "--lang", "en").err


def test_reaches_are_ranked_told_apart_and_placed_as_the_vocabulary_says(essfund: Callable[..., Done]) -> None:
    reaches = MADE_UP.catalogue.vocabularies.reach.terms
    near = {result.instrument.tool.reach: result.measures["proximity"] for result in MADE_UP.report("growing").results if result.measures}
    assert near == {"pays": 1.0, "grand-ouest": 0.7, "etat": 0.4, "europe": 0.2}
    drawn = essfund("map", "-f", "svg", *HERE).out
    fills = {bar: re.search(r'class="edge" fill="none" rx="2" stroke="([^"]+)"', text)
             for bar, text in re.findall(r'data-tool="([^"]+)">(.*?)</g>', drawn)}
    colours = {MADE_UP.catalogue.instruments[bar].tool.reach: found[1] for bar, found in fills.items() if found}
    assert colours.keys() == reaches.keys()
    assert len(set(colours.values())) == len(reaches)
    legend = next(line for line in essfund("map", *HERE, "--lang", "en").out.splitlines() if line.startswith("Reach"))
    assert re.findall(r"(\S)\1\1 ([^█▒░▚]+?)(?=   |$)", legend) == [
        ("█", "Local country"), ("▒", "Greater West"), ("░", "The State"), ("▚", "European Union")]


def test_what_is_doubted_of_a_form_and_a_stage_is_data(mine: Path) -> None:
    """The catalogue as it stands says nothing of its Scop; with two words more, it does of its associations."""
    def doubts(folder: Path, **profile: object) -> list[tuple[str, str]]:
        catalogue = load_catalogue(folder)
        found = match(catalogue, read_profile(catalogue, profile), on=DAY).doubts
        return [(doubt.code, translator("en").say(doubt.message)) for doubt in found]

    told: tuple[dict[str, object], ...] = (
        {"legal_form": "scop", "employees": 0}, {"legal_form": "association", "employees": 0},
        {"legal_form": "scop", "cgscop_member": True}, {"legal_form": "association", "cgscop_member": True},
        {"stage": "essor", "age_years": 0})
    assert [doubts(FOLDER, **profile) for profile in told] == [[]] * len(told)
    edited(mine, "vocabularies", "aliases: [asso]}", "meaning: workers, aliases: [asso]}")
    edited(mine, "vocabularies", "essor: {fr: Essor, en: Growth}", "essor: {fr: Essor, en: Growth, meaning: scaling}")
    assert [doubts(mine, **profile) for profile in told] == [
        [], [("DBT001", "Association without any employee")], [("DBT008", "a member of CGSCOP whose legal form is not Association")],
        [], [("DBT004", "a change of scale is announced in the first year of the enterprise")]]


@pytest.mark.parametrize("directory", ["dispositif_aide", "aides_entreprises", "scdl", "plain_sheet"])
def test_files_from_elsewhere_get_the_words_that_mean_the_same_here(directory: str) -> None:
    words, documents = MADE_UP.catalogue.vocabularies, read_documents([FOLDER])["vocabularies"]
    places = {code: str(place["region"]) for code, place in documents["departements"].items()}
    rows: dict[str, list[dict[str, object]]] = {
        "dispositif_aide": [{"titre": "A", "types_aides": "prêt"}, {"titre": "B", "types_aides": "garantie",
                                                                    "eligibilite_geographique": "PAYS-99100"}],
        "aides_entreprises": [{"aid_nom": "A", "natures": [{"typ_libelle": "Prêt"}], "couverture_geo": "1"},
                              {"aid_nom": "B", "natures": [{"typ_libelle": "Garantie"}], "couverture_geo": "2"}],
        "scdl": [{"nomAttribuant": "C", "nomBeneficiaire": "D", "montant": "5"}],
        "plain_sheet": [{"nom": "A", "type": "prêt", "financeur": "C"}, {"nom": "B", "type": "Surety", "reach": "europe", "financeur": "C"}],
    }
    wanted = {"scdl": [("don", "pays")], "plain_sheet": [("emprunt", "pays"), ("caution", "europe")]}
    read = import_module(f"essfund.exchange.importing.{directory}").read
    drafts = read(rows[directory], words, Geography(places, documents["regions"], words.departement)).drafts
    assert [(one.family, one.reach) for one in drafts] == wanted.get(directory, [("emprunt", "pays"), ("caution", "etat")])


def test_what_an_export_was_asked_for_is_said_by_id(essfund: Callable[..., Done]) -> None:
    done = essfund("export", "-f", "json", "--family", "Avance", *HERE)
    found = json.loads(done.out)
    assert found["filters"]["family"] == ["avance-publique"]


@pytest.mark.parametrize("family", MADE_UP.catalogue.vocabularies.family.terms)
def test_an_instrument_of_every_family_is_begun(family: str, mine: Path, essfund: Callable[..., Done]) -> None:
    argv = ("new", "nouveau", "--family", family, "--reach", "pays", "--as-of", DAY.isoformat(), "--catalogue", str(mine), "--write")
    assert essfund(*argv).code == 0
    said = essfund("validate", str(mine), "--format", "concise").out
    assert re.findall(r"\[([A-Z]+\d+)\]", "".join(line for line in said.splitlines() if ": error" in line or "erreur" in line)) == ["CAT011"]


def test_schemas_list_the_words_of_the_catalogue(essfund: Callable[..., Done]) -> None:
    text = essfund("schema", "tools", *HERE[2:]).out
    assert all(f'"{word}"' in text for word in ("avance-publique", "mise-a-disposition", "grand-ouest", "reprise", "axe-2"))
    assert '"subvention"' not in text
    assert '"regional"' not in text + essfund("schema", "rules", *HERE[2:]).out
    report_schema = essfund("schema", "report", *HERE[2:]).out
    assert all(f'"{word}"' in report_schema for word in ("avance-publique", "grand-ouest"))


def test_another_catalogue_is_compared_family_by_family(mine: Path, essfund: Callable[..., Done]) -> None:
    edited(mine, "tools", "name: Locaux Léon\n    family: mise-a-disposition", "name: Locaux Léon\n    family: conseil")
    edited(mine, "vocabularies", "Things lent}", "Things lent, role: other}")
    edited(mine, "vocabularies", "outside Brittany", "not in Brittany")
    done = essfund("diff", str(FOLDER), str(mine), "--lang", "en", "--as-of", DAY.isoformat())
    assert done.code == 1, done.err
    assert "family: Things lent → Advice" in done.out
    assert "not in Brittany" in done.out


def test_a_profile_file_of_the_region_is_read(tmp_path: Path) -> None:
    path = tmp_path / "profile.yaml"
    path.write_text('stage: reprise\ndepartement: "35"\n', encoding="utf-8")
    assert load_profile(MADE_UP.catalogue, path).plain() == {"stage": ["reprise"], "departement": ["35"]}


def test_the_command_line_answers_for_the_region(essfund: Callable[..., Done]) -> None:
    done = essfund("match", *MADE_UP.options, *HERE, "--lang", "en")
    assert done.code == 0
    assert "ASK FOR FIRST" in done.out
    assert "outside Brittany" not in done.out
    whole = essfund("match", *MADE_UP.options, *HERE, "--lang", "en", "--all").out
    assert "REFUSED (1)" in whole
    assert all(name in whole for name in MADE_UP.names.values())
