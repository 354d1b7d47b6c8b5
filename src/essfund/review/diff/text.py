"""A comparison as text: the summary, then each instrument with who wins and who loses, and the command that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import say
from essfund.presenting.terminal import typeset_lines
from essfund.review.diff.gist import headline
from essfund.review.diff.story import chapters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.presenting.view import View
    from essfund.review.diff.model import Comparison
    from essfund.review.diff.story import Part


def render(found: Comparison, view: View) -> str:
    """Return the comparison as text."""
    return typeset_lines(_lines(found, view.tr), view)


def _lines(found: Comparison, tr: Translator) -> Iterator[str]:
    yield title(found, tr)
    yield from headline(found, tr)
    for chapter in chapters(found, tr):
        yield ""
        yield f"{chapter.title} – {chapter.gist}" if chapter.gist else chapter.title
        for part in chapter.parts:
            yield from _part(part, tr)


def title(found: Comparison, tr: Translator) -> str:
    """Return what is compared with what, and the day."""
    return tr.say(say("{old} → {new}; answers on {day}", old=found.old.name, new=found.new.name, day=found.day))


def _part(part: Part, tr: Translator) -> Iterator[str]:
    yield f"  {part.heading}"
    for item in part.items:
        deeper = item.text.startswith("  ")
        yield f"      - {item.text.strip()}" if deeper else f"    - {item.text}"
        if item.command:
            shown = tr.say(say("to see it: {command}", command=item.command))
            yield f"        {shown}" if deeper else f"      {shown}"
