"""A field that no rule tests: a name, a registration number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import say
from essfund.core.truth import UNKNOWN, Truth
from essfund.model.field_types.field_type import Operator, ParseError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from essfund.model.field_types.field_type import VocabularyTerms

LONGEST = 200
SIREN_DIGITS = 9


class TextType:
    """Free text, kept on one line: control characters never reach a terminal or a file."""

    name: ClassVar[str] = "text"
    operators: ClassVar[Mapping[str, Operator]] = {}

    def __init__(self, clean: Callable[[str], str] = str.strip) -> None:
        self.clean = clean

    def read(self, raw: object, terms: VocabularyTerms | None) -> str:  # noqa: ARG002 - texts need no vocabulary
        if not isinstance(raw, str):
            raise ParseError(say("expected a text"), say("write it between quotes"))
        shown = "".join(char if char.isprintable() else " " for char in raw)
        if len(shown) > LONGEST:
            raise ParseError(say("this text is longer than {count} characters", count=LONGEST))
        return self.clean(shown)

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> Hashable:
        raise NotImplementedError(operator, raw, terms)

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:  # noqa: ARG002 - never tested
        return UNKNOWN

    def cells(
        self,
        tests: Sequence[tuple[str, Hashable]],  # noqa: ARG002 - never tested
        known: Hashable | None,
        terms: VocabularyTerms | None,  # noqa: ARG002 - texts need no vocabulary
    ) -> list[Hashable]:
        return [] if known is None else [known]

    def plain(self, known: Hashable) -> object:
        return known

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - texts need no vocabulary
        return {"type": "string", "maxLength": LONGEST}


def clean_siren(text: str) -> str:
    """Check a SIREN: nine digits whose Luhn sum is a multiple of ten. Raises `Misread`."""
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise ParseError(say("a SIREN has {count} digits", count=SIREN_DIGITS), say("write it between quotes"))
    doubled = sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[1::2])
    if (doubled + sum(map(int, digits[0::2]))) % 10:
        raise ParseError(say("this SIREN has a wrong check digit"), say("compare it with the Kbis or the Sirene notice"))
    return digits
