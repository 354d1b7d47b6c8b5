"""A directory of YAML files to a catalogue, or to everything that is wrong with it."""

from __future__ import annotations

from itertools import chain
from os.path import normcase, realpath, sep
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import MOST_FINDINGS, Diagnostic, Fault, Sample, Severity, in_reading_order, stopped
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.core.record import field, record, replace
from essfund.loading.files import is_absent, is_file
from essfund.loading.texts import FILES, Texts, bundled_layers, layer_of, texts_of
from essfund.loading.waivers import read_waivers, unwaived
from essfund.model.vocabulary import DEEPEST_SETS, MOST_OPENED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from essfund.core.codes import CodePage
    from essfund.loading.checks.check import Subject
    from essfund.loading.texts import Layer
    from essfund.loading.waivers import Waiver
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabularies


class Documents(dict[str, Any]):
    """The documents of a catalogue as plain data, each parsed when it is first asked for."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts

    def __missing__(self, role: str) -> Any:
        return self.setdefault(role, documents_of(self.texts, role).data)


def read_documents(places: Sequence[Path | str] = ()) -> Mapping[str, Any]:
    """Documents of a catalogue, its layers joined: what its authors wrote, without comments."""
    return Documents(read_texts(places))


@record
class Loaded:
    """What reading gave: a catalogue, or None and the reasons. Warnings may come with a catalogue."""

    catalogue: Catalogue | None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)
    subject: Subject | None = None
    waivers: list[Waiver] = field(default_factory=list)


def read_texts(places: Sequence[Path | str] = ()) -> Texts:
    """Read the files of a catalogue, the lowest of its layers first: directories, or exports as JSON; bundled if there is none."""
    return texts_of(_chosen_layers(places))


def _chosen_layers(places: Sequence[Path | str]) -> list[Layer]:
    from essfund.loading.texts import bundled_place  # noqa: PLC0415 - keeps this module free of the package's place

    return layers_at(places or [bundled_place()])


def layers_at(places: Sequence[Path | str]) -> list[Layer]:
    """The layers at some places, the lowest first. Those that come with essfund are lent to a last one that does not."""
    from essfund.loading.texts import bundled_place  # noqa: PLC0415 - as above

    bundled = bundled_place()
    chosen = [bundled_layers().get(place, place) if is_absent(place) else place for place in map(str, places)]
    foreign, layers = bool(chosen) and not _within(bundled, chosen[-1]), []
    for place in chosen:
        layer = layer_of(place, lent=foreign and _within(bundled, place))
        if is_file(place):
            from pathlib import Path  # noqa: PLC0415 - most catalogues are directories

            from essfund.loading.exported import read_export  # noqa: PLC0415 - as above

            layer = replace(layer, at=None, export=read_export(Path(place)))
        layers.append(layer)
    return layers


def _within(folder: str, place: str) -> bool:
    """Whether a place lies in a folder or is that; links are followed."""
    if place == folder:
        return True
    try:
        outer, inner = normcase(realpath(folder)), normcase(realpath(place))
    except (OSError, ValueError):
        return False
    return inner == outer or inner.startswith(outer + sep)


def documents_of(texts: Texts, role: str, **given: Any) -> Document:
    """The documents of one role as one, the layers laid over one another."""
    from essfund.loading.layers import laid  # noqa: PLC0415 - as below
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - a cached catalogue needs no YAML

    parts = []
    for file in texts.files[role]:
        parts.append(file.document or parse(file.text, file.name, **given))
        parts[-1].lent = file.lent
    return laid(parts)


def load_texts(texts: Texts) -> Loaded:
    """Parse, check and join the files. Never raises for bad data."""
    if any(item.is_error for item in texts.diagnostics):
        return Loaded(None, in_reading_order(texts.diagnostics))
    from essfund.loading.layers import misplaced_names, with_parts  # noqa: PLC0415 - only when files are really read
    from essfund.loading.validation import added_fields, entries_of  # noqa: PLC0415 - a cached catalogue needs no pydantic

    words = documents_of(texts, "vocabularies", reviewed=True, well_formed=entries_of("vocabularies"))
    added = added_fields(words.data)
    documents = {role: words if role == "vocabularies" else
                 documents_of(texts, role, reviewed=True, well_formed=entries_of(role, added)) for role in FILES}
    found = [*texts.diagnostics, *chain.from_iterable(document.diagnostics for document in documents.values())]
    found += misplaced_names(documents["tools"])
    models = {role: _validate(role, document, found, added) for role, document in documents.items()}
    if None in models.values():
        return Loaded(None, in_reading_order(found), documents)
    from essfund.loading.assembly import assemble  # noqa: PLC0415 - only when files are really read
    from essfund.loading.checks import READING_CHECKS, run_checks  # noqa: PLC0415 - only when files are really read
    from essfund.loading.checks.check import Subject  # noqa: PLC0415 - only when files are really read

    vocabularies, waivers = models["vocabularies"].vocabularies(), read_waivers(with_parts(documents))
    if unopened := _unopened(vocabularies, documents["vocabularies"]):
        return Loaded(None, in_reading_order([*found, *unopened]), documents)
    catalogue, faults = assemble(models["tools"], models["rules"], vocabularies, texts.digest, models["vocabularies"].facts_of_the_world)
    if catalogue is None:
        return Loaded(None, in_reading_order([*found, *all_located(faults, documents), stopped(documents["rules"].span(()))]), documents)
    subject = Subject(models["tools"], models["rules"], models["vocabularies"], catalogue)
    found += all_located(unwaived(chain(faults, run_checks(READING_CHECKS, subject)), waivers, documents), documents)
    usable = not any(item.is_error for item in found)
    return Loaded(catalogue if usable else None, in_reading_order(found), documents, subject, waivers)


def load_vocabularies(places: Sequence[Path] = ()) -> Vocabularies:
    """Read the vocabularies of a catalogue alone, whatever the rest of it is worth. Raises InvalidInputError."""
    from essfund.loading.validation import added_fields, entries_of  # noqa: PLC0415 - a cached catalogue needs no pydantic

    texts = read_texts(places)
    names = {file.name for file in texts.files["vocabularies"]}
    empty = any(not (layer.contents or layer.export) for layer in texts.layers)
    found = [item for item in texts.diagnostics if empty or item.span is None or item.span.file in names]
    if any(item.is_error for item in found):
        raise InvalidInputError(found)
    document = documents_of(texts, "vocabularies", reviewed=True, well_formed=entries_of("vocabularies"))
    found += document.diagnostics
    model = _validate("vocabularies", document, found, added_fields(document.data))
    if any(item.is_error for item in found):
        raise InvalidInputError(in_reading_order(found))
    words: Vocabularies = model.vocabularies()
    if unopened := _unopened(words, document):
        raise InvalidInputError(unopened)
    return words


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
    from essfund.loading.layers import blamed  # noqa: PLC0415 - only when files are really read

    sample, errors = Sample(), 0
    for fault in faults:
        severity = fault.severity or (pages or READING_PAGES)[fault.code].severity
        if severity is not Severity.ERROR and documents[fault.document].home(fault.path)[0].lent:
            continue
        errors += pages is None and severity is Severity.ERROR
        if errors > MOST_FINDINGS:
            yield stopped()
            break
        if sample.takes(fault.code, severity):
            span = blamed(fault, documents)
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


def load_catalogue(directory: Path | str | Iterable[Path | str] | None = None, *, cache: bool = False) -> Catalogue:
    """Read a catalogue. Raises InvalidInputError with every defect found, if it cannot be used.

    Args:
        directory: where `tools.yaml` and `rules.yaml` are, or the file of an export as JSON; several are layers, the lowest first; the
            bundled catalogue if None.
        cache: keep the checked catalogue in the user's cache directory and take it from there while no file changes.
    """
    layers = _chosen_layers(places_of(directory))
    if cache:
        from essfund.loading.cache import recall, remember  # noqa: PLC0415 - only when asked for

        digest = texts_of(layers, read=False).digest
        for layer in layers:
            vars(layer).pop("contents", None)  # the bytes of the files go before as much is read of what is kept for them
        if known := recall(digest):
            return known
    loaded = load_texts(texts_of(layers))
    if loaded.catalogue is None:
        raise InvalidInputError(loaded.diagnostics)
    if cache:
        remember(loaded.catalogue)
    return loaded.catalogue


def places_of(chosen: Path | str | Iterable[Path | str] | None) -> tuple[Path, ...]:
    """The layers that somebody chose, the lowest first; none for the bundled catalogue."""
    if not chosen:
        return ()
    from pathlib import Path  # noqa: PLC0415 - the bundled catalogue is read without

    return tuple(map(Path, [chosen] if isinstance(chosen, str | Path) else chosen))
