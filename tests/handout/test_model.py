"""What a sheet says: the same story for every format, nothing from outside the report, nothing that steers the text around it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.core.text import UNSEEN
from essfund.handout import sheet_formats
from essfund.handout.blocks import Bullets, Facts, Handout, Paragraph, Picture, Table
from essfund.handout.handout import make_handout
from essfund.handout.next_steps import PAPERS, listed
from essfund.handout.options import PRINTED, RESERVED
from essfund.handout.picture import NARROW, WIDE, svg
from essfund.model.fields import TESTED
from essfund.model.verdict import Verdict
from essfund.presenting.safe_text import typesetter
from essfund.presenting.view import View
from essfund.presenting.wording import MONEY, OTHER
from tests.bundled import bundled
from tests.handout.making import CASES, FULL, LONG, Case, cards, case, handout, picture, report, view
from tests.pictures.boxes import Box, groups, overlapping, read, rectangles, texts
from tests.pictures.making import EARLY, LATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.handout.blocks import Block


def strings(thing: Any) -> Iterator[str]:
    """Yield every text of a sheet."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, Handout):
        yield from (thing.title, thing.name, thing.lead)
        yield from strings(thing.sections)
    elif isinstance(thing, Picture):
        yield from (thing.title, thing.alt, thing.need_words, *thing.stages)
        for stretch in thing.stretches:
            yield from (stretch.name, stretch.words, stretch.amount)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from strings(part)


def section(sheet: Handout, key: str) -> tuple[Block, ...]:
    return next((one.blocks for one in sheet.sections if one.key == key), ())


def said(blocks: tuple[Block, ...]) -> str:
    return "\n".join(strings(blocks))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_every_text_is_one_visible_line(one: Case) -> None:
    found = list(strings(handout(one)))
    assert len(found) > 60
    assert [text for text in found if UNSEEN.search(text) or "\n" in text or ("  " in text and text != handout(one).name)] == []


@pytest.mark.parametrize("one", [one for one in CASES if one.lang == "fr"], ids=lambda one: one.name)
def test_french_is_set_as_french_is(one: Case) -> None:
    for text in strings(handout(one)):
        if text != handout(one).name and "script" not in text:
            assert not re.search(r"[ \u00a0][;!?]|[ \u202f]:(?!\S)|« |[^\u00a0]»|\w'\w|\d (?=\d{3}\b|€|%)", text), text
    assert any("\u202f000\u00a0€" in text for text in strings(handout(case("full"))))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_no_id_and_no_sentence_of_the_other_language_is_printed(one: Case) -> None:
    ids = [*(key for key in report(one).catalogue.instruments if "-" in key), *(key for key in TESTED if "_" in key)]
    found = "\n".join(strings(handout(one)))
    assert len(ids) > 40
    assert [key for key in ids if re.search(rf"(?<![\w/.-]){key}(?![\w.-])", found)] == []
    words = {"fr": ("options", "besoin", "comité"), "en": ("options", "need", "committee")}[one.lang]
    assert all(word in found for word in words)


def test_options_stand_in_the_order_of_the_report_and_are_numbered_through() -> None:
    for one in CASES:
        shown = cards(handout(one))
        assert [card.number for card in shown] == list(range(1, len(shown) + 1))
        by_name = {typesetter(one.lang)(result.instrument.tool.name): result for result in report(one).results}
        if not one.harm:
            ranks = [by_name[card.name].rank for card in shown]
            assert ranks == sorted(ranks)
            assert [card.verdict for card in shown] == [by_name[card.name].verdict.value for card in shown]
        assert all(card.callers for card in shown)
        assert all(card.summary and len(card.reserved) <= RESERVED + 1 for card in shown)


def test_a_message_takes_the_room_of_an_option_and_all_prints_every_one() -> None:
    one = case("full")
    without = make_handout(report(one), View(translator("fr")))
    assert len(cards(without)) - len(cards(handout(one))) == 1
    assert len(cards(without)) == sum(PRINTED.values()) - PRINTED[OTHER]
    more = [block.text for block in without.sections[3].blocks if isinstance(block, Paragraph)]
    results = report(one).results
    living = [r for r in results if r.verdict is not Verdict.INELIGIBLE and r.availability.value != "closed"]
    money = [r for r in living if r.instrument.tool.family in {"subvention", "pret", "fonds-propres"}]
    assert str(len(money) - PRINTED[MONEY]) in more[0]
    everything = make_handout(report(one), view(one, everything=True))
    refused = [card for card in cards(everything) if card.verdict == "ineligible"]
    assert len(cards(everything)) == sum(r.availability.value != "closed" for r in results)
    assert refused
    assert all(card.facts and card.facts[0].value for card in refused)


def test_nothing_is_a_right_and_the_day_and_edition_are_said() -> None:
    sheet = handout(case("full"))
    assert "n’est un droit" in said(section(sheet, "about"))
    assert "jamais une promesse" in said(section(sheet, "glance"))
    assert "1er juin 2019" in sheet.lead
    assert report(case("full")).catalogue.edition in sheet.lead


def test_closed_instruments_name_their_successor() -> None:
    assert "Pass Occitanie" in said(section(handout(case("half")), "closed"))
    assert "Pass Transformation Écologique" in said(section(handout(case("half")), "closed"))


def test_what_was_not_known_is_asked_and_nothing_that_is_known() -> None:
    asked = said(section(handout(case("half")), "unknown"))
    assert "banque" in asked
    assert "forme juridique" not in asked
    everything_known = make_handout(report(Case("known", known=FULL)), View(translator("fr")))
    blocks = section(everything_known, "unknown")
    assert isinstance(blocks[0], Paragraph), blocks


