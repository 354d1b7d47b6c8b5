"""Ordinary enterprises: the measure of how few an instrument was made for."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import log
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from essfund.core.truth import FALSE, TRUE
from essfund.engine.evaluate import truth_of
from essfund.model.fields import FIELDS
from essfund.model.vocabulary import Meaning

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Mapping

    from essfund.model.catalogue import Catalogue
    from essfund.model.condition import Condition, Test
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabularies

HOW_IT_FARES = "in_difficulty"
"""The flag that says how an enterprise fares and not what it is."""

FARES_WELL: dict[str, Hashable] = {HOW_IT_FARES: False}

PASSING = frozenset({HOW_IT_FARES, "jobless_founder"})
"""Flags that say how an enterprise or its founder fares: they may be so of any, and single none out."""

def without_quality(fields: Mapping[str, Field]) -> dict[str, Hashable]:
    """Return what an ordinary enterprise is not: it has no quality and no approval."""
    return {key: False for key, field in fields.items() if field.kind.name == "flag" and key not in PASSING}


MOST_REMEMBERED = 1000
"""Sets of ordinary enterprises of which it is remembered how few they leave."""


class OrdinaryEnterprises:
    """One enterprise of each legal form for each purpose, without any quality; sets of them are bits of a number."""

    def __init__(
        self, forms: Collection[str], purposes: Collection[str], ordinary: Mapping[str, frozenset[str]],
        fields: Mapping[str, Field] = FIELDS,
    ) -> None:
        """`ordinary` are the forms and purposes that tell nothing: what shuts out a company of one of them singles others out."""
        self.ordinary = without_quality(fields)
        self.said = frozenset({*self.ordinary, "legal_form", "purposes"})  # no other condition refuses one
        one_each = product(*([(key, frozenset([item])) for item in sorted(ids)] for key, ids in ordinary.items()))
        self.companies = [{**self.ordinary, **dict(facts)} for facts in one_each]
        self.forms, self.purposes = sorted(forms), sorted(purposes)
        self.of_form = {form: ((1 << len(purposes)) - 1) << place * len(purposes) for place, form in enumerate(self.forms)}
        column = sum(1 << place * len(purposes) for place in range(len(forms)))
        self.of_purpose = {purpose: column << number for number, purpose in enumerate(self.purposes)}
        self.known: dict[int, int] = {}
        self.of_others: dict[frozenset[str], int] = {}
        self.rarity = lru_cache(MOST_REMEMBERED)(self._rarity)

    def refused_by(self, condition: Condition) -> int:
        """Return those that a condition refuses if it refuses the most ordinary of them; none otherwise."""
        test = condition.test
        found = self.known.get(id(test))
        if found is None:
            refuses = not self.said.isdisjoint(condition.fields) and any(truth_of(test, company) is FALSE for company in self.companies)
            found = self.known[id(test)] = self._refused(test, frozenset(condition.fields)) if refuses else 0
        return found

    def _refused(self, test: Test, fields: frozenset[str]) -> int:
        """Return those that a test refuses, tried for no more of them than the fields it looks at tell apart."""
        if "purposes" in fields:
            return self._refused_by(test)
        if "legal_form" not in fields:
            return sum(self.of_form.values()) if truth_of(test, self.ordinary) is FALSE else 0
        facts = ({**self.ordinary, "legal_form": frozenset([form])} for form in self.of_form)
        return sum(bits for bits, told in zip(self.of_form.values(), facts, strict=True) if truth_of(test, told) is FALSE)

    def _refused_by(self, test: Test) -> int:
        """Return those that a test refuses. What purposes or forms decide alone is not tried for every pair."""
        refused, open_purposes = 0, []
        for purpose, bits in self.of_purpose.items():
            truth = truth_of(test, {**self.ordinary, "purposes": frozenset([purpose])})
            if truth is FALSE:
                refused |= bits
            elif truth is not TRUE:
                open_purposes.append(purpose)
        for form, bits in self.of_form.items() if open_purposes else ():
            facts = {**self.ordinary, "legal_form": frozenset([form])}
            truth = truth_of(test, facts)
            if truth is FALSE:
                refused |= bits
            elif truth is not TRUE:
                for purpose in open_purposes:
                    if truth_of(test, {**facts, "purposes": frozenset([purpose])}) is FALSE:
                        refused |= bits & self.of_purpose[purpose]
        return refused

    def of_other_forms(self, forms: frozenset[str]) -> int:
        """Return those of all other legal forms."""
        found = self.of_others.get(forms)
        if found is None:
            found = self.of_others[forms] = sum([bits for form, bits in self.of_form.items() if form not in forms])
        return found

    def _rarity(self, refused: int) -> float:
        """Return how few are left when some are refused, in bits: 1 where it is those of one legal form at most."""
        every = len(self.forms) * len(self.purposes)
        left = every - refused.bit_count()
        return min(1.0, log(every / left) / log(len(self.forms))) if left else 1.0


KNOWN: WeakKeyDictionary[Catalogue, OrdinaryEnterprises] = WeakKeyDictionary()


def ordinary_enterprises(catalogue: Catalogue) -> OrdinaryEnterprises:
    """Return the ordinary enterprises of a catalogue, made once."""
    found = KNOWN.get(catalogue)
    if found is None:
        words = catalogue.vocabularies
        found = KNOWN[catalogue] = OrdinaryEnterprises(words.legal_form.ids, words.purposes.ids, telling_nothing(words), words.fields)
    return found


def telling_nothing(words: Vocabularies) -> dict[str, frozenset[str]]:
    """Return the legal forms and purposes of which any enterprise and any project may be; a field that has none is left out."""
    found = {"legal_form": words.legal_form.by_meaning[Meaning.ANY], "purposes": words.purposes.by_meaning[Meaning.ANY]}
    return {key: ids for key, ids in found.items() if ids}


def telling(values: Mapping[str, Hashable], words: Vocabularies) -> dict[str, Hashable]:
    """Return what is known without the purposes that any project has; a project that has no other has none that tell."""
    purposes = values.get("purposes")
    left = purposes - words.purposes.by_meaning[Meaning.ANY] if isinstance(purposes, frozenset) else None
    return {**values, "purposes": left} if left else {key: value for key, value in values.items() if key != "purposes"}


FUNDED: WeakKeyDictionary[Catalogue, frozenset[str]] = WeakKeyDictionary()


def funded_forms(catalogue: Catalogue) -> frozenset[str]:
    """Return the legal forms for which, and for few others, some instrument that brings money was made; worked out once."""
    found = FUNDED.get(catalogue)
    if found is None:
        found = FUNDED[catalogue] = _funded_forms(catalogue)
    return found


def _funded_forms(catalogue: Catalogue) -> frozenset[str]:
    forms = catalogue.vocabularies.legal_form
    made_for = {forms.together(each.tool.dedicated_to) for each in catalogue.instruments.values() if each.role.funds}
    return frozenset[str]().union(*(few for few in made_for if FEW * len(few) <= len(forms.ids)))


FEW = 5
"""An instrument was made for few legal forms if this many times as many exist."""
