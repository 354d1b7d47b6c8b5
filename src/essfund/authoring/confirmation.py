"""The answer of a funder, recorded as a proof of life: a source, its place in `running` and `sources`, the day of the check.

As elsewhere small pieces of text change and all else stays as it was (docs/decisions/0011); the data that results is held against
what it should be before anything is given back.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from essfund.authoring.fix import quoted
from essfund.authoring.insertion import Insertion, insert
from essfund.core.errors import UsageError
from essfund.core.language.translator import translator
from essfund.core.messages import say
from essfund.core.record import record
from essfund.engine.availability import availability_on
from essfund.loading.cases import read_cases
from essfund.loading.key_order import Replacement, TextLines, TextRange, apply
from essfund.loading.yaml_reader import Loader, parse
from essfund.loading.yaml_writer import block
from essfund.model.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue, Instrument

TITLE = "{provider}, réponse du {day} ({role})"
"""Title of the source, in the language of catalogues."""
ORDER = [field.name for field in fields(Tool)]
LISTS = ("running", "sources")
WIDEST = 120
"""Lists go on on another line beyond this width."""


@record(frozen=True)
class FunderAnswer:
    """What a funder confirmed: the day, the function of who said so, and perhaps in which words."""

    day: date
    role: str
    note: str = ""

    def source_id(self, tool: str) -> str:
        """Id of the source that the answer becomes."""
        return f"{tool}-{self.day.isoformat()}"


def confirmed(document: Document, instrument: Instrument, answer: FunderAnswer) -> str:
    """Text of tools.yaml with the answer. Raises UsageError if it is recorded already, or there is no room in the layout."""
    key, name = instrument.id, answer.source_id(instrument.id)
    if name in document.data.get("sources", {}):
        raise UsageError(say("`{id}` is recorded already", id=name), say("another answer has another day"))
    entry = _entry(yaml.compose(document.text, Loader=Loader), key)
    text = apply(document.text, list(_edits(entry, name, answer.day, document.text)) if entry else [])
    title = TITLE.format(provider=instrument.tool.provider, day=translator("fr").day(answer.day), role=answer.role)
    note = {"note": {"fr": answer.note, "en": answer.note}} if answer.note else {}
    source = {"title": title, "date": answer.day.isoformat(), "kind": "operator", **note}
    lines = tuple(line for word, value in source.items() for line in block(word, value))
    text, _ = insert(parse(text, document.name), [Insertion("sources", name, lines, instrument.tool.sources[-1])])
    wanted = deepcopy(document.data)
    wanted["sources"][name] = source
    tool = wanted["tools"][key]
    for word in LISTS:
        before = tool.get(word, [])
        tool[word] = [*(before if isinstance(before, list) else [before]), name]
    tool["checked_on"] = max(tool["checked_on"], answer.day.isoformat())
    if parse(text, document.name).data != wanted:
        raise UsageError(say("`{id}` in {file} is laid out in a way that cannot be added to", id=key, file=document.name),
                         say("write its keys on lines of their own first"))
    return text


def _entry(root: yaml.Node | None, key: str) -> yaml.MappingNode | None:
    """Node of an instrument."""
    for step in ("tools", key):
        values = root.value if isinstance(root, yaml.MappingNode) else ()
        root = next((value for name, value in values if name.value == step), None)
    return root if isinstance(root, yaml.MappingNode) else None


def _edits(entry: yaml.MappingNode, name: str, day: date, text: str) -> Iterator[Replacement]:
    """Yield what changes in an entry."""
    keys = {key.value: (key, value) for key, value in entry.value}
    for word in LISTS:
        if word in keys:
            yield _appended(keys[word][1], name, text)
        else:
            after = [key for key, _ in entry.value if key.value in ORDER and ORDER.index(key.value) > ORDER.index(word)]
            yield _new_key(entry, after[0], f"{word}: [{name}]", text)
    checked = keys["checked_on"][1]
    if checked.value < day.isoformat():
        yield Replacement(TextRange(checked.start_mark.index, checked.end_mark.index), quoted(day.isoformat()))


def _new_key(entry: yaml.MappingNode, following: yaml.Node, written: str, text: str) -> Replacement:
    """A key with its value, before the key that follows it and the comments above that."""
    start = following.start_mark.index
    if entry.flow_style:
        return Replacement(TextRange(start, start), f"{written}, ")
    lines = TextLines(text)
    line = lines.of(start)
    while lines.comment(line - 1):
        line -= 1
    place = lines.starts[line]
    end = "\r\n" if "\r\n" in text else "\n"
    return Replacement(TextRange(place, place), f"{' ' * following.start_mark.column}{written}{end}")


def _appended(node: yaml.Node, name: str, text: str) -> Replacement:
    """A list with one more id, in the manner in which it is written; a single id becomes a list."""
    if isinstance(node, yaml.ScalarNode):
        old = text[node.start_mark.index : node.end_mark.index]
        return Replacement(TextRange(node.start_mark.index, node.end_mark.index), f"[{old}, {name}]")
    if not node.value:
        return Replacement(TextRange(node.start_mark.index, node.end_mark.index), f"[{name}]")
    last = node.value[-1]
    end, lines = last.end_mark.index, TextLines(text)
    broken = "\r\n" if "\r\n" in text else "\n"
    if isinstance(node, yaml.SequenceNode) and not node.flow_style:
        below = lines.end(lines.of(end))  # behind the comment of the last one
        return Replacement(TextRange(below, below), f"{broken}{' ' * node.start_mark.column}- {name}")
    wide = len(lines.content(lines.of(end))) + len(name) + 2 > WIDEST
    return Replacement(TextRange(end, end), f",{broken}{' ' * (node.start_mark.column + 1)}{name}" if wide else f", {name}")


def outdated_cases(folders: Sequence[Path], old: Catalogue, new: Catalogue, tool: str) -> dict[Path, tuple[str, list[int]]]:
    """Files of golden cases that state the availability of an instrument as it was: their texts with the word as it is, and the lines.

    An availability depends on the day and on what was seen of an instrument alone: what a proof of life changes of it is no opinion.
    """
    found: dict[str, list[tuple[Replacement, int]]] = {}
    cases = read_cases(folders, old)
    for trial, document in cases.trials:
        stated = trial.expected.availability
        before, after = (availability_on(trial.day, known.instruments[tool].tool, known).value for known in (old, new))
        if trial.tool != tool or stated != before or before == after:
            continue
        place = document.span(trial.path if trial.path[0] == "series" else (*trial.path, "availability"))
        start = document.lines.start(place.line) if place else None
        if place and start is not None and document.text.startswith(before, begin := start + place.column - 1):
            found.setdefault(document.name, []).append((Replacement(TextRange(begin, begin + len(before)), after), place.line))
    return {Path(name): (apply(cases.texts[name], [edit for edit, _ in edits]), [line for _, line in edits])
            for name, edits in found.items()}
