"""Where an instrument stands in the advice: what to say first, what only to others, what last. It changes no verdict (design, 3.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.model.verdict import Availability, Place, Verdict
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from essfund.engine.dated_instrument import DatedInstrument
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.report import Need, Report, Result

PLACES = {place: number for number, place in enumerate(Place)}
"""The order in which people read places."""


class Advised(NamedTuple):
    """A place, and the suppositions that alone keep the instrument from standing first."""

    place: Place
    only_if: tuple[str, ...] = ()


FIRST, UNLIKELY, LATER, ENDED, REFUSED, CLOSED = [
    Advised(place) for place in (Place.FIRST, Place.UNLIKELY, Place.LATER, Place.ENDED, Place.REFUSED, Place.CLOSED)]


def supposed(catalogue: Catalogue, values: Mapping[str, Hashable]) -> dict[str, Hashable]:
    """Return what is supposed of an enterprise because nobody has said it."""
    stages = values.get("stage")
    return {
        item.field: item.value for item in catalogue.suppositions
        if item.field not in values and not (isinstance(stages, frozenset) and stages <= set(item.except_at))
    }


def advised(
    result: Result, dated: DatedInstrument, need: Need, suppositions: Mapping[str, Hashable],
    attainable: Callable[[Instrument, Mapping[str, Hashable]], bool], *, may_be_had: bool,
) -> Advised:
    """Return the place of an instrument; `attainable`, asked only where one matters, says whether some is eligible if suppositions hold.

    `may_be_had` says whether some is eligible at all. What is not wanted is unlikely: nothing is left to find, or less than its floor.
    """
    instrument, availability = result.instrument, result.availability
    if availability is Availability.CLOSED:
        return CLOSED
    if result.verdict is Verdict.INELIGIBLE:
        return REFUSED
    if availability is Availability.PROBABLY_ENDED:
        return ENDED
    if not dated.askable:
        return LATER
    amount = result.amount
    if not may_be_had or amount.short or amount.high == 0 or (dated.funds and not need.calls_for(amount)):
        return UNLIKELY
    if suppositions.keys().isdisjoint(result.missing) or attainable(instrument, suppositions):
        return FIRST  # suppositions that are not open change nothing, and one ordinary enterprise is worked out once
    open_ones = {key: value for key, value in suppositions.items() if key in result.missing}
    alone = [key for key in open_ones
             if attainable(instrument, {other: value for other, value in open_ones.items() if other != key})]
    return Advised(Place.ONLY_IF, tuple(alone or open_ones))


LEADING = 5
"""Options that lead, at most."""


class Advice(NamedTuple):
    """What is said to a person: the options that lead, the support named beside them, and what else may be asked for."""

    first: Sequence[Result]
    support: Sequence[Result]
    also: Sequence[Result]


def advice(report: Report, most: int = LEADING) -> Advice:
    """Choose what leads, which support is named beside it, and what else may be asked for; grouped options speak through one."""
    spoken_for = {tool for result in report.results for tool in result.replaces}
    able = [result for result in report.results if result.place is Place.FIRST and result.instrument.id not in spoken_for]
    leading = [result for result in able if result.comes_now][:most]
    rest = [result for result in able if result not in leading]
    support = [result for result in rest if result.instrument.role is Role.SUPPORT]
    return Advice(leading, support, [result for result in rest if result.instrument.role is not Role.SUPPORT])
