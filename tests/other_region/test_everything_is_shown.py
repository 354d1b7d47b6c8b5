"""What is shown adds up to what was matched: in every format, for every family, also one whose role nobody foresaw."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from essfund import Availability, Verdict
from essfund.answer.first_screen import render_text
from essfund.core.language.translator import translator
from essfund.engine.places import advice
from essfund.exchange.exporting.export_tables import TABLES
from essfund.handout.handout import make_handout
from essfund.handout.options import PRINTED, chosen
from essfund.interview.words import BEST, lead, tally
from essfund.loading.catalogue import read_documents
from essfund.model.verdict import Place
from essfund.model.vocabulary import Meaning, Role
from essfund.presenting.document.blocks import Card
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.presenting.wording import left_out
from tests.other_region.making import MADE_UP, REAL, REGIONS, everywhere, named_in_columns, spread, text_of
from tests.tagged_pdf import bare

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done
    from tests.other_region.making import Region

ANSWERED = everywhere(lambda region: region.profiles, 1)
KINDS = {Role.CASH: "financement", Role.LOAN: "prêt", Role.GUARANTEE: "garantie", Role.SUPPORT: "assistance"}
"""What the State's schema calls each role of help."""


@pytest.fixture
def written(essfund: Callable[..., Done], tmp_path: Path) -> Callable[..., bytes]:
    """Return what a command writes about the catalogue of a region into a file."""

    def call(region: Region, *argv: str) -> bytes:
        done = essfund(*argv, *region.here, "--output", str(tmp_path / "out.here"))
        assert done.code == 0, done.err
        return (tmp_path / "out.here").read_bytes()

    return call


def test_every_role_has_a_family_in_the_made_up_region_and_one_family_has_none() -> None:
    families = MADE_UP.catalogue.vocabularies.family.terms
    assert {one.role for one in families.values()} == set(Role)
    assert families["mise-a-disposition"].role is Role.OTHER
    assert {one.tool.family for one in MADE_UP.catalogue.instruments.values()} == set(families)


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: FORMATS["match"], 4))
def test_match_names_every_instrument(region: Region, form: str, written: Callable[..., bytes]) -> None:
    assert region.missing_from(written(region, "match", *region.options, "--all", "-f", form)) == []


SHOWN = [name for name, form in FORMATS["match"].items() if not form.handout and name != "table"]


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: SHOWN, 4))
def test_match_names_everything_that_is_not_refused(region: Region, form: str, written: Callable[..., bytes]) -> None:
    refused = [] if form in {"json", "csv", "xlsx"} else region.at(Place.REFUSED)
    assert region.missing_from(written(region, "match", *region.options, "-f", form)) == refused


@pytest.mark.parametrize(("region", "profile"), ANSWERED)
def test_the_page_of_all_holds_every_result_once_and_in_order(region: Region, profile: str) -> None:
    one = region.report(profile)
    lines = render_text(one, View(translator("fr"), everything=True)).split("\n")
    shown = [line[3:].partition("  ")[0] for line in lines if re.match(r"[ \d]\d ", line)]
    names = [result.instrument.tool.name for result in one.results]
    assert [name[: len(begun)] for name, begun in zip(names, shown, strict=True)] == shown
    places = [result.place for result in one.results]
    assert places == sorted(places, key=list(Place).index)
    assert bool(left_out(one, View(translator("fr")))) == (Place.REFUSED in places)


@pytest.mark.parametrize(("region", "profile"), ANSWERED)
def test_the_first_screen_leads_with_the_first_and_counts_the_others(region: Region, profile: str) -> None:
    one = region.report(profile)
    screen, text = advice(one), render_text(one, View(translator("fr")))
    able = [result for result in one.results if result.place is Place.FIRST]
    spoken_for = {tool for result in one.results for tool in result.replaces}
    together = [result.instrument.id for part in screen for result in part]
    assert sorted(together) == sorted(result.instrument.id for result in able if result.instrument.id not in spoken_for)
    assert all(named_in_columns(result.instrument.tool.name.split(" "), text.split("\n")) for result in screen.first)
    for place, word in ((Place.REFUSED, "refusé"), (Place.CLOSED, "fermé")):
        count = sum(result.place is place for result in one.results)
        assert (f"{count}{word}" in "".join(text.split())) == bool(count)


@pytest.mark.parametrize(("region", "profile"), ANSWERED)
@pytest.mark.parametrize("message", [False, True])
def test_a_sheet_prints_what_leads_and_all_of_it_prints_everything_once(region: Region, profile: str, message: bool) -> None:
    one = region.report(profile)
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


@pytest.mark.parametrize(("region", "tool"), everywhere(lambda region: region.names, 6))
def test_a_message_can_be_drafted_to_every_funder(region: Region, tool: str, written: Callable[..., bytes]) -> None:
    text = text_of(written(region, "match", *region.options, "-f", "fiche", "--message", tool))
    assert text.count(bare(region.names[tool])) >= 2


