"""A date, known to the day, the month or the year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import say
from essfund.core.text import fold
from essfund.core.truth import UNKNOWN, Truth
from essfund.model.field_types.field_type import Operator, ParseError
from essfund.model.field_types.number import Interval, ends

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.model.field_types.field_type import VocabularyTerms

ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")
FRENCH = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})")
MONTHS = (
    ("janvier", "january"), ("fevrier", "february"), ("mars", "march"), ("avril", "april"), ("mai", "may"), ("juin", "june"),
    ("juillet", "july"), ("aout", "august"), ("septembre", "september"), ("octobre", "october"), ("novembre", "november"),
    ("decembre", "december"),
)
"""Names of months, folded."""

NAMED = re.compile(rf"(?:(?P<day>\d{{1,2}})(?:er)?-)?(?P<month>{'|'.join(name for pair in MONTHS for name in pair)})-(?P<year>\d{{4}})")
LONGEST_DAY = 40
DECEMBER = 12
SCHEMA = (
    r"^ *\d{4}(-\d{2}(-\d{2})?)? *$|^ *((\d{1,2}[/.-])?\d{1,2}[/.-])?\d{4} *$"
    r"|^ *(\d{1,2}(er)? +)?[A-Za-zÀ-ÿ]{3,9} +\d{4} *$|^[^.]{4,}\.\.[^.]{4,}$"
)
"""The same as JSON Schemas write it; a name of three to nine letters stands for that of a month."""


def read_days(text: str) -> tuple[date, date]:
    """Return the first and last day that a text may mean: 2019, 2019-05, 2019-05-03, 03/05/2019 or « mai 2019 ». Raises `Misread`."""
    plain = text.strip()
    found = ISO.fullmatch(plain) or FRENCH.fullmatch(plain) or (NAMED.fullmatch(fold(plain)) if len(plain) <= LONGEST_DAY else None)
    if found:
        year, month, day = int(found["year"]), _month(found["month"]), int(found["day"] or 0)
        try:
            first = date(year, month or 1, day or 1)
            last = date(year, month or DECEMBER, day or monthrange(year, month or DECEMBER)[1])
        except ValueError:
            raise ParseError(say("this day does not exist")) from None
        return first, last
    raise ParseError(say("this is not a date"), say("write it like 2019-05-03, 03/05/2019, 2019-05 or 2019"))


def _month(text: str | None) -> int:
    """Return the number of a month; 0 for none."""
    return next((place for place, names in enumerate(MONTHS, start=1) if text in names), 0) or int(text or 0)


class DayType:
    """A day. Rules do not test it: it is turned into an age on the day of the question."""

    name: ClassVar[str] = "day"
    operators: ClassVar[Mapping[str, Operator]] = {}

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

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> Hashable:
        raise NotImplementedError(operator, raw, terms)

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:  # noqa: ARG002 - never tested
        return UNKNOWN

    def cells(
        self,
        tests: Sequence[tuple[str, Hashable]],  # noqa: ARG002 - never tested
        known: Hashable | None,
        terms: VocabularyTerms | None,  # noqa: ARG002 - days need no vocabulary
    ) -> list[Hashable]:
        return [] if known is None else [known]

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, Interval)
        assert known.low is not None
        assert known.high is not None
        first, last = date.fromordinal(known.low), date.fromordinal(known.high)
        if first == last:
            return first.isoformat()
        for written in (first.isoformat()[:7], first.isoformat()[:4]):
            if read_days(written) == (first, last):
                return written
        return f"{first.isoformat()}..{last.isoformat()}"

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - days need no vocabulary
        return {"type": "string", "pattern": SCHEMA}
