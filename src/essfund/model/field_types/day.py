"""A date, known to the day, the month or the year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import say
from essfund.core.pattern import pattern
from essfund.core.text import fold
from essfund.model.field_types.field_type import FieldType, ParseError
from essfund.model.field_types.number import Interval, ends

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.field_types.field_type import VocabularyTerms

ISO = pattern(r"(?P<year>\d{4})(?:[-/](?P<month>\d{2})(?:[-/](?P<day>\d{2}))?)?")
WORDS = r"((le|depuis le|depuis|en|since|on|in) +)"
"""What people put before a day."""

BEFORE = pattern(WORDS)
FRENCH = pattern(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})")
MOIS = ["janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"]
ENGLISH = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
SHORT = {"janv": 1, "jan": 1, "fevr": 2, "fev": 2, "feb": 2, "mar": 3, "avr": 4, "apr": 4, "jun": 6, "juil": 7, "jul": 7, "aug": 8,
         "sept": 9, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
MONTHS = {name: number for names in (MOIS, ENGLISH) for number, name in enumerate(names, start=1)} | SHORT
"""Numbers of months by their folded names, long and short."""

NAMED = pattern(rf"(?:(?P<day>\d{{1,2}})(?:er)?-)?(?P<month>{'|'.join(MONTHS)})-(?P<year>\d{{4}})")
AGO = {"aujourd-hui": 0, "today": 0, "ce-jour": 0, "hier": 1, "yesterday": 1, "avant-hier": 2}
"""Days since, by folded words that mean a day only for whoever says them today."""

LONGEST_DAY = 40
DECEMBER = 12
SCHEMA = (
    rf"^ *{WORDS}?\d{{4}}([-/]\d{{2}}([-/]\d{{2}})?)? *$|^ *{WORDS}?((\d{{1,2}}[/.-])?\d{{1,2}}[/.-])?\d{{4}} *$"
    rf"|^ *{WORDS}?(\d{{1,2}}(er)? +)?[A-Za-zÀ-ÿ]{{3,9}}\.? +\d{{4}} *$|^[^.]{{4,}}\.\.[^.]{{4,}}$"
)
"""The same as JSON Schemas write it; a name of three to nine letters stands for that of a month."""


def read_days(text: str, today: date | None = None) -> tuple[date, date]:
    """
    First and last day that a text may mean: 2019, 2019-05, 2019-05-03, 03/05/2019 or « mai 2019 ». Raises `ParseError`.

    Where the day on which it was written is known, « hier » is a day too.
    """
    plain = text.strip()
    plain = plain[found.end():] if (found := BEFORE.match(plain)) else plain
    if today and len(plain) <= LONGEST_DAY and (ago := AGO.get(fold(plain))) is not None:
        told = today - timedelta(days=ago)
        return told, told
    found = ISO.fullmatch(plain) or FRENCH.fullmatch(plain) or (NAMED.fullmatch(fold(plain)) if len(plain) <= LONGEST_DAY else None)
    if found:
        year, month, day = int(found["year"]), MONTHS.get(found["month"]) or int(found["month"] or 0), int(found["day"] or 0)
        try:
            return date(year, month or 1, day or 1), date(year, month or DECEMBER, day or days_in(year, month or DECEMBER))
        except ValueError:
            raise ParseError(say("this day does not exist")) from None
    raise ParseError(say("this is not a date"), say("write it like 2019-05-03, 03/05/2019, 2019-05 or 2019"))


def days_in(year: int, month: int) -> int:
    """Days of a month."""
    return (date(year, month + 1, 1) - date(year, month, 1)).days if month < DECEMBER else 31


class DayType(FieldType):
    """A day. Rules do not test it: it is turned into an age on the day of the question."""

    name: ClassVar[str] = "day"

    def read(self, raw: object, terms: VocabularyTerms | None) -> Interval:  # noqa: ARG002 - days need no vocabulary
        if isinstance(raw, date):
            return Interval(raw.toordinal(), raw.toordinal())
        if not isinstance(raw, str):
            raise ParseError(say("this is not a date"), say('write it between quotes, like "2019-05-03"'))
        parts = ends(raw)
        first, last = read_days(raw) if parts is None else (read_days(parts[0])[0], read_days(parts[1])[1])
        if first > last:
            raise ParseError(say("the range is upside down"), say("write the earlier day first"))
        return Interval(first.toordinal(), last.toordinal())

    def both(self, known: Hashable, other: Hashable) -> Interval | None:
        assert isinstance(known, Interval)
        assert isinstance(other, Interval)
        return known.within(other)

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, Interval)
        assert known.low is not None
        assert known.high is not None
        first, last = date.fromordinal(known.low), date.fromordinal(known.high)
        if first == last:
            return first.isoformat()
        shorter = (written for written in (first.isoformat()[:7], first.isoformat()[:4]) if read_days(written) == (first, last))
        return next(shorter, f"{first}..{last}")

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - days need no vocabulary
        return {"type": "string", "pattern": SCHEMA}
