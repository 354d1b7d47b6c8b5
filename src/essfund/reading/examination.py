"""What people name on the command line, catalogues and profiles, to the findings of one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.diagnostics import Findings, in_reading_order
from essfund.errors import InvalidInputError
from essfund.messages import say
from essfund.reading.boundaries import FOLDER
from essfund.reading.bundled import bundled_directory
from essfund.reading.catalogue import FILES
from essfund.reading.files import LARGEST_PROFILE, read_text, unreadable
from essfund.reading.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from essfund.diagnostics import Diagnostic
    from essfund.models.catalogue import Catalogue

PARTS = {"cases", FOLDER}
"""Folders of a catalogue whose files belong to it."""


def examine(
    paths: Sequence[Path], day: date, *, cases: bool = True, catalogue: Callable[[], Catalogue] | None = None
) -> Findings:
    """Check what is at each path, as seen on a day; the bundled catalogue if there is none.

    A directory is a catalogue; one of its files stands for the whole of it, so that each catalogue is checked once; any other
    file is a profile, read with the vocabularies of `catalogue`.
    """
    folders: dict[Path, None] = {}
    profiles: list[Path] = []
    found = Findings((), {})
    for path in paths:
        folder = catalogue_of(path)
        if folder is not None:
            folders.setdefault(folder)
        elif path.exists():
            profiles.append(path)
        else:
            problem = unreadable(str(path), "IN001", say("there is nothing at this path"), say("check the path"))
            found = found.joined(Findings((problem,), {}, unread=True))
    for folder in folders or ([] if paths else [bundled_directory()]):
        found = found.joined(inspect(folder, day, cases=cases).findings())
    for path in profiles:
        found = found.joined(_profile(path, catalogue))
    return found.showing(in_reading_order(list(found.diagnostics)))


def catalogue_of(path: Path) -> Path | None:
    """Return the directory of the catalogue that a path names or belongs to; None for anything else."""
    if path.is_dir():
        return path.parent if path.name in PARTS and (path.parent / FILES["tools"]).is_file() else path
    if path.name in FILES.values() and path.exists():
        return path.parent
    if path.parent.name in PARTS and (path.parent.parent / FILES["tools"]).is_file() and path.exists():
        return path.parent.parent
    return None


def _profile(path: Path, catalogue: Callable[[], Catalogue] | None) -> Findings:
    from essfund.reading.catalogue import load_catalogue  # noqa: PLC0415 - only if a profile was named
    from essfund.reading.profile import read_profile_text  # noqa: PLC0415 - only if a profile was named

    text, problems = read_text(path, LARGEST_PROFILE)
    if any(item.is_error for item in problems):
        return Findings(tuple(problems), {}, unread=True)
    found: Sequence[Diagnostic]
    try:
        _, found = read_profile_text((catalogue or load_catalogue)(), text, str(path))
    except InvalidInputError as error:
        found = error.diagnostics
    return Findings((*problems, *found), {str(path): text})
