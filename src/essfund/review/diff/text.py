"""A comparison as text, and as Markdown: what a bot posts on a pull request."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.presenting.safe_text import one_line
from essfund.presenting.table_cells import markdown_cell, markdown_table
from essfund.presenting.terminal import Line, typeset_lines
from essfund.presenting.wording import CAVEAT
from essfund.review.diff.gist import gist, headline, tally, tally_words
from essfund.review.diff.list_story import list_lines, list_table
from essfund.review.diff.story import chapters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.presenting.view import View
    from essfund.review.diff.model import Comparison
    from essfund.review.diff.story import Chapter


def render_text(found: Comparison, view: View) -> str:
    """Comparison as text: the summary, then each instrument with who wins and who loses, and the command that shows it."""
    return typeset_lines(_lines(found, view.tr), view)


def _lines(found: Comparison, tr: Translator) -> Iterator[str | Line]:
    yield title(found, tr)
    yield from headline(found, tr)
    yield from list_lines(found, tr)
    for chapter in chapters(found, tr):
        yield ""
        yield f"{chapter.title} – {chapter.gist}" if chapter.gist else chapter.title
        for part in chapter.parts:
            yield f"  {part.heading}"
            for item in part.items:
                indent = "      " if item.text.startswith("  ") else "    "
                yield f"{indent}- {item.text.strip()}" if indent == "      " else f"{indent}- {item.text}"
                if item.command:
                    yield Line(tr.say(say("to see it: {command}", command=item.command)), "", len(indent) + 2, whole=True)


def title(found: Comparison, tr: Translator) -> str:
    """What is compared with what, and the day."""
    return tr.say(say("{old} → {new}; answers on {day}", old=found.old.name, new=found.new.name, day=found.day))


MOST = 65_000
"""Characters. GitHub refuses a comment of more than 65,536."""

RESERVED = 1_000
"""Characters kept for what is said of what was left out."""

MOST_ROWS = 200
HEADER = (N_("Instrument"), N_("Effect"), N_("Golden profiles"))
CALLS = re.compile(r"(\\?[@#])(?=\w)")
NOT_A_CALL = r"\1&#8203;"
"""What would call a person or point at an issue if it stood in a comment, and what breaks it."""


def render_markdown(found: Comparison, view: View) -> str:
    """Comparison as Markdown: what a bot posts on a pull request. The summary comes first, the details are folded."""
    tr = view.tr
    head = [f"## {safe(title(found, tr))}\n", "\n".join(f"- {safe(line)}" for line in headline(found, tr)) + "\n"]
    rows = [(f"{one.name} ({one.id})", gist(one, found.day, tr), tally_words(tally([one]), tr)) for one in found.instruments]
    if rows:
        head.append(CALLS.sub(NOT_A_CALL, markdown_table([tr.text(word) for word in HEADER], rows[:MOST_ROWS])))
    if len(rows) > MOST_ROWS:
        head.append(safe(tr.say(say("{count} more instruments are not in this table", count=len(rows) - MOST_ROWS))) + "\n")
    sentences, listed = list_table(found, tr)
    if sentences:
        head.append("\n".join(f"- {safe(line)}" for line in sentences) + "\n")
    if listed:
        head.append(CALLS.sub(NOT_A_CALL, listed))
    foot = f"_{safe(tr.text(CAVEAT))}_\n" if rows else ""
    start = "\n".join(head)
    if len(start) > MOST - RESERVED:
        start = start[: start.rfind("\n", 0, MOST - RESERVED) + 1]
    return "\n".join(part for part in (start, *_details(found, tr, MOST - RESERVED - len(start) - len(foot)), foot) if part)


def _details(found: Comparison, tr: Translator, room: int) -> Iterator[str]:
    """The chapters that there is room for, folded, and how many there is none for."""
    texts = [_folded(chapter) for chapter in chapters(found, tr)]
    ends = accumulate(len(text) + 1 for text in texts)
    shown = sum(end <= room for end in ends)
    yield from texts[:shown]
    if left_out := len(texts) - shown:
        note = say("{count} entries are left out here, for want of room; `essfund diff --format text` shows them", count=left_out)
        yield f"> {safe(tr.say(note))}\n"


def _folded(chapter: Chapter) -> str:
    summary = f"{html(chapter.title)} – {html(chapter.gist)}" if chapter.gist else html(chapter.title)
    lines = [f"<details><summary>{summary}</summary>", ""]
    for part in chapter.parts:
        items = (f"{'  ' if item.text.startswith('  ') else ''}- {safe(item.text)}" for item in part.items)
        lines += [f"**{safe(part.heading)}**", "", *items, ""]
    return "\n".join([*lines, "</details>", ""])


def safe(text: str) -> str:
    """Text that is shown as it is: no markup, no call to a person, no link to an issue."""
    return CALLS.sub(NOT_A_CALL, markdown_cell(text))


def html(text: str) -> str:
    """Text for the inside of an HTML element, where Markdown is not read."""
    plain = " ".join(one_line(text).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return CALLS.sub(NOT_A_CALL, plain)


