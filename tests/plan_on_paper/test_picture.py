"""The picture of a plan: one scale, no text over another, and nothing that is told by colour alone."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.financing_plan.label_places import spread
from essfund.financing_plan.plan_formats import render_svg
from essfund.financing_plan.plan_hatching import HATCHINGS, MISSING
from essfund.financing_plan.plan_parts import picture
from essfund.financing_plan.plan_picture import BAR, BESIDE, LEAST, Cover, PlanLegend, PlanPart, PlanPicture, Stack
from essfund.financing_plan.words import PlanWriter
from essfund.model.plan_line import Nature, UseNature
from essfund.presenting.document.blocks import NARROW, WIDE
from essfund.presenting.safe_text import typesetter
from tests.depth import law
from tests.pictures.boxes import SVG, Box, groups, overlapping, read, rectangles, texts
from tests.pictures.making import NAMES
from tests.plan_on_paper.plans import CASES, Case, case, planned, view

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LEGEND = PlanLegend("dashed: only possible", "bracket: guaranteed, in no sum", "empty: still to be found")
USES, RESOURCES = [one.value for one in UseNature], [one.value for one in Nature if one is not Nature.GUARANTEE]
LONG = "Acquisition de machines à commande numér"
WIDTHS = (300, NARROW, 480, int(BESIDE), WIDE, 1000)


def part(name: str, amount: int, nature: str, sure: int | None = None, covers: tuple[Cover, ...] = ()) -> PlanPart:
    return PlanPart(name, f"{amount} €", f"{amount} € · {nature} · à demander", amount, nature, amount if sure is None else sure, covers)


def cover(amount: int) -> Cover:
    return Cover("Garantie France Active", f"({amount} €)", f"({amount} €) · à demander", amount)


def made(uses: list[PlanPart], resources: list[PlanPart]) -> PlanPicture:
    return PlanPicture("title", "alt", Stack("Emplois", tuple(uses)), Stack("Ressources", tuple(resources)), LEGEND)


PICTURES = {
    "one": made([part("Projet", 1, "")], [part("Apport", 1, "apport")]),
    "nobody": made([part("Projet", 35000, "")], [part("Reste à trouver", 35000, MISSING, 0)]),
    "loan": made([part("Véhicule", 35000, "materiel"), part("Frais", 280, "frais")],
                 [part("Prêt bancaire", 28000, "pret-bancaire", covers=(cover(14000),)), part("Contrat d’apport", 7280, "quasi-fonds-propres", 0)]),
    "whole": made([part("Projet", 10, "")], [part("Prêt", 10, "pret-bancaire", covers=(cover(10), cover(3), cover(1)))]),
    "many": made([part(f"{LONG} {n}", 7000 + n, USES[n % 6]) for n in range(12)],
                 [part(f"{LONG} {n}", 7000 + n, RESOURCES[n % 6], 3000 if n % 2 else None) for n in range(12)]),
    "uneven": made([part("Timbre", 1, "frais"), part("Immeuble", 3_000_000, "immobilier"), part("Stylo", 1, "bfr")],
                   [part(LONG, 1, "apport"), part("Prêt", 2_000_000, "pret-bancaire", covers=(cover(2),)), part(LONG, 1_000_000, "subvention", 1),
                    part("Reste à trouver", 1, MISSING, 0)]),
    "hostile": made([part(name * 2, 10 + place, USES[place % 6]) for place, name in enumerate(NAMES)],
                    [part(name * 2, 10 + place, RESOURCES[place % 6], 0, (cover(5),)) for place, name in enumerate(NAMES)]),
}


def areas(root: Element, nature: str = "") -> list[list[Box]]:
    return [rectangles(one, "area") for one in groups(root, "part") if nature in {"", one.get("data-nature")}]


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("name", PICTURES)
def test_no_two_texts_touch_and_each_stays_inside(name: str, wide: int) -> None:
    drawn = PICTURES[name]
    root = read(drawn.svg(wide))
    found = texts(root)
    assert len(found) > len(drawn.uses.parts) + len(drawn.resources.parts)
    assert overlapping(found) == []
    whole = Box(0, 0, float(root.get("width", 0)), float(root.get("height", 0)))
    assert [box.text for box in found if not whole.holds(box)] == []
    bars = [box for found in areas(root) for box in found]
    assert [(box.text, bar) for box in found for bar in bars if box.touches(bar)] == []


@pytest.mark.parametrize("wide", [NARROW, WIDE])
@pytest.mark.parametrize("name", PICTURES)
def test_every_part_is_drawn_at_one_scale(name: str, wide: int) -> None:
    drawn = PICTURES[name]
    found = areas(read(drawn.svg(wide)))
    parts = [*drawn.uses.parts, *drawn.resources.parts]
    assert len(found) == len(parts)
    tall = [max(box.bottom for box in boxes) - min(box.top for box in boxes) for boxes in found]
    whole = max(box.bottom for boxes in found[:len(drawn.uses.parts)] for box in boxes) - found[0][0].top
    assert whole >= LEAST - 1
    for one, high in zip(parts, tall, strict=True):
        assert high == pytest.approx(whole * one.amount / drawn.uses.total, abs=2)
        assert all(box.right - box.left == pytest.approx(BAR, abs=2) for box in found[parts.index(one)])


def test_labels_name_their_euros_and_only_short_ones_stand_among_many() -> None:
    for name, short in (("loan", False), ("many", True)):
        root = read(PICTURES[name].svg(WIDE))
        for one, shape in zip((*PICTURES[name].uses.parts, *PICTURES[name].resources.parts), groups(root, "part"), strict=True):
            written = "".join(text.text or "" for text in shape.iter(f"{SVG}text")).replace(" ", "")
            assert one.name.replace(" ", "") in written
            assert one.euros.replace(" ", "") in written
            assert ("àdemander" in written) is not short
            assert shape.findtext(f"{SVG}title") == f"{one.name} – {one.told}"


def test_what_is_only_possible_is_dashed_and_what_is_missing_is_open() -> None:
    root = read(PICTURES["uneven"].svg(WIDE))
    shapes = {one.get("data-nature"): [box for box in one.iter(f"{SVG}rect") if box.get("class") == "area"] for one in groups(root, "part")}
    assert [box.get("stroke-dasharray") for box in shapes["pret-bancaire"]] == [None]
    assert [bool(box.get("stroke-dasharray")) for box in shapes["subvention"]] == [False, True]
    (missing,) = shapes[MISSING]
    assert missing.get("fill") == "none"
    assert missing.get("stroke-dasharray")
    legend = " ".join(box.text for box in texts(root))
    assert all(words in legend for words in LEGEND)
    certain = " ".join(box.text for box in texts(read(PICTURES["one"].svg(WIDE))))
    assert not [words for words in LEGEND if words in certain]


def test_a_guarantee_is_a_hollow_bracket_as_long_as_what_it_covers() -> None:
    root = read(PICTURES["loan"].svg(WIDE))
    bracket, legend = [one for one in root.iter(f"{SVG}path") if one.get("class") == "bracket"]
    assert bracket.get("fill") == legend.get("fill") == "none"
    (loan,) = areas(root, "pret-bancaire")
    assert bracket.get("d", "").startswith(f"M{loan[0].right + 3.5:g},")
    begin, end = (float(bracket.get("d", "").split(mark)[1].split(stop)[0]) for mark, stop in ((",", "h"), ("V", "h")))
    assert end - begin == pytest.approx((loan[0].bottom - loan[0].top) / 2, abs=3)
    assert end == pytest.approx(loan[0].bottom, abs=2)


@pytest.mark.parametrize("name", PICTURES)
def test_leader_lines_begin_at_their_part_and_keep_its_order(name: str) -> None:
    root = read(PICTURES[name].svg(WIDE))
    for sides in (groups(root, "part")[:len(PICTURES[name].uses.parts)], groups(root, "part")[len(PICTURES[name].uses.parts):]):
        lines = [[tuple(map(float, point.split(","))) for point in one.get("points", "").split()]
                 for shape in sides for one in shape.iter(f"{SVG}polyline")]
        assert all(a[-1][1] < b[-1][1] and a[0][1] <= b[0][1] for a, b in pairwise(lines))
    for shape in groups(root, "part"):
        first = next(shape.iter(f"{SVG}polyline")).get("points", "").split()[0]
        boxes = rectangles(shape, "area")
        assert min(box.top for box in boxes) - 1 <= float(first.split(",")[1]) <= max(box.bottom for box in boxes) + 1


def test_each_nature_has_a_hatching_of_its_own_that_grey_print_keeps() -> None:
    assert set(HATCHINGS) == {*USES, *RESOURCES, "", MISSING}
    grey = [(one.lines, one.wide, "" if one.lines else light(one.ground)) for one in HATCHINGS.values()]
    assert len(set(grey)) == len(grey)
    plain = sorted(light(one.ground) for one in HATCHINGS.values() if not one.lines and one.ground != "none")
    assert all(darker + 50 < lighter for darker, lighter in pairwise(plain))


def light(colour: str) -> int:
    """How light a colour is in grey print, 0 to 255; -1 for none."""
    if colour == "none":
        return -1
    red, green, blue = (int(colour[place:place + 2], 16) for place in (1, 3, 5))
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


@law(300)
@given(st.lists(st.tuples(st.floats(0, 500), st.floats(1, 60)), max_size=12))
def test_labels_never_touch_and_stand_where_they_name_if_there_is_room(wanted: list[tuple[float, float]]) -> None:
    wanted = sorted(wanted)
    most = max(500.0, sum(tall for _, tall in wanted))
    found = spread(wanted, 0, most)
    ends = [top + tall for top, (_, tall) in zip(found, wanted, strict=True)]
    assert all(top >= -1e-6 for top in found)
    assert all(end <= most + 1e-6 for end in ends)
    assert all(end <= top + 1e-6 for end, top in zip(ends, found[1:], strict=False))
    for place, (top, (middle, tall)) in enumerate(zip(found, wanted, strict=True)):
        free = (place == 0 or ends[place - 1] < top - 1e-6) and (place + 1 == len(found) or ends[place] < found[place + 1] - 1e-6)
        if free and tall / 2 <= middle <= most - tall / 2:
            assert top == pytest.approx(middle - tall / 2)


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_variant_is_drawn_to_the_euro(one: Case) -> None:
    for variant in planned(one).variants:
        drawn = picture(variant, PlanWriter(planned(one), view(one).tr), typesetter(one.lang))
        assert drawn.uses.total == drawn.resources.total == sum(use.amount for use in variant.uses)
        assert [part.amount for part in drawn.resources.parts if part.nature == MISSING] == [variant.missing] * bool(variant.missing)
        assert [part.sure for part in drawn.resources.parts if part.nature != MISSING] == [min(line.sure, line.amount) for line in variant.money]
        guarantees = [line.amount for line in variant.resources if line.guarantee]
        assert [item.amount for part in drawn.resources.parts for item in part.covers] == guarantees
        for stack in (drawn.uses, drawn.resources):
            assert stack.title in drawn.alt
            assert all(f"{item.name} {item.euros}" in drawn.alt for item in stack.named)
        for wide in (NARROW, WIDE):
            assert overlapping(texts(read(drawn.svg(wide)))) == []


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_file_shows_every_variant_below_its_title(one: Case) -> None:
    found = render_svg(planned(one), view(one))
    root = read(found)
    assert [child.tag for child in root[:2]] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("role") == "img"
    assert overlapping(texts(root)) == []
    written = " ".join(box.text for box in texts(root))
    write = PlanWriter(planned(one), view(one).tr)
    assert all(typesetter(one.lang)(write.title(variant)) in written for variant in planned(one).variants)
    assert len(groups(root, "part")) == sum(len(v.uses) + len(v.money) + bool(v.missing) for v in planned(one).variants)
    assert not [char for char in "\u202e\x00\x1b" if char in found]
    assert found == render_svg(planned(one), view(one))


def test_the_variants_of_a_file_are_told_in_its_description() -> None:
    root = read(render_svg(planned(case("van")), view(case("van"))))
    told = root.findtext(f"{SVG}desc") or ""
    assert "Véhicule 35\u202f000\u00a0€" in told
    assert "A · " in told
    assert "B · " in told
