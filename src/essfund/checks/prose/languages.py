"""The two languages of a text hold the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.checks.check import Check
from essfund.checks.prose.figures import figures, moments, plain
from essfund.checks.prose.texts import texts
from essfund.codes import Code, Example
from essfund.diagnostics import Fault, Severity
from essfund.messages import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from essfund.checks.prose.texts import Text
    from essfund.checks.subject import Subject

Said = tuple[object, str]
"""A figure, or a day in its parts, and its unit."""

ALSO_ARTICLES = 2
"""One and two are left alone in words: « les deux » is “both”, « une » is “a”."""


def find_languages(subject: Subject) -> Iterator[Fault]:
    """Find texts whose French and English do not hold the same numbers, amounts, shares and days."""
    for text in texts(subject):
        yield from _compare(text)


def _compare(text: Text) -> Iterator[Fault]:
    sides = list(text.sides())
    read = {language: _figures(plain(words), language) for language, words, _ in sides}
    for (language, _, path), (other, _, _) in zip(sides, reversed(sides), strict=True):
        missing = [quote for said, (quote, loud) in read[language].items() if loud and not _found(said, read[other])]
        if missing:
            yield Fault("CAT064", say("{language} says “{quotes}”, and {other} does not", language=language, quotes="”, “".join(missing),
                                      other=other), text.document, path,
                        say("find out which of the two is right: both languages say the same"))


def _figures(text: str, language: str) -> dict[Said, tuple[str, bool]]:
    """Return every figure of a text with how it is written, and whether the other language must have it."""
    found: dict[Said, tuple[str, bool]] = {}
    for one in figures(text, language):
        found.setdefault((one.value, one.unit), (text[one.start:one.end], not one.spelled or one.value > ALSO_ARTICLES))
    for day in moments(text):
        found.setdefault(((day.year, day.month, day.day), "day"), (text[day.start:day.end], True))
    return found


def _found(said: Said, other: dict[Said, tuple[str, bool]]) -> bool:
    """Whether the other language has a figure: with the same unit, or with none."""
    value, unit = said
    if said in other or (value, "") in other:
        return True
    return not unit and any(one == value for one, _ in other)


CHECK = Check(find_languages, {
    "CAT064": Code(
        N_("languages that differ in a figure"),
        N_("The French and the English of a text do not hold the same numbers, amounts, shares or days, however each writes them: "
           "« 30 000 € », €30,000 and €30k are one figure, as are « trois » and 3."),
        N_("Find out in the source which of the two is right, and correct the other."),
        why=N_("Two readers of one sheet get two different amounts, and one of them plans with it."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good="        label: {fr: \"Jeune entreprise, jusqu’à 20 000 €\", en: \"Young enterprise, up to €20,000\"}\n",
            bad="        label: {fr: \"Jeune entreprise, jusqu’à 20 000 €\", en: \"Young enterprise, up to €25,000\"}\n",
            at="        label: {fr: Jeune entreprise, en: Young enterprise}\n",
        ),
    ),
})
