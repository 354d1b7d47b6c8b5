"""One language: translations by gettext; numbers, money, days and lists as Babel writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from os.path import dirname, join
from typing import Any

from essfund.core.language.message_file import MessageFile
from essfund.core.messages import Either, Euros, Message, Text, Words
from essfund.core.named_tuple import NamedTuple

LANGUAGES, WRITTEN_IN = ("fr", "en"), "en"
LOCALES = join(dirname(__file__), "locale")


class Translator:
    """Puts messages, words, money and days into one language."""

    def __init__(self, language: str) -> None:
        self.language, self.signs = language, SIGNS[language]
        self.text = MessageFile(join(LOCALES, language, "LC_MESSAGES", "essfund.mo")).text if language != WRITTEN_IN else str

    def words(self, text: Text) -> str:
        """Put a text of the program, or one of the catalogue, into words."""
        return self.text(text) if isinstance(text, str) else self.say(text)

    def say(self, thing: object) -> str:
        """Put anything that a message may hold into words."""
        if isinstance(thing, Message):
            template = thing.one if thing.one and self._is_one(thing.values["count"]) else thing.template
            return self.text(template).format(**{key: self.say(value) for key, value in thing.values.items()})
        if isinstance(thing, Words):
            return thing.fr if self.language == "fr" else thing.en
        if isinstance(thing, Either):
            *others, last = [self.say(word) for word in thing.words]
            return f"{', '.join(others)}{self.signs.last if others[1:] else self.signs.other}{last}" if others else last
        if isinstance(thing, date):
            return self.day(thing)
        if isinstance(thing, Euros):
            return self.money(thing.amount)
        if isinstance(thing, str):
            return thing
        if isinstance(thing, Iterable) and not isinstance(thing, Mapping):
            return ", ".join(self.say(part) for part in thing)
        return str(thing)

    def _is_one(self, count: Any) -> bool:
        """Whether a number takes the singular: 1, and in French what is below 2."""
        return bool(0 <= count < 2 if self.language == "fr" else count == 1)  # noqa: PLR2004 - the rule of French

    def number(self, value: float) -> str:
        """Write a number with the separators of the language, to a thousandth at most."""
        whole, _, part = (text := str(value)).partition(".")
        if len(part) > THOUSANDTHS or "E" in text.upper():
            from decimal import ROUND_HALF_EVEN, Decimal  # noqa: PLC0415 - nearly all numbers are short, and need no rounding

            whole, _, part = f"{Decimal(text).quantize(Decimal('0.001'), ROUND_HALF_EVEN):f}".partition(".")
        part, grouped = part.rstrip("0"), f"{int(whole.removeprefix('-')):,}".replace(",", self.signs.thousands)
        return ("-" if text.startswith("-") else "") + grouped + (self.signs.decimal + part if part else "")

    def money(self, euros: int) -> str:
        """Write whole euros: « 5 000 € », €5,000."""
        number = self.number(abs(euros))
        return ("-" if euros < 0 else "") + (f"{number}\u00a0€" if self.language == "fr" else f"€{number}")

    def percent(self, ratio: float) -> str:
        """Write a ratio as a percentage: 0.5 becomes « 50 % »."""
        from decimal import ROUND_HALF_EVEN, Decimal  # noqa: PLC0415 - few answers hold a ratio

        whole = (Decimal(str(ratio)) * 100).quantize(Decimal(1), ROUND_HALF_EVEN)
        return f"{self.number(int(whole))}{self.signs.percent}"

    def day(self, day: date) -> str:
        """Write a day in full: « 24 novembre 2026 », « 1er mars 2018 », November 24, 2026."""
        month = self.signs.months[day.month - 1]
        if self.language != "fr":
            return f"{month} {day.day}, {day.year}"
        return f"{'1er' if day.day == 1 else day.day} {month} {day.year}"

    def month(self, day: date) -> str:
        """Write the month of a day: « novembre 2026 »."""
        return f"{self.signs.months[day.month - 1]} {day.year}"


class Signs(NamedTuple):
    """How a language writes numbers, days and lists; a test holds it against Babel, which is too slow to start for one screen."""

    thousands: str
    decimal: str
    percent: str
    other: str
    last: str
    months: tuple[str, ...]


THOUSANDTHS = 3
"""Decimals of a number that is shown."""
SIGNS = {
    "fr": Signs("\u202f", ",", "\u00a0%", " ou ", " ou ", (
        "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")),
    "en": Signs(",", ".", "%", " or ", ", or ", (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")),
}


@cache
def translator(language: str) -> Translator:
    """Translator of a language, made once."""
    return Translator(language)
