"""Values as people type them, and back: what stands in a file of boundaries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from essfund.engine.sampling import created_for
from essfund.model.boundaries import ALL, OTHERS, UNKNOWN
from essfund.model.field_types import Interval, NumberType
from essfund.model.field_types.code import SHAPE
from essfund.model.fields import FIELDS
from essfund.model.profile import YEAR
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from essfund.model.condition import Leaf
    from essfund.model.vocabulary import Vocabularies

AGE, CREATED, AS_OF = "age_years", "created_on", "as_of"
TOGETHER = " + "
"""Between the ids of a field that holds several at once."""

DAY = timedelta(days=1)


def varied(field: str) -> str:
    """Return the field whose values are written for a tested field: an age to the day is written as a date of creation."""
    return CREATED if field == AGE else field


def tested(field: str) -> str:
    """Return the field that rules test where a field is written."""
    return AGE if field == CREATED else field


def near(field: str, leaves: Sequence[Leaf], vocabularies: Vocabularies, day: date) -> list[str]:
    """Return the values at the edges of tests of one field, in order, as people type them; the field left out comes last."""
    kind, terms = FIELDS[field].kind, vocabularies.of(FIELDS[field].vocabulary)
    found: dict[str, None] = {}
    if field == AGE:
        for one in sorted({created for leaf in leaves for created in _creations(leaf, day)}):
            found[one.isoformat()] = None
    else:
        known = {value for leaf in leaves for value in kind.edges(leaf.operator, leaf.argument, terms)}
        found = dict.fromkeys(typed(field, value) for value in in_order(field, known, vocabularies))
        found |= dict.fromkeys(one for one in universe(field, vocabularies) if leaves)
    return [*found, UNKNOWN]


def _creations(leaf: Leaf, day: date) -> Iterator[date]:
    """Yield the last day of creation that reaches the bound of an age, with its neighbours."""
    assert isinstance(leaf.argument, int)
    if leaf.argument // YEAR >= day.year - 1:
        return
    last = created_for(leaf.argument, leaf.argument + 1, day)
    yield from (last - DAY, last, last + DAY)


def in_order(field: str, known: Iterable[Hashable], vocabularies: Vocabularies) -> list[Hashable]:
    """Sort values as people would: numbers by size, yes before no, ids as the vocabulary lists them."""
    vocabulary = vocabularies.of(FIELDS[field].vocabulary)
    places = {key: place for place, key in enumerate(vocabulary.terms)} if vocabulary else {}

    def key(value: Hashable) -> tuple[object, ...]:
        if isinstance(value, frozenset):
            return (len(value), *sorted(places.get(one, 0) for one in value))
        if isinstance(value, Interval):
            return (value.low or 0, value.high or 0)
        return (not value,) if isinstance(value, bool) else (value,)

    return sorted(known, key=key)


def typed(field: str, value: Hashable) -> str:
    """Return a known value as one text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, frozenset):
        return TOGETHER.join(sorted(value))
    return str(FIELDS[field].kind.plain(value))


def universe(field: str, vocabularies: Vocabularies) -> list[str]:
    """Return every value of a field that can be listed: the ids of its vocabulary, or one code of each division; or nothing."""
    if field not in FIELDS:
        return []
    vocabulary = vocabularies.of(FIELDS[field].vocabulary)
    if vocabulary is not None:
        return list(vocabulary.terms)
    return [f"{division:02}{SHAPE[2:]}" for division in range(100)] if FIELDS[field].kind.name == "code" else []


def read(field: str, text: str, vocabularies: Vocabularies) -> Hashable:
    """Return what a typed value says. Raises `Misread`."""
    kind, terms = FIELDS[field].kind, vocabularies.of(FIELDS[field].vocabulary)
    return kind.read(text.split(TOGETHER) if TOGETHER in text else text, terms)


def spread(answers: Mapping[str, str], field: str, vocabularies: Vocabularies) -> dict[str, list[str]]:
    """Return for each answer its values, `others` written out."""
    found = {answer: [part.strip() for part in listed.split(",")] for answer, listed in answers.items()}
    named = {one for listed in found.values() for one in listed}
    rest = [one for one in universe(field, vocabularies) if one not in named]
    for listed in found.values():
        for word in (OTHERS, ALL):
            if word in listed:
                place = listed.index(word)
                listed[place:place + 1] = rest
    return found


def gathered(pairs: Sequence[tuple[str, str]], field: str, vocabularies: Vocabularies) -> dict[str, str]:
    """Return for each answer its values in one text; where every value is tried, the longest list is written `others`."""
    found: dict[str, list[str]] = {}
    for value, answer in pairs:
        found.setdefault(answer, []).append(value)
    every = dict.fromkeys(universe(field, vocabularies))
    longest = max(found, key=lambda answer: sum(one in every for one in found[answer]))
    if every and 2 * sum(one in every for one in found[longest]) > len(every):
        rest = [one for one in found[longest] if one not in every]
        found[longest] = [ALL if len(rest) + len(every) == len(found[longest]) else OTHERS, *rest]
    return {answer: ", ".join(found[answer]) for answer in sorted(found, key=_best_first)}


def _best_first(answer: str) -> tuple[int, int]:
    """Put eligible before to be checked before refused, and what is merely unknown last."""
    verdict, _, unmet = answer.partition(" ")
    places = [one.value for one in Verdict]
    place = places.index(verdict) if verdict in places else len(places)
    return (len(places) if verdict == Verdict.TO_CHECK.value and not unmet else place), 0


def plain_number(field: str, value: int) -> str:
    """Return a number in inner units as people type it."""
    kind = FIELDS[field].kind
    assert isinstance(kind, NumberType)
    return str(kind.plain(Interval(value, value)))
