"""One language: translations by gettext, numbers, money and days by Babel."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from essfund.core.messages import Either, Message, Words

LANGUAGES = ("fr", "en")
LOCALES = Path(__file__).parent / "locale"


class Translator:
    """Puts messages, words, money and days into one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.text = gettext.translation("essfund", LOCALES, [language], fallback=True).gettext

    def say(self, thing: object) -> str:
        """Put anything that a message may hold into words."""
        if isinstance(thing, Message):
            template = thing.one if thing.one and self._is_one(thing.values["count"]) else thing.template
            return self.text(template).format(**{key: self.say(value) for key, value in thing.values.items()})
        if isinstance(thing, Words):
            return thing.fr if self.language == "fr" else thing.en
        if isinstance(thing, Either):
            from babel.lists import format_list  # noqa: PLC0415 - most texts hold no alternatives

            return str(format_list([self.say(word) for word in thing.words], style="or", locale=self.language))
        if isinstance(thing, date):
            return self.day(thing)
        if isinstance(thing, str):
            return thing
        if isinstance(thing, Iterable) and not isinstance(thing, Mapping):
            return ", ".join(self.say(part) for part in thing)
        return str(thing)

    def _is_one(self, count: Any) -> bool:
        """Whether a number takes the singular: 1, and in French 0."""
        from babel import Locale  # noqa: PLC0415 - most texts count nothing

        return str(Locale.parse(self.language).plural_form(count)) == "one"

    def number(self, value: float) -> str:
        """Write a number with the separators of the language."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - machine formats need no locale data

        return str(format_decimal(value, locale=self.language))

    def money(self, euros: int) -> str:
        """Write whole euros: « 5 000 € », €5,000."""
        from babel.numbers import format_currency  # noqa: PLC0415 - machine formats need no locale data

        pattern = "#,##0\u00a0¤" if self.language == "fr" else "¤#,##0"
        return str(format_currency(euros, "EUR", format=pattern, locale=self.language, currency_digits=False))

    def percent(self, ratio: float) -> str:
        """Write a ratio as a percentage: 0.5 becomes « 50 % »."""
        from babel.numbers import format_percent  # noqa: PLC0415 - machine formats need no locale data

        return str(format_percent(ratio, locale=self.language))

    def day(self, day: date) -> str:
        """Write a day in full: « 24 novembre 2026 »."""
        from babel.dates import format_date  # noqa: PLC0415 - machine formats need no locale data

        text = str(format_date(day, "long", locale=self.language))
        return text.replace("1 ", "1er ", 1) if self.language == "fr" and day.day == 1 else text


    def month(self, day: date) -> str:
        """Write the month of a day: « novembre 2026 »."""
        from babel.dates import format_date  # noqa: PLC0415 - machine formats need no locale data

        return str(format_date(day, "MMMM y", locale=self.language))


@cache
def translator(language: str) -> Translator:
    """Translator of a language, made once."""
    return Translator(language)
