"""pydantic's findings to diagnostics: each at its line, in plain words, without pydantic's own vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.diagnostics import MOST_FINDINGS, unlisted
from essfund.messages import Message, say
from essfund.models.requirement import SHAPES
from essfund.spelling import nearest

if TYPE_CHECKING:
    from pydantic import ValidationError

    from essfund.diagnostics import Diagnostic
    from essfund.reading.yamldoc import Document

UNKNOWN_KEY = {"extra_forbidden", "unexpected_keyword_argument"}
MISSING_KEY = {"missing", "missing_argument", "missing_keyword_only_argument"}
EXPECTED: dict[str, Message] = {
    "string_type": say("expected a text"),
    "int_type": say("expected a whole number, in plain digits"),
    "int_from_float": say("expected a whole number, in plain digits"),
    "float_type": say("expected a number, in plain digits"),
    "bool_type": say("expected true or false"),
    "dict_type": say("expected a mapping of keys to values"),
    "list_type": say("expected a list"),
    "tuple_type": say("expected a list"),
    "dataclass_type": say("expected a mapping of keys to values"),
    "too_short": say("this is empty"),
    "string_too_short": say("this text is empty"),
    "string_too_long": say("this text is too long"),
    "greater_than": say("this number is too small"),
    "greater_than_equal": say("this number is too small"),
    "less_than": say("this number is too large"),
    "less_than_equal": say("this number is too large"),
    "finite_number": say("expected a finite number"),
}


def shape_diagnostics(error: ValidationError, document: Document) -> list[Diagnostic]:
    """Turn the findings of one validation into diagnostics at their places.

    Where reading stopped early, what is not there at the end of the file is no finding.
    """
    items = error.errors(include_url=False)
    if document.cut:
        items = [item for item in items if len(item["loc"]) > 1 or item["type"] not in MISSING_KEY]
    found = [_one(dict(item), document) for item in items[:MOST_FINDINGS]]
    return found if len(items) <= MOST_FINDINGS else [*found, unlisted(len(items) - MOST_FINDINGS)]


def _one(item: dict[str, Any], document: Document) -> Diagnostic:
    path, kind, context = tuple(item["loc"]), item["type"], item.get("ctx", {})
    last = path[-1] if path else ""
    if kind in UNKNOWN_KEY:
        near = [word for word in nearest(str(last), _siblings(path)) if word != last]
        help_ = say("did you mean {words}?", words=", ".join(near)) if near else None
        return document.report("CAT001", say("`{key}` is not a key that may stand here", key=last), path, help_, key=True)
    if kind in MISSING_KEY:
        return document.report("CAT002", say("`{key}` is missing", key=last), path[:-1], key=True)
    if kind == "essfund_one_test":
        count = context.get("count", 0)
        return document.report("CAT004", say("a condition holds exactly one test; this one holds {count}", count=count), path,
                               say("use one of: a field, all, any, not, shared"))
    if kind == "string_pattern_mismatch":
        return document.report("CAT003", say("this text does not have the expected form"), path,
                               say("expected: {form}", form=context.get("pattern", "")))
    if kind in {"enum", "literal_error"}:
        return document.report("CAT003", say("this is not one of the allowed values"), path,
                               say("expected: {form}", form=context.get("expected", "")))
    if kind == "essfund_day":
        return document.report("CAT003", say('expected a day between quotes, like "2018-11-16"'), path)
    message = EXPECTED.get(kind, say("this value is not accepted here"))
    return document.report("CAT003", message, path)


def _siblings(path: tuple[object, ...]) -> tuple[str, ...]:
    """Return keys that people may have meant."""
    inside_rule = any(step in {"requires", "shared"} for step in path)
    keys = ("id", "shared", "source", "strength", "note", "from", "until", "fr", "en", "requires", "reservations", "offers")
    tool = ("name", "family", "reach", "provider", "apply", "plan", "summary", "stages", "dedicated_to", "cost", "amount",
            "at_least", "at_most", "limits", "share", "each", "of", "running", "valid_from", "valid_until", "successor",
            "notes", "checked_on", "sources", "conditions_of_money", "label")
    operators = ("at_least", "at_most", "more_than", "less_than", "in", "not_in", "any_of", "none_of", "starts_with")
    return (*keys, *SHAPES, *operators) if inside_rule else (*keys, *tool)
