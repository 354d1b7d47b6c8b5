"""Answers as people say them: hedges (« oui je crois »), numbers in words (« une dizaine », « max 50k », « 30-50k »)."""

from __future__ import annotations

import re

from essfund.core.messages import say
from essfund.core.pattern import pattern
from essfund.model.field_types.field_type import ParseError

HEDGES = (
    r"(?:je (?:le )?(?:crois|pense)|il me semble)(?: bien)?(?: que| qu['’])?"
    r"|plut[ôo]t|sans doute|probablement|normalement|[àa] (?:confirmer|v[ée]rifier)"
    r"|i (?:think|believe)(?: so)?|probably|rather|to be (?:confirmed|checked)"
)
HEDGED = pattern(rf"(?:{HEDGES})[ ,:]+(?P<behind>.+)|(?P<before>.+?)[ ,:(]+(?:{HEDGES})\)?", re.IGNORECASE)
LONGEST_SAID = 80
"""Nobody says more for one fact; a longer text is left as it is."""


def without_hedge(text: str) -> tuple[str, bool]:
    """Return what a text says, and whether the person is sure of it: « oui je crois » is « oui », not sure."""
    found = HEDGED.fullmatch(text.strip()) if len(text) <= LONGEST_SAID else None
    return ((found["behind"] or found["before"]).strip(), False) if found else (text, True)


ABOUT = pattern(
    r"(?:environ|env\.|[àa] peu pr[èe]s|autour de|aux alentours de|dans les|vers|about|around|roughly|approx(?:imately|\.)?|[~≈±])"
    r" *(?P<behind>.+)"
    r"|(?P<before>.+?) +(?:environ|[àa] peu pr[èe]s|approx\.?)", re.IGNORECASE)
ROUND = {
    "demi-douzaine": 6, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "dozen": 12,
}
ABOUT_TEN = pattern(rf"(?:une |a )?({'|'.join(ROUND)})(?: d['’]| de)?(?: (.+)|(\w.*))?", re.IGNORECASE)
NONE = pattern(
    r"(?:que des |only )?(?:b[ée]n[ée]voles|volunteers)|non|no"
    r"|(?:aucune?|z[ée]ro|n[ée]ant|nulle?|none|nil|personne|nobody|pas (?:de|d['’])|no)"
    r"(?: (?:salari[ée]e?s?|employ[ée]e?s?|emplois?|pr[êe]ts?|apports?|subventions?|aides?|euros?|€))?",
    re.IGNORECASE)
"""Nothing at all; « aucune idée » is not among it."""

NO_MONEY = pattern(
    r"rien(?: du tout)?|que dalle|nada|nothing(?: at all)?|pas (?:un|le moindre) (?:sou|rond|centime|euro|radis)|not a (?:cent|penny)",
    re.IGNORECASE)

SMALL = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
         "quatorze", "quinze", "seize")
SMALL_ENGLISH = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen",
)
IN_LETTERS = {name: number for names in (SMALL, SMALL_ENGLISH) for number, name in enumerate(names, start=1)} | {
    "une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
}
LETTERS = pattern(rf"({'|'.join(IN_LETTERS)})(?= |$)(.*)", re.IGNORECASE)

PARTS = {"quart": "25", "quarter": "25", "tiers": "33", "third": "33", "moitié": "50", "moitie": "50", "half": "50", "tout": "100"}
PART = pattern(rf"(?:(?:une?|la|le|a) )?({'|'.join(PARTS)})", re.IGNORECASE)
"""A share as people say it; the word « percent » behind it makes it wrong for every other field."""

HYPHEN = pattern(r"(\d[\d ]*(?:[.,]\d+)*(?: ?[a-zé€%]+)?) ?[-–—] ?(\d.*)", re.IGNORECASE)
"""A range as Sirene and people write it, « 10-19 », « 30-50k »; a minus sign has nothing before it."""

MAXIMUM = r"max(?:imum|i)?\.?"
AT_MOST = pattern(rf"(?:{MAXIMUM}|jusqu['’] ?[àa]|pas plus de|up to|no more than) *(.+)|(.+?) *(?:{MAXIMUM})", re.IGNORECASE)
AT_LEAST = pattern(r"(?:min(?:imum|i)?\.?|[àa] partir de|from) *(.+)|(.+?) *(?:min(?:imum|i)?\.?| et plus|(?<=\d)\+)", re.IGNORECASE)
DOTS = pattern(
    r"(?<!\d)(?<!\d[.,])\d{1,3}(?:\.\d{3})+(?!\d|\.\d|,\d(?!\d ?(?:€|euros?|eur)?\Z)| ?[km])", re.IGNORECASE)
