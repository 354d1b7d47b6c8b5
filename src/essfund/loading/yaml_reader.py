"""YAML text to plain data with the place of every value. Strict: what readers could disagree on is refused.

Built from events without recursion, and stopped early where a file is of another kind than ours (docs/explanation/hostile-input.md).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from essfund.core.diagnostics import MOST_FINDINGS, About, Diagnostic, Severity, Span, stopped
from essfund.core.lazily import cached_property
from essfund.core.messages import Message, say
from essfund.core.record import field, record
from essfund.core.text import LineIndex
from essfund.loading.characters import forbidden_characters, hidden_characters, hidden_in, named
from essfund.loading.scalars import BETWEEN_CURLY, CURLY, bare_value
from essfund.loading.yaml_problems import refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    WellFormed = Callable[[tuple[object, ...], object], bool]
    """Whether an entry is well-formed: called with the keys above it, its own left out, and its data."""
    Place = tuple["Document", tuple[object, ...]]

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 40  # levels of nesting
MOST_VALUES = 1_000_000  # keys and values of a file
MOST_STRAY = 10_000
"""Keys and values outside well-formed entries. An entry mostly stands two levels deep: an instrument, a source, a case."""

LONGEST_TEXT = 100_000  # characters of one value, or of the comments and blanks between two
MOST_DIRECTIVES = 10
"""They are refused; reading goes on after a few, but not after many: each takes the parser longer than the one before."""

DIRECTIVE = re.compile("%(?<![^\n\r\x85\u2028\u2029].)")
SHIFT = 32


class NodePosition:
    """Where a mapping or a list stands, and its keys and parts; those without parts, by far the most, are one number, two offsets."""

    __slots__ = ("keys", "offsets", "parts")

    def __init__(self, event: Any) -> None:
        self.offsets = offsets(event)
        self.parts: dict[object, NodePosition | int] = {}
        self.keys: dict[object, NodePosition | int] = {}


def offsets(event: Any) -> int:
    """Where an event begins and ends, in one number."""
    return event.start_mark.index << SHIFT | event.end_mark.index  # type: ignore[no-any-return] # PyYAML's marks have no types


@record
class Document:
    """A file as read: its data, None if unreadable, where everything stands, and its text for code frames."""

    name: str
    text: str
    data: Any = None
    root: NodePosition | int | None = None  # None where places are not known
    diagnostics: list[Diagnostic] = field(default_factory=list)
    cut: bool = False  # reading stopped early: what is missing at the end of `data` is no defect of the file
    lent: bool = False  # it comes with essfund: whoever borrows it cannot edit it, and is told of nothing there

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        return LineIndex(self.text)

    def between(self, start: int, end: int) -> Span:
        """The place of a stretch of the text."""
        return Span(self.name, *self.lines.place(start), *self.lines.place(end))

    def span(self, path: Sequence[object], *, key: bool = False) -> Span | None:
        """The place of a value, without blanks after it, or of its key; the nearest enclosing one if there is none."""
        place = self.root
        if place is None:
            return None
        for index, step in enumerate(path):
            if not isinstance(place, NodePosition):
                break
            if key and index == len(path) - 1 and step in place.keys:
                place = place.keys[step]
            elif step in place.parts:
                place = place.parts[step]
        found = place.offsets if isinstance(place, NodePosition) else place
        start, end = found >> SHIFT, found & (1 << SHIFT) - 1
        return self.between(start, start + len(self.text[start:end].rstrip()))

    def home(self, path: Sequence[object]) -> Place:
        """The document of the file that a value stands in, and its path there."""
        return self, tuple(path)

    def report(self, code: str, message: Message, path: Sequence[object], help_: Message | None = None,
               *, key: bool = False, about: About | None = None) -> Diagnostic:
        """Make the diagnostic of an error at a path of this document."""
        return Diagnostic(code, message, Severity.ERROR, self.span(path, key=key), help_, about=about)


class _Stop(Exception):  # noqa: N818 - not an error: reading ends here
    """Reading must end."""


class _Supply:
    """Gives the text to the parser in pieces, and stops where it would swallow a whole file as one value or comment."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.given = self.reached = 0

    def read(self, size: int = -1) -> str:
        """The next piece."""
        if self.given - self.reached > LONGEST_TEXT + size:
            self.document.diagnostics.append(Diagnostic(
                "IN007", say("a value or a comment of more than {count} characters begins here", count=LONGEST_TEXT),
                Severity.ERROR, self.document.between(self.reached, self.reached), say("shorten it")))
            raise _Stop
        piece = self.document.text[self.given : self.given + size]
        self.given += len(piece)
        return piece


