"""The workbook of a plan: live sums, checks, cells to fill in, texts that stay texts."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from essfund.core.errors import UsageError
from essfund.core.language.translator import translator
from essfund.financing_plan.check_words import holds, pressing
from essfund.financing_plan.words import PlanWriter
from essfund.financing_plan.workbook_cells import Live
from essfund.financing_plan.workbook_checks import live_check
from essfund.financing_plan.workbook_ledger import BOUND, EUROS, GUARANTEED, SHARE, STATE, TERMS, YEARLY, YEARS, Ledger
from essfund.presenting import formats
from essfund.presenting.table_cells import FORMULA_STARTS
from tests.depth import sliced
from tests.financing_plan.making import PROFILES, labelled, made, opened, written

if TYPE_CHECKING:
    from essfund.model.plan import Plan

A4, FILL = "9", "FFFFF2CC"
HOSTILE = ["=cmd|'/c calc'!A1", "@SUM(A1:A9)", "-2+3", "  =1+1", "a\x07b\x1b[31mc\u202ed", "n" * 200, "[b]markup[/b] <i>& {name}", "'", "{=1}"]


def rows(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def row_of(sheet: Any, label: str, number: int = 0) -> list[Any]:
    """Return the row that begins with a label, the first one or a later one."""
    return [row for row in rows(sheet) if row[0] == label][number]


@cache
def book_of(name: str, *, values: bool = False) -> Any:
    """Return the workbook of a profile, to be read only."""
    return opened(written(made(name)), values=values)


def variant_sheets(book: Any, plan: Plan) -> list[Any]:
    sheets = book.worksheets[1:] if len(plan.variants) > 1 else book.worksheets
    return list(sheets[: len(plan.variants)])


def test_sheets_are_named_by_what_they_prefer_and_fit_one_page_across() -> None:
    plan, book = made("van"), book_of("van")
    assert book.sheetnames == ["Comparer", "A · Le moins de dossiers", "B · Le moins de dossiers, sans…", "C · Le moins cher", "Pourquoi non"]
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", A4)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows.startswith("$1:$")
        assert sheet.freeze_panes
    assert (book.properties.title, book.properties.created.date()) == ("Plan de financement", plan.report.as_of)
    assert [(item.name, item.value) for item in book.custom_doc_props.props] == [("Language", "fr-FR")]
    alone = opened(written(made("van", 1)))
    assert alone.sheetnames == ["A · Le moins de dossiers", "Pourquoi non"]


@pytest.mark.parametrize("name", sliced(PROFILES, 5))
def test_stored_values_are_those_of_the_plan(name: str) -> None:
    plan = made(name)
    for sheet, live, variant in zip(variant_sheets(book_of(name, values=True), plan), variant_sheets(book_of(name), plan), plan.variants,
                                    strict=True):
        uses, resources = row_of(sheet, "Total"), row_of(sheet, "Total", 1)
        assert uses[EUROS] == sum(use.amount for use in variant.uses)
        assert resources[EUROS] == sum(line.amount for line in variant.money)
        missing, balance = row_of(sheet, "Reste à trouver")[EUROS], row_of(sheet, "Solde : emplois moins ressources".replace(" :", "\u00a0:"))[EUROS]
        assert (missing, balance) == (variant.missing, uses[EUROS] - resources[EUROS])
        assert resources[EUROS] + missing == uses[EUROS]
        parts = ("annoncé par la structure", "éligible a priori", "seulement possible")
        apart = [row_of(sheet, f"Ressources\u00a0: {part}")[EUROS] for part in parts]
        assert sum(apart) == resources[EUROS]
        assert [amount for amount in apart if amount] == [amount for _, amount in PlanWriter(plan, translator("fr")).sums(variant)]
        assert (resources[YEARLY] or 0) == variant.yearly_repayment
        assert row_of(live, "Total")[EUROS].startswith("=SUM(")
        assert row_of(live, "Reste à trouver")[EUROS].startswith("=MAX(0,")


@pytest.mark.parametrize("name", sliced(PROFILES, 5))
def test_no_guarantee_is_in_a_sum(name: str) -> None:
    plan, book = made(name), book_of(name)
    guaranteed = chr(ord("A") + GUARANTEED)
    for sheet, variant in zip(variant_sheets(book, plan), plan.variants, strict=True):
        write = PlanWriter(plan, translator("fr"))
        for line in variant.resources:
            row = row_of(sheet, write.resource(line).label)
            assert (row[EUROS], row[SHARE], row[GUARANTEED]) == (None, None, line.amount) if line.guarantee else row[GUARANTEED] is None
    added = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f" and "SUM" in cell.value]
    assert added
    assert not [formula for formula in added if re.search(rf"\b\$?{guaranteed}\$?\d", formula)]


@pytest.mark.parametrize("name", sliced(PROFILES, 5))
def test_checks_have_both_numbers_and_their_result(name: str) -> None:
    plan, tr = made(name), translator("fr")
    for sheet, variant in zip(variant_sheets(book_of(name, values=True), plan), plan.variants, strict=True):
        found = [row for row in rows(sheet) if row[SHARE] in {"≤", "≥", "="}]
        shown = [(row[EUROS], row[GUARANTEED], row[STATE]) for row in found]
        wanted = []
        for check in sorted(variant.checks, key=pressing):
            part = 100 if check.unit == "percent" else 1
            left, right = ("inconnu" if value is None else value / part for value in (check.left, check.right))
            wanted.append((left, None if check.id == "yearly-repayment" else right, tr.text(holds(check))))
        assert shown == wanted


def test_what_checks_compare_are_sums_of_the_sheet() -> None:
    sheet = variant_sheets(book_of("van"), made("van"))[0]
    parity = next(row for row in rows(sheet) if str(row[0]).startswith("Contrat d’apport associatif\u00a0: 100"))
    assert parity[EUROS] == "=C17"
    assert parity[GUARANTEED] == '=SUMIF(B15:B17,"prêt bancaire",C15:C17)'
    assert parity[STATE] == '=IF(C39<=E39,"tenu","à voir")', "own funds are not known: beyond the loans nothing is broken yet"
    floor = next(row for row in rows(sheet) if row[SHARE] == "≥" and row[GUARANTEED] == 5000)
    assert re.fullmatch(r'=IF\(C\d+>=E\d+,"tenu","non tenu"\)', floor[STATE])


def test_a_rule_of_our_own_reading_says_that_it_is_to_be_confirmed_whenever_it_is_exceeded() -> None:
    results = [next(row[STATE] for row in rows(opened(written(plan)).worksheets[0]) if "× apports en fonds" in str(row[0]))
               for plan in (made("losses", 1), made("one house", 1))]
    assert all(re.fullmatch(r'=IF\(C\d+<=E\d+,"tenu","à confirmer"\)', result) for result in results), results
    first, *_ = [row for row in rows(opened(written(made("losses", 1)), values=True).worksheets[0]) if row[SHARE] == "≤"]
    assert first[STATE] == "à confirmer"


def test_money_of_the_same_house_is_not_counted_as_the_money_of_others() -> None:
    plan = made("one house")
    check = next(check for check in plan.variants[0].checks if check.id == "france-active-debloque")
    of_others = sum(line.amount for line in plan.variants[0].money if line.tool != "contrat-apport-associatif")
    assert (check.left, check.right, check.holds) == (43100, of_others // 2, None)
    sheet = variant_sheets(opened(written(plan)), plan)[0]
    row = next(row for row in rows(sheet) if str(row[0]).startswith("France Active Investissement, prêt participatif\u00a0: 50"))
    assert re.fullmatch(r"=ROUNDDOWN\(5000\*\(SUMIF.*\+-C\d+\)/10000,0\)", row[GUARANTEED])


def test_lines_that_are_the_same_stand_each_in_their_row() -> None:
    plan = made("van", 1)
    variant = plan.variants[0]
    own = next(line for line in variant.resources if not line.guarantee)._replace(amount=1000)
    twice = replace(variant, resources=(own, own._replace(amount=1000)))
    ledger = Ledger(twice, translator("fr"), 9)
    assert [ledger.line(line).formula for line in twice.resources] == ["C16", "C17"]


def test_what_only_the_enterprise_knows_is_empty_coloured_and_labelled() -> None:
    plan = made("van without a term")
    sheet = variant_sheets(opened(written(plan)), plan)[0]
    legend = next(row for row in sheet.iter_rows() if str(row[0].value).startswith("Cases de cette couleur"))
    cells = [cell for row in sheet.iter_rows() if row != legend for cell in row if cell.fill.fgColor.rgb == FILL and cell.value is None]
    prompts = {str(rule.sqref): rule.prompt for rule in sheet.data_validations.dataValidation if rule.prompt}
    assert legend[0].fill.fgColor.rgb == FILL
    assert prompts.keys() == {cell.coordinate for cell in cells}
    assert set(prompts.values()) == {"à compléter par l’entreprise"}
    labels = {sheet.cell(cell.row, 1).value for cell in cells}
    assert {"Capacité d’autofinancement (CAF) d’une année", "TVA récupérée", "Trésorerie qui préfinance les aides"} <= labels
    loan = row_of(sheet, "Prêt bancaire")
    assert (loan[YEARS], loan[YEARLY]) == (None, '=IF(N(G15)>0,ROUND(C15/G15,0),"durée\u00a0?")')
    heads = [value for row in rows(sheet) for value in row if value and str(value).endswith("(à compléter)")]
    assert heads == ["dont TVA non récupérée (à compléter)", "compte (à compléter)", "devis signé le (à compléter)", "signé le (à compléter)"]


@pytest.mark.parametrize("label", sliced(HOSTILE, 4, always=HOSTILE[:1]))
def test_hostile_labels_stay_text(label: str) -> None:
    plan = labelled(made("van"), label)
    book = opened(written(plan))
    formulas = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    usual = {cell.value for sheet in book_of("van") for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == usual
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"]
    assert not [cell.value for cell in texts if not str(cell.value).replace("\u00a0", "").replace("\u202f", "").isprintable()]
    assert not [cell.value for cell in texts if str(cell.value).lstrip().startswith(FORMULA_STARTS) and not cell.quotePrefix]
    shown = re.sub(r"[\x07\x1b\u202e]", " ", label)
    sheet = variant_sheets(book, plan)[0]
    use = next(cell for row in sheet.iter_rows() for cell in row if cell.column == 1 and str(cell.value).casefold() == shown.casefold())
    assert sheet.row_dimensions[use.row].height >= 15.5 * max(1, len(label) // 40)


def test_in_english_everything_is_english() -> None:
    plan = made("van")
    fr, en = book_of("van"), opened(written(plan, "en"))
    assert en.sheetnames == ["Compare", "A · Fewest files", "B · Fewest files, with nothing…", "C · Cheapest", "Why not"]
    sheet = en["A · Fewest files"]
    formats_ = {cell.number_format for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int)}
    assert "[$€-809]#,##0_)" in formats_
    catalogue = {cell.value for cell in en["Why not"]["A"]}
    words = [{cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "s"} - catalogue for book in (fr, en)]
    same = {text for text in words[0] & words[1] if re.search("[a-zà-ÿ]{3}", text)}
    assert same == {"Total", "nature", "Véhicule", "Prêt bancaire", "probable"}


def test_french_euros_are_written_as_in_french() -> None:
    sheet = variant_sheets(book_of("van"), made("van"))[0]
    assert sheet["C11"].number_format == "#,##0\\ [$€-40C]_)"
    assert sheet["D15"].number_format == "0\\ %_)"


def test_compare_follows_the_sheets() -> None:
    plan = made("scale")
    live, stored = (book_of("scale", values=values)["Comparer"] for values in (False, True))
    assert row_of(live, "Total des emplois")[1] == "='A · Le moins de dossiers'!C12"
    assert row_of(stored, "Reste à trouver")[1:] == [variant.missing for variant in plan.variants]
    assert row_of(stored, "À rembourser par an, hors intérêts, où la durée est connue")[1:] == [variant.yearly_repayment for variant in plan.variants]
    assert row_of(stored, "Aides versées sur justificatifs, à préfinancer")[1:] == [variant.cash_gap for variant in plan.variants]


def test_reasons_stand_for_every_option_that_is_not_in_a_variant() -> None:
    plan = made("van")
    sheet = book_of("van")["Pourquoi non"]
    names = {plan.report.catalogue.instruments[tool].tool.name for variant in plan.variants for tool in variant.refused}
    assert {row[0] for row in rows(sheet)[2:]} == names
    assert all(all(row) for row in rows(sheet)[2:])


def test_without_the_library_the_command_that_installs_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "is_missing", lambda _: True)
    with pytest.raises(UsageError) as caught:
        formats.FORMATS["plan"]["xlsx"].load()
    assert 'pip install "XlsxWriter>=3.2"' in str(caught.value.help)


def test_the_library_is_loaded_when_it_writes() -> None:
    script = "import sys, essfund.financing_plan.plan_workbook; sys.exit('xlsxwriter' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_terms_and_rules_stand_beside_their_line() -> None:
    sheet = variant_sheets(book_of("van"), made("van"))[0]
    guarantee = row_of(sheet, "Garantie France Active sur «\u00a0Prêt bancaire\u00a0»")
    assert (guarantee[GUARANTEED], guarantee[BOUND]) == (14000, "50\u00a0% × prêt bancaire")
    assert guarantee[TERMS].startswith("2 % du garanti")
    assert "Garantie France Active" in "".join(str(row[0]) for row in rows(sheet)[rows(sheet).index(row_of(sheet, "À vérifier avant de demander")):])


def test_a_number_that_is_no_sum_of_the_sheet_stays_a_number() -> None:
    plan = made("van", 1)
    variant, tr = plan.variants[0], translator("fr")
    check = next(item for item in variant.checks if item.rule is not None and item.right == 28000)
    ledger = Ledger(variant, tr, 9)
    assert live_check(check, ledger, plan.report, 30).right == ('SUMIF(B16:B18,"prêt bancaire",C16:C18)', 28000)
    other = live_check(check._replace(left=7279, right=27999), ledger, plan.report, 30)
    assert (other.left, other.right) == (Live.of(7279), Live.of(27999))


def test_the_same_plan_gives_the_same_bytes() -> None:
    plan = made("van")
    assert written(plan) == written(plan)
