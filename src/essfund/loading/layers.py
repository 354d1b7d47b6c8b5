"""Layers of a catalogue: documents of one kind laid over one another, each value keeping the file that it stands in.

What a later layer says wins by id (docs/decisions/0042).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import say
from essfund.loading.texts import FILES, below
from essfund.loading.yaml_reader import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from essfund.core.diagnostics import About, Diagnostic, Fault, Span
    from essfund.loading.yaml_reader import Place

BUILDS_ON, CASES = "builds_on", "cases"
INNER = {"ranking"}
"""Sections whose parts are mappings of single values: they are laid over one another value by value."""

NAMES_OF_ENTRIES = ("id", "field"), ("tools", "families", "reach", "before")
"""What tells one entry of a list from another: the first of these keys that it has; without one, these together."""


class LayeredDocument(Document):
    """Documents laid over one another, the lowest first."""

    def __init__(self, parts: Sequence[Document]) -> None:
        top = parts[-1]
        super().__init__(top.name, top.text, {}, cut=any(part.cut for part in parts), lent=top.lent)
        self.layers = tuple(parts)
        self.homes: dict[tuple[object, ...], Place] = {}
        for part in parts:
            self.diagnostics += part.diagnostics
            if isinstance(part.data, dict):
                self._lay(self.data, part.data, part, ())
            elif part.data is not None or part.diagnostics:
                self.data, self.homes = part.data, {}
                break

    def home(self, path: Sequence[object]) -> Place:
        """The document that a value comes from, and its path there; of what only encloses it, the last one that has it."""
        for length in range(len(path), 0, -1):
            if found := self.homes.get(tuple(path[:length])):
                document, place = found
                return document, (*place, *path[length:])
        return self.layers[-1], tuple(path)

    def span(self, path: Sequence[object], *, key: bool = False) -> Span | None:
        """The place of a value, in the file that it comes from."""
        document, place = self.home(path)
        return document.span(place, key=key)

    def _lay(self, into: dict[str, Any], data: Mapping[str, Any], part: Document, path: tuple[object, ...]) -> None:
        for key, value in data.items():
            if not path and key == BUILDS_ON:  # it says something of the file in which it stands, not of the catalogue
                continue
            at, old = (*path, key), into.get(key)
            entries = not path or path[0] in INNER
            if entries and isinstance(value, dict) and isinstance(old, dict):
                self._lay(old, value, part, at)
            elif not path and isinstance(value, list) and isinstance(old, list):
                self._join(old, value, part, at)
            elif entries and isinstance(value, dict):
                into[key] = {}
                self._lay(into[key], value, part, at)
            elif not path and isinstance(value, list):
                into[key] = []
                self._join(into[key], value, part, at)
            else:
                if not path and isinstance(old, dict | list):
                    self.diagnostics.append(part.report("CAT003", say(
                        "expected entries, as in {file}", file=self.homes[at][0].name), at, say("write entries, or leave the key out")))
                into[key] = value
            self.homes[at] = part, at

    def _join(self, into: list[Any], entries: Sequence[Any], part: Document, path: tuple[object, ...]) -> None:
        """Add the entries of a list, each in the place of the one that it stands for, if there is one."""
        below = {name: index for index, item in enumerate(into) if (name := name_of(item)) is not None}
        for index, entry in enumerate(entries):
            place = below.get(name_of(entry), len(into))
            into[place:place + 1] = [entry]
            self.homes[*path, place] = part, (*path, index)


def name_of(entry: object) -> object:
    """What an entry of a list is told by: the same of two layers is one entry. None if nothing tells it."""
    if not isinstance(entry, dict):
        return None
    own, together = NAMES_OF_ENTRIES
    if found := next((entry[key] for key in own if key in entry), None):
        return repr(found)
    parts = [entry.get(key) for key in together]
    return repr(parts) if any(parts) else None


def misplaced_names(document: Document) -> Iterator[Diagnostic]:
    """What names a layer below in a way that is not seen before the file is read as YAML."""
    for part in parts_of(document):
        named = part.data.get(BUILDS_ON) if isinstance(part.data, dict) else None
        found = below(part.text)
        if named is not None and (found is None or found["name"] != named):
            yield part.report("CAT003", say("expected the name of a layer, on one line"), (BUILDS_ON,),
                              say("write {example}", example=f"{BUILDS_ON}: national"))


def laid(parts: Sequence[Document]) -> Document:
    """Documents of one kind as one, the lowest layer first."""
    return parts[0] if len(parts) == 1 else LayeredDocument(parts)


def with_parts(documents: Mapping[str, Document]) -> dict[str, Document]:
    """Documents by name, those of single layers besides."""
    found = dict(documents)
    for name, document in documents.items():
        found |= {f"{name}/{index}": part for index, part in enumerate(parts_of(document))} if len(parts_of(document)) > 1 else {}
    return found


def role_of(name: str) -> str:
    """The kind of a file by the name of its document, as `with_parts` has them; a file of golden cases is named by its path."""
    role, _, number = name.partition("/")
    return role if role in FILES and (not number or number.isdecimal()) else CASES


def parts_of(document: Document) -> tuple[Document, ...]:
    """The documents of single files that a document is made of."""
    return document.layers if isinstance(document, LayeredDocument) else (document,)


def own_files(documents: Mapping[str, Document]) -> Iterator[Document]:
    """The documents that whoever checks them can edit, the highest layers first."""
    yield from (part for document in documents.values() for part in reversed(parts_of(document)) if not part.lent)


def blamed(fault: Fault, documents: Mapping[str, Document]) -> Span | None:
    """The place of a fault; where its file is lent, that of what makes it one in a file of the user."""
    document, path = documents[fault.document].home(fault.path)
    if not document.lent:
        return document.span(path, key=fault.on_key)
    return standing_for(fault.path[1:2], fault.about, documents)


def standing_for(ids: Sequence[object], about: About | None, documents: Mapping[str, Document]) -> Span | None:
    """Where a user's files name an entry that a lent file is about; else where the first of them begins."""
    wanted = [*ids, *([about.id] if about else [])]
    for document in own_files(documents):
        for section, entries in document.data.items() if isinstance(document.data, dict) else ():
            for name in wanted:
                if isinstance(entries, dict) and name in entries:
                    return document.span((section, name), key=True)
    return next((document.span(()) for document in own_files(documents)), None)
