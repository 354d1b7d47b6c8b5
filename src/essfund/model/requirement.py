"""The shape of a condition as authors write it, made from the fields and operators: their only declaration."""

from __future__ import annotations

from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, core_schema

from essfund.core.messages import N_, Text
from essfund.model.authored_types import ACCEPTED, CODE, DAY_SCHEMA, EVIDENCE, ID, ID_SCHEMA, READ_IN, read_day, read_list, written
from essfund.model.condition import Strength
from essfund.model.fields import FIELDS, TESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from essfund.model.fields import Field

WORDS = ("all", "any", "not", "shared")
SHAPES = (*WORDS, *TESTED)
"""A condition holds exactly one of these keys, or that of a field which its catalogue adds."""

BESIDE = frozenset({"id", "accepts", "source", "strength", "from", "until", "note"})
"""What stands in a condition besides its test."""

ADDED: ContextVar[Sequence[Field]] = ContextVar("ADDED", default=())
"""Fields that the catalogue adds whose files the schemas being built are for."""


def shapes() -> tuple[str, ...]:
    """The keys of which a condition holds exactly one, in the catalogue that schemas are built for."""
    return (*SHAPES, *(field.key for field in ADDED.get()))

ONE_TEST = N_("a condition holds exactly one test: a field, all, any, not or shared")
ONE_BOUND = N_("a test on a field is an operator and its argument: {at_least: 3}, {in: [scop]}")

def shown(**keywords: object) -> dict[str, Any]:
    """What a part of the schema says besides its type, for JSON Schemas."""
    return {"pydantic_js_updates": keywords}


ID_TEXT = core_schema.str_schema(pattern=ID, metadata=shown(**ID_SCHEMA))
ARGUMENTS: Mapping[str, Callable[[Field], CoreSchema]] = {
    "number": lambda _: core_schema.float_schema(strict=True, allow_inf_nan=False),
    "array": lambda field: core_schema.list_schema(core_schema.str_schema(
        strict=True, metadata=shown(vocabulary=field.vocabulary, sets=True) if field.vocabulary else shown()), min_length=1),
}
"""Schemas of the arguments of operators. A list takes the ids of the field's vocabulary and the names of its sets."""


def one_test(shapes: Sequence[str], raw: dict[str, Any]) -> dict[str, Any]:
    """Refuse a condition that holds no test, or two: one could not say which decides."""
    count = sum(key in raw for key in shapes)
    if count != 1:
        raise PydanticCustomError("essfund_one_test", "a condition holds exactly one test, this one holds {count}", {"count": count})
    return raw


def one_bound(raw: dict[str, Any]) -> dict[str, Any]:
    """Refuse a field without any operator."""
    if not raw:
        raise PydanticCustomError("essfund_one_test", "this field has no operator")
    return raw


def optional(fields: Mapping[str, tuple[Text, CoreSchema]], **said: object) -> CoreSchema:
    """Mapping schema whose keys are all optional and closed; each key comes with what it is for."""
    entries = {
        key: core_schema.typed_dict_field(schema, required=False, metadata=shown(description=text))
        for key, (text, schema) in fields.items()
    }
    return core_schema.typed_dict_schema(entries, extra_behavior="forbid", metadata=shown(**said))


def field_schema(field: Field) -> CoreSchema:
    """Definition of a test on one field, used by conditions and inside them; a flag is written bare.

    Of a field that cannot be read, anything will do.
    """
    operators, ref = field.kind.operators, f"test-{field.key}"
    if not operators:
        return core_schema.any_schema(ref=ref)
    if set(operators) == {"is"}:
        return core_schema.bool_schema(strict=True, ref=ref)
    bounds = {name: (operator.meaning, ARGUMENTS[str(operator.takes["type"])](field)) for name, operator in operators.items()}
    test = optional(bounds, minProperties=1, errorMessage=ONE_BOUND)
    return core_schema.no_info_after_validator_function(one_bound, test, ref=ref)


def test_fields() -> dict[str, tuple[Text, CoreSchema]]:
    """Keys that make a test, each with what it is for."""
    inner = core_schema.definition_reference_schema("test")
    several = core_schema.list_schema(inner, min_length=1)
    keys: dict[str, tuple[Text, CoreSchema]] = {
        "all": (N_("Every one of these tests must hold."), several),
        "any": (N_("One of these tests at least must hold."), several),
        "not": (N_("This test must not hold."), inner),
        "shared": (N_("A condition of `shared`, by its id."), ID_TEXT),
    }
    return keys | {field.key: (field.question, core_schema.definition_reference_schema(f"test-{field.key}")) for field in tested()}


def tested() -> list[Field]:
    """The fields that rules may test, in the catalogue that schemas are built for."""
    return [*(FIELDS[key] for key in TESTED), *ADDED.get()]


def facts() -> dict[str, tuple[Text, CoreSchema]]:
    """What is said about a condition: by whom, how well it is known, when it applies."""
    languages = {"fr": N_("The text in French."), "en": N_("The text in English.")}
    words = core_schema.typed_dict_schema({
        key: core_schema.typed_dict_field(core_schema.str_schema(min_length=1), metadata=shown(description=text))
        for key, text in languages.items()
    }, extra_behavior="forbid")
    day = core_schema.no_info_before_validator_function(
        read_day, core_schema.date_schema(), json_schema_input_schema=core_schema.str_schema(metadata=shown(**DAY_SCHEMA))
    )
    ids = core_schema.list_schema(ID_TEXT, min_length=1)
    return {
        "source": (READ_IN, core_schema.no_info_before_validator_function(
            read_list, ids, json_schema_input_schema=core_schema.union_schema([ID_TEXT, ids]))),
        "strength": (EVIDENCE, core_schema.enum_schema(Strength, list(Strength), metadata=shown(vocabulary="strength", sets=False))),
        "from": (N_("First day the condition applies, included."), day),
        "until": (N_("Last day the condition applies, included."), day),
        "note": (N_("What the test leaves open, or why it is written like this."), words),
    }


class Requirement(dict[str, Any]):
    """A condition as written, checked for shape. References are resolved when the catalogue is put together."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Build the schema from the fields and operators."""
        del source, handler
        test = optional(test_fields(), minProperties=1, maxProperties=1)
        check = partial(one_test, shapes())
        inner = core_schema.no_info_after_validator_function(check, test, ref="test")
        one_shape = [{"required": [key], "errorMessage": ONE_TEST} for key in shapes()]
        heads: dict[str, tuple[Text, CoreSchema]] = {
            "id": (N_("How an adviser answers it and golden cases name it, in words of the field: au-moins-un-salarie."), ID_TEXT),
            "accepts": (ACCEPTED, core_schema.dict_schema(core_schema.str_schema(pattern=CODE, metadata=shown(**written(CODE))),
                                                          core_schema.str_schema(min_length=1, max_length=2000))),
        }
        outer = optional(heads | test_fields() | facts(), oneOf=one_shape)
        checked = core_schema.no_info_after_validator_function(check, outer, ref="condition")
        fields = [field_schema(field) for field in tested()]
        return core_schema.definitions_schema(core_schema.definition_reference_schema("condition"), [*fields, inner, checked])
