"""Where an instrument may be asked for, in the codes of the Code officiel géographique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.exchange.exporting.bounds import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument

FRANCE = "PAYS-99100"


class Places:
    """The départements of the catalogue and the regions they lie in, from its vocabularies."""

    def __init__(self, selection: Selection) -> None:
        self.words = selection.catalogue.vocabularies
        departements = selection.documents()["vocabularies"]["departements"]
        self.region = {code: str(place["region"]) for code, place in departements.items()}
        self.home = "|".join(self.codes(self.words.home)) or FRANCE

    def asked(self, one: Instrument) -> list[str]:
        """Return the départements that the rules name; none if they name none."""
        return Bounds(one, self.words).named("departement", "in")

    def of(self, one: Instrument) -> str:
        """Return the places: those the rules name, else the territory of the catalogue for a regional instrument, else France."""
        codes = self.asked(one)
        if codes:
            return "|".join(self.codes(codes)) or FRANCE
        return self.home if one.tool.reach == "regional" else FRANCE

    def codes(self, departements: Iterable[str]) -> list[str]:
        """Return départements as codes, whole regions and the whole country as one.

        The schema has digits only: Corsica is named as a region, which half of it would overstate.
        """
        asked = set(departements)
        if asked >= set(self.region):
            return [FRANCE]
        found = []
        for region in sorted({self.region[code] for code in asked if code in self.region}):
            whole = {code for code, its in self.region.items() if its == region}
            part = sorted(asked & whole)
            exact = part if all(code.isdigit() for code in part) else None
            found += [f"REG-{region}"] if whole <= asked or exact is None else [f"DEP-{code}" for code in part]
        return found
