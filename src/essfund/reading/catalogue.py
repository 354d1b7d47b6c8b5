"""A directory of YAML files to a catalogue, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from itertools import chain
from os.path import lexists
from typing import TYPE_CHECKING, Any

from essfund.diagnostics import MOST_FINDINGS, Diagnostic, Fault, Severity, in_reading_order, stopped, unlisted
from essfund.errors import InvalidInputError
from essfund.messages import say
from essfund.models.vocabulary import DEEPEST_SETS, MOST_OPENED
from essfund.reading.files import LARGEST_CATALOGUE, decode, read_bytes
from essfund.reading.waivers import read_waivers, unwaived

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from essfund.checks.subject import Subject
    from essfund.models.catalogue import Catalogue
    from essfund.models.vocabulary import Vocabularies
    from essfund.reading.files import Named
    from essfund.reading.waivers import Waiver
    from essfund.reading.yamldoc import Document

FILES = {"tools": "tools.yaml", "rules": "rules.yaml", "vocabularies": "vocabularies.yaml"}
"""What a catalogue is made of. `vocabularies.yaml` may be left out: the bundled one is used then."""

FORMAT = "3"
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
    documents: dict[str, Document] = field(default_factory=dict)
    """Already parsed, if they came in one file."""

    @property
    def digest(self) -> str:
        """SHA-256 over the format version and every file."""
        found = hashlib.sha256(FORMAT.encode())
        for role in FILES:
            found.update(b"\0" + self.texts.get(role, "").encode("utf-8", "surrogatepass"))
        return f"sha256:{found.hexdigest()}"


def read_texts(directory: Path, fallback: Path) -> Texts:
    """Read the files of a catalogue, or its export as one JSON file.

    `fallback` is the bundled directory, for vocabularies that are left out.
    """
    if directory.is_file():
        from essfund.reading.exported import read_export  # noqa: PLC0415 - most catalogues are directories

        return read_export(directory)

    def read(filename: str, used: int) -> Named | None:
        path = directory / filename
        if filename == FILES["vocabularies"] and not lexists(path):
            return None
        return str(path), read_bytes(path, LARGEST_CATALOGUE, used)

    return texts_of(read, fallback)


def texts_of(read: Callable[[str, int], Named | None], fallback: Path) -> Texts:
    """Return the files of a catalogue by role, wherever they are read from: `read` takes a file and how many bytes are taken."""
    found = Texts({}, {}, [])
    used = 0
    for role, filename in FILES.items():
        file = read(filename, used)
        if file is None:
            found.own_words = False
            path = fallback / filename
            file = str(path), read_bytes(path, LARGEST_CATALOGUE, used)
        found.names[role], data = file
        found.texts[role] = ""
        if isinstance(data, Diagnostic):
            found.diagnostics.append(data)
            continue
        used += len(data)
        found.texts[role], problems = decode(data, found.names[role], LARGEST_CATALOGUE)
        found.diagnostics += problems
    return found


def load_texts(texts: Texts) -> Loaded:
    """Parse, check and join the files. Never raises for bad data."""
    if any(item.is_error for item in texts.diagnostics):
        return Loaded(None, in_reading_order(texts.diagnostics))
    from essfund.reading.entries import entries_of  # noqa: PLC0415 - a cached catalogue needs no pydantic
    from essfund.reading.yamldoc import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

    documents = texts.documents or {
        role: parse(texts.texts[role], texts.names[role], reviewed=True, well_formed=entries_of(role)) for role in FILES
    }
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

    vocabularies, waivers = models["vocabularies"].vocabularies(), read_waivers(documents)
    unopened = list(_unopened(vocabularies, documents["vocabularies"]))
    if unopened:
        return Loaded(None, in_reading_order([*found, *unopened]), documents)
    catalogue, faults = assemble(models["tools"], models["rules"], vocabularies, texts.digest)
    if catalogue is None:
        return Loaded(None, in_reading_order([*found, *all_located(faults, documents), stopped(documents["rules"].span(()))]), documents)
    subject = Subject(models["tools"], models["rules"], models["vocabularies"], catalogue, own_words=texts.own_words)
    found += all_located(unwaived(chain(faults, run_checks(subject, When.READING)), waivers), documents)
    usable = not any(item.is_error for item in found)
    return Loaded(catalogue if usable else None, in_reading_order(found), documents, subject, waivers)


def load_vocabularies(directory: Path | None = None) -> Vocabularies:
    """Read the vocabularies of a catalogue alone, whatever the rest of it is worth. Raises InvalidInputError."""
    from essfund.reading.bundled import bundled_directory  # noqa: PLC0415 - as below
    from essfund.reading.entries import entries_of  # noqa: PLC0415 - a cached catalogue needs no pydantic
    from essfund.reading.files import is_folder, read_text  # noqa: PLC0415 - as below
    from essfund.reading.yamldoc import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

    path = (directory or bundled_directory()) / FILES["vocabularies"]
    if is_folder(path.parent) and not lexists(path):
        path = bundled_directory() / FILES["vocabularies"]
    text, found = read_text(path, LARGEST_CATALOGUE)
    if any(item.is_error for item in found):
        raise InvalidInputError(found)
    document = parse(text, str(path), reviewed=True, well_formed=entries_of("vocabularies"))
    found += document.diagnostics
    model = _validate("vocabularies", document, found)
    if any(item.is_error for item in found):
        raise InvalidInputError(in_reading_order(found))
    words: Vocabularies = model.vocabularies()
    unopened = list(_unopened(words, document))
    if unopened:
        raise InvalidInputError(unopened)
    return words


def _validate(role: str, document: Document, found: list[Diagnostic]) -> Any:
    """Return the checked model of one document, or None with its findings added."""
    if document.data is None and document.diagnostics:
        return None
    from essfund.reading.validation import validate  # noqa: PLC0415 - a cached catalogue needs no pydantic

    model, problems = validate(role, document)
    found += problems
    return model


def all_located(faults: Iterable[Fault], documents: Mapping[str, Document]) -> Iterator[Diagnostic]:
    """Give faults their places. After `MOST_FINDINGS` errors no more are looked for; of so many warnings the rest is counted."""
    from essfund.checks import PAGES  # noqa: PLC0415 - only when files are really read

    errors = others = 0
    for fault in faults:
        is_error = (fault.severity or PAGES[fault.code].severity) is Severity.ERROR
        errors, others = errors + is_error, others + (not is_error)
        if errors > MOST_FINDINGS:
            yield stopped()
            return
        if is_error or others <= MOST_FINDINGS:
            yield located(fault, documents)
    if others > MOST_FINDINGS:
        yield unlisted(others - MOST_FINDINGS, severity=Severity.WARNING)


def _unopened(vocabularies: Vocabularies, document: Document) -> Iterator[Diagnostic]:
    """Find the sets of ids that cannot be opened: they nest too deep, or stand for too many ids."""
    for section, vocabulary in (("legal_form_sets", vocabularies.legal_form), ("departement_sets", vocabularies.departement)):
        if vocabulary.unopened is not None:
            yield document.report(
                "IN007",
                say("this set is nested deeper than {depth} levels, or with it the sets hold more than {count} ids",
                    depth=DEEPEST_SETS, count=MOST_OPENED),
                (section, vocabulary.unopened), say("list ids instead of sets, or use fewer sets"), key=True)


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
        directory: where `tools.yaml` and `rules.yaml` are, or the file of an export as JSON; the bundled catalogue if None.
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
            return known[0]
    loaded = load_texts(texts)
    if loaded.catalogue is None:
        raise InvalidInputError(loaded.diagnostics)
    if cache:
        remember(loaded.catalogue)
    return loaded.catalogue
