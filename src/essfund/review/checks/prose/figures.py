"""The figures of a text, French or English: numbers, amounts, shares, numbers in words, and days."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from essfund.core.record import record, replace
from essfund.review.checks.prose.lexicon import CARDINALS, MAGNITUDES, MONTHS

EURO, PERCENT, NONE = "euro", "percent", ""

DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d{1,2}(?!\d))?|\d+(?:[.,]\d+)*")
AFTER = re.compile(
    r"(?P<size> ?(?:k|K|Md|M|m|bn|millions?|milliards?|billions?|thousand|mille)(?![a-zà-ÿ]))?"
    r"(?P<unit> ?(?:€|euros?\b|EUR\b)| d'euros\b| ?%| (?:pour cent|per ?cent)\b)?",
)
SPELLED = re.compile(rf"\b(?:{'|'.join(CARDINALS)})\b", re.IGNORECASE)
SLASHED = re.compile(r"\b(?:(?:(\d{1,2})/)?(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2}))\b")
NAMED = re.compile(
    rf"\b(?:(?P<before>\d{{1,2}})(?:er)? )?(?P<month>(?i:{'|'.join(MONTHS)}))\b"
    r"(?: (?P<inside>\d{1,2}),)?(?: (?P<year>\d{4})\b)?"
)
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\n": " ", "\u2019": "'", "\u2011": "-", "\u2212": "-"})
GROUPED = {"fr": re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+"), "en": re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3})+")}
BETWEEN = re.compile(r" ?(?:à|to|-|–|—|(?P<loose>et|and|ou|or)) ?(?:€ ?)?", re.IGNORECASE)
DAYS, YEAR_MONTHS = 31, 12
YEARS = range(1900, 2100)
KEPT = 4096
"""Texts whose figures are remembered: several checks read the same ones."""


@record(frozen=True)
class Figure:
    """A number with its unit (euro, percent, or none), and where it stands in the text. `spelled` if it is written in words."""

    value: Decimal
    unit: str
    start: int
    end: int
    spelled: bool = False


@record(frozen=True)
class Moment:
    """A day or a month as written, and where it stands; its year or its day may be missing."""

    year: int | None
    month: int
    day: int | None
    start: int
    end: int


def plain(text: str) -> str:
    """A text with ordinary spaces and apostrophes, every character at its place."""
    return text.translate(PLAIN)


def lower(text: str) -> str:
    """A plain text in lower case, every character at its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(item.lower() if len(item.lower()) == 1 else item for item in text)


@lru_cache(KEPT)
def moments(text: str) -> tuple[Moment, ...]:
    """The days and months of a plain text; years alone are numbers."""
    if not DIGIT.search(text):
        return ()
    found: list[Moment] = []
    for match in SLASHED.finditer(text):
        day, month, year = match[1] or match[6], match[2] or match[5], match[3] or match[4]
        found.append(Moment(int(year), int(month), int(day) if day else None, *match.span()))
    for match in NAMED.finditer(text):
        year, day = match["year"], match["before"] or match["inside"]
        if (year or day) and match["month"] != "may":
            month = MONTHS[match["month"].lower()]
            found.append(Moment(int(year) if year else None, month, int(day) if day else None, *match.span()))
    possible = [one for one in found if 1 <= one.month <= YEAR_MONTHS and 1 <= (one.day or 1) <= DAYS and (one.year is None or one.year)]
    return tuple(sorted(possible, key=lambda item: item.start))


@lru_cache(KEPT)
def figures(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of a plain text in reading order. The first number of a range takes the unit of the second."""
    found: list[Figure] = []
    if DIGIT.search(text):
        taken = [(moment.start, moment.end) for moment in moments(text)]
        numbers = [match for match in DIGITS.finditer(text) if not any(start <= match.start() < end for start, end in taken)]
        found += [_number(text, match, language) for match in numbers]
    if not CARDINALS.keys().isdisjoint(text.lower().replace("'", " ").split()):
        spelled = [item for item in SPELLED.finditer(text) if not any(other.start <= item.start() < other.end for other in found)]
        found += [Figure(Decimal(CARDINALS[item[0].lower()]), NONE, *item.span(), spelled=True) for item in spelled]
    found.sort(key=lambda item: item.start)
    for index in range(len(found) - 1):
        found[index:index + 2] = _same_unit(text, *found[index:index + 2])
    return tuple(found)


def _number(text: str, match: re.Match[str], language: str) -> Figure:
    """Figure of a match: `30 000`, `30.000`, `30,000` (English), `1,5`, `1.5`, with what stands around it."""
    start, end = match.span()
    euro = text[max(0, start - 2):start].endswith(("€", "€ "))
    start = text.rindex("€", 0, start) if euro else start
    negative = start > 0 and text[start - 1] == "-" and not text[max(0, start - 2):start - 1].isalnum()
    around = AFTER.match(text, end)
    size, unit = ((around["size"] or ""), (around["unit"] or "")) if around else ("", "")
    money = euro or "€" in unit or "eur" in unit.lower()
    if size and not money and size not in {"k", "K"}:
        size, unit = "", ""
    value = Decimal(_clean(match[0], language)) * MAGNITUDES.get(size.strip(), 1)
    kind = EURO if money or size else PERCENT if unit else NONE
    return Figure(-value if negative else value, kind, start - negative, end + len(size) + len(unit))


def _clean(digits: str, language: str) -> str:
    text = digits.replace(" ", "")
    if GROUPED[language].fullmatch(text):
        return re.sub(r"[.,](?=\d{3})", "", text)
    whole, *rest = re.split(r"[.,]", text)
    return f"{whole}.{''.join(rest)}" if rest else whole


def _same_unit(text: str, first: Figure, second: Figure) -> tuple[Figure, Figure]:
    """Give the unit of one end of a range to the other: « 1 à 5 M€ », « €5,000 to 10,000 », but not « 15 000 € à une association »."""
    if first.unit and second.spelled:
        return first, second
    link = BETWEEN.fullmatch(text[first.end:second.start])
    if bool(first.unit) == bool(second.unit) or not link or (link["loose"] and (first.unit or first.value in YEARS)):
        return first, second
    size = AFTER.match(text, second.end) if first.unit else AFTER.search(text[second.start:second.end].lstrip("€ -0123456789.,"))
    times = MAGNITUDES.get((size["size"] or "").strip(), 1) if size else 1
    if first.unit:
        return first, replace(second, value=second.value * times, unit=first.unit) if "€" in text[first.start:first.end] else second
    small = first.value < second.value / times
    return replace(first, value=first.value * times if small else first.value, unit=second.unit), second
