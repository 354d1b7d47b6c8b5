"""Whether a mutant of the bundled catalogue is refused by `essfund validate`, shown by `essfund diff`, or proved to be the same catalogue.

Only what an edit can change is made again: the documents are read and checked once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from essfund.engine.golden_cases import run
from essfund.engine.supply import space_along
from essfund.loading.assembly import assemble
from essfund.loading.cases import read_cases
from essfund.loading.catalogue import Loaded, load_texts, read_texts
from essfund.loading.checks import run_checks
from essfund.model.requirement import Requirement
from essfund.model.rulebook import (
    COMBINATIONS,
    RELATIONS,
    CallOrder,
    InstrumentRules,
    PlanCeiling,
    RankingRules,
    Relation,
    SharedReservation,
)
from essfund.model.tool import Contact, Source, Tool
from essfund.model.vocabularies_document import TermEntry
from essfund.model.vocabulary import OfficialCode, TermSet
from essfund.review.checks import CHECKS
from essfund.review.checks.subject import ValidationSubject
from essfund.review.diff import compare
from essfund.review.diff.fieldwise import same
from essfund.review.diff.model import CatalogueVersion
from tests.bundled import LAST_CHECKED
from tests.mutation.mutants import DROPPED, Mutant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition
    from essfund.review.diff.model import Comparison

ENTRIES: dict[str, Any] = {
    "tools": Tool, "contacts": Contact, "sources": Source, "instruments": InstrumentRules, "shared": Requirement,
    "shared_reservations": SharedReservation, "ranking": RankingRules, **dict.fromkeys(RELATIONS, Relation),
    "plan_ceilings": PlanCeiling, "calls": CallOrder,
    "legal_form_sets": TermSet, "departement_sets": TermSet, "insee_codes": OfficialCode, "legal_forms": TermEntry,
}
ADAPTERS = {word: TypeAdapter(model) for word, model in ENTRIES.items()}


class Fate(Enum):
    """What became of a mutant: what catches it first, or that nothing needs to, or that something should have."""

    SHAPE = "shape and references"
    CASES = "golden cases"
    CHECKS = "checks"
    EFFECT = "diff: who, how much, when"
    FIELD = "diff: the field"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"


@dataclass
class Bench:
    """The bundled catalogue with everything that is held against it."""

    folder: Path
    loaded: Loaded
    trials: dict[str, list[Trial]]
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    alone: Counter[tuple[str, Fate]] = field(default_factory=Counter)
    """How many mutants of a kind each way catches, whatever the others do."""
    thorough: bool = False
    """Whether the checks are run."""

    @cached_property
    def mentions(self) -> dict[str, set[str]]:
        """Every word that the rules of an instrument use, those of the shared conditions and sets they name included."""
        data = self.documents
        named: dict[str, object] = {
            **data["rules"]["shared"], **data["rules"]["shared_reservations"],
            **data["vocabularies"]["legal_form_sets"], **data["vocabularies"]["departement_sets"],
        }
        found = {}
        for key in self.catalogue.instruments:
            known: set[str] = set()
            queue = [data["rules"]["instruments"][key], data["tools"]["tools"][key]]
            while queue:
                for word in texts(queue.pop()):
                    if word in named and word not in known:
                        queue.append(named[word])
                    known.add(word)
            found[key] = known
        return found

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue without a mutation."""
        assert self.loaded.catalogue is not None
        return self.loaded.catalogue

    @property
    def documents(self) -> dict[str, Any]:
        """The data of the files."""
        return {role: document.data for role, document in self.loaded.documents.items()}


def bench(folder: Path, *, thorough: bool = False) -> Bench:
    """Read everything once."""
    texts = read_texts([folder])
    loaded = load_texts(texts)
    assert loaded.catalogue is not None
    cases = read_cases(texts.folders, loaded.catalogue)
    trials: dict[str, list[Trial]] = {}
    for trial, _ in cases.trials:
        trials.setdefault(trial.tool, []).append(trial)
    found = Bench(folder, loaded, trials, thorough=thorough)
    found.findings = _found_by_checks(_documents(found.loaded), found.catalogue)
    return found


def _documents(loaded: Loaded) -> dict[str, Any]:
    """Return the checked documents by role."""
    assert loaded.subject is not None
    return {"tools": loaded.subject.tools, "rules": loaded.subject.rules, "vocabularies": loaded.subject.words}


