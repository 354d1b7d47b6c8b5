"""The last lines of `validate`: how much was found, how much was looked at, and what golden cases leave unstated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say

if TYPE_CHECKING:
    from essfund.core.diagnostics import Findings
    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message

SEVERITIES = {
    "error": (N_("{count} error"), N_("{count} errors")),
    "warning": (N_("{count} warning"), N_("{count} warnings")),
    "note": (N_("{count} note"), N_("{count} notes")),
}
KINDS = {
    "verdicts": N_("verdicts"), "reasons": N_("conditions that decide"), "bounds": N_("bounds with their neighbours"),
    "ceilings": N_("ceilings"), "days": N_("days with their neighbours"),
}
"""What golden cases state, as `essfund.review.case_coverage` counts it."""


def totals(found: Findings, tr: Translator) -> str:
    """Return the lines."""
    told = _told(found)
    instruments = counted(found.instruments, N_("{count} instrument examined"), N_("{count} instruments examined"))
    cases = counted(found.cases, N_("{count} golden case tried"), N_("{count} golden cases tried"))
    looked = [item for item, count in ((instruments, found.instruments), (cases, found.cases)) if count]
    lines = [say("{told}; {looked}", told=told, looked=looked) if looked else told]
    if found.coverage:
        lines.append(_facts(found))
    return "".join(f"{tr.say(line)}\n" for line in lines)


def _told(found: Findings) -> Message:
    problems = [counted(count, *SEVERITIES[severity]) for severity, count in found.by_severity().items() if count]
    if not problems:
        return say("nothing to report")
    files = len({item.span.file for item in found.diagnostics if item.span})
    return counted(max(1, files), N_("{problems} in {count} file"), N_("{problems} in {count} files"), problems=problems)


def _facts(found: Findings) -> Message:
    stated, every = (sum(pair[i] for pair in found.coverage.values()) for i in (0, 1))
    partly = [
        say("{kind} {stated} of {every}", kind=say(KINDS[kind]), stated=part, every=whole)
        for kind, (part, whole) in found.coverage.items() if part < whole
    ]
    facts = say("facts stated: {stated} of {every}", stated=stated, every=every)
    return say("{facts}; incomplete: {kinds}", facts=facts, kinds=partly) if partly else facts
