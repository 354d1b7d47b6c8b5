"""The grammar of claims about numbers: patterns over plain texts in lower case, made from the words of the lexicon."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.review.checks.prose import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def words(listed: Iterable[str]) -> str:
    """Return a pattern for any of some words, longer ones first."""
    return "|".join(re.escape(one) for one in sorted(listed, key=len, reverse=True))


def by_word(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the name of the group of every word, by word."""
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

COMPARES = re.compile(
    rf"(?<![\w'])(?:d'|de |à |of |is |est )?(?P<word>{words(OPERATOR)})(?: (?:un montant|a total))?(?: (?:de|of))? ?$"
)
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
SHARED_BEHIND = re.compile(
    rf" (?:des|du|de la|de l'|d'une|d'un|de|d'|of the|of a|of) ?(?:{words(lexicon.SHARED)})\b"
)
A_YEAR = re.compile(r" ?(?:par an|l'an|a year|per year)\b")
RATE_BEHIND = re.compile(
    r" ?(?:(?:/|par|per|pour chaque|each) ?(?P<head>salarié|employee|emploi|job)?|chacune?\b|each\b|a (?:year|day|month)\b|l'an\b)"
)
HALF = re.compile(rf"\b(?:{words(lexicon.HALF)})\b")

AGE_BEHIND = re.compile(rf" (?:{words(lexicon.AGE_BEHIND)})\b")
AGED = re.compile(rf"\b(?:{words(lexicon.AGED)}) ?$")
BEARER = re.compile(
    rf"\b(?:{words(lexicon.BEARERS)})\b(?P<gap>(?: [\w'-]+){{0,5}}?)(?: de| d'| ayant| depuis| of| aged| que| than)? ?$"
)
LASTING = re.compile(rf"\b(?:{words(lexicon.LASTING)})\b")
