"""One field that changed, in words: what it is called, what it was, what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from essfund.language.sentences import sentence
from essfund.messages import N_, Words
from essfund.models.comparison import Asked, RequirementText
from essfund.models.condition import Strength
from essfund.models.fields import FIELDS
from essfund.models.rulebook import ReservationEntry
from essfund.models.tool import Limit
from essfund.render.comparison_labels import LABELS, NAMED
from essfund.render.wording import FACT, SEMICOLON, STRENGTHS, limit

if TYPE_CHECKING:
    from essfund.language.speaker import Speaker
    from essfund.models.comparison import FieldChange, Side
    from essfund.models.vocabulary import Vocabularies

CALLED = N_("{label} « {id} »")
TURNED, ADDED, REMOVED, REORDERED = N_("{old} → {new}"), N_("added: {new}"), N_("removed: {old}"), N_("same, in another order: {new}")
YES, NO, OTHER_LANGUAGE, CUT = N_("yes"), N_("no"), N_("{text} [{language}]"), "…"
TITLES = ("title", "name", "label", "printed", "text")
"""Fields that stand for the whole of an entry, the best first."""

LONG, AROUND = 90, 24
"""Longer texts are shown around what differs, with so many characters on each side."""


def field_line(change: FieldChange, side: Side, speak: Speaker) -> str:
    """Return a change of one field on one line; `side` gives the vocabularies and the shared reservations."""
    was, now = (None if value in (None, ()) else value for value in (change.old, change.new))
    said = _sets(was, now, side, speak) if isinstance(was, tuple) and isinstance(now, tuple) else _values(change, was, now, side, speak)
    called = path_words(change.path, speak)
    return speak.text(FACT).format(field=called, value=said) if called else said


def _values(change: FieldChange, was: object, now: object, side: Side, speak: Speaker) -> str:
    if isinstance(was, Words) and isinstance(now, Words):
        return _texts(was, now, speak)
    old, new = (worded(value, side, speak, change.unit) for value in (was, now))
    if was is None or now is None:
        return speak.text(ADDED).format(new=new) if was is None else speak.text(REMOVED).format(old=old)
    if isinstance(was, str) and isinstance(now, str):
        old, new = excerpts(old, new)
    return speak.text(TURNED).format(old=old, new=new)


def _sets(was: tuple[object, ...], now: tuple[object, ...], side: Side, speak: Speaker) -> str:
    """Return what came into a list and what left it."""
    come, gone = [one for one in now if one not in was], [one for one in was if one not in now]
    parts = [speak.text(ADDED).format(new=worded(tuple(come), side, speak))] if come else []
    parts += [speak.text(REMOVED).format(old=worded(tuple(gone), side, speak))] if gone else []
    return speak.text(SEMICOLON).join(parts) or speak.text(REORDERED).format(new=worded(now, side, speak))


def _texts(was: Words, now: Words, speak: Speaker) -> str:
    """Return a text in the reader's language before and after; in the other one if only that changed."""
    if speak.say(was) != speak.say(now):
        old, new = excerpts(speak.say(was), speak.say(now))
        return speak.text(TURNED).format(old=old, new=new)
    language = "en" if was.fr == now.fr else "fr"
    old, new = excerpts(getattr(was, language), getattr(now, language))
    return speak.text(OTHER_LANGUAGE).format(text=speak.text(TURNED).format(old=old, new=new), language=language)


def path_words(path: Iterable[str], speak: Speaker) -> str:
    """Return where a field stands, in words: « offre « jeune », condition « age », force »."""
    found: list[str] = []
    steps = list(path)
    while steps:
        key = steps.pop(0)
        label = speak.text(LABELS.get(key, key))
        if key in NAMED and steps and steps[0] not in LABELS:
            found.append(speak.text(CALLED).format(label=label, id=steps.pop(0)))
        elif key != "test" or not found:
            found.append(label)
    return ", ".join(found)


def worded(value: object, side: Side, speak: Speaker, unit: str = "") -> str:
    """Return any value of a catalogue in words."""
    words = side.catalogue.vocabularies
    if isinstance(value, bool):
        return speak.text(YES if value else NO)
    if isinstance(value, int | float):
        return speak.money(int(value)) if unit == "euro" else speak.percent(value / 100) if unit == "percent" else speak.number(value)
    if isinstance(value, Strength):
        return speak.text(STRENGTHS[value.value])
    if isinstance(value, Enum | date | Words):
        return speak.say(value.value if isinstance(value, Enum) else value)
    if isinstance(value, Asked):
        return sentence(value.test, words, speak)
    if isinstance(value, RequirementText):
        return _requirement(value, words, speak)
    if isinstance(value, Limit):
        return limit(value, speak)
    if isinstance(value, ReservationEntry) and value.shared and value.text is None:
        shared = side.rules.shared_reservations.get(value.shared)
        return speak.say(shared.text) if shared else value.shared
    if is_dataclass(value) and not isinstance(value, type):
        return _entry(value, side, speak)
    if isinstance(value, Mapping):
        return speak.text(SEMICOLON).join(_fact(key, inner, side, speak) for key, inner in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(worded(one, side, speak) for one in value)
    return named(str(value), words, speak)


def _fact(key: str, value: object, side: Side, speak: Speaker) -> str:
    return speak.text(FACT).format(field=key, value=worded(value, side, speak))


def _requirement(one: RequirementText, words: Vocabularies, speak: Speaker) -> str:
    facts = [speak.text(STRENGTHS[one.strength.value])] if one.strength else []
    said = sentence(one.test.test, words, speak)
    return f"{said} ({', '.join([*facts, *one.source])})" if facts or one.source else said


def _entry(value: object, side: Side, speak: Speaker) -> str:
    """Return what stands for an entry: its title, else its text in two languages, else all its fields."""
    for key in TITLES:
        if found := getattr(value, key, None):
            return worded(found, side, speak)
    if hasattr(value, "fr") and hasattr(value, "en"):
        return speak.say(Words(value.fr, value.en))
    known = [(one.name, getattr(value, one.name)) for one in fields(value)]  # type: ignore[arg-type] # a dataclass, as the caller saw
    return speak.text(SEMICOLON).join(
        speak.text(FACT).format(field=speak.text(LABELS.get(key, key)), value=worded(inner, side, speak))
        for key, inner in known if inner not in (None, (), {})
    )


def named(text: str, words: Vocabularies, speak: Speaker) -> str:
    """Return the label of an id of a vocabulary or of a field; any other text as it is."""
    for vocabulary in (words.family, words.reach, words.cost, words.stage, words.legal_form, words.purposes,
                       words.plan_section):
        if text in vocabulary.terms:
            return speak.say(vocabulary.words(text))
    return speak.text(FIELDS[text].label) if text in FIELDS else text


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Return two texts around what differs, if they are long and much is the same."""
    if max(len(old), len(new)) <= LONG:
        return old, new
    blocks = [one for one in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if one[0] != "equal"]
    if not blocks:
        return old, new
    first, last = blocks[0], blocks[-1]
    return _cut(old, first[1], last[2]), _cut(new, first[3], last[4])


def _cut(text: str, start: int, end: int) -> str:
    """Return a piece of a text with whole words around it."""
    left = 0 if start <= AROUND else text.rfind(" ", 0, start - AROUND) + 1
    right = -1 if end + AROUND >= len(text) else text.find(" ", end + AROUND)
    return (CUT if left else "") + text[left : len(text) if right < 0 else right] + (CUT if right >= 0 else "")
