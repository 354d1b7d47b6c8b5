"""Cells of a list to what they tell, as registers and spreadsheets write them: `9220.0`, `1.11Z`, a postcode without its nought, `NN`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from essfund.core.text import fold
from essfund.loading.profile import read_value
from essfund.model.field_types import FlagType, ParseError, says_unknown
from essfund.model.field_types.number import BANDS
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from essfund.model.catalogue import Catalogue
    from essfund.model.fields import Field

WHOLE = re.compile(r"(-?\d+)[.,]0+")
"""A code that a spreadsheet took for a number."""

NOTHING = frozenset({"nd", "nan", "null", "none", "nc", "n-a", "na", "non-renseigne", "vide", "non-diffusible"})
"""What says, folded, that nothing is known, beside what says so in a profile."""
NAF_FIRST = re.compile(r"\d{1,2}[.]?\d{2} ?[A-Za-z](?![\w])")
WITHOUT_NOUGHT = re.compile(r"\d[.]?\d{2}[A-Za-z]")
DIGITS = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
INSTANT = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
SECONDS = re.compile(r"-?\d{1,12}")
SECONDS_A_DAY, PARIS_BEFORE_GREENWICH = 24 * 3600, 2 * 3600
EPOCH = date(1970, 1, 1).toordinal()
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
OVERSEAS = ("97", "98")
COMMUNE_DIGITS = 5
FLAGS = {"1": True, "0": False, "x": True, "✓": True, "✔": True}
"""What marks a yes or a no in a spreadsheet, beside what does in a profile."""


def band(text: str) -> str:
    """Staff by a code of Sirene, or as people write it."""
    code = text.zfill(2)
    return f"tranche {code}" if code in BANDS else text.replace(" ou ", " à ")


def commune(text: str) -> str:
    """Département of the INSEE code of a commune."""
    code = text.zfill(COMMUNE_DIGITS)
    return code[:3] if code.startswith(OVERSEAS) else code[:2]


def postcode(text: str) -> str:
    """Postcode with the nought that a spreadsheet lost; what stands behind it, a town or CEDEX, is left out."""
    digits = re.match(r"\d[\d ]*", text)
    code = digits[0].replace(" ", "") if digits else ""
    return code.zfill(COMMUNE_DIGITS) if 1 < len(code) <= COMMUNE_DIGITS else text


def full_time(text: str) -> str:
    """Staff in full-time equivalents: nobody counts for more than one."""
    return f"{text} ETP" if NUMBER.fullmatch(text) else text


def town(text: str) -> str:
    """Town by its name."""
    return text


def naf(text: str) -> str:
    """NAF code with the nought that a spreadsheet lost; its label behind it is left out."""
    code = NAF_FIRST.match(text)
    text = code[0].replace(" ", "") if code else text
    return f"0{text}" if WITHOUT_NOUGHT.fullmatch(text) else text


def day(text: str) -> str:
    """Day of an instant, or of eight digits."""
    return DIGITS.sub(r"\1-\2-\3", INSTANT.sub(r"\1", text))


def instant(text: str) -> str:
    """Day of a number of seconds since 1970 that begins a day in Paris, one or two hours before it does in Greenwich."""
    day_number = EPOCH + (int(text) + PARIS_BEFORE_GREENWICH) // SECONDS_A_DAY if SECONDS.fullmatch(text) else 0
    return date.fromordinal(day_number).isoformat() if 1 <= day_number <= date.max.toordinal() else day(text)


def flag(text: str) -> object:
    """Yes or no of a mark."""
    return FLAGS.get(text.casefold(), text)


WAYS: Mapping[str, Callable[[str], object]] = {
    "plain": str, "band": band, "full-time": full_time, "commune": commune, "postcode": postcode, "town": town,
    "naf": naf, "day": day, "instant": instant, "flag": flag,
}
"""Ways in which lists write a value, each to what a profile would hold."""


def usual_way(key: str, fields: Mapping[str, Field] = FIELDS) -> str:
    """Way in which a field is written where a preset says no other."""
    return {"naf": "naf", "created_on": "day"}.get(key, "flag" if isinstance(fields[key].kind, FlagType) else "plain")


CODES = frozenset({"legal_form", "departement", "naf"})
"""Fields that hold codes: of these, and of a band, a spreadsheet makes numbers. A number with a point is left to those that read sums."""


def read_cell(raw: str, key: str, way: str, unknown: frozenset[str], catalogue: Catalogue) -> tuple[tuple[str, Hashable], ...]:
    """Fields that a cell tells, its own first, and what it says; none where it says that nothing is known. Raises ParseError."""
    text = " ".join(raw.split())
    if text in unknown or says_unknown(text) or (not text[0].isdecimal() and fold(text) in NOTHING):
        return ()
    if (key in CODES or way == "band") and (found := WHOLE.fullmatch(text)):
        text = found[1]
    try:
        return read_value(key, WAYS[way](text), catalogue)
    except ParseError:
        if way == "town":  # there are towns beyond those that we know
            return ()
        raise
