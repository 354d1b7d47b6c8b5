"""pydantic's findings to diagnostics: each at its line, in plain words, without pydantic's own vocabulary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Sample, Severity
from essfund.core.messages import Either, Message, did_you_mean, say, text_of
from essfund.core.named_tuple import NamedTuple
from essfund.core.text import fold, nearest
from essfund.loading.scalars import plain_digits
from essfund.model.authored_types import DAY, FORMS, ID
from essfund.model.field_types import JUDGES
from essfund.model.fields import FIELDS
from essfund.model.requirement import BESIDE, SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.schema_lookup import Expectation
    from essfund.loading.yaml_reader import Document


FEW = 12  # so many keys are listed beside a suggestion; a longer list is given only if nothing looks like what was written
LONGEST = 60  # characters of a value that is repeated, or compared with others; a longer one is not mistyped


def allowed_keys(entry: Expectation, owner: object) -> Message | None:
    """Say which keys an entry takes; `owner` is the key that it stands under. None if its author chooses them."""
    keys = entry.keys
    if keys and set(keys) <= set(JUDGES):
        return say("`{field}` takes {words}", field=owner, words=keys)
    if set(SHAPES) <= set(keys):
        return say("a condition holds one of {words}", words=tests_among(keys))
    return say("the keys here are {words}", words=keys) if keys else None


def tests_among(keys: Iterable[str]) -> tuple[str, ...]:
    """Of the keys of a condition those of which it holds exactly one."""
    added = [key for key in keys if key not in SHAPES and key not in BESIDE]
    return (*SHAPES, *added)


def instead_of_key(key: str, path: Sequence[object], whole: Expectation) -> Message | None:
    """Say what to write instead of a key that may not stand at the end of a path."""
    entry = whole.at(path[:-1])
    owner = next((step for step in reversed(path[:-1]) if isinstance(step, str)), None)
    allowed = allowed_keys(entry, owner)
    near = nearest(key, entry.keys) if len(key) <= LONGEST else []
    if near:
        suggested = did_you_mean(near)
        return say("{suggestion} {rest}", suggestion=suggested, rest=allowed) if allowed and len(entry.keys) <= FEW else suggested
    if deeper := [item for item in entry.keys if key in entry.under(item).keys]:
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
        return say("write {example}", example=digits) if digits else say("write digits alone, without unit: 20000")
    return say("write {example}", example=f'"{written}"') if place.types == {"string"} and not isinstance(value, str) else None


def to_add(key: str, entry: Expectation) -> Message:
    """Say what to write for a key that an entry lacks."""
    place, about = entry.under(key), entry.about(key)
    form = quoted(place.values) if place.values else say(place.form) if place.form else None
    if about and form and place.form != FORMS[ID]:
        return say("add `{key}`: {form}. {about}", key=key, form=form, about=text_of(about))
    if about:
        return say("add `{key}`. {about}", key=key, about=text_of(about))
    return say("add `{key}`: {form}", key=key, form=form) if form else say("add `{key}`", key=key)


def quoted(words: Sequence[str]) -> Either:
    """Alternatives as they are written in a file."""
    return Either(tuple(f"`{word}`" for word in words))


UNKNOWN_KEY = {"extra_forbidden", "unexpected_keyword_argument"}
MISSING_KEY = {"missing", "missing_argument", "missing_keyword_only_argument"}
LISTED = {"enum", "literal_error"}
EXPECTED: dict[str, Message] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), say("expected a whole number, in plain digits")),
    **dict.fromkeys(("float_type", "float_parsing"), say("expected a number, in plain digits")),
    **dict.fromkeys(("dict_type", "dataclass_type"), say("expected a mapping of keys to values")),
    **dict.fromkeys(("list_type", "tuple_type"), say("expected a list")),
    "string_type": say("expected a text"),
    "bool_type": say("expected true or false"),
    "string_too_short": say("this text is empty"),
    "finite_number": say("expected a finite number"),
    "essfund_no_such_day": say("this day does not exist"),
}
BOUNDS: dict[str, tuple[str, Callable[[Any], Message]]] = {
    "greater_than": ("gt", lambda bound: say("expected a number above {bound}", bound=bound)),
    "greater_than_equal": ("ge", lambda bound: say("expected {bound} or more", bound=bound)),
    "less_than": ("lt", lambda bound: say("expected a number below {bound}", bound=bound)),
    "less_than_equal": ("le", lambda bound: say("expected {bound} or less", bound=bound)),
}


class Defect(NamedTuple):
    """One finding of pydantic: its kind, its place in the document, what stands there, and pydantic's context."""

    kind: str
    path: tuple[object, ...]
    beyond: tuple[object, ...]  # steps that pydantic took without the document: a variant of a type, what a short form stands for
    on_key: bool
    value: Any
    context: Mapping[str, Any]


