"""Small types that authors of a catalogue write: days, ids, texts in two languages, sources.

`about` says what a key is for, beside the key itself: JSON Schemas, what editors show and the skeletons of `essfund new`
come from there. `OfVocabulary` names the ids that a key takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from essfund.messages import N_
from essfund.models.condition import Strength

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


def about(text: str) -> Any:
    """Say what a key is for; `text` is marked by `N_`."""
    return Field(description=text)


@dataclass(frozen=True)
class OfVocabulary:
    """Says that a key takes the ids of a vocabulary, and the names of its sets if `sets`. Schemas list them."""

    name: str
    sets: bool = False

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Leave the name of the vocabulary in the schema: whoever knows the vocabularies puts the ids in its place."""
        return {**handler(schema), "vocabulary": self.name, "sets": self.sets}


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


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE = r"^[A-Z]{2,3}\d{3}$"
ID_SCHEMA = {
    "type": "string", "pattern": ID,
    "patternErrorMessage": N_("an id is written in lower case without accents, its words joined by hyphens: pass-occitanie"),
}
ONE_OR_MORE = {"anyOf": [ID_SCHEMA, {"type": "array", "items": ID_SCHEMA, "minItems": 1}]}
DAY_SCHEMA = {
    "type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$",
    "patternErrorMessage": N_('a day is written between quotes, like "2018-11-16"'),
}

READ_IN = N_("Where this was read: one id, or a list of ids, out of `sources` in tools.yaml.")
ACCEPTED = N_("Findings of `essfund validate` that are accepted here and below: the code, and why.")
EVIDENCE = N_("How well this is known. Established and probable conditions can refuse, inferred ones never do.")

Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema(DAY_SCHEMA)]
Id = Annotated[str, Field(pattern=ID), WithJsonSchema(ID_SCHEMA)]
Ids = Annotated[
    tuple[Id, ...], BeforeValidator(read_list), Field(min_length=1), WithJsonSchema(ONE_OR_MORE),
    about(READ_IN),
]
Evidence = Annotated[
    Strength, OfVocabulary("strength"), about(EVIDENCE),
]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Euros = Annotated[
    int, Field(strict=True, json_schema_extra={"errorMessage": N_("an amount is in whole euros and plain digits: 45000")})
]
Share = Annotated[float, Field(gt=0, le=1000, strict=True)]
Part = Annotated[float, Field(ge=0, le=1, strict=True)]
Url = Annotated[str, Field(pattern=r"^https?://\S+$")]
PartialDay = Annotated[str, Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
DepartementCode = Annotated[str, Field(pattern=r"^(\d{2}|2[AB]|97\d)$"), OfVocabulary("departement")]
Accepted = Annotated[dict[Annotated[str, Field(pattern=CODE)], Line], about(ACCEPTED)]
"""Findings that an entry accepts: the code, and why."""
