"""Every single edit of a catalogue: one threshold, set, operator, date, amount or reference changed by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from essfund.model.field_types import NumberType
from essfund.model.fields import FIELDS
from essfund.model.rulebook import RELATIONS
from essfund.model.tool import MONEY_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.model.vocabulary import Vocabularies

Path = tuple[Any, ...]
DROPPED = object()
STRENGTHS = ("established", "probable", "inferred")
COUNTS = ("employees", "jobs_planned")
FLIPS = {
    "at_least": ("more_than", "at_most"), "more_than": ("at_least", "less_than"),
    "at_most": ("less_than", "at_least"), "less_than": ("at_most", "more_than"),
    "in": ("not_in",), "not_in": ("in",), "any_of": ("none_of",), "none_of": ("any_of",),
    "starts_with": ("not_starts_with",), "not_starts_with": ("starts_with",),
}


class Mutant(NamedTuple):
    """One edit: the kind, the document, the place, and what stands there afterwards."""

    kind: str
    role: str
    path: Path
    value: Any

    def __str__(self) -> str:
        after = "dropped" if self.value is DROPPED else repr(self.value)
        return f"{self.kind}: {self.role} {'.'.join(map(str, self.path))} -> {after[:160]}"


class Names(NamedTuple):
    """What references may be replaced by."""

    sources: Sequence[str]
    contacts: Sequence[str]
    tools: Sequence[str]
    shared: Sequence[str]
    reservations: Sequence[str]
    vocabularies: Vocabularies


def after(names: Sequence[str], name: str) -> str:
    """Return the next of some names, the first after the last."""
    return names[(names.index(name) + 1) % len(names)]


def mutants(documents: Mapping[str, Any], vocabularies: Vocabularies) -> Iterator[Mutant]:
    """Yield every mutant of the parsed documents."""
    tools, rules, words = documents["tools"], documents["rules"], documents["vocabularies"]
    names = Names(list(tools["sources"]), list(tools["contacts"]), list(tools["tools"]), list(rules["shared"]),
                  list(rules["shared_reservations"]), vocabularies)
    for key, tool in tools["tools"].items():
        yield from of_tool(tool, ("tools", key), names)
    yield from of_contacts(tools["contacts"], names)
    yield from of_sources(tools["sources"])
    for key, raw in rules["shared"].items():
        yield from of_requirement(raw, ("shared", key), names)
    for key, raw in rules["shared_reservations"].items():
        yield from of_facts("rules", raw, ("shared_reservations", key), names)
    for key, raw in rules["instruments"].items():
        yield from of_rules(raw, ("instruments", key), names)
    yield from of_ranking(rules["ranking"])
    for word in RELATIONS:
        for place, raw in enumerate(rules[word]):
            yield from of_relation(raw, (word, place), names)
    for place, raw in enumerate(rules["plan_ceilings"]):
        yield from of_ceiling(raw, ("plan_ceilings", place), names)
    for place, raw in enumerate(rules["calls"]):
        yield from of_facts("rules", raw, ("calls", place), names)
        yield Mutant("call", "rules", ("calls", place, "before"), after(["bank", "quote"], raw["before"]))
        for member in range(len(raw.get("tools", ()))):
            yield Mutant("call: member dropped", "rules", ("calls", place, "tools"), without(raw["tools"], member))
    yield from of_words(words)


# --- rules.yaml


def of_rules(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of what an instrument or an offer asks."""
    if "open_to_all" in raw:
        yield from of_references("source", "rules", raw["open_to_all"], (*path, "open_to_all"), names.sources)
    for place, one in enumerate(raw.get("requires", ())):
        here = (*path, "requires", place)
        yield Mutant("condition dropped", "rules", (*path, "requires"), without(raw["requires"], place))
        yield from of_requirement(one, here, names)
    for place, one in enumerate(raw.get("reservations", ())):
        here = (*path, "reservations", place)
        yield Mutant("reservation dropped", "rules", (*path, "reservations"), without(raw["reservations"], place))
        yield from of_facts("rules", one, here, names)
        if "shared" in one:
            yield Mutant("reservation reference", "rules", (*here, "shared"), after(names.reservations, one["shared"]))
    for key, one in raw.get("offers", {}).items():
        yield from of_rules(one, (*path, "offers", key), names)


