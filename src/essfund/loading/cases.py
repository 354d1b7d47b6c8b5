"""Golden cases from `cases/*.yaml` beside a catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from essfund.core.diagnostics import MOST_FINDINGS, AtMost, Diagnostic, Enough, stopped
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.engine.golden_cases import Trial, misadvised, run
from essfund.engine.match import match
from essfund.loading.files import LARGEST_CATALOGUE, decode, read_folder
from essfund.loading.profile import read_profile
from essfund.loading.validation import cases_for, validate
from essfund.loading.yaml_reader import parse
from essfund.model.authored_types import read_day
from essfund.model.case import AdviceCase, Case, CasesDocument, ExpectedAnswer, Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from essfund.loading.files import Named
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Profile
    from essfund.model.report import Result


FOLDER, ADVICE, SUFFIX = "cases", "advice", ".yaml"
"""Where the golden cases of a catalogue are, inside it those of advice, and how their files end."""


NO_DAY = say('expected a day between quotes, like "2018-11-16"')


@dataclass
class Cases:
    """Every trial read, with the file it comes from, and what was wrong with the files, by their names."""

    trials: list[tuple[Trial, Document]] = field(default_factory=list)
    advice: list[tuple[AdviceCase, Profile, tuple[object, ...], Document]] = field(default_factory=list)
    count: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)


def read_cases(directory: Path, catalogue: Catalogue) -> Cases:
    """Read every golden case beside a catalogue. Problems become diagnostics."""
    folder = directory / FOLDER
    return cases_of(chain(read_folder(folder, SUFFIX), read_folder(folder / ADVICE, SUFFIX)), catalogue)


def cases_of(files: Iterable[Named], catalogue: Catalogue) -> Cases:
    """Return every golden case of some files, wherever they are read from, until so much is wrong that nobody wants to know more."""
    found = Cases()
    for name, data in files:
        if isinstance(data, Diagnostic):
            found.diagnostics.append(data)
        elif (cases := _read(name, data, catalogue, found)) is not None:
            _add(cases, found.documents[name], catalogue, found)
        if len(found.diagnostics) >= MOST_FINDINGS:
            found.diagnostics.append(stopped())
            break
    return found


def _read(name: str, data: bytes, catalogue: Catalogue, found: Cases) -> CasesDocument | None:
    """Return the checked model of one file, or None with what is wrong added."""
    found.texts[name], problems = decode(data, name, LARGEST_CATALOGUE)
    found.diagnostics += problems
    if any(problem.is_error for problem in problems):
        return None
    document = parse(found.texts[name], name, plain_words=True, reviewed=True, well_formed=cases_for(catalogue))
    found.documents[name] = document
    found.diagnostics += document.diagnostics
    if document.data is None and document.diagnostics:
        return None
    model: CasesDocument | None
    model, problems = validate("cases", document)
    found.diagnostics += problems
    return model


def _add(cases: CasesDocument, document: Document, catalogue: Catalogue, found: Cases) -> None:
    """Add the trials of one file, and what is wrong with them."""
    found.count += len(cases.cases) + len(cases.series) + len(cases.advice)
    more: AtMost[Diagnostic] = AtMost()
    try:
        for number, case in enumerate(cases.advice):
            _add_advice(case, ("advice", number), document, catalogue, found, more)
        for trial in _trials(cases, catalogue, document, more):
            found.trials.append((trial, document))
    except Enough:
        found.diagnostics.append(stopped(document.span(())))
    found.diagnostics += more


def _add_advice(
    case: AdviceCase, path: tuple[object, ...], document: Document, catalogue: Catalogue, found: Cases, problems: list[Diagnostic]
) -> None:
    for tool in (case.leads, *case.first_three, *case.first_five, *case.not_on_screen):
        if tool and tool not in catalogue.instruments:
            problems.append(document.report("CAT010", say("no instrument is called `{id}`", id=tool), path, key=True))
            return
    try:
        profile, _ = read_profile(catalogue, case.profile, document, at=(*path, "profile"))
    except InvalidInputError as error:
        problems.extend(error.diagnostics)
        return
    found.advice.append((case, profile, path, document))


def _trials(
    cases: CasesDocument, catalogue: Catalogue, document: Document, problems: list[Diagnostic]
) -> Iterator[Trial]:
    for i, case in enumerate(cases.cases):
        yield from _known(_of_case(case, catalogue, document, ("cases", i), problems), catalogue, document, problems)
    for i, series in enumerate(cases.series):
        yield from _known(_of_series(series, catalogue, document, ("series", i), problems), catalogue, document, problems)


def _known(
    trials: Iterator[Trial], catalogue: Catalogue, document: Document, problems: list[Diagnostic]
) -> Iterator[Trial]:
    for trial in trials:
        if trial.tool in catalogue.instruments:
            yield trial
        else:
            problems.append(document.report("CAT010", say("no instrument is called `{id}`", id=trial.tool), trial.path, key=True))


def _of_case(
    case: Case, catalogue: Catalogue, document: Document, path: tuple[object, ...], problems: list[Diagnostic]
) -> Iterator[Trial]:
    try:
        profile, _ = read_profile(catalogue, case.profile, document, at=(*path, "profile"))
    except InvalidInputError as error:
        problems.extend(error.diagnostics)
        return
    for tool, expected in case.expect.items():
        yield Trial(case.id, tool, case.as_of, profile, expected, (*path, "expect", tool))


def _of_series(
    series: Series, catalogue: Catalogue, document: Document, path: tuple[object, ...], problems: list[Diagnostic]
) -> Iterator[Trial]:
    tables: tuple[tuple[str, Mapping[str, Any] | None], ...] = (
        ("verdicts", series.verdicts), ("amounts", series.amounts), ("availability", series.availability),
    )
    for word, table in tables:
        for typed, wanted in (table or {}).items():
            place = (*path, word, typed)
            day, raw = series.as_of, dict(series.profile)
            if series.vary == "as_of":
                found = _day(typed)
                if found is None:
                    problems.append(document.report("CAT003", NO_DAY, place, key=True))
                    continue
                day = found
            else:
                raw[series.vary] = typed
            try:
                profile, _ = read_profile(catalogue, raw)
            except InvalidInputError as error:
                problems.extend(replace(diagnostic, span=document.span(place, key=True)) for diagnostic in error.diagnostics)
                continue
            yield Trial(series.id, series.tool, day, profile, _wanted(word, wanted), place)


def _day(typed: str) -> date | None:
    """Return the day a key says, or None."""
    try:
        found = read_day(typed)
    except ValueError:
        return None
    return found if isinstance(found, date) else None


def _wanted(word: str, wanted: Any) -> ExpectedAnswer:
    if word == "verdicts":
        return ExpectedAnswer(wanted)
    return ExpectedAnswer(ceiling=wanted) if word == "amounts" else ExpectedAnswer(availability=wanted)


def run_cases(cases: Cases, catalogue: Catalogue) -> Iterator[tuple[Trial, Result, list[Diagnostic]]]:
    """Hold the catalogue against every trial; each difference becomes a diagnostic at its line, up to `MOST_FINDINGS`."""
    failures = 0
    for trial, document in cases.trials:
        result, messages = run(catalogue, trial)
        items = [
            document.report("CAT040", say("case `{case}`: {problem}", case=trial.case, problem=message), trial.path, key=True)
            for message in messages
        ]
        failures += len(items)
        if failures > MOST_FINDINGS:
            yield trial, result, [*items, stopped(items[-1].span)]
            return
        yield trial, result, items


def run_advice(cases: Cases, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Yield every way in which what is said first differs from a case of advice, unless the case says why it does not hold yet."""
    for case, profile, path, document in cases.advice:
        if case.pending is None:
            for message in misadvised(match(catalogue, profile, on=case.as_of), case):
                yield document.report("CAT040", say("case `{case}`: {problem}", case=case.id, problem=message), path, key=True)
