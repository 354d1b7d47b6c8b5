"""Files of a catalogue fixed in memory: what was wrong, and what was put right. The shell writes them."""

from __future__ import annotations

import codecs
import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from essfund.core.diagnostics import Diagnostic, Fault, Span
from essfund.core.messages import say
from essfund.core.text import FORMATTING
from essfund.loading.files import LARGEST_CATALOGUE, decode, read_bytes
from essfund.loading.key_order import MISPLACED, Permutation, Replacement, TextLines, TextRange, apply, disorder, misplaced, permutation
from essfund.loading.scalars import INTEGER, bare_value, plain_digits
from essfund.loading.schema_lookup import wanted
from essfund.loading.texts import FILES
from essfund.loading.yaml_reader import Loader, parse

if TYPE_CHECKING:
    from pathlib import Path

    from essfund.core.messages import Message
    from essfund.loading.key_order import Edit
    from essfund.loading.schema_lookup import Expectation


NOTHING = re.compile(r"(?i:null)|~|<<|")
"""Bare values that say « nothing », and the merge key: between quotes they would say something else."""


def reading(text: str, *, plain_words: bool) -> str:
    """Return what our reader takes a bare value for: nothing, true or false, number, text, or doubtful."""
    if NOTHING.fullmatch(text):
        return "nothing"
    value, agreed = bare_value(text, plain_words=plain_words)
    if not agreed:
        return "doubtful"
    return "boolean" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "text"


def number_instead(text: str, wanted: Expectation, *, bare: bool, plain_words: bool) -> str | None:
    """Return the plain digits that should stand where a number is wanted; None if nothing needs to change."""
    if not wanted.number:
        return None
    is_number = bare and reading(text, plain_words=plain_words) == "number"
    if is_number and (INTEGER.fullmatch(text) or not wanted.whole):
        return None
    doubtful = bare and reading(text, plain_words=plain_words) == "doubtful"
    if "string" in wanted.types and not doubtful:
        return None
    written = plain_digits(text, whole=wanted.whole)
    return None if bare and written == text else written


def text_instead(text: str, wanted: Expectation, *, plain_words: bool) -> str | None:
    """Return a bare value between quotes, where a text is wanted and this is one; None if nothing needs to change."""
    kind = reading(text, plain_words=plain_words)
    if kind in {"text", "nothing"} or "number" in wanted.types or not wanted.text(text):
        return None
    if (kind == "number" and wanted.number) or (kind == "boolean" and "boolean" in wanted.types):
        return None
    return quoted(text)


def key_instead(text: str, wanted: Expectation, *, plain_words: bool) -> str | None:
    """Return a bare key between quotes, where the author chooses the keys; None if nothing needs to change."""
    if reading(text, plain_words=plain_words) in {"text", "nothing"} or not wanted.key(text):
        return None
    return quoted(text)


