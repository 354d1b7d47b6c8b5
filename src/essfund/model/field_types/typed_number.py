"""Numbers as people type them: « 40 k€ », « 10 à 19 », « au moins 3 ans », « 12 ETP », held against the unit of the field."""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import N_, Message, say
from essfund.core.text import fold
from essfund.model.field_types.field_type import ParseError

if TYPE_CHECKING:
    from collections.abc import Mapping

UNITS: Mapping[str, frozenset[str]] = {
    "euro": frozenset({"euro", "euros", "eur"}),
    "person": frozenset({
        "salarie", "salaries", "salariee", "salariees", "personne", "personnes", "employe", "employes", "employee", "employees",
        "emploi", "emplois", "poste", "postes", "person", "persons", "people", "job", "jobs", "etp", "fte",
    }),
    "percent": frozenset({"percent", "pct"}),
    "year": frozenset({"an", "ans", "annee", "annees", "year", "years"}),
}
"""What may stand behind a number, folded, by the unit of the field."""

UNIT_NAMES = {"euro": N_("euros"), "person": N_("people"), "percent": N_("percent"), "year": N_("years")}
FULL_TIME = frozenset({"etp", "fte"})
"""Full-time equivalents. Nobody counts for more than one, so 12 of them are 12 people or more."""

FACTORS = {"k": 1_000, "mille": 1_000, "m": 1_000_000, "million": 1_000_000, "millions": 1_000_000}
SIGNS = str.maketrans({"\u202f": " ", "\u00a0": " ", "−": "-"})
SPELT = {"€": " euro ", "%": " percent ", "pour cent": "percent", "keur": "k euro", "meur": "m euro"}
FILLING = frozenset({"d", "de", "of"})

ONE = re.compile(r"(?:€ ?)?(?P<sign>-?)(?P<digits>\d+(?: \d{3})*)(?:[.,](?P<cents>\d{1,2}))?(?P<rest>[^\d.,].*)?")
ENGLISH = re.compile(r"(?:€ ?)?-?\d{1,3}(?:,\d{3})+(?: ?(?:€|euros?|eur))?", re.IGNORECASE)
"""Thousands as English writes them, €40,000: of euros only, and before no factor, where a comma would begin decimals."""

BETWEEN = re.compile(r"(?:(?:de|from) )?(.+?) (?:à|a|to) (.+)|(?:entre|between) (.+?) (?:et|and) (.+)", re.IGNORECASE)
BOUNDS = {
    "at_least": re.compile(r"(?:au moins|at least|>=|≥) ?(.+)|(.+) (?:ou plus|or more)", re.IGNORECASE),
    "at_most": re.compile(r"(?:au plus|at most|<=|≤) ?(.+)|(.+) (?:ou moins|or less)", re.IGNORECASE),
    "more_than": re.compile(r"(?:plus de|more than|>) ?(.+)", re.IGNORECASE),
    "less_than": re.compile(r"(?:moins de|less than|<) ?(.+)", re.IGNORECASE),
}
"""How a bound is said, by the operator that asks for the same."""

LONGEST = 40
"""Digits and spaces of a number: longer ones are too large, and are not even computed."""


class Typed(NamedTuple):
    """One number as typed: its value, what stood before the factor, and whether a factor or a unit was named."""

    value: Decimal
    bare: Decimal
    factor: int = 1
    named: bool = False
    full_time: bool = False

    def sharing(self, other: Typed) -> Typed:
        """Return this lower end of a range with the factor of the upper one: « 40 à 60 k€ » is 40 000 to 60 000."""
        if self.named or other.factor == 1 or self.bare > other.bare:
            return self
        return self._replace(value=self.bare * other.factor, factor=other.factor)

    def rounded(self) -> Typed:
        """Return the least number of people behind full-time equivalents; any other number as it is."""
        return self._replace(value=self.value.to_integral_value(ROUND_CEILING)) if self.full_time else self


def cleaned(raw: object) -> str:
    """Return what was typed with plain spaces and signs."""
    return str(raw).translate(SIGNS).strip()


def ends(text: str) -> tuple[str, str] | None:
    """Return both ends of a range, either of which may be empty; None if the text is none."""
    low, dots, high = text.partition("..")
    if dots:
        return low.strip(), high.strip()
    found = BETWEEN.fullmatch(text)
    if not found:
        return None
    low, high = [part for part in found.groups() if part is not None]
    return low.strip(), high.strip()


def bound(text: str) -> tuple[str, str] | None:
    """Return the operator and the number of a text that says a bound; None if it says none."""
    for operator, pattern in BOUNDS.items():
        if found := pattern.fullmatch(text):
            return operator, next(part for part in found.groups() if part is not None).strip()
    return None


def one_number(text: str, unit: str, advice: Message) -> Typed:
    """Return one number with its factor; `unit` is what the field counts. Raises `Misread`."""
    found = ONE.fullmatch(text.replace(",", "") if unit == "euro" and ENGLISH.fullmatch(text) else text)
    if not found:
        raise ParseError(say("expected a number"), advice)
    if len(found["digits"]) > LONGEST:
        raise ParseError(say("this number is too large to be meant"))
    bare = Decimal(f"{found['sign']}{found['digits'].replace(' ', '')}.{found['cents'] or 0}")
    factor, words = 1, _words(found["rest"] or "")
    if words and words[0] in FACTORS:
        factor = FACTORS[words.pop(0)]
    for word in words:
        if word not in UNITS.get(unit, ()):
            if any(word in known for known in UNITS.values()):
                raise ParseError(say("`{word}` does not fit here", word=word),
                              say("this field counts {unit}", unit=Message(UNIT_NAMES[unit])))
            raise ParseError(say("expected a number"), advice)
    named = factor != 1 or bool(words)
    return Typed(bare * factor, bare, factor, named, bool(FULL_TIME.intersection(words)))


def _words(rest: str) -> list[str]:
    """Return the words behind a number, folded; signs count as words, and a sign that is not known as a wrong one."""
    text = rest.casefold()
    for sign, word in SPELT.items():
        text = text.replace(sign, word)
    parts = text.split()
    words = [word for part in parts for word in (fold(part).split("-") if any(map(str.isalnum, part)) else [part])]
    return [word for word in words if word not in FILLING]
