"""What a sheet says: the same story for every format, nothing from outside the report, nothing that steers the text around it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.core.text import UNSEEN
from essfund.engine.places import advice
from essfund.handout import sheet_formats
from essfund.handout.handout import make_handout
from essfund.handout.next_steps import KNOWN, listed
from essfund.handout.options import CHECKED, PRINTED, chosen
from essfund.handout.picture import OptionsPicture
from essfund.model.fields import FIELDS, TESTED
from essfund.model.verdict import Place, Verdict
from essfund.model.vocabulary import Role
from essfund.presenting.advice import here
from essfund.presenting.document.blocks import NARROW, WIDE, Bullets, Facts, Form, PaperSheet, Paragraph, Table
from essfund.presenting.document.typst import plain
from essfund.presenting.safe_text import typesetter
from essfund.presenting.view import View
from tests.bundled import bundled
from tests.handout.making import CASES, FULL, LONG, Case, cards, case, handout, picture, report, view
from tests.pictures.boxes import Box, groups, overlapping, read, rectangles, texts
from tests.pictures.making import EARLY, LATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.presenting.document.blocks import Block


def strings(thing: Any) -> Iterator[str]:
    """Yield every text of a sheet."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, PaperSheet):
        yield from (thing.title, thing.name, thing.lead, thing.foot)
        yield from strings(thing.sections)
    elif isinstance(thing, OptionsPicture):
        yield from (thing.title, thing.alt, thing.need_words, *thing.stages)
        for stretch in thing.stretches:
            yield from (stretch.name, stretch.words, stretch.amount)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from strings(part)


def section(sheet: PaperSheet, key: str) -> tuple[Block, ...]:
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


def test_options_stand_in_the_order_of_the_report_under_their_ranks() -> None:
    for one in CASES:
        shown = cards(handout(one))
        by_name = {typesetter(one.lang)(result.instrument.tool.name): result for result in report(one).results}
        if not one.harm:
            ranks = [by_name[card.name].rank for card in shown]
            assert ranks == sorted(ranks) == [card.number for card in shown]
            assert [card.verdict for card in shown] == [by_name[card.name].verdict.value for card in shown]
            assert all(by_name[card.name].place is Place.FIRST for card in shown)
        assert all(card.callers and card.summary for card in shown)


def test_what_leads_the_first_screen_leads_the_sheet() -> None:
    for one in CASES:
        screen = advice(report(one)).first
        told = [result for group in chosen(report(one), everything=False) for _, result in group.results]
        assert told == list(screen)[:PRINTED]
        assert told


def test_a_message_takes_the_room_of_an_option_and_all_prints_every_one() -> None:
    one = case("full")
    without = make_handout(report(one), View(translator("fr")))
    assert (len(cards(without)), len(cards(handout(one)))) == (PRINTED, PRINTED - 1)
    everything = make_handout(report(one), view(one, everything=True))
    refused = [card for card in cards(everything) if card.verdict == "ineligible"]
    over = {Place.ENDED, Place.CLOSED}
    assert len(cards(everything)) == sum(result.place not in over for result in report(one).results)
    assert refused
    assert all(card.facts and card.facts[0].value for card in refused)
    told = said(section(everything, "closed"))
    assert all(typesetter("fr")(r.instrument.tool.name) in told for r in report(one).results if r.place in over)


def test_an_option_says_what_it_brings_what_it_costs_and_what_nobody_knows_of_it() -> None:
    known = {"legal_form": "association", "stage": "developpement", "age_years": 9, "employees": 12, "departement": "81",
             "amount_needed": 35000, "project_cost": 35000, "bank_loan": 28000, "purposes": ["investissement"]}
    one = Case("van", day=LATE, known=known)
    sheet = handout(one)
    assert "reste à trouver 7\u202f000\u00a0€" in said(section(sheet, "understood"))
    told = [result for group in chosen(report(one), everything=False) for _, result in group.results]
    for card, result in zip(cards(sheet), told, strict=True):
        assert card.amount == ("" if result.instrument.role is Role.SUPPORT else typesetter("fr")(here(result, report(one), translator("fr"))))
        labels = {fact.label: fact.value for fact in card.facts}
        if result.instrument.role.funds:
            assert labels["Ce que cela coûte"]
            assert result.terms is not None or "à demander" in labels["Ce que cela coûte"]


def test_one_desk_is_one_call_and_its_address_is_said_once() -> None:
    for one in CASES:
        told = [result for group in chosen(report(one), everything=False, message=bool(one.message)) for _, result in group.results]
        (table,) = (block for block in section(handout(one), "calls") if isinstance(block, Table))
        assert len(table.rows) == len({result.desk for result in told})
        assert all(row[2] == "" for row in table.rows)
        again = [card for card, result in zip(cards(handout(one)), told, strict=True)
                 if result.desk in {above.desk for above in told[:card.number - 1]}]
        assert all(not caller.address for card in again for caller in card.callers)
        assert all(re.search(r"(que|as) \d", caller.more) for card in again for caller in card.callers)


