"""A foreign file to a draft catalogue: which format it is of, and the files that are written."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple
from essfund.exchange.importing import IMPORT_FORMATS
from essfund.exchange.importing.entries import SOURCE, DraftContacts, Ids, Imported, line, requirements, tool, written
from essfund.exchange.importing.foreign_rows import read_rows
from essfund.exchange.importing.geography import Geography
from essfund.exchange.importing.record import RECORD, ImportRecord
from essfund.loading.catalogue import load_catalogue, read_documents
from essfund.loading.files import LARGEST_CATALOGUE, read_bytes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date
    from pathlib import Path

    from essfund.exchange.importing.drafts import Drafts

LICENCE = "à préciser : celle du fichier importé"


class ReadDrafts(NamedTuple):
    """Drafts of a file; the ranking that a draft catalogue takes over, and all stages that a project may be at."""

    drafts: Drafts
    ranking: Mapping[str, Any]
    stages: list[str]

    def recorded(self, file: str, day: date, before: ImportRecord, taken: Collection[str] = ()) -> ImportRecord:
        """Entries that the drafts make, each under the id that it had before and as imported then; others under ids that nobody took."""
        known = {origin: key for key, origin in before.origins.items()}
        contacts = DraftContacts(before.contacts, taken)
        ids = Ids([*before.origins, *taken])
        new = Imported(day.isoformat(), file, self.drafts.format)
        found = ImportRecord(self.drafts.format, contacts=contacts.entries)
        times: dict[str, int] = {}
        for number, draft in enumerate(self.drafts.drafts, start=1):
            origin = draft.origin or line(draft.name)
            times[origin] = times.get(origin, 0) + 1
            origin += f" ({times[origin]})" if times[origin] > 1 else ""
            key = known.get(origin) or ids.take(draft.key or draft.name, f"aide-{number}")
            imported = before.imported.get(key, new)
            found.origins[key], found.imported[key] = origin, imported
            found.tools[key] = tool(draft, contacts.of(draft), imported, type(day).fromisoformat(imported.day))
            found.rules[key] = requirements(draft, self.stages)
        return found


def draft_catalogue(path: Path, day: date, wanted: str | None = None) -> tuple[Drafts, dict[str, str]]:
    """Drafts of a file and the files of a new catalogue made of them. Raises InvalidInputError."""
    read = read_drafts(path, wanted)
    found = read.recorded(path.name, day, ImportRecord(read.drafts.format))
    imported = Imported(day.isoformat(), path.name, read.drafts.format)
    sources = {SOURCE: {"title": line(f"Fichier importé : {path.name} ({imported.format})"), "kind": "secondary"}}
    documents: dict[str, dict[str, Any]] = {
        "tools.yaml": {"edition": f"brouillon {imported.day}", "licence": LICENCE, "sources": sources, "contacts": found.contacts,
                       "tools": found.tools},
        "rules.yaml": {"ranking": dict(read.ranking), "instruments": found.rules},
    }
    head = "".join(f"# {said}\n" for said in imported.warning.values())
    return read.drafts, {name: head + written(document) for name, document in documents.items()} | {RECORD: found.written()}


def read_drafts(path: Path, wanted: str | None = None) -> ReadDrafts:
    """Drafts of a file. Raises InvalidInputError."""
    data = read_bytes(path, LARGEST_CATALOGUE)
    if isinstance(data, Diagnostic):
        raise InvalidInputError([data])
    modules = {name: import_module(module) for name, module in IMPORT_FORMATS.items()}
    rows, problems = read_rows(data, [module.MARKS for module in modules.values()], path.name)
    place = Span(str(path), 1, 1, 1, 1)
    seen = rows[0].keys() if rows else ()
    name = wanted or next((name for name, module in modules.items() if getattr(module, "knows", module.MARKS.issubset)(seen)), None)
    if not rows or not name:
        problem = say("this is no file that can be imported: its columns are of none of the known formats")
        known = say("known formats: {words}", words=", ".join(IMPORT_FORMATS))
        raise InvalidInputError([Diagnostic("IN004", problem, Severity.ERROR, place, known)])
    documents, vocabularies = read_documents(), load_catalogue().vocabularies
    regions = {code: str(place["region"]) for code, place in documents["vocabularies"]["departements"].items()}
    geography = Geography(regions, documents["vocabularies"]["regions"], vocabularies.departement)
    drafts: Drafts = modules[name].read(rows, vocabularies, geography)._replace(problems=tuple(problems))
    if not drafts.drafts:
        raise InvalidInputError([Diagnostic("IN004", say("no row of this file names an instrument"), Severity.ERROR, place)])
    return ReadDrafts(drafts, documents["rules"]["ranking"], list(vocabularies.stage.terms))
