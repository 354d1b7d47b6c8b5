"""What `min`, `certain` and `max` of an amount say, over drawn offers, held against the money worked out here for exact numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from essfund.engine.amounts import hull, offer_range
from essfund.model.field_types import Interval
from essfund.model.profile import Profile
from essfund.model.tool import Amount, Limit
from tests.depth import law

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.model.report import Range

FIELDS = ("own_funds", "project_cost", "bank_loan", "de_minimis_received")
EUROS = st.sampled_from([0, 1, 999, 1000, 4999, 5000, 10000, 12500, 30000, 60000])
SHARES = st.sampled_from([33.33, 50, 100, 500])
LIMITS = (
    st.builds(Limit, share=SHARES, of=st.sampled_from(FIELDS[:3]), source=st.just(("x",)))
    | st.builds(Limit, share=SHARES, of=st.just("own_funds"), plus=st.just(("bank_loan",)), source=st.just(("x",)))
    | st.builds(Limit, share=st.none() | SHARES, fixed=st.sampled_from([10000, 30000]), less=st.just("de_minimis_received"),
                source=st.just(("x",)))
)


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    floor = draw(st.none() | EUROS)
    top = draw(st.none() | EUROS.filter(lambda euros: euros >= max(floor or 0, 1)))
    return Amount(at_least=floor, at_most=top, limits=tuple(draw(st.lists(LIMITS, max_size=2))))


KNOWN = st.dictionaries(st.sampled_from(FIELDS), st.tuples(EUROS, EUROS).map(lambda ends: Interval(min(ends), max(ends))))
"""What is told of each field, between two ends; of what is not told, anything may hold: here nothing, and a great deal."""


def given_at(amount: Amount, at: Mapping[str, int]) -> tuple[int | None, bool]:
    """What an offer gives to an enterprise whose numbers are all known, None without a ceiling; and whether a floor refuses it."""
    tops = [] if amount.at_most is None else [amount.at_most]
    refused = False
    for limit in amount.limits:
        share = Fraction(str(100 if limit.share is None else limit.share)) / 100
        over = max(0, (limit.fixed or 0) - at[limit.less]) if limit.less else sum(at[key] for key in limit.fields)
        tops.append(int(share * over))
        refused = refused or (limit.of is not None and not limit.plus and tops[-1] < (amount.at_least or 0))
    top = min(tops, default=None)
    return (0 if top is not None and top < (amount.at_least or 0) else top), refused


def in_order(found: Range) -> bool:
    return found.certain is None or (found.low <= found.certain and (found.high is None or found.certain <= found.high))


@law(600)
@given(amounts(), KNOWN)
def test_of_an_offer_that_may_be_had_at_least_what_is_certain_may_be_asked_for_and_at_most_the_ceiling(
    amount: Amount, known: dict[str, Interval],
) -> None:
    found = offer_range(amount, Profile(known))
    assert in_order(found)
    ends = [{end or 0 for end in known.get(key, (0, 10**7))} for key in FIELDS]
    for numbers in product(*ends):
        most, refused = given_at(amount, dict(zip(FIELDS, numbers, strict=True)))
        if refused:
            continue
        assert found.certain is None or most is None or most >= found.certain, numbers
        assert most is None or found.high is None or most <= found.high, numbers
        assert not found.short or most == 0, numbers


@law(200)
@given(st.lists(st.tuples(amounts(), st.booleans()), min_size=1, max_size=3), KNOWN)
def test_the_three_numbers_stay_in_order_over_several_offers(offers: list[tuple[Amount, bool]], known: dict[str, Interval]) -> None:
    ranges = [offer_range(amount, Profile(known)) for amount, _ in offers]
    assert in_order(hull(ranges, [found for found, (_, sure) in zip(ranges, offers, strict=True) if sure]))
