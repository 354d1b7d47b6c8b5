"""What was put right in a file, and what had been wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Fault

if TYPE_CHECKING:
    from essfund.core.diagnostics import Span
    from essfund.core.messages import Message


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
