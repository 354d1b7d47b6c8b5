"""One type for every defect in a catalogue, a rule file or a profile; every output format is a function of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essfund.messages import Message



class Severity(Enum):
    """How much a finding matters: an error stops the work, a warning asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Span:
    """A place in a file. Lines and columns count from 1; the end is not included."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True)
class Diagnostic:
    """Where, what, and what to do about it.

    `code` is a key of `essfund.codes.CODES`. `span` is None when the defect has no place in a file, an option for example.
    """

    code: str
    message: Message
    severity: Severity = Severity.ERROR
    span: Span | None = None
    help: Message | None = None

    @property
    def is_error(self) -> bool:
        """Whether the input cannot be used."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True)
class Fault:
    """A defect found without reading files: `document` and `path` say where, a reader makes lines and columns of them.

    `on_key` points at the key instead of its value.
    """

    code: str
    message: Message
    document: str
    path: tuple[object, ...]
    help: Message | None = None
    on_key: bool = False
    severity: Severity = Severity.ERROR


def in_reading_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, place and code, so that the same input gives the same bytes."""

    def key(item: Diagnostic) -> tuple[str, int, int, str, str]:
        span = item.span or Span("", 0, 0, 0, 0)
        return span.file, span.line, span.column, item.code, item.message.template

    return sorted(diagnostics, key=key)
