"""The sheet to hand over as Markdown, for a note or a message; its picture is told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.handout.blocks import Bullets, Card, Facts, Paragraph, Picture, Table
from essfund.handout.handout import make_handout
from essfund.presenting.table_cells import markdown_text
from essfund.presenting.terminal import plain_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.handout.blocks import Block, Caller
    from essfund.model.report import Report
    from essfund.presenting.view import View


def render(report: Report, view: View) -> str:
    """Return the sheet as Markdown text."""
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
            yield "\n".join(f"{one.number}. {markdown_text(one.words)}" for one in block.stretches)
        case Card():
            yield from card(block, colon)


def card(one: Card, colon: str) -> Iterator[str]:
    """Yield the paragraphs of an option."""
    yield f"### {one.number}. {markdown_text(one.name)}"
    given = " – ".join(markdown_text(part) for part in (one.amount, one.share) if part)
    tags = " · ".join(markdown_text(tag) for tag in one.tags)
    yield f"**{given}** · {tags}" if given else tags
    yield markdown_text(one.summary)
    lines = [named(fact.label, fact.value, colon) for fact in one.facts]
    if one.reserved:
        inner = [f"  - {markdown_text(text)}" for text in one.reserved]
        lines.append("\n".join([f"**{markdown_text(one.reserved_label)}**{colon.rstrip(' ')}", *inner]))
    lines += [f"**{markdown_text(one.call_label)}**{colon}{called(caller)}" for caller in one.callers]
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