"""Thousands as many people type them, 40.000 or 40.000,00; before a factor a point would begin decimals."""


def in_figures(text: str, *, euros: bool) -> tuple[str, bool]:
    """Return a number in words as the figures that it means, and whether it is only about so many.

    Raises `ParseError` for a round number of euros that may be one of thousands, as people leave out.
    """
    if len(text) > LONGEST_SAID:
        return text, False
    plain = DOTS.sub(lambda found: found[0].replace(".", ""), text) if euros else text
    about = ABOUT.fullmatch(plain)
    if about:
        plain = (about["behind"] or about["before"]).strip()
    if NONE.fullmatch(plain) or (euros and NO_MONEY.fullmatch(plain)):
        return "0", False
    if part := PART.fullmatch(plain):
        return f"{PARTS[part[1].casefold()]} %", bool(about)
    if tens := ABOUT_TEN.fullmatch(plain):
        number, rest = ROUND[tens[1].casefold()], tens[2] or tens[3] or ""
        if euros and not rest:
            raise ParseError(say("« {text} » may be {number} or {number} thousand euros", text=text.strip(), number=number),
                             say("write it like {number}k or {number} euros", number=number))
        return f"{number} {rest}".strip(), True
    if letters := LETTERS.fullmatch(plain):
        plain = f"{IN_LETTERS[letters[1].casefold()]}{letters[2]}"
    return _bounds(plain), bool(about)


def _bounds(text: str) -> str:
    """Return a range or a bound in the one way in which a number is read."""
    if ".." in text:
        return text
    if span := HYPHEN.fullmatch(text):
        return f"{span[1].strip()}..{span[2]}"
    for form, dots in ((AT_MOST, "..{}"), (AT_LEAST, "{}..")):
        if found := form.fullmatch(text):
            return dots.format((found[1] or found[2]).strip())
    return text


SINCE = pattern(
    r"(?:depuis|since|cr[ée]{1,2}e? (?:en|le)|founded in) +(?:(?:le|l['’]ann[ée]e) +)?(.+)|((?:1[89]|20)\d\d)", re.IGNORECASE)
"""Since when an enterprise is there; nothing is 2 019 years old, so a year that stands for an age is that of creation."""

EXISTING = pattern(r"(?:exist\w*|tourn\w*|activité|roule|running) +(?:depuis|for) +(\d{1,3} ?(?:ans?|years?))\b", re.IGNORECASE)
MONTHS = pattern(r"(\d{1,4}) ?(?:mois|months?)", re.IGNORECASE)
YEAR_MONTHS = 12
FIRST_YEAR = pattern(
    r"(?:(?:elle n['’]est|on n['’]est|nous ne sommes) )?pas(?: encore)? (?:cr[ée]{1,2}e?s?|immatricul[ée]{1,2}e?s?)|nouvelle"
    r"|not (?:yet )?(?:created|registered)|(?:moins d['’]une? ann?[ée]?e?|(?:less than|under) (?:a|one) year)", re.IGNORECASE)
YEARS_AND_MORE = pattern(
    r"(.+?) ?(?:ans?|ann[ée]es?|years?) (?:et|and) (?:demie?|a half|\d{1,2} ?(?:mois|months?))|(.+?) and a half years?", re.IGNORECASE)


def said_since(text: str) -> str | None:
    """Return the day of « depuis 2015 » or of 2015 alone; None if a text does not say since when."""
    found = SINCE.fullmatch(text.strip()) if len(text) <= LONGEST_SAID else None
    return found[1] or found[2] if found else None


def existing_for(text: str) -> str | None:
    """Return the age that « on existe depuis 9 ans » tells; None if a text tells none."""
    found = EXISTING.search(text) if len(text) <= LONGEST_SAID else None
    return found[1] if found else None


def whole_years(text: str) -> str:
    """Return an age in months, or in years and months, as the whole years that it has: « 6 mois » is 0; any other text as it is."""
    said = text.strip()
    if len(text) > LONGEST_SAID:
        return text
    if found := MONTHS.fullmatch(said):
        return str(int(found[1]) // YEAR_MONTHS)
    if FIRST_YEAR.fullmatch(said):
        return "0"
    more = YEARS_AND_MORE.fullmatch(said)
    return more[1] or more[2] if more else text


SPREAD = (8, 12)
"""What « environ 10 » may be, for 10."""


def around(low: int, high: int, step: int) -> tuple[int, int]:
    """Return what a number said with « environ » may be, a fifth more or less, in whole steps."""
    less, more = (SPREAD[0], SPREAD[1]) if low >= 0 else (SPREAD[1], SPREAD[0])
    first = (low // step) * less // 10
    last = -(-(high // step) * more // 10)
    return first * step, last * step + step - 1
