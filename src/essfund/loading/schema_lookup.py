"""What the models want at each place of a file: asked of their JSON Schemas, never of a list of keys."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from essfund.core.lazily import cached_property
from essfund.core.record import record
from essfund.loading.model_schemas import model_schema
from essfund.model.authored_types import DAY, FORMS
from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS
from essfund.model.vocabulary import Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from essfund.core.messages import Text
    from essfund.model.fields import Field


@record(frozen=True)
class Expectation:
    """What may stand at one place: the schemas of its variants, references followed."""

    variants: tuple[Mapping[str, Any], ...]
    definitions: Mapping[str, Any]

    def _inside(self, schemas: list[Any]) -> Expectation:
        found = [variant for schema in schemas if isinstance(schema, dict) for variant in variants(schema, self.definitions)]
        return Expectation(tuple(found), self.definitions)

    def under(self, key: str) -> Expectation:
        """What is wanted as the value of a key."""
        found: list[Any] = []
        for schema in self.variants:
            named = schema.get("properties", {})
            by_pattern = [inner for pattern, inner in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
            found += [named[key]] if key in named else by_pattern or [schema.get("additionalProperties")]
        return self._inside(found)

    @cached_property
    def item(self) -> Expectation:
        """What is wanted as an entry of a list."""
        return self._inside([schema.get("items") for schema in self.variants])

    def at(self, path: Iterable[object]) -> Expectation:
        """What is wanted at a place below."""
        here = self
        for step in path:
            here = here.item if isinstance(step, int) else here.under(str(step))
        return here

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that an entry may hold, in their usual order; none where the author chooses them."""
        return tuple(dict.fromkeys(key for schema in self.variants for key in schema.get("properties", {})))

    def about(self, key: str) -> Text | None:
        """What a key of an entry is for; None if that is not said."""
        said = (schema.get("properties", {}).get(key, {}).get("description") for schema in self.variants)
        return next((text for text in said if text), None)

    @cached_property
    def values(self) -> tuple[str, ...]:
        """The only values that may stand here; none where there is no such list."""
        lists = [schema.get("enum", [schema["const"]] if "const" in schema else []) for schema in self.variants
                 if schema.get("type") != "null"]
        return tuple(dict.fromkeys(str(value) for item in lists for value in item)) if all(lists) else ()

    @cached_property
    def form(self) -> str | None:
        """What a text here must look like, in words; None if that is not said."""
        patterns = [DAY if schema.get("format") == "date" else schema.get("pattern") for schema in self.variants]
        return next((FORMS[pattern] for pattern in patterns if pattern in FORMS), None)

    @cached_property
    def types(self) -> frozenset[str]:
        """The JSON types that may stand here."""
        return frozenset(schema["type"] for schema in self.variants if isinstance(schema.get("type"), str))

    @property
    def number(self) -> bool:
        """Whether a number may stand here."""
        return bool(self.types & {"number", "integer"})

    @property
    def whole(self) -> bool:
        """Whether only a whole number may stand here, or no number at all."""
        return "number" not in self.types

    def text(self, text: str) -> bool:
        """Whether this text may stand here."""
        return any(schema.get("type") == "string" and fits(text, schema) for schema in self.variants)

    def key(self, text: str) -> bool:
        """Whether this may be a key that an author chooses, such as a code: the keys of an entry are given."""
        chosen = [schema for schema in self.variants if "properties" not in schema and schema.get("type") == "object"]
        patterns = [pattern for schema in chosen for pattern in schema.get("patternProperties", ())]
        return any(schema.get("additionalProperties") for schema in chosen) or any(re.search(pattern, text) for pattern in patterns)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """The usual order of the keys of an entry: that of its model. Empty where the author chooses the keys."""
        named = [item["properties"] for item in self.variants if item.get("additionalProperties") is False and "properties" in item]
        return {key: index for index, key in enumerate(named[0])} if len(named) == 1 else {}


def variants(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the alternatives of a schema, references followed."""
    if "$ref" in schema:
        yield from variants(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    elif "anyOf" in schema:
        for item in schema["anyOf"]:
            yield from variants(item, definitions)
    else:
        yield schema


def fits(text: str, schema: Mapping[str, Any]) -> bool:
    """Whether a text is what a schema of texts allows."""
    if schema.get("format") == "date":
        try:
            return bool(re.fullmatch(DAY, text) and date.fromisoformat(text))
        except ValueError:
            return False
    allowed = schema.get("enum", [schema.get("const", text)])
    return text in allowed and len(text) <= schema.get("maxLength", len(text)) and bool(re.search(schema.get("pattern", ""), text))


@lru_cache(64)
def wanted(role: str, added: tuple[Field, ...] = ()) -> Expectation:
    """What is wanted of a whole file of one role. A profile inside golden cases is what its fields take, `added` ones too."""
    schema = model_schema(role, added)
    definitions = schema.get("$defs", {})
    profile = {"type": "object", "properties": {field.key: raw_schema(field) for field in (*FIELDS.values(), *added)}}
    for properties in (definition.get("properties", {}) for definition in definitions.values()):
        if properties.get("profile", {}).get("additionalProperties") is True:
            properties["profile"] = profile
    return Expectation(tuple(variants(schema, definitions)), definitions)


def raw_schema(field: Field) -> dict[str, Any]:
    """What a field takes in a file. Some kinds take whole numbers as codes (docs/decisions/0010), which is no defect."""
    schema = field.kind.schema(None)
    try:
        field.kind.read(10, Vocabulary({"10": Term("10", "10")}))
    except ParseError:
        return schema
    return {"anyOf": [schema, {"type": "integer"}]}
