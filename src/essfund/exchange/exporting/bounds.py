"""What the rules of an instrument say of one field at a time: bounds, lists, and where it may be asked for."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from essfund.model.condition import AllOf, Leaf
from essfund.model.fields import FIELDS
from essfund.model.vocabulary import Meaning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.exchange.exporting.selection import Selection
    from essfund.model.catalogue import Instrument
    from essfund.model.condition import Test
    from essfund.model.vocabulary import Vocabularies

AUDIENCES = {"professionnels": "societes", "associations": "associations"}
"""The audiences of the schema, each with the set of legal forms that stands for it."""


class Bounds:
    """The plain leaves that refuse, offer by offer."""

    def __init__(self, instrument: Instrument, words: Vocabularies) -> None:
        self.words = words
        self.offers = [
            [leaf for condition in (*instrument.conditions, *offer.conditions)
             if condition.strength.refuses and not condition.first_day and not condition.last_day for leaf in _conjuncts(condition.test)]
            for offer in instrument.offers
        ]

    def least(self, field: str) -> int | None:
        """Least whole value that some offer takes; None if one of them sets no floor."""
        floors = [max(_numbers(leaves, field, ("at_least", "more_than"), 1), default=None) for leaves in self.offers]
        return min((bound for bound in floors if bound is not None), default=None) if None not in floors else None

    def most(self, field: str) -> int | None:
        """Greatest whole value that some offer takes; None if one of them sets no ceiling."""
        ceilings = [min(_numbers(leaves, field, ("at_most", "less_than"), -1), default=None) for leaves in self.offers]
        return max((bound for bound in ceilings if bound is not None), default=None) if None not in ceilings else None

    def named(self, field: str, operator: str) -> list[str]:
        """Ids or codes that every offer asks for or refuses so, sets opened; none if one offer does not.

        What offers ask for adds up; what they refuse counts only if all of them do.
        """
        known = [names for leaves in self.offers if (names := self._of(leaves, field, operator)) is not None]
        if len(known) < len(self.offers):
            return []
        return sorted(frozenset.intersection(*known) if operator.startswith("not") else frozenset.union(*known))

    def _of(self, leaves: list[Leaf], field: str, operator: str) -> frozenset[str] | None:
        vocabulary = self.words.of(self.words.fields[field].vocabulary)
        written = [map(str, leaf.written) for leaf in leaves
                   if leaf.field == field and leaf.operator == operator and isinstance(leaf.written, tuple)]
        sets = [frozenset(i for name in names for i in (vocabulary.expand(name) or () if vocabulary else (name,))) for names in written]
        if not sets:
            return None
        return frozenset.union(*sets) if operator.startswith("not") else frozenset.intersection(*sets)

    def audiences(self) -> list[str]:
        """Audiences that are not shut out by their legal form; professionals if all are."""
        asked, refused = set(self.named("legal_form", "in")), set(self.named("legal_form", "not_in"))
        found = []
        for name, group in AUDIENCES.items():
            members = self.words.legal_form.expand(group) or frozenset()
            if (not asked or members & asked) and not (members and members <= refused):
                found.append(name)
        return found or ["professionnels"]


def _conjuncts(test: Test) -> Iterator[Leaf]:
    if isinstance(test, AllOf):
        for part in test.parts:
            yield from _conjuncts(part)
    elif isinstance(test, Leaf):
        yield test


def _numbers(leaves: list[Leaf], field: str, operators: tuple[str, str], step: int) -> Iterator[int]:
    """Whole bounds: « more than 2 » employees is at least 3; of years nothing but the floor is kept."""
    counted = getattr(FIELDS[field].kind, "unit", "") == "person"
    for leaf in leaves:
        if leaf.field == field and leaf.operator in operators and isinstance(leaf.written, int | float):
            yield floor(leaf.written) + (step if counted and leaf.operator == operators[1] else 0)


FRANCE = "PAYS-99100"


class Places:
    """The départements of the catalogue and the regions they lie in, from its vocabularies."""

    def __init__(self, selection: Selection) -> None:
        self.words = selection.catalogue.vocabularies
        departements = selection.documents()["vocabularies"]["departements"]
        self.region = {code: str(place["region"]) for code, place in departements.items()}
        self.home = "|".join(self.codes(self.words.home)) or FRANCE

    def of(self, instrument: Instrument) -> str:
        """Places: those the rules name, else the territory of the catalogue if the reach means that, else France."""
        if codes := Bounds(instrument, self.words).named("departement", "in"):
            return "|".join(self.codes(codes)) or FRANCE
        return self.home if instrument.tool.reach in self.words.reach.by_meaning[Meaning.TERRITORY] else FRANCE

    def codes(self, departements: Iterable[str]) -> list[str]:
        """Départements as codes, whole regions and the whole country as one.

        The schema has digits only: Corsica is named as a region, which half of it would overstate.
        """
        asked = set(departements)
        if asked >= set(self.region):
            return [FRANCE]
        found = []
        for region in sorted({self.region[code] for code in asked if code in self.region}):
            whole = {code for code, its in self.region.items() if its == region}
            part = sorted(asked & whole)
            exact = not whole <= asked and all(code.isdigit() for code in part)
            found += [f"DEP-{code}" for code in part] if exact else [f"REG-{region}"]
        return found
