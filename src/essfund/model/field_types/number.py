"""A number, known exactly or within bounds. Inside, everything is a whole number of the field's smallest unit."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from essfund.core.messages import N_, say
from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth
from essfund.model.field_types.field_type import Operator, ParseError
from essfund.model.field_types.typed_number import bound, cleaned, ends, one_number

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.core.messages import Message
    from essfund.model.field_types.field_type import VocabularyTerms
    from essfund.model.field_types.typed_number import Typed


class Interval(NamedTuple):
    """Whole numbers from `low` to `high`, both included; None means no bound."""

    low: int | None
    high: int | None


NUMBER: Mapping[str, object] = {"type": "number"}
LARGEST = 10**12
"""Beyond this an amount is a slip, and a hostile file could make arithmetic slow."""


@dataclass(frozen=True)
class NumberType:
    """A number in a unit. `scale` inner units make one; `spread` inner units are covered by one whole typed number.

    Age counts 366 inner units a year and a typed `3` covers the whole year from 3 to the day before 4, because that is
    what people mean; from a creation date the age is exact to the day.
    """

    unit: str
    scale: int = 1
    spread: int = 0
    lowest: int | None = 0
    highest: int | None = None

    name: ClassVar[str] = "number"
    operators: ClassVar[Mapping[str, Operator]] = {
        "at_least": Operator("at_least", NUMBER, N_("at least {value}"), N_("the value reaches this bound")),
        "at_most": Operator("at_most", NUMBER, N_("at most {value}"), N_("the value does not exceed this bound")),
        "more_than": Operator("more_than", NUMBER, N_("more than {value}"), N_("the value exceeds this bound")),
        "less_than": Operator("less_than", NUMBER, N_("less than {value}"), N_("the value stays below this bound")),
    }

    def read(self, raw: object, terms: VocabularyTerms | None) -> Interval:  # noqa: ARG002 - numbers need no vocabulary
        if isinstance(raw, bool) or not isinstance(raw, int | float | str | Decimal):
            raise ParseError(say("expected a number"), self._advice())
        text = cleaned(raw)
        if text.upper() == "NN":
            raise ParseError(say("NN does not say that there is no staff"), say("leave the field out: it is unknown"))
        parts = ends(text)
        if parts is not None:
            return self._range(*parts)
        said = bound(text)
        if said is not None:
            return self._bounded(*said)
        typed = self._typed(text)
        low = self._whole(typed)
        return Interval(low, None if typed.full_time else low + self.spread)

    def _range(self, low_text: str, high_text: str) -> Interval:
        high_typed = self._typed(high_text) if high_text else None
        low_typed = self._typed(low_text) if low_text else None
        if low_typed is not None and high_typed is not None:
            low_typed = low_typed.sharing(high_typed)
        if high_typed is not None and high_typed.full_time:
            low_typed, high_typed = None if low_typed is None else low_typed._replace(full_time=True), None
        low = None if low_typed is None else self._whole(low_typed)
        high = None if high_typed is None else self._whole(high_typed) + self.spread
        if low is None and high is None:
            raise ParseError(say("expected a number on one side of `..` at least"), self._advice())
        if low is not None and high is not None and low > high:
            raise ParseError(say("the range is upside down"), say("write the smaller number first"))
        return Interval(self.lowest if low is None else low, high)

    def _bounded(self, operator: str, text: str) -> Interval:
        """Return what « at least », « less than » and the like leave possible."""
        typed = self._typed(text)
        whole = self._whole(typed)
        if typed.full_time and operator in ("at_most", "less_than"):
            raise ParseError(say("full-time equivalents say how many people there are at least, not at most"), self._advice())
        if operator == "at_least":
            return Interval(whole, None)
        if operator == "at_most":
            return Interval(self.lowest, whole + self.spread)
        if operator == "more_than":
            return Interval(whole + 1, None)
        if self.lowest is not None and whole <= self.lowest:
            raise ParseError(say("this number is outside what is possible"), self._advice())
        return Interval(self.lowest, whole - 1)

    def _typed(self, text: str) -> Typed:
        return one_number(text.strip(), self.unit, self._advice())

    def _whole(self, typed: Typed) -> int:
        value = typed.rounded().value * self.scale
        if value != int(value):
            raise ParseError(say("expected a whole number"), self._advice())
        whole = int(value)
        if abs(whole) > LARGEST * self.scale:
            raise ParseError(say("this number is too large to be meant"))
        if (self.lowest is not None and whole < self.lowest) or (self.highest is not None and whole > self.highest):
            raise ParseError(say("this number is outside what is possible"), self._advice())
        return whole

    def _advice(self) -> Message:
        return say("write it like 12, 10..19, 10.. or ..19; amounts also like 40000, 40k or 1,5M")

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> int:  # noqa: ARG002 - same for all four
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ParseError(say("expected a number"), say("write plain digits, without separators or quotes"))
        scaled = Decimal(str(raw)) * self.scale
        if scaled != int(scaled):
            raise ParseError(say("this bound is finer than the unit of the field"))
        return int(scaled)

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        assert isinstance(argument, int)
        assert isinstance(known, tuple)
        low, high = known
        first = first_passing_or_failing(operator, argument)
        upward = operator in ("at_least", "more_than")
        if low is not None and low >= first:
            return TRUE if upward else FALSE
        if high is not None and high < first:
            return FALSE if upward else TRUE
        return UNKNOWN

    def cells(
        self,
        tests: Sequence[tuple[str, Hashable]],
        known: Hashable | None,
        terms: VocabularyTerms | None,  # noqa: ARG002 - numbers need no vocabulary
    ) -> list[Hashable]:
        low, high = known if isinstance(known, tuple) else (self.lowest, self.highest)
        cuts = sorted({first_passing_or_failing(op, arg) for op, arg in tests if isinstance(arg, int)})
        inside = [cut for cut in cuts if (low is None or cut > low) and (high is None or cut <= high)]
        starts = [low, *inside]
        ends = [*(cut - 1 for cut in inside), high]
        return [Interval(start, end) for start, end in zip(starts, ends, strict=True)]

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, tuple)
        low, high = (None if bound is None else self._plain_one(bound) for bound in known)
        if low is not None and low == high:
            return low
        if self.spread and known[0] is not None and known[0] % self.scale == 1 and high is None:
            return f">{low}"
        return f"{'' if low is None else low}..{'' if high is None else high}"

    def _plain_one(self, inner: int) -> int | float:
        whole, rest = divmod(inner, self.scale)
        return whole if not rest or self.spread else inner / self.scale

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - numbers need no vocabulary
        return {"anyOf": [{"type": "number"}, {"type": "string"}]}


def first_passing_or_failing(operator: str, argument: int) -> int:
    """Return the smallest number on the upper side of the bound: passing for lower bounds, failing for upper ones."""
    return argument if operator in ("at_least", "less_than") else argument + 1
