"""A new instrument in a whole catalogue: where each part goes, what the files become, and whether they can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.authoring.insertion import insert
from essfund.authoring.instrument import EntryWriter, InstrumentFacts
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import say
from essfund.core.record import field, record
from essfund.loading.catalogue import documents_of, load_vocabularies, read_texts
from essfund.loading.files import LARGEST_CATALOGUE, is_there, read_text
from essfund.loading.layers import parts_of
from essfund.loading.schemas.files import file_schema
from essfund.loading.texts import FILES, bundled_directory
from essfund.loading.validation import validate
from essfund.loading.yaml_reader import Document, parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from essfund.authoring.insertion import Insertion
    from essfund.core.language.translator import Translator


def as_list(data: object) -> list[Any]:
    """Data that should be a list; nothing if it is none."""
    return data if isinstance(data, list) else []


@record(frozen=True)
class Base:
    """The catalogue as it is: its files as text and as data. It need not be valid, only readable."""

    places: Sequence[Path]
    directory: Path
    documents: dict[str, Document]

    @classmethod
    def read(cls, places: Sequence[Path]) -> Base:
        """Read a catalogue, the lowest of its layers first. Raises InvalidInputError if a file cannot be read as YAML."""
        texts = read_texts(places)
        documents = {role: documents_of(texts, role) for role in FILES}
        found = [*texts.diagnostics, *(item for document in documents.values() for item in document.diagnostics)]
        if any(item.is_error for item in found):
            raise InvalidInputError(found)
        return cls(places, places[-1] if places else bundled_directory(), documents)

    def own(self, role: str) -> Document:
        """The file of the last layer, which a new instrument goes into. Raises UsageError if it has none."""
        found = parts_of(self.documents[role])[-1]
        if found.name != str(self.directory / FILES[role]):
            raise UsageError(say("{file} does not exist: a new instrument goes into it", file=self.directory / FILES[role]),
                             say("begin it, or name another directory"))
        return found

    def ids(self, section: str) -> list[str]:
        """Ids of a section of tools.yaml or rules.yaml."""
        return list(self.entries("rules" if section == "instruments" else "tools", section))

    def entries(self, role: str, section: str) -> dict[str, Any]:
        """Section as data; nothing if it is not a mapping."""
        return entries_in(self.documents[role], section)

    def bearer(self, former: str) -> str | None:
        """The instrument that had this id before."""
        tools = self.entries("tools", "tools").items()
        return next((key for key, item in tools if isinstance(item, dict) and former in as_list(item.get("formerly"))), None)

    def neighbour(self, family: str) -> str | None:
        """Last instrument of a family: a new one goes after it."""
        tools = reversed(entries_in(self.own("tools"), "tools").items())
        return next((key for key, item in tools if isinstance(item, dict) and item.get("family") == family), None)


def entries_in(document: Document, section: str) -> dict[str, Any]:
    """Section of a document as data; nothing if it is not a mapping."""
    data = document.data
    found = data.get(section) if isinstance(data, dict) else None
    return found if isinstance(found, dict) else {}


@record
class NewInstrument:
    """The parts of a new instrument with the line each goes to, and the files they make."""

    tools_file: Path
    rules_file: Path
    cases_file: Path
    cases: str
    parts: list[tuple[Path, Insertion, int]] = field(default_factory=list)
    changed: dict[Path, str] = field(default_factory=dict)

    def texts(self) -> dict[Path, str]:
        """Every file to write."""
        return {**self.changed, self.cases_file: self.cases}

    @property
    def places(self) -> list[str]:
        """Where each part is put."""
        return [*(f"{path}:{line}: {entry.section}.{entry.key}" for path, entry, line in self.parts), f"{self.cases_file}:1: cases"]

    def printed(self, tr: Translator) -> str:
        """Parts as one YAML text, each under its section with the place it goes to."""
        blocks = []
        for path, entry, line in self.parts:
            where = tr.say(say("{file}, from line {line}", file=path.name, line=line))
            lines = [f"  {entry.key}:", *(f"    {item}" for item in entry.lines)]
            blocks.append("\n".join([f"# --- {where}", f"{entry.section}:", *lines]) + "\n")
        new = tr.say(say("{file}, a new file", file=f"cases/{self.cases_file.name}"))
        return "\n".join([*blocks, f"# --- {new}\n{self.cases}"])


def draft(base: Base, wanted: InstrumentFacts, tr: Translator) -> NewInstrument:
    """Parts of a new instrument, the catalogue with them held against the formats.

    Raises UsageError if the file of golden cases exists, or there is no room in a file.
    """
    vocabularies = load_vocabularies(base.places)
    writer = EntryWriter(wanted, {role: file_schema(role, vocabularies, tr) for role in ("tools", "rules", "cases")}, tr)
    neighbour = base.neighbour(wanted.family)
    files = {role: base.directory / FILES[role] for role in ("tools", "rules")}
    cases_file = base.directory / "cases" / f"{wanted.id}.yaml"
    if is_there(cases_file):
        raise UsageError(say("`{path}` exists already", path=cases_file), say("choose another id, or move the file"))
    made = NewInstrument(files["tools"], files["rules"], cases_file, writer.cases(modeline(cases_file.parent)))
    _check_shape("cases", parse(made.cases, str(cases_file), plain_words=True))
    for role, entries in (("tools", writer.tools(neighbour)), ("rules", [writer.rules(neighbour)])):
        old = base.own(role)
        text, lines = insert(old, entries)
        _check_shape(role, parse(text, old.name), old)
        made.changed[files[role]] = text
        made.parts += [(files[role], entry, line) for entry, line in zip(entries, lines, strict=True)]
    return made


def _check_shape(role: str, new: Document, old: Document | None = None) -> None:
    """Hold what was made against its model: a skeleton that does not fit is a fault of ours, not of who asked for it."""
    if len(validate(role, new)[1]) > (len(validate(role, old)[1]) if old else 0):
        raise ValueError(role)


def modeline(folder: Path) -> str | None:
    """Line by which the golden cases of a folder name their schema to editors, if they do."""
    for path in sorted(folder.glob("*.yaml")):
        first = read_text(path, LARGEST_CATALOGUE)[0].partition("\n")[0].strip()
        if first.startswith("# yaml-language-server:") and first.endswith("cases.json"):
            return first
    return None
