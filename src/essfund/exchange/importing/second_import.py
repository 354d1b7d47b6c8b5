"""A later import over a draft: what the file changed and no hand did is updated, what a hand changed stays, and both are said."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import N_, Message, say
from essfund.core.named_tuple import NamedTuple
from essfund.exchange.importing.draft_catalogue import read_drafts
from essfund.exchange.importing.layout import MISSING, Edit, Layout, uneditable
from essfund.exchange.importing.record import RECORD, ImportRecord, read_record
from essfund.loading.files import LARGEST_CATALOGUE, read_text
from essfund.loading.texts import FILES
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from essfund.exchange.importing.drafts import Drafts

SECTIONS = {"tools": "tools", "rules": "instruments"}
LONGEST_SAID = 60
UPDATED = N_("`{id}`, {field} updated: {old} → {new}")
KEPT = N_("`{id}`, {field} kept as a hand left it; the file said {old} and now says {new}")


class Later(NamedTuple):
    """What a later import does: its drafts, the files to write, how many instruments stay as they are, and each change."""

    drafts: Drafts
    texts: dict[Path, str]
    unchanged: int
    changes: list[Message]


def import_again(path: Path, day: date, folder: Path, wanted: str | None = None) -> Later:
    """Work out what a later import changes in a draft; nothing is written. Raises InvalidInputError and UsageError."""
    before = read_record(folder / RECORD)
    read = read_drafts(path, wanted)
    if read.drafts.format != before.format:
        formats = {"before": before.format, "format": read.drafts.format}
        raise UsageError(say("this draft was imported from {before}, and the file is {format}", **formats),
                         say("import it into a directory of its own"))
    layouts = {role: _layout(folder / FILES[role]) for role in SECTIONS}
    mine = {role: layout.data.get(section, {}) for (role, section), layout in zip(SECTIONS.items(), layouts.values(), strict=True)}
    known = layouts["tools"].data.get("contacts", {})
    before.contacts = {key: entry for key, entry in before.contacts.items() if key in known}
    now = read.recorded(path.name, day, before, {*mine["tools"], *mine["rules"], *known})
    edits: dict[str, list[Edit]] = {role: [] for role in SECTIONS}
    changes: list[Message] = []
    for key, contact in now.contacts.items():
        if key not in before.contacts:
            edits["tools"].append(Edit(("contacts", key), contact))
    unchanged = 0
    for key in now.origins:
        if key in before.origins and key not in mine["tools"]:
            found = [say("`{id}` was taken out of the draft and is not put back", id=key)]
        else:
            found = list(_changes(key, before, now, layouts, edits)) if key in before.origins else _added(key, now, edits)
        unchanged += not found
        changes += found
    changes += [say("`{id}` is no longer in the file; it stays in the draft", id=key) for key in before.origins
                if key not in now.origins and key in mine["tools"]]
    texts = {folder / FILES[role]: layouts[role].edited(edits[role]) for role in SECTIONS if edits[role]}
    return Later(read.drafts, texts | {folder / RECORD: before.with_later(now).written()}, unchanged, changes)


def _layout(path: Path) -> Layout:
    text, found = read_text(path, LARGEST_CATALOGUE)
    document = parse(text, str(path))
    if found := [item for item in (*found, *document.diagnostics) if item.is_error]:
        raise InvalidInputError(found)
    parts = ("tools", "contacts", "instruments")
    if not isinstance(document.data, dict) or not all(isinstance(document.data.get(part, {}), dict) for part in parts):
        raise uneditable(document)
    return Layout(document)


def _added(key: str, now: ImportRecord, edits: dict[str, list[Edit]]) -> list[Message]:
    for role, section in SECTIONS.items():
        edits[role].append(Edit((section, key), now.entries(role)[key]))
    return [say("`{id}` is new: {name}", id=key, name=now.tools[key]["name"])]


def _changes(key: str, before: ImportRecord, now: ImportRecord, layouts: dict[str, Layout],
             edits: dict[str, list[Edit]]) -> Iterator[Message]:
    """Say what the file changed of an instrument, and note what of it is to be written."""
    for role, section in SECTIONS.items():
        entry = layouts[role].data.get(section, {}).get(key, MISSING)
        old, new = before.entries(role)[key], now.entries(role)[key]
        for name in dict.fromkeys(chain(old, new)):
            was, said = old.get(name, MISSING), new.get(name, MISSING)
            if was == said or not isinstance(entry, dict) or entry.get(name, MISSING) == said:
                continue
            untouched = entry.get(name, MISSING) == was and not layouts[role].commented((section, key, name), was)
            if untouched:
                edits[role].append(Edit((section, key, name), said))
            yield say(UPDATED if untouched else KEPT, id=key, field=name, **_told(was, said))


def _told(was: Any, said: Any) -> dict[str, str]:
    """Two values in short, without the parts that they share."""
    if isinstance(was, list) and isinstance(said, list):
        was, said = [item for item in was if item not in said], [item for item in said if item not in was]
    return {name: _short(value) for name, value in (("old", was), ("new", said))}


def _short(value: Any) -> str:
    if value is MISSING or value == []:
        return "–"
    if isinstance(value, list):
        return " ; ".join(map(_short, value))
    if isinstance(value, dict):
        said = [value[part] for part in ("fr", "text", "day") if part in value]
        return _short(said[0] if said else ", ".join(f"{name}: {_short(part)}" for name, part in value.items() if name not in HIDDEN))
    text = str(value)
    return text if len(text) <= LONGEST_SAID else text[:LONGEST_SAID] + "…"


HIDDEN = frozenset({"id", "source", "sources", "strength", "note", "accepts"})
"""Parts of a condition that an import writes alike in all of them."""
