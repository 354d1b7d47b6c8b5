"""A foreign file to a draft catalogue: which format it is of, and the files that are written."""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain, count
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.core.text import fold
from essfund.exchange.importing import IMPORT_FORMATS
from essfund.loading.catalogue import load_catalogue, read_documents
from essfund.loading.files import LARGEST_CATALOGUE, read_bytes
from essfund.loading.scalars import TRAP
from essfund.model.field_types import ParseError
from essfund.model.field_types.texts_and_flags import clean_siren

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

Row = dict[str, Any]
SEPARATORS = ",;\t|"
LARGEST_CELL = 2_000_000


def read_rows(data: bytes) -> list[Row] | None:
    """Rows of a CSV or JSON file; None if it is neither."""
    text = _decoded(data)
    if text.lstrip()[:1] in {"[", "{"}:
        return _json_rows(text)
    csv.field_size_limit(LARGEST_CELL)
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    if "\x00" in text or not head.count(separator):
        return None
    try:
        return [{str(key): value or "" for key, value in row.items() if key is not None}
                for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)]
    except csv.Error:
        return None


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            return data.decode(encoding)
    return data.decode("latin-1")


def _json_rows(text: str) -> list[Row] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(found, dict):
        found = next((value for value in found.values() if isinstance(value, list)), [])
    return [row for row in found if isinstance(row, dict)]


def text(row: Row, key: str) -> str:
    """Cell as text, what nobody sees as spaces; nothing is an empty text."""
    value = row.get(key)
    written = "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() or char == "\n" else " " for char in written).strip()


SOURCE = "fichier-importe"
"""Id of the source that stands for the file."""
LONGEST, LONGEST_ID = 1900, 60
URL = re.compile(r"https?://[^\s\"'<>]+")


@dataclass
class ImportedInstrument:
    """One instrument to be. `tests` are conditions by a short id, `asked` prose that no field can test."""

    name: str
    family: str
    reach: str
    provider: str
    summary: str
    tests: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    place: str = ""
    siren: str | None = None
    url: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    updated: date | None = None


class Drafts(NamedTuple):
    """What a file gave: drafts, and how many rows gave none, by reason."""

    format: str
    drafts: list[ImportedInstrument]
    left_out: Counter[str]


def line(text: str) -> str:
    """Text on one line that a catalogue takes: what nobody sees is gone, what is too long is cut and says so."""
    found = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return found if len(found) <= LONGEST else found[:LONGEST] + " […]"


def words(text: str) -> dict[str, str]:
    """Text in both languages: the English says that nobody translated it."""
    said = line(text)
    return {"fr": said, "en": f"Imported, not translated: {said}"}


def identifier(text: str, taken: Iterable[str], otherwise: str) -> str:
    """Id made of a name, unlike those taken."""
    parts = filter(None, fold(text).encode("ascii", "ignore").decode().split("-"))
    base, known = "-".join(parts)[:LONGEST_ID].strip("-") or otherwise, set(taken)
    return next(key for key in chain([base], (f"{base}-{number}" for number in count(2))) if key not in known)


def url_in(text: str) -> str | None:
    """First link of a text."""
    return link[0] if (link := URL.search(text)) else None


WARNING = (
    "Brouillon importé le {day} de {file} ({format}) : rien n’est vérifié. Lire les sources, établir chaque condition et chaque "
    "montant, dire depuis quand l’instrument court, traduire."
)
ENGLISH = (
    "Draft imported on {day} from {file} ({format}): nothing is verified. Read the sources, establish every condition and amount, "
    "say since when the instrument runs, translate."
)
LICENCE = "à préciser : celle du fichier importé"
UNPROVEN = "a-etablir"
WHY_NEVER = {
    "fr": "Placée par l’import : tant qu’elle reste, la réponse est « à vérifier », jamais oui. À retirer quand les conditions sont "
          "établies.",
    "en": "Placed by the import: while it stands, the answer is “to be checked”, never yes. Remove it once the conditions are "
          "established.",
}
"""Why there is a test that nobody meets, inferred: it refuses nobody, and it lets nobody be told that a draft is open to them."""

ACCEPTED = f"brouillon : à retirer avec la condition {UNPROVEN}"
INFERRED = {"source": SOURCE, "strength": "inferred"}


def catalogue_files(drafts: Drafts, file: str, day: date, ranking: Mapping[str, Any], stages: list[str]) -> dict[str, str]:
    """Text of each file of a draft catalogue, by name. `stages` are all stages that a project may be at."""
    facts = {"day": day.isoformat(), "file": file, "format": drafts.format}
    warning = {"fr": line(WARNING.format(**facts)), "en": line(ENGLISH.format(**facts))}
    sources: dict[str, Any] = {SOURCE: {"title": line(f"Fichier importé : {file} ({drafts.format})"), "kind": "secondary"}}
    contacts: dict[str, Any] = {}
    tools: dict[str, Any] = {}
    for number, draft in enumerate(drafts.drafts, start=1):
        key = identifier(draft.name, tools, f"aide-{number}")
        tools[key] = tool(draft, contact(draft, contacts), warning, day)
    rules = {key: requirements(draft, stages) for key, draft in zip(tools, drafts.drafts, strict=True)}
    head = f"# {warning['fr']}\n# {warning['en']}\n"
    documents: dict[str, dict[str, Any]] = {
        "tools.yaml": {"edition": f"brouillon {day.isoformat()}", "licence": LICENCE, "sources": sources, "contacts": contacts,
                       "tools": tools},
        "rules.yaml": {"ranking": dict(ranking), "instruments": rules},
    }
    return {name: head + written(document) for name, document in documents.items()}


