"""The two languages of a text hold the same figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.review.checks.prose.figures import figures, moments, plain
from essfund.review.checks.prose.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.review.checks.prose.texts import Text
    from essfund.review.checks.subject import ValidationSubject

ALSO_ARTICLES = 2
"""One and two are left alone in words: « les deux » is “both”, « une » is “a”."""


class TextFigure(NamedTuple):
    """A figure or a day of a text: what it is, its unit, how it is written, and whether the other language must have it."""

    value: object
    unit: str
    quote: str
    loud: bool


def find_languages(subject: ValidationSubject) -> Iterator[Fault]:
    """Find texts whose French and English do not hold the same numbers, amounts, shares and days."""
    for text in texts(subject):
        yield from compare(text)


def compare(text: Text) -> Iterator[Fault]:
    """Find figures of each language that the other does not have, or has less often."""
    sides = list(text.sides())
    read = {language: list(_said(plain(words), language)) for language, words, _ in sides}
    for (language, _, path), (other, _, _) in zip(sides, reversed(sides), strict=True):
        missing = [one.quote for one in _unmatched(read[language], read[other]) if one.loud]
        if missing:
            yield Fault("CAT064", say("{language} says “{quotes}”, and {other} does not", language=language, quotes="”, “".join(missing),
                                      other=other), text.document, path,
                        say("find out which of the two is right: both languages say the same"))


def _said(text: str, language: str) -> Iterator[TextFigure]:
    for one in figures(text, language):
        yield TextFigure(one.value, one.unit, text[one.start:one.end], not one.spelled or one.value > ALSO_ARTICLES)
    for day in moments(text):
        yield TextFigure((day.year, day.month, day.day), "day", text[day.start:day.end], loud=True)


def _unmatched(listed: list[TextFigure], others: list[TextFigure]) -> list[TextFigure]:
    """Return what has no counterpart of its own: the same value with the same unit, or with none on one side."""
    left, rest = list(others), []
    for one in sorted(listed, key=lambda said: (not said.loud, not said.unit)):
        same = [other for other in left if other.value == one.value and (other.unit == one.unit or not other.unit or not one.unit)]
        if same:
            left.remove(max(same, key=lambda other: (other.unit == one.unit, other.loud)))
        else:
            rest.append(one)
    return rest


CHECK = Check(find_languages, {
    "CAT064": CodePage(
        N_("languages that differ in a figure"),
        N_("The French and the English of a text do not hold the same numbers, amounts, shares or days, however each writes them: "
           "« 30 000 € », €30,000 and €30k are one figure, as are « trois » and 3."),
        N_("Find out in the source which of the two is right, and correct the other."),
        why=N_("Two readers of one sheet get two different amounts, and one of them plans with it."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good='        label: {fr: "Jeune entreprise, jusqu’à 20 000 €", en: "Young enterprise, up to €20,000"}\n',
            bad='        label: {fr: "Jeune entreprise, jusqu’à 20 000 €", en: "Young enterprise, up to €25,000"}\n',
            at="        label: {fr: Jeune entreprise, en: Young enterprise}\n",
        ),
    ),
})
