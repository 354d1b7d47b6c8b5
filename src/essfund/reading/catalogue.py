"""A directory of YAML files to a catalogue, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from essfund.diagnostics import Diagnostic, Fault, in_reading_order
from essfund.errors import InvalidInputError
from essfund.reading.files import LARGEST_CATALOGUE, named_text
from essfund.reading.waivers import read_waivers, unwaived

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from essfund.checks.subject import Subject
    from essfund.models.catalogue import Catalogue
    from essfund.reading.files import NamedText
    from essfund.reading.waivers import Waiver
    from essfund.reading.yamldoc import Document

FILES = {"tools": "tools.yaml", "rules": "rules.yaml", "vocabularies": "vocabularies.yaml"}
"""What a catalogue is made of. `vocabularies.yaml` may be left out: the bundled one is used then."""

FORMAT = "2"
"""Changes when the same files would give another catalogue: it is part of the digest."""


@dataclass
class Loaded:
    """What reading gave: a catalogue, or None and the reasons. Warnings may come with a catalogue."""

    catalogue: Catalogue | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    subject: Subject | None = None
    waivers: list[Waiver] = field(default_factory=list)


@dataclass
class Texts:
    """The files of a catalogue as text, by role, with their names and what went wrong reading them."""

    texts: dict[str, str]
    names: dict[str, str]
    diagnostics: list[Diagnostic]
    own_words: bool = True

    @property
    def digest(self) -> str:
        """SHA-256 over the format version and every file."""
        found = hashlib.sha256(FORMAT.encode())
        for role in FILES:
            found.update(b"\0" + self.texts.get(role, "").encode("utf-8", "surrogatepass"))
        return f"sha256:{found.hexdigest()}"


def read_texts(directory: Path, fallback: Path) -> Texts:
    """Read the files of a catalogue. `fallback` is the bundled directory, for vocabularies that are left out."""
    return texts_of({name: named_text(path, LARGEST_CATALOGUE) for name, path in paths_of(directory).items()}, fallback)


def paths_of(directory: Path) -> dict[str, Path]:
    """Return where the files of a catalogue are, by name. One that may be left out and is not there is left out."""
    paths = {name: directory / name for name in FILES.values()}
    return {name: path for name, path in paths.items() if name != FILES["vocabularies"] or path.exists()}


def texts_of(files: Mapping[str, NamedText], fallback: Path) -> Texts:
    """Return the files of a catalogue, wherever they were read, by role."""
    found = Texts({}, {}, [], own_words=FILES["vocabularies"] in files)
    for role, filename in FILES.items():
        file = files.get(filename) or named_text(fallback / filename, LARGEST_CATALOGUE)
        found.names[role], found.texts[role] = file.name, file.text
        found.diagnostics += file.problems
    return found


def load_texts(texts: Texts) -> Loaded:
    """Parse, check and join the files. Never raises for bad data."""
    if any(item.is_error for item in texts.diagnostics):
        return Loaded(None, in_reading_order(texts.diagnostics))
    from essfund.reading.yamldoc import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

    documents = {role: parse(texts.texts[role], texts.names[role]) for role in FILES}
    found = list(texts.diagnostics)
    for document in documents.values():
        found += document.diagnostics
    models = {role: _validate(role, document, found) for role, document in documents.items()}
    if any(model is None for model in models.values()):
        return Loaded(None, in_reading_order(found), documents)
    from essfund.checks import run_checks  # noqa: PLC0415 - only when files are really read
    from essfund.checks.check import When  # noqa: PLC0415 - only when files are really read
    from essfund.checks.subject import Subject  # noqa: PLC0415 - only when files are really read
    from essfund.engine.assembly import assemble  # noqa: PLC0415 - only when files are really read

    catalogue, faults = assemble(models["tools"], models["rules"], models["vocabularies"].vocabularies(), texts.digest)
    subject = Subject(models["tools"], models["rules"], models["vocabularies"], catalogue, own_words=texts.own_words)
    waivers = read_waivers(documents)
    found += [located(fault, documents) for fault in unwaived([*faults, *run_checks(subject, When.READING)], waivers)]
    usable = not any(item.is_error for item in found)
    return Loaded(catalogue if usable else None, in_reading_order(found), documents, subject, waivers)


def _validate(role: str, document: Document, found: list[Diagnostic]) -> Any:
    """Return the checked model of one document, or None with its findings added."""
    if document.data is None and document.diagnostics:
        return None
    from essfund.reading.validation import validate  # noqa: PLC0415 - a cached catalogue needs no pydantic

    model, problems = validate(role, document)
    found += problems
    return model


def located(fault: Fault, documents: Mapping[str, Document]) -> Diagnostic:
    """Give a fault its line and column, and the severity of its code if it has none of its own."""
    from essfund.checks import PAGES  # noqa: PLC0415 - only when something is wrong

    document = documents[fault.document]
    span = document.span(fault.path, key=fault.on_key)
    severity = fault.severity or PAGES[fault.code].severity
    return Diagnostic(fault.code, fault.message, severity, span, fault.help, fault.witness)


def load_catalogue(directory: Path | str | None = None, *, cache: bool = False) -> Catalogue:
    """Read a catalogue.

    Args:
        directory: where `tools.yaml` and `rules.yaml` are; the bundled catalogue if None.
        cache: keep the checked catalogue in the user's cache directory and take it from there while no file changes.

    Raises:
        InvalidInputError: with every defect found, if the catalogue cannot be used.
    """
    from pathlib import Path  # noqa: PLC0415 - the type is needed only for checking otherwise

    from essfund.reading.bundled import bundled_directory  # noqa: PLC0415 - keeps this module free of the package's place

    bundled = bundled_directory()
    texts = read_texts(Path(directory) if directory else bundled, bundled)
    if cache:
        from essfund.reading.cache import recall, remember  # noqa: PLC0415 - only when asked for

        known = recall(texts.digest)
        if known is not None:
            return known
    loaded = load_texts(texts)
    if loaded.catalogue is None:
        raise InvalidInputError(loaded.diagnostics)
    if cache:
        remember(loaded.catalogue)
    return loaded.catalogue
