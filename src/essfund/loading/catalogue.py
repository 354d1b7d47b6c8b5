"""A directory of YAML files to a catalogue, or to everything that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import MOST_FINDINGS, Diagnostic, Fault, Sample, Severity, in_reading_order, stopped
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.loading.files import LARGEST_CATALOGUE, is_absent, is_file, read_bytes
from essfund.loading.texts import FILES, Texts, texts_of
from essfund.loading.waivers import read_waivers, unwaived
from essfund.model.vocabulary import DEEPEST_SETS, MOST_OPENED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from essfund.core.codes import CodePage
    from essfund.loading.checks.check import Subject
    from essfund.loading.files import Named
    from essfund.loading.waivers import Waiver
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabularies


class Documents(dict[str, Any]):
    """The documents of a catalogue as plain data, each parsed when it is first asked for."""

    def __init__(self, texts: Texts) -> None:
        super().__init__({role: document.data for role, document in texts.documents.items()})
        self.texts = texts

    def __missing__(self, role: str) -> Any:
        from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

        return self.setdefault(role, parse(self.texts.texts[role], self.texts.names[role]).data)


def read_documents(directory: Path, fallback: Path) -> Mapping[str, Any]:
    """Documents of a catalogue: what its authors wrote, without comments."""
    return Documents(read_texts(directory, fallback))


@dataclass
class Loaded:
    """What reading gave: a catalogue, or None and the reasons. Warnings may come with a catalogue."""

    catalogue: Catalogue | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    subject: Subject | None = None
    waivers: list[Waiver] = field(default_factory=list)


def read_texts(directory: Path, fallback: Path) -> Texts:
    """Read the files of a catalogue, or its export as one JSON file. `fallback` is where vocabularies that are left out are."""
    if is_file(directory):
        from essfund.loading.exported import read_export  # noqa: PLC0415 - most catalogues are directories

        return read_export(directory)

    def read(filename: str, used: int) -> Named | None:
        path = directory / filename
        if filename == FILES["vocabularies"] and is_absent(path):
            return None
        return str(path), read_bytes(path, LARGEST_CATALOGUE, used)

    return texts_of(read, fallback)


def load_texts(texts: Texts) -> Loaded:
    """Parse, check and join the files. Never raises for bad data."""
    if any(item.is_error for item in texts.diagnostics):
        return Loaded(None, in_reading_order(texts.diagnostics))
    from essfund.loading.validation import added_fields, entries_of  # noqa: PLC0415 - a cached catalogue needs no pydantic
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

    def read(role: str, added: Sequence[Field] = ()) -> Document:
        return texts.documents.get(role) or parse(
            texts.texts[role], texts.names[role], reviewed=True, well_formed=entries_of(role, added))

    words = read("vocabularies")
    added = added_fields(words.data)
    documents = {role: words if role == "vocabularies" else read(role, added) for role in FILES}
    found = list(chain(texts.diagnostics, *(document.diagnostics for document in documents.values())))
    models = {role: _validate(role, document, found, added) for role, document in documents.items()}
    if None in models.values():
        return Loaded(None, in_reading_order(found), documents)
    from essfund.loading.assembly import assemble  # noqa: PLC0415 - only when files are really read
    from essfund.loading.checks import READING_CHECKS, run_checks  # noqa: PLC0415 - only when files are really read
    from essfund.loading.checks.check import Subject  # noqa: PLC0415 - only when files are really read

    vocabularies, waivers = models["vocabularies"].vocabularies(), read_waivers(documents)
    if unopened := _unopened(vocabularies, documents["vocabularies"]):
        return Loaded(None, in_reading_order([*found, *unopened]), documents)
    catalogue, faults = assemble(models["tools"], models["rules"], vocabularies, texts.digest, models["vocabularies"].facts_of_the_world)
    if catalogue is None:
        return Loaded(None, in_reading_order([*found, *all_located(faults, documents), stopped(documents["rules"].span(()))]), documents)
    subject = Subject(models["tools"], models["rules"], models["vocabularies"], catalogue, own_words=texts.own_words)
    found += all_located(unwaived(chain(faults, run_checks(READING_CHECKS, subject)), waivers), documents)
    usable = not any(item.is_error for item in found)
    return Loaded(catalogue if usable else None, in_reading_order(found), documents, subject, waivers)


def load_vocabularies(directory: Path | None = None) -> Vocabularies:
    """Read the vocabularies of a catalogue alone, whatever the rest of it is worth. Raises InvalidInputError."""
    from essfund.loading.validation import added_fields  # noqa: PLC0415 - a cached catalogue needs no pydantic

    document, found = _words_of(directory)
    model = _validate("vocabularies", document, found, added_fields(document.data))
    if any(item.is_error for item in found):
        raise InvalidInputError(in_reading_order(found))
    words: Vocabularies = model.vocabularies()
    if unopened := _unopened(words, document):
        raise InvalidInputError(unopened)
    return words


def _words_of(directory: Path | None) -> tuple[Document, list[Diagnostic]]:
    """The document of the vocabularies of a directory or an export, and what is wrong with it. Raises InvalidInputError."""
    from essfund.loading.files import is_absent, is_file, is_folder, read_text  # noqa: PLC0415 - as below
    from essfund.loading.texts import bundled_directory  # noqa: PLC0415 - as below
    from essfund.loading.validation import entries_of  # noqa: PLC0415 - a cached catalogue needs no pydantic
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

    if directory and is_file(directory):
        texts = read_texts(directory, bundled_directory())
        if any(item.is_error for item in texts.diagnostics):
            raise InvalidInputError(texts.diagnostics)
        return texts.documents["vocabularies"], list(texts.diagnostics)
    path = (directory or bundled_directory()) / FILES["vocabularies"]
    if is_folder(path.parent) and is_absent(path):
        path = bundled_directory() / FILES["vocabularies"]
    text, found = read_text(path, LARGEST_CATALOGUE)
    if any(item.is_error for item in found):
        raise InvalidInputError(found)
    document = parse(text, str(path), reviewed=True, well_formed=entries_of("vocabularies"))
    return document, [*found, *document.diagnostics]


def _validate(role: str, document: Document, found: list[Diagnostic], added: Sequence[Field]) -> Any:
    """The checked model of one document, or None with its findings added."""
    if document.data is None and document.diagnostics:
        return None
    from essfund.loading.validation import validate  # noqa: PLC0415 - a cached catalogue needs no pydantic

    model, problems = validate(role, document, added)
    found += problems
    return model


def all_located(
    faults: Iterable[Fault], documents: Mapping[str, Document], pages: Mapping[str, CodePage] | None = None
) -> Iterator[Diagnostic]:
    """Faults at their places, with the severity of their page: the first of each code, the others counted.

    `pages` are those of the checks; without them, faults are those of reading, which stops at `MOST_FINDINGS` errors: each may have
    cost a search for the word that was meant, and nothing is checked after them.
    """
    from essfund.loading.checks import READING_PAGES  # noqa: PLC0415 - only when files are really read

    sample, errors = Sample(), 0
    for fault in faults:
        severity = fault.severity or (pages or READING_PAGES)[fault.code].severity
        errors += pages is None and severity is Severity.ERROR
        if errors > MOST_FINDINGS:
            yield stopped()
            break
        if sample.takes(fault.code, severity):
            span = documents[fault.document].span(fault.path, key=fault.on_key)
            yield Diagnostic(fault.code, fault.message, severity, span, fault.help, fault.witness, about=fault.about)
    yield from sample.rest()


def _unopened(vocabularies: Vocabularies, document: Document) -> list[Diagnostic]:
    """Sets of ids that cannot be opened: they nest too deep, or stand for too many ids."""
    sections = {"legal_form_sets": vocabularies.legal_form.unopened, "departement_sets": vocabularies.departement.unopened,
                "stage_sets": vocabularies.stage.unopened}
    message = say("this set is nested deeper than {depth} levels, or with it the sets hold more than {count} ids",
                  depth=DEEPEST_SETS, count=MOST_OPENED)
    help_ = say("list ids instead of sets, or use fewer sets")
    return [document.report("IN007", message, (section, name), help_, key=True) for section, name in sections.items() if name is not None]


def load_catalogue(directory: Path | str | None = None, *, cache: bool = False) -> Catalogue:
    """Read a catalogue. Raises InvalidInputError with every defect found, if it cannot be used.

    Args:
        directory: where `tools.yaml` and `rules.yaml` are, or the file of an export as JSON; the bundled catalogue if None.
        cache: keep the checked catalogue in the user's cache directory and take it from there while no file changes.
    """
    from pathlib import Path  # noqa: PLC0415 - the type is needed only for checking otherwise

    from essfund.loading.texts import bundled_directory  # noqa: PLC0415 - keeps this module free of the package's place

    bundled = bundled_directory()
    texts = read_texts(Path(directory) if directory else bundled, bundled)
    if cache:
        from essfund.loading.cache import recall, remember  # noqa: PLC0415 - only when asked for

        if known := recall(texts.digest):
            return known
    loaded = load_texts(texts)
    if loaded.catalogue is None:
        raise InvalidInputError(loaded.diagnostics)
    if cache:
        remember(loaded.catalogue)
    return loaded.catalogue