def fate(on: Bench, mutant: Mutant) -> Fate:
    """Return what becomes of a mutant. The checks look at the whole catalogue and take long: only a thorough bench runs them."""
    small = changed(on, mutant)
    if small is None:
        on.alone[mutant.kind, Fate.SHAPE] += 1
        return Fate.SHAPE
    equivalent = is_equivalent(on, small)
    caught = [way for way in (_by_cases, _by_checks, _by_diff) if way is not _by_checks or on.thorough]
    ways = [one for way in caught if (one := way(on, mutant, small)) is not None]
    if equivalent:
        assert not set(ways) - {Fate.CHECKS, Fate.FIELD}, f"{mutant} is caught and yet the same"
        return Fate.EQUIVALENT
    on.alone.update((mutant.kind, one) for one in ways)
    return ways[0] if ways else Fate.SURVIVED


def goes_unseen(on: Bench, mutant: Mutant) -> bool:
    """Whether a mutant survives. Of one that is not the same, one way that catches it is enough, and a comparison takes less than cases."""
    small = changed(on, mutant)
    if small is None:
        return False
    if is_equivalent(on, small):
        return fate(on, mutant) is Fate.SURVIVED
    return not any(way(on, mutant, small) for way in (_by_diff, _by_cases))


# --- making the mutant


def changed(on: Bench, mutant: Mutant) -> Catalogue | None:
    """Return a catalogue of the instruments that an edit can change; None if it cannot even be read."""
    try:
        models = _models(on, mutant)
    except ValidationError:
        return None
    affected = _with_line(on.catalogue, _affected(on, mutant))
    words = models["vocabularies"].vocabularies() if mutant.role == "vocabularies" else on.catalogue.vocabularies
    tools = {key: models["tools"].tools[key] for key in affected}
    rules = {key: models["rules"].instruments[key] for key in affected}
    small, faults = assemble(
        replace(models["tools"], tools=tools), replace(models["rules"], instruments=rules), words, on.catalogue.digest,
        models["vocabularies"].facts_of_the_world,
    )
    return None if faults else small


def _with_line(catalogue: Catalogue, tools: list[str]) -> list[str]:
    """Return some instruments with those that they follow and that follow them: whether one lives tells of the others."""
    follows = {key: one.tool.successor for key, one in catalogue.instruments.items()}
    found, before = set(tools), set[str]()
    while found != before:
        before = set(found)
        found |= {after for key, after in follows.items() if after and key in found}
        found |= {key for key, after in follows.items() if after in before}
    return [key for key in catalogue.instruments if key in found]


def _models(on: Bench, mutant: Mutant) -> dict[str, Any]:
    """Return the checked documents with one entry made again. Raises ValidationError."""
    word, path = mutant.path[0], mutant.path[1:]
    key = path[0] if word != "ranking" else None
    document = _documents(on.loaded)[mutant.role]
    raw = on.documents[mutant.role][word]
    if key is not None:
        raw, path = raw[key], path[1:]
    entry = ADAPTERS[word].validate_python(edited(raw, path, mutant.value))
    old = getattr(document, word)
    if key is None:
        new: Any = entry
    elif isinstance(old, tuple):
        new = (*old[:key], entry, *old[key + 1:])
    else:
        new = {**old, key: entry}
    return {**_documents(on.loaded), mutant.role: replace(document, **{word: new})}


def edited(raw: Any, path: tuple[Any, ...], value: Any) -> Any:
    """Return plain data with one value replaced or dropped; what is given stays as it was."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(raw, list):
        return [*raw[:step], edited(raw[step], rest, value), *raw[step + 1:]]
    if not rest and value is DROPPED:
        return {key: one for key, one in raw.items() if key != step}
    return {**raw, step: edited(raw.get(step), rest, value)}


def texts(raw: object) -> Iterator[str]:
    """Yield every text inside plain data."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict | list):
        for part in raw.values() if isinstance(raw, dict) else raw:
            yield from texts(part)


def _affected(on: Bench, mutant: Mutant) -> list[str]:
    """Return the instruments whose answers an edit can change."""
    word, key = mutant.path[0], mutant.path[1]
    instruments = on.catalogue.instruments
    if word in {"tools", "instruments"}:
        return [key]
    if word == "sources":
        return [one for one, found in instruments.items() if key in found.tool.running]
    if word == "contacts":
        return [one for one, found in instruments.items() if found.tool.apply == key]
    if word == "ranking":
        return list(instruments)
    if word in {"shared", "shared_reservations", "legal_form_sets", "departement_sets"}:
        return [one for one in instruments if key in on.mentions[one]]
    return []


# --- catching it


