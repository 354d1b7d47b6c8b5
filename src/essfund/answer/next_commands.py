"""What to type next about the same enterprise: commands at the foot of the first screen, which answer as they are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.presenting.situation import MIDDLE
from essfund.presenting.terminal import Line
from essfund.presenting.view import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.model.report import Result
    from essfund.presenting.view import View

MOST_LINES = 2
AGAIN = N_("(same options)")
ENOUGH = 2
"""Instruments that a comparison names."""


def foot(caveat: str, leading: Sequence[Result], view: View, most: int = MOST_LINES) -> list[Line]:
    """The caveat and what to type next, on so many lines, no command broken: the longest way to say it that is short enough."""
    width, lines = view.width or PAGE, list[str]()
    for commands in _ways(leading, view):
        if view.accessible:
            return [Line(caveat), *(Line(command, whole=True) for command in commands)]
        lines = _filled(caveat, commands, width)
        if len(lines) <= most and max(map(len, lines)) <= width:
            break
    return [Line(line) for line in lines]


def _filled(caveat: str, commands: Sequence[str], width: int) -> list[str]:
    """Lines that hold as many whole commands as they can."""
    lines, between = [caveat], "  "
    for command in commands:
        if len(lines[-1]) + len(between) + len(command) <= width:
            lines[-1] += between + command
        else:
            lines.append(command)
        between = MIDDLE
    return lines


def _ways(leading: Sequence[Result], view: View) -> Iterator[list[str]]:
    """Yield the commands, written out, then shorter and shorter."""
    ranks = [str(result.rank) for result in leading]
    wanted = [["explain", *(ranks[1:2] or ranks)], ["compare", *(ranks[1:3] if len(ranks) > ENOUGH else ranks)]]
    wanted = [*wanted[: min(len(ranks), ENOUGH)], ["match"]]
    whole, short = _ways_to_name(view.profile)
    for path, count in ((whole, 3), (whole, 2), (whole, 1), (short, 2), (short, 1)):
        yield [_written(words, path, view) for words in wanted[:count]]


def _ways_to_name(profile: str) -> tuple[str, str]:
    """The file of a profile as a shell takes it, and the end of it alone; nothing where there is none."""
    if not profile:
        return "", ""
    from pathlib import PurePath
    from shlex import quote

    return quote(profile), f"…/{PurePath(profile).name}"


def _written(words: Sequence[str], path: str, view: View) -> str:
    """One command; where options told something, it says that they are needed again."""
    file = [path] if path else []
    again = [view.tr.text(AGAIN)] if view.options else []
    return " ".join(["essfund", *words, *file, *again, *(["--output", "fiche.pdf"] if words == ["match"] else [])])
