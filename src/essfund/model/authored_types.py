"""Small types that authors of a catalogue write: days, ids, texts in two languages, sources.

`about` says what a key is for, beside the key itself: JSON Schemas, what editors show and the skeletons of `essfund new`
come from there. `Ref` names what the ids of a key refer to, `OfVocabulary` the vocabulary that has them. `FORMS` says in
words what a text must look like: messages and JSON Schemas say the same.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from essfund.core.messages import N_
from essfund.core.record import record
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE = r"^[A-Z]{2,3}\d{3}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
PARTIAL_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
ADDRESS = r"^https?://\S+$"
DEPARTEMENT = r"^(\d{2}|2[AB]|97\d)$"
FIELD_KEY = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
INSEE = r"^\d{4}$"

FORMS: dict[str, str] = {
    ID: N_("an id: small letters without accents, digits and hyphens, like fonds-local"),
    FIELD_KEY: N_("a key: small letters without accents, digits and underscores, like zone_rurale"),
    CODE: N_("the code of a finding, like CAT076"),
    DAY: N_('a day between quotes, like "2018-11-16"'),
    PARTIAL_DAY: N_('a day, a month or a year between quotes, like "2018-11-16", "2018-11" or "2018"'),
    ADDRESS: N_("an address without spaces that begins with https:// or http://"),
    DEPARTEMENT: N_('the code of a département between quotes, like "31", "09", "2A" or "974"'),
    INSEE: N_('the four digits of an INSEE legal category between quotes, like "5710"'),
}
"""What each pattern asks for, in the words of whoever writes the file."""


def written(pattern: str) -> dict[str, Any]:
    """The JSON Schema of a text of this form, with its words for editors that show them."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": FORMS[pattern]}


def form(pattern: str) -> Any:
    """Demand of a text of this form."""
    return Field(pattern=pattern, json_schema_extra={"patternErrorMessage": FORMS[pattern]})


def about(text: str) -> Any:
    """Say what a key is for; `text` is marked by `N_`."""
    return Field(description=text)


@record(frozen=True)
class Ref:
    """Mark of a key whose ids refer to entries defined elsewhere; `kind` says to which: source, contact, tool, reservation."""

    kind: str


@record(frozen=True)
class OfVocabulary(Ref):
    """Mark of a key that takes the ids of a vocabulary, and the names of its sets if `sets`. Schemas list them."""

    sets: bool = False

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Leave the name of the vocabulary in the schema: whoever knows the vocabularies puts the ids in its place."""
        return {**handler(schema), "vocabulary": self.kind, "sets": self.sets}


FIRST_YEAR, LAST_YEAR = 1800, 2999  # beyond them no law or instrument can be meant, and the day before or after may not exist


def read_day(raw: object) -> object:
    """Accept a day only as a quoted ISO text: a bare YAML date has already lost how it was written."""
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and re.fullmatch(DAY, raw):
        try:
            found = date.fromisoformat(raw)
        except ValueError:
            raise PydanticCustomError("essfund_no_such_day", "this day does not exist") from None
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return found
        raise PydanticCustomError("essfund_no_such_day", "this day cannot be meant")
    raise PydanticCustomError("essfund_day", 'expected a day like "2018-11-16", between quotes')


def read_list(raw: object) -> object:
    """Accept one id where a list of ids may stand."""
    return [raw] if isinstance(raw, str) else raw


ID_SCHEMA = written(ID)
ONE_OR_MORE = {"anyOf": [ID_SCHEMA, {"type": "array", "items": ID_SCHEMA, "minItems": 1}]}
DAY_SCHEMA = {**written(DAY), "format": "date"}

READ_IN = N_("Where this was read: one id, or a list of ids, out of `sources` in tools.yaml.")
ACCEPTED = N_("Findings of `essfund validate` that are accepted here and below: the code, and why.")
EVIDENCE = N_("How well this is known. Established and probable conditions can refuse, inferred ones never do.")

Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema(DAY_SCHEMA)]
Id = Annotated[str, form(ID)]
Ids = Annotated[
    tuple[Id, ...], BeforeValidator(read_list), Field(min_length=1), WithJsonSchema(ONE_OR_MORE),
    Ref("source"), about(READ_IN),
]
Evidence = Annotated[Strength, OfVocabulary("strength"), about(EVIDENCE)]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Effort = Annotated[int, Field(strict=True, ge=1, le=3)]
Bound = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-(10**12), le=10**12)]
Euros = Annotated[
    int, Field(strict=True, json_schema_extra={"errorMessage": N_("an amount is in whole euros and plain digits: 45000")})
]
Share = Annotated[float, Field(gt=0, le=1000, strict=True)]
Part = Annotated[float, Field(ge=0, le=1, strict=True)]
Url = Annotated[str, form(ADDRESS)]
PartialDay = Annotated[str, form(PARTIAL_DAY)]
DepartementCode = Annotated[str, form(DEPARTEMENT), OfVocabulary("departement")]
Accepted = Annotated[dict[Annotated[str, form(CODE)], Line], about(ACCEPTED)]
"""Findings that an entry accepts: the code, and why."""