def test_papers_show_only_what_options_look_at() -> None:
    for one in CASES:
        for block in section(handout(one), "papers"):
            assert isinstance(block, Table)
            numbers = {card.number for card in cards(handout(one))}
            for row in block.rows:
                first = int(re.match(r"\d+", row[2])[0])  # type: ignore[index] # every row names an option
                assert first in numbers
    rows = {row[0] for block in section(handout(case("full")), "papers") if isinstance(block, Table) for row in block.rows}
    assert "Attestation d’adhésion à la CG Scop" in rows
    assert "Agrément ESUS" not in rows


def test_every_field_that_rules_test_has_its_paper() -> None:
    shown = [key for paper in PAPERS for key in paper.fields]
    assert sorted(shown) == sorted(TESTED)


@pytest.mark.parametrize(("numbers", "written"), [([], ""), ([3], "3"), ([2, 1], "1, 2"), ([1, 2, 3, 5, 7, 8], "1–3, 5, 7, 8")])
def test_numbers_are_listed(numbers: list[int], written: str) -> None:
    assert listed(numbers) == written


def test_a_message_says_only_what_its_funder_asks() -> None:
    blocks = section(handout(case("full")), "message")
    text = said(blocks)
    labels = {fact.label for block in blocks if isinstance(block, Facts) for fact in block.facts}
    assert {"Forme juridique", "Besoin de financement", "Salariés", "Adhésion à la CG Scop"} <= labels
    assert not {"Chiffre d’affaires annuel", "SIREN", "Code NAF"} & labels
    assert "732829320" not in text
    assert "Menuiserie du Lauragais" in text
    assert not section(handout(case("nothing")), "message")


def test_a_message_lists_what_is_still_open() -> None:
    catalogue = bundled()
    found = match(catalogue, read_profile(catalogue, {"legal_form": "scic"}), on=EARLY)
    blocks = section(make_handout(found, View(translator("fr"), message="fiso")), "message")
    bullets = [block for block in blocks if isinstance(block, Bullets)]
    assert "besoin de financement" in said((*bullets,))


def test_a_message_about_a_refused_or_closed_instrument_does_not_say_that_it_might_suit() -> None:
    catalogue = bundled()
    for known, tool, suits in (({"legal_form": "scop"}, "socoden", True), ({"legal_form": "association"}, "socoden", False),
                               ({"legal_form": "scop"}, "pass-occitanie", False)):
        found = match(catalogue, read_profile(catalogue, known), on=LATE)
        text = said(section(make_handout(found, View(translator("en"), message=tool)), "message"))
        assert ("might suit us" in text) is suits
        assert ("is open to us" in text) is not suits


def test_every_format_says_the_whole_sheet() -> None:
    for one in CASES:
        sheet = handout(one)
        as_json = {key: json.dumps(sheet_formats.plain(block), ensure_ascii=False) for key, block in
                   ((f"{part.key}{place}", block) for part in sheet.sections for place, block in enumerate(part.blocks))}
        told = json.loads("[" + ",".join(as_json.values()) + "]")
        markdown = sheet_formats.render_markdown(report(one), view(one))
        for card in cards(sheet):
            assert any(block.get("name") == card.name and block["amount"] == card.amount for block in told)
            assert f"### {card.number}. " in markdown


@pytest.mark.parametrize(("typed", "printed"), [
    ("l'aide ; 5 000 € : oui !", "l’aide\u202f; 5\u202f000\u00a0€\u00a0: oui\u202f!"),
    ('la "mention" « citée »', "la «\u00a0mention\u00a0» «\u00a0citée\u00a0»"),
    ("déjà\u00a0: 50\u00a0% ; 3 ans", "déjà\u00a0: 50\u00a0%\u202f; 3\u00a0ans"),
    ("voir https://a.example/b:c?d;e", "voir https://a.example/b:c?d;e"),
    ("en 2019 et 2020", "en 2019 et 2020"),
    ("a\nb\x1bc\u202ed", "a b c d"),
])
def test_typography(typed: str, printed: str) -> None:
    assert typesetter("fr")(typed) == printed
    assert typesetter("fr")(printed) == printed


def test_english_keeps_its_own() -> None:
    assert typesetter("en")("it's 5,000; really?") == "it’s 5,000; really?"


@pytest.mark.parametrize("wide", [300, NARROW, 480, WIDE, 900])
@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_no_two_texts_of_the_picture_touch(one: Case, wide: int) -> None:
    root = read(svg(picture(handout(one)), wide))
    found = texts(root)
    assert len(found) > 10
    assert overlapping(found) == []
    whole = Box(0, 0, float(root.get("width", 0)), float(root.get("height", 0)))
    assert [box.text for box in found if not whole.holds(box)] == []
    bars = groups(root, "bar")
    assert len(bars) == len(cards(handout(one)))
    for bar in bars:
        (slot,) = rectangles(bar, "slot")
        assert [box for box in texts(bar) if not slot.holds(box)] == []


def test_the_picture_marks_the_need_and_the_stage() -> None:
    assert "besoin" in picture(handout(case("full"))).need_words
    for one, needs, owns in ((case("full"), True, 1), (case("nothing"), False, 0)):
        root = read(svg(picture(handout(one)), WIDE))
        assert bool(rectangles(root, "need")) is needs
        assert len(rectangles(root, "own")) == owns


def test_a_long_name_is_whole() -> None:
    assert handout(case("long-name")).name == LONG.strip()
