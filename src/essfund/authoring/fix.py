"""Putting right what is mechanical in the files of a catalogue, and nothing else: quotes, plain digits, keys' order, the BOM.

Files are never written out again from their data: small pieces of text change, all else stays as it was, byte for byte
(docs/decisions/0011).
"""

from __future__ import annotations

import codecs
import difflib
import re
from typing import TYPE_CHECKING, Any

import yaml

from essfund.core.diagnostics import Diagnostic, Fault, Span
from essfund.core.messages import say
from essfund.core.record import record
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


def quoted(text: str) -> str:
    """Text of one line between quotes."""
    return f'"{text}"' if '"' not in text and "\\" not in text else "'" + text.replace("'", "''") + "'"


@record(frozen=True)
class Fix:
    """One change, at `span` of the text as it was and `path` of the data. `code` is that of the finding it takes away.

    `message` says what was changed; `finding` and `help` what is wrong while it is not.
    """

    code: str
    span: Span
    message: Message
    finding: Message
    help: Message
    path: tuple[object, ...]
    on_key: bool = False

    def fault(self, document: str) -> Fault:
        """Fault that a check finds; `document` is a role, or the name of a file of golden cases."""
        return Fault(self.code, self.finding, document, self.path, self.help, on_key=self.on_key)


@record(frozen=True)
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
        """Bare value as it is written; None if it is quoted, tagged or stands on several lines."""
        written = self.text[node.start_mark.index : node.end_mark.index]
        return written if not node.style and written == node.value else None

    def reading(self, raw: str | None) -> str:
        """What our reader takes a bare value for: nothing, true or false, number, text, or doubtful; quoted ones are text."""
        if raw is None or NOTHING.fullmatch(raw):
            return "text" if raw is None else "nothing"
        value, agreed = bare_value(raw, plain_words=self.plain_words)
        if not agreed:
            return "doubtful"
        return "boolean" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "text"

    def key(self, node: yaml.ScalarNode, wanted: Expectation, path: NodePath) -> None:
        """Put a code that is a key between quotes, where the author chooses the keys."""
        raw = self.raw(node)
        if raw is not None and self.reading(raw) not in {"text", "nothing"} and wanted.key(raw):
            self.quote(node, raw, path, MISREAD, on_key=True)

    def value(self, node: yaml.ScalarNode, wanted: Expectation, path: NodePath) -> None:
        """Write a number in plain digits, a text between quotes."""
        raw = self.raw(node)
        if raw is None and (node.style not in QUOTES or self.text[node.start_mark.index] not in QUOTES):
            return
        kind = self.reading(raw)
        code = MISREAD if kind == "doubtful" else MISTAKEN
        digits = plain_digits(node.value, whole=wanted.whole) if self.misses_digits(node.value, kind, wanted) else None
        if digits is not None and (raw is None or digits != raw):
            self.replace(
                node, digits, path, code, ("bare", digits), say("`{old}` is now written {new}", old=node.value, new=digits),
                say("`{text}` is a number, but not in plain digits", text=node.value),
            )
        elif raw is not None and kind not in {"text", "nothing"} and "number" not in wanted.types and wanted.text(raw) and not (
            (kind == "number" and wanted.number) or (kind == "boolean" and "boolean" in wanted.types)
        ):
            self.quote(node, raw, path, code)

    def misses_digits(self, text: str, kind: str, wanted: Expectation) -> bool:
        """Whether a number is wanted where something else stands."""
        right = kind == "number" and (INTEGER.fullmatch(text) or not wanted.whole)
        return wanted.number and not right and ("string" not in wanted.types or kind == "doubtful")

    def quote(self, node: yaml.ScalarNode, raw: str, path: NodePath, code: str, *, on_key: bool = False) -> None:
        self.replace(node, quoted(raw), path, code, ("text", raw), say("`{text}` is now between quotes", text=raw),
                     say("`{text}` stands without quotes where a text is wanted", text=raw), on_key=on_key)

    def replace(self, node: yaml.ScalarNode, written: str, path: NodePath, code: str, meant: tuple[str, str], message: Message,
                finding: Message, *, on_key: bool = False) -> None:
        self.meant[node.start_mark.index] = meant
        fix = Fix(code, self.span(node), message, finding, say("write {text}", text=written), path, on_key)
        self.found.append((fix, Replacement(TextRange(node.start_mark.index, node.end_mark.index), written)))

    def entry(self, node: yaml.MappingNode, wanted: Expectation, path: NodePath) -> None:
        """Put the keys of an entry in order."""
        names = [key.value for key, _ in node.value]
        order = misplaced(names, wanted.order)
        edit = permutation(node, order, self.lines) if order else None
        if order and edit:
            keys = ", ".join(names[index] for index in order)
            first = next(node.value[place][0] for place, index in enumerate(order) if place != index)
            fault = disorder(names, order, self.name, path)
            fix = Fix(MISPLACED, self.span(first), say("these keys are now in the usual order: {keys}", keys=keys),
                      fault.message, say("the usual order is {keys}", keys=keys), fault.path, on_key=True)
            self.found.append((fix, edit))

    def span(self, node: yaml.Node) -> Span:
        start, end = node.start_mark, node.end_mark
        return Span(self.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def fix_text(role: str, text: str, name: str) -> Fixed:
    """Text of a file, fixed, and every change. Never raises for bad text: what cannot be read is left alone.

    `role` is tools, rules, vocabularies or cases; `name` is how messages call the file.
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
    """Text as nodes with places; None if our reader refuses more of it than single values."""
    try:
        document = parse(text, "", plain_words=plain_words)
    except UnicodeEncodeError:
        return None
    if document.root is None or any(item.code != MISREAD for item in document.diagnostics):
        return None
    return yaml.compose(text, Loader=Loader)


def _meaning(node: yaml.Node, meant: dict[int, tuple[str, str]]) -> Any:
    """Data that a reader finds, without the order of keys; `meant` says what values are to be once they are fixed."""
    if isinstance(node, yaml.MappingNode):
        return {repr(_meaning(key, meant)): _meaning(value, meant) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_meaning(inner, meant) for inner in node.value]
    return meant.get(node.start_mark.index) or ("text" if getattr(node, "style", None) else "bare", node.value)


LINE = re.compile(r"[^\n]*\n|[^\n]+")


@record(frozen=True)
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
        """Changes as a unified diff; empty if nothing would."""
        old, new = (LINE.findall(text) for text in (self.before, self.fixed.text))
        lines = difflib.unified_diff(old, new, str(self.path), str(self.path))
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def fix_directory(folder: Path) -> list[FixedFile]:
    """Fix every file of the catalogue of a directory, in memory. Files that cannot be read are left out: reading says why."""
    cases = folder / "cases"
    paths = [(folder / name, role) for role, name in FILES.items()]
    paths += [(path, "cases") for path in sorted(cases.rglob("*.yaml"))] if cases.is_dir() else []
    return [FixedFile(path, role, text, _without_mark(fix_text(role, text, str(path)), str(path))) for path, role in paths
            if (text := _read(path)) is not None]


def _without_mark(fixed: Fixed, name: str) -> Fixed:
    """A fixed text without the byte order mark that it begins with."""
    if not fixed.text.startswith(BYTE_ORDER_MARK):
        return fixed
    fix = Fix("IN003", Span(name, 1, 1, 1, 1), say("the byte order mark is removed"),
              say("the file begins with a byte order mark, which was ignored"), say("save it as UTF-8 without BOM"), ())
    return Fixed(fixed.text.removeprefix(BYTE_ORDER_MARK), (fix, *fixed.fixes))


def _read(path: Path) -> str | None:
    """Text of a file, its byte order mark included; None if it is none."""
    data = read_bytes(path, LARGEST_CATALOGUE)
    if isinstance(data, Diagnostic):
        return None
    text, problems = decode(data, str(path), LARGEST_CATALOGUE)
    if any(problem.is_error for problem in problems):
        return None
    return BYTE_ORDER_MARK + text if data.startswith(codecs.BOM_UTF8) else text
