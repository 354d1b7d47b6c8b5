"""Every place of the model, taken from a catalogue in which every key stands once, and what is put there instead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.loading.model_schemas import adapter
from essfund.loading.yaml_reader import parse
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BASE = Path(__file__).parent / "base"
FILES = {
    "tools": "tools.yaml", "rules": "rules.yaml", "vocabularies": "vocabularies.yaml", "cases": "cases/exemples.yaml",
}
"""The file of the base that shows each kind of document."""

VALUES: dict[str, str] = {
    "nothing": "null",
    "yes": "true",
    "three": "3",
    "less than nothing": "-1",
    "a decimal": "1.5",
    "a text": '"text"',
    "an empty list": "[]",
    "an empty mapping": "{}",
    "a list of lists": "[[]]",
    "another mapping": '{"x": 1}',
    "four hundred digits": "9" * 400,
    "an empty text": '""',
    "as many digits as are read": "9" * 18,
    "hardly anything": "0.0000000000000001",
    "the last day": '"9999-12-31"',
    "no day": '"2018-02-30"',
    "an order to the terminal": '"\\u001b[31m"',
}
"""What is put at a place, as YAML writes it."""

ODD = ("an empty list", "an empty mapping", "as many digits as are read", "hardly anything")
"""Those that a catalogue may accept and still stumble over later."""

HOLE = "@@"
Path_ = tuple[object, ...]


def base(role: str) -> Any:
    """Return the data of a file of the base."""
    path = BASE / FILES[role]
    document = parse(path.read_text(encoding="utf-8"), str(path), plain_words=role == "cases")
    assert not document.diagnostics
    return document.data


def keys_of(role: str) -> tuple[set[tuple[str, str]], set[str]]:
    """Return every key that the model of a file knows: by class, and all names. Conditions are no class: many forms of one."""
    schema = adapter(role).json_schema()
    classes = {name: one for name, one in schema.get("$defs", {}).items() if name[0].isupper()}
    found = {(name, key) for name, one in classes.items() for key in one.get("properties", {})}
    return found | {("", key) for key in schema["properties"]}, set(_names(schema))


def _names(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for part in schema.values():
            yield from _names(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from _names(part)


def written(role: str, schema: Mapping[str, Any] | None = None, data: Any = None, *, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield every key of the classes of the model that stands in the base."""
    if schema is None:
        whole = adapter(role).json_schema()
        yield from written(role, {**whole, "$whole": whole}, base(role))
        return
    whole = schema["$whole"]

    def inside(part: Any, value: Any, name: str = "") -> Iterator[tuple[str, str]]:
        if isinstance(part, dict):
            yield from written(role, {**part, "$whole": whole}, value, name=name)

    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        yield from inside(whole["$defs"][name], data, name)
    for word in ("anyOf", "oneOf", "allOf"):
        for part in schema.get(word, ()):
            yield from inside(part, data)
    if isinstance(data, dict):
        known = schema.get("properties", {})
        others = [schema.get("additionalProperties"), *schema.get("patternProperties", {}).values()]
        for key, value in data.items():
            if key in known:
                yield name, key
                yield from inside(known[key], value)
            else:
                for part in others:
                    yield from inside(part, value)
    if isinstance(data, list):
        for value in data:
            yield from inside(schema.get("items"), value)


def places(role: str) -> dict[tuple[str, ...], Path_]:
    """Return one path for every place of the model: ids and positions in lists do not make another place."""
    names = keys_of(role)[1] | ({*FIELDS, "answers"} if role == "cases" else set())
    found: dict[tuple[str, ...], Path_] = {}

    def visit(data: Any, path: Path_) -> None:
        place = tuple(str(step) if step in names else "*" for step in path)
        found.setdefault(place, path)
        for step, part in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
            visit(part, (*path, step))

    visit(base(role), ())
    return found


def with_hole(data: Any, path: Path_) -> str:
    """Return data as YAML with something else to be put at a path."""
    return json.dumps(_replaced(data, path), ensure_ascii=False, indent=1)


def _replaced(data: Any, path: Path_) -> Any:
    if not path:
        return HOLE
    step, *rest = path
    if isinstance(data, dict):
        return {**data, step: _replaced(data[step], tuple(rest))}
    return [_replaced(part, tuple(rest)) if index == step else part for index, part in enumerate(data)]


def filled(text: str, value: str) -> str:
    """Put a value, as YAML writes it, where the hole is."""
    return text.replace(f'"{HOLE}"', value)
