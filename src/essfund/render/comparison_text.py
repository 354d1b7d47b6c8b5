"""A comparison as text: the summary, then each instrument with who wins and who loses, and the command that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import say
from essfund.render.comparison_gist import headline
from essfund.render.comparison_story import chapters
from essfund.render.paper import typeset_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.language.speaker import Speaker
    from essfund.models.comparison import Comparison
    from essfund.render.comparison_story import Part
    from essfund.render.view import View


def render(found: Comparison, view: View) -> str:
    """Return the comparison as text."""
    return typeset_lines(_lines(found, view.speak), view)


def _lines(found: Comparison, speak: Speaker) -> Iterator[str]:
    yield title(found, speak)
    yield from headline(found, speak)
    for chapter in chapters(found, speak):
        yield ""
        yield f"{chapter.title} – {chapter.gist}" if chapter.gist else chapter.title
        for part in chapter.parts:
            yield from _part(part, speak)


def title(found: Comparison, speak: Speaker) -> str:
    """Return what is compared with what, and the day."""
    return speak.say(say("{old} → {new}; answers on {day}", old=found.old.name, new=found.new.name, day=found.day))


def _part(part: Part, speak: Speaker) -> Iterator[str]:
    yield f"  {part.heading}"
    for item in part.items:
        deeper = item.text.startswith("  ")
        yield f"      - {item.text.strip()}" if deeper else f"    - {item.text}"
        if item.command:
            shown = speak.say(say("to see it: {command}", command=item.command))
            yield f"        {shown}" if deeper else f"      {shown}"
