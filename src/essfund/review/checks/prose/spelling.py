"""Spelling of the French texts, by the dictionary of a library, where the catalogue lists the words that no dictionary has."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, did_you_mean, say
from essfund.loading.checks.check import Check
from essfund.review.checks.prose.manner import strings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.review.checks.subject import ValidationSubject

LIBRARY, REQUIREMENT = "spellchecker", "essfund[spelling]"
FRENCH = frozenset({"fr", "says", "because", "pending"})
"""Keys whose texts are French."""

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ADDRESS = re.compile(r"\S*(?:www\.|@|\w\.\w{2,})\S*")
SHORTEST, MOST_PROPOSED = 4, 3
ELIDED = frozenset({"aujourd", "jusqu", "lorsqu", "presqu", "puisqu", "quelqu"})
"""Beginnings of words that lose a vowel before an apostrophe, or have always had one."""


@cache
def dictionary() -> Any:
    """The French dictionary, None where the library is not installed. It proposes words that are one letter away, and no others."""
    return import_module(LIBRARY).SpellChecker(language="fr", distance=1) if find_spec(LIBRARY) else None


def unchecked(subject: ValidationSubject) -> bool:
    """Whether the catalogue wants its spelling checked, and the library is not installed."""
    return subject.tools.accepted_words is not None and find_spec(LIBRARY) is None


def words_of(text: str, ids: Collection[str] = ()) -> Iterator[str]:
    """The words of a text in lower case that may be misspelt: no names, no abbreviations, no addresses, none of some ids."""
    for word in WORD.findall(ADDRESS.sub(" ", text).replace("’", " ").replace("'", " ")):
        if word.islower() and word not in ids:
            yield from (part for part in word.split("-") if len(part) >= SHORTEST)


def find_misspelt(subject: ValidationSubject) -> Iterator[Fault]:
    """Find words of French texts that neither the dictionary nor the catalogue has, each where it stands first."""
    known = subject.tools.accepted_words
    if known is None or (french := dictionary()) is None:
        return
    done = ELIDED.union(*(word.split("-") for word in known))
    conditions = [condition for instrument in subject.catalogue.instruments.values() for condition in instrument.all_conditions]
    ids = {condition.id.split(".")[-1] for condition in conditions}
    for name, document in subject.documents.items():
        for path, text in () if document.lent else strings(document.data):
            if not FRENCH & {path[-1] if path else None}:
                continue
            for word in words_of(text, ids):
                if word not in done and word not in french:
                    near = sorted((french.candidates(word) or set()) - {word})[:MOST_PROPOSED]
                    yield Fault("CAT067", say("`{word}` is in no dictionary", word=word), name, path,
                                did_you_mean(near, say("correct it, or add it to `accepted_words` of tools.yaml")))
                done |= {word}


HEAD = "licence: Licence Ouverte 2.0 (Etalab)\n"
SOURCE = """
sources:
  reglement:
    title: Règlement d’intervention des deux exemples
    date: "2026-01-15"
    url: https://www.exemple.fr/reglement
    kind: official
"""
LISTED, NOTE = "accepted_words: [subventionnable]\n", "    note: {fr: Lu en ligne., en: Read online.}\n"

CHECK = Check(find_misspelt, {
    "CAT067": CodePage(
        N_("word that no dictionary has"),
        N_("A word of a French text stands neither in the dictionary nor among `accepted_words` of tools.yaml. Only catalogues that "
           "have this list are looked at, and only where the library is installed (`pip install 'essfund[spelling]'`); else `validate` "
           "says that spelling was not checked. Names, abbreviations and words of three letters are left alone."),
        N_("Correct the word, or add it to `accepted_words`."),
        why=N_("A slip in a text that is handed to an enterprise costs trust, and nobody finds the instrument by the word."),
        severity=Severity.NOTE,
        example=Example("tools.yaml", at=f"{HEAD}{SOURCE}", good=f"{HEAD}{LISTED}{SOURCE}{NOTE}",
                        bad=f"{HEAD}{LISTED}{SOURCE}{NOTE.replace('ligne', 'lingne')}"),
    ),
})
