"""Added fields obey the laws of the others: sound, relevant, exact. What each rule means is written here once more, on single enterprises."""

from __future__ import annotations

from itertools import product
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from essfund import Verdict, match, read_profile
from essfund.engine.screening import Screening
from essfund.model.profile import Profile
from tests.added_fields.making import DAY, catalogue
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable


class Enterprise(NamedTuple):
    """One enterprise, everything known that some rule asks for."""

    legal_form: str
    employees: int
    qpv: bool
    part_insertion: float
    zone_rurale: str

    @property
    def possible(self) -> bool:
        """Whether the fact of the world lets it be: no priority neighbourhood lies in a rural zone."""
        return not self.qpv or self.zone_rurale == "hors-zone"


FORMS, STAFF, SHARES = ("association", "scop", "sarl"), (0, 2, 3, 10), (0, 12.49, 12.5, 50, 50.01, 80, 80.01, 100)
ZONES = ("frr", "frr-plus", "hors-zone")
EVERYBODY = [one for one in map(Enterprise._make, product(FORMS, STAFF, (False, True), SHARES, ZONES)) if one.possible]
RULES: dict[str, Callable[[Enterprise], bool]] = {
    "subvention-quartiers": lambda one: one.qpv and one.legal_form in {"association", "scop"},
    "pret-ruralites": lambda one: not one.qpv and one.zone_rurale in {"frr", "frr-plus"},
    "garantie-insertion": lambda one: 12.5 <= one.part_insertion <= 80,
    "appui-de-tous": lambda one: one.qpv or one.zone_rurale != "hors-zone" or (one.part_insertion > 50 and one.employees >= 3),
}
TOLD: dict[str, list[tuple[object, Callable[[Enterprise], bool]]]] = {
    "legal_form": [("scop", lambda one: one.legal_form == "scop"), (["scop", "sarl"], lambda one: one.legal_form != "association")],
    "employees": [(2, lambda one: one.employees == 2), ("3..", lambda one: one.employees >= 3)],
    "qpv": [("oui", lambda one: one.qpv), (False, lambda one: not one.qpv)],
    "part_insertion": [
        (50, lambda one: one.part_insertion == 50), ("50,01 %", lambda one: one.part_insertion == 50.01),
        ("12..50", lambda one: 12 <= one.part_insertion <= 50), ("plus de 80", lambda one: one.part_insertion > 80),
        ("..12,49", lambda one: one.part_insertion <= 12.49),
    ],
    "zone_rurale": [
        ("zrr", lambda one: one.zone_rurale == "frr"), ("hors zonage", lambda one: one.zone_rurale == "hors-zone"),
        (["frr", "frr-plus"], lambda one: one.zone_rurale != "hors-zone"), ("frr ou hors-zone", lambda one: one.zone_rurale != "frr-plus"),
    ],
}
"""What may be told of each field, in the words of a profile, and of whom it is true."""


def drawn(seed: int) -> tuple[dict[str, object], list[Enterprise]]:
    """Return a profile as it is told, and everybody who may be meant; a profile that nobody fits is drawn again."""
    chance = Random(seed)
    while True:
        facts = {key: chance.choice(said) for key, said in TOLD.items() if chance.random() < 0.5}
        meant = [one for one in EVERYBODY if all(holds(one) for _, holds in facts.values())]
        if meant:
            return {key: raw for key, (raw, _) in facts.items()}, meant


def verdict_of(tool: str, meant: list[Enterprise]) -> Verdict:
    found = {RULES[tool](one) for one in meant}
    return Verdict.TO_CHECK if len(found) > 1 else Verdict.ELIGIBLE if found == {True} else Verdict.INELIGIBLE


@pytest.mark.parametrize("seed", sliced(range(200), 40))
def test_a_verdict_is_that_of_everybody_who_may_be_meant(seed: int) -> None:
    told, meant = drawn(seed)
    profile = read_profile(catalogue(), told)
    assert read_profile(catalogue(), profile.plain(catalogue().fields)) == profile
    report = match(catalogue(), profile, on=DAY)
    screening = Screening(catalogue(), DAY, list(profile.values), common=Profile())
    row = tuple(screening.class_of(column, ((key, value),)) for column, (key, value) in enumerate(profile.values.items()))
    screened = {one.id: answer.verdict for one, answer in zip(screening.instruments, screening.answers(row), strict=True)}
    for result in report.results:
        tool, missing = result.instrument.id, result.missing
        assert result.verdict is verdict_of(tool, meant), (tool, told)
        assert screened[tool] is result.verdict
        alike: dict[tuple[object, ...], list[Enterprise]] = {}
        for one in meant:
            alike.setdefault(tuple(getattr(one, key) for key in missing), []).append(one)
        assert all(verdict_of(tool, group) is not Verdict.TO_CHECK for group in alike.values()), "what is missing settles it"
        for key in missing:
            others = [other for other in missing if other != key]
            groups: dict[tuple[object, ...], list[Enterprise]] = {}
            for one in meant:
                groups.setdefault(tuple(getattr(one, other) for other in others), []).append(one)
            assert any(verdict_of(tool, group) is Verdict.TO_CHECK for group in groups.values()), f"{key} can change nothing: {tool}, {told}"


def test_the_fact_of_the_world_derives_what_was_not_told() -> None:
    report = match(catalogue(), read_profile(catalogue(), {"zone_rurale": "frr"}), on=DAY)
    assert report.derived == {"qpv": False}
    assert match(catalogue(), Profile({"qpv": True}), on=DAY).derived == {"zone_rurale": frozenset(["hors-zone"])}
