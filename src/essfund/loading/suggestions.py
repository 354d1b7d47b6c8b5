"""What to write instead: taken from what the models want at the very place where something else stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.messages import Either, Message, did_you_mean, say
from essfund.core.text import fold, nearest
from essfund.loading.scalars import plain_digits
from essfund.model.authored_types import FORMS, ID
from essfund.model.fields import FIELDS
from essfund.model.requirement import SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.loading.schema_lookup import Expectation

FEW = 12
"""So many keys are listed beside a suggestion; a longer list is given only if nothing looks like what was written."""

LONGEST = 60
"""Characters of a value that is repeated, or compared with others; a longer one is not mistyped."""


def allowed_keys(entry: Expectation, owner: object) -> Message | None:
    """Say which keys an entry takes; `owner` is the key that it stands under. None if its author chooses them."""
    keys = entry.keys
    if owner in FIELDS and keys and set(keys) <= set(FIELDS[str(owner)].kind.operators):
        return say("`{field}` takes {words}", field=owner, words=keys)
    if set(SHAPES) <= set(keys):
        return say("a condition holds one of {words}", words=SHAPES)
    return say("the keys here are {words}", words=keys) if keys else None


def instead_of_key(key: str, path: Sequence[object], whole: Expectation) -> Message | None:
    """Say what to write instead of a key that may not stand at the end of a path."""
    entry = whole.at(path[:-1])
    owner = next((step for step in reversed(path[:-1]) if isinstance(step, str)), None)
    allowed = allowed_keys(entry, owner)
    near = nearest(key, entry.keys) if len(key) <= LONGEST else []
    if near:
        suggested = did_you_mean(near)
        return say("{suggestion} {rest}", suggestion=suggested, rest=allowed) if allowed and len(entry.keys) <= FEW else suggested
    deeper = [one for one in entry.keys if key in entry.under(one).keys]
    if deeper:
        return say("`{key}` belongs inside {words}", key=key, words=quoted(deeper))
    if len(path) > 1 and key in whole.at(path[:-2]).keys:
        return say("`{key}` belongs one level higher, beside `{owner}`", key=key, owner=owner)
    if key in FIELDS and set(SHAPES) <= set(entry.keys):
        return say("no rule can test `{key}`; {rest}", key=key, rest=allowed)
    return allowed


def instead_of_value(value: object, place: Expectation) -> Message | None:
    """Say which of the values that may stand here was probably meant, and all of them."""
    if not place.values:
        return None
    near = nearest(value, place.values, limit=1) if isinstance(value, str) and len(value) <= LONGEST else []
    allowed = say("allowed here: {words}", words=quoted(place.values))
    return say("{suggestion} {rest}", suggestion=did_you_mean(near), rest=allowed) if near else allowed


def instead_of_text(text: str, pattern: str) -> Message | None:
    """Say what form a text must have, and the id that was probably meant."""
    if pattern not in FORMS:
        return None
    expected = say("expected: {form}", form=say(FORMS[pattern]))
    meant = fold(text[: LONGEST + 1])
    if pattern == ID and re.fullmatch(ID, meant) and len(text) <= LONGEST:
        return say("{suggestion} {rest}", suggestion=did_you_mean([meant]), rest=expected)
    return expected


def instead_of_type(value: object, place: Expectation, owner: object) -> Message | None:
    """Say what to write where a mapping, a list, a number or a text is expected and another kind of value stands."""
    if place.keys:
        return allowed_keys(place, owner)
    if isinstance(value, bool | dict | list) or value is None or len(written := str(value)) > LONGEST:
        return None
    if "array" in place.types:
        return say("write {example}", example=f"[{written}]") if isinstance(value, str) else None
    if place.number and isinstance(value, str):
        digits = plain_digits(value, whole=place.whole)
        return say("write {example}", example=digits) if digits else None
    return say("write {example}", example=f'"{written}"') if place.types == {"string"} and not isinstance(value, str) else None


def to_add(key: str, entry: Expectation) -> Message:
    """Say what to write for a key that an entry lacks."""
    place, about = entry.under(key), entry.about(key)
    form = quoted(place.values) if place.values else say(place.form) if place.form else None
    if about and form and place.form != FORMS[ID]:
        return say("add `{key}`: {form}. {about}", key=key, form=form, about=say(about))
    if about:
        return say("add `{key}`. {about}", key=key, about=say(about))
    return say("add `{key}`: {form}", key=key, form=form) if form else say("add `{key}`", key=key)


def quoted(words: Sequence[str]) -> Either:
    """Return alternatives as they are written in a file."""
    return Either(tuple(f"`{word}`" for word in words))
