"""The plan as PDF, Word document and page, as other programs read them, and the sheet to hand over with a plan in it."""

from __future__ import annotations

import io
import subprocess
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from essfund.financing_plan import plan_formats
from essfund.financing_plan.plan_document import plan_sections
from essfund.handout import sheet_formats
from essfund.presenting.document.blocks import Balance, Form, Picture, Table
from essfund.presenting.formats import FORMATS
from tests.depth import sliced
from tests.frozen import AT
from tests.handout.making import SHOWN
from tests.plan_on_paper.plans import CASES, VAN, Case, balances, case, planned, report, sheet, view
from tests.programs import program
from tests.tagged_pdf import bare, structure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

TABLED = (Table, Balance, Form)


@cache
def printed(one: Case) -> bytes:
    return plan_formats.render_pdf(planned(one), view(one))


@cache
def written(one: Case) -> bytes:
    return plan_formats.render_docx(planned(one), view(one))


def pdf(one: Case) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed(one)))


def word(one: Case) -> Any:
    return docx.Document(io.BytesIO(written(one)))


@pytest.mark.parametrize("one", sliced(CASES, 3), ids=lambda one: one.name)
def test_a_pdf_is_tagged_and_a_variant_takes_no_more_than_two_pages(one: Case) -> None:
    read, found = pdf(one), sheet(one)
    assert len(read.pages) <= (3 if one.name == "short" else 2 * len(planned(one).variants))
    assert tuple(round(float(part)) for part in read.pages[0].mediabox[2:]) == (595, 842)
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == one.lang
    assert read.metadata is not None
    assert read.metadata.title == found.heading
    if one.name != "hostile":
        assert read.xmp_metadata is not None
        assert b"<pdfuaid:part>1</pdfuaid:part>" in read.xmp_metadata.stream.get_data()
    kinds, alternatives = structure(read)
    tables = [block for section in found.sections for block in section.blocks if isinstance(block, Table)]
    assert kinds.count("/Table") == len(tables) + 2 * len(balances(found))
    pictures = [block.alt for section in found.sections for block in section.blocks if isinstance(block, Picture)]
    assert alternatives == pictures
    text = bare("".join(page.extract_text() for page in read.pages))
    for balance in balances(found):
        for entry in (*balance.left.entries, *balance.right.entries):
            assert bare(entry.label) in text
            assert text.count(bare(entry.amount)) >= 2, "in the table and in the picture"


def test_a_plan_of_one_variant_takes_two_pages() -> None:
    for name in ("van", "takeover-en", "plain"):
        one = case(name)
        found = planned(one)
        alone = type(found)(found.report, found.variants[:1], found.changes, found.unpriced, found.advisers)
        assert len(pypdf.PdfReader(io.BytesIO(plan_formats.render_pdf(alone, view(one)))).pages) <= 2


def test_what_is_longer_than_a_page_goes_on_overleaf() -> None:
    labels = [f"Poste {number}" for number in range(60)]
    many = Case("many", {**VAN, "project_cost": None, "amount_needed": None, "uses": dict.fromkeys(labels, 1000), "resources": ["Don=50000:acquis"]})
    pages = [bare(page.extract_text()) for page in pdf(many).pages]
    first = [next(number for number, page in enumerate(pages) if bare(label) in page) for label in labels]
    assert first == sorted(first)
    assert first[0] < first[-1], "the last line stands below the first, and over none"
    assert bare("Total60000€") in pages[first[-1]]


@pytest.mark.parametrize("one", sliced(CASES, 3), ids=lambda one: one.name)
def test_a_word_document_has_its_tables_apart_and_its_pictures_with_words(one: Case) -> None:
    read, found = word(one), sheet(one)
    headings = [paragraph.text for paragraph in read.paragraphs if paragraph.style is not None and paragraph.style.name == "Heading 1"]
    assert headings == [section.title for section in found.sections]
    blocks = [block for section in found.sections for block in section.blocks]
    assert len(read.tables) == sum(isinstance(block, TABLED) for block in blocks)
    body = [child.tag for child in read.element.body]
    assert (qn("w:tbl"), qn("w:tbl")) not in list(pairwise(body))
    assert [shape._inline.docPr.get("descr") for shape in read.inline_shapes] == [block.alt for block in blocks if isinstance(block, Picture)]
    made = [table for table in read.tables if len(table.columns) == 5 and table.rows[0].cells[0].text == balances(found)[0].left.header[0]]
    for table, balance in zip(made, balances(found), strict=True):
        cells = [[cell.text for cell in row.cells] for row in table.rows]
        assert cells[0] == [*balance.left.header, *balance.right.header]
        assert cells[-1] == [balance.left.total.label, balance.left.total.amount, *balance.right.total[:1], balance.right.total.amount,
                             balance.right.total.state]
        assert [row[3] for row in cells[1:-1] if row[3]] == [entry.amount for entry in balance.right.entries]
        assert [row[1] for row in cells[1:-1] if row[1]] == [entry.amount for entry in balance.left.entries]