def shape_diagnostics(error: ValidationError, document: Document, whole: Expectation) -> list[Diagnostic]:
    """Findings of one validation as diagnostics at their places. Where reading stopped early, what is not there at the end is none."""
    items = error.errors(include_url=False)
    if document.cut:
        items = [item for item in items if len(item["loc"]) > 1 or item["type"] not in MISSING_KEY]
    defects = list(_each_once(defect_in(document.data, item) for item in items))
    sample = Sample()
    found = [_diagnostic(defect, document, whole) for defect in defects if sample.takes(code_of(defect.kind), Severity.ERROR)]
    return [*found, *sample.rest()]


def code_of(kind: str) -> str:
    """The code of what pydantic finds."""
    if kind in UNKNOWN_KEY:
        return "CAT001"
    if kind in MISSING_KEY:
        return "CAT002"
    return "CAT004" if kind == "essfund_one_test" else "CAT003"


def defect_in(data: Any, item: ErrorDetails) -> Defect:
    """Find the place of a finding in a document."""
    path: list[object] = []
    beyond: list[object] = []
    for step in item["loc"]:
        steps = data if isinstance(data, dict) else range(len(data) if isinstance(data, list) else 0)
        inside = step in steps
        data = data[step] if inside else data
        (path if inside or item["type"] in MISSING_KEY else beyond).append(step)
    return Defect(item["type"], tuple(path), tuple(beyond), item["loc"][-1:] == ("[key]",), data, item.get("ctx") or {})


def _each_once(defects: Iterable[Defect]) -> Iterator[Defect]:
    """Yield each defect once: every variant of a type refuses it, and a list whose only entry is wrong is not empty."""
    seen: set[tuple[object, ...]] = set()
    for defect in defects:
        value = defect.value
        filled = defect.kind == "too_short" and isinstance(value, list) and len(value) >= defect.context.get("min_length", 1)
        if (defect.path, defect.kind) not in seen and not filled:
            seen.add((defect.path, defect.kind))
            yield defect


def _diagnostic(defect: Defect, document: Document, whole: Expectation) -> Diagnostic:
    path, code = defect.path, code_of(defect.kind)
    if code == "CAT001":
        key = str(path[-1])
        advice = instead_of_key(key, path, whole)
        return document.report(code, say("`{key}` is not a key that may stand here", key=key), path, advice, key=True)
    if code == "CAT002":
        key = str(path[-1])
        return document.report(code, say("`{key}` is missing", key=key), path[:-1], to_add(key, whole.at(path[:-1])), key=True)
    if code == "CAT004":
        message, advice = _tests(defect, whole)
        return document.report(code, message, path, advice)
    message, advice = _value(defect, whole)
    return document.report(code, message, path, advice, key=defect.on_key)


def _tests(defect: Defect, whole: Expectation) -> tuple[Message, Message | None]:
    """Say which tests a condition holds, if not exactly one."""
    if "count" not in defect.context:
        field = defect.path[-1]
        return say("`{field}` has no operator", field=field), allowed_keys(whole.at(defect.path), field)
    tests = [f"`{key}`" for key in tests_among(defect.value) if key in defect.value]
    if not tests:
        return say("this condition holds no test"), say("use one of: a field, all, any, not, shared")
    return (say("a condition holds exactly one test; this one holds {tests}", tests=tests),
            say("make two conditions of it, or join the tests under `all` or `any`"))


def _value(defect: Defect, whole: Expectation) -> tuple[Message, Message | None]:
    """Say what is wrong with a value, and what to write instead."""
    kind, context, place = defect.kind, defect.context, whole.at(defect.path)
    if kind == "string_pattern_mismatch":
        text = str(defect.path[-1]) if defect.on_key else str(defect.value)
        return say("this text does not have the expected form"), instead_of_text(text, context["pattern"])
    if kind in LISTED:
        listed = place if place.values else place.at(defect.beyond)
        return say("this is not one of the allowed values"), instead_of_value(defect.value, listed)
    if kind in BOUNDS:
        key, expected = BOUNDS[kind]
        bound = context[key]
        return expected(int(bound) if bound == int(bound) else bound), None
    if kind == "too_short":
        least = context["min_length"]
        return (say("this is empty") if least == 1 else say("at least {count} are needed here", count=least)), None
    if kind == "string_too_long":
        return say("this text is longer than {count} characters", count=context["max_length"]), None
    if kind == "essfund_day":
        return say("expected: {form}", form=say(FORMS[DAY])), None
    owner = defect.path[-1] if defect.path else None
    return EXPECTED.get(kind, say("this value is not accepted here")), instead_of_type(defect.value, place, owner)
