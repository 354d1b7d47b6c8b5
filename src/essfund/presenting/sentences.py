"""The sentence of a condition, generated from its test, so that text and rule cannot drift apart."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from essfund.core.messages import N_, Either, Words
from essfund.model.condition import AllOf, AnyOf, Leaf, Not
from essfund.model.field_types import JUDGES, Interval
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue
    from essfund.model.condition import Condition, Test
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabularies, Vocabulary

UNITS = {"euro": N_("{value}"), "person": N_("{value}"), "percent": N_("{value}%"), "year": N_("{value} years")}
ONE_YEAR = N_("{value} year")
FIELD_AND_PHRASE = N_("{field}: {phrase}")
OR, EITHER, BOTH = N_(" or "), N_("; or else "), N_("; and ")
NOT, YES, NO = N_("not ({part})"), N_("yes"), N_("no")
ANOTHER, MORE = N_("another code"), N_("{some} and {count} others")
DECEMBER = 12
NEITHER, NOR, ANYTHING_BUT = N_("neither {names}"), N_(" nor "), N_("anything but {value}")
OTHER_THAN, ONE_JOB = N_("something other than {value}"), N_("at least one job, there or planned")
SHORT_SIDE = 5
"""As many are named instead of all others."""
LONGEST_ACRONYM = 4
NAMES_OF_PLACES = frozenset({"departement"})
"""Vocabularies whose labels are names, and keep their capitals."""
MOST_NAMED = 5
"""Longer lists of what a field may be are cut."""
EXACTLY, FROM_TO, FROM_ON, UP_TO = N_("{value}"), N_("{low} to {high}"), N_("{low} or more"), N_("{high} or less")


def condition_sentence(condition: Condition, catalogue: Catalogue, tr: Translator) -> str:
    """Sentence of a condition."""
    return sentence(condition.test, catalogue.vocabularies, tr)


def sentence(test: Test, words: Vocabularies, tr: Translator) -> str:
    """Test in words."""
    if isinstance(test, Not):
        return tr.text(NOT).format(part=sentence(test.part, words, tr))
    parts = (test,) if isinstance(test, Leaf) else test.parts
    single = [part for part in parts if isinstance(part, Leaf)]
    if isinstance(test, AnyOf) and len(single) == len(parts) and all(asks_for_one_person(part) for part in single):
        return tr.text(ONE_JOB)
    if not isinstance(test, AnyOf) and len(single) == len(parts) and len({part.field for part in single}) == 1:
        label = tr.words(words.fields[single[0].field].label)
        if len(single) == 1 and says_itself(single[0], words):
            return label
        phrases = ", ".join(phrase(part, words, tr) for part in single)
        return tr.text(FIELD_AND_PHRASE).format(field=label, phrase=phrases)
    inner = [sentence(part, words, tr) if isinstance(part, Leaf) else f"({sentence(part, words, tr)})" for part in parts]
    return tr.text(BOTH if isinstance(test, AllOf) else EITHER).join(inner)


def asks_for_one_person(leaf: Leaf) -> bool:
    """Whether a leaf asks for somebody at work there, however many."""
    somebody = (leaf.operator, leaf.argument) in {("more_than", 0), ("at_least", 1)}
    return somebody and leaf.field in FIELDS and getattr(FIELDS[leaf.field].kind, "unit", "") == "person"


def says_itself(leaf: Leaf, words: Vocabularies) -> bool:
    """Whether the name of the field is the whole condition: a quality that must be there, money of which there must be some."""
    some_money = getattr(words.fields[leaf.field].kind, "unit", "") == "euro" and (leaf.operator, leaf.argument) == ("more_than", 0)
    return leaf.argument is True or some_money


def phrase(leaf: Leaf, words: Vocabularies, tr: Translator) -> str:
    """What a leaf asks of its field: « au moins 3 ans »."""
    field = words.fields[leaf.field]
    vocabulary = words.of(field.vocabulary)
    if vocabulary is not None and isinstance(leaf.argument, frozenset):
        return one_or_none_of(leaf, field, vocabulary, tr)
    template = JUDGES[leaf.operator].operators[leaf.operator].phrase
    return tr.text(template).format(value=written(field, leaf.written, tr))


def one_or_none_of(leaf: Leaf, field: Field, vocabulary: Vocabulary, tr: Translator) -> str:
    """Ids asked for or shut out, from the side on which there are fewer: « Scop ou Scic », « ni association ni fondation »."""
    assert isinstance(leaf.argument, frozenset)
    wanted = leaf.operator in {"in", "any_of"}
    written = leaf.written if isinstance(leaf.written, tuple) else (leaf.written,)
    others = [key for key in vocabulary.terms if key not in leaf.argument]
    turned = 0 < len(others) < min(len(written), SHORT_SIDE)
    names = [short_name(str(key), field, vocabulary, tr) for key in (others if turned else written)]
    if wanted != turned:
        return tr.say(Either(tuple(names)))
    if leaf.operator in {"any_of", "none_of"} and wanted:
        return tr.text(OTHER_THAN).format(value=tr.say(Either(tuple(names))))
    return tr.text(NEITHER).format(names=tr.text(NOR).join(names)) if len(names) > 1 else tr.text(ANYTHING_BUT).format(value=names[0])


def short_name(key: str, field: Field, vocabulary: Vocabulary, tr: Translator) -> str:
    """Label of an id or a set inside a sentence: what is put in brackets, or listed after a comma, is left out."""
    group = vocabulary.sets.get(key)
    label = tr.say(Words(group.fr, group.en) if group else vocabulary.words(key))
    if field.vocabulary in NAMES_OF_PLACES:
        return label
    short = label if group else re.split(r" \(|, ", label, maxsplit=1)[0]
    return in_sentence(short) if field.key in FIELDS else short  # who adds a field writes its words as they are said


def in_sentence(label: str) -> str:
    """Label without its capital, which acronyms keep: « association », « Scop et Scic », « SAS »."""
    first, _, more = label.partition(" ")
    common = first[1:].islower() and (more.islower() or len(first) > LONGEST_ACRONYM)
    return label[:1].lower() + label[1:] if common else label


def written(field: Field, value: Hashable, tr: Translator) -> str:
    """Argument of a rule in words where it is no id of a vocabulary."""
    if isinstance(value, bool):
        return tr.text(YES if value else NO)
    if isinstance(value, int | float):
        return quantity(field, value, tr)
    return tr.text(OR).join(str(name) for name in (value if isinstance(value, tuple) else (value,)))


SEVERAL = 2
"""From here on French says several: 1,5 an, 2 ans."""


def quantity(field: Field, value: float, tr: Translator) -> str:
    """Number with its unit."""
    unit = getattr(field.kind, "unit", "")
    if unit == "euro":
        return tr.money(int(value))
    text = tr.number(value)
    one = value in {0, 1} or (tr.language == "fr" and 0 <= value < SEVERAL)
    template = ONE_YEAR if unit == "year" and one else UNITS.get(unit, "{value}")
    return tr.text(template).format(value=text)


def seen(field: Field, known: Hashable, words: Vocabularies, tr: Translator) -> str:
    """What is known of a field in words: « 10 à 19 », « Scop ou Scic »."""
    if isinstance(known, bool):
        return tr.text(YES if known else NO)
    vocabulary = words.of(field.vocabulary)
    if isinstance(known, frozenset) and vocabulary is not None:
        if together := vocabulary.said_of(known):
            return tr.say(together)
        order = {key: place for place, key in enumerate(vocabulary.terms)}
        labels = [tr.say(vocabulary.words(str(key))) for key in sorted(known, key=lambda key: (order.get(key, len(order)), key))]
        if len(labels) > MOST_NAMED + 1:
            return tr.text(MORE).format(some=", ".join(labels[:MOST_NAMED]), count=len(labels) - MOST_NAMED)
        return (tr.text(OR) if field.kind.name == "choice" else ", ").join(labels)
    if isinstance(known, Interval) and field.kind.name == "number":
        return interval(field, known, tr)
    if isinstance(known, Interval) and field.kind.name == "day" and known.low and known.high:
        return days(date.fromordinal(known.low), date.fromordinal(known.high), tr)
    shown = str(field.kind.plain(known))
    return shown if shown.isprintable() else tr.text(ANOTHER)


def days(first: date, last: date, tr: Translator) -> str:
    """A day known to the day, the month or the year: « 1er mars 2018 », « mars 2018 », « 2018 », « 1er mars 2018 à 3 mai 2019 »."""
    if first == last:
        return tr.day(first)
    whole = first.day == 1 and (last + timedelta(days=1)).day == 1
    if whole and (first.year, first.month) == (last.year, last.month):
        return tr.month(first)
    if whole and first.month == 1 and last.month == DECEMBER and first.year == last.year:
        return str(first.year)
    return tr.text(FROM_TO).format(low=tr.day(first), high=tr.day(last))


def interval(field: Field, known: Interval, tr: Translator) -> str:
    """Range of a number in words."""
    scale, spread = getattr(field.kind, "scale", 1), getattr(field.kind, "spread", 0)

    def units(bound: int, beyond: int) -> float:
        """Whole units of what a typed number covers; with a half where one was typed."""
        typed = bound - beyond
        return typed / scale if typed >= 0 and (not spread or typed * 2 % scale == 0) else bound // scale

    low, high = known
    return between(None if low is None else quantity(field, units(low, 0), tr),
                   None if high is None else quantity(field, units(high, spread), tr), tr)


def between(low: str | None, high: str | None, tr: Translator) -> str:
    """Two bounds in words; None is no bound."""
    if low == high:
        return tr.text(EXACTLY).format(value=low)
    if high is None:
        return tr.text(FROM_ON).format(low=low)
    return tr.text(UP_TO).format(high=high) if low is None else tr.text(FROM_TO).format(low=low, high=high)
