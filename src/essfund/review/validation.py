"""Validation of what people name on the command line, catalogues and profiles: every check, golden cases, waivers."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Findings, in_reading_order
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.core.record import replace
from essfund.loading.cases import FOLDER, read_cases, run_advice, run_cases, run_plans
from essfund.loading.catalogue import all_located, load_texts, read_texts
from essfund.loading.checks import run_checks
from essfund.loading.exported import is_export
from essfund.loading.files import LARGEST_PROFILE, is_file, is_folder, is_there, read_text, unreadable
from essfund.loading.layers import standing_for, with_parts
from essfund.loading.texts import FILES, bundled_directory, bundled_layers, layer_meant
from essfund.loading.waivers import idle_waivers, read_waivers, unwaived
from essfund.review.checks import CHECKS, PAGES, VALIDATING_CHECKS
from essfund.review.checks.prose.spelling import unchecked
from essfund.review.checks.subject import ValidationSubject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.texts import Texts
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue


def check_documents(places: Sequence[Path], day: date | None, *, cases: bool = True, instead: Texts | None = None) -> Findings:
    """
    Findings in a catalogue, its layers given the lowest first; the bundled one if there is none. Bad data raise nothing.

    Args:
        places: where the files are.
        day: the day from which the catalogue is seen; None is, for each instrument, that of its own last check.
        cases: whether golden cases are tried.
        instead: texts that its files do not hold yet.
    """
    files = instead or read_texts(places)
    loaded = load_texts(files)
    texts = files.by_name
    named = tuple(map(str, places))
    if loaded.catalogue is None or loaded.subject is None:
        told = _of_catalogue(loaded.diagnostics, named)
        return Findings(tuple(told), texts, unusable=any(item.is_error for item in told))
    newest, day = day is None, day or loaded.catalogue.last_checked
    subject = ValidationSubject(**vars(loaded.subject), day=day, newest=newest)
    documents, waivers, diagnostics = with_parts(loaded.documents), list(loaded.waivers), list(loaded.diagnostics)
    tried = 0
    if cases:
        known = read_cases(files.folders, subject.catalogue)
        runs = list(run_cases(known, subject.catalogue))
        subject = replace(subject, tried=[(trial, result) for trial, result, _ in runs])
        tried_out = [*known.diagnostics, *(item for _, _, items in runs for item in items), *run_advice(known, subject.catalogue)]
        for name, document in known.documents.items():
            document.lent = files.layer_of(name).lent
        diagnostics += _of_users([*tried_out, *run_plans(known, subject.catalogue)], known.documents, documents)
        documents |= known.documents
        waivers += read_waivers(known.documents)
        texts |= {name: text for name, text in known.texts.items() if not (name in known.documents and known.documents[name].lent)}
        tried = known.count
    single = {name: document for name, document in documents.items() if document.home(())[0] is document}
    subject = replace(subject, documents=single)
    checked = unwaived(run_checks(VALIDATING_CHECKS, subject), waivers, documents)
    # asked about a day before the last check, what comes and goes with the day is not missed: its waivers are younger
    past = any(instrument.tool.checked_on > day for instrument in subject.catalogue.instruments.values())
    looked = [item for item in CHECKS if (cases or not item.needs_cases) and not (past and item.by_day)]
    top = [waiver for waiver in waivers if files.layer_of(waiver.home.name) is files.layers[-1]]  # one below may need it alone
    idle = unwaived(idle_waivers(top, PAGES, [code for check in looked for code in check.codes]), waivers, documents)
    diagnostics += all_located(chain(checked, idle), documents, PAGES)
    if [place.resolve() for place in places] not in ([], [bundled_directory().resolve()]):  # witnesses of another say of which they speak
        diagnostics = [replace(item, witness=replace(item.witness, catalogue=named)) if item.witness else item for item in diagnostics]
    return Findings(
        tuple(in_reading_order(_of_catalogue(diagnostics, named))), texts, len(subject.catalogue.instruments), tried,
        subject.coverage.counts if cases else {}, unusable=any(item.is_error for item in diagnostics), unspelled=unchecked(subject),
    )


def _of_catalogue(found: Iterable[Diagnostic], named: tuple[str, ...]) -> list[Diagnostic]:
    """Findings that say of which catalogue they are: what follows from what is looked for in all of its layers, and in no other."""
    return [replace(item, about=replace(item.about, catalogue=named)) if item.about else item for item in found]


def _of_users(found: Sequence[Diagnostic], cases: Mapping[str, Document], documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """What golden cases found; a lent case that fails is told where the user says what makes it fail, and nothing else of it is."""
    for item in found:
        home = cases.get(item.span.file) if item.span else None
        if home is None or not home.lent:
            yield item
        elif item.is_error:
            way_out = say("this case comes with a layer below; if your catalogue is right, write a case of this id in its cases/: it "
                          "stands in the place of that one") if item.code == "CAT040" else item.help
            yield replace(item, span=standing_for((), item.about, documents), help=way_out)


def examine(
    paths: Sequence[Path], day: date | None, *, cases: bool = True, catalogue: Callable[[], Catalogue] | None = None,
    layers: Sequence[Path] = (),
) -> Findings:
    """Check what is at each path, as seen on a day or on those of the last checks; if there is none, the catalogue of these layers.

    Without layers that is the bundled one.

    A directory is a catalogue, and so is an export; one of its files stands for the whole of it, so that each catalogue is checked
    once; any other file is a profile, read with the vocabularies of `catalogue`.
    """
    found = Findings((), {})
    absent = [path for path in paths or layers if not is_there(path) and (paths or str(path) not in bundled_layers())]
    for path in absent:
        meant = say("check the path") if paths else layer_meant(str(path))
        problem = unreadable(str(path), "IN001", say("there is nothing at this path"), meant)
        found = found.joined(Findings((problem,), {}, unread=True))
    for path in paths:
        if path not in absent and catalogue_of(path) is None:
            found = found.joined(_profile(path, day, catalogue))
    for places in [[folder] for folder in catalogues_of(paths)] if paths else [] if absent else [layers]:
        found = found.joined(check_documents(places, day, cases=cases))
    return found.showing(in_reading_order(list(found.diagnostics)))


def catalogues_of(paths: Sequence[Path]) -> list[Path]:
    """The directory or export of each catalogue that is named, once; the bundled one if nothing is named."""
    found = [folder for path in paths if (folder := catalogue_of(path)) is not None]
    return list(dict.fromkeys(found)) if paths else [bundled_directory()]


def catalogue_of(path: Path) -> Path | None:
    """The directory of the catalogue that a path names or belongs to, or its export as one file; None for anything else."""
    if is_export(path):
        return path
    home = path if is_folder(path) else path.parent
    if home is not path and (not is_there(path) or path.name in FILES.values()):
        return home if is_there(path) else None
    if home.name == FOLDER and is_file(home.parent / FILES["tools"]):
        return home.parent
    return home if home is path else None


def _profile(path: Path, day: date | None, catalogue: Callable[[], Catalogue] | None) -> Findings:
    from essfund.engine.warnings import ProfileOnDay, input_warnings
    from essfund.loading.catalogue import load_catalogue
    from essfund.loading.profile import parse_profile, read_profile

    text, problems = read_text(path, LARGEST_PROFILE)
    if any(item.is_error for item in problems):
        return Findings(tuple(problems), {}, unread=True)
    known = (catalogue or load_catalogue)()
    day = day or known.last_checked
    found: Sequence[Diagnostic]
    try:
        raw, document = parse_profile(text, str(path))
        profile, warnings = read_profile(known, raw, document)
        case = ProfileOnDay(profile, profile.on(day), day, known.vocabularies, known.facts)
        found = [*warnings, *input_warnings(case, lambda field: document.span((field,)))]
    except InvalidInputError as error:
        found = error.diagnostics
    return Findings((*problems, *found), {str(path): text}, confided=frozenset({str(path)}))
