"""Claims of a text about numbers: a quantity, a bound or two, and how each is meant; patterns are made from the words of the lexicon."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record, replace
from essfund.review.checks.prose import lexicon
from essfund.review.checks.prose.figures import EURO, KEPT, NONE, PERCENT, figures, lower, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from essfund.review.checks.prose.figures import Figure


def words(listed: Iterable[str]) -> str:
    """A pattern for any of some words, longer ones first."""
    return "|".join(re.escape(item) for item in sorted(listed, key=len, reverse=True))


def by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The name of the group of every word, by word."""
    return {word: name for name, listed in groups.items() for word in listed}


OPERATOR = by_word(lexicon.COMPARATORS)
OPERATOR_BEHIND = by_word(lexicon.AFTERWARDS)
COUNTED = by_word(lexicon.COUNTED)
NAMED = by_word(lexicon.NAMED)
DASHES = {"à", "to", "-", "–", "—"}

PARTS = re.compile(r"[;!?()\[\]]|[.](?=\s|$)")
"""Where a part of a sentence ends: what is said in one part says nothing of the next."""
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
NEGATION = re.compile(rf"(?:\b|^)(?:{words(lexicon.NEGATIONS)})(?:\b|(?<='))")
ELSEWHERE = re.compile(rf"\b(?:{words(lexicon.ELSEWHERE)})\b")
CHAIN = re.compile(r" ?(?:,|et|and|, et|, and)? ?")
"""What may stand between two claims about one quantity: « au moins 3 ans, moins de 5 ans »."""

COMPARES = re.compile(rf"(?<![\w'])(?:d'|de |à |of |is |est )?(?P<word>{words(OPERATOR)})(?: (?:un montant|a total))?(?: (?:de|of))? ?$")
COMPARES_BEHIND = re.compile(rf" ?(?P<word>{words(OPERATOR_BEHIND)})\b")
OPENS_RANGE = re.compile(r"(?:\bde|\bentre|\bfrom|\bbetween|\bd'|\bof) ?$")
ABOUT = re.compile(rf"\b(?:{words(lexicon.ABOUT)})(?: de| d'| of)? ?$")
ABOUT_BEHIND = re.compile(rf"[^,;.]{{0,30}}\b(?:{words(lexicon.ABOUT_BEHIND)})\b")

ADJECTIVE = re.compile(r"(?: (?:premières?|premiers?|first))?")
COUNTS = re.compile(rf" ?(?P<noun>{words(COUNTED)})\b")
LASTS = re.compile(rf"[ -]?(?P<noun>{words((*lexicon.YEARS, *lexicon.MONTHS_LONG))})\b")
NAMED_BEFORE = re.compile(
    rf"(?<![\w'-])(?P<noun>{words(NAMED)})(?: (?:éligibles?|comprises?|compris|annuels?|annuelles?|total|est|is))*"
    r"(?: entre| between)?(?: de| d'| of| at| :|:)? ?$"
)
NAMED_BEHIND = re.compile(
    rf"(?: ht| ttc| before vat)?(?: de| d'| of| in)(?: la| the| yearly| ses| leurs)? ?(?P<noun>{words(NAMED)})(?![\w'-])"
)
OF = re.compile(r" (?:des|du|de la|de l'|d'une|d'un|de|of the|of a|of|d')")
SHARED_BEHIND = re.compile(rf" (?:des|du|de la|de l'|d'une|d'un|de|d'|of the|of a|of) ?(?:{words(lexicon.SHARED)})\b")
A_YEAR = re.compile(r" ?(?:par an|l'an|a year|per year)\b")
RATE_BEHIND = re.compile(
    r" ?(?:(?:/|par|per|pour chaque|each) ?(?P<head>salarié|employee|emploi|job)?|chacune?\b|each\b|a (?:year|day|month)\b|l'an\b)"
)
HALF = re.compile(rf"\b(?:{words(lexicon.HALF)})\b")

AGE_BEHIND = re.compile(rf" (?:{words(lexicon.AGE_BEHIND)})\b")
AGED = re.compile(rf"\b(?:{words(lexicon.AGED)}) ?$")
BEARER = re.compile(rf"\b(?:{words(lexicon.BEARERS)})\b(?P<gap>(?: [\w'-]+){{0,5}}?)(?: de| d'| ayant| depuis| of| aged| que| than)? ?$")
LASTING = re.compile(rf"\b(?:{words(lexicon.LASTING)})\b")

