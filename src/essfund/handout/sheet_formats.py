"""The sheet to hand over as Markdown, as a self-contained HTML page, and as PDF: A4, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

from essfund.handout.blocks import BESIDE, Bullets, Card, Facts, Paragraph, Picture, Table, kind
from essfund.handout.handout import make_handout
from essfund.handout.picture import NARROW, WIDE, drawn, svg
from essfund.presenting.charts.pictures import compiled
from essfund.presenting.content_security_policy import digest
from essfund.presenting.safe_text import picture_text
from essfund.presenting.table_cells import markdown_text
from essfund.presenting.terminal import plain_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.handout.blocks import Block, Caller
    from essfund.model.report import Report
    from essfund.presenting.charts.pictures import Standard
    from essfund.presenting.view import View


def render_markdown(report: Report, view: View) -> str:
    """Return the sheet to hand over as Markdown, for a note or a message; its picture is told in words."""
    sheet = make_handout(report, view)
    parts = [f"# {markdown_text(sheet.heading)}", markdown_text(sheet.lead)]
    for section in sheet.sections:
        parts.append(f"## {markdown_text(section.title)}")
        parts += [part for block in section.blocks for part in written(block, sheet.colon)]
    return plain_ascii("\n\n".join(parts) + "\n", view)


def written(block: Block, colon: str) -> Iterator[str]:
    """Yield the paragraphs of a block."""
    match block:
        case Paragraph():
            yield f"**{markdown_text(block.text)}**" if block.weighty else markdown_text(block.text)
        case Facts():
            yield listed(named(fact.label, fact.value, colon) for fact in block.facts)
        case Bullets():
            yield listed(markdown_text(item) for item in block.items)
        case Table():
            yield markdown_text(block.caption)
            lines = [block.header, *block.rows]
            rows = ["| " + " | ".join(markdown_text(cell) for cell in line) + " |" for line in lines]
            yield "\n".join([rows[0], "|" + " --- |" * len(block.header), *rows[1:]])
        case Picture():
            yield markdown_text(block.title)
            yield "\n".join(f"{stretch.number}. {markdown_text(stretch.words)}" for stretch in block.stretches)
        case Card():
            yield from card(block, colon)


def card(item: Card, colon: str) -> Iterator[str]:
    """Yield the paragraphs of an option."""
    yield f"### {item.number}. {markdown_text(item.name)}"
    given = " – ".join(markdown_text(part) for part in (item.amount, item.share) if part)
    tags = " · ".join(markdown_text(tag) for tag in item.tags)
    yield f"**{given}** · {tags}" if given else tags
    yield markdown_text(item.summary)
    lines = [named(fact.label, fact.value, colon) for fact in item.facts]
    if item.reserved:
        inner = [f"  - {markdown_text(text)}" for text in item.reserved]
        lines.append("\n".join([f"**{markdown_text(item.reserved_label)}**{colon.rstrip(' ')}", *inner]))
    lines += [f"**{markdown_text(item.call_label)}**{colon}{called(caller)}" for caller in item.callers]
    if lines:
        yield listed(lines)


def named(label: str, value: str, colon: str) -> str:
    """Return a label and its value on one line."""
    return f"**{markdown_text(label)}**{colon}{markdown_text(value)}"


def called(caller: Caller) -> str:
    """Return whom to call on one line; an address is a link."""
    parts = (markdown_text(caller.name), f"<{caller.address}>" if caller.address else "", markdown_text(caller.more))
    return " – ".join(part for part in parts if part)


def listed(lines: Iterable[str]) -> str:
    """Return lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


HERE = Path(__file__).parent


def render_html(report: Report, view: View) -> str:
    """Return the sheet to hand over, one to three printed pages, as a self-contained HTML page: no script, no network."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def picture(of: Picture, wide: int, name: str) -> Markup:
        """Return the picture as markup: its tree escaped every text when it was written."""
        return Markup(picture_text(tostring(drawn(of, wide, f"{name}-"), encoding="unicode")))  # noqa: S704 - see the docstring

    style = (HERE / "handout.css").read_text(encoding="utf-8")
    world = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return world.get_template("handout.html").render(
        sheet=make_handout(report, view), kind=kind, beside=BESIDE, picture=picture, widths={"wide": WIDE, "narrow": NARROW},
        style=Markup(style), style_digest=digest(style),  # noqa: S704 - our own file
    ) + "\n"


STANDARD: Standard = "ua-1"


def render_pdf(report: Report, view: View) -> bytes:
    """Return the sheet to hand over as PDF: A4, tagged for screen readers (PDF/UA-1), the same bytes for the same answer."""
    sheet = make_handout(report, view)
    sections = [{"key": one.key, "title": one.title, "blocks": [plain(block) for block in one.blocks]} for one in sheet.sections]
    told = {"language": sheet.language, "title": sheet.title, "name": sheet.name, "heading": sheet.heading, "lead": sheet.lead,
            "colon": sheet.colon, "beside": BESIDE, "sections": sections}
    text = json.dumps(told, ensure_ascii=False)
    return compiled((HERE / "handout.typ").read_text(encoding="utf-8"), "pdf", {"sheet": text}, text, sheet.day, (STANDARD,))


def plain(block: Block) -> dict[str, Any]:
    """Return a block as plain values, its kind among them."""
    match block:
        case Picture():
            found: dict[str, Any] = {"title": block.title, "alt": block.alt, "svg": svg(block, WIDE)}
        case Facts():
            found = {"facts": [fact._asdict() for fact in block.facts]}
        case Card():
            found = block._asdict()
            found |= {"facts": [fact._asdict() for fact in block.facts], "callers": [caller._asdict() for caller in block.callers]}
        case _:
            found = block._asdict()
    return {"kind": kind(block), **found}
