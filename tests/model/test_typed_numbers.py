"""Numbers as people type them are counted in hundredths; decimals say the same."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from hypothesis import example, given
from hypothesis import strategies as st

from essfund.model.field_types import Interval, NumberType, ParseError
from essfund.model.field_types.number import LARGEST
from tests.depth import law

FACTORS = {"": 1, " k": 1_000, " millions": 1_000_000}
UNITS = {"euro": 1, "person": 1, "year": 366, "plain": 100}


def by_decimals(value: Decimal, unit: str, scale: int, *, full_time: bool) -> Interval | None:
    """Work out what a typed number leaves possible; None where it is refused."""
    full_time = full_time or (unit == "person" and value != int(value))
    if full_time:
        value = max(value.to_integral_value(ROUND_FLOOR), min(value.to_integral_value(ROUND_CEILING), Decimal(1)))
    value *= scale
    if unit == "euro":
        value = value.to_integral_value(ROUND_HALF_UP)
    if value != int(value) or abs(value) > LARGEST * scale:
        return None
    return Interval(int(value), None if full_time else int(value))


@law(500)
@given(sign=st.sampled_from(["", "-"]), digits=st.integers(0, 10**13) | st.integers(0, 30), cents=st.sampled_from(["", "0", "5", "05", "50", "49", "99"]),
       factor=st.sampled_from(list(FACTORS)), unit=st.sampled_from(list(UNITS)), full_time=st.booleans(), raw=st.sampled_from(["text", "decimal"]))
@example(sign="-", digits=3, cents="50", factor="", unit="euro", full_time=False, raw="text")
@example(sign="", digits=3, cents="5", factor="", unit="euro", full_time=False, raw="decimal")
@example(sign="", digits=0, cents="5", factor="", unit="person", full_time=False, raw="text")
@example(sign="", digits=19, cents="99", factor="", unit="person", full_time=True, raw="text")
def test_a_typed_number_is_what_decimals_make_of_it(
    sign: str, digits: int, cents: str, factor: str, unit: str, full_time: bool, raw: Literal["text", "decimal"],
) -> None:
    figures = f"{sign}{digits}{'.' if cents else ''}{cents}"
    full_time = full_time and unit == "person" and raw == "text"
    factor = factor if raw == "text" else ""
    kind = NumberType(unit=unit, scale=UNITS[unit], lowest=None)
    wanted = by_decimals(Decimal(figures) * FACTORS[factor], unit, UNITS[unit], full_time=full_time)
    typed: object = Decimal(figures) if raw == "decimal" else f"{figures.replace('.', ',')}{factor}{' ETP' if full_time else ''}"
    try:
        read = kind.read(typed, None)
    except ParseError:
        read = None
    assert read == wanted
