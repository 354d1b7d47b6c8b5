"""Who may have an instrument, worked out a second time, from the files and without the engine: for an enterprise of which all is known."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

ABOUT = frozenset({"id", "source", "strength", "note", "from", "until", "accepts"})
"""What a condition holds besides its test."""

SETS = {"legal_form": "legal_form_sets", "departement": "departement_sets", "stage": "stage_sets"}


class Evaluator:
    """Answers over the documents of a catalogue as plain data."""

    def __init__(self, tools: Mapping[str, Any], rules: Mapping[str, Any], words: Mapping[str, Any]) -> None:
        self.tools, self.rules, self.words = tools["tools"], rules, words

    def verdict(self, tool: str, one: Mapping[str, Any], day: date) -> bool:
        """Whether an enterprise may have an instrument on a day."""
        return bool([*self.offers(tool, one, day)])

    def amount(self, tool: str, one: Mapping[str, Any], day: date) -> tuple[int, int | None]:
        """The least floor and the greatest ceiling of the offers that it may have, in whole euros; None is no ceiling."""
        found = [offer.get("amount", {}) for offer in self.offers(tool, one, day)]
        tops = [ceiling(amount, one) for amount in found]
        low = min(amount.get("at_least") or 0 for amount in found)
        return low, None if None in tops else max(top for top in tops if top is not None)

    def offers(self, tool: str, one: Mapping[str, Any], day: date) -> Iterator[Mapping[str, Any]]:
        """The offers of an instrument that an enterprise may have."""
        rules = self.rules["instruments"].get(tool, {})
        if not self.all_hold(rules.get("requires", ()), one, day):
            return
        offers = self.tools[tool]["offers"]
        running = {name: offer for name, offer in offers.items() if within(offer, day)} or offers  # between two windows, all are looked at
        for name, offer in running.items():
            asked = rules.get("offers", {}).get(name, {}).get("requires", ())
            if self.all_hold(asked, one, day) and reaches(offer.get("amount", {}), one):
                yield offer

    def all_hold(self, conditions: Iterable[Mapping[str, Any]], one: Mapping[str, Any], day: date) -> bool:
        """Whether every condition of that day is met."""
        for raw in conditions:
            times = {**self.rules.get("shared", {}).get(raw.get("shared"), {}), **raw}
            if within(times, day) and not self.holds(raw, one):
                return False
        return True

    def holds(self, test: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
        """Whether a test is passed: each of its keys is."""
        return all(self.passes(key, argument, one) for key, argument in test.items() if key not in ABOUT)

    def passes(self, key: str, argument: Any, one: Mapping[str, Any]) -> bool:
        """Whether one key of a test is passed."""
        if key == "shared":
            return self.holds(self.rules["shared"][argument], one)
        if key == "all":
            return all(self.holds(part, one) for part in argument)
        if key == "any":
            return any(self.holds(part, one) for part in argument)
        if key == "not":
            return not self.holds(argument, one)
        if not isinstance(argument, dict):
            return bool(one[key] == argument)
        return all(self.compared(key, operator, bound, one[key]) for operator, bound in argument.items())

    def compared(self, key: str, operator: str, bound: Any, value: Any) -> bool:
        """Whether a value passes one comparison."""
        if operator in {"at_least", "at_most", "more_than", "less_than"}:
            least = Fraction(str(bound))
            return bool({"at_least": value >= least, "at_most": value <= least, "more_than": value > least,
                         "less_than": value < least}[operator])
        if operator in {"starts_with", "not_starts_with"}:
            starts = tuple(bound) if isinstance(bound, list) else (str(bound),)
            return value.startswith(starts) is (operator == "starts_with")
        listed = self.opened(key, bound if isinstance(bound, list) else [bound])
        inside = bool(listed & value) if isinstance(value, frozenset) else value in listed
        return inside is (operator in {"in", "any_of"})

    def opened(self, key: str, names: Iterable[str]) -> frozenset[str]:
        """Ids, sets of them opened."""
        sets = self.words.get(SETS.get(key, ""), {})
        found: set[str] = set()
        for name in map(str, names):
            found |= self.opened(key, sets[name]["members"]) if name in sets else {name}
        return frozenset(found)


def within(entry: Mapping[str, Any], day: date) -> bool:
    """Whether something holds on a day, both its ends included."""
    first, last = entry.get("from"), entry.get("until")
    return (first is None or date.fromisoformat(str(first)) <= day) and (last is None or day <= date.fromisoformat(str(last)))


def limit(raw: Mapping[str, Any], one: Mapping[str, Any]) -> int:
    """A ceiling worked out from an enterprise, in whole euros rounded down."""
    share = Fraction(str(raw.get("share", 100))) / 100
    if "less" in raw:
        return int(share * max(0, raw["fixed"] - one[raw["less"]]))
    over = sum(max(one[key], 0) for key in (raw["of"], *raw.get("plus", ())))
    return int(raw["each"] * over if "each" in raw else share * over)


def ceiling(amount: Mapping[str, Any], one: Mapping[str, Any]) -> int | None:
    """What an offer gives at most; a floor above it leaves the floor."""
    fixed = [amount["at_most"]] if amount.get("at_most") is not None else []
    tops = fixed + [limit(raw, one) for raw in amount.get("limits", ())]
    return max(min(tops), amount.get("at_least") or 0) if tops else None


def reaches(amount: Mapping[str, Any], one: Mapping[str, Any]) -> bool:
    """Whether the need reaches the floor, and each ceiling that rests on one field."""
    floor = amount.get("at_least") or 0
    single = [raw for raw in amount.get("limits", ()) if raw.get("of") and not raw.get("plus")]
    return not floor or (one["amount_needed"] >= floor and all(limit(raw, one) >= floor for raw in single))
