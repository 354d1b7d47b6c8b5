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
from essfund.loading.layers import role_of
from essfund.review.checks.prose.manner import strings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.review.checks.subject import ValidationSubject

LIST = "accepted_words"
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


def words_in(subject: ValidationSubject) -> Iterator[tuple[str, tuple[object, ...], str]]:
    """Every word of the French texts that the catalogue may edit, but for ids of conditions, with its file and place."""
    conditions = [condition for instrument in subject.catalogue.instruments.values() for condition in instrument.all_conditions]
    ids = {condition.id.split(".")[-1] for condition in conditions}
    for name, document in subject.documents.items():
        for path, text in () if document.lent else strings(document.data):
            if FRENCH & {path[-1] if path else None}:
                yield from ((name, path, word) for word in words_of(text, ids))


def find_misspelt(subject: ValidationSubject) -> Iterator[Fault]:
    """Find words of French texts that neither the dictionary nor the catalogue has, each where it stands first."""
    known = subject.tools.accepted_words
    if known is None or (french := dictionary()) is None:
        return
    done = ELIDED.union(*(word.split("-") for word in known))
    for name, path, word in words_in(subject):
        if word not in done and word not in french:
            near = sorted((french.candidates(word) or set()) - {word})[:MOST_PROPOSED]
            yield Fault("CAT067", say("`{word}` is in no dictionary", word=word), name, path,
                        did_you_mean(near, say("correct it, or add it to `accepted_words` of tools.yaml")))
        done |= {word}


def find_idle(subject: ValidationSubject) -> Iterator[Fault]:
    """Find accepted words that stand in no French text any more. Golden cases have texts too: without them nothing is said."""
    if not subject.tools.accepted_words or subject.tried is None:
        return
    used = {word for *_, word in words_in(subject)}
    for name, document in subject.documents.items():
        listed = document.data.get(LIST, ()) if role_of(name) == "tools" and not document.lent else ()
        for index, word in enumerate(listed or ()):
            if not used.issuperset(word.split("-")):
                yield Fault("CAT068", say("`{word}` stands in no French text of this catalogue", word=word), name, (LIST, index),
                            say("remove it"))


HEAD = "licence: Licence Ouverte 2.0 (Etalab)\n"
SOURCE = """
sources:
  reglement:
    title: Règlement d’intervention des deux exemples
    date: "2026-01-15"
    url: https://www.exemple.fr/reglement
    kind: official
"""
LISTED = "accepted_words: [subventionnable]\n"
NOTE = "    note: {fr: Tout projet subventionnable est en ligne., en: Every project is online.}\n"

MISSPELT_CHECK = Check(find_misspelt, {
    "CAT067": CodePage(
        N_("word that no dictionary has"),
        N_("A word of a French text stands neither in the dictionary nor among `accepted_words` of tools.yaml. Only catalogues that "
           "have this list are looked at, and only where the library is installed (`pip install 'essfund[spelling]'`); else `validate` "
           "says that spelling was not checked. Names, abbreviations and words of three letters are left alone."),
        N_("Correct the word, or add it to `accepted_words`."),
        why=N_("A slip in a text that is handed to an enterprise costs trust, and nobody finds the instrument by the word."),
        severity=Severity.NOTE,
        example=Example("tools.yaml", at=f"{HEAD}{SOURCE}", good=f"{HEAD}{LISTED}{SOURCE}{NOTE}",
                        bad=f"{HEAD}{LISTED}{SOURCE}{NOTE.replace('en ligne', 'en lingne')}"),
    ),
})

IDLE_CHECK = Check(find_idle, {
    "CAT068": CodePage(
        N_("accepted word that stands in no text"),
        N_("A word of `accepted_words` stands in no French text of the catalogue, nor of its golden cases: the text that had it was "
           "rewritten. Names, abbreviations and words of three letters are never checked, and need not be listed."),
        N_("Remove the word from the list."),
        why=N_("A list of what is needed can be read through; a word that nobody needs hides the slip that will look like it."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", at=f"{HEAD}{SOURCE}", good=f"{HEAD}{LISTED}{SOURCE}{NOTE}",
                        bad=f"{HEAD}{LISTED}{SOURCE}"),
    ),
}, needs_cases=True)
