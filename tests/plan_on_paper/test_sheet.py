"""What the sheet of a plan says: both sides to the euro, guarantees in no sum, what is certain apart, and no word of the machine."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.core.text import UNSEEN
from essfund.engine.planning.variants import plan
from essfund.financing_plan.check_words import CONFIRM, HOLDS
from essfund.financing_plan.plan_document import IN_A_SHEET, make_plan_sheet, plan_sections
from essfund.handout.handout import make_handout
from essfund.model.field_types import Interval
from essfund.model.fields import TESTED
from essfund.model.plan import Change
from essfund.presenting.document.blocks import Facts, Form, PaperSheet, Paragraph, Picture, Section, Table
from essfund.presenting.document.markdown import typed
from essfund.presenting.safe_text import typesetter
from essfund.presenting.view import View
from tests.frozen import DAY, frozen
from tests.plan_on_paper.plans import CASES, VAN, Case, balances, case, planned, profile, report, sheet, view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.presenting.document.blocks import Block


def strings(thing: object) -> Iterator[str]:
    """Yield every text of a sheet."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, PaperSheet):
        yield from strings((thing.title, thing.name, thing.lead, thing.sections, thing.foot))
    elif isinstance(thing, Picture):
        yield from (thing.title, thing.alt)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from strings(part)


def said(thing: object) -> str:
    return "\n".join(strings(thing))


def section(of: PaperSheet, key: str) -> Section | None:
    return next((one for one in of.sections if one.key == key), None)


def table(of: Section, columns: int) -> Table:
    return next(block for block in of.blocks if isinstance(block, Table) and len(block.header) == columns)