def quoted(text: str) -> str:
    """Return a text of one line between quotes."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


@dataclass(frozen=True)
class Fix:
    """One change. `code` is that of the finding it takes away, `span` its place in the text as it was.

    `message` says what was changed; `finding` and `help` say what is wrong while it is not. `path` leads to the key or value
    in the data.
    """

    code: str
    span: Span
    message: Message
    finding: Message
    help: Message
    path: tuple[object, ...]
    on_key: bool = False

    def fault(self, document: str) -> Fault:
        """Return what a check says of it; `document` is a role, or the name of a file of golden cases."""
        return Fault(self.code, self.finding, document, self.path, self.help, on_key=self.on_key)


@dataclass(frozen=True)
class Fixed:
    """A text after fixing, and what was changed in it, in reading order. The same text if there was nothing to do."""

    text: str
    fixes: tuple[Fix, ...] = ()


BYTE_ORDER_MARK = "\ufeff"
QUOTES = {"'", '"'}
MISREAD, MISTAKEN = "IN006", "CAT003"
NodePath = tuple[object, ...]


class _Visit:
    """One walk through a file: the edits to make, and what to say of each."""

    def __init__(self, text: str, name: str, *, plain_words: bool) -> None:
        self.text = text
        self.name = name
        self.plain_words = plain_words
        self.lines = TextLines(text)
        self.found: list[tuple[Fix, Edit]] = []
        self.meant: dict[int, tuple[str, str]] = {}

    def visit(self, node: yaml.Node, wanted: Expectation, path: NodePath) -> None:
        """Look at a value and everything below it."""
        if isinstance(node, yaml.ScalarNode):
            self.value(node, wanted, path)
        elif isinstance(node, yaml.SequenceNode):
            for index, inner in enumerate(node.value):
                self.visit(inner, wanted.item, (*path, index))
        elif isinstance(node, yaml.MappingNode):
            for key, inner in node.value:
                if isinstance(key, yaml.ScalarNode):
                    self.key(key, wanted, (*path, key.value))
                    self.visit(inner, wanted.under(key.value), (*path, key.value))
            if path:
                self.entry(node, wanted, path)

    def raw(self, node: yaml.ScalarNode) -> str | None:
        """Return a bare value as it is written; None if it is quoted, tagged or stands on several lines."""
        written = self.text[node.start_mark.index : node.end_mark.index]
        return written if not node.style and written == node.value else None

    def key(self, node: yaml.ScalarNode, wanted: Expectation, path: NodePath) -> None:
        """Put a code that is a key between quotes."""
        raw = self.raw(node)
        written = None if raw is None else key_instead(raw, wanted, plain_words=self.plain_words)
        if raw is not None and written is not None:
            self.quote(node, raw, written, path, on_key=True)

    def value(self, node: yaml.ScalarNode, wanted: Expectation, path: NodePath) -> None:
        """Write a number in plain digits, a text between quotes."""
        raw = self.raw(node)
        if raw is None and (node.style not in QUOTES or self.text[node.start_mark.index] not in QUOTES):
            return
        digits = number_instead(node.value, wanted, bare=raw is not None, plain_words=self.plain_words)
        if digits is not None:
            doubtful = raw is not None and reading(raw, plain_words=self.plain_words) == "doubtful"
            self.replace(
                node, digits, path, MISREAD if doubtful else MISTAKEN, ("bare", digits),
                say("`{old}` is now written {new}", old=node.value, new=digits),
                say("`{text}` is a number, but not in plain digits", text=node.value), say("write {text}", text=digits),
            )
        elif raw is not None:
            written = text_instead(raw, wanted, plain_words=self.plain_words)
            if written is not None:
                self.quote(node, raw, written, path)

    def quote(self, node: yaml.ScalarNode, raw: str, written: str, path: NodePath, *, on_key: bool = False) -> None:
        doubtful = on_key or reading(raw, plain_words=self.plain_words) == "doubtful"
        self.replace(
            node, written, path, MISREAD if doubtful else MISTAKEN, ("text", raw),
            say("`{text}` is now between quotes", text=raw), say("`{text}` stands without quotes where a text is wanted", text=raw),
            say("write {text}", text=written), on_key=on_key,
        )

    def replace(self, node: yaml.ScalarNode, written: str, path: NodePath, code: str, meant: tuple[str, str], message: Message,
                finding: Message, help_: Message, *, on_key: bool = False) -> None:
        self.meant[node.start_mark.index] = meant
        fix = Fix(code, self.span(node), message, finding, help_, path, on_key)
        self.found.append((fix, Replacement(TextRange(node.start_mark.index, node.end_mark.index), written)))

    def entry(self, node: yaml.MappingNode, wanted: Expectation, path: NodePath) -> None:
        """Put the keys of an entry in order."""
        order = misplaced([key.value for key, _ in node.value], wanted.order)
        edit = permutation(node, order, self.lines) if order else None
        if order and edit:
            keys = ", ".join(node.value[index][0].value for index in order)
            first = next(key for index, (key, _) in zip(order, node.value, strict=True) if node.value[index][0] is not key)
            fault = disorder([key.value for key, _ in node.value], order, self.name, path)
            fix = Fix(MISPLACED, self.span(first), say("these keys are now in the usual order: {keys}", keys=keys),
                      fault.message, say("the usual order is {keys}", keys=keys), fault.path, on_key=True)
            self.found.append((fix, edit))

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        return Span(self.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def fix_text(role: str, text: str, name: str) -> Fixed:
    """
    Put right what is mechanical in a file of a catalogue.

    Args:
        role: what kind of file it is: tools, rules, vocabularies or cases.
        text: the file as it is, its line breaks and byte order mark included.
        name: how messages call the file.

    Returns:
        The text, fixed, and every change. Never raises for bad text: what cannot be read is left alone.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(mark)
    plain_words = role == "cases"
    root = None if FORMATTING.search(body) else _tree(body, plain_words=plain_words)
    if root is None:
        return Fixed(text)
    visit = _Visit(body, name, plain_words=plain_words)
    visit.visit(root, wanted(role), ())
    in_place = [item for item in visit.found if not isinstance(item[1], Permutation)]
    for found in (visit.found, in_place):
        if not found:
            break
        fixed = apply(body, [edit for _, edit in found])
        again = _tree(fixed, plain_words=plain_words)
        if again is not None and _meaning(again, {}) == _meaning(root, visit.meant):
            fixes = sorted((fix for fix, _ in found), key=lambda fix: (fix.span.line, fix.span.column, fix.code))
            return Fixed(mark + fixed, tuple(fixes))
    return Fixed(text)