AMOUNT, SHARE, EACH = "amount", "share", "each"
"""Quantities that are not fields: what an offer gives, the share it pays, and what it pays per head."""
AGE, SALES = "age_years", "market_income_share"
MONTHS = 12
REACH = 100
"""Characters before a figure in which the words that belong to it may stand."""


@record(frozen=True)
class Bound:
    """One end: `operator` is that of a rule; empty for an end of a range, or a figure that stands alone."""

    value: Decimal
    upper: bool | None
    operator: str = ""


@record(frozen=True)
class Claim:
    """A quantity with its bounds, as quoted. `sure` is False where only a rule about this quantity makes it one.

    `negated` tells that the bound may be the other side of the rule, `of_named` that the text says what a share is a share of.
    """

    quantity: str
    bounds: tuple[Bound, ...]
    quote: str
    sure: bool = True
    negated: bool = False
    of_named: bool = False

    def loose(self) -> Claim:
        """The same claim without saying whether its bounds are inside."""
        return replace(self, bounds=tuple(replace(bound, operator="") for bound in self.bounds))


class Quantity(NamedTuple):
    """What is counted, by how much its figures are to be multiplied, and whether that is sure."""

    name: str
    times: Decimal = Decimal(1)
    sure: bool = True


class Around(NamedTuple):
    """What stands around a figure or a range: `lead` before its comparator, `tail` behind its unit and comparator."""

    lead: str
    tail: str
    word: str
    operator: str
    unit: str
    first: int
    last: int


@lru_cache(KEPT)
def claims(text: str, language: str, *, names_window: bool = False) -> tuple[Claim, ...]:
    """Claims of a text in reading order; `names_window`: in the label of an offer, years are the age that its window asks for, if any."""
    clean = plain(text)
    if not figures(clean, language) and not HALF.search(lower(clean)):
        return ()
    return tuple(_ClaimReader(clean, language, names_window=names_window).read())


