"""A foreign file to a draft catalogue: which format it is of, and its files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.exchange.importing import IMPORT_FORMATS
from essfund.exchange.importing.catalogue import catalogue_files
from essfund.exchange.importing.draft import read_rows
from essfund.loading.catalogue import load_catalogue, read_documents
from essfund.loading.files import LARGEST_CATALOGUE, read_bytes
from essfund.loading.texts import bundled_directory

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from essfund.exchange.importing.draft import Drafts

def draft_catalogue(path: Path, day: date, wanted: str | None = None) -> tuple[Drafts, dict[str, str]]:
    """Return the drafts of a file and the files of a catalogue made of them. Raises InvalidInputError."""
    data = read_bytes(path, LARGEST_CATALOGUE)
    if isinstance(data, Diagnostic):
        raise InvalidInputError([data])
    rows = read_rows(data) if len(data) <= LARGEST_CATALOGUE else None
    modules = {name: import_module(module) for name, module in IMPORT_FORMATS.items()}
    names = [wanted] if wanted else [name for name, module in modules.items() if rows and module.marks(rows[0])]
    if not rows or not names:
        problem = say("this is no file that can be imported: its columns are of none of the known formats")
        known = say("known formats: {words}", words=", ".join(IMPORT_FORMATS))
        raise InvalidInputError([Diagnostic("IN004", problem, Severity.ERROR, Span(str(path), 1, 1, 1, 1), known)])
    bundled = bundled_directory()
    documents = read_documents(bundled, bundled)
    regions = {code: str(place["region"]) for code, place in documents["vocabularies"]["departements"].items()}
    words = load_catalogue().vocabularies
    drafts: Drafts = modules[names[0]].read(rows, words, regions)
    if not drafts.drafts:
        raise InvalidInputError([Diagnostic("IN004", say("no row of this file names an instrument"), Severity.ERROR,
                                            Span(str(path), 1, 1, 1, 1))])
    return drafts, catalogue_files(drafts, path.name, day, documents["rules"]["ranking"], list(words.stage.terms))
