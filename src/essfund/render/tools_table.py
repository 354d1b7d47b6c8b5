"""The list of instruments as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import say
from essfund.render.paper import table, typeset, words
from essfund.render.tools_rows import HEADER, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.engine.listing import Listed
    from essfund.models.catalogue import Catalogue
    from essfund.render.view import View


def render(catalogue: Catalogue, listing: Sequence[Listed], view: View) -> str:
    """Return the list as text."""
    rows = [row(catalogue, listed, view) for listed in listing]
    header = [view.speak.text(word) for word in HEADER]
    count = view.speak.say(say("{count} instruments", count=len(listing)))
    return typeset([table(header, rows), words(count)], view)
