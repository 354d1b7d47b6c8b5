"""A yes-or-no field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_, say
from essfund.core.text import fold
from essfund.core.truth import FALSE, TRUE, Truth
from essfund.model.field_types.field_type import Operator, ParseError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.model.field_types.field_type import VocabularyTerms

WORDS = {
    "true": True, "yes": True, "y": True, "oui": True, "o": True, "vrai": True,
    "false": False, "no": False, "non": False, "n": False, "faux": False,
}
WORDS_PATTERN = f"^({'|'.join(''.join(f'[{letter.upper()}{letter}]' for letter in word) for word in WORDS)})$"
"""The same words, any case, as JSON Schemas write it."""


class FlagType:
    """True or false. In rules it is written bare: `esus: true`."""

    name: ClassVar[str] = "flag"
    operators: ClassVar[Mapping[str, Operator]] = {
        "is": Operator("is", {"type": "boolean"}, N_("{value}"), N_("the answer is this one")),
    }

    def read(self, raw: object, terms: VocabularyTerms | None) -> bool:  # noqa: ARG002 - flags need no vocabulary
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and fold(raw) in WORDS:
            return WORDS[fold(raw)]
        raise ParseError(say("expected yes or no"), say("write true or false"))

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> bool:  # noqa: ARG002 - one operator
        if not isinstance(raw, bool):
            raise ParseError(say("expected true or false"))
        return raw

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:  # noqa: ARG002 - one operator
        return TRUE if known == argument else FALSE

    def cells(
        self,
        tests: Sequence[tuple[str, Hashable]],  # noqa: ARG002 - every test splits a flag the same way
        known: Hashable | None,
        terms: VocabularyTerms | None,  # noqa: ARG002 - flags need no vocabulary
    ) -> list[Hashable]:
        return [True, False] if known is None else [known]

    def plain(self, known: Hashable) -> object:
        return known

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - flags need no vocabulary
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": WORDS_PATTERN}]}
