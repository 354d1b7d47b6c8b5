"""What the rules of an instrument say of one field at a time: bounds, lists, and where it may be asked for."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from essfund.model.condition import AllOf, Leaf
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Condition, Test
    from essfund.model.vocabulary import Vocabularies


AUDIENCES = {"professionnels": "societes", "associations": "associations"}
"""The audiences of the schema, each with the set of legal forms that stands for it."""


class Bounds:
    """The plain leaves that refuse, offer by offer."""

    def __init__(self, instrument: Instrument, words: Vocabularies) -> None:
        self.words = words
        self.offers = [list(_plain((*instrument.conditions, *offer.conditions))) for offer in instrument.offers]

    def least(self, field: str) -> int | None:
        """Return the least whole value that some offer takes; None if one of them sets no floor."""
        found = [max(bounds) for leaves in self.offers if (bounds := list(_numbers(leaves, field, ("at_least", "more_than"), 1)))]
        return min(found) if found and len(found) == len(self.offers) else None

    def most(self, field: str) -> int | None:
        """Return the greatest whole value that some offer takes; None if one of them sets no ceiling."""
        found = [min(bounds) for leaves in self.offers if (bounds := list(_numbers(leaves, field, ("at_most", "less_than"), -1)))]
        return max(found) if found and len(found) == len(self.offers) else None

    def named(self, field: str, operator: str) -> list[str]:
        """Return the ids or codes that every offer asks for or refuses so, sets opened; none if one offer does not.

        What offers ask for adds up; what they refuse counts only if all of them do.
        """
        sets = [self._of(leaves, field, operator) for leaves in self.offers]
        if any(item is None for item in sets):
            return []
        known = [item for item in sets if item is not None]
        joined = frozenset.intersection(*known) if operator.startswith("not") else frozenset.union(*known)
        return sorted(joined)

    def _of(self, leaves: list[Leaf], field: str, operator: str) -> frozenset[str] | None:
        vocabulary = self.words.of(FIELDS[field].vocabulary)
        found = []
        for leaf in leaves:
            if leaf.field == field and leaf.operator == operator and isinstance(leaf.written, tuple):
                names = frozenset(str(name) for name in leaf.written)
                found.append(frozenset(i for name in names for i in vocabulary.expand(name) or ()) if vocabulary else names)
        if not found:
            return None
        return frozenset.union(*found) if operator.startswith("not") else frozenset.intersection(*found)

    def audiences(self) -> list[str]:
        """Return the audiences that are not shut out by their legal form; professionals if all are."""
        asked, refused = set(self.named("legal_form", "in")), set(self.named("legal_form", "not_in"))
        found = []
        for name, group in AUDIENCES.items():
            members = self.words.legal_form.expand(group) or frozenset()
            if (not asked or members & asked) and not (members and members <= refused):
                found.append(name)
        return found or ["professionnels"]


def _plain(conditions: tuple[Condition, ...]) -> Iterator[Leaf]:
    for condition in conditions:
        if condition.strength.refuses and not condition.first_day and not condition.last_day:
            yield from _conjuncts(condition.test)


def _conjuncts(test: Test) -> Iterator[Leaf]:
    if isinstance(test, Leaf):
        yield test
    elif isinstance(test, AllOf):
        for part in test.parts:
            yield from _conjuncts(part)


def _numbers(leaves: list[Leaf], field: str, operators: tuple[str, str], step: int) -> Iterator[int]:
    """Yield whole bounds: « more than 2 » employees is at least 3; of years nothing but the floor is kept."""
    inclusive, strict = operators
    for leaf in leaves:
        if leaf.field == field and isinstance(leaf.written, int | float):
            if leaf.operator == inclusive:
                yield floor(leaf.written)
            elif leaf.operator == strict:
                yield floor(leaf.written) + (step if getattr(FIELDS[field].kind, "unit", "") == "person" else 0)


FRANCE = "PAYS-99100"


class Places:
    """The départements of the catalogue and the regions they lie in, from its vocabularies."""

    def __init__(self, selection: Selection) -> None:
        self.words = selection.catalogue.vocabularies
        departements = selection.documents()["vocabularies"]["departements"]
        self.region = {code: str(place["region"]) for code, place in departements.items()}
        self.home = "|".join(self.codes(self.words.home)) or FRANCE

    def asked(self, instrument: Instrument) -> list[str]:
        """Return the départements that the rules name; none if they name none."""
        return Bounds(instrument, self.words).named("departement", "in")

    def of(self, instrument: Instrument) -> str:
        """Return the places: those the rules name, else the territory of the catalogue for a regional instrument, else France."""
        codes = self.asked(instrument)
        if codes:
            return "|".join(self.codes(codes)) or FRANCE
        return self.home if instrument.tool.reach == "regional" else FRANCE

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