def _tree(text: str, *, plain_words: bool) -> yaml.Node | None:
    """Return a text as nodes with places; None if our reader refuses more of it than single values."""
    try:
        document = parse(text, "", plain_words=plain_words)
    except UnicodeEncodeError:
        return None
    if document.root is None or any(item.code != MISREAD for item in document.diagnostics):
        return None
    return yaml.compose(text, Loader=Loader)


def _meaning(node: yaml.Node, meant: dict[int, tuple[str, str]]) -> Any:
    """Return what a reader finds, without the order of keys; `meant` says what values are to be once they are fixed."""
    if isinstance(node, yaml.MappingNode):
        return {repr(_meaning(key, meant)): _meaning(value, meant) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_meaning(inner, meant) for inner in node.value]
    bare = isinstance(node, yaml.ScalarNode) and not node.style
    return meant.get(node.start_mark.index) or ("bare" if bare else "text", node.value)


LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class FixedFile:
    """A file as it is and as it should be. Nothing has been written."""

    path: Path
    role: str
    before: str
    fixed: Fixed

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.fixed.text != self.before

    def diff(self) -> str:
        """Return what would change, as a unified diff; empty if nothing would."""
        old, new = (LINE.findall(text) for text in (self.before, self.fixed.text))
        lines = difflib.unified_diff(old, new, str(self.path), str(self.path))
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def fix_directory(folder: Path) -> list[FixedFile]:
    """Fix every file of the catalogue of a directory, in memory. Files that cannot be read are left out: reading says why."""
    cases = folder / "cases"
    paths = [(folder / name, role) for role, name in FILES.items()]
    paths += [(path, "cases") for path in sorted(cases.glob("*.yaml"))] if cases.is_dir() else []
    found = []
    for path, role in paths:
        text = _read(path)
        if text is not None:
            found.append(FixedFile(path, role, text, fix_text(role, text, str(path))))
    return found


def _read(path: Path) -> str | None:
    """Return the text of a file, its byte order mark included; None if it is none."""
    data = read_bytes(path, LARGEST_CATALOGUE)
    if isinstance(data, Diagnostic):
        return None
    text, problems = decode(data, str(path), LARGEST_CATALOGUE)
    if any(problem.is_error for problem in problems):
        return None
    return BYTE_ORDER_MARK + text if data.startswith(codecs.BOM_UTF8) else text
