"""A catalogue read back from `essfund export --format json`: the same documents, in one file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic
from essfund.core.messages import say
from essfund.loading.files import LARGEST_CATALOGUE, is_file, open_file, read_text
from essfund.loading.texts import FILES, Texts
from essfund.loading.yaml_reader import Document, NodePosition, parse

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = "essfund.export/1"
BEGINNING = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*"' + re.escape(SCHEMA.encode()) + rb'"')
MOST_BEGUN = 200
"""Bytes in which an export says what it is."""


def is_export(path: Path) -> bool:
    """Whether a file begins as `essfund export --format json` writes it."""
    stream = open_file(path) if is_file(path) else None
    if stream is None or isinstance(stream, Diagnostic):
        return False
    with stream:
        return BEGINNING.match(stream.read(MOST_BEGUN)) is not None


def read_export(path: Path) -> Texts:
    """Read the documents out of an export; each keeps its lines. JSON is read as the YAML it also is, as strictly."""
    text, problems = read_text(path, LARGEST_CATALOGUE)
    found = Texts({"tools": text}, dict.fromkeys(FILES, str(path)), list(problems))
    if any(item.is_error for item in problems):
        return found
    from essfund.loading.validation import of_export  # noqa: PLC0415 - only for an export

    whole = parse(text, str(path), reviewed=True, well_formed=of_export, depth=3)
    found.diagnostics += whole.diagnostics
    data = whole.data if isinstance(whole.data, dict) else {}
    missing = [role for role in FILES if not isinstance(data.get(role), dict)]
    if data.get("schema") != SCHEMA or missing:
        if not whole.diagnostics:
            help_ = say("give a directory, or what `essfund export --format json` wrote")
            found.diagnostics.append(whole.report("IN008", say("this is not an export of a catalogue"), (), help_))
        return found
    for role in FILES:
        place = whole.root.parts.get(role) if isinstance(whole.root, NodePosition) else None
        found.documents[role] = Document(str(path), text, data[role], place)
    return found
