"""What can go wrong outside our own code. Each error is for the person reading; none carries a profile's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.diagnostics import Diagnostic
    from essfund.core.messages import Message


class EssfundError(Exception):
    """Base of every error the library raises on purpose."""


class InvalidInputError(EssfundError):
    """A catalogue or a profile cannot be read or is invalid. `diagnostics` says everything that is wrong, at once."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        places = ", ".join(sorted({d.span.file for d in diagnostics if d.span})) or "the given values"
        super().__init__(f"{len(self.diagnostics)} problem(s) in {places}: {', '.join(d.code for d in diagnostics)}")


class TooIntricateError(EssfundError):
    """An exact answer about every enterprise would take too long: the rules refer to one another in too many ways."""


class UsageError(EssfundError):
    """The call itself is wrong: an unknown instrument id, an option that does not fit."""

    def __init__(self, message: Message, help_: Message | None = None) -> None:
        self.message, self.help = message, help_
        super().__init__(message.template)


class OutputError(EssfundError):
    """The result could not be written. The destination is untouched: it holds what it held before."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message.template)