@pytest.mark.parametrize("region", REGIONS, ids=str)
def test_the_calendar_holds_a_day_of_every_living_option(region: Region, essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("match", *region.options, *region.here, "--ics", str(tmp_path / "days.ics"))
    assert done.code == 0, done.err
    silent = {*region.at(Place.REFUSED, Place.ENDED, Place.CLOSED)}
    leading = advice(region.report("growing")).first
    for result in region.report("growing").results:
        tool = result.instrument.tool
        ahead = any(fact and fact.day > region.day for fact in (tool.valid_from, tool.valid_until))
        asked_for = result.place is Place.FIRST and result.last_proof and (result.availability is Availability.OPEN or result in leading)
        if not ahead and not asked_for:
            silent.add(result.instrument.id)  # there is no day to hold
    assert set(region.missing_from((tmp_path / "days.ics").read_bytes().replace(b"\r\n ", b""))) == silent


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: FORMATS["compare"], 2))
def test_compare_holds_all(region: Region, form: str, written: Callable[..., bytes]) -> None:
    names = list(region.names)
    for one in range(0, len(names), 4):
        some = names[one:one + 4] if names[one + 1:] else names[-2:]
        left_out = region.missing_from(written(region, "compare", *some, *region.options, "-f", form))
        assert not set(left_out) & set(some)


SINGLE = {"explain": True, "tools show": False, "verify": False, "boundaries": False}
"""Commands about one instrument, and whether they ask for whom."""


ABOUT_ONE = [f"{command}: {form}" for command in SINGLE for form in FORMATS[command]]


@pytest.mark.parametrize(("region", "asked", "tool"), everywhere(lambda region: spread(ABOUT_ONE, region.names, 3), 8))
def test_a_command_about_one_instrument_answers_for_each(region: Region, asked: str, tool: str, written: Callable[..., bytes]) -> None:
    command, form = asked.split(": ")
    options = region.options if SINGLE[command] else ()
    assert bare(region.names[tool]) in text_of(written(region, *command.split(), tool, *options, "-f", form))


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: FORMATS["tools list"], 2))
def test_tools_list_lists_all_and_the_families_add_up(region: Region, form: str, written: Callable[..., bytes]) -> None:
    assert region.missing_from(written(region, "tools", "list", "-f", form)) == []
    listed = Counter[str]()
    for family in region.catalogue.vocabularies.family.terms:
        absent = region.missing_from(written(region, "tools", "list", "-f", form, "--family", family))
        listed.update(set(region.names) - set(absent))
    assert listed == Counter(list(region.names))


SINGLE_TABLE = [name for name, form in FORMATS["export"].items() if form.tables == "none"]


def exported(region: Region) -> list[tuple[object, object]]:
    """Return formats and tables: all of the made-up region, of the real one each format with some of the tables."""
    pairs = spread(FORMATS["export"], TABLES, 1 if region is MADE_UP else 4)
    return [(form, table) for form, table in pairs if form not in SINGLE_TABLE] + [(form, next(iter(TABLES))) for form in SINGLE_TABLE]


@pytest.mark.parametrize(("region", "form", "table"), everywhere(exported, 6))
def test_every_export_holds_all(region: Region, form: str, table: str, written: Callable[..., bytes]) -> None:
    data = written(region, "export", "-f", form, "--table", table)
    if table != "sources" or FORMATS["export"][form].tables == "every":
        assert region.missing_from(data) == []


@pytest.mark.parametrize(("region", "table"), everywhere(lambda _: TABLES, 1))
def test_every_table_has_its_rows(region: Region, table: str, written: Callable[..., bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(written(region, "export", "-f", "csv", "--table", table).decode("utf-8"))))
    catalogue, instruments = region.catalogue, region.catalogue.instruments.values()
    words, documents = catalogue.vocabularies, read_documents([region.folder])
    entries = repr((documents["tools"]["tools"], documents["rules"]["instruments"]))
    stated = {
        "sources": len([key for key in catalogue.sources if repr(key) in entries]),
        "conditions": sum(len(list(one.asked())) + sum(len(list(offer.asked())) for offer in one.offers) for one in instruments),
        "stages": sum(len(one.tool.stages.stages) if one.tool.stages else 1 for one in instruments),
        "forms": sum(one.verdict is not Verdict.INELIGIBLE for form in words.legal_form.terms
                     for one in region.answer({"legal_form": form}).results),
        "departements": len(instruments) * len(words.home),
        "offers": sum(len(one.offers) for one in instruments),
        "contacts": sum(1 + sum(len(local.departements) for local in catalogue.contacts[one.tool.apply].by_departement) for one in instruments),
    }
    assert len(rows) == stated.get(table, len(region.names))


