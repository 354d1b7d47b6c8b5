"""A field that holds several ids at once, such as what the money is for. Given, it is known exactly."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_, say
from essfund.core.truth import FALSE, TRUE, Truth
from essfund.model.field_types.choice import IDS, find_ids, group_by_membership, named_ids, raw_texts
from essfund.model.field_types.field_type import Operator, ParseError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.model.field_types.field_type import VocabularyTerms


TOGETHER = re.compile(r" *[,;+] *| +(?:et|and) +", re.IGNORECASE)
"""What parts the values of one typed text: all of them hold. « A ou B » would leave open which, and is refused."""


class SeveralType:
    """A set of ids out of a vocabulary, never empty."""

    name: ClassVar[str] = "several"
    operators: ClassVar[Mapping[str, Operator]] = {
        "any_of": Operator(
            "any_of", IDS, N_("at least one of {value}"), N_("at least one of the values is among these ids")
        ),
        "none_of": Operator(
            "none_of", IDS, N_("none of {value}"), N_("none of the values is among these ids")
        ),
    }

    def read(self, raw: object, terms: VocabularyTerms | None) -> frozenset[str]:
        if terms is None:
            raise ParseError(say("no vocabulary is known for this field"))
        return find_ids(raw_texts(raw), terms, TOGETHER)

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> frozenset[str]:  # noqa: ARG002 - same for both
        return named_ids(raw, terms)

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        assert isinstance(argument, frozenset)
        assert isinstance(known, frozenset)
        meets = not known.isdisjoint(argument)
        return TRUE if meets == (operator == "any_of") else FALSE

    def cells(
        self, tests: Sequence[tuple[str, Hashable]], known: Hashable | None, terms: VocabularyTerms | None
    ) -> list[Hashable]:
        if known is not None:
            return [known]
        atoms = self.atoms(tests, terms)
        return [frozenset().union(*pick) for size in range(1, len(atoms) + 1) for pick in combinations(atoms, size)]

    def atoms(self, tests: Sequence[tuple[str, Hashable]], terms: VocabularyTerms | None) -> list[frozenset[str]]:
        """Return one id, alone in its set, for each group of ids that no test tells apart."""
        ids = terms.ids if terms else frozenset()
        groups = group_by_membership(ids, [argument for _, argument in tests])
        return [frozenset([min(group)]) for group in groups if isinstance(group, frozenset)]

    def needs_all(self, operator: str) -> bool:
        """Whether every value must pass; otherwise one that passes is enough."""
        return operator == "none_of"

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, frozenset)
        return sorted(known)

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:
        one = {"type": "string", "examples": sorted(terms.ids)[:3] if terms else []}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
