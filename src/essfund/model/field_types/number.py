"""A number, known exactly or within bounds, and numbers as people type them. Inside, everything is a whole number."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_, Message, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.pattern import pattern
from essfund.core.record import record
from essfund.core.text import fold
from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth
from essfund.model.field_types.field_type import FieldType, Operator, ParseError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.field_types.field_type import Tests, VocabularyTerms

UNITS: Mapping[str, frozenset[str]] = {
    "euro": frozenset({"euro", "euros", "eur", "ht", "ttc"}),
    "person": frozenset({
        "salarie", "salaries", "salariee", "salariees", "personne", "personnes", "employe", "employes", "employee", "employees",
        "emploi", "emplois", "poste", "postes", "person", "persons", "people", "job", "jobs", "etp", "fte",
    }),
    "percent": frozenset({"percent", "pct"}),
    "year": frozenset({"an", "ans", "annee", "annees", "year", "years"}),
}
"""What may stand behind a number, folded, by the unit of the field."""

UNIT_NAMES = {"euro": N_("euros"), "person": N_("people"), "percent": N_("percent"), "year": N_("years"), "plain": N_("plain numbers")}
FULL_TIME = frozenset({"etp", "fte"})
"""Full-time equivalents. Nobody counts for more than one, so 12 of them are 12 people or more."""

BANDS: Mapping[str, tuple[int, int | None]] = {
    "00": (0, 0), "01": (1, 2), "02": (3, 5), "03": (6, 9), "11": (10, 19), "12": (20, 49), "21": (50, 99), "22": (100, 199),
    "31": (200, 249), "32": (250, 499), "41": (500, 999), "42": (1000, 1999), "51": (2000, 4999), "52": (5000, 9999), "53": (10000, None),
}
"""Bands of staff in Sirene by their code, as numbers of people."""

BAND = pattern(r"(?:tranche|band|tefen|tefet)(?:-d-effectifs?)?-(?P<code>\d\d)")

FACTORS = dict.fromkeys(("k", "mille", "millier", "milliers", "thousand"), 1_000) | dict.fromkeys(("m", "million", "millions"), 1_000_000)
SIGNS = str.maketrans({"\u202f": " ", "\u00a0": " ", "−": "-"})
SPELT = {
    "€": " euro ", "%": " percent ", "pour cent": "percent", "keuros": "k euro", "meuros": "m euro", "keur": "k euro", "meur": "m euro",
}
FILLING = frozenset({"d", "de", "of"})

ONE = pattern(r"(?:€ ?)?(?P<sign>-?)(?P<digits>\d+(?: \d{3})*)(?:[.,](?P<cents>\d{1,2}))?(?P<rest>[^\d.,].*)?")
ENGLISH = pattern(r"(?:€ ?)?-?\d{1,3}(?:,\d{3})+(?:\.\d\d)?(?: ?(?:€|euros?|eur))?", re.IGNORECASE)
"""Thousands as English writes them, €40,000: of euros only, and before no factor, where a comma would begin decimals."""

BETWEEN = pattern(r"(?:(?:de|from) )?(.+?) (?:à|a|to) (.+)|(?:entre|between) (.+?) (?:et|and) (.+)", re.IGNORECASE)
BOUNDS = {
    "at_least": pattern(r"(?:au moins|at least|>=|≥) ?(.+)|(.+) (?:ou plus|or more)", re.IGNORECASE),
    "at_most": pattern(r"(?:au plus|at most|<=|≤) ?(.+)|(.+) (?:ou moins|or less)", re.IGNORECASE),
    "more_than": pattern(r"(?:plus de|more than|>) ?(.+)", re.IGNORECASE),
    "less_than": pattern(r"(?:moins de|less than|<) ?(.+)", re.IGNORECASE),
}
"""How a bound is said, by the operator that asks for the same."""

LONGEST = 40  # digits and spaces of a number: longer ones are too large, and are not even computed


class Typed(NamedTuple):
    """One number as typed, in hundredths: its value, what stood before the factor, and whether a factor or a unit was named."""

    value: int
    bare: int
    factor: int = 1
    named: bool = False
    full_time: bool = False

    def sharing(self, other: Typed) -> Typed:
        """The lower end of a range with the factor of the upper one: « 40 à 60 k€ » is 40 000 to 60 000."""
        if self.named or other.factor == 1 or self.bare > other.bare:
            return self
        return self._replace(value=self.bare * other.factor, factor=other.factor)

    def rounded(self) -> Typed:
        """The least number that a rule may count behind full-time equivalents; any other number as it is.

        A rule counts people, of whom there are more, or annual work units, as typed: 19.9 may pass « fewer than 20 ».
        """
        if not self.full_time:
            return self
        somebody = min(-(-self.value // HUNDREDTHS), 1)
        return self._replace(value=max(self.value // HUNDREDTHS, somebody) * HUNDREDTHS)


def ends(text: str) -> tuple[str, str] | None:
    """Both ends of a range, either of which may be empty; None if the text is none."""
    low, dots, high = text.partition("..")
    if not dots:
        parts = BETWEEN.fullmatch(text)
        if not parts:
            return None
        low, high = [part for part in parts.groups() if part is not None]
    return low.strip(), high.strip()


def bound(text: str) -> tuple[str, str] | None:
    """The operator and the number of a text that says a bound; None if it says none."""
    for operator, form in BOUNDS.items():
        if found := form.fullmatch(text):
            return operator, next(part for part in found.groups() if part is not None).strip()
    return None


def one_number(text: str, unit: str) -> Typed:
    """One number with its factor; `unit` is what the field counts. Raises `ParseError`."""
    if text.isdecimal() and len(text) <= LONGEST:  # as most are typed: no expression has to be compiled
        return Typed(int(text) * HUNDREDTHS, int(text) * HUNDREDTHS)
    found = ONE.fullmatch(text.replace(",", "") if unit == "euro" and "," in text and ENGLISH.fullmatch(text) else text)
    if not found:
        raise ParseError(say("expected a number"), ADVICE)
    if len(found["digits"]) > LONGEST:
        raise ParseError(say("this number is too large to be meant"))
    bare = int(f"{found['sign']}{found['digits'].replace(' ', '')}{found['cents'] or '':0<2}")
    factor, words = 1, _words(found["rest"] or "")
    if words and words[0] in FACTORS:
        factor = FACTORS[words.pop(0)]
    for word in words:
        if word not in UNITS.get(unit, ()):
            if any(word in known for known in UNITS.values()):
                counts = say("this field counts {unit}", unit=Message(UNIT_NAMES[unit]))
                raise ParseError(say("`{word}` does not fit here", word=word), counts)
            raise ParseError(say("expected a number"), ADVICE)
    named = factor != 1 or bool(words)
    return Typed(bare * factor, bare, factor, named, bool(FULL_TIME.intersection(words)))


def _words(rest: str) -> list[str]:
    """The words behind a number, folded; signs count as words, and a sign that is not known as a wrong one."""
    text = rest.casefold()
    for sign, word in SPELT.items():
        text = text.replace(sign, word)
    words = [word for part in text.split() for word in (fold(part).split("-") if any(map(str.isalnum, part)) else [part])]
    return [word for word in words if word not in FILLING]


class Interval(NamedTuple):
    """Whole numbers from `low` to `high`, both included; None means no bound."""

    low: int | None
    high: int | None

    def above(self, other: Interval) -> bool:
        """Whether each of these numbers exceeds each of the others."""
        return self.low is not None and other.high is not None and self.low > other.high

    def within(self, other: Interval) -> Interval | None:
        """Which of these numbers are among the others too; None if there are none."""
        if self.above(other) or other.above(self):
            return None
        lows, highs = ([end for end in ends if end is not None] for ends in zip(self, other, strict=True))
        return Interval(max(lows, default=None), min(highs, default=None))


def band(text: str) -> Interval | None:
    """
    People in a band of staff that Sirene writes as a code: « tranche 11 » is 10 to 19. None if the text is no code.

    `02` with its nought, out of a register, is band 02 or, typed by a person, two people: both stay possible.
    """
    found = BAND.fullmatch(fold(text)) if len(text) <= LONGEST else None
    if found and found["code"] in BANDS:
        return Interval(*BANDS[found["code"]])
    return Interval(int(text), BANDS[text][1]) if text in BANDS and text.startswith("0") else None


NUMBER: Mapping[str, object] = {"type": "number"}
ADVICE = say("write it like 12, 10..19, 10.. or ..19; amounts also like 40000, 40k or 1,5M")
HUNDREDTHS = 100
"""Parts of one that can be typed."""

LARGEST = 10**12  # beyond this an amount is a slip, and a hostile file could make arithmetic slow


@record(frozen=True)
class NumberType(FieldType):
    """A number in a unit, in whole inner units. An age counts 366 units a year, and a typed 3 covers all of its year."""

    unit: str
    scale: int = 1  # inner units that make one
    spread: int = 0  # inner units covered by one whole typed number besides the first
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
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            from decimal import Decimal  # noqa: PLC0415 - only tables of other programs hold some

            if not isinstance(raw, Decimal):
                raise ParseError(say("expected a number"), ADVICE)
        text = str(raw).translate(SIGNS).strip()
        if self.unit == "person" and (people := band(text)):
            return people
        if isinstance(raw, str) and (self.unit == "year" or not text.isdecimal()):
            from essfund.model.field_types.spoken import in_figures, whole_years, without_hedge  # noqa: PLC0415 - files mostly hold numbers

            said = without_hedge(text)[0]
            text, about = in_figures(whole_years(said) if self.unit == "year" else said, euros=self.unit == "euro")
            if about:
                return self._about(text)
        return self._figures(text)

    def _about(self, text: str) -> Interval:
        """What « environ 12 » leaves possible: a fifth more or less."""
        known = self._figures(text)
        if known.low is None:
            return known
        from essfund.model.field_types.spoken import around  # noqa: PLC0415 - as above

        low, high = around(known.low, known.low if known.high is None else known.high, self.spread + 1)
        most = self.highest or LARGEST * self.scale
        least = -most if self.lowest is None else self.lowest
        return Interval(max(low, least), None if known.high is None else min(high, most + self.spread))

    def _figures(self, text: str) -> Interval:
        """A number, a range or a bound in figures."""
        bare = text.isdecimal()  # as above
        parts = None if bare else ends(text)
        if parts is not None:
            return self._range(*parts)
        said = None if bare else bound(text)
        if said is not None:
            return self._bounded(*said)
        typed = one_number(text.strip(), self.unit)
        if self.unit == "person" and typed.value % HUNDREDTHS:
            typed = typed._replace(full_time=True)  # nobody counts for half: « 12,5 » are full-time equivalents
        low = self._whole(typed)
        return Interval(low, None if typed.full_time else low + self.spread)

    def _range(self, *texts: str) -> Interval:
        high_typed, low_typed = (one_number(text.strip(), self.unit) if text else None for text in reversed(texts))
        if low_typed is not None and high_typed is not None:
            low_typed = low_typed.sharing(high_typed)
        if high_typed is not None and high_typed.full_time:
            low_typed, high_typed = None if low_typed is None else low_typed._replace(full_time=True), None
        low = None if low_typed is None else self._whole(low_typed)
        high = None if high_typed is None else self._whole(high_typed) + self.spread
        if low is None and high is None:
            raise ParseError(say("expected a number on one side of `..` at least"), ADVICE)
        if low is not None and high is not None and low > high:
            raise ParseError(say("the range is upside down"), say("write the smaller number first"))
        return Interval(self.lowest if low is None else low, high)

    def _bounded(self, operator: str, text: str) -> Interval:
        """What « at least », « less than » and the like leave possible."""
        typed = one_number(text.strip(), self.unit)
        whole = self._whole(typed)
        if typed.full_time and operator in ("at_most", "less_than"):
            raise ParseError(say("full-time equivalents say how many people there are at least, not at most"), ADVICE)
        if operator == "at_least":
            return Interval(whole, None)
        if operator == "at_most":
            return Interval(self.lowest, whole + self.spread)
        if operator == "more_than":
            if whole >= (LARGEST * self.scale if self.highest is None else self.highest):
                raise ParseError(say("this number is outside what is possible"), ADVICE)
            return Interval(whole if typed.full_time else whole + 1, None)
        if self.lowest is not None and whole <= self.lowest:
            raise ParseError(say("this number is outside what is possible"), ADVICE)
        return Interval(self.lowest, whole - 1)

    def _whole(self, typed: Typed) -> int:
        value = typed.rounded().value * self.scale
        if self.unit == "euro":
            value = (value + HUNDREDTHS // 2 - (value < 0)) // HUNDREDTHS * HUNDREDTHS  # nobody decides by a cent
        if value % HUNDREDTHS:
            raise ParseError(say("expected a whole number"), ADVICE)
        whole = value // HUNDREDTHS
        if abs(whole) > LARGEST * self.scale:
            raise ParseError(say("this number is too large to be meant"))
        if (self.lowest is not None and whole < self.lowest) or (self.highest is not None and whole > self.highest):
            raise ParseError(say("this number is outside what is possible"), ADVICE)
        return whole

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> int:  # noqa: ARG002 - same for all four
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            raise ParseError(say("expected a number"), say("write plain digits, without separators or quotes"))
        from decimal import Decimal  # noqa: PLC0415 - only when rules are read

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

    def cells(self, tests: Tests, known: Hashable | None, terms: VocabularyTerms | None) -> list[Hashable]:  # noqa: ARG002 - as above
        low, high = known if isinstance(known, tuple) else (self.lowest, self.highest)
        cuts = sorted({first_passing_or_failing(op, arg) for op, arg in tests if isinstance(arg, int)})
        inside = [cut for cut in cuts if (low is None or cut > low) and (high is None or cut <= high)]
        return [Interval(*ends) for ends in zip([low, *inside], [*(cut - 1 for cut in inside), high], strict=True)]

    def both(self, known: Hashable, other: Hashable) -> Interval | None:
        assert isinstance(known, Interval)
        assert isinstance(other, Interval)
        return known.within(other)

    def plain(self, known: Hashable) -> object:
        """What reading takes for the same numbers, of all that can be typed; of others, such as one day of an age, for no fewer."""
        assert isinstance(known, tuple)
        low, high = known
        if low is not None and low == high:
            return self._units(low - low % self.scale if self.spread else low)
        finest = self.scale // math.gcd(self.scale, HUNDREDTHS)
        if self.spread and low == self.lowest and high is not None and high < self.spread and (high + 1) % finest == 0:
            return f"<{self._units(high + 1)}"
        if low is not None and high is None and low % finest == 1:
            return f">{self._units(low - 1)}"
        first = None if low is None else low - low % finest
        last = None if high is None else max(high - self.spread + (self.spread - high) % finest, 0) if self.spread else high
        if first is not None and first == last:
            return self._units(first)
        return f"{'' if first is None else self._units(first)}..{'' if last is None else self._units(last)}"

    def _units(self, inner: int) -> int | float:
        return inner / self.scale if inner % self.scale else inner // self.scale

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - numbers need no vocabulary
        return {"anyOf": [{"type": "number"}, {"type": "string"}]}


def first_passing_or_failing(operator: str, argument: int) -> int:
    """The smallest number on the upper side of the bound: passing for lower bounds, failing for upper ones."""
    return argument if operator in ("at_least", "less_than") else argument + 1