def of_requirement(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of one condition: its facts, its period, its test."""
    yield from of_facts("rules", raw, path, names)
    yield from of_period("rules", raw, path)
    yield from of_test(raw, path, names)
    test = {key: raw[key] for key in raw if key in FIELDS or key in {"all", "any", "not", "shared"}}
    rest = {key: value for key, value in raw.items() if key not in test}
    named = {"id": raw["shared"]} if "shared" in raw and "id" not in raw else {}
    yield Mutant("condition negated", "rules", path, {**named, **rest, "not": test})


def of_test(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of a test and of its parts."""
    for word, other in (("all", "any"), ("any", "all")):
        if word in raw:
            rest = {key: value for key, value in raw.items() if key != word}
            if len(raw[word]) > 1:
                yield Mutant("all or any", "rules", path, {**rest, other: raw[word]})
            for place, part in enumerate(raw[word]):
                if len(raw[word]) > 1:
                    yield Mutant("part dropped", "rules", (*path, word), without(raw[word], place))
                yield from of_test(part, (*path, word, place), names)
    if "not" in raw:
        yield Mutant("negation dropped", "rules", path, {**{k: v for k, v in raw.items() if k != "not"}, **raw["not"]})
        yield from of_test(raw["not"], (*path, "not"), names)
    if "shared" in raw:
        for name in names.shared:
            if name != raw["shared"]:
                yield Mutant("shared reference", "rules", (*path, "shared"), name)
    for key in raw:
        if key in FIELDS:
            yield from of_field(key, raw[key], (*path, key), names)


def of_field(key: str, raw: Any, path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of the test of one field."""
    kind = FIELDS[key].kind
    if not isinstance(raw, dict):
        yield Mutant("flag", "rules", path, not raw)
        return
    for operator, argument in raw.items():
        rest = {one: value for one, value in raw.items() if one != operator}
        for other in FLIPS[operator]:
            if other not in rest:
                yield Mutant("operator", "rules", path, {**rest, other: argument})
        if len(raw) > 1:
            yield Mutant("bound dropped", "rules", path, rest)
        here = (*path, operator)
        if isinstance(kind, NumberType):
            finest = [1] if kind.spread or kind.scale == 1 else [1, 1 / kind.scale]
            for step in finest:
                yield Mutant("threshold", "rules", here, round(argument + step, 4))
                yield Mutant("threshold", "rules", here, round(argument - step, 4))
        elif kind.name == "code":
            yield from of_codes(argument, here)
        else:
            vocabulary = names.vocabularies.of(FIELDS[key].vocabulary)
            assert vocabulary is not None
            yield from of_set("rules", argument, here, [*vocabulary.terms, *vocabulary.sets])


def of_set(role: str, listed: Sequence[str], path: Path, known: Sequence[str], kind: str = "set") -> Iterator[Mutant]:
    """Yield a list with one name less, and with one more."""
    for place in range(len(listed)):
        if len(listed) > 1:
            yield Mutant(f"{kind}: member dropped", role, path, without(listed, place))
    for name in known:
        if name not in listed:
            yield Mutant(f"{kind}: member added", role, path, [*listed, name])


def of_codes(listed: Sequence[str], path: Path) -> Iterator[Mutant]:
    """Yield a list of codes with one less, one changed by one, one wider, one narrower, one more."""
    for place, code in enumerate(listed):
        if len(listed) > 1:
            yield Mutant("set: member dropped", "rules", path, without(listed, place))
        near = [f"{code[:-1]}{int(code[-1]) + step}" for step in (-1, 1) if 0 <= int(code[-1]) + step <= 9]
        wider = [code[:-1].rstrip(".")] if len(code) > 2 else []
        narrower = [f"{code}.1"] if len(code) == 2 else [f"{code}1"]
        for other in (*near, *wider, *narrower):
            yield Mutant("set: code changed", "rules", path, [*listed[:place], other, *listed[place + 1:]])
        for other in near:
            if other not in listed:
                yield Mutant("set: member added", "rules", path, [*listed, other])


def of_ranking(raw: Mapping[str, Any]) -> Iterator[Mutant]:
    """Yield mutants of the weights and of the value of each class."""
    for step in (-1, 1):
        yield Mutant("freshness", "rules", ("ranking", "freshness_months"), raw["freshness_months"] + step)
        for key, value in raw["weights"].items():
            yield Mutant("weight", "rules", ("ranking", "weights", key), value + step)
        for word in ("cost", "proximity", "evidence"):
            for key, value in raw[word].items():
                if 0 <= value + step / 10 <= 1:
                    yield Mutant("class value", "rules", ("ranking", word, key), round(value + step / 10, 2))


def of_relation(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of instruments that exclude one another or go together."""
    yield from of_facts("rules", raw, path, names)
    for place, name in enumerate(raw["tools"]):
        yield Mutant("instrument reference", "rules", (*path, "tools", place), after(names.tools, name))
        if len(raw["tools"]) > 2:
            yield Mutant("relation: member dropped", "rules", (*path, "tools"), without(raw["tools"], place))


def of_ceiling(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of a ceiling over several instruments in one plan."""
    yield from of_facts("rules", raw, path, names)
    for key in ("share", "fixed"):
        if key in raw:
            yield from (Mutant(f"plan ceiling: {key}", "rules", (*path, key), raw[key] + step) for step in (-1, 1) if raw[key] + step)
    for tool, part in raw.get("counted", {}).items():
        yield Mutant("plan ceiling: counted", "rules", (*path, "counted", tool), part + 1)
    for key in ("tools", "of", "leaving_out"):
        if len(raw.get(key, ())) > 1:
            yield from (Mutant("plan ceiling: member dropped", "rules", (*path, key), without(raw[key], place)) for place in range(len(raw[key])))
    if "only_with" in raw:
        yield Mutant("plan ceiling: only with", "rules", (*path, "only_with"), DROPPED)


# --- tools.yaml


def of_tool(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of what stands of an instrument in tools.yaml."""
    yield from of_classes(raw, path, names)
    yield from of_days(raw, path, names)
    yield from of_parts(raw, path, names)
    yield Mutant("contact reference", "tools", (*path, "apply"), after(names.contacts, raw["apply"]))
    if "successor" in raw:
        yield Mutant("instrument reference", "tools", (*path, "successor"), after(names.tools, raw["successor"]))
        yield Mutant("instrument reference", "tools", (*path, "successor"), DROPPED)
    for key in ("running", "sources"):
        if key in raw:
            yield from of_references(f"{key} reference", "tools", raw[key], (*path, key), names.sources)


def of_classes(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of the classes an instrument belongs to: family, reach, cost, forms, section, stages."""
    words = names.vocabularies
    classes = {"family": list(words.family.terms), "reach": list(words.reach.terms), "cost": list(words.cost.terms)}
    for key, terms in classes.items():
        if key in raw:
            yield Mutant(key, "tools", (*path, key), after(terms, raw[key]))
    if "dedicated_to" in raw:
        known = [*words.legal_form.terms, *words.legal_form.sets]
        yield from of_set("tools", raw["dedicated_to"], (*path, "dedicated_to"), known, "made for")
    if "plan" in raw:
        sections = ["cartographie", "investisseur-social", "accompagnement"]
        yield Mutant("plan section", "tools", (*path, "plan", "section"), after(sections, raw["plan"]["section"]))
    if "stages" in raw:
        yield from of_facts("tools", raw["stages"], (*path, "stages"), names)
        yield from of_set("tools", raw["stages"]["in"], (*path, "stages", "in"), list(words.stage.terms), "stages")


def of_days(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of the days of an instrument."""
    yield from of_day("checked on", "tools", raw["checked_on"], (*path, "checked_on"))
    for key in ("valid_from", "valid_until"):
        if key in raw:
            yield from of_facts("tools", raw[key], (*path, key), names)
            yield from of_day("date", "tools", raw[key]["day"], (*path, key, "day"))
            yield Mutant("date", "tools", (*path, key), DROPPED)
    if "suspended" in raw:
        yield from of_facts("tools", raw["suspended"], (*path, "suspended"), names)
        yield from of_period("tools", raw["suspended"], (*path, "suspended"))


def of_parts(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of the terms, the notes and the offers of an instrument."""
    for key in ("conditions_of_money", "notes"):
        for place, one in enumerate(raw.get(key, ())):
            yield from of_facts("tools", one, (*path, key, place), names)
    for key, one in raw["offers"].items():
        if len(raw["offers"]) > 1:
            yield Mutant("offer dropped", "tools", (*path, "offers", key), DROPPED)
        yield from of_period("tools", one, (*path, "offers", key))
        if "amount" in one:
            yield from of_amount(one["amount"], (*path, "offers", key, "amount"), names)


def of_amount(raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of what an offer gives."""
    yield from of_facts("tools", raw, path, names)
    for key in ("at_least", "at_most"):
        if key in raw:
            yield Mutant("amount", "tools", (*path, key), raw[key] + 1)
            yield Mutant("amount", "tools", (*path, key), raw[key] - 1)
            yield Mutant("amount dropped", "tools", (*path, key), DROPPED)
    for place, limit in enumerate(raw.get("limits", ())):
        here = (*path, "limits", place)
        yield from of_facts("tools", limit, here, names)
        yield Mutant("limit dropped", "tools", (*path, "limits"), without(raw["limits"], place))
        fields = () if "less" in limit else MONEY_FIELDS if limit["of"] in MONEY_FIELDS else COUNTS
        yield from (Mutant("limit of", "tools", (*here, "of"), field) for field in fields if field not in {limit["of"], *limit.get("plus", ())})
        for key in ("share", "each", "fixed"):
            if key in limit:
                yield Mutant("share", "tools", (*here, key), limit[key] + 1)
                yield Mutant("share", "tools", (*here, key), limit[key] - 1)


def of_contacts(raw: Mapping[str, Any], names: Names) -> Iterator[Mutant]:
    """Yield mutants of whom to call where."""
    for key, contact in raw.items():
        yield from of_facts("tools", contact, ("contacts", key), names)
        for place, local in enumerate(contact.get("by_departement", ())):
            path = ("contacts", key, "by_departement", place)
            yield Mutant("contact reference", "tools", (*path, "contact"), after(names.contacts, local["contact"]))
            yield from of_strength("tools", local, path)
            known = sorted(names.vocabularies.departement.expand("occitanie") or ())
            yield from of_set("tools", local["departements"], (*path, "departements"), known, "contact places")


def of_sources(raw: Mapping[str, Any]) -> Iterator[Mutant]:
    """Yield mutants of when sources speak and of what kind they are."""
    kinds = ["plan", "law", "official", "operator", "secondary", "press"]
    for key, source in raw.items():
        yield Mutant("source kind", "tools", ("sources", key, "kind"), after(kinds, source["kind"]))
        if "date" in source:
            yield Mutant("source date", "tools", ("sources", key, "date"), DROPPED)
            yield from of_day("source date", "tools", source["date"], ("sources", key, "date"))


# --- vocabularies.yaml


def of_words(words: Mapping[str, Any]) -> Iterator[Mutant]:
    """Yield mutants of what names and codes stand for."""
    for sets, terms in (("legal_form_sets", "legal_forms"), ("departement_sets", "departements")):
        for key, one in words[sets].items():
            yield from of_set("vocabularies", one["members"], (sets, key, "members"), list(words[terms]), "named set")
    forms = list(words["legal_forms"])
    for key, code in words["insee_codes"].items():
        for place, form in enumerate(code["forms"]):
            yield Mutant("code reference", "vocabularies", ("insee_codes", key, "forms", place), after(forms, form))
        yield from of_set("vocabularies", code["forms"], ("insee_codes", key, "forms"), [], "code")
    answers = ["yes", "no", "check"]
    for key, term in words["legal_forms"].items():
        if "ess_by_form" in term:
            yield Mutant("ess by form", "vocabularies", ("legal_forms", key, "ess_by_form"), after(answers, term["ess_by_form"]))


# --- parts of all


def of_facts(role: str, raw: Mapping[str, Any], path: Path, names: Names) -> Iterator[Mutant]:
    """Yield mutants of the sources and of the strength of an entry."""
    for key in ("source", "sources"):
        if key in raw:
            yield from of_references("source", role, raw[key], (*path, key), names.sources)
    if not (path[0] == "contacts" or "notes" in path):
        yield from of_strength(role, raw, path)


def of_strength(role: str, raw: Mapping[str, Any], path: Path) -> Iterator[Mutant]:
    """Yield other strengths; one that is not written may be that of what the entry refers to."""
    if "suspended" not in path:
        written = raw.get("strength") or ("" if "shared" in raw else "established")
        yield from (Mutant("strength", role, (*path, "strength"), one) for one in STRENGTHS if one != written)


def of_references(kind: str, role: str, raw: Any, path: Path, known: Sequence[str]) -> Iterator[Mutant]:
    """Yield a list of ids with one replaced, one less, one more."""
    listed = [raw] if isinstance(raw, str) else list(raw)
    for place, name in enumerate(listed):
        other = next(one for one in [*known[known.index(name):], *known] if one not in listed)
        yield Mutant(kind, role, path, [*listed[:place], other, *listed[place + 1:]])
        if len(listed) > 1:
            yield Mutant(kind, role, path, without(listed, place))
    yield Mutant(kind, role, path, [*listed, next(one for one in known if one not in listed)])


def of_period(role: str, raw: Mapping[str, Any], path: Path) -> Iterator[Mutant]:
    """Yield other first and last days."""
    for key in ("from", "until"):
        if key in raw:
            yield from of_day("date", role, raw[key], (*path, key))
            yield Mutant("date", role, (*path, key), DROPPED)


def of_day(kind: str, role: str, text: str, path: Path) -> Iterator[Mutant]:
    """Yield the day before and after; the month or the year, where no more is said."""
    for step in (-1, 1):
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            yield Mutant(kind, role, path, (date(*parts) + timedelta(days=step)).isoformat())
        elif len(parts) == 2:
            year, month = divmod(parts[0] * 12 + parts[1] - 1 + step, 12)
            yield Mutant(kind, role, path, f"{year}-{month + 1:02}")
        else:
            yield Mutant(kind, role, path, str(parts[0] + step))


def without(listed: Sequence[Any], place: int) -> list[Any]:
    """Return a list without one of its members."""
    return [*listed[:place], *listed[place + 1:]]