class _Frame:
    """A mapping or a list being read; a mapping waits for a key or for the value of `key`. `since` counts values before it."""

    __slots__ = ("data", "fresh", "key", "keyed", "place", "since")

    def __init__(self, data: Any, place: NodePosition, since: int) -> None:
        self.data, self.place, self.since = data, place, since
        self.key: object = None
        self.keyed = self.fresh = False


class _Builder:
    """Turns events into data and places, collecting every defect on the way."""

    def __init__(
        self, document: Document, supply: _Supply, well_formed: WellFormed | None, depth: int, *, plain_words: bool, reviewed: bool
    ) -> None:
        self.document, self.supply, self.well_formed, self.depth = document, supply, well_formed, depth
        self.plain_words, self.reviewed = plain_words, reviewed
        self.stack: list[_Frame] = []
        self.values = self.ended = 0
        self.last: Any = None
        self.allowed = MOST_STRAY if well_formed is not None else MOST_VALUES
        self.entries: list[tuple[tuple[object, ...], Any, int]] = []

    def complain(self, code: str, message: Message, event: Any, help_: Message | None = None) -> None:
        found = self.document.diagnostics
        span = self.document.between(event.start_mark.index, event.end_mark.index)
        found.append(Diagnostic(code, message, Severity.ERROR, span, help_))
        if len(found) >= MOST_FINDINGS:
            found.append(stopped(span))
            raise _Stop

    def build(self, events: Iterator[Any]) -> None:
        documents = 0
        for event in events:
            start, end = event.start_mark.index, event.end_mark.index
            self.supply.reached, self.last = end, event
            if isinstance(event, yaml.ScalarEvent):
                self.ended = end
                self.put(self.scalar(event), start << SHIFT | end, event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.ended = end if end > start else self.ended
                self.close()
            elif isinstance(event, yaml.CollectionStartEvent):
                self.ended = end
                self.open(event)
            elif isinstance(event, yaml.AliasEvent):
                self.values, self.ended = self.values + 1, end
                self.bound(event)
                self.complain("IN007", say("aliases are not used here"), event, say("write the value out"))
                self.put(None, offsets(event), event)
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.complain("IN008", say("a second document begins here"), event, say("keep one document in a file"))
                    return

    def bound(self, event: Any) -> None:
        """Stop where there are too many values."""
        if self.values > self.allowed:
            self.prove()
            if self.values > self.allowed:
                message = (say("the file holds more than {count} values", count=MOST_VALUES) if self.values > MOST_VALUES
                           else say("more than {count} values belong to nothing that is well-formed", count=MOST_STRAY))
                self.complain("IN007", message, event, say("correct what is said of this file first; split a file that is too large"))
                raise _Stop

    def prove(self) -> None:
        """Look at the entries read since the last time: well-formed ones make room for as many values again."""
        for above, data, values in self.entries:
            if self.well_formed is not None and self.well_formed(above, data):
                self.allowed += values
        self.entries.clear()
        self.allowed = min(self.allowed, MOST_VALUES)

    def open(self, event: Any) -> None:
        self.check_anchor_and_tag(event)
        if len(self.stack) >= DEEPEST:
            self.complain("IN007", say("this is nested deeper than {depth} levels", depth=DEEPEST), event)
            raise _Stop
        data: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        place = NodePosition(event)
        self.put(data, place, event)
        self.stack.append(_Frame(data, place, self.values - 1))

    def close(self) -> None:
        """End a mapping or a list where its last part ends, or its bracket: the parser notes an indented one's end much later."""
        done = self.stack.pop()
        done.place.offsets += self.ended - (done.place.offsets & (1 << SHIFT) - 1)
        if len(self.stack) == self.depth and self.well_formed is not None:
            above = tuple(frame.key for frame in self.stack[:-1])
            self.entries.append((above, done.data, self.values - done.since))

    def drop_unfinished(self) -> None:
        """Take the entry out that was being read: half of it would only look wrong."""
        if len(self.stack) > self.depth:
            section = self.stack[self.depth - 1]
            section.data.pop(*([] if isinstance(section.data, list) else [section.key, None]))

    def check_anchor_and_tag(self, event: Any) -> bool:
        """Count one more value, and complain of its anchor and of its tag; whether it has no other tag than that of texts."""
        self.values += 1
        if self.values > self.allowed:
            self.bound(event)
        if event.anchor:
            self.complain("IN007", say("anchors are not used here"), event, say("write the value out where it is needed"))
        if not event.tag:
            return True
        plain = event.tag == "tag:yaml.org,2002:str" and isinstance(event, yaml.ScalarEvent)
        if not plain:
            self.complain("IN008", say("the tag `{tag}` is not used here", tag=event.tag), event, say("write the plain value"))
        return plain

    def scalar(self, event: Any) -> object:
        """A text, whole number, decimal, boolean or None; quoted values are always texts."""
        text: str = event.value
        if not self.check_anchor_and_tag(event):
            return text
        if event.style or event.tag:
            if event.style == '"' and self.reviewed and not text.isprintable() and (hidden := hidden_in(text)):
                self.complain(*named(hidden), event, say("remove it"))
            return text
        if self.reviewed and text[:1] in CURLY and BETWEEN_CURLY.fullmatch(text):
            inner = text[1:-1][:40]
            self.complain("IN012", say("the quotes around `{text}` are typographic: they would be part of the text", text=inner), event,
                          say("write straight quotes, or none; put straight ones around them if they are meant"))
            return text
        value, agreed = bare_value(text, plain_words=self.plain_words)
        if not agreed:
            self.complain("IN006", say("`{text}` is read differently by different YAML readers", text=text[:40]), event,
                          say("put it between quotes if it is a code or a date; write true, false or plain digits otherwise"))
        return value

    def put(self, value: object, place: NodePosition | int, event: Any) -> None:
        """Put a value where it belongs: the root, a list, the key or the value of a mapping."""
        if not self.stack:
            self.document.data, self.document.root = value, place
            return
        frame = self.stack[-1]
        if isinstance(frame.data, list):
            frame.place.parts[len(frame.data)] = place
            frame.data.append(value)
        elif not frame.keyed:
            self.take_key(frame, value, place, event)
        else:
            frame.keyed = False
            if frame.fresh:
                frame.data[frame.key] = value
                frame.place.parts[frame.key] = place

    def take_key(self, frame: _Frame, value: object, place: NodePosition | int, event: Any) -> None:
        key = value if isinstance(value, str) else str(value)
        if not isinstance(value, str):
            self.complain("IN006", say("a key must be a text"), event, say("put it between quotes"))
        frame.key, frame.keyed, frame.fresh = key, True, key not in frame.place.keys
        if frame.fresh:
            frame.place.keys[key] = place
            return
        first = frame.place.keys[key]
        line, _ = self.document.lines.place((first.offsets if isinstance(first, NodePosition) else first) >> SHIFT)
        self.complain("IN005", say("`{key}` already stands on line {line}", key=key[:60], line=line), event, say("keep one of the two"))


def parse(
    text: str, name: str, *, plain_words: bool = False, reviewed: bool = False, well_formed: WellFormed | None = None, depth: int = 2
) -> Document:
    """Read YAML text; `name` is how messages call the file. Never raises for bad text: see `Document.diagnostics`.

    `plain_words` takes a day, yes or no without quotes as the text it is; `reviewed` refuses hidden characters: what people approve
    must be what they see. Where `well_formed` is given, reading stops at `MOST_STRAY` values outside well-formed entries, which
    stand `depth` levels deep.
    """
    document = Document(name, text)
    if reviewed:
        document.diagnostics += hidden_characters(document.lines, name)
    _refuse_directives(document)
    if len(document.diagnostics) >= MOST_FINDINGS or document.cut:
        return document
    supply = _Supply(document)
    builder = _Builder(document, supply, well_formed, depth, plain_words=plain_words, reviewed=reviewed)
    try:
        builder.build(iter(Loader(supply).get_event, None))
    except _Stop:
        document.cut = True
        builder.drop_unfinished()
    except yaml.MarkedYAMLError as error:
        document.data = None
        document.diagnostics.append(_syntax(error, document, builder.last))
    except (yaml.YAMLError, UnicodeEncodeError):
        document.data = None
        if not any(item.code == "IN002" for item in document.diagnostics):
            document.diagnostics += forbidden_characters(document.lines, name)
    if document.root is None:
        document.root = 0
    return document


def _syntax(error: Any, document: Document, last: Any) -> Diagnostic:
    """Make the diagnostic of text that the parser refuses, after its last event."""
    found = refusal(error, document.text, last)
    span = document.between(found.offset, found.offset + 1) if found.offset is not None else None
    if "maximum nesting" in str(error.problem or error.context or ""):
        return Diagnostic("IN007", say("this is nested deeper than {depth} levels", depth=DEEPEST), Severity.ERROR, span)
    return Diagnostic("IN004", found.message, Severity.ERROR, span, found.help)


def _refuse_directives(document: Document) -> None:
    """Report lines like `%TAG` and `%YAML`. Of `%TAG`, the parser compares each with all before it."""
    message, help_ = say("directives, lines that begin with `%`, are not used here"), say("remove this line")
    spans = [document.between(*match.span()) for match in islice(DIRECTIVE.finditer(document.text), MOST_DIRECTIVES)]
    document.diagnostics += [Diagnostic("IN008", message, Severity.ERROR, span, help_) for span in spans]
    document.cut = len(spans) == MOST_DIRECTIVES
