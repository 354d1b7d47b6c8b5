"""A sheet as Markdown, for a note or a message; its pictures are told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.presenting.document.blocks import Bullets, Card, Facts, Form, Paragraph, Picture, Table
from essfund.presenting.table_cells import markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.presenting.document.blocks import Block, Sheet

DOTS = "…" * 12
"""A line to be filled in by hand."""


def typed(sheet: Sheet) -> str:
    """The sheet as Markdown."""
    parts = [f"# {markdown_text(sheet.heading)}", markdown_text(sheet.lead)]
    for section in sheet.sections:
        parts.append(f"## {markdown_text(section.title)}")
        parts += [part for block in section.blocks for part in written(block, sheet.colon)]
    return "\n\n".join([*parts, markdown_text(sheet.foot)]) + "\n"


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
            if lines := "\n".join(f"{mark} {markdown_text(words)}" for mark, words in block.told()):
                yield from (markdown_text(block.title), lines)
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
