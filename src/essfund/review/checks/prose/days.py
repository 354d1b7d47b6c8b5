"""Days of opening and closing in texts against the days of the instrument."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.loading.checks.check import Check
from essfund.review.checks.prose import lexicon
from essfund.review.checks.prose.claims import QUOTED, words
from essfund.review.checks.prose.figures import NONE, YEARS, figures, lower, moments, plain
from essfund.review.checks.prose.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.model.catalogue import Instrument, Offer
    from essfund.review.checks.subject import ValidationSubject

AT, UNTIL, FROM_ON = words(lexicon.AT), words(lexicon.UNTIL), words(lexicon.FROM_ON)
SEASON = rf"(?:(?P<season>{words(lexicon.SEASONS)})(?: de| d'| of|-)? ?)?"
CUES = {
    "end": re.compile(rf"(?:\b(?:{words(lexicon.CLOSES)})(?: [\w'-]+){{0,3}}? (?:{AT})|\b(?:{UNTIL}))(?: la| the)? {SEASON}$"),
    "start": re.compile(
        rf"(?:\b(?:{words(lexicon.OPENS)})(?: [\w'-]+){{0,4}}? (?:{AT}|{FROM_ON})|\b(?:{FROM_ON}))(?: la| the)? {SEASON}$"
    ),
}
REACH = 80
"""Characters before a day in which the word that opens or closes may stand."""
DECEMBER = 12


class DayMention(NamedTuple):
    """A first or a last day as a text has it: the days it may mean."""

    kind: str
    first: date
    last: date
    quote: str


def find_days(subject: ValidationSubject) -> Iterator[Fault]:
    """Find days of opening and closing that differ from those of the instrument."""
    for text in texts(subject):
        if text.instrument is None or not text.role.states_rule:
            continue
        told: set[object] = set()
        looked = max(subject.seen_from(text.instrument.tool), text.instrument.tool.checked_on)
        for language, words_, path in text.sides():
            for said in said_days(words_, language):
                known = _days(text.instrument, [text.offer] if text.offer else text.instrument.offers, said.kind)
                # the first closed day is meant as well: « closed since April » and « until 31 March » are the same
                days = known | ({day + timedelta(days=1) for day in known} if said.kind == "end" else set())
                met = any(said.first <= day <= said.last for day in days)
                silent = not known and said.kind == "start" and said.first <= looked
                if not met and not silent and said[:3] not in told:
                    told.add(said[:3])
                    problem = (
                        say("the text says “{quote}”, the instrument {days}", quote=said.quote, days=sorted(known)) if known
                        else say("the text says “{quote}”, the instrument has no such day", quote=said.quote)
                    )
                    yield Fault("CAT063", problem, text.document, path,
                                say("correct the text, or `valid_from`, `valid_until`, `from` and `until`"))


def _days(instrument: Instrument, offers: Iterable[Offer], kind: str) -> set[date]:
    tool, parts = instrument.tool, [*instrument.conditions, *(part for offer in offers for part in offer.conditions)]
    pairs = [(part.first_day, part.last_day) for part in parts]
    pairs += [(offer.entry.first_day, offer.entry.last_day) for offer in offers]
    pairs += [(tool.suspended.first_day, tool.suspended.last_day)] if tool.suspended else []
    pairs.append((tool.valid_from.day if tool.valid_from else None, tool.valid_until.day if tool.valid_until else None))
    return {day for pair in pairs if (day := pair[0 if kind == "start" else 1])}


def said_days(text: str, language: str) -> Iterator[DayMention]:
    """The days of opening and closing of a text, in reading order."""
    clean = plain(text)
    quoted = [match.span() for match in QUOTED.finditer(clean)]
    found: list[tuple[int, int, int, int | None, int | None]] = [
        (moment.start, moment.end, moment.year, moment.month, moment.day) for moment in moments(clean) if moment.year
    ]
    found += [
        (figure.start, figure.end, int(figure.value), None, None)
        for figure in figures(clean, language) if figure.unit == NONE and not figure.spelled and figure.value in YEARS
    ]
    for start, end, year, month, day in sorted(found, key=lambda item: item[0]):
        lead = re.split(r"[.;!?()]", lower(clean[max(0, start - REACH):start]))[-1]
        if any(low <= start < high for low, high in quoted) or re.match(r" ?(?:-|–|à|to) ?\d", clean[end:]):
            continue
        match, kind = next(((match, kind) for kind, cue in CUES.items() if (match := cue.search(lead))), (None, ""))
        if match:
            yield DayMention(kind, *_span(year, month, day, match["season"]), clean[start - len(match[0]):end].strip())


def _span(year: int, month: int | None, day: int | None, season: str | None) -> tuple[date, date]:
    if month is None:
        low, high = lexicon.SEASONS[season] if season else (1, DECEMBER)
        return date(year, low, 1), date(year, high, monthrange(year, high)[1])
    last = monthrange(year, month)[1]
    return date(year, month, min(day or 1, last)), date(year, month, min(day or last, last))


CHECK = Check(find_days, {
    "CAT063": CodePage(
        N_("day said otherwise"),
        N_("A summary, a label or a reservation says that an instrument opened, opens, closed or closes on another day than "
           "`valid_from`, `valid_until`, or `from` and `until` of an offer or a condition; or it names a last day, or a first day still "
           "to come, and the instrument has none. « avril 2022 » is met by any day of that month, « fin 2025 » by the last months."),
        N_("Correct the text, or write the day where the answer can see it."),
        why=N_("The text says closed and the answer says open, or the other way round: only the answer is acted on."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good="      fr: Subvention pour une association qui investit, jusqu’au 31 décembre 2026.\n"
                        "      en: Grant for an association that invests, until 31 December 2026.\n",
                        bad="      fr: Subvention pour une association qui investit, jusqu’au 30 juin 2026.\n"
                        "      en: Grant for an association that invests, until 30 June 2026.\n",
                        at="      fr: Subvention pour une association qui investit.\n      en: Grant for an association that invests.\n"),
    ),
}, by_day=True)
