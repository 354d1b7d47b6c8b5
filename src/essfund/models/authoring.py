"""Small types that authors of a catalogue write: days, ids, texts in two languages, sources.

`FORMS` says in words what a text must look like, beside its pattern: messages and JSON Schemas say the same.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from essfund.messages import N_

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CODE = r"^[A-Z]{2,3}\d{3}$"
DAY = r"^\d{4}-\d{2}-\d{2}$"
PARTIAL_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"
ADDRESS = r"^https?://\S+$"
DEPARTEMENT = r"^(\d{2}|2[AB]|97\d)$"
INSEE = r"^\d{4}$"

FORMS: dict[str, str] = {
    ID: N_("an id: small letters without accents, digits and hyphens, like pass-occitanie"),
    CODE: N_("the code of a finding, like CAT076"),
    DAY: N_('a day between quotes, like "2018-11-16"'),
    PARTIAL_DAY: N_('a day, a month or a year between quotes, like "2018-11-16", "2018-11" or "2018"'),
    ADDRESS: N_("an address without spaces that begins with https:// or http://"),
    DEPARTEMENT: N_('the code of a département between quotes, like "31", "09", "2A" or "974"'),
    INSEE: N_('the four digits of an INSEE legal category between quotes, like "5710"'),
}
"""What each pattern asks for, in the words of whoever writes the file."""


def form(pattern: str) -> Any:
    """Ask for a text of this form; JSON Schemas carry the words, for editors that show them."""
    return Field(pattern=pattern, json_schema_extra={"patternErrorMessage": FORMS[pattern]})


def read_day(raw: object) -> object:
    """Accept a day only as a quoted ISO text: a bare YAML date has already lost how it was written."""
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str) and re.fullmatch(DAY, raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise PydanticCustomError("essfund_no_such_day", "this day does not exist") from None
    raise PydanticCustomError("essfund_day", 'expected a day like "2018-11-16", between quotes')


def read_list(raw: object) -> object:
    """Accept one id where a list of ids may stand."""
    return [raw] if isinstance(raw, str) else raw


Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema({"type": "string", "format": "date"})]
Id = Annotated[str, form(ID)]
ONE_ID = {"type": "string", "pattern": ID, "patternErrorMessage": FORMS[ID]}
ONE_OR_MORE = {"anyOf": [ONE_ID, {"type": "array", "items": ONE_ID, "minItems": 1}]}
Ids = Annotated[tuple[Id, ...], BeforeValidator(read_list), Field(min_length=1), WithJsonSchema(ONE_OR_MORE)]
Line = Annotated[str, Field(min_length=1, max_length=2000)]
Euros = Annotated[int, Field(strict=True)]
Share = Annotated[float, Field(gt=0, le=1000, strict=False)]
Part = Annotated[float, Field(ge=0, le=1)]
Url = Annotated[str, form(ADDRESS)]
PartialDay = Annotated[str, form(PARTIAL_DAY)]
DepartementCode = Annotated[str, form(DEPARTEMENT)]
Accepted = dict[Annotated[str, form(CODE)], Line]
"""Findings that an entry accepts: the code, and why."""
