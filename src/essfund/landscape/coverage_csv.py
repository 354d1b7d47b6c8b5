"""How many instruments there are in each cell, as CSV: a column a field, a column a family, the ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.engine.coverage import known_in
from essfund.model.fields import FIELDS
from essfund.presenting.table_cells import csv_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.engine.coverage import Coverage, CoverageAxis, Shortages
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.view import View


def render(catalogue: Catalogue, found: Shortages, view: View) -> str:  # noqa: ARG001 - one shape for every format
    """Return one row a cell. Raises TooManyCells."""
    header = (*(axis.field for axis in found.supply.axes), *found.families, "tools")
    return csv_text(header, _rows(found))


def _rows(found: Shortages) -> Iterator[tuple[object, ...]]:
    axes = found.supply.axes
    words = [[plain_class(found.supply, axis, cells) for cells in axis.classes] for axis in axes]
    families = {family: frozenset(found.supply.families.get(family, ())) for family in found.families}
    for places, tools in found.supply.counts():
        where = [words[level][place] for level, place in enumerate(places)]
        counts = [len(tools & members) for members in families.values()]
        yield (*where, *counts, " ".join(sorted(tools & frozenset[str]().union(*families.values()))))


def plain_class(supply: Coverage, axis: CoverageAxis, cells: int) -> object:
    """Return a class of an axis as a profile would hold it; ids are separated by spaces, nothing means anything."""
    known = known_in(supply.space, axis, cells)
    plain = None if known is None else FIELDS[axis.field].kind.plain(known)
    return " ".join(map(str, plain)) if isinstance(plain, list) else plain