@pytest.mark.parametrize("region", REGIONS, ids=str)
def test_dispositif_aide_says_what_each_is_and_where(region: Region, written: Callable[..., bytes]) -> None:
    rows = {row["titre"]: row for row in csv.DictReader(io.StringIO(written(region, "export", "-f", "dispositif-aide").decode("utf-8")))}
    families = region.catalogue.vocabularies.family.terms
    instruments = {one.tool.name: one for one in region.catalogue.instruments.values()}
    local = region.catalogue.vocabularies.reach.by_meaning[Meaning.TERRITORY]
    assert {name: row["types_aides"] for name, row in rows.items()} == {
        name: KINDS.get(one.role, families[one.tool.family].fr) for name, one in instruments.items()}
    for name, one in instruments.items():
        here_alone = any("departement" in condition.fields for condition in one.all_conditions)
        assert rows[name]["eligibilite_geographique"] == ("REG-53" if here_alone or one.tool.reach in local else "PAYS-99100")


@pytest.mark.parametrize(("region", "form", "view"), everywhere(lambda _: [(form, view) for form in FORMATS["map"] for view in ("stages", "amounts")], 3, slow=("pdf",)))
def test_the_map_shows_all(region: Region, form: str, view: str, written: Callable[..., bytes]) -> None:
    data = written(region, "map", "--view", view, "--all", "-f", form)
    if form == "png":
        assert data.startswith(b"\x89PNG")
        return
    support = [key for key, one in region.catalogue.instruments.items() if one.role is Role.SUPPORT]
    drawn = form == "html" or view == "stages"
    assert region.missing_from(data) == ([] if drawn else support)
    label = region.catalogue.vocabularies.family.terms[region.catalogue.instruments[support[0]].tool.family].fr
    assert drawn or bare(f"{len(support)} instruments de la famille {label} aident") in text_of(data)


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: FORMATS["coverage"], 3, slow=("pdf",)))
def test_coverage_counts_every_family(region: Region, form: str, written: Callable[..., bytes]) -> None:
    drawn_small = form in {"pdf", "png"} and region is REAL  # typesetting twenty legal forms takes seconds, and says nothing of families
    data = written(region, "coverage", "--axes", "stage" if drawn_small else "legal_form,stage", "-f", form)
    if form == "png":
        assert data.startswith(b"\x89PNG")
        return
    families = region.catalogue.vocabularies.family
    labels = list(families.terms) if form in {"json", "csv"} else [one.fr for one in families.terms.values()]
    assert [label for label in labels if bare(label) not in text_of(data)] == []
    if form == "json":
        found = json.loads(data)["families"]
        assert Counter(tool for tools in found.values() for tool in tools) == Counter(
            result.instrument.id for result in region.report("unknown").results
            if result.availability in {Availability.OPEN, Availability.UNVERIFIED})


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: FORMATS["plan"], 4, made_up=3))
def test_the_plan_names_whom_it_asks(region: Region, form: str, written: Callable[..., bytes]) -> None:
    told = json.loads(written(region, "plan", *region.options, "-f", "json"))
    asked = {line["tool"] for variant in told["variants"] for line in variant["resources"] if line["tool"]}
    assert asked
    assert not asked & set(region.missing_from(written(region, "plan", *region.options, "-f", form)))


@pytest.mark.parametrize(("region", "form"), everywhere(lambda _: FORMATS["screen"], 3, made_up=2))
def test_a_list_is_answered_as_match_answers(region: Region, form: str, written: Callable[..., bytes], tmp_path: Path) -> None:
    known = region.profiles["growing"]
    (tmp_path / "list.csv").write_text("\n".join([",".join(known), ",".join(map(str, known.values()))]) + "\n", encoding="utf-8")
    data = written(region, "screen", str(tmp_path / "list.csv"), "-f", form)
    assert text_of(data)
    if form == "csv":
        rows = {row["tool"]: row["verdict"] for row in csv.DictReader(io.StringIO(data.decode("utf-8")))}
        assert rows == {result.instrument.id: result.verdict.value for result in region.report("growing").results}


@pytest.mark.parametrize("region", REGIONS, ids=str)
def test_the_interview_shows_the_best_and_counts_the_rest(region: Region) -> None:
    one = region.report("growing")
    said = " ".join(line.text for line in lead(None, one, translator("fr")))
    assert [result.instrument.tool.name in said for result in advice(one).first[:BEST]] == [True] * len(advice(one).first[:BEST])
    living = Counter(result.verdict for result in one.results if not result.availability.over)
    counts = [*(living[verdict] for verdict in (Verdict.ELIGIBLE, Verdict.TO_CHECK, Verdict.INELIGIBLE)), len(one.results) - living.total()]
    assert list(map(int, re.findall(r"\d+", tally(None, one, translator("en")).text))) == counts


def test_binary_formats_are_read_here() -> None:
    binary = {name for formats in FORMATS.values() for name, form in formats.items() if form.binary}
    assert binary == {"png", "pdf", "docx", "xlsx", "parquet"}