def _by_cases(on: Bench, mutant: Mutant, small: Catalogue) -> Fate | None:  # noqa: ARG001 - all ways take the same
    return Fate.CASES if any(run(small, trial)[1] for key in small.instruments for trial in on.trials.get(key, ())) else None


def _by_checks(on: Bench, mutant: Mutant, small: Catalogue) -> Fate | None:
    whole = replace(small, instruments={**on.catalogue.instruments, **small.instruments})
    return Fate.CHECKS if _found_by_checks(_models(on, mutant), whole) - on.findings else None


def _by_diff(on: Bench, mutant: Mutant, small: Catalogue) -> Fate | None:
    """Compare with what the mutant was made from, without golden profiles: they would only show more."""
    before = replace(on.catalogue, instruments={key: on.catalogue.instruments[key] for key in small.instruments})
    sides = [
        CatalogueVersion(name, models["tools"], models["rules"], models["vocabularies"], catalogue)
        for name, models, catalogue in (
            ("old", _documents(on.loaded), before), ("new", _models(on, mutant), replace(small, digest="edited")),
        )
    ]
    found = compare(*sides, day=LAST_CHECKED)
    return Fate.EFFECT if turns(found) else Fate.FIELD if found.changed else None


def turns(found: Comparison) -> bool:
    """Whether a comparison shows somebody whose answer or amount turns, or days on which the availability does."""
    effects = [one.effect for one in found.instruments if one.effect]
    return any(
        one.transitions or one.amounts or one.availability or any(rule.gained or rule.lost for rule in one.rules) for one in effects
    )


def _found_by_checks(models: Mapping[str, Any], catalogue: Catalogue) -> Counter[tuple[str, str]]:
    subject = ValidationSubject(models["tools"], models["rules"], models["vocabularies"], catalogue, day=LAST_CHECKED, tried=())
    return Counter((fault.code, str(fault.path)) for fault in run_checks(CHECKS, subject))


# --- proving it the same


def is_equivalent(on: Bench, small: Catalogue) -> bool:
    """Whether no profile, day or reference can tell a mutant from the original: the exact procedure."""
    original = on.catalogue
    pairs = [(one.sources, one.contacts, *(getattr(one, word) for word in COMBINATIONS), one.ranking, _words(one)) for one in (original, small)]
    shared = [{key: _facts(one) for key, one in side.shared.items()} for side in (original, small)]
    return same(*pairs) and shared[0] == shared[1] and all(
        _alike(original, small, original.instruments[key], one) for key, one in small.instruments.items()
    )


def _words(catalogue: Catalogue) -> object:
    """Return what names and codes stand for."""
    forms, places = catalogue.vocabularies.legal_form, catalogue.vocabularies.departement
    sets = [{name: one.expand(name) for name in one.sets} for one in (forms, places)]
    return sets, {code: one.forms for code, one in forms.codes.items()}, {key: term.ess_by_form for key, term in forms.terms.items()}


def _alike(original: Catalogue, small: Catalogue, old: Instrument, new: Instrument) -> bool:
    made_for = [
        frozenset(item for name in one.tool.dedicated_to for item in where.vocabularies.legal_form.expand(name) or ())
        for where, one in ((original, old), (small, new))
    ]
    if made_for[0] != made_for[1] or not same(*((one.tool, one.open_to_all, one.all_reservations) for one in (old, new))):
        return False
    space = space_along([replace(original, instruments={old.id: old}), replace(small, instruments={new.id: new})])
    return all(
        [_facts(a) for a in before] == [_facts(b) for b in now]
        and all(
            space.within(space.test(a.test), space.test(b.test)) and space.within(space.test(b.test), space.test(a.test))
            for a, b in zip(before, now, strict=True)
        )
        for before, now in zip(_groups(old), _groups(new), strict=True)
    )


def _facts(one: Condition) -> object:
    return one.id, one.strength, one.sources, one.first_day, one.last_day


def _groups(instrument: Instrument) -> Iterable[tuple[Condition, ...]]:
    return [instrument.conditions, *(offer.conditions for offer in instrument.offers)]


def counted(fates: Iterable[tuple[Mutant, Fate]]) -> dict[str, Counter[Fate]]:
    """Return how many mutants of each kind met each fate."""
    found: dict[str, Counter[Fate]] = {}
    for mutant, one in fates:
        found.setdefault(mutant.kind, Counter())[one] += 1
    return found


def fates(on: Bench, chosen: Iterable[Mutant]) -> Iterator[tuple[Mutant, Fate]]:
    """Yield every mutant with what becomes of it."""
    for mutant in chosen:
        yield mutant, fate(on, mutant)
