"""A yes-or-no field."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from essfund.messages import N_, say
from essfund.models.kinds.kind import Misread, Operator
from essfund.spelling import fold
from essfund.truth import FALSE, TRUE, Truth

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.models.kinds.kind import Terms

WORDS = {
    "true": True, "yes": True, "y": True, "oui": True, "o": True, "vrai": True,
    "false": False, "no": False, "non": False, "n": False, "faux": False,
}
WORDS_PATTERN = f"^({'|'.join(''.join(f'[{letter.upper()}{letter}]' for letter in word) for word in WORDS)})$"
"""The same words, any case, as JSON Schemas write it."""


class FlagKind:
    """True or false. In rules it is written bare: `esus: true`."""

    name: ClassVar[str] = "flag"
    operators: ClassVar[Mapping[str, Operator]] = {
        "is": Operator("is", {"type": "boolean"}, N_("{value}"), N_("the answer is this one")),
    }

    def read(self, raw: object, terms: Terms | None) -> bool:  # noqa: ARG002 - flags need no vocabulary
        if isinstance(raw, bool):
            return raw
        if isinstance(raw, str) and fold(raw) in WORDS:
            return WORDS[fold(raw)]
        raise Misread(say("expected yes or no"), say("write true or false"))

    def argument(self, operator: str, raw: object, terms: Terms | None) -> bool:  # noqa: ARG002 - one operator
        if not isinstance(raw, bool):
            raise Misread(say("expected true or false"))
        return raw

    def judge(self, operator: str, argument: Hashable, known: Hashable) -> Truth:  # noqa: ARG002 - one operator
        return TRUE if known == argument else FALSE

    def cells(
        self,
        tests: Sequence[tuple[str, Hashable]],  # noqa: ARG002 - every test splits a flag the same way
        known: Hashable | None,
        terms: Terms | None,  # noqa: ARG002 - flags need no vocabulary
    ) -> list[Hashable]:
        return [True, False] if known is None else [known]

    def plain(self, known: Hashable) -> object:
        return known

    def schema(self, terms: Terms | None) -> dict[str, object]:  # noqa: ARG002 - flags need no vocabulary
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": WORDS_PATTERN}]}