def tool(draft: ImportedInstrument, place: str, warning: Mapping[str, str], day: date) -> dict[str, Any]:
    """Entry of an instrument. Nothing stands under `running`: its availability is unverified on any day."""
    found: dict[str, Any] = {
        "name": line(draft.name), "family": draft.family, "reach": draft.reach, "provider": line(draft.provider), "apply": place,
        "summary": words(draft.summary), "offers": {"unique": {}},
        "conditions_of_money": [{**words(item), **INFERRED} for item in draft.money],
        **{key: {"day": when.isoformat(), **INFERRED} for key, when in (("valid_from", draft.first_day), ("valid_until", draft.last_day))
           if when},
        "notes": [{**item, "sources": [SOURCE]} for item in (warning, *(words(note) for note in draft.notes))],
        "checked_on": min(draft.updated or day, day).isoformat(), "sources": [SOURCE],
    }
    return {key: value for key, value in found.items() if value != []}


def contact(draft: ImportedInstrument, contacts: dict[str, Any]) -> str:
    """Id of the contact of a draft, made unless it is there."""
    entry: dict[str, Any] = {"name": line(draft.place or draft.provider)}
    entry |= {"url": draft.url} if draft.url else {}
    with suppress(ParseError):  # a SIREN whose check digit is wrong would be somebody else, or nobody
        entry |= {"siren": clean_siren(draft.siren)} if draft.siren else {}
    entry["source"] = SOURCE
    key = next((key for key, known in contacts.items() if known == entry), None)
    key = key or identifier(entry["name"], contacts, f"contact-{len(contacts) + 1}")
    contacts[key] = entry
    return key


def requirements(draft: ImportedInstrument, stages: list[str]) -> dict[str, Any]:
    """Rules of a draft: tests that never refuse, and prose as reservations."""
    tests = [{"id": key, **test, **INFERRED} for key, test in draft.tests.items()]
    never = {"not": {"stage": {"in": stages}}}
    unproven = {"id": UNPROVEN, "accepts": {"CAT071": ACCEPTED}, **never, **INFERRED, "note": WHY_NEVER}
    asked = filter(None, dict.fromkeys(map(line, draft.asked)))
    prose = [{"id": f"critere-{number}", "text": words(item), **INFERRED} for number, item in enumerate(asked, start=1)]
    found = {"accepts": {"CAT078": ACCEPTED} if tests else None, "requires": [*tests, unproven], "reservations": prose}
    return {key: value for key, value in found.items() if value}


class _Dumper(yaml.SafeDumper):
    """Writes every value out, and quotes what YAML readers do not read alike."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as PyYAML calls it
        """Write no alias: our reader takes none."""
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if TRAP.fullmatch(text) else None)


_Dumper.add_representer(str, _quoted)


def written(document: Mapping[str, Any]) -> str:
    """Document as YAML."""
    return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))


def draft_catalogue(path: Path, day: date, wanted: str | None = None) -> tuple[Drafts, dict[str, str]]:
    """Drafts of a file and the files of a catalogue made of them. Raises InvalidInputError."""
    data = read_bytes(path, LARGEST_CATALOGUE)
    if isinstance(data, Diagnostic):
        raise InvalidInputError([data])
    place = Span(str(path), 1, 1, 1, 1)
    rows = read_rows(data) if len(data) <= LARGEST_CATALOGUE else None
    modules = {name: import_module(module) for name, module in IMPORT_FORMATS.items()}
    names = [wanted] if wanted else [name for name, module in modules.items() if rows and set(rows[0]) >= module.MARKS]
    if not rows or not names:
        problem = say("this is no file that can be imported: its columns are of none of the known formats")
        known = say("known formats: {words}", words=", ".join(IMPORT_FORMATS))
        raise InvalidInputError([Diagnostic("IN004", problem, Severity.ERROR, place, known)])
    documents = read_documents()
    regions = {code: str(place["region"]) for code, place in documents["vocabularies"]["departements"].items()}
    words = load_catalogue().vocabularies
    drafts: Drafts = modules[names[0]].read(rows, words, regions)
    if not drafts.drafts:
        raise InvalidInputError([Diagnostic("IN004", say("no row of this file names an instrument"), Severity.ERROR, place)])
    return drafts, catalogue_files(drafts, path.name, day, documents["rules"]["ranking"], list(words.stage.terms))
