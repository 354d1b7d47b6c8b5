"""What people name on the command line, catalogues and profiles, to the findings of one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Findings, in_reading_order
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.loading.cases import FOLDER
from essfund.loading.files import LARGEST_PROFILE, is_file, is_folder, is_there, read_text, unreadable
from essfund.loading.texts import FILES, bundled_directory
from essfund.review.document_checks import check_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from essfund.core.diagnostics import Diagnostic
    from essfund.model.catalogue import Catalogue


def examine(
    paths: Sequence[Path], day: date, *, cases: bool = True, catalogue: Callable[[], Catalogue] | None = None
) -> Findings:
    """Check what is at each path, as seen on a day; the bundled catalogue if there is none.

    A directory is a catalogue; one of its files stands for the whole of it, so that each catalogue is checked once; any other
    file is a profile, read with the vocabularies of `catalogue`.
    """
    found = Findings((), {})
    for path in paths:
        if not is_there(path):
            problem = unreadable(str(path), "IN001", say("there is nothing at this path"), say("check the path"))
            found = found.joined(Findings((problem,), {}, unread=True))
        elif catalogue_of(path) is None:
            found = found.joined(_profile(path, day, catalogue))
    for folder in catalogues_of(paths):
        found = found.joined(check_documents(folder, day, cases=cases).findings())
    return found.showing(in_reading_order(list(found.diagnostics)))


def catalogues_of(paths: Sequence[Path]) -> list[Path]:
    """Return the directory of each catalogue that is named, once; the bundled one if nothing is named."""
    found = [folder for path in paths if (folder := catalogue_of(path)) is not None]
    return list(dict.fromkeys(found)) if paths else [bundled_directory()]


def catalogue_of(path: Path) -> Path | None:
    """Return the directory of the catalogue that a path names or belongs to; None for anything else."""
    if is_folder(path):
        return path.parent if path.name == FOLDER and is_file(path.parent / FILES["tools"]) else path
    if path.name in FILES.values() and is_there(path):
        return path.parent
    if path.parent.name == FOLDER and is_file(path.parent.parent / FILES["tools"]) and is_there(path):
        return path.parent.parent
    return None


def _profile(path: Path, day: date, catalogue: Callable[[], Catalogue] | None) -> Findings:
    from essfund.engine.warnings import ProfileOnDay, input_warnings
    from essfund.loading.catalogue import load_catalogue
    from essfund.loading.profile import parse_profile, read_profile

    text, problems = read_text(path, LARGEST_PROFILE)
    if any(item.is_error for item in problems):
        return Findings(tuple(problems), {}, unread=True)
    known = (catalogue or load_catalogue)()
    found: Sequence[Diagnostic]
    try:
        raw, document = parse_profile(text, str(path))
        profile, warnings = read_profile(known, raw, document)
        case = ProfileOnDay(profile, profile.on(day), day, known.vocabularies)
        found = [*warnings, *input_warnings(case, lambda field: document.span((field,)))]
    except InvalidInputError as error:
        found = error.diagnostics
    return Findings((*problems, *found), {str(path): text})
