"""The id of a condition as the words it was made of: `moins-de-50-salaries` is « moins de 50 salariés »."""

from __future__ import annotations

import re
import unicodedata

from essfund.review.checks.prose import lexicon

SHORT = 3
"""Words this short are not given their accents back: « des » is not « dès »."""
NUMBER = rf"(?:\d+|{'|'.join(lexicon.CARDINALS)})"
RANGE = re.compile(rf"\b({NUMBER}) a (?={NUMBER}\b)")
ELIDED = re.compile(r"\b(d|l|n|s|qu|jusqu) (?=\w)")


def _flat(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(one for one in decomposed if not unicodedata.combining(one)).replace("-", " ")


KNOWN = {
    _flat(word): word
    for listed in (*lexicon.COMPARATORS.values(), *lexicon.AFTERWARDS.values(), *lexicon.COUNTED.values(), *lexicon.NAMED.values(),
                   lexicon.YEARS, lexicon.AGE_BEHIND, lexicon.BEARERS)
    for word in listed
    if _flat(word) != word and len(word) > SHORT
}
WORDS = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(KNOWN, key=len, reverse=True)))})\b")


def spoken(key: str) -> str:
    """Return an id as French words, with the accents and apostrophes that the grammar knows."""
    text = RANGE.sub(r"\1 à ", ELIDED.sub(r"\1'", key.replace("-", " ")))
    return WORDS.sub(lambda match: KNOWN[match[0]], text)
