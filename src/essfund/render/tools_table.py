"""The list of instruments as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import N_, counted
from essfund.render.paper import Column, Line, Row, typeset
from essfund.render.tools_rows import HEADER, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.engine.listing import Listed
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View


COLUMNS = (
    Column(HEADER[0], 0), Column(HEADER[1], 0), Column(HEADER[2], 14), Column(HEADER[3], 12), Column(HEADER[4], 23, right=True),
    Column(HEADER[5], 13), Column(HEADER[6], 12),
)
NARROW = (0, 1, 4, 5)
"""The columns that a terminal of fewer than `WIDE` columns shows."""

WIDE = 120


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """Return the list as text."""
    shown = NARROW if view.width is not None and view.width < WIDE else range(len(COLUMNS))
    columns = [COLUMNS[i] for i in shown]
    parts: list[Line | Row] = [Row([(view.speak.text(column.title), "underline") for column in columns], columns)]
    for listed in listing:
        cells = row(catalogue, listed, view)
        parts.append(Row([(cells[i], "") for i in shown], columns))
    total = counted(len(listing), N_("{count} instrument"), N_("{count} instruments"))
    parts.append(Line(view.speak.say(total)))
    return typeset(parts, view)
