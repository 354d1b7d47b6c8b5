"""The sheet to hand over as Markdown, as a self-contained HTML page, and as PDF: A4, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

from essfund.handout.blocks import BESIDE, Bullets, Card, Facts, Form, Paragraph, Picture, Table, kind
from essfund.handout.handout import make_handout
from essfund.handout.picture import NARROW, WIDE, drawn, svg
from essfund.presenting.charts.pictures import compiled
from essfund.presenting.content_security_policy import digest
from essfund.presenting.safe_text import picture_text
from essfund.presenting.table_cells import markdown_text
from essfund.presenting.terminal import plain_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.handout.blocks import Block
    from essfund.model.report import Report
    from essfund.presenting.charts.pictures import Standard
    from essfund.presenting.view import View


DOTS = "…" * 12
"""A line to be filled in by hand."""


def render_markdown(report: Report, view: View) -> str:
    """Sheet to hand over as Markdown, for a note or a message; its picture is told in words."""
    sheet = make_handout(report, view)
    parts = [f"# {markdown_text(sheet.heading)}", markdown_text(sheet.lead)]
    for section in sheet.sections:
        parts.append(f"## {markdown_text(section.title)}")
        parts += [part for block in section.blocks for part in written(block, sheet.colon)]
    return plain_ascii("\n\n".join([*parts, markdown_text(sheet.foot)]) + "\n", view)


def written(block: Block, colon: str) -> Iterator[str]:
    """Paragraphs of a block."""
    match block:
        case Paragraph():
            yield f"**{markdown_text(block.text)}**" if block.weighty else markdown_text(block.text)
        case Facts():
            yield listed(named(fact.label, fact.value, colon) for fact in block.facts)
        case Bullets():
            yield listed(markdown_text(item) for item in block.items)
        case Table():
            if block.caption:
                yield markdown_text(block.caption)
            rows = ["| " + " | ".join(map(markdown_text, line)) + " |" for line in (block.header, *block.rows)]
            yield "\n".join([rows[0], "|" + " --- |" * len(block.header), *rows[1:]])
        case Form():
            yield listed(f"**{markdown_text(label)}**{colon}{DOTS}" for label in block.labels)
        case Picture():
            yield markdown_text(block.title)
            yield "\n".join(f"{stretch.number}. {markdown_text(stretch.words)}" for stretch in block.stretches)
        case Card():
            yield from card(block, colon)


def card(item: Card, colon: str) -> Iterator[str]:
    """Paragraphs of an option."""
    yield f"### {item.number}. {markdown_text(item.name)}"
    tags = " · ".join(markdown_text(tag) for tag in item.tags)
    yield f"**{markdown_text(item.amount)}** · {tags}" if item.amount else tags
    yield markdown_text(item.summary)
    lines = [named(fact.label, fact.value, colon) for fact in item.facts]
    for caller in item.callers:
        parts = (markdown_text(caller.name), f"<{caller.address}>" if caller.address else "", markdown_text(caller.more))
        lines.append(f"**{markdown_text(item.call_label)}**{colon}{' – '.join(filter(None, parts))}")
    if lines:
        yield listed(lines)


def named(label: str, value: str, colon: str) -> str:
    """A label and its value on one line."""
    return f"**{markdown_text(label)}**{colon}{markdown_text(value)}"


def listed(lines: Iterable[str]) -> str:
    """Lines as a list."""
    return "\n".join(f"- {line}" for line in lines)


HERE = Path(__file__).parent


def render_html(report: Report, view: View) -> str:
    """Sheet to hand over, two or three printed pages, as a self-contained HTML page: no script, no network."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    def picture(of: Picture, wide: int, name: str) -> Markup:
        """Picture as markup: its tree escaped every text when it was written."""
        return Markup(picture_text(tostring(drawn(of, wide, f"{name}-"), encoding="unicode")))  # noqa: S704 - see the docstring

    style = (HERE / "handout.css").read_text(encoding="utf-8")
    world = Environment(loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return world.get_template("handout.html").render(
        sheet=make_handout(report, view), kind=kind, beside=BESIDE, picture=picture, widths={"wide": WIDE, "narrow": NARROW},
        style=Markup(style), style_digest=digest(style),  # noqa: S704 - our own file
    ) + "\n"


STANDARD: Standard = "ua-1"


def render_pdf(report: Report, view: View) -> bytes:
    """Sheet to hand over as PDF: A4, tagged for screen readers (PDF/UA-1), the same bytes for the same answer."""
    sheet = make_handout(report, view)
    text = json.dumps({
        **{key: getattr(sheet, key) for key in ("language", "title", "name", "heading", "lead", "foot", "colon")}, "beside": BESIDE,
        "sections": [{**item._asdict(), "blocks": [plain(block) for block in item.blocks]} for item in sheet.sections],
    }, ensure_ascii=False)
    return compiled((HERE / "handout.typ").read_text(encoding="utf-8"), "pdf", {"sheet": text}, text, sheet.day, (STANDARD,))


def plain(block: Block) -> dict[str, Any]:
    """A block as plain values, its kind among them."""
    if isinstance(block, Picture):
        return {"kind": kind(block), "title": block.title, "alt": block.alt, "svg": svg(block, WIDE)}
    return {"kind": kind(block), **{key: [item._asdict() for item in value] if key in {"facts", "callers"} else value
                                    for key, value in block._asdict().items()}}