def euros(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_uses_and_resources_come_to_the_same_sum_without_the_guarantees(one: Case) -> None:
    assert len(balances(sheet(one))) == len(planned(one).variants)
    for found, variant in zip(balances(sheet(one)), planned(one).variants, strict=True):
        assert euros(found.left.total.amount) == sum(euros(entry.amount) for entry in found.left.entries)
        assert euros(found.right.total.amount) == sum(euros(entry.amount) for entry in found.right.entries if not entry.aside)
        assert euros(found.left.total.amount) == euros(found.right.total.amount)
        brackets = [entry for entry in found.right.entries if entry.amount.startswith("(")]
        assert brackets == [entry for entry in found.right.entries if entry.aside]
        assert len(brackets) == sum(line.guarantee for line in variant.resources)
        assert [euros(entry.amount) for entry in found.right.entries if entry.open] == [variant.missing] * bool(variant.missing)
        assert bool(found.right.total.state) is not bool(variant.missing)


def test_a_line_says_its_nature_its_terms_and_its_state() -> None:
    (found, *_) = balances(sheet(case("van")))
    assert found.left.header == ("Emplois", "Montant")
    assert found.right.header == ("Ressources", "Montant", "État")
    assert found.left.entries[0].note == "matériel"
    loan, guarantee = found.right.entries[:2]
    assert (loan.label, loan.note, loan.state) == ("Prêt bancaire", "5\u00a0ans", "demandé")
    assert "sur «\u00a0Prêt bancaire\u00a0»" in guarantee.label
    assert any("quasi-fonds propres" in entry.note for entry in found.right.entries)


def test_a_loan_to_a_person_says_so_and_what_goes_without_saying_is_not_said() -> None:
    notes = {entry.label: entry.note for found in balances(sheet(case("short"))) for entry in found.right.entries}
    assert "versé à la personne" in notes["Prêt d’honneur Réseau Entreprendre"]
    assert "structure" not in said(tuple(notes.values()))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_certain_and_possible_are_two_sums(one: Case) -> None:
    labels = {"fr": ("Annoncé par la structure", "Éligible a priori", "Seulement possible"),
              "en": ("Told by the enterprise", "Eligible a priori", "Only possible")}[one.lang]
    for number, variant in enumerate(planned(one).variants, start=1):
        found = section(sheet(one), f"plan-{number}")
        assert found is not None
        facts = {fact.label: fact.value for block in found.blocks if isinstance(block, Facts) for fact in block.facts}
        sums = [euros(facts[label]) if label in facts else 0 for label in labels]
        told = sum(line.amount for line in variant.money if line.result is None)
        sure = sum(min(line.sure, line.amount) for line in variant.money if line.result)
        assert sums == [told, sure, sum(line.amount for line in variant.money) - told - sure]
        if variant.yearly_repayment:
            label = "À rembourser par an" if one.lang == "fr" else "To be paid back in a year"
            assert euros(facts[label]) == variant.yearly_repayment


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_what_is_not_kept_or_to_be_seen_comes_first_with_both_numbers(one: Case) -> None:
    held = {view(one).tr.text(text): place for place, text in enumerate((HOLDS[False], CONFIRM, HOLDS[None], HOLDS[True]))}
    for number, variant in enumerate(planned(one).variants, start=1):
        found = section(sheet(one), f"plan-{number}")
        assert found is not None
        rows = table(found, 5).rows
        places = [held[row[3]] for row in rows]
        assert places == sorted(places)
        assert all(all(row) for row in rows)
        open_ = [check for check in variant.checks if check.holds is not True]
        assert sum(place < 3 for place in places) == len(open_)
        assert max(places) == 3
        brief = plan_sections(planned(one), view(one))[number - 1:number]
        assert all(len(table(short, 5).rows) == len(open_) for short in brief)


def test_calls_stand_in_their_order_with_the_day_before_which() -> None:
    found = section(sheet(case("short")), "plan-1")
    assert found is not None
    rows = table(found, 3).rows
    assert len(rows) == len(planned(case("short")).variants[0].calls)
    assert [row[0].split(".")[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
    assert "31\u00a0décembre 2026" in rows[0][2] or "31 décembre 2026" in rows[0][2]
    assert any("avant de signer un devis" in row[2].lower() for row in rows)
    assert rows[-1][0].endswith("la banque")
    assert re.search(r"04\u00a067\u00a099", rows[0][0])


@pytest.mark.parametrize("everything", [False, True])
@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_no_word_of_the_machine_stands_on_paper(one: Case, everything: bool) -> None:
    found = make_plan_sheet(planned(one), view(one, everything=everything))
    told = [text for text in strings(found) if "<b>" not in text and "script" not in text]
    ids = [*(key for key in report(one).catalogue.instruments if "-" in key), *(key for key in TESTED if "_" in key)]
    ids += [check.id for variant in planned(one).variants for check in variant.checks if "-" in check.id]
    words = "\n".join(told)
    assert [key for key in ids if re.search(rf"(?<![\w/.-]){re.escape(key)}(?![\w.-])", words)] == []
    assert [word for word in ("--", "sha256", "explain", "None", "\\u") if word in words] == []
    assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", words)
    assert [text for text in told if UNSEEN.search(text) or "\n" in text or "  " in text] == []
    if one.lang == "fr":
        for text in told:
            assert not re.search(r"[ \u00a0][;!?]|[ \u202f]:(?!\S)|« |[^\u00a0]»|\w'\w|\d (?=\d{3}\b|€|%)", text), text


def test_all_says_why_each_other_option_is_in_no_variant() -> None:
    one = case("van")
    short, whole = (section(make_plan_sheet(planned(one), view(one, everything=everything)), "refused") for everything in (False, True))
    assert short is not None
    assert whole is not None
    inside = {line.tool for variant in planned(one).variants for line in variant.resources}
    unpriced = {item.instrument.id for item in planned(one).unpriced}
    for tool in planned(one).variants[0].refused:
        name = typesetter("fr")(report(one).catalogue.instruments[tool].tool.name)
        assert (name in said(whole)) is (tool not in inside | unpriced), tool
    assert len(said(short)) < len(said(whole)) / 3


def test_what_would_be_enough_is_said_only_of_a_plan_that_falls_short() -> None:
    short, full = sheet(case("short")), sheet(case("van"))
    assert planned(case("short")).variants[0].missing
    changes, helps = section(short, "changes"), section(short, "help")
    assert changes is not None
    assert helps is not None
    assert "apport" in said(changes)
    assert "(DLA)" in said(helps)
    assert section(full, "changes") is None
    assert section(full, "help") is None
    found = replace(planned(case("van")), changes=(Change({"project_cost": Interval(30000, 30000)}, 0),), advisers=(), unpriced=())
    bare = make_plan_sheet(found, view(case("van")))
    assert [one.key for one in bare.sections if not one.key.startswith("plan")] == ["understood", "refused", "changes", "fill"]


def test_an_amount_that_nobody_knows_is_named_and_in_no_sum() -> None:
    found = section(sheet(case("van")), "unpriced")
    assert found is not None
    names = {result.instrument.tool.name for result in planned(case("van")).unpriced}
    assert names
    assert all(typesetter("fr")(name) in said(found) for name in names)
    assert not [name for name in names if name in said(tuple(balances(sheet(case("van")))))]


def test_the_enterprise_fills_in_what_nobody_else_can_say() -> None:
    def labels(of: PaperSheet) -> tuple[str, ...]:
        (form,) = [block for one in of.sections for block in one.blocks if isinstance(block, Form)]
        return form.labels

    told = labels(sheet(case("van")))
    for word in ("IBAN", "TVA", "CAF", "minimis", "Date", "signature"):
        assert word in " ".join(told)
    known = plan(frozen(), read_profile(frozen(), {**VAN, "de_minimis_received": 1000}), on=DAY, variants=1)
    assert "minimis" not in " ".join(labels(make_plan_sheet(known, View(translator("fr")))))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_who_the_need_the_day_and_the_caveat_are_said(one: Case) -> None:
    found = sheet(one)
    assert found.name
    assert "2026" in found.lead
    first = found.sections[0]
    assert first.key == "understood"
    assert any(isinstance(block, Paragraph) and block.weighty for block in first.blocks)
    assert ("comité" if one.lang == "fr" else "committee") in found.foot
    assert all(section.title and section.blocks for section in found.sections)


def test_the_sheet_to_hand_over_takes_two_variants_behind_its_options_and_is_else_the_same() -> None:
    one = case("van")
    added = plan_sections(planned(one), view(one))
    assert len(added) == len(planned(one).variants[:IN_A_SHEET]) == 2
    found = match(frozen(), profile(one), on=DAY)
    without, with_it = make_handout(found, view(one)), make_handout(found, view(one), added)
    keys = [section.key for section in with_it.sections]
    assert keys[keys.index("plan-1") - 1].startswith("options-")
    assert keys[keys.index("plan-2") + 1] == "calls"
    assert tuple(section for section in with_it.sections if section not in added) == without.sections
    assert all(section.title.startswith("Plan de financement ") for section in added)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_markdown_says_every_line_and_both_sums(one: Case) -> None:
    text = typed(sheet(one))
    for found in balances(sheet(one)):
        for side in (found.left, found.right):
            for entry in side.entries:
                if "<b>" not in entry.label:
                    assert f"{entry.label}" in text
                assert f"| {entry.amount} |" in text
            assert f"| **{side.total.label}** | **{side.total.amount}** |" in text
    assert "<b>" not in re.sub(r"\\<", "", text)


def test_blocks_of_pictures_are_told_by_their_tables() -> None:
    blocks: list[Block] = [block for one in sheet(case("van")).sections for block in one.blocks if isinstance(block, Picture)]
    assert len(blocks) == 2
    assert all(isinstance(block, Picture) and not list(block.told()) and len(block.alt) > 100 for block in blocks)
