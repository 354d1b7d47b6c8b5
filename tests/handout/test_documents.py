"""PDF and DOCX as other programs read them: pages, text, structure, language, and the same bytes every time."""

from __future__ import annotations

import io
import subprocess
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from essfund.core.errors import UsageError
from essfund.core.language.translator import translator
from essfund.handout import sheet_formats
from essfund.presenting import formats
from essfund.presenting.document.blocks import Table
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from tests.depth import sliced
from tests.handout.making import CASES, LONG, SHOWN, Case, cards, case, handout, report, view
from tests.programs import program
from tests.tagged_pdf import bare, structure

if TYPE_CHECKING:
    from pathlib import Path


@cache
def printed(one: Case) -> bytes:
    return sheet_formats.render_pdf(report(one), view(one))


@cache
def written(one: Case) -> bytes:
    return sheet_formats.render_docx(report(one), view(one))


def pdf(one: Case) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printed(one)))


def word(one: Case) -> Any:
    return docx.Document(io.BytesIO(written(one)))


@pytest.mark.parametrize("one", sliced(CASES, 4), ids=lambda one: one.name)
def test_a_pdf_has_two_pages_three_with_a_message_and_no_option_is_cut(one: Case) -> None:
    read = pdf(one)
    assert len(read.pages) <= (3 if one.message or one.harm or one.name == "long-name" else 2)
    assert tuple(round(float(part)) for part in read.pages[0].mediabox[2:]) == (595, 842)
    texts = [bare(page.extract_text()) for page in read.pages]
    shown = cards(handout(one))
    if not one.harm:
        begin = [sum(bare(card.summary[:40]) in text for card in shown) for text in texts]
        assert sum(begin) == len(shown)
        assert begin == [text.count(bare(shown[0].call_label)) for text in texts]
    for section in handout(one).sections:
        assert any(bare(section.title) in text for text in texts)


@pytest.mark.parametrize("one", sliced(CASES, 4), ids=lambda one: one.name)
def test_a_pdf_is_tagged_and_says_its_title_and_language(one: Case) -> None:
    read = pdf(one)
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == one.lang
    assert read.metadata is not None
    assert read.metadata.title == handout(one).heading
    assert read.xmp_metadata is not None
    if not one.harm:
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert b"<pdfuaid:part>1</pdfuaid:part>" in read.xmp_metadata.stream.get_data()
    kinds, alternatives = structure(read)
    assert {"/Table", "/TH", "/L", "/H1", "/H2", "/Figure"} <= set(kinds) | {kind.replace("/H3", "/H2") for kind in kinds}
    assert any(len(text) > 100 for text in alternatives)


def test_a_hostile_name_is_text_in_a_pdf() -> None:
    read = pdf(case("hostile"))
    text = "".join(page.extract_text() for page in read.pages)
    assert bare(SHOWN) in bare(text)
    assert not [char for char in "\u202e\x00\x1b" if char in text]
    assert "/JavaScript" not in str(read.trailer["/Root"])


@pytest.mark.parametrize("one", sliced(CASES, 4), ids=lambda one: one.name)
def test_links_of_a_pdf_lead_to_the_contacts_of_the_catalogue_only(one: Case) -> None:
    known = {card.address for shown in cards(handout(one)) for card in shown.callers if card.address}
    notes = [note.get_object() for page in pdf(one).pages for note in page.get("/Annots", [])]
    assert {str(note["/A"]["/URI"]) for note in notes} == known


def test_letters_that_no_font_has_are_no_error() -> None:
    one = Case("rare", known={"name": "Fonds \U00013000\U0001f9ff 社 \ue000"})
    assert 1 <= len(pdf(one).pages) <= 3


def test_a_long_name_is_whole_in_a_pdf() -> None:
    assert bare(LONG) in bare(pdf(case("long-name")).pages[0].extract_text())


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
def test_the_same_answer_is_the_same_bytes(form: str) -> None:
    one, form_of = case("full"), FORMATS["match"][form]
    assert form_of.render(report(one), view(one)) == form_of.render(report(one), view(one))


@pytest.mark.parametrize("one", sliced(CASES, 4), ids=lambda one: one.name)
def test_a_word_document_has_headings_a_table_links_and_a_picture_with_words(one: Case) -> None:
    read, sheet = word(one), handout(one)
    headings = [(paragraph.style.name, paragraph.text) for paragraph in read.paragraphs if paragraph.style.name.startswith(("Heading", "Title"))]
    assert headings[0] == ("Title", sheet.title)
    assert [text for style, text in headings if style == "Heading 1"] == [section.title for section in sheet.sections]
    assert [text for style, text in headings if style == "Heading 2"] == [f"{card.number}. {card.name}" for card in cards(sheet)]
    *tables, form = read.tables
    assert len(tables) == sum(isinstance(block, Table) for section in sheet.sections for block in section.blocks) > 0
    for table in tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert len(table.rows) > 1
    assert [row.cells[1].text for row in form.rows] == [""] * 3
    alternatives = [shape._inline.docPr.get("descr") for shape in read.inline_shapes]
    assert len(alternatives) == 1
    assert len(alternatives[0]) > 100
    addresses = {card.address for one in cards(sheet) for card in one.callers if card.address}
    links = {rel.target_ref for rel in read.part.rels.values() if rel.is_external}
    assert links == addresses
    assert read.core_properties.title == sheet.heading
    assert {one.get(qn("w:val")) for one in read.styles.element.iter(qn("w:lang"))} == {{"fr": "fr-FR", "en": "en-GB"}[one.lang]}


def test_a_hostile_name_is_text_in_a_word_document() -> None:
    text = "\n".join(paragraph.text for paragraph in word(case("hostile")).paragraphs)
    assert SHOWN in text
    assert not [char for char in "\u202e\x00\x1b" if char in text]
    with zipfile.ZipFile(io.BytesIO(written(case("hostile")))) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"w:fldSimple" not in archive.read("word/document.xml")


@pytest.mark.slow
def test_libreoffice_opens_the_word_documents_on_one_to_three_pages(tmp_path: Path) -> None:
    office = program("lowriter", "libreoffice-writer")
    for one in CASES:
        (tmp_path / f"{one.name}.docx").write_bytes(written(one))
    command = [office, f"-env:UserInstallation={(tmp_path / 'home').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True, timeout=240)
    for one in CASES:
        read = pypdf.PdfReader(tmp_path / f"{one.name}.pdf")
        assert 1 <= len(read.pages) <= 3, one.name
        text = bare("".join(page.extract_text() for page in read.pages))
        for section in handout(one).sections:
            assert bare(section.title) in text


@pytest.mark.parametrize(("form", "extra"), [("html", "html"), ("pdf", "pictures"), ("docx", "docx")])
def test_without_its_library_the_command_that_installs_it_is_said(form: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "is_missing", lambda _: True)
    with pytest.raises(UsageError) as raised:
        FORMATS["match"][form].render(report(case("nothing")), View(translator("en")))
    assert f'"essfund[{extra}]"' in str(raised.value.help)
