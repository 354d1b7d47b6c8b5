"""YAML text to plain data with the place of every value. Strict: what readers could disagree on is refused.

Built from the event stream: no recursion, so depth is bounded by us and not by the interpreter's stack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from essfund.diagnostics import Diagnostic, Severity, Span
from essfund.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST, MOST_VALUES, MOST_ALIASES = 40, 3_000_000, 0
"""Bounds of a file. Aliases are refused altogether: a reviewer should see every value where it stands."""

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+")
TRAP = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null)|~|=|<<|[-+]?0[0-9_]+|[-+]?0[xob][0-9a-fA-F_]+|[-+]?[0-9][0-9_]*_[0-9_]*"
    r"|\+[0-9]+(\.[0-9]+)?|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9]*)?|\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?|[-+]?\.[0-9]+"
    r"|[-+]?[0-9]+\.|[-+]?[0-9]+(\.[0-9]*)?[eE][-+]?[0-9]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
)
"""Bare values that YAML 1.1 readers, YAML 1.2 readers and people do not read alike."""

LONGEST_NUMBER = 18
"""Digits of a number; longer ones are codes or mistakes."""

PLAIN_WORD = re.compile(r"(?i:yes|no|true|false)|\d{4}-\d{2}(-\d{2})?")


class Place:
    """Where a value stands, and where its parts stand: a key of a mapping has its own place."""

    __slots__ = ("column", "end_column", "end_line", "keys", "line", "parts")

    def __init__(self, start: Any, end: Any) -> None:
        self.line, self.column = start.line + 1, start.column + 1
        self.end_line, self.end_column = end.line + 1, end.column + 1
        self.parts: dict[object, Place] = {}
        self.keys: dict[object, Place] = {}


@dataclass
class Document:
    """A file as read: its data, where everything stands, and its text for code frames. `data` is None if unreadable."""

    name: str
    text: str
    data: Any = None
    root: Place | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def span(self, path: Sequence[object], *, key: bool = False) -> Span | None:
        """Return the place of a value, or of its key; the nearest enclosing place if the path leads nowhere."""
        place = self.root
        for index, step in enumerate(path):
            if place is None:
                return None
            if key and index == len(path) - 1 and step in place.keys:
                place = place.keys[step]
            elif step in place.parts:
                place = place.parts[step]
        if place is None:
            return None
        return Span(self.name, place.line, place.column, place.end_line, place.end_column)

    def report(self, code: str, message: Message, path: Sequence[object], help_: Message | None = None,
               *, key: bool = False, severity: Severity = Severity.ERROR) -> Diagnostic:
        """Make a diagnostic at a path of this document."""
        return Diagnostic(code, message, severity, self.span(path, key=key), help_)


class _Builder:
    """Turns events into data and places, collecting every defect on the way."""

    def __init__(self, document: Document, *, plain_words: bool) -> None:
        self.document = document
        self.plain_words = plain_words
        self.stack: list[tuple[Any, Place, list[Any]]] = []
        self.values = 0

    def complain(self, code: str, message: Message, start: Any, end: Any, help_: Message | None = None) -> None:
        span = Span(self.document.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        self.document.diagnostics.append(Diagnostic(code, message, Severity.ERROR, span, help_))

    def build(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.complain("IN008", say("a second document begins here"), event.start_mark, event.end_mark,
                                  say("keep one document in a file"))
                    return
            elif isinstance(event, yaml.NodeEvent) and not self.node(event):
                return
            elif isinstance(event, yaml.CollectionEndEvent):
                _, place, _ = self.stack.pop()
                mark: Any = event.end_mark
                place.end_line, place.end_column = mark.line + 1, mark.column + 1

    def node(self, event: Any) -> bool:
        """Take in one value. False means that reading must stop."""
        self.values += 1
        if self.values > MOST_VALUES or len(self.stack) >= DEEPEST:
            self.complain("IN007", say("the file is deeper than {depth} levels or holds more than {count} values",
                                       depth=DEEPEST, count=MOST_VALUES), event.start_mark, event.end_mark)
            return False
        if isinstance(event, yaml.AliasEvent):
            self.complain("IN007", say("aliases are not used here"), event.start_mark, event.end_mark,
                          say("write the value out"))
            self.place(None, Place(event.start_mark, event.end_mark), event)
            return True
        if event.anchor:
            self.complain("IN007", say("anchors are not used here"), event.start_mark, event.end_mark,
                          say("write the value out where it is needed"))
        place = Place(event.start_mark, event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            self.place(self.scalar(event), place, event)
            return True
        if event.tag:
            self.refuse_tag(event)
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.place(data, place, event)
        self.stack.append((data, place, []))
        return True

    def refuse_tag(self, event: Any) -> None:
        self.complain("IN008", say("the tag `{tag}` is not used here", tag=event.tag), event.start_mark, event.end_mark,
                      say("write the plain value"))

    def scalar(self, event: Any) -> object:
        """Return a text, whole number, decimal, boolean or None; quoted values are always texts."""
        text: str = event.value
        if event.tag and event.tag != "tag:yaml.org,2002:str":
            self.refuse_tag(event)
            return text
        if event.style in {"'", '"', "|", ">"} or event.tag:
            return text
        if text in {"true", "false"}:
            return text == "true"
        if text in {"", "null"}:
            return None
        if INTEGER.fullmatch(text) and len(text) <= LONGEST_NUMBER:
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        if self.plain_words and PLAIN_WORD.fullmatch(text):
            return text
        if TRAP.fullmatch(text) or INTEGER.fullmatch(text):
            self.complain("IN006", say("`{text}` is read differently by different YAML readers", text=text[:40]),
                          event.start_mark, event.end_mark,
                          say("put it between quotes if it is a code or a date; write true, false or plain digits otherwise"))
        return text

    def place(self, value: object, place: Place, event: Any) -> None:
        """Put a value where it belongs: the root, a list, the key or the value of a mapping."""
        if not self.stack:
            self.document.data, self.document.root = value, place
            return
        parent, parent_place, pending = self.stack[-1]
        if isinstance(parent, list):
            parent_place.parts[len(parent)] = place
            parent.append(value)
        elif not pending:
            self.take_key(value, place, event, parent, pending)
        else:
            key, fresh = pending.pop()
            if fresh:
                parent[key] = value
                parent_place.parts[key] = place

    def take_key(self, value: object, place: Place, event: Any, parent: dict[Any, Any], pending: list[Any]) -> None:
        key = value if isinstance(value, str) else str(value)
        if not isinstance(value, str):
            self.complain("IN006", say("a key must be a text"), event.start_mark, event.end_mark, say("put it between quotes"))
        fresh = key not in parent
        if fresh:
            self.stack[-1][1].keys[key] = place
        else:
            first = self.stack[-1][1].keys[key].line
            self.complain("IN005", say("`{key}` already stands on line {line}", key=key[:60], line=first),
                          event.start_mark, event.end_mark, say("keep one of the two"))
        pending.append((key, fresh))


def parse(text: str, name: str, *, plain_words: bool = False) -> Document:
    """Read YAML text. Never raises for bad text: see `Document.diagnostics`. `name` is how messages call the file.

    `plain_words` accepts what people write in a profile without quotes, a day, yes or no: it stays the text it is.
    """
    document = Document(name, text)
    builder = _Builder(document, plain_words=plain_words)
    try:
        builder.build(yaml.parse(text, Loader=Loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = say("this is not valid YAML: {problem}", problem=str(error.problem or error.context or ""))
        span = Span(name, mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2) if mark else None
        document.diagnostics.append(Diagnostic("IN004", problem, Severity.ERROR, span,
                                               say("look at this line and the one before: indentation, quotes, colons")))
        document.data = None
    except yaml.YAMLError:
        document.diagnostics.append(Diagnostic("IN002", say("the file holds characters that YAML forbids"), Severity.ERROR,
                                               Span(name, 1, 1, 1, 1), say("remove control characters")))
        document.data = None
    return document
