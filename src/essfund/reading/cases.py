"""Golden cases from `cases/*.yaml` beside a catalogue."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from essfund.engine.cases import Trial, run
from essfund.errors import InvalidInputError
from essfund.messages import say
from essfund.models.authoring import read_day
from essfund.models.case import Case, CasesDocument, Expectation, Series
from essfund.reading.files import LARGEST_CATALOGUE, named_text
from essfund.reading.profile import read_profile
from essfund.reading.validation import validate
from essfund.reading.yamldoc import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from essfund.diagnostics import Diagnostic
    from essfund.models.catalogue import Catalogue
    from essfund.models.report import Result
    from essfund.reading.files import NamedText
    from essfund.reading.yamldoc import Document

FOLDER, SUFFIX = "cases", ".yaml"
"""Where the golden cases of a catalogue are, and how their files end."""


@dataclass
class Cases:
    """Every trial read, with the file it comes from, and what was wrong with the files."""

    trials: list[tuple[Trial, Document]] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)
    count: int = 0


def read_cases(directory: Path, catalogue: Catalogue) -> Cases:
    """Read every golden case beside a catalogue. Problems become diagnostics."""
    folder = directory / FOLDER
    paths = sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    return cases_of([named_text(path, LARGEST_CATALOGUE) for path in paths], catalogue)


def cases_of(files: Iterable[NamedText], catalogue: Catalogue) -> Cases:
    """Return every golden case of some files, wherever they were read."""
    found = Cases()
    for file in files:
        found.diagnostics += file.problems
        found.texts[file.name] = file.text
        if not file.usable:
            continue
        document = found.documents[file.name] = parse(file.text, file.name, plain_words=True)
        found.diagnostics += document.diagnostics
        cases, problems = validate("cases", document)
        found.diagnostics += problems
        if cases is None:
            continue
        found.count += len(cases.cases) + len(cases.series)
        for trial in _trials(cases, catalogue, document, found.diagnostics):
            found.trials.append((trial, document))
    return found


def _trials(
    cases: CasesDocument, catalogue: Catalogue, document: Document, problems: list[Diagnostic]
) -> Iterator[Trial]:
    for i, case in enumerate(cases.cases):
        yield from _known(_of_case(case, catalogue, ("cases", i), problems), catalogue, document, problems)
    for i, series in enumerate(cases.series):
        yield from _known(_of_series(series, catalogue, ("series", i), problems), catalogue, document, problems)


def _known(
    trials: Iterator[Trial], catalogue: Catalogue, document: Document, problems: list[Diagnostic]
) -> Iterator[Trial]:
    for trial in trials:
        if trial.tool in catalogue.instruments:
            yield trial
        else:
            problems.append(document.report("CAT010", say("no instrument is called `{id}`", id=trial.tool), trial.path, key=True))


def _of_case(case: Case, catalogue: Catalogue, path: tuple[object, ...], problems: list[Diagnostic]) -> Iterator[Trial]:
    try:
        profile, _ = read_profile(catalogue, case.profile)
    except InvalidInputError as error:
        problems += error.diagnostics
        return
    for tool, expected in case.expect.items():
        yield Trial(case.id, tool, case.as_of, profile, expected, (*path, "expect", tool))


def _of_series(
    series: Series, catalogue: Catalogue, path: tuple[object, ...], problems: list[Diagnostic]
) -> Iterator[Trial]:
    tables: tuple[tuple[str, Mapping[str, Any] | None], ...] = (
        ("verdicts", series.verdicts), ("amounts", series.amounts), ("availability", series.availability),
    )
    for word, table in tables:
        for typed, wanted in (table or {}).items():
            raw, day = dict(series.profile), series.as_of
            try:
                if series.vary == "as_of":
                    found = read_day(typed)
                    day = found if hasattr(found, "year") else day  # type: ignore[assignment] # read_day gives a date
                else:
                    raw[series.vary] = typed
                profile, _ = read_profile(catalogue, raw)
            except InvalidInputError as error:
                problems += error.diagnostics
                continue
            yield Trial(series.id, series.tool, day, profile, _wanted(word, wanted), (*path, word, typed))


def _wanted(word: str, wanted: Any) -> Expectation:
    if word == "verdicts":
        return Expectation(wanted)
    return Expectation(ceiling=wanted) if word == "amounts" else Expectation(availability=wanted)


def run_cases(cases: Cases, catalogue: Catalogue) -> Iterator[tuple[Trial, Result, list[Diagnostic]]]:
    """Hold the catalogue against every trial; each difference becomes a diagnostic at its line."""
    for trial, document in cases.trials:
        result, messages = run(catalogue, trial)
        yield trial, result, [
            document.report("CAT040", say("case `{case}`: {problem}", case=trial.case, problem=message), trial.path, key=True)
            for message in messages
        ]
