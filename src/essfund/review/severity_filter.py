"""Which findings are shown and how much they count: what a person asks of one run, over what the pages of codes say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import UNLISTED, Severity
from essfund.core.errors import UsageError
from essfund.core.messages import did_you_mean, say
from essfund.core.record import field, record, replace
from essfund.core.text import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from essfund.core.diagnostics import Diagnostic


@record(frozen=True)
class Policy:
    """Codes, or beginnings of codes, that are shown or left out, and severities by code; `strict` counts warnings as errors."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    strict: bool = False

    def apply(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """The diagnostics that are shown, with the severity they have in this run.

        What stands for problems that were only counted goes with their code. That a step stopped looking is said whatever was
        selected: what was asked for may stand behind the place.
        """
        for item in diagnostics:
            asked = not self.select or item.kind.startswith((*self.select, UNLISTED))
            if not asked or (self.ignore and item.kind.startswith(self.ignore)):
                continue
            chosen = [prefix for prefix in self.severities if item.kind.startswith(prefix)]
            yield replace(item, severity=self.severities[max(chosen, key=len)]) if chosen else item

    def fails(self, diagnostics: Iterable[Diagnostic]) -> bool:
        """Whether what is shown stops a pull request."""
        stopping = {Severity.ERROR, Severity.WARNING} if self.strict else {Severity.ERROR}
        return any(item.severity in stopping for item in diagnostics)


def read_policy(
    select: Iterable[str], ignore: Iterable[str], severities: Iterable[str], known: Collection[str], *, strict: bool
) -> Policy:
    """Read what was typed: codes separated by commas, and CODE=error, CODE=warning, CODE=note. Raises UsageError."""
    chosen: dict[str, Severity] = {}
    levels = {item.value: item for item in Severity}
    for text in _split(severities):
        code, _, level = text.partition("=")
        if level.strip().lower() not in levels:
            raise UsageError(say("a severity is written CODE=LEVEL, where LEVEL is one of {names}", names=", ".join(levels)))
        chosen[_prefix(code, known)] = levels[level.strip().lower()]
    shown, hidden = (tuple(_prefix(text, known) for text in _split(texts)) for texts in (select, ignore))
    return Policy(shown, hidden, chosen, strict)


def _split(texts: Iterable[str]) -> Iterator[str]:
    return (part.strip() for text in texts for part in text.split(",") if part.strip())


def _prefix(text: str, known: Collection[str]) -> str:
    """A code or the beginning of one. Raises UsageError if no code begins so."""
    code = text.strip().upper()
    if not any(item.startswith(code) for item in known):
        raise UsageError(say("no code begins with `{code}`", code=text.strip()), did_you_mean(nearest(code, known)))
    return code
