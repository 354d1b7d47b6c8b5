"""The list of instruments as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted
from essfund.exchange.tools_rows import HEADER, row
from essfund.presenting.terminal import Line, Row, TerminalColumn, typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View


COLUMNS = (
    TerminalColumn(HEADER[0], 0), TerminalColumn(HEADER[1], 0), TerminalColumn(HEADER[2], 14),
    TerminalColumn(HEADER[3], 12), TerminalColumn(HEADER[4], 23, right=True),
    TerminalColumn(HEADER[5], 13), TerminalColumn(HEADER[6], 12),
)
NARROW = (0, 1, 4, 5)
"""The columns that a terminal of fewer than `WIDE` columns shows."""

WIDE = 120


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """Return the list as text."""
    shown = NARROW if view.width is not None and view.width < WIDE else range(len(COLUMNS))
    columns = [COLUMNS[i] for i in shown]
    parts: list[Line | Row] = [Row([(view.tr.text(column.title), "underline") for column in columns], columns)]
    for listed in listing:
        cells = row(catalogue, listed, view)
        parts.append(Row([(cells[i], "") for i in shown], columns))
    total = counted(len(listing), N_("{count} instrument"), N_("{count} instruments"))
    parts.append(Line(view.tr.say(total)))
    return typeset(parts, view)
