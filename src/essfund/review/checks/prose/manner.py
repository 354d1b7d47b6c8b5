"""Manner of the texts: one kind of apostrophe, and no promise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.loading.layers import role_of
from essfund.review.checks.prose import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.review.checks.subject import ValidationSubject

Path = tuple[object, ...]

STRAIGHT, TYPOGRAPHIC = re.compile(r"(?<=\w)'(?=\w)"), re.compile(r"(?<=\w)’(?=\w)")
PROMISE = re.compile(rf"\b(?:{'|'.join(map(re.escape, lexicon.PROMISES))})\b", re.IGNORECASE)
SPELLED_AS_TYPED = "vocabularies"
"""The file whose words are what people type, and labels of official lists: they stay as they are."""


def strings(data: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of the data of a file with its place; addresses are none."""
    if isinstance(data, str):
        if "://" not in data:
            yield path, data
    elif isinstance(data, dict | list):
        for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from strings(inner, (*path, key))


def find_manner(subject: ValidationSubject) -> Iterator[Fault]:
    """Find straight apostrophes among typographic ones, and promises."""
    said = [(name, path, text.replace("''", "'")) for name, document in subject.documents.items() if role_of(name) != SPELLED_AS_TYPED
            for path, text in strings(document.data)]
    straight = [(name, path, STRAIGHT.search(text)) for name, path, text in said if "'" in text]
    found = [(name, path, match) for name, path, match in straight if match]
    if found and len(found) < sum(TYPOGRAPHIC.search(text) is not None for *_, text in said):
        for name, path, match in found:
            word = match.string[:match.start()].rsplit(None, 1)[-1] + "'" + match.string[match.end():].split(None, 1)[0]
            yield Fault("CAT065", say("“{word}” has a straight apostrophe, the other texts of this catalogue have ’", word=word), name,
                        path, say("write ’ between the letters"))
    for name, path, text in said:
        if said_so := PROMISE.search(text.replace("’", "'")):
            yield Fault("CAT066", say("“{words}” promises", words=text[said_so.start():said_so.end()]), name, path,
                        say("say what is asked for and who decides: a committee does"))


LABEL = "        label: {fr: Jeune entreprise, en: Young enterprise}\n"

CHECK = Check(find_manner, {
    "CAT065": CodePage(
        N_("straight apostrophe among typographic ones"),
        N_("A text has a straight apostrophe between two letters where most texts of the catalogue have a typographic one. Vocabularies "
           "are not looked at: their words are those that people type."),
        N_("Write ’ between the letters."),
        why=N_("Sheets and letters show both kinds side by side, and a search for one word misses half of it."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", at=LABEL, good="        label: {fr: L’offre d’une jeune entreprise, en: Young enterprise}\n",
                        bad="        label: {fr: L'offre d’une jeune entreprise, en: Young enterprise}\n"),
    ),
    "CAT066": CodePage(
        N_("text that promises"),
        N_("A text says that somebody will get the money or has a right to it."),
        N_("Write what is asked for, and leave the decision to the committee."),
        why=N_("An enterprise that was promised money signs a quote, and the committee refuses."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", at=LABEL, good="        label: {fr: Pour une jeune entreprise, en: For a young enterprise}\n",
                        bad="        label: {fr: Vous obtiendrez le prêt, en: For a young enterprise}\n"),
    ),
})
