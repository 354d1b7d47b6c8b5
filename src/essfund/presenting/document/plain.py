"""A sheet as plain text, for the body of a message: headings underlined, rows of tables as labelled lines, dots to be filled in."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from essfund.presenting.document.blocks import NOTHING, Balance, Bullets, Card, Facts, Form, Paragraph, Picture, Table
from essfund.presenting.document.markdown import DOTS
from essfund.presenting.terminal import columns, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.presenting.document.blocks import Block, PaperSheet

WIDE = 72
"""Columns of a message: what a reply quotes still stands on its lines."""
POINT, BELOW = "- ", "  "


def typed(sheet: PaperSheet, subject: str = "") -> str:
    """The sheet as text; its heading is the subject, behind that word if one is given."""
    heading = f"{subject}{sheet.colon}{sheet.heading}" if subject else sheet.heading
    parts = [heading, filled(sheet.lead)]
    for section in sheet.sections:
        parts.append(f"{section.title}\n{'-' * columns(section.title)}")
        parts += ["\n".join(written(block, sheet.colon)) for block in section.blocks]
    return "\n\n".join([*filter(None, parts), filled(sheet.foot)]) + "\n"


def filled(text: str, first: str = "", below: str = "") -> str:
    """Text wrapped to the columns of a message, its lines behind what they begin with; a longer address has a line of its own."""
    room = WIDE - max(len(first), len(below))
    parts = [(whole, " ".join(words)) for whole, words in groupby(text.split(" "), lambda word: columns(word) > room)]
    lines = [line for whole, part in parts for line in (part.split(" ") if whole else wrapped(part, room))]
    return "\n".join(f"{below if number else first}{line}" for number, line in enumerate(lines))


def written(block: Block, colon: str) -> Iterator[str]:
    """Lines of a block."""
    match block:
        case Paragraph():
            yield filled(block.text)
        case Facts():
            yield from (filled(f"{fact.label}{colon}{fact.value}", POINT, BELOW) for fact in block.facts)
        case Bullets():
            yield from (filled(item, POINT, BELOW) for item in block.items)
        case Table():
            yield from ([filled(block.caption)] if block.caption else [])
            for row in block.rows:
                yield from ruled(block.header, row, colon)
        case Balance():
            for side in (block.left, block.right):
                yield filled(side.header[0])
                for entry in (*side.entries, side.total):
                    yield filled(" – ".join(filter(None, (f"{entry.label}{colon}{entry.amount}", entry.state, entry.note))), POINT, BELOW)
        case Form():
            yield from (filled(f"{label}{colon}{DOTS}", POINT, BELOW) for label in block.labels)
        case Picture():
            yield from (filled(words, f"{mark} ", BELOW) for mark, words in block.told())
        case Card():
            yield filled(" – ".join(filter(None, (f"{block.number}. {block.name}", block.amount, *block.tags))))
            facts = (f"{fact.label}{colon}{fact.value}" for fact in block.facts)
            yield from (filled(text, BELOW, BELOW) for text in (block.summary, *facts))
            for caller in block.callers:
                yield filled(f"{block.call_label}{colon}{' – '.join(filter(None, caller))}", BELOW, BELOW)


def ruled(header: tuple[str, ...], row: tuple[str, ...], colon: str) -> Iterator[str]:
    """Lines of a row: its name with its first cell, then the others with the titles of their columns; an empty one is dots."""
    name, first, *others = row
    told = [f"{title}{colon}{cell}" for title, cell in zip(header[2:], others, strict=True) if cell not in {"", NOTHING}]
    yield filled(" – ".join([f"{name}{colon}{first or DOTS}", *told]), POINT, BELOW)
    yield from (f"{BELOW}{title}{colon}{DOTS}" for title, cell in zip(header[2:], others, strict=True) if not cell)
