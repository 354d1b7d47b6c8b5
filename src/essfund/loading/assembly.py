"""Checked documents to a catalogue ready for matching. Pure: faults carry paths, a reader makes lines of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import About, AtMost, Enough, Fault
from essfund.core.messages import Words, did_you_mean, say
from essfund.core.text import nearest
from essfund.engine.amounts import formula_of, scale_of
from essfund.loading.resolving import Path, Resolver, excess
from essfund.model.catalogue import Catalogue, Instrument, Offer
from essfund.model.condition import Condition, Leaf, Origin, Reservation, Strength
from essfund.model.rulebook import InstrumentRules, OfferRules
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from essfund.model.rulebook import ReservationEntry, RulesDocument, Supposition
    from essfund.model.tool import Amount, Tool, ToolsDocument
    from essfund.model.vocabulary import Vocabularies


WEAKEST_FIRST = (Strength.INFERRED, Strength.PROBABLE, Strength.ESTABLISHED)


def floor_conditions(scope: str, amount: Amount, origin: Origin = Origin.FLOOR) -> Iterator[Condition]:
    """Conditions that an amount implies: the need reaches the floor, and so does each ceiling (50 % of the cost: the cost twice that)."""
    floor = amount.at_least
    if not floor:
        return

    def condition(field: str, least: int, strength: Strength, sources: tuple[str, ...]) -> Condition:
        name = f"plancher-{field.replace('_', '-')}"
        return Condition(f"{scope}.{name}", name, Leaf(field, "at_least", least * scale_of(field), least), strength, sources, origin)

    yield condition("amount_needed", floor, amount.strength, amount.source or ())
    for limit in amount.limits:
        if limit.of is not None and limit.refusing:
            least = -(-formula_of(limit).least(floor) // scale_of(limit.of))  # whole units, rounded up
            yield condition(limit.of, least, min(amount.strength, limit.strength, key=WEAKEST_FIRST.index), limit.source)


def assemble(
    tools: ToolsDocument, rules: RulesDocument, vocabularies: Vocabularies, digest: str, facts: Sequence[dict[str, Any]] = ()
) -> tuple[Catalogue | None, list[Fault]]:
    """Catalogue, none where there are too many faults to go on, and every fault; with one at error level it must not be used."""
    faults: AtMost[Fault] = AtMost()
    try:
        assembler = _Assembler(tools, rules, vocabularies, faults)
        instruments = {key: assembler.instrument(key, tool) for key, tool in tools.tools.items()}
        assembler.strangers()
        shared = {key: assembler.shared_condition(key) for key in rules.shared}
        suppositions, world = assembler.suppositions(), assembler.facts_of_the_world(facts)
    except Enough:
        return None, faults
    return Catalogue(
        tools.edition, tools.licence, digest, tools.sources, tools.contacts, instruments, vocabularies, rules.ranking,
        rules.incompatibilities, rules.pairings, shared, rules.one_entry, rules.alternatives, suppositions, world,
        rules.plan_ceilings, rules.calls,
    ), faults


class _Assembler:
    def __init__(self, tools: ToolsDocument, rules: RulesDocument, vocabularies: Vocabularies, faults: list[Fault]) -> None:
        self.tools, self.rules, self.vocabularies, self.faults = tools, rules, vocabularies, faults
        self.resolver = Resolver(rules.shared, vocabularies, faults)

    def instrument(self, key: str, tool: Tool) -> Instrument:
        rules = self.rules.instruments.get(key)
        if rules is None or not (rules.open_to_all or rules.requires or any(o.requires for o in rules.offers.values())):
            self.faults.append(Fault("CAT011", say("`{id}` has no rules", id=key), "tools", ("tools", key),
                                     say("add `requires`, or `open_to_all` with its source, in rules.yaml"), on_key=True,
                                     about=About("tool", key)))
            rules = rules or InstrumentRules()
        path, taken = ("instruments", key), set[str]()
        conditions = self.conditions(key, rules.requires, path, taken)
        reservations = self.reservations(key, rules.reservations, path, taken)
        offers = tuple(self.offer(key, name, tool, rules.offers.get(name, OfferRules()), set(taken)) for name in tool.offers)
        family = self.vocabularies.family.terms.get(tool.family)
        role = family.role if family else Role.OTHER
        instrument = Instrument(key, tool, conditions, reservations, offers, rules.open_to_all or (), role)
        if message := excess(instrument, self.vocabularies):
            self.fault("IN007", path, message, say("split the instrument, or say the rest as reservations"), on_key=True)
        return instrument

    def offer(self, key: str, name: str, tool: Tool, rules: OfferRules, taken: set[str]) -> Offer:
        entry, path = tool.offers[name], ("instruments", key, "offers", name)
        written = self.conditions(key, rules.requires, path, taken)
        implied = tuple(floor_conditions(key if len(tool.offers) == 1 else f"{key}.{name}", entry.amount))
        return Offer(name, entry, written + implied, self.reservations(key, rules.reservations, path, taken))

    def conditions(self, key: str, entries: Sequence[dict[str, Any]], path: Path, taken: set[str]) -> tuple[Condition, ...]:
        return tuple(self.condition(key, raw, (*path, "requires", i), taken) for i, raw in enumerate(entries))

    def condition(self, key: str, raw: dict[str, Any], path: Path, taken: set[str]) -> Condition:
        shared = raw.get("shared")
        base: Mapping[str, Any] = self.rules.shared.get(shared, {}) if shared else {}
        short = raw.get("id") or shared
        if short is None:
            self.fault("CAT016", path, say("this condition has no id"), say("add `id`, in words of the field"))
            short = "?"
        self.take(short, path, taken)
        sources = tuple(raw.get("source") or base.get("source") or ())
        if not sources:
            self.fault("CAT014", path, say("`{id}` has no source", id=short),
                       say("add `source`: the id of the source in which it was read"))
        return Condition(
            id=short if shared and "id" not in raw else f"{key}.{short}",
            short_id=short,
            test=self.resolver.test(raw, path),
            strength=raw.get("strength") or base.get("strength") or Strength.ESTABLISHED,
            sources=sources,
            origin=Origin.SHARED if shared else Origin.OWN,
            note=words_of(raw.get("note") or base.get("note")),
            first_day=raw.get("from") or base.get("from"),
            last_day=raw.get("until") or base.get("until"),
        )

    def shared_condition(self, name: str) -> Condition:
        raw, test = self.rules.shared[name], self.resolver.named(name, ("shared", name))
        strength, sources = raw.get("strength") or Strength.ESTABLISHED, tuple(raw.get("source") or ())
        return Condition(name, name, test, strength, sources, Origin.SHARED, words_of(raw.get("note")), raw.get("from"), raw.get("until"))

    def reservations(self, key: str, entries: Iterable[ReservationEntry], path: Path, taken: set[str]) -> tuple[Reservation, ...]:
        found = (self.reservation(key, e, (*path, "reservations", i), taken) for i, e in enumerate(entries))
        return tuple(item for item in found if item)

    def reservation(self, key: str, entry: ReservationEntry, path: Path, taken: set[str]) -> Reservation | None:
        form = self.vocabularies.legal_form
        only_for = tuple(sorted({each for name in entry.only_for for each in form.expand(name) or ()}))
        if entry.shared:
            base = self.rules.shared_reservations.get(entry.shared)
            if base is None:
                near = nearest(entry.shared, self.rules.shared_reservations)
                self.fault("CAT010", (*path, "shared"), say("no shared reservation is called `{id}`", id=entry.shared),
                           did_you_mean(near, say("define it under `shared_reservations`")),
                           about=About("reservation", entry.shared, "".join(near[:1])))
                return None
            self.take(entry.shared, path, taken)
            return Reservation(entry.shared, entry.shared, entry.text or base.text, entry.strength or base.strength,
                               entry.source or base.source, only_for)
        if not (entry.id and entry.text and entry.source):
            self.fault("CAT002", path, say("a reservation needs `id`, `text` and `source`, or `shared`"),
                       say("add what is missing"))
            return None
        self.take(entry.id, path, taken)
        return Reservation(f"{key}.{entry.id}", entry.id, entry.text, entry.strength or Strength.ESTABLISHED, entry.source, only_for)

    def suppositions(self) -> tuple[Supposition, ...]:
        flags = [key for key, field in self.vocabularies.fields.items() if field.kind.name == "flag"]
        for place, item in enumerate(self.rules.suppositions):
            if item.field not in flags:
                self.fault("CAT010", ("suppositions", place, "field"), say("no yes-or-no field is called `{id}`", id=item.field),
                           did_you_mean(nearest(item.field, flags)))
        return self.rules.suppositions

    def facts_of_the_world(self, entries: Sequence[dict[str, Any]]) -> tuple[Condition, ...]:
        resolver = Resolver({}, self.vocabularies, self.faults, "vocabularies")
        return tuple(
            Condition(name := raw.get("id") or f"fait-{place}", name, resolver.test(raw, ("facts_of_the_world", place)),
                      raw.get("strength") or Strength.ESTABLISHED, tuple(raw.get("source") or ()), note=words_of(raw.get("note")))
            for place, raw in enumerate(entries)
        )

    def strangers(self) -> None:
        """Find rules for instruments and offers that do not exist."""
        for key, rules in self.rules.instruments.items():
            tool = self.tools.tools.get(key)
            if tool is None:
                near = [today for today, one in self.tools.tools.items() if key in one.formerly] or nearest(key, self.tools.tools)
                self.fault("CAT012", ("instruments", key), say("tools.yaml has no instrument `{id}`", id=key),
                           did_you_mean(near, say("add it to tools.yaml, or correct the id")), on_key=True,
                           about=About("tool", key, "".join(near[:1])))
                continue
            for name in rules.offers:
                if name not in tool.offers:
                    self.fault("CAT012", ("instruments", key, "offers", name),
                               say("`{tool}` has no offer `{id}`", tool=key, id=name),
                               say("its offers are {words}", words=", ".join(tool.offers)), on_key=True)

    def take(self, short: str, path: Path, taken: set[str]) -> None:
        if short in taken:
            self.fault("CAT013", path, say("the id `{id}` is used twice for this instrument", id=short),
                       say("give each its own id, in words of the field"))
        taken.add(short)

    def fault(self, code: str, path: Path, message: Any, help_: Any = None, *, on_key: bool = False, about: About | None = None) -> None:
        self.faults.append(Fault(code, message, "rules", path, help_, on_key, about=about))


def words_of(raw: dict[str, str] | None) -> Words | None:
    """A checked mapping of two languages as words."""
    return Words(raw["fr"], raw["en"]) if raw else None
