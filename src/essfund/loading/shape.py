"""pydantic's findings to diagnostics: each at its line, in plain words, without pydantic's own vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from essfund.core.diagnostics import MOST_FINDINGS, unlisted
from essfund.core.messages import Message, say
from essfund.loading.suggestions import allowed_keys, instead_of_key, instead_of_text, instead_of_type, instead_of_value, to_add
from essfund.model.authored_types import DAY, FORMS
from essfund.model.requirement import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pydantic import ValidationError

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.schema_lookup import Expectation
    from essfund.loading.yaml_reader import Document

UNKNOWN_KEY = {"extra_forbidden", "unexpected_keyword_argument"}
MISSING_KEY = {"missing", "missing_argument", "missing_keyword_only_argument"}
LISTED = {"enum", "literal_error"}
EXPECTED: dict[str, Message] = {
    "string_type": say("expected a text"),
    "int_type": say("expected a whole number, in plain digits"),
    "int_parsing": say("expected a whole number, in plain digits"),
    "int_from_float": say("expected a whole number, in plain digits"),
    "float_type": say("expected a number, in plain digits"),
    "float_parsing": say("expected a number, in plain digits"),
    "bool_type": say("expected true or false"),
    "dict_type": say("expected a mapping of keys to values"),
    "list_type": say("expected a list"),
    "tuple_type": say("expected a list"),
    "dataclass_type": say("expected a mapping of keys to values"),
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
    """One finding of pydantic: its kind, where it stands in the document, what stands there, and pydantic's context.

    `beyond` are the steps that pydantic took without the document: a variant of a type, what a short form stands for.
    """

    kind: str
    path: tuple[object, ...]
    beyond: tuple[object, ...]
    on_key: bool
    value: Any
    context: Mapping[str, Any]


def shape_diagnostics(error: ValidationError, document: Document, whole: Expectation) -> list[Diagnostic]:
    """Turn the findings of one validation into diagnostics at their places. `whole` is what is wanted of the document.

    Where reading stopped early, what is not there at the end of the file is no finding.
    """
    items = error.errors(include_url=False)
    if document.cut:
        items = [item for item in items if len(item["loc"]) > 1 or item["type"] not in MISSING_KEY]
    told = list(_told_once([defect_in(document.data, dict(item)) for item in items]))
    found = [_one(defect, document, whole) for defect in told[:MOST_FINDINGS]]
    return found if len(told) <= MOST_FINDINGS else [*found, unlisted(len(told) - MOST_FINDINGS)]


def defect_in(data: Any, item: Mapping[str, Any]) -> Defect:
    """Find the place of a finding in a document."""
    path: list[object] = []
    beyond: list[object] = []
    for step in item["loc"]:
        if (isinstance(data, dict) and step in data) or (isinstance(data, list) and isinstance(step, int) and step < len(data)):
            data = data[step]
            path.append(step)
        elif item["type"] in MISSING_KEY:
            path.append(step)
        else:
            beyond.append(step)
    return Defect(item["type"], tuple(path), tuple(beyond), item["loc"][-1:] == ("[key]",), data, item.get("ctx") or {})


def _told_once(defects: list[Defect]) -> Iterator[Defect]:
    """Yield each defect once: every variant of a type refuses it, and a list whose only entry is wrong is not empty."""
    seen: set[tuple[object, ...]] = set()
    for one in defects:
        filled = one.kind == "too_short" and isinstance(one.value, list) and len(one.value) >= one.context.get("min_length", 1)
        if (one.path, one.kind) not in seen and not filled:
            seen.add((one.path, one.kind))
            yield one


def _one(defect: Defect, document: Document, whole: Expectation) -> Diagnostic:
    path, kind = defect.path, defect.kind
    if kind in UNKNOWN_KEY:
        key = str(path[-1])
        advice = instead_of_key(key, path, whole)
        return document.report("CAT001", say("`{key}` is not a key that may stand here", key=key), path, advice, key=True)
    if kind in MISSING_KEY:
        key = str(path[-1])
        return document.report("CAT002", say("`{key}` is missing", key=key), path[:-1], to_add(key, whole.at(path[:-1])), key=True)
    if kind == "essfund_one_test":
        message, advice = _tests(defect, whole)
        return document.report("CAT004", message, path, advice)
    message, advice = _value(defect, whole)
    return document.report("CAT003", message, path, advice, key=defect.on_key)


def _tests(defect: Defect, whole: Expectation) -> tuple[Message, Message | None]:
    """Say which tests a condition holds, if not exactly one."""
    if "count" not in defect.context:
        field = defect.path[-1]
        return say("`{field}` has no operator", field=field), allowed_keys(whole.at(defect.path), field)
    tests = [f"`{key}`" for key in SHAPES if key in defect.value]
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
