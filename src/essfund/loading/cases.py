"""Golden cases from `cases/*.yaml` beside a catalogue."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import MOST_FINDINGS, About, AtMost, Diagnostic, Enough, file_order, stopped
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.core.record import field, record, replace
from essfund.engine.golden_cases import Trial, misadvised, run
from essfund.engine.golden_plans import misplanned
from essfund.engine.match import match
from essfund.loading.files import LARGEST_CATALOGUE, decode, read_folder
from essfund.loading.profile import read_profile
from essfund.loading.validation import cases_for, validate
from essfund.loading.yaml_reader import parse
from essfund.model.authored_types import read_day
from essfund.model.case import OTHERS, CasesDocument, ExpectedAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from essfund.core.messages import Message
    from essfund.loading.files import Named
    from essfund.loading.yaml_reader import Document
    from essfund.model.case import AdviceCase, Series
    from essfund.model.catalogue import Catalogue
    from essfund.model.plan_case import PlanCase
    from essfund.model.profile import Profile
    from essfund.model.report import Result


FOLDER, ADVICE, SUFFIX = "cases", "advice", ".yaml"  # golden cases of a catalogue, inside them those of advice; how files end
TABLES = {"verdicts": "verdict", "amounts": "ceiling", "availability": "availability"}
"""What each table of a series says of an instrument."""

NO_DAY = say('expected a day between quotes, like "2018-11-16"')


@record
class Cases:
    """Every trial read, with the file it comes from, and what was wrong with the files, by their names."""

    trials: list[tuple[Trial, Document]] = field(default_factory=list)
    advice: list[tuple[AdviceCase, Profile, tuple[object, ...], Document]] = field(default_factory=list)
    plans: list[tuple[PlanCase, Profile, tuple[object, ...], Document]] = field(default_factory=list)
    count: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)


def read_cases(directories: Iterable[Path], catalogue: Catalogue) -> Cases:
    """Read every golden case beside the layers of a catalogue. Problems become diagnostics."""
    return cases_of(files_of_cases(directories), catalogue)


def files_of_cases(directories: Iterable[Path]) -> Iterator[Named]:
    """The files of golden cases beside the layers of a catalogue."""
    for folder in [directory / FOLDER for directory in directories]:
        yield from chain(read_folder(folder, SUFFIX), read_folder(folder / ADVICE, SUFFIX))


def cases_of(files: Iterable[Named], catalogue: Catalogue) -> Cases:
    """Every golden case of some files, wherever they are read from, until so much is wrong that nobody wants to know more."""
    found = Cases()
    for name, data in files:
        if isinstance(data, Diagnostic):
            found.diagnostics.append(data)
        elif (cases := _read(name, data, catalogue, found)) is not None:
            _add(cases, found.documents[name], catalogue, found)
        if len(found.diagnostics) >= MOST_FINDINGS:
            found.diagnostics.append(stopped())
            break
    _leave_out_replaced(found)
    return found


def _leave_out_replaced(found: Cases) -> None:
    """Leave out cases of whose id a later layer has one: as of every entry, what is said last counts."""
    layers = {name: file_order(name)[0] for name in found.documents}
    order = {layer: place for place, layer in enumerate(dict.fromkeys(layers.values()))}
    if len(order) == 1:
        return
    places = [(kind, case, document.name, order[layers[document.name]]) for kind, case, document in _named(found)]
    last = {(kind, case): place for kind, case, _, place in places}
    gone = {(kind, case, name) for kind, case, name, place in places if place < last[kind, case]}
    found.count -= len(gone)
    found.trials = [(trial, document) for trial, document in found.trials if ("trials", trial.case, document.name) not in gone]
    found.advice = [item for item in found.advice if ("advice", item[0].id, item[-1].name) not in gone]
    found.plans = [item for item in found.plans if ("plans", item[0].id, item[-1].name) not in gone]


def _named(found: Cases) -> Iterator[tuple[str, str, Document]]:
    """The kind, id and file of each case, the lowest layer first."""
    yield from (("trials", trial.case, document) for trial, document in found.trials)
    yield from (("advice", case.id, document) for case, _, _, document in found.advice)
    yield from (("plans", case.id, document) for case, _, _, document in found.plans)


def _read(name: str, data: bytes, catalogue: Catalogue, found: Cases) -> CasesDocument | None:
    """The checked model of one file, or None with what is wrong added."""
    found.texts[name], problems = decode(data, name, LARGEST_CATALOGUE)
    found.diagnostics += problems
    if any(problem.is_error for problem in problems):
        return None
    document = found.documents[name] = parse(found.texts[name], name, plain_words=True, reviewed=True, well_formed=cases_for(catalogue))
    found.diagnostics += document.diagnostics
    if document.data is None and document.diagnostics:
        return None
    model: CasesDocument | None
    model, problems = validate("cases", document)
    found.diagnostics += problems
    return model


def _add(cases: CasesDocument, document: Document, catalogue: Catalogue, found: Cases) -> None:
    """Add the trials of one file, and what is wrong with them."""
    found.count += len(cases.cases) + len(cases.series) + len(cases.advice) + len(cases.plans)
    problems: AtMost[Diagnostic] = AtMost()
    try:
        for trial in _trials(cases, catalogue, document, problems):
            if trial.tool in catalogue.instruments:
                found.trials.append((trial, document))
            else:
                problems.append(_unknown("tool", trial.tool, trial.path, document, catalogue))
        problems.extend(_unsourced(cases, document, catalogue))
        for place, case in enumerate(cases.advice):
            named = (*([case.leads] if case.leads else []), *case.first_three, *case.first_five, *case.not_on_screen)
            if (profile := _profile(case.profile, named, ("advice", place), document, catalogue, problems)) is not None:
                found.advice.append((case, profile, ("advice", place), document))
        for place, plan in enumerate(cases.plans):
            if (profile := _profile(plan.profile, plan.named, ("plans", place), document, catalogue, problems)) is not None:
                found.plans.append((plan, profile, ("plans", place), document))
    except Enough:
        found.diagnostics.append(stopped(document.span(())))
    found.diagnostics += problems


def _unsourced(cases: CasesDocument, document: Document, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """What cases say that they were read in and no catalogue has."""
    for section in ("cases", "series", "advice", "plans"):
        for place, case in enumerate(getattr(cases, section)):
            yield from (_unknown("source", name, (section, place, "source"), document, catalogue)
                        for name in case.source or () if name not in catalogue.sources)


UNKNOWN = {"tool": say("no instrument is called `{id}`"), "source": say("no source is called `{id}`")}


def _unknown(kind: str, name: str, path: tuple[object, ...], document: Document, catalogue: Catalogue) -> Diagnostic:
    """Make the diagnostic of an instrument or a source that a case names and no catalogue has."""
    message, today = say(UNKNOWN[kind].template, id=name), catalogue.id_today(name)
    renamed = kind == "tool" and today != name
    help_ = say("it is called `{id}` now", id=today) if renamed else say("define it, or correct the id")
    return document.report("CAT010", message, path, help_, key=kind == "tool", about=About(kind, name, today if renamed else ""))


def _profile(
    facts: dict[str, Any], named: Iterable[str], path: tuple[object, ...], document: Document, catalogue: Catalogue,
    problems: list[Diagnostic],
) -> Profile | None:
    """The profile of a case that names some instruments, or None with what is wrong added."""
    unknown = [tool for tool in named if tool not in catalogue.instruments]
    problems.extend(_unknown("tool", tool, path, document, catalogue) for tool in unknown)
    try:
        profile, _ = read_profile(catalogue, facts, document, at=(*path, "profile"))
    except InvalidInputError as error:
        problems.extend(error.diagnostics)
        return None
    return None if unknown else profile


def _trials(cases: CasesDocument, catalogue: Catalogue, document: Document, problems: list[Diagnostic]) -> Iterator[Trial]:
    for i, case in enumerate(cases.cases):
        try:
            profile, _ = read_profile(catalogue, case.profile, document, at=("cases", i, "profile"))
        except InvalidInputError as error:
            problems.extend(error.diagnostics)
            continue
        for tool, expected in case.expect.items():
            yield Trial(case.id, tool, case.as_of, profile, expected, ("cases", i, "expect", tool))
    for i, series in enumerate(cases.series):
        for word, expects in TABLES.items():
            for key, typed, wanted in _values(series, getattr(series, word) or {}, catalogue):
                place = ("series", i, word, key)
                try:
                    day, profile = _varied(series, typed, catalogue)
                except InvalidInputError as error:
                    problems.extend(replace(diagnostic, span=document.span(place, key=True)) for diagnostic in error.diagnostics)
                else:
                    name = series.id if key == typed else f"{series.id} ({typed})"
                    yield Trial(name, series.tool, day, profile, ExpectedAnswer(**{expects: wanted}), place)


def _values(series: Series, table: Mapping[str, Any], catalogue: Catalogue) -> Iterator[tuple[str, str, Any]]:
    """Each value of a table with its key, and what is expected: `others` stands for each id that no other key names."""
    field = catalogue.fields.get(series.vary)
    vocabulary = catalogue.vocabularies.of(field.vocabulary) if field else None
    for key, wanted in table.items():
        if key != OTHERS or vocabulary is None or vocabulary.find(key):
            yield key, key, wanted
            continue
        named = frozenset[str]().union(*(vocabulary.find(other) or () for other in table))
        yield from ((key, item, wanted) for item in vocabulary.terms if item not in named)


def _varied(series: Series, typed: str, catalogue: Catalogue) -> tuple[date, Profile]:
    """Day and profile of one step of a series. Raises InvalidInputError if its key says neither."""
    if series.vary != "as_of":
        return series.as_of, read_profile(catalogue, {**series.profile, series.vary: typed})[0]
    try:
        day = read_day(typed)
    except ValueError:
        day = None
    if not isinstance(day, date):
        raise InvalidInputError([Diagnostic("CAT003", NO_DAY)])
    return day, read_profile(catalogue, series.profile)[0]


WRONG_OR_CHANGED = say("if the rule is wrong, correct it; if the world changed, correct the case and say why")


def _differs(case: str, problem: Message, path: tuple[object, ...], document: Document, about: About | None = None) -> Diagnostic:
    """Make the diagnostic of a golden case that states something else than the catalogue answers."""
    message = say("case `{case}`: {problem}", case=case, problem=problem)
    return document.report("CAT040", message, path, WRONG_OR_CHANGED, key=True, about=about)


def run_cases(cases: Cases, catalogue: Catalogue) -> Iterator[tuple[Trial, Result, list[Diagnostic]]]:
    """Hold the catalogue against every trial; each difference becomes a diagnostic at its line, up to `MOST_FINDINGS`.

    Of trials that stand in one place, as those of `others` do, only the first that differs is reported.
    """
    failures, wrong = 0, set[tuple[str, tuple[object, ...]]]()
    for trial, document in cases.trials:
        result, messages = run(catalogue, trial)
        place = document.name, trial.path
        messages = messages if place not in wrong else []
        wrong |= {place} if messages else set()
        items = [_differs(trial.case, message, trial.path, document, About("rules", trial.tool)) for message in messages]
        failures += len(items)
        if failures > MOST_FINDINGS:
            yield trial, result, [*items, stopped(items[-1].span, "CAT040")]
            return
        yield trial, result, items


def run_advice(cases: Cases, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every way in which what is said first differs from a case of advice, unless the case says why it does not hold yet."""
    for case, profile, path, document in cases.advice:
        messages = list(misadvised(match(catalogue, profile, on=case.as_of), case))
        if case.pending is not None:
            yield from _holding(case.id, path, document, holds=not messages)
            continue
        for message in messages:
            yield _differs(case.id, message, path, document)


def run_plans(cases: Cases, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Every way in which a financing plan differs from a golden plan, at its line, unless that says why it does not hold yet."""
    for case, profile, path, document in cases.plans:
        found = list(misplanned(catalogue, profile, case))
        if case.pending is not None:
            yield from _holding(case.id, path, document, holds=not found)
            continue
        for place, message in found:
            yield _differs(case.id, message, (*path, *place), document)


def _holding(case: str, path: tuple[object, ...], document: Document, *, holds: bool) -> Iterator[Diagnostic]:
    """Report a pending case that holds after all."""
    if holds:
        yield document.report("CAT044", say("case `{case}` is pending, and holds", case=case), (*path, "pending"),
                              say("delete `pending`: from now on it is held"), key=True)
