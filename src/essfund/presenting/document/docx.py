"""A sheet as a Word document, to be filled in and sent on: real headings, lists, links and a table, in its language."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime, time
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from essfund.presenting.charts.pictures import printed
from essfund.presenting.document.blocks import WIDE, Balance, Bullets, Card, Entry, Facts, Form, Paragraph, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.presenting.document.blocks import Block, PaperSheet

LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}
FONT, SIZE = "Arial", 8.5
HEADINGS = {"Title": 16.0, "Heading 1": 11.5, "Heading 2": 9.5}
FLOWING = "understood"
"""The section whose facts share a paragraph."""
RULE = (0x12, 0x3A, 0x63)
FIRST = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can hold: the day of every part, so that the same sheet is the same bytes."""


BALANCED, EUROS = (48, 24, 62, 24, 22), {1, 3}
"""Widths of the columns of a balance, and those of its euros."""


def typed(sheet: PaperSheet) -> bytes:
    """The sheet as DOCX."""
    return Typist(sheet).typed()


def cells(pair: Iterable[Entry | None]) -> list[Entry]:
    """A line of uses and of resources as cells: a name, euros, and of a resource its state."""
    nothing = Entry("", "", "")
    left, right = (one or nothing for one in pair)
    return [left, *(nothing._replace(label=text) for text in (left.amount,)), right,
            *(nothing._replace(label=text, aside=right.aside) for text in (right.amount, right.state))]