def test_a_hostile_name_is_text_everywhere() -> None:
    one = case("hostile")
    assert bare(SHOWN) in bare("".join(page.extract_text() for page in pdf(one).pages))
    words = word(one)
    cells = [cell.text for table in words.tables for row in table.rows for cell in row.cells]
    assert any("<b>Four</b> {{7*7}} & ]]>" in text for text in cells)
    page = plan_formats.render_html(planned(one), view(one))
    assert "&lt;b&gt;Four&lt;/b&gt; {{7*7}}" in page
    assert "<b>Four" not in page
    assert "<script" not in page


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "svg"])
def test_the_same_plan_is_the_same_bytes(form: str) -> None:
    made = FORMATS["plan"][form]
    assert made.render(planned(case("van")), view(case("van"))) == made.render(planned(case("van")), view(case("van")))


def test_ids_of_the_pictures_of_a_page_differ() -> None:
    one = case("van")
    added = plan_sections(planned(one), view(one))
    for page in (plan_formats.render_html(planned(one), view(one)), sheet_formats.render_html(report(one), view(one), added)):
        ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
        assert len(ids) > 40
        assert len(set(ids)) == len(ids)


def test_the_style_of_balances_stands_only_where_there_is_one() -> None:
    one = case("van")
    assert ".balance" not in sheet_formats.render_html(report(one), view(one))
    assert ".balance" in sheet_formats.render_html(report(one), view(one), plan_sections(planned(one), view(one)))


@pytest.mark.slow
def test_libreoffice_opens_the_word_documents(tmp_path: Path) -> None:
    office = program("lowriter", "libreoffice-writer")
    for one in CASES:
        (tmp_path / f"{one.name}.docx").write_bytes(written(one))
    command = [office, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True, timeout=240)
    for one in CASES:
        read = pypdf.PdfReader(tmp_path / f"{one.name}.pdf")
        assert 1 <= len(read.pages) <= 4, one.name
        text = bare("".join(page.extract_text() for page in read.pages))
        assert all(bare(section.title) in text for section in sheet(one).sections)


KNOWN = ("--legal-form", "association", "--age", "9", "--employees", "12", "--departement", "81", "--no-in-difficulty", "--no-siae",
         "--project-cost", "35000", "--bank-loan", "28000", "--purpose", "investissement", *AT, "--lang", "en")


def test_the_sheet_takes_a_plan_and_other_formats_refuse_it(essfund: Callable[..., Done]) -> None:
    done = essfund("match", *KNOWN, "--plan", "-f", "fiche")
    assert done.code == 0
    assert "## Financing plan A · " in done.out
    assert "## Financing plan" not in essfund("match", *KNOWN, "-f", "fiche").out
    for form in ("table", "json", "csv", "xlsx", "markdown"):
        refused = essfund("match", *KNOWN, "--plan", "-f", form)
        assert refused.code == 2
        assert "fiche, html, pdf, or docx" in refused.err


@pytest.mark.parametrize("ending", sliced(("pdf", "html", "docx"), 3))
def test_a_plan_stands_in_every_format_of_the_sheet(essfund: Callable[..., Done], tmp_path: Path, ending: str) -> None:
    path, without = tmp_path / f"fiche.{ending}", tmp_path / f"without.{ending}"
    assert essfund("match", *KNOWN, "--plan", "-o", str(path)).code == 0
    assert essfund("match", *KNOWN, "-o", str(without)).code == 0
    assert path.stat().st_size > without.stat().st_size + 5000


def test_a_plan_of_nothing_is_refused(essfund: Callable[..., Done]) -> None:
    done = essfund("match", "--legal-form", "scop", "--plan", "-f", "fiche", "--lang", "en")
    assert done.code == 3
    assert "nothing to finance" in done.err
    assert done.out == ""


@pytest.mark.parametrize("ending", sliced(("svg", "pdf", "html", "docx"), 4))
def test_the_ending_of_a_file_leads_to_its_format(essfund: Callable[..., Done], tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"plan.{ending}"
    assert essfund("plan", *KNOWN, "--variants", "1", "-o", str(path)).code == 0
    begin = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "docx": b"PK", "svg": b"<?xml"}[ending]
    assert path.read_bytes().startswith(begin)
