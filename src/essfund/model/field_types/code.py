"""A hierarchical code such as NAF: a shorter code stands for everything below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_, say
from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth, every, negate, some
from essfund.model.field_types.choice import IDS, raw_texts
from essfund.model.field_types.field_type import Operator, ParseError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.model.field_types.field_type import VocabularyTerms

ANYTHING_ELSE = "\0"
"""Stands for the codes that no rule names; it can never be typed."""

SHAPE = "00.00Z"
"""A whole code."""

NAF = re.compile(r"(?P<division>\d{2})(?:\.?(?P<group>\d)(?P<class>\d)?(?P<letter>[A-Z])?)?")


class CodeType:
    """A NAF rev. 2 code at any depth: `88`, `88.9`, `88.99`, `88.99B`."""

    name: ClassVar[str] = "code"
    operators: ClassVar[Mapping[str, Operator]] = {
        "starts_with": Operator(
            "starts_with", IDS, N_("begins with {value}"), N_("the code lies under one of these")
        ),
        "not_starts_with": Operator(
            "not_starts_with", IDS, N_("outside {value}"), N_("the code lies under none of these")
        ),
    }

    def read(self, raw: object, terms: VocabularyTerms | None) -> str:  # noqa: ARG002 - codes need no vocabulary
        texts = raw_texts(raw)
        found = NAF.fullmatch(texts[0].strip().upper()) if len(texts) == 1 else None
        if not found:
            raise ParseError(say("this is not a NAF code"), say("write it like 88.99B, or its beginning like 88"))
        division, group, klass, letter = found.groups()
        return division + (f".{group}" if group else "") + (klass or "") + (letter or "")

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> frozenset[str]:  # noqa: ARG002 - same for both
        return frozenset(self.read(text, None) for text in raw_texts(raw))

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        assert isinstance(argument, frozenset)
        assert isinstance(known, str)
        under = some(
            TRUE if known.startswith(prefix) else UNKNOWN if prefix.startswith(known) else FALSE for prefix in argument
        )
        return under if operator == "starts_with" else negate(under)

    def cells(
        self,
        tests: Sequence[tuple[str, Hashable]],
        known: Hashable | None,
        terms: VocabularyTerms | None,  # noqa: ARG002 - codes need no vocabulary
    ) -> list[Hashable]:
        prefixes = {prefix for _, argument in tests if isinstance(argument, frozenset) for prefix in argument}
        start = known if isinstance(known, str) else ""
        if every(self.evaluate(op, argument, start) for op, argument in tests if start) is not UNKNOWN and start:
            return [start]
        inside = sorted(prefix for prefix in prefixes if prefix.startswith(start))
        return [start + ANYTHING_ELSE, *(prefix + ANYTHING_ELSE for prefix in inside if prefix != start)]

    def plain(self, known: Hashable) -> object:
        return known

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - codes need no vocabulary
        return {"type": "string", "pattern": r"^\d{2}(\.?\d(\d([A-Za-z])?)?)?$"}
