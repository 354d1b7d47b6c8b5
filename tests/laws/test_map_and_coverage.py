"""What `map` draws and what `coverage` counts: the same instruments, for each family in each cell."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.engine.availability import availability_on
from essfund.engine.cartography import MONEY_BANDS, Chart, make_chart
from essfund.engine.coverage import NEED, ROUND, Counting, Coverage, GapKind, aged_gaps, holes, known_in
from essfund.engine.supply import Asked, made_for, space_along, supply
from essfund.model.field_types import Interval
from essfund.model.verdict import Availability
from tests.bundled import LAST_CHECKED
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund import Catalogue

DAYS = (date(2019, 6, 1), LAST_CHECKED)
OPEN = frozenset({Availability.OPEN})


def counted(catalogue: Catalogue, day: date, asked: Asked) -> tuple[Coverage, dict[Hashable, frozenset[str]]]:
    """Return a supply along one field, and the instruments that count for each of its ids or bands."""
    found, of = supply(catalogue, day, asked, space=space_along([catalogue], asked)), dict[object, frozenset[str]]()
    (axis,) = found.axes
    for cell in found.counts():
        known = known_in(found.space, axis, axis.classes[cell.places[0]])
        assert isinstance(known, frozenset | Interval)
        of |= dict.fromkeys([known] if isinstance(known, Interval) else known, cell.tools)
    return found, of


def of_family(chart: Chart, family: str) -> frozenset[str]:
    return frozenset(bar.instrument.id for band in chart.bands if band.family == family for bar in band.bars)


@pytest.mark.parametrize("day", DAYS)
def test_each_stage_and_family_has_the_same_instruments(catalogue: Catalogue, day: date) -> None:
    chart, (_, counts) = make_chart(catalogue, day, everything=True), counted(catalogue, day, Asked(("stage",), Counting.MADE_FOR))
    for place, stage in enumerate(chart.stages):
        drawn = {bar.instrument.id for bar in chart.bars if bar.counts and place in bar.stages}
        assert drawn == counts[stage]
        for band in chart.bands:
            assert band.at_stage(place) == len(counts[stage] & of_family(chart, band.family))


@pytest.mark.parametrize("day", sliced(DAYS, 2))
def test_each_band_of_money_and_family_has_the_same_instruments(catalogue: Catalogue, day: date) -> None:
    chart, (found, counts) = make_chart(catalogue, day), counted(catalogue, day, Asked((NEED,), Counting.MADE_FOR, bands=ROUND))
    money = {bar.instrument.id for bar in chart.bars if bar.offers and bar.instrument.tool.family != "accompagnement"}
    assert len(counts) == len(MONEY_BANDS)
    for band, (known, tools) in zip(MONEY_BANDS, counts.items(), strict=True):
        assert isinstance(known, Interval)
        assert known.high == band.high
        assert {bar.instrument.id for bar in chart.bars if bar.gives(band)} & money == tools & money
        for family in chart.bands:
            if family.family != "accompagnement":
                assert family.in_money(band) == len(tools & frozenset(found.families[family.family]))


@pytest.mark.parametrize("form", sliced(["association", "scop", "sas", "mutuelle"], 4))
def test_what_is_pale_for_a_legal_form_is_what_refuses_it(catalogue: Catalogue, form: str) -> None:
    report = match(catalogue, read_profile(catalogue, {"legal_form": form}), on=DAYS[1])
    chart = make_chart(catalogue, DAYS[1], report=report)
    _, counts = counted(catalogue, DAYS[1], Asked(("legal_form",), Counting.NOT_REFUSED))
    assert {bar.instrument.id for bar in chart.bars if bar.counts} == counts[form]


def test_a_fact_that_is_held_is_a_cell_of_that_fact(catalogue: Catalogue) -> None:
    """Along stages with the legal form held fixed as along stages and legal forms, in the cells of that form."""
    wide = supply(catalogue, DAYS[1], asked := Asked(("legal_form", "stage"), Counting.MADE_FOR), space=space_along([catalogue], asked))
    form, stage = wide.axes
    for name in ("association", "scop"):
        held = Asked(("stage",), Counting.MADE_FOR, read_profile(catalogue, {"legal_form": name}))
        _, counts = counted(catalogue, DAYS[1], held)
        seen = 0
        for cell in wide.counts():
            forms, stages = (known_in(wide.space, axis, axis.classes[place]) for axis, place in zip((form, stage), cell.places, strict=True))
            assert isinstance(forms, frozenset)
            assert isinstance(stages, frozenset)
            if name in forms:
                assert {counts[one] for one in stages} == {cell.tools}
                seen += 1
        assert seen == len(stage.classes)


def test_what_counts_is_not_refused_and_a_hole_says_why(catalogue: Catalogue) -> None:
    asked = Asked(("stage", NEED), Counting.MADE_FOR, bands=ROUND)
    found = supply(catalogue, DAYS[1], asked, OPEN, space_along([catalogue], asked))
    families = tuple(catalogue.vocabularies.family.terms)
    gaps, old = holes(found, families), aged_gaps(found, families)
    states = {key: availability_on(DAYS[1], one.tool, catalogue) for key, one in catalogue.instruments.items()}
    assert set(found.aged) == {key for key, state in states.items() if state is Availability.UNVERIFIED}
    assert {gap.kind for gap in gaps} <= {GapKind.ALL_REFUSE, GapKind.NONE_MADE}
    assert {gap.kind for gap in old} == {GapKind.OLD_SOURCES}
    for cell in found.counts():
        assert cell.tools <= cell.bound
        for family in families:
            ids = frozenset(found.families[family])
            at = [axis.classes[place] for axis, place in zip(found.axes, cell.places, strict=True)]
            inside = {gap.kind for gap in (*gaps, *old) if gap.family == family and all(part & cells for part, cells in zip(gap.box, at, strict=True))}
            said = {GapKind.OLD_SOURCES} if cell.aged & ids else {GapKind.NONE_MADE if cell.bound & ids else GapKind.ALL_REFUSE}
            assert inside == (set() if cell.tools & ids else said)


@pytest.mark.slow
def test_bands_keep_what_is_exact_inside_them(catalogue: Catalogue) -> None:
    (_, coarse), (_, exact) = (counted(catalogue, DAYS[1], Asked((NEED,), Counting.MADE_FOR, bands=bands)) for bands in (ROUND, ()))
    assert len(exact) > len(coarse)
    for band, tools in coarse.items():
        assert isinstance(band, Interval)
        assert band.high is None or band.high in ROUND
        parts = [there for known, there in exact.items() if isinstance(known, Interval) and (known.low or 0) <= (band.high or known.low or 0)
                 and (known.high is None or known.high >= (band.low or 0))]
        assert frozenset[str]().union(*parts) == tools


def test_an_instrument_without_stages_or_a_known_ceiling_is_made_for_none(catalogue: Catalogue) -> None:
    both, gift = Asked(("stage", NEED)), catalogue.instruments["dons-fondations"]
    assert [made_for(gift, offer, both, catalogue.vocabularies) for offer in gift.offers] == [None]
    (leaves,) = [made_for(gift, offer, Asked(("legal_form",)), catalogue.vocabularies) for offer in gift.offers]
    assert leaves
    assert [(leaf.field, "association" in leaf.written_plain, "scop" in leaf.written_plain) for leaf in leaves] == [("legal_form", True, False)]
