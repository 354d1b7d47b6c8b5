"""Types of values in JSON that several schemas share. Only what makes schemas imports them: pydantic is heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, WithJsonSchema

if TYPE_CHECKING:
    from enum import Enum

Count = Annotated[int, Field(ge=0)]
Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]


def values_of(members: type[Enum]) -> Any:
    """The JSON Schema of the values of an enumeration, as an annotation of `str`."""
    return WithJsonSchema({"enum": [member.value for member in members]})
