"""Nothing that a catalogue file may hold escapes the comparison, and everything has a name."""

from __future__ import annotations

from dataclasses import is_dataclass
from typing import TYPE_CHECKING, Any

import pytest

from essfund.core.language.translator import translator
from essfund.core.messages import Words
from essfund.loading.model_schemas import model_schema
from essfund.model import added_field, rulebook, terms, tool, vocabularies_document
from essfund.model.requirement import SHAPES, facts
from essfund.model.tool import Amount, Contact, Limit, Note
from essfund.review.diff import compare
from essfund.review.diff.fieldwise import align, declared_fields, differences
from essfund.review.diff.model import EntryKind, InstrumentStatus, RequirementText
from essfund.review.diff.words import LABELS, NAMED, field_line
from tests.diff.catalogues import DAY, bundled, side_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MODELS = [
    one for module in (tool, terms, rulebook, vocabularies_document, added_field) for one in vars(module).values()
    if is_dataclass(one) and isinstance(one, type) and one.__module__ == module.__name__
]


@pytest.mark.parametrize("model", [*MODELS, RequirementText], ids=lambda one: one.__name__)
def test_every_key_has_a_label(model: type[Any]) -> None:
    assert [one.key for one in declared_fields(model) if one.key not in LABELS] == []  # type: ignore[arg-type] # as there


def test_every_label_is_that_of_a_key() -> None:
    keys = {one.key for model in [*MODELS, RequirementText] for one in declared_fields(model)}
    keys |= {"fr", "en", "members", "forms", "region", "outside", "towns"}
    assert set(LABELS) - keys == set()
    assert set(LABELS) >= NAMED


def test_keys_and_units_are_those_of_the_files() -> None:
    units = {(model.__name__, one.name): one.unit for model in MODELS for one in declared_fields(model) if one.unit}
    assert units == {
        ("Limit", "share"): "percent", ("Limit", "each"): "euro", ("Limit", "fixed"): "euro", ("Amount", "at_least"): "euro", ("Amount", "at_most"): "euro",
        ("PlanCeiling", "counted"): "percent", ("PlanCeiling", "share"): "percent", ("PlanCeiling", "fixed"): "euro",
        ("Terms", "least_fee"): "euro",
    }
    for role, model in (("tools", tool.Tool), ("rules", rulebook.InstrumentRules), ("tools", tool.OfferEntry), ("tools", tool.Stages)):
        written = model_schema(role)["$defs"][model.__name__]["properties"]
        assert {one.key for one in declared_fields(model)} == set(written)


def test_a_condition_is_compared_in_full() -> None:
    assert {*facts(), "id", "accepts"} == {one.key for one in declared_fields(RequirementText)} - {"test"}
    assert "shared" in SHAPES


def test_items_are_paired_by_name_then_by_likeness() -> None:
    old = [Note(fr="Le plafond date de 2015.", en="a"), Note(fr="Deux sources se contredisent.", en="b")]
    new = [Note(fr="Rien n’est connu du taux.", en="c"), Note(fr="Le plafond date de 2016.", en="a")]
    pairs = align(old, new)
    assert [(pair.old, pair.new) for pair in pairs] == [(None, new[0]), (old[0], new[1]), (old[1], None)]


def test_differences_are_the_smallest_that_can_be_named() -> None:
    old = Amount(at_most=1000, limits=(Limit(share=50, of="project_cost", source=("a",)),), note=Words("x", "y"))
    new = Amount(at_most=2000, limits=(Limit(share=60, of="project_cost", source=("a", "b")),), note=Words("x", "z"))
    assert [(one.path, one.old, one.new, one.unit) for one in differences(old, new)] == [
        (("at_most",), 1000, 2000, "euro"), (("limits", "1", "share"), 50, 60, "percent"), (("limits", "1", "source"), ("a",), ("a", "b"), ""),
        (("note",), Words("x", "y"), Words("x", "z"), ""),
    ]
    assert not list(differences(old, Amount(at_most=1000, limits=old.limits, note=Words("x", "y"))))


