"""Holes and classes of a supply in words: what every format of `coverage` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.engine.coverage import TooManyCells, known_in
from essfund.model.fields import FIELDS
from essfund.presenting.sentences import seen
from essfund.presenting.wording import SEMICOLON

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.engine.coverage import Coverage, CoverageAxis, CoverageGap, Shortages
    from essfund.model.catalogue import Catalogue

ANYTHING = N_("whatever it is")
HOLES, OPENED, CLOSED, COUNTS = N_("Holes"), N_("Holes that opened"), N_("Holes that closed"), N_("How many instruments")
NO_HOLE = N_("none")
COUNTED = N_("fewest – most, over every other field")
UNCERTAIN = N_("Counted: instruments that do not refuse everybody there, for any value of the other fields. A ceiling that nobody "
               "knows keeps no need out, a condition that is only inferred refuses nobody: a hole is where all is refused.")
ELIGIBLE = N_("Counted: instruments for which somebody there is eligible a priori, for some value of the other fields. A ceiling that "
              "nobody knows keeps no need out.")


def counted(found: Shortages, tr: Translator) -> str:
    """Return what was counted, and so what a hole is."""
    return tr.text(ELIGIBLE if found.supply.eligible else UNCERTAIN)


def title(found: Shortages, tr: Translator) -> str:
    """Return the heading: the fields looked along, the day."""
    labels = [tr.text(FIELDS[axis.field].label) for axis in found.supply.axes]
    return tr.say(say("Where nothing exists on {day}: {fields}", day=found.supply.day, fields=labels))


def hole_sentence(hole: CoverageGap, catalogue: Catalogue, tr: Translator) -> str:
    """Return a hole as a sentence: « Garanties : rien pour forme juridique : mutuelle ; besoin : plus de 50 000 € »."""
    family = tr.say(catalogue.vocabularies.family.words(hole.family))
    parts = [
        f"{tr.text(FIELDS[key].label)} {seen(FIELDS[key], value, catalogue.vocabularies, tr)}"
        for key, value in hole.known.items()
    ]
    if not parts:
        return tr.say(say("{family}: nothing for anybody", family=family))
    return tr.say(say("{family}: nothing for {whom}", family=family, whom=tr.text(SEMICOLON).join(parts)))


def class_words(supply: Coverage, axis: CoverageAxis, cells: int, catalogue: Catalogue, tr: Translator) -> str:
    """Return a class of an axis in words."""
    known = known_in(supply.space, axis, cells)
    if known is None:
        return tr.text(ANYTHING)
    return seen(FIELDS[axis.field], known, catalogue.vocabularies, tr)


def headings(found: Shortages, tr: Translator) -> list[tuple[str, tuple[CoverageGap, ...]]]:
    """Return the lists of holes, each under its heading: those there are, those that opened and those that closed since."""
    lists = [(tr.text(HOLES), found.holes)]
    if found.change is not None and found.before is not None:
        since = tr.say(say("since {day}", day=found.before.day))
        changed = ((OPENED, found.change.opened), (CLOSED, found.change.closed))
        lists += [(f"{tr.text(word)} ({since})", holes) for word, holes in changed]
    return lists


def count_table(found: Shortages, catalogue: Catalogue, tr: Translator) -> list[list[str]]:
    """Return how many instruments there are for each class of the first field, a column a family; the heads come first.

    Raises TooManyCells.
    """
    first = found.supply.axes[0]
    heads = [tr.text(FIELDS[first.field].label), *(tr.say(catalogue.vocabularies.family.words(f)) for f in found.families)]
    counts = spreads(found, 1)
    return [heads] + [
        [class_words(found.supply, first, cells, catalogue, tr), *(spread(counts[place,][family]) for family in found.families)]
        for place, cells in enumerate(first.classes)
    ]


def counts(found: Shortages, catalogue: Catalogue, tr: Translator) -> list[list[str]] | str:
    """Return the table of counts, or why there is none."""
    try:
        return count_table(found, catalogue, tr)
    except TooManyCells as many:
        return tr.say(say("{count} cells are too many to count one by one; the holes above are exact all the same", count=many.count))


def spread(pair: tuple[int, int]) -> str:
    """Return the fewest and the most, or the one number both are."""
    low, high = pair
    return str(low) if low == high else f"{low} – {high}"


def spreads(found: Shortages, axes: int) -> dict[tuple[int, ...], dict[str, tuple[int, int]]]:
    """Return, by classes of the first axes and by family, the fewest and the most instruments over all other axes.

    Raises TooManyCells.
    """
    families = {family: frozenset(found.supply.families.get(family, ())) for family in found.families}
    rows: dict[tuple[int, ...], dict[str, tuple[int, int]]] = {}
    for places, tools in found.supply.counts():
        row = rows.setdefault(places[:axes], {})
        for family, members in families.items():
            count = len(tools & members)
            low, high = row.get(family, (count, count))
            row[family] = (min(low, count), max(high, count))
    return rows