class Typist:
    """Types one sheet into a new document."""

    def __init__(self, sheet: PaperSheet) -> None:
        self.sheet, self.document = sheet, Document()

    def typed(self) -> bytes:
        """The document as a file."""
        self.prepare()
        self.document.add_paragraph(self.sheet.title, style="Title")
        if self.sheet.name:
            run = self.document.add_paragraph().add_run(self.sheet.name)
            run.bold, run.font.size = True, Pt(12)
        self.document.add_paragraph(self.sheet.lead)
        for section in self.sheet.sections:
            self.document.add_heading(section.title, level=1)
            for block in section.blocks:
                self.put(block, flowing=section.key == FLOWING)
        self.document.add_paragraph(self.sheet.foot)
        written, dateless = io.BytesIO(), io.BytesIO()
        self.document.save(written)
        with zipfile.ZipFile(written) as old, zipfile.ZipFile(dateless, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                new.writestr(zipfile.ZipInfo(name, FIRST), old.read(name), zipfile.ZIP_DEFLATED)
        return dateless.getvalue()

    def prepare(self) -> None:
        """Set the page, the letters, the language, and what the file says of itself."""
        page = self.document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(15)
        page.top_margin = page.bottom_margin = Mm(11)
        styles: Any = self.document.styles
        for name, size in {"Normal": SIZE, **HEADINGS}.items():
            style = styles[name]
            style.font.size = Pt(size)
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            fonts.attrib.clear()
            for key in ("ascii", "hAnsi", "cs"):
                fonts.set(qn(f"w:{key}"), FONT)
            if name in HEADINGS:
                style.font.color.rgb, style.font.bold = RGBColor(*RULE), True
        for style in styles:
            if hasattr(style, "paragraph_format"):
                style.paragraph_format.space_after = Pt(2)
                style.paragraph_format.space_before = Pt(6 if style.name in HEADINGS else 0)
                style.paragraph_format.line_spacing = 1.0
        for item in styles.element.iter(qn("w:lang")):
            item.set(qn("w:val"), LANGUAGES[self.sheet.language])
        about = self.document.core_properties
        about.title, about.language, about.author, about.comments = self.sheet.heading, LANGUAGES[self.sheet.language], "essfund", ""
        about.created = about.modified = datetime.combine(self.sheet.day, time(), UTC)

    def put(self, block: Block, *, flowing: bool) -> None:
        """Add one block; facts that flow share a paragraph."""
        self.part(block)
        match block:
            case Paragraph():
                self.document.add_paragraph().add_run(block.text).bold = block.weighty
            case Facts():
                line = None
                for fact in block.facts:
                    line = self.named(fact.label, fact.value, line if flowing else None)
            case Bullets():
                for item in block.items:
                    self.document.add_paragraph(item, style="List Bullet")
            case Table():
                self.table(block)
            case Balance():
                self.balance(block)
            case Form():
                self.form(block)
            case Picture():
                self.picture(block)
            case Card():
                self.card(block)

    def part(self, block: Block) -> None:
        """Keep a table apart from what follows: two tables that touch are one to a word processor."""
        body = self.document.element.body
        if isinstance(block, Table | Balance | Picture) and len(body) > 1 and body[-2].tag == qn("w:tbl"):
            line = self.document.add_paragraph()
            line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(0), Pt(5)

    def named(self, label: str, value: str, after: Any = None) -> Any:
        """Paragraph to which a label with its value is added: a new one unless there is one."""
        line = after or self.document.add_paragraph()
        if after:
            line.add_run(" · ")
        line.add_run(label).bold = True
        line.add_run(f"{self.sheet.colon}{value}")
        return line

    def card(self, card: Card) -> None:
        """Add an option, on one page if it can be."""
        before = len(self.document.paragraphs)
        self.document.add_heading(f"{card.number}. {card.name}", level=2)
        line = self.document.add_paragraph()
        line.add_run(card.amount).bold = True
        line.add_run((" · " if card.amount else "") + " · ".join(card.tags))
        self.document.add_paragraph(card.summary)
        self.put(Facts(card.facts), flowing=False)
        for caller in card.callers:
            line = self.named(card.call_label, caller.name)
            if caller.address:
                line.add_run(" – ")
                self.link(line, caller.address)
            if caller.more:
                line.add_run(f" – {caller.more}")
        for paragraph in self.document.paragraphs[before:-1]:
            paragraph.paragraph_format.keep_with_next = True

    def link(self, line: Any, address: str) -> None:
        """Add an address that opens when it is clicked."""
        link: Any = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = line.add_run(address)
        run.underline = True
        link.append(run._r)  # noqa: SLF001 - the library has no links of its own
        line._p.append(link)  # noqa: SLF001 - as above

    def table(self, block: Table) -> None:
        """Add a table whose header is repeated on every page."""
        if block.caption:
            self.document.add_paragraph(block.caption).paragraph_format.keep_with_next = True
        made = self.ruled(block.widths)
        for place, line in enumerate((block.header, *block.rows)):
            row = made.add_row()
            for cell, text, wide in zip(row.cells, line, block.widths, strict=True):
                cell.width = Mm(wide)
                cell.paragraphs[0].add_run(text).bold = place == 0
                cell.paragraphs[0].paragraph_format.keep_with_next = place < len(block.rows)
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library does not say it otherwise

    def ruled(self, widths: Sequence[int]) -> Any:
        """Empty table of columns so many millimetres wide."""
        made: Any = self.document.add_table(rows=0, cols=len(widths), style="Table Grid")
        made.autofit = False
        for column, wide in zip(made.columns, widths, strict=True):
            column.width = Mm(wide)
        return made

    def balance(self, block: Balance) -> None:
        """Add uses and resources as one table, as banks do, on one page if it can be."""
        made, widths = self.ruled(BALANCED), BALANCED
        sides = (block.left, block.right)
        header = [Entry(text, "", "") for side in sides for text in side.header]
        lines = [header, *(cells(pair) for pair in zip_longest(*(side.entries for side in sides))), cells([side.total for side in sides])]
        for place, line in enumerate(lines):
            row = made.add_row()
            for at, (cell, shown, wide) in enumerate(zip(row.cells, line, widths, strict=True)):
                cell.width = Mm(wide)
                paragraph = cell.paragraphs[0]
                run = paragraph.add_run(shown.label)
                run.bold, run.italic = place in {0, len(lines) - 1} or shown.open, shown.aside
                if shown.note:
                    paragraph.add_run(f"\n{shown.note}").font.size = Pt(SIZE - 1)
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if at in EUROS and place else None
                paragraph.paragraph_format.keep_with_next = place < len(lines) - 1
        made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - as in `table`

    def form(self, block: Form) -> None:
        """Add a table of two columns, the second for a pen."""
        made: Any = self.document.add_table(rows=0, cols=2, style="Table Grid")
        made.autofit = False
        for label in block.labels:
            row = made.add_row()
            row.height = Mm(7)
            row.cells[0].paragraphs[0].add_run(label).bold = True
        for column, wide in zip(made.columns, (40, 140), strict=True):
            column.width = Mm(wide)
            for cell in column.cells:
                cell.width = Mm(wide)

    def picture(self, block: Picture) -> None:
        """Add the picture with its alternative text."""
        sheet = self.sheet
        drawn = printed(block.svg(WIDE), "png", width=WIDE, title=block.title, alt=block.alt, language=sheet.language, day=sheet.day)
        shape = self.document.add_picture(io.BytesIO(drawn), width=Mm(180))
        shape._inline.docPr.set("descr", block.alt)  # noqa: SLF001 - the library has no alternative texts
        self.document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.document.add_paragraph(block.title)
