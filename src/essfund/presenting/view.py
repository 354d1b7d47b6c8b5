"""What a reader asked to see: language, width, everything or the options only."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator


@dataclass(frozen=True)
class View:
    """`width` is that of the terminal, None when the output is not one: then nothing is wrapped or cut."""

    tr: Translator
    everything: bool = False
    width: int | None = None
    colour: bool = False
    encoding: str = "utf-8"
    scores: bool = False
    directory: str = ""
    """The directory of the run, for programs that want names of files below it."""
    catalogue: str | None = None
    """The directory of the catalogue, for commands that people paste; None for the bundled one."""
    message: str = ""
    """The id of the instrument to whose funder a sheet drafts a message; none if empty."""

    def of_width(self, width: int) -> View:
        """Return this view on a page of so many columns."""
        return replace(self, width=width)
