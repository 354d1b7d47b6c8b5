"""What is shown adds up to what was matched: in every format, for every family, also one whose role nobody foresaw."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from essfund import Availability, Verdict, match, read_profile
from essfund.answer.first_screen import render_text
from essfund.core.language.translator import translator
from essfund.engine.places import advice
from essfund.exchange.exporting.export_tables import TABLES
from essfund.handout.handout import make_handout
from essfund.handout.options import PRINTED, chosen
from essfund.interview.words import BEST, lead, tally
from essfund.model.verdict import Place
from essfund.model.vocabulary import Role
from essfund.presenting.document.blocks import Card
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.presenting.wording import left_out
from tests.other_region.making import DAY, FOLDER, OPTIONS, PROFILES, bretagne, missing_from, names, report, text_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

HERE = ("--as-of", DAY.isoformat(), "--catalogue", str(FOLDER))
ANSWERED = [pytest.param(profile, id=profile) for profile in PROFILES]


@pytest.fixture
def written(essfund: Callable[..., Done], tmp_path: Path) -> Callable[..., bytes]:
    """Return what a command writes about the catalogue into a file."""

    def call(*argv: str) -> bytes:
        done = essfund(*argv, *HERE, "--output", str(tmp_path / "out.here"))
        assert done.code == 0, done.err
        return (tmp_path / "out.here").read_bytes()

    return call


def test_every_role_has_a_family_here_and_one_family_has_none() -> None:
    families = bretagne().vocabularies.family.terms
    assert {one.role for one in families.values()} == set(Role)
    assert families["mise-a-disposition"].role is Role.OTHER
    assert {one.tool.family for one in bretagne().instruments.values()} == set(families)


@pytest.mark.parametrize("form", FORMATS["match"])
def test_match_names_every_instrument(form: str, written: Callable[..., bytes]) -> None:
    assert missing_from(written("match", *OPTIONS, "--all", "-f", form)) == []


@pytest.mark.parametrize("form", [name for name, form in FORMATS["match"].items() if not form.handout and name != "table"])
def test_match_names_everything_that_is_not_refused(form: str, written: Callable[..., bytes]) -> None:
    refused = [] if form in {"json", "csv", "xlsx"} else ["don-tregor"]
    assert missing_from(written("match", *OPTIONS, "-f", form)) == refused


@pytest.mark.parametrize("profile", ANSWERED)
def test_the_page_of_all_holds_every_result_once_and_in_order(profile: str) -> None:
    one = report(profile)
    lines = render_text(one, View(translator("fr"), everything=True)).split("\n")
    shown = [line[3:].partition("  ")[0] for line in lines if re.match(r"[ \d]\d ", line)]
    assert shown == [result.instrument.tool.name for result in one.results]
    places = [result.place for result in one.results]
    assert places == sorted(places, key=list(Place).index)
    assert bool(left_out(one, View(translator("fr")))) == (Place.REFUSED in places)


@pytest.mark.parametrize("profile", ANSWERED)
def test_the_first_screen_leads_with_the_first_and_counts_the_others(profile: str) -> None:
    one = report(profile)
    screen, text = advice(one), "".join(render_text(one, View(translator("fr"))).split())
    able = [result for result in one.results if result.place is Place.FIRST]
    spoken_for = {tool for result in one.results for tool in result.replaces}
    together = [result.instrument.id for part in screen for result in part]
    assert sorted(together) == sorted(result.instrument.id for result in able if result.instrument.id not in spoken_for)
    assert all("".join(result.instrument.tool.name.split()) in text for result in screen.first)
    for place, word in ((Place.REFUSED, "refusé"), (Place.CLOSED, "fermé")):
        count = sum(result.place is place for result in one.results)
        assert (f"{count}{word}" in text) == bool(count)


@pytest.mark.parametrize("profile", ANSWERED)
@pytest.mark.parametrize("message", [False, True])
def test_a_sheet_prints_what_leads_and_all_of_it_prints_everything_once(profile: str, message: bool) -> None:
    one = report(profile)
    (group,) = chosen(one, everything=False, message=message)
    assert [result for _, result in group.results] == list(advice(one, PRINTED - message).first)
    groups = chosen(one, everything=True, message=message)
    printed = Counter(result.instrument.id for group in groups for _, result in group.results)
    over = Counter(result.instrument.id for result in one.results if result.place in {Place.ENDED, Place.CLOSED})
    assert printed + over == Counter(result.instrument.id for result in one.results)
    assert [number for group in groups for number, _ in group.results] == list(range(1, printed.total() + 1))
    sheet = make_handout(one, View(translator("fr"), everything=True))
    cards = [block for section in sheet.sections for block in section.blocks if isinstance(block, Card)]
    assert len(cards) == printed.total()


@pytest.mark.parametrize("tool", names())
def test_a_message_can_be_drafted_to_every_funder(tool: str, written: Callable[..., bytes]) -> None:
    text = text_of(written("match", *OPTIONS, "-f", "fiche", "--message", tool))
    assert text.count("".join(names()[tool].split())) >= 2


def test_the_calendar_holds_a_day_of_every_living_option(essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("match", *OPTIONS, *HERE, "--ics", str(tmp_path / "days.ics"))
    assert done.code == 0, done.err
    assert missing_from((tmp_path / "days.ics").read_bytes().replace(b"\r\n ", b"")) == ["don-tregor", "locaux-porhoet"]


@pytest.mark.parametrize("form", FORMATS["compare"])
def test_compare_holds_all(form: str, written: Callable[..., bytes]) -> None:
    for one in range(0, len(names()), 4):
        some = list(names())[one:one + 4]
        left_out = missing_from(written("compare", *some, *OPTIONS, "-f", form))
        assert not set(left_out) & set(some)


@pytest.mark.parametrize("form", FORMATS["explain"])
@pytest.mark.parametrize("tool", names())
def test_explain_answers_for_each(tool: str, form: str, written: Callable[..., bytes]) -> None:
    assert "".join(names()[tool].split()) in text_of(written("explain", tool, *OPTIONS, "-f", form))


@pytest.mark.parametrize("form", FORMATS["tools show"])
@pytest.mark.parametrize("tool", names())
def test_tools_show_shows_each(tool: str, form: str, written: Callable[..., bytes]) -> None:
    assert "".join(names()[tool].split()) in text_of(written("tools", "show", tool, "-f", form))


@pytest.mark.parametrize("form", FORMATS["tools list"])
def test_tools_list_lists_all_and_the_families_add_up(form: str, written: Callable[..., bytes]) -> None:
    assert missing_from(written("tools", "list", "-f", form)) == []
    listed = Counter[str]()
    for family in bretagne().vocabularies.family.terms:
        absent = missing_from(written("tools", "list", "-f", form, "--family", family))
        listed.update(set(names()) - set(absent))
    assert listed == Counter(list(names()))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("form", FORMATS["export"])
def test_every_export_holds_all(form: str, table: str, written: Callable[..., bytes]) -> None:
    if FORMATS["export"][form].tables == "none" and table != next(iter(TABLES)):
        return
    data = written("export", "-f", form, "--table", table)
    if table != "sources" or FORMATS["export"][form].tables == "every":
        assert missing_from(data) == []


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_its_rows(table: str, written: Callable[..., bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(written("export", "-f", "csv", "--table", table).decode("utf-8"))))
    catalogue, instruments = bretagne(), bretagne().instruments.values()
    words = catalogue.vocabularies
    stated = {
        "sources": 1, "conditions": sum(len(one.all_conditions) for one in instruments),
        "stages": sum(len(one.tool.stages.stages) if one.tool.stages else 1 for one in instruments),
        "forms": sum(one.verdict is not Verdict.INELIGIBLE for form in words.legal_form.terms
                     for one in match(catalogue, read_profile(catalogue, {"legal_form": form}), on=DAY).results),
        "departements": len(instruments) * len(words.home),
    }
    assert len(rows) == stated.get(table, len(names()))


def test_dispositif_aide_says_what_each_is_and_where(written: Callable[..., bytes]) -> None:
    rows = {row["titre"]: row for row in csv.DictReader(io.StringIO(written("export", "-f", "dispositif-aide").decode("utf-8")))}
    assert {name: row["types_aides"] for name, row in rows.items()} == {
        names()[key]: {
            "don": "financement", "avance-publique": "financement", "emprunt": "prêt", "caution": "garantie", "conseil": "assistance",
            "mise-a-disposition": "Mise à disposition",
        }[one.tool.family]
        for key, one in bretagne().instruments.items()
    }
    assert rows["Don Trégor"]["eligibilite_geographique"] == "PAYS-99100"
    assert rows["Don Armor"]["eligibilite_geographique"] == "REG-53"


@pytest.mark.parametrize("view", ["stages", "amounts"])
@pytest.mark.parametrize("form", FORMATS["map"])
def test_the_map_shows_all(form: str, view: str, written: Callable[..., bytes]) -> None:
    data = written("map", "--view", view, "--all", "-f", form)
    if form == "png":
        assert data.startswith(b"\x89PNG")
        return
    drawn = form == "html" or view == "stages"
    assert missing_from(data) == ([] if drawn else ["conseil-goelo"])
    assert drawn or "1instrumentsdelafamilleConseilaident" in text_of(data)


@pytest.mark.parametrize("form", FORMATS["coverage"])
def test_coverage_counts_every_family(form: str, written: Callable[..., bytes]) -> None:
    data = written("coverage", "--axes", "legal_form,stage", "-f", form)
    if form == "png":
        assert data.startswith(b"\x89PNG")
        return
    families = bretagne().vocabularies.family
    labels = list(families.terms) if form in {"json", "csv"} else [one.fr for one in families.terms.values()]
    assert [label for label in labels if "".join(label.split()) not in text_of(data)] == []
    if form == "json":
        found = json.loads(data)["families"]
        assert Counter(tool for tools in found.values() for tool in tools) == Counter(
            result.instrument.id for result in report("unknown").results
            if result.availability in {Availability.OPEN, Availability.UNVERIFIED})


def test_the_interview_shows_the_best_and_counts_the_rest() -> None:
    one = report("growing")
    said = " ".join(line.text for line in lead(None, one, translator("fr")))
    assert [result.instrument.tool.name in said for result in advice(one).first[:BEST]] == [True] * BEST
    assert tally(None, one, translator("en")).text == "9 are eligible a priori, 0 to be checked, 1 is not eligible, 1 is closed"


def test_binary_formats_are_read_here() -> None:
    binary = {name for formats in FORMATS.values() for name, form in formats.items() if form.binary}
    assert binary == {"png", "pdf", "docx", "xlsx", "parquet"}
