"""What a reader asked to see: language, width, everything or the options only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.record import record

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator

DIALECTS = ("rfc4180", "fr")
"""How CSV is written: comma and point; or semicolon, decimal comma and byte order mark, as spreadsheets in French open it."""
PAGE = 100
"""Columns of the page where there is no terminal."""


@record(frozen=True)
class View:
    """`width` is that of the terminal, or of a page where there is none; None for what is never wrapped."""

    tr: Translator
    everything: bool = False
    width: int | None = PAGE
    colour: bool = False
    encoding: str = "utf-8"
    scores: bool = False
    directory: str = ""
    """The directory of the run, for programs that want names of files below it."""
    catalogue: tuple[str, ...] = ()
    """The layers of the catalogue, for commands that people paste; none for the bundled one."""
    message: str = ""
    """The id of the instrument to whose funder a sheet drafts a message; none if empty."""
    dialect: str = DIALECTS[0]
    """How CSV is written."""
    profile: str = ""
    """The file of the profile, for commands that people type next; empty if there is none."""
    options: bool = False
    """Whether options told something too: a command typed next needs them again."""
    terminal: bool = False
    """Whether a terminal shows it, which opens what is clicked."""
    accessible: bool = False
    """For who hears it: no columns and no drawings, each fact on a line of its own with its label."""
