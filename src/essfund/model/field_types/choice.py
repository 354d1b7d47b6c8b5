"""A field that holds one of a list of ids, or several at once. Knowing one partly means knowing a set of ids."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_, did_you_mean, say
from essfund.core.pattern import pattern
from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth
from essfund.model.field_types.field_type import FieldType, Operator, ParseError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.model.field_types.field_type import Tests, VocabularyTerms

LONGEST_LIST = 500  # A longer text is no list that anybody typed
IDS: Mapping[str, object] = {"type": "array", "items": {"type": "string"}, "minItems": 1}


def raw_texts(raw: object) -> list[str]:
    """A text, or a list of texts, as a list; whole numbers count as codes. Raises `ParseError` for anything else."""
    listed = raw if isinstance(raw, list | tuple) else [raw]
    texts = [str(item) if isinstance(item, int) and not isinstance(item, bool) else item for item in listed]
    if not texts or not all(isinstance(text, str) for text in texts):
        raise ParseError(say("expected a text or a list of texts"), say('write codes between quotes: "5710", "09"'))
    return [str(text) for text in texts]


EITHER = pattern(r" *[,;] *| +(?:ou|or) +", re.IGNORECASE)  # what parts the possibilities of one typed text
TOGETHER = pattern(r" *[,;+] *| +(?:et|and) +", re.IGNORECASE)
"""What parts the values of one typed text: all of them hold. « A ou B » would leave open which, and is refused."""

PURCHASE = pattern(
    r"\A(?:(?:acheter|acqu[ée]rir|financer|payer|achat|acquisition|recruter|embaucher|r[ée]nover|construire"
    r"|buy(?:ing)?|purchase|hire)(?: d['’]| de\b| of\b)? *)?"
    r"(?:(?:une?|des|du|de la|les?|la|an?|some|the)\b|(?:de )?l['’])? *", re.IGNORECASE)
"""What may stand before a thing that is bought: « acheter un véhicule », « achat d’une camionnette », « recruter un salarié »."""

WHERE = pattern(r"\A(?:dans (?:l[ea]s?\b|l['’])|en\b|[àa]u?\b|in\b) *", re.IGNORECASE)
"""What may stand before a place: « dans le Gers », « à Sète »."""

SINCE_WHEN = pattern(r" +(?:depuis|since|for)\b.*\Z", re.IGNORECASE)
"""Since when something is so, behind what it is: « on existe depuis 9 ans »."""


def find_ids(texts: Sequence[str], terms: VocabularyTerms, parting: re.Pattern[str]) -> frozenset[str]:
    """Every id that the texts may mean; a text that is no name may be several. Raises `ParseError` with a suggestion."""
    found: set[str] = set()
    for text in (part for typed in texts for part in typed_parts(typed, terms, parting)):
        ids = terms.find(text) or _as_said(text.strip(), terms)
        if ids is None:
            raise ParseError(say("`{text}` is not known here", text=text), did_you_mean(terms.suggest(text)))
        found |= ids
    return frozenset(found)


def _as_said(text: str, terms: VocabularyTerms) -> frozenset[str] | None:
    """What a text may mean without what people say around it: that they are not sure, that it is bought, since when it is so."""
    from essfund.model.field_types.spoken import without_hedge  # noqa: PLC0415 - files mostly hold names as such

    said = without_hedge(text)[0]
    return next((ids for pattern in (PURCHASE, SINCE_WHEN, WHERE) if (ids := terms.find(pattern.sub("", said)))), None)


def typed_parts(text: str, terms: VocabularyTerms, parting: re.Pattern[str]) -> list[str]:
    """A text that names something, or else the texts into which it can be parted."""
    if len(text) > LONGEST_LIST or terms.find(text) is not None:
        return [text]
    return [part.strip() for part in parting.split(text) if part.strip()] or [text]


def named_ids(raw: object, terms: VocabularyTerms | None) -> frozenset[str]:
    """The ids that a rule lists, set names opened. Raises `ParseError` for a name that does not exist."""
    ids: set[str] = set()
    for name in dict.fromkeys(raw_texts(raw)):
        members = terms.expand(name) if terms else None
        if members is None:
            advice = did_you_mean(terms.suggest(name) if terms else [], say("`essfund words` lists them"))
            raise ParseError(say("`{text}` is neither an id nor a set of ids", text=name), advice)
        ids |= members
    return frozenset(ids)


class IdsType(FieldType):
    """Ids out of a vocabulary. `parting` is what parts one typed text."""

    parting: ClassVar[re.Pattern[str]]

    def read(self, raw: object, terms: VocabularyTerms | None) -> frozenset[str]:
        if terms is None:
            raise ParseError(say("no vocabulary is known for this field"))
        return find_ids(raw_texts(raw), terms, self.parting)

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> frozenset[str]:  # noqa: ARG002 - same for all
        return named_ids(raw, terms)

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, frozenset)
        return sorted(known)

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:
        item = {"type": "string", "examples": sorted(terms.ids)[:3] if terms else []}
        return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


class ChoiceType(IdsType):
    """One id out of a vocabulary."""

    name: ClassVar[str] = "choice"
    parting = EITHER
    operators: ClassVar[Mapping[str, Operator]] = {
        "in": Operator("in", IDS, N_("{value}"), N_("the value is one of these ids or sets")),
        "not_in": Operator("not_in", IDS, N_("anything but {value}"), N_("the value is none of these ids or sets")),
    }

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        assert isinstance(argument, frozenset)
        assert isinstance(known, frozenset)
        inside = known & argument
        if inside and len(inside) < len(known):
            return UNKNOWN
        return TRUE if bool(inside) == (operator == "in") else FALSE

    def cells(self, tests: Tests, known: Hashable | None, terms: VocabularyTerms | None) -> list[Hashable]:
        possible = known if isinstance(known, frozenset) else (terms.ids if terms else frozenset())
        return [*group_by_membership(possible, tests)]

    def both(self, known: Hashable, other: Hashable) -> frozenset[str] | None:
        assert isinstance(known, frozenset)
        assert isinstance(other, frozenset)
        return known & other or None


def group_by_membership(ids: frozenset[str], tests: Tests) -> list[frozenset[str]]:
    """Groups of ids that no test tells apart; each group is one cell."""
    signatures = dict.fromkeys(sorted(ids), 0)
    for place, argument in enumerate({argument for _, argument in tests if isinstance(argument, frozenset)}):
        for item in argument & ids:
            signatures[item] |= 1 << place
    groups: dict[int, set[str]] = {}
    for item, signature in signatures.items():
        groups.setdefault(signature, set()).add(item)
    return [frozenset(group) for group in groups.values()]


class SeveralType(IdsType):
    """A set of ids out of a vocabulary, never empty."""

    name: ClassVar[str] = "several"
    many: ClassVar[bool] = True
    parting = TOGETHER
    operators: ClassVar[Mapping[str, Operator]] = {
        "any_of": Operator("any_of", IDS, N_("at least one of {value}"), N_("at least one of the values is among these ids")),
        "none_of": Operator("none_of", IDS, N_("none of {value}"), N_("none of the values is among these ids")),
    }

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        assert isinstance(argument, frozenset)
        assert isinstance(known, frozenset)
        return FALSE if known.isdisjoint(argument) == (operator == "any_of") else TRUE

    def cells(self, tests: Tests, known: Hashable | None, terms: VocabularyTerms | None) -> list[Hashable]:
        if known is not None:
            return [known]
        atoms = self.atoms(tests, terms)
        return [frozenset().union(*pick) for size in range(1, len(atoms) + 1) for pick in combinations(atoms, size)]

    def atoms(self, tests: Tests, terms: VocabularyTerms | None) -> list[frozenset[str]]:
        """One id, alone in its set, for each group of ids that no test tells apart."""
        return [frozenset([min(group)]) for group in group_by_membership(terms.ids if terms else frozenset(), tests)]

    def needs_all(self, operator: str) -> bool:
        """Whether every value must pass; otherwise one that passes is enough."""
        return operator == "none_of"
