"""What to type next about the same enterprise: commands at the foot of the first screen, which answer as they are typed."""

from __future__ import annotations

import shlex
from pathlib import PurePath
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
    short = f"…/{PurePath(view.profile).name}"
    for path, count in ((view.profile, 3), (view.profile, 2), (view.profile, 1), (short, 2), (short, 1)):
        yield [_written(words, path if view.profile else "", view) for words in wanted[:count]]


def _written(words: Sequence[str], path: str, view: View) -> str:
    """One command; where options told something, it says that they are needed again."""
    file = [path if path.startswith("…") else shlex.quote(path)] if path else []
    again = [view.tr.text(AGAIN)] if view.options else []
    return " ".join(["essfund", *words, *file, *again, *(["--output", "fiche.pdf"] if words == ["match"] else [])])
