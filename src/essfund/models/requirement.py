"""The shape of a condition as authors write it, made from the fields and operators: their only declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import PydanticCustomError, core_schema

from essfund.models.authoring import CODE, FORMS, ID, read_day, read_list
from essfund.models.condition import Strength
from essfund.models.fields import FIELDS, TESTED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from essfund.models.fields import Field
    from essfund.models.kinds import Operator

SHAPES = ("all", "any", "not", "shared", *TESTED)
"""A condition holds exactly one of these keys."""

ARGUMENTS: Mapping[str, Callable[[], CoreSchema]] = {
    "number": lambda: core_schema.float_schema(strict=True, allow_inf_nan=False),
    "boolean": lambda: core_schema.bool_schema(strict=True),
    "array": lambda: core_schema.list_schema(core_schema.str_schema(strict=True), min_length=1),
}


def one_test(raw: dict[str, Any]) -> dict[str, Any]:
    """Refuse a condition that holds no test, or two: one could not say which decides."""
    found = [key for key in SHAPES if key in raw]
    if len(found) != 1:
        raise PydanticCustomError(
            "essfund_one_test", "a condition holds exactly one test, this one holds {count}", {"count": len(found)}
        )
    return raw


def one_bound(raw: dict[str, Any]) -> dict[str, Any]:
    """Refuse a field without any operator."""
    if not raw:
        raise PydanticCustomError("essfund_one_test", "this field has no operator")
    return raw


def optional(fields: Mapping[str, CoreSchema], ref: str | None = None) -> CoreSchema:
    """Return a mapping schema whose keys are all optional and closed."""
    entries = {key: core_schema.typed_dict_field(schema, required=False) for key, schema in fields.items()}
    return core_schema.typed_dict_schema(entries, extra_behavior="forbid", ref=ref)


def text(pattern: str) -> CoreSchema:
    """Return the schema of a text of one form, with the words for it."""
    return core_schema.str_schema(pattern=pattern, metadata={"pydantic_js_extra": {"patternErrorMessage": FORMS[pattern]}})


def operator_schema(operator: Operator) -> CoreSchema:
    """Return the schema of an operator's argument."""
    return ARGUMENTS[str(operator.takes["type"])]()


def field_schema(field: Field) -> CoreSchema:
    """Return the schema of a test on one field; a flag is written bare."""
    operators = field.kind.operators
    if set(operators) == {"is"}:
        return operator_schema(operators["is"])
    bounds = {name: operator_schema(operator) for name, operator in operators.items()}
    return core_schema.no_info_after_validator_function(one_bound, optional(bounds))


def test_fields() -> dict[str, CoreSchema]:
    """Return the keys that make a test."""
    inner = core_schema.definition_reference_schema("test")
    several = core_schema.list_schema(inner, min_length=1)
    keys: dict[str, CoreSchema] = {
        "all": several,
        "any": several,
        "not": inner,
        "shared": text(ID),
    }
    return keys | {key: field_schema(FIELDS[key]) for key in TESTED}


def facts() -> dict[str, CoreSchema]:
    """Return what is said about a condition: how well it is known, by whom, when it applies."""
    ids = core_schema.list_schema(text(ID), min_length=1)
    words = core_schema.typed_dict_schema({
        "fr": core_schema.typed_dict_field(core_schema.str_schema(min_length=1)),
        "en": core_schema.typed_dict_field(core_schema.str_schema(min_length=1)),
    }, extra_behavior="forbid")
    day = core_schema.no_info_before_validator_function(
        read_day, core_schema.date_schema(), json_schema_input_schema=core_schema.date_schema()
    )
    return {
        "source": core_schema.no_info_before_validator_function(
            read_list, ids, json_schema_input_schema=core_schema.union_schema([text(ID), ids])
        ),
        "strength": core_schema.enum_schema(Strength, list(Strength)),
        "from": day,
        "until": day,
        "note": words,
    }


class Requirement(dict[str, Any]):
    """A condition as written, checked for shape. References are resolved when the catalogue is put together."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Build the schema from the fields and operators."""
        del source, handler
        inner = core_schema.no_info_after_validator_function(one_test, optional(test_fields()), ref="test")
        accepted = core_schema.dict_schema(
            text(CODE), core_schema.str_schema(min_length=1, max_length=2000)
        )
        outer = optional({"id": text(ID), "accepts": accepted} | test_fields() | facts())
        checked = core_schema.no_info_after_validator_function(one_test, outer)
        return core_schema.definitions_schema(checked, [inner])