def test_an_entry_that_came_or_went_is_one_change() -> None:
    one = Contact(name="Maison", source=("a",))
    assert [(found.path, found.old, found.new) for found in differences({}, {"maison": one})] == [(("maison",), None, one)]


def every_value(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from every_value(value, (*path, key))
    else:
        yield path, data


def other(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value}-bis"


FREE = ("fr", "en", "name", "provider", "title", "url", "phone", "printed", "label", "edition", "licence", "at_most", "each", "share")


@pytest.mark.slow
def test_any_text_or_figure_that_changes_is_seen() -> None:
    """Change one free value of the three files at a time."""
    places = [(path, value) for path, value in every_value(bundled()) if path[-1] in FREE and value is not None]
    for path, value in places[:: len(places) // 25]:
        data = bundled()
        holder: Any = data
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = other(value)
        found = compare(side_of(bundled()), side_of(data), day=DAY)
        changes = [change for one in found.instruments for change in one.fields]
        changes += [change for one in found.entries for change in one.fields]
        assert len(changes) == 1, path
        assert found.changed


def test_a_shared_condition_is_told_once_with_those_who_use_it() -> None:
    data = bundled()
    data["rules"]["shared"]["siege-occitanie"]["departement"]["in"] = ["31"]
    found = compare(side_of(bundled()), side_of(data), day=DAY)
    (entry,) = found.entries
    assert (entry.kind, entry.id) == (EntryKind.SHARED, "siege-occitanie")
    using = [key for key, rules in data["rules"]["instruments"].items() if "siege-occitanie" in str(rules)]
    assert set(using) <= set(entry.touches)
    assert len(using) > 2
    assert all(not one.fields for one in found.instruments)


def test_a_ceiling_of_plans_is_told_by_its_id_in_words() -> None:
    data = bundled()
    ceiling = next(one for one in data["rules"]["plan_ceilings"] if one["id"] == "socoden-capitaux-permanents")
    ceiling |= {"share": 40, "of": ["own_funds", "quasi_own"]}
    side = side_of(data)
    found = compare(side_of(bundled()), side, day=DAY)
    (entry,) = found.entries
    assert (entry.kind, entry.id) == (EntryKind.RELATION, "plan_ceilings")
    assert [field_line(change, side, translator("fr")).replace("\xa0", " ").replace("\u202f", " ") for change in entry.fields] == [
        "socoden-capitaux-permanents, part : 50 % → 40 %",
        "socoden-capitaux-permanents, calculé sur : retiré : apports de l’entreprise et des personnes, prêts bancaires, autres prêts",
    ]


def test_an_instrument_under_another_id_is_renamed_and_its_conditions_with_it() -> None:
    data = bundled()
    data["tools"]["tools"]["fiso-deux"] = data["tools"]["tools"].pop("fiso")
    data["rules"]["instruments"]["fiso-deux"] = data["rules"]["instruments"].pop("fiso")
    found = compare(side_of(bundled()), side_of(data), day=DAY)
    (one,) = found.instruments
    assert (one.status, one.was, one.id, one.fields, one.golden) == (InstrumentStatus.RENAMED, "fiso", "fiso-deux", (), ())


def test_a_condition_that_moves_to_another_id_keeps_its_history() -> None:
    data = bundled()
    asked = next(one for rules in data["rules"]["instruments"].values() for one in rules.get("requires", ()) if one.get("id"))
    asked["id"] = "tout-autre-nom"
    found = compare(side_of(bundled()), side_of(data), day=DAY)
    ((one,),) = [one.fields for one in found.instruments]
    assert one.path[-1] == "id"
    assert one.new == "tout-autre-nom"


def test_items_that_are_equal_are_paired_once_each() -> None:
    assert align(["a", "a"], ["a"]) == [("a", "a"), ("a", None)]
    assert align(["a"], ["a", "a"]) == [("a", "a"), (None, "a")]
    note = Note(fr="Le plafond date de 2015.", en="a")
    assert [pair.new for pair in align([note, note], [note])] == [note, None]