def test_few_things_to_check_are_named_and_none_that_is_about_other_legal_forms() -> None:
    catalogue = bundled()
    for form, told in (("association", False), ("scic", True)):
        found = match(catalogue, read_profile(catalogue, {"legal_form": form, "departement": "31"}), on=LATE)
        everything = make_handout(found, View(translator("fr"), everything=True))
        lines = [fact.value for card in cards(everything) if card.verdict != "ineligible" for fact in card.facts if "vérifier" in fact.label]
        assert any("titres participatifs" in text.lower() and "SARL" in text for text in lines) is told
    assert CHECKED == 4


def test_no_word_of_the_machine_stands_on_the_sheet_of_a_citizen() -> None:
    for one in (one for one in CASES if not one.name.startswith("hostile")):
        told = "\n".join(strings(handout(one)))
        for word in ("--", "sha256", "ou bien", "or else", "explain", "[", "not verified", "non vérifié"):
            assert word not in told, word


def test_no_day_is_written_as_iso() -> None:
    for one in CASES:
        assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", "\n".join(strings(handout(one))))
    assert "1er mars 2012" in said(section(handout(case("full")), "understood"))


def test_what_was_understood_is_all_there() -> None:
    told = said(section(handout(case("full")), "understood"))
    for word in ("Scop", "12", "Haute-Garonne", "Développement", "Investissement", "16.23Z", "732829320", "70\u202f000"):
        assert word in told, word
    assert "Supposé" not in told
    assert "Supposé" in said(section(handout(case("half")), "understood"))
    assert "15\u202f000" in said(section(handout(case("half")), "understood"))


def test_there_is_room_for_the_next_meeting_and_a_word_before_signing() -> None:
    for one in CASES:
        (form,) = section(handout(one), "meeting")
        assert isinstance(form, Form)
        assert len(form.labels) == 3
    (warning,) = section(handout(case("full")), "quote")
    assert isinstance(warning, Paragraph)
    assert warning.weighty
    assert "devis" in warning.text


def test_nothing_is_a_right_and_the_day_and_edition_are_said() -> None:
    sheet = handout(case("full"))
    assert "n’est un droit" in sheet.foot
    assert "jamais une promesse" in said(section(sheet, "glance"))
    assert "1er juin 2019" in sheet.lead
    assert report(case("full")).catalogue.edition in sheet.lead


def test_what_has_ended_names_its_successor_and_only_what_would_have_fitted() -> None:
    told = said(section(handout(case("half")), "closed"))
    results = report(case("half")).results
    over = [r for r in results if r.availability.over and r.verdict is not Verdict.INELIGIBLE]
    assert typesetter("fr")(over[0].instrument.tool.name) in told
    assert "→" in told
    refused = [r for r in results if r.availability.over and r.verdict is Verdict.INELIGIBLE]
    assert [r.instrument.tool.name for r in refused if r.instrument.tool.name in told.split("→")[0]] == []


def test_what_was_not_known_is_asked_and_nothing_that_is_known() -> None:
    asked = said(section(handout(case("half")), "unknown"))
    assert "difficulté" in asked
    assert "forme juridique" not in asked


def test_that_everything_is_known_is_said_only_where_it_is() -> None:
    found = report(Case("known", known=FULL))
    for one in (found, replace(found, questions=(), results=tuple(r._replace(missing=()) for r in found.results))):
        (block,) = section(make_handout(one, View(translator("en"))), "unknown")
        known = not one.questions and not any(r.missing for r in advice(one, PRINTED).first)
        assert isinstance(block, Paragraph if known else Bullets)
        assert (KNOWN in said((block,))) is known


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


def test_no_paper_is_asked_for_what_is_supposed_not_to_be_there() -> None:
    known = {"legal_form": "association", "age_years": 9, "employees": 12, "departement": "81", "amount_needed": 7000}
    told = read_profile(bundled(), known)
    with_it = read_profile(bundled(), {**known, "siae": True})
    assert match(bundled(), told, on=LATE).supposed["siae"] is False
    papers = [{row[0] for block in section(make_handout(match(bundled(), one, on=LATE), View(translator("fr"))), "papers")
               if isinstance(block, Table) for row in block.rows} for one in (told, with_it)]
    assert "Convention de structure d’insertion (SIAE)" not in papers[0]
    assert "Convention de structure d’insertion (SIAE)" in papers[1]


def test_every_field_that_rules_test_has_its_paper() -> None:
    assert [key for key, field in FIELDS.items() if field.tested != bool(field.paper)] == []
    assert len(TESTED) > 25


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
        assert ("is open to us" in text or "has ended" in text) is not suits
        assert ("has ended" in text) is found.result(tool).availability.over


def test_every_format_says_the_whole_sheet() -> None:
    for one in CASES:
        sheet = handout(one)
        as_json = {key: json.dumps(plain(block), ensure_ascii=False) for key, block in
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
    root = read(picture(handout(one)).svg(wide))
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
        root = read(picture(handout(one)).svg(WIDE))
        assert bool(rectangles(root, "need")) is needs
        assert len(rectangles(root, "own")) == owns


def test_a_long_name_is_whole() -> None:
    assert handout(case("long-name")).name == LONG.strip()
