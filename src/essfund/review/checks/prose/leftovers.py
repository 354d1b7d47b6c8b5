"""Leftovers of a skeleton: texts that `essfund new` wrote in the place of an answer, and questions above a value that are still open."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.language.translator import LANGUAGES, translator
from essfund.core.messages import N_, Message, say
from essfund.loading.checks.check import Check
from essfund.model.skeleton_texts import GAP, OPEN_QUESTION, SKELETON_TEXTS
from essfund.review.checks.prose.manner import strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.loading.yaml_reader import Document
    from essfund.review.checks.prose.manner import Path
    from essfund.review.checks.subject import ValidationSubject


def spaced(text: str) -> str:
    """A text with plain spaces, in lower case: editors and hands write others."""
    return " ".join(text.split()).casefold()


LEFT = {spaced(words) for text in SKELETON_TEXTS for words in (text.fr, text.en)}


def find_leftovers(subject: ValidationSubject) -> Iterator[Fault]:
    """Find texts of skeletons, once where both languages hold one, and open questions above values that somebody may have left."""
    asked = open_question()
    for name, document in subject.documents.items():
        if document.lent:
            continue
        left = [path for path, text in strings(document.data) if spaced(text) in LEFT]
        for path in left:
            if not (path[-1] == "en" and (*path[:-1], "fr") in left):
                yield Fault("CAT094", say("“{text}” was left from the skeleton of a new entry", text=at(document.data, path)), name, path,
                            say("write what the sources say; of what they do not say, that they do not"))
        for path in questions(document, asked):
            if not any(other[: len(path)] == path for other in left):
                yield Fault("CAT094", say("the question in the comment above `{key}` is still open", key=path[-1]), name, path,
                            say("answer it from the sources, then delete the comment"), on_key=True)


def at(data: object, path: Path) -> object:
    """The value at a path."""
    for step in path:
        data = data[step]  # type: ignore[index] # the path was walked in this data
    return data


def open_question() -> re.Pattern[str]:
    """What is found where a comment of a skeleton asks something: from there to the end of the comments below it."""
    asked = (spaced(translator(language).say(Message(OPEN_QUESTION, {"what": ""}))).rstrip(": ") for language in LANGUAGES)
    words = "|".join(r"\s+".join(map(re.escape, text.split())) for text in asked)
    return re.compile(rf"^[^\S\n]*#\s*(?:{words}).*\n(?:[^\S\n]*#.*\n)*", re.MULTILINE | re.IGNORECASE)


def questions(document: Document, asked: re.Pattern[str]) -> Iterator[Path]:
    """The keys right above which a comment asks something, in the order of the file."""
    wanted, line, counted = set[int](), 1, 0
    for found in asked.finditer(document.text):
        line, counted = line + document.text.count("\n", counted, found.end()), found.end()
        wanted.add(line)
    for path in keys(document.data) if wanted else ():
        span = document.span(path, key=True)
        if span and span.line in wanted:
            wanted.remove(span.line)
            yield path


def keys(data: object, path: Path = ()) -> Iterator[Path]:
    """The path of every key, outer ones first."""
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if isinstance(data, dict):
            yield (*path, key)
        yield from keys(inner, (*path, key))


LABEL = "        label: {fr: Jeune entreprise, en: Young enterprise}\n"

CHECK = Check(find_leftovers, {
    "CAT094": CodePage(
        N_("answer left open"),
        N_("A text is still the one that `essfund new` put there, or a comment that asks something still stands above its value: nobody "
           "has said that it was looked up."),
        N_("Write what the sources say and delete the comment; where they say nothing, say so in your own words."),
        why=N_("An adviser reads « À établir » to an enterprise, or takes a guess of the skeleton for a fact."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", at=LABEL, good=LABEL, bad=LABEL.replace("Jeune entreprise", GAP.fr)),
    ),
})
