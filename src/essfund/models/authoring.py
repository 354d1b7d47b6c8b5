"""Small types that authors of a catalogue write: days, ids, texts in two languages, sources."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError


FIRST_YEAR, LAST_YEAR = 1800, 2999
"""Beyond them no law or instrument can be meant, and the day before or after may not exist."""


def read_day(raw: object) -> object:
    """Accept a day only as a quoted ISO text: a bare YAML date has already lost how it was written."""
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", raw):
        try:
            found = date.fromisoformat(raw)
        except ValueError:
            raise PydanticCustomError("essfund_day", "this day does not exist") from None
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
        raise PydanticCustomError("essfund_day", "this day cannot be meant")
    raise PydanticCustomError("essfund_day", 'expected a day like "2018-11-16", between quotes')


def read_list(raw: object) -> object:
    """Accept one id where a list of ids may stand."""
    return [raw] if isinstance(raw, str) else raw


Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
ONE_OR_MORE = {
    "anyOf": [
        {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        {"type": "array", "items": {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}, "minItems": 1},
    ]
}
Ids = Annotated[tuple[Id, ...], BeforeValidator(read_list), Field(min_length=1), WithJsonSchema(ONE_OR_MORE)]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Euros = Annotated[int, Field(strict=True)]
Share = Annotated[float, Field(gt=0, le=1000, strict=True)]
Part = Annotated[float, Field(ge=0, le=1, strict=True)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$")]
PartialDay = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
DepartementCode = Annotated[str, Field(pattern=r"^(\d{2}|2[AB]|97\d)$")]
Accepted = dict[Annotated[str, Field(pattern=r"^[A-Z]{2,3}\d{3}$")], Line]
"""Findings that an entry accepts: the code, and why."""
