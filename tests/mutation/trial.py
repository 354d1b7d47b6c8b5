"""Whether a mutant of the bundled catalogue is caught by what `essfund validate` looks at, or proved to be the same catalogue.

Only what an edit can change is made again: the documents are read and checked once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from essfund.engine.boundaries.card import card, facts
from essfund.engine.boundaries.comparing import Comparison, lines_that_differ
from essfund.engine.boundaries.days import steps
from essfund.engine.boundaries.viewpoint import Viewpoint
from essfund.engine.eligibility import joint_space
from essfund.engine.golden_cases import run
from essfund.loading.boundaries import Shelf, read_boundaries
from essfund.loading.build.assembly import assemble
from essfund.loading.cases import read_cases
from essfund.loading.catalogue import Loaded, load_texts, read_texts
from essfund.loading.checks import run_checks
from essfund.model.requirement import Requirement
from essfund.model.rulebook import InstrumentRules, RankingRules, Relation, SharedReservation
from essfund.model.tool import Contact, Source, Tool
from essfund.model.vocabularies_document import TermEntry
from essfund.model.vocabulary import OfficialCode, TermSet
from essfund.review.checks import CHECKS
from essfund.review.checks.subject import ValidationSubject
from tests.mutation.mutants import DROPPED, Mutant

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from essfund.engine.golden_cases import Trial
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition

ENTRIES: dict[str, Any] = {
    "tools": Tool, "contacts": Contact, "sources": Source, "instruments": InstrumentRules, "shared": Requirement,
    "shared_reservations": SharedReservation, "ranking": RankingRules, "incompatibilities": Relation, "pairings": Relation,
    "legal_form_sets": TermSet, "departement_sets": TermSet, "insee_codes": OfficialCode, "legal_forms": TermEntry,
}
ADAPTERS = {word: TypeAdapter(model) for word, model in ENTRIES.items()}
CHECKED_ON = date(2026, 11, 24)


class Fate(Enum):
    """What became of a mutant: what caught it first, or that nothing needs to, or that something should have."""

    SHAPE = "shape and references"
    ANSWERS = "answers at edges"
    CARD = "lines of the card"
    CASES = "golden cases"
    CHECKS = "checks"
    EQUIVALENT = "equivalent"
    SURVIVED = "survived"


@dataclass
class Bench:
    """The bundled catalogue with everything that is held against it."""

    folder: Path
    loaded: Loaded
    shelf: Shelf
    trials: dict[str, list[Trial]]
    findings: Counter[tuple[str, str]] = field(default_factory=Counter)
    alone: Counter[tuple[str, Fate]] = field(default_factory=Counter)
    """How many mutants of a kind each way catches, whatever the others do; complete if `thorough`."""
    thorough: bool = False
    gaps: bool = True
    """Whether an edge that nobody has reviewed counts as caught."""

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
    loaded = load_texts(read_texts(folder, folder))
    assert loaded.catalogue is not None
    cases = read_cases(folder, loaded.catalogue)
    trials: dict[str, list[Trial]] = {}
    for trial, _ in cases.trials:
        trials.setdefault(trial.tool, []).append(trial)
    found = Bench(folder, loaded, read_boundaries(folder, loaded.catalogue), trials, thorough=thorough)
    found.findings = _found_by_checks(_documents(found.loaded), found.catalogue)
    return found


def _documents(loaded: Loaded) -> dict[str, Any]:
    """Return the checked documents by role."""
    assert loaded.subject is not None
    return {"tools": loaded.subject.tools, "rules": loaded.subject.rules, "vocabularies": loaded.subject.words}


def fate(on: Bench, mutant: Mutant) -> Fate:
    """Return what becomes of a mutant."""
    small = changed(on, mutant)
    if small is None:
        on.alone[mutant.kind, Fate.SHAPE] += 1
        return Fate.SHAPE
    first: Fate | None = None
    for way in (_by_answers, _by_card, _by_cases):
        if (caught := way(on, small)) is not None:
            on.alone[mutant.kind, caught] += 1
            first = first or caught
            if not on.thorough:
                return caught
    whole = replace(small, instruments={**on.catalogue.instruments, **small.instruments})
    if first is None or on.thorough:
        if _same(on.catalogue, small):
            assert first is None, f"{mutant} is caught and yet the same"
            return Fate.EQUIVALENT
        if first is None and _found_by_checks(_models(on, mutant), whole) - on.findings:
            on.alone[mutant.kind, Fate.CHECKS] += 1
            return Fate.CHECKS
    return first or Fate.SURVIVED


# --- making the mutant


def changed(on: Bench, mutant: Mutant) -> Catalogue | None:
    """Return a catalogue of the instruments that an edit can change; None if it cannot even be read."""
    try:
        models = _models(on, mutant)
    except ValidationError:
        return None
    affected = _affected(on, mutant)
    words = models["vocabularies"].vocabularies() if mutant.role == "vocabularies" else on.catalogue.vocabularies
    tools = {key: models["tools"].tools[key] for key in affected}
    rules = {key: models["rules"].instruments[key] for key in affected}
    small, faults = assemble(
        replace(models["tools"], tools=tools), replace(models["rules"], instruments=rules), words, on.catalogue.digest
    )
    return None if faults else small


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


def _by_answers(on: Bench, small: Catalogue) -> Fate | None:
    """Hold the mutant against the reviewed answers, lines of references left out."""
    for key, instrument in small.instruments.items():
        one = on.shelf.files[key]
        views = [Viewpoint(small, instrument, view.name, view.profile, view.day) for view in one.views]
        comparison = Comparison(small, instrument, one.boundaries, views)
        if any(difference.path[0] != "card" for difference in comparison.differences()):
            return Fate.ANSWERS
        if on.gaps and any(True for _ in comparison.gaps()):
            return Fate.ANSWERS
    return None


def _by_card(on: Bench, small: Catalogue) -> Fate | None:
    """Hold the mutant against the reviewed lines of references."""
    for key, instrument in small.instruments.items():
        if any(True for _ in lines_that_differ(on.shelf.files[key].boundaries.card, card(instrument), ())):
            return Fate.CARD
    assert on.shelf.shared is not None
    return Fate.CARD if any(True for _ in lines_that_differ(on.shelf.shared[0].facts, facts(small), ())) else None


def _by_cases(on: Bench, small: Catalogue) -> Fate | None:
    return Fate.CASES if any(run(small, trial)[1] for key in small.instruments for trial in on.trials.get(key, ())) else None


def _found_by_checks(models: Mapping[str, Any], catalogue: Catalogue) -> Counter[tuple[str, str]]:
    subject = ValidationSubject(models["tools"], models["rules"], models["vocabularies"], catalogue, day=CHECKED_ON, tried=())
    return Counter((fault.code, str(fault.path)) for fault in run_checks(CHECKS, subject))


# --- proving it the same


def _same(original: Catalogue, small: Catalogue) -> bool:
    """Whether no profile, day or reference can tell a mutant from the original: the exact procedure."""
    if facts(original) != facts(small) or _ranking(original) != _ranking(small):
        return False
    return all(_alike(original, small, original.instruments[key], one) for key, one in small.instruments.items())


def _ranking(catalogue: Catalogue) -> object:
    rules = catalogue.ranking
    return rules.weights, rules.cost, rules.proximity, rules.evidence, rules.freshness_months


def _alike(original: Catalogue, small: Catalogue, old: Instrument, new: Instrument) -> bool:
    if card(old) != card(new) or steps(original, old) != steps(small, new):
        return False
    if [offer.id for offer in old.offers] != [offer.id for offer in new.offers]:
        return False
    amounts = [[_given(offer) for offer in one.offers] for one in (old, new)]
    made_for = [
        frozenset(item for name in one.tool.dedicated_to for item in where.vocabularies.legal_form.expand(name) or ())
        for where, one in ((original, old), (small, new))
    ]
    if amounts[0] != amounts[1] or made_for[0] != made_for[1]:
        return False
    space = joint_space(replace(original, instruments={old.id: old}), replace(small, instruments={new.id: new}))
    groups = zip(_groups(old), _groups(new), strict=True)
    return all(
        [(a.id, a.strength, a.sources, a.first_day, a.last_day) for a in before]
        == [(b.id, b.strength, b.sources, b.first_day, b.last_day) for b in now]
        and all(
            space.within(space.test(a.test), space.test(b.test)) and space.within(space.test(b.test), space.test(a.test))
            for a, b in zip(before, now, strict=True)
        )
        for before, now in groups
    )


def _given(offer: Any) -> object:
    entry = offer.entry
    limits = [(one.share, one.of, one.each, one.strength) for one in entry.amount.limits]
    return entry.first_day, entry.last_day, entry.amount.at_least, entry.amount.at_most, limits


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
