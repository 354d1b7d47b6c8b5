"""A sheet as Markdown, for a note or a message; its pictures are told in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.presenting.document.blocks import Balance, Bullets, Card, Facts, Form, Paragraph, Picture, Table
from essfund.presenting.table_cells import markdown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from essfund.presenting.document.blocks import Block, PaperSheet, Side

DOTS = "…" * 12
"""A line to be filled in by hand."""


def typed(sheet: PaperSheet) -> str:
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
            yield ruled(block.header, block.rows)
        case Balance():
            yield from (side(block.left), side(block.right))
        case Form():
            yield listed(f"**{markdown_text(label)}**{colon}{DOTS}" for label in block.labels)
        case Picture():
            if lines := "\n".join(f"{mark} {markdown_text(words)}" for mark, words in block.told()):
                yield from (markdown_text(block.title), lines)
        case Card():
            yield from card(block, colon)


def ruled(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table."""
    lines = ["| " + " | ".join(map(markdown_text, line)) + " |" for line in (header, *rows)]
    return "\n".join([lines[0], "|" + " --- |" * len(header), *lines[1:]])


def side(of: Side) -> str:
    """One side of a balance as a table: its euros at the right, its sum in bold."""
    wide = len(of.header)
    rows = [[" – ".join(filter(None, map(markdown_text, (one.label, one.note)))), markdown_text(one.amount), markdown_text(one.state)]
            for one in of.entries]
    rows.append([f"**{markdown_text(of.total.label)}**", f"**{markdown_text(of.total.amount)}**", markdown_text(of.total.state)])
    lines = ["| " + " | ".join(row[:wide]) + " |" for row in (list(map(markdown_text, of.header)), *rows)]
    return "\n".join([lines[0], "| --- | ---: |" + " --- |" * (wide - 2), *lines[1:]])


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
