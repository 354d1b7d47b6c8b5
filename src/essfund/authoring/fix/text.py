"""The text of one file, put right. What cannot be read is left alone, and no fix may change what a reader finds besides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from essfund.authoring.fix.fix import Fix, Fixed
from essfund.authoring.fix.values import key_instead, number_instead, reading, text_instead
from essfund.core.diagnostics import Span
from essfund.core.invisible_characters import FORMATTING
from essfund.core.messages import say
from essfund.loading.key_disorder import MISPLACED, disorder
from essfund.loading.key_order import TextLines, misplaced, permutation
from essfund.loading.schema_lookup import wanted
from essfund.loading.text_edits import Permutation, Replacement, TextRange, apply
from essfund.loading.yaml_reader import Loader, parse

if TYPE_CHECKING:
    from essfund.core.messages import Message
    from essfund.loading.schema_lookup import Expectation
    from essfund.loading.text_edits import Edit

BYTE_ORDER_MARK = "\ufeff"
QUOTES = {"'", '"'}
MISREAD, MISTAKEN = "IN006", "CAT003"
Path = tuple[object, ...]


class _Visit:
    """One walk through a file: the edits to make, and what to say of each."""

    def __init__(self, text: str, name: str, *, plain_words: bool) -> None:
        self.text = text
        self.name = name
        self.plain_words = plain_words
        self.lines = TextLines(text)
        self.found: list[tuple[Fix, Edit]] = []
        self.meant: dict[int, tuple[str, str]] = {}

    def visit(self, node: yaml.Node, wanted: Expectation, path: Path) -> None:
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

    def key(self, node: yaml.ScalarNode, wanted: Expectation, path: Path) -> None:
        """Put a code that is a key between quotes."""
        raw = self.raw(node)
        written = None if raw is None else key_instead(raw, wanted, plain_words=self.plain_words)
        if raw is not None and written is not None:
            self.quote(node, raw, written, path, on_key=True)

    def value(self, node: yaml.ScalarNode, wanted: Expectation, path: Path) -> None:
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

    def quote(self, node: yaml.ScalarNode, raw: str, written: str, path: Path, *, on_key: bool = False) -> None:
        doubtful = on_key or reading(raw, plain_words=self.plain_words) == "doubtful"
        self.replace(
            node, written, path, MISREAD if doubtful else MISTAKEN, ("text", raw),
            say("`{text}` is now between quotes", text=raw), say("`{text}` stands without quotes where a text is wanted", text=raw),
            say("write {text}", text=written), on_key=on_key,
        )

    def replace(self, node: yaml.ScalarNode, written: str, path: Path, code: str, meant: tuple[str, str], message: Message,
                finding: Message, help_: Message, *, on_key: bool = False) -> None:
        self.meant[node.start_mark.index] = meant
        fix = Fix(code, self.span(node), message, finding, help_, path, on_key)
        self.found.append((fix, Replacement(TextRange(node.start_mark.index, node.end_mark.index), written)))

    def entry(self, node: yaml.MappingNode, wanted: Expectation, path: Path) -> None:
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
    in_place = [one for one in visit.found if not isinstance(one[1], Permutation)]
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