class _ClaimReader:
    """Reads one text, part of a sentence by part of a sentence."""

    def __init__(self, text: str, language: str, *, names_window: bool) -> None:
        self.text, self.low, self.names_window = text, lower(text), names_window
        quoted = [match.span() for match in QUOTED.finditer(text)]
        self.found = [figure for figure in figures(text, language) if not any(start <= figure.start < end for start, end in quoted)]
        self.cuts = [0, *(match.end() for match in PARTS.finditer(text)), len(text)]

    def read(self) -> Iterator[Claim]:
        for match in HALF.finditer(self.low):
            yield Claim(SHARE, (Bound(Decimal(50), None),), self.text[match.start():match.end()], of_named=True)
        index, end = 0, -1
        last: Claim | None = None
        while index < len(self.found):
            first = self.found[index]
            ends = tuple(self.found[index:index + 2])
            ends = ends if len(ends) > 1 and self._is_range(*ends) else (first,)
            chained = last if last and CHAIN.fullmatch(self._unsaid(end, first)) else None
            claim = self._claim(ends, chained)
            if claim:
                yield claim
            last, end = claim, ends[-1].end
            index += len(ends)

    def _unsaid(self, start: int, first: Figure) -> str:
        """What stands between the last claim and the comparator of this figure, without nouns of units."""
        between = self.low[start:first.start]
        compared = COMPARES.search(between)
        between = between[:compared.start()] if compared else between
        noun = LASTS.match(between) or COUNTS.match(between)
        return between[noun.end():] if noun else between

    def _is_range(self, first: Figure, second: Figure) -> bool:
        link = self.low[first.end:second.start].strip(" €")
        before = self.low[max(0, first.start - 12):first.start].rstrip()
        linked = link in DASHES or (link in {"et", "and"} and before.endswith(lexicon.BETWEEN))
        return linked and first.value < second.value

    def _claim(self, ends: tuple[Figure, ...], chained: Claim | None) -> Claim | None:
        start = max(cut for cut in self.cuts if cut <= ends[0].start)
        part = self.low[start:min(cut for cut in self.cuts if cut > ends[0].start)]
        around = self._around(ends, start, start + len(part))
        if around is None:
            return None
        quantity = self._quantity(ends, around, chained)
        if quantity is None or (quantity.name in {AMOUNT, SHARE} and ELSEWHERE.search(part)):
            return None
        sides = (False, True) if len(ends) > 1 else (around.operator in {"at_most", "less_than"} if around.operator else None,)
        bounds = tuple(Bound(end.value * quantity.times, side, around.operator) for end, side in zip(ends, sides, strict=True))
        return Claim(
            quantity.name, bounds, self.text[around.first:around.last].strip(), quantity.sure,
            bool(NEGATION.search(part)), quantity.name == SHARE and bool(OF.match(around.tail)),
        )

    def _around(self, ends: tuple[Figure, ...], start: int, stop: int) -> Around | None:
        """What stands around a figure or a range in its part; None for an order of magnitude."""
        start = max(start, ends[0].start - REACH)
        before, after = self.low[start:ends[0].start], self.low[ends[-1].end:stop]
        if ABOUT.search(before) or ABOUT_BEHIND.match(after):
            return None
        compared = COMPARES.search(before) if len(ends) == 1 else None
        lead = before[:compared.start()] if compared else OPENS_RANGE.sub("", before)
        adjective = ADJECTIVE.match(after)
        place = adjective.end() if adjective else 0
        unit = COUNTS.match(after, place) or LASTS.match(after, place) if ends[-1].unit == NONE else None
        place = unit.end() if unit else 0
        behind = COMPARES_BEHIND.match(after, place) if len(ends) == 1 and not compared else None
        place = behind.end() if behind else place
        word = compared["word"] if compared else ""
        operator = OPERATOR[word] if word else OPERATOR_BEHIND[behind["word"]] if behind else ""
        first = start + (compared.start("word") if compared else len(before))
        return Around(lead, after[place:], word, operator, unit["noun"] if unit else "", first, ends[-1].end + place)

    def _quantity(self, ends: tuple[Figure, ...], around: Around, chained: Claim | None) -> Quantity | None:
        kind = ends[-1].unit
        if kind in {EURO, PERCENT}:
            return _money(kind, around)
        if around.unit in COUNTED:
            return Quantity(COUNTED[around.unit])
        if around.unit:
            return self._age(ends, around, chained)
        named = NAMED_BEFORE.search(around.lead)
        if named and named[0].rstrip().endswith(":"):
            return Quantity(NAMED[named["noun"]])
        if AGED.search(around.lead):
            return Quantity(AGE)
        return Quantity(chained.quantity, Decimal(1), chained.sure) if chained and around.word and not ends[0].spelled else None

    def _age(self, ends: tuple[Figure, ...], around: Around, chained: Claim | None) -> Quantity | None:
        """Tell an age from a duration: years are an age where an enterprise has them, or « d'existence » follows."""
        times = Decimal(1) if around.unit in lexicon.YEARS else Decimal(1) / MONTHS
        bearer, named = BEARER.search(around.lead), NAMED_BEFORE.search(around.lead)
        said = AGE_BEHIND.match(around.tail) or AGED.search(around.lead)
        owned = bearer is not None and not LASTING.search(bearer["gap"])
        if said or owned or (named and NAMED[named["noun"]] == AGE):
            return Quantity(AGE, times)
        if chained and chained.quantity == AGE:
            return Quantity(AGE, times, chained.sure)
        window = self.names_window and bool(around.operator or len(ends) > 1) and not LASTING.search(around.lead)
        return Quantity(AGE, times, sure=False) if window or around.word in lexicon.AGE_BY_ITSELF else None


def _money(kind: str, around: Around) -> Quantity | None:
    """Euros of something, or a share of sales or of what an offer pays for; a share of anything else is no field's."""
    rate, named = RATE_BEHIND.match(around.tail), NAMED_BEHIND.match(around.tail) or NAMED_BEFORE.search(around.lead)
    quantity = NAMED[named["noun"]] if named else AMOUNT
    if kind == EURO and rate:
        return Quantity(EACH) if rate["head"] in {"salarié", "employee"} else None
    if kind == EURO or quantity == SALES:
        return Quantity(quantity)
    if A_YEAR.match(around.tail) or (OF.match(around.tail) and not SHARED_BEHIND.match(around.tail)):
        return None
    return Quantity(SHARE)
