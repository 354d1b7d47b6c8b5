"""The reviewed answers at the edges of a catalogue: `boundaries/*.yaml` beside it, one file an instrument and one they share."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.core.diagnostics import MOST_FINDINGS, Diagnostic, Fault
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.engine.boundaries.card import facts
from essfund.engine.boundaries.comparing import Comparison, lines_that_differ
from essfund.engine.boundaries.deriving import derive
from essfund.engine.boundaries.values import AS_OF
from essfund.engine.boundaries.viewpoint import Viewpoint
from essfund.loading.boundary_text import boundaries_text, shared_text
from essfund.loading.companion_files import Beside
from essfund.loading.entries import entries_of
from essfund.loading.files import is_folder, read_folder
from essfund.loading.profile import read_profile
from essfund.model.fields import FIELDS
from essfund.review.checks.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.messages import Message
    from essfund.engine.boundaries.comparing import Difference, Gap
    from essfund.loading.yaml_reader import Document
    from essfund.model.boundaries import Boundaries, Groundwork, Standpoint
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.review.checks.places import ConditionPlace
    from essfund.review.checks.subject import ValidationSubject

FOLDER = "boundaries"
SHARED = "_shared"
"""The file of what instruments share; no instrument can be called so."""


@dataclass
class Reviewed:
    """One file as it was read; `views` are its profiles as the catalogue sees them."""

    boundaries: Boundaries
    document: Document
    views: list[Viewpoint]


@dataclass
class Shelf(Beside):
    """Everything that was read; `present` says whether there is a folder at all: without one nothing is asked for."""

    directory: Path
    present: bool = False
    files: dict[str, Reviewed] = field(default_factory=dict)
    shared: tuple[Groundwork, Document] | None = None
    edges: tuple[int, int] = (0, 0)


def read_boundaries(directory: Path, catalogue: Catalogue) -> Shelf:
    """Read every file of boundaries beside a catalogue. Problems become diagnostics."""
    found = Shelf(directory, is_folder(directory / FOLDER))
    for name, data in found.readable(read_folder(directory / FOLDER)):
        _read_file(found, name, data, catalogue)
    return found


def _read_file(found: Shelf, name: str, data: bytes, catalogue: Catalogue) -> None:
    """Put one file on the shelf, or what is wrong with it."""
    stem = Path(name).stem
    role = "groundwork" if stem == SHARED else "boundaries"
    model = found.model(role, name, data, entries_of(role))
    if model is not None and role == "groundwork":
        found.shared = model, found.documents[name]
    elif model is not None:
        _put(found, catalogue, model, found.documents[name], stem)


def _put(found: Shelf, catalogue: Catalogue, model: Boundaries, document: Document, stem: str) -> None:
    instrument = catalogue.instruments.get(model.tool)
    if instrument is None:
        found.diagnostics.append(document.report("CAT010", say("no instrument is called `{id}`", id=model.tool), ("tool",)))
    elif stem != model.tool:
        found.diagnostics.append(document.report("CAT010", say("this file is named after another instrument"), ("tool",)))
    else:
        views: list[Viewpoint] = []
        problems: list[Diagnostic] = []
        for place, point in enumerate(model.profiles):
            path = ("profiles", place)
            problems += _names(point, instrument, document, path)
            try:
                profile, _ = read_profile(catalogue, point.profile, document, at=(*path, "profile"))
                views.append(Viewpoint(catalogue, instrument, point.offer, profile, point.as_of))
            except InvalidInputError as error:
                problems += error.diagnostics
            if len(problems) >= MOST_FINDINGS:
                break
        found.diagnostics += problems
        if not problems:
            found.files[model.tool] = Reviewed(model, document, views)


def _names(point: Standpoint, instrument: Instrument, document: Document, path: tuple[object, ...]) -> Iterator[Diagnostic]:
    """Find an offer that the instrument does not have, and fields that no profile has."""
    offers = [offer.id for offer in instrument.offers]
    if point.offer not in offers:
        yield document.report("CAT010", say("`{tool}` has no offer `{id}`", tool=instrument.id, id=point.offer), (*path, "offer"),
                              say("its offers are {words}", words=", ".join(offers)))
    for word, table in (("vary", point.vary), ("amounts", point.amounts)):
        for key in table:
            if key not in FIELDS and (key, word) != (AS_OF, "vary"):
                yield document.report("PRO001", say("`{key}` is not a field of a profile", key=key), (*path, word, key), key=True)


def hold(shelf: Shelf, subject: ValidationSubject) -> Iterator[Diagnostic | Fault]:
    """Hold a catalogue against the answers reviewed: what differs is a diagnostic, what nobody has reviewed is a fault."""
    catalogue, there = subject.catalogue, {Path(name).stem for name in shelf.names}
    for tool, instrument in catalogue.instruments.items() if shelf.present else ():
        reviewed = shelf.files.get(tool)
        if reviewed is not None:
            comparison = Comparison(catalogue, instrument, reviewed.boundaries, reviewed.views)
            differing = list(comparison.differences())
            yield from (_differs(one, reviewed.document, shelf) for one in differing)
            said = {one.path[:-1] for one in differing}
            for gap in comparison.gaps():
                if gap.path not in said:
                    yield _missing(gap, place_of(instrument, gap.condition) if gap.condition else None, reviewed.document, shelf)
            shelf.edges = shelf.edges[0] + comparison.edges[0], shelf.edges[1] + comparison.edges[1]
        elif tool not in there:
            yield Fault("CAT044", say("nobody has reviewed the answers at the edges of `{tool}`", tool=tool), "tools", ("tools", tool),
                        _derive(shelf), on_key=True)
    if shelf.shared is not None:
        groundwork, document = shelf.shared
        for difference in lines_that_differ(groundwork.facts, facts(catalogue), ("facts",)):
            yield _differs(difference, document, shelf)


def refreshed(shelf: Shelf, catalogue: Catalogue) -> dict[str, str]:
    """Return what the files should hold, by their names without ending; profiles already reviewed are kept where they serve."""
    found = {
        tool: boundaries_text(derive(catalogue, instrument, shelf.files[tool].views if tool in shelf.files else ()))
        for tool, instrument in catalogue.instruments.items()
    }
    return {SHARED: shared_text(facts(catalogue)), **found}


def _derive(shelf: Shelf) -> Message:
    return say("run `essfund boundaries {dir} --write` and read the difference", dir=shelf.directory)


def _differs(one: Difference, document: Document, shelf: Shelf) -> Diagnostic:
    message = say("{what}: the reviewed answer is `{old}`, the catalogue now says `{new}`", what=one.subject, old=one.reviewed,
                  new=one.now)
    return document.report("CAT043", message, one.path, say("correct the catalogue; or, if this is meant, {help}", help=_derive(shelf)),
                           key=True)


def _missing(gap: Gap, place: ConditionPlace | None, document: Document, shelf: Shelf) -> Fault:
    if gap.condition is not None and place is not None:
        message = say("nobody has reviewed the answers at the edges of `{id}` in {field}", id=gap.condition.id, field=gap.field)
        return Fault("CAT044", message, *place, _derive(shelf))
    message = say("nobody has reviewed the answers at {field} {values}", field=gap.field, values=", ".join(gap.values))
    return Fault("CAT044", message, document.name, gap.path, _derive(shelf))
