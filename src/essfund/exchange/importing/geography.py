"""Places as other directories write them, to départements: codes of the COG, postcodes, names. What lies in one is no whole one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.core.text import fold
from essfund.exchange.importing.foreign_values import names_whole
from essfund.loading.lists.cells import commune

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from essfund.model.vocabulary import Vocabulary

COG = re.compile(r"(?P<level>[A-Z]+)\s*[-_:]\s*(?P<code>\w+)")
EVERYWHERE = frozenset({"pays-99100", "pays-fr", "france", "france-entiere", "national", "nationale", "toute-la-france"})
POSTCODE = 5


class Located(NamedTuple):
    """Départements of some places; whether they are the whole country; the places that are less than a département or unknown."""

    ids: frozenset[str]
    everywhere: bool
    smaller: list[str]
    unknown: list[str]


@record(frozen=True)
class Geography:
    """Départements by their code with that of their region, names of regions, and what people call départements."""

    regions: Mapping[str, str]
    names: Mapping[str, str]
    departement: Vocabulary

    def located(self, places: Collection[str]) -> Located:
        """Where some places lie."""
        ids: set[str] = set()
        smaller: list[str] = []
        unknown: list[str] = []
        parts = [place for place in places if fold(place) not in EVERYWHERE]
        for place in parts:
            found, whole = self.of(place)
            ids |= found
            if not found or not whole:
                (smaller if found else unknown).append(place)
        return Located(frozenset(ids), len(parts) < len(places), smaller, unknown)

    def of(self, place: str) -> tuple[frozenset[str], bool]:
        """Départements of a place, none if they are not known, and whether it is the whole of them."""
        if code := COG.fullmatch(place.upper()):
            if code["level"] == "COM":
                return frozenset({commune(code["code"])} & self.regions.keys()), False
            if code["level"] in {"DEP", "REG"}:
                return frozenset(key for key, region in self.regions.items()
                                 if code["code"] == (key if code["level"] == "DEP" else region)), True
        regions = {code for code, name in self.names.items() if fold(name) == fold(place).removeprefix("region-")}
        if regions:
            return frozenset(key for key, region in self.regions.items() if region in regions), True
        digits = place.isdecimal()
        if digits and len(place) != POSTCODE:  # 76 may be a region or a département
            return frozenset(), False
        found = self.departement.find(place) or frozenset()
        return found, not digits and names_whole(place.partition("(")[0], found, self.departement)
