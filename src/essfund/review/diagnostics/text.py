"""Diagnostics for people: one line each, or with the lines of the file they speak of; and the totals of a run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.core.text import LineIndex
from essfund.presenting.notes import notes
from essfund.presenting.safe_text import message_line, one_line
from essfund.presenting.terminal import BOLD, FAINT, linked, paint, plain_ascii
from essfund.review.checks import PAGES
from essfund.review.diagnostics.places import frame, margin_of, whole_uri

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from essfund.core.diagnostics import Diagnostic, Findings
    from essfund.core.language.translator import Translator
    from essfund.presenting.view import View

SEVERITIES = {"error": N_("error"), "warning": N_("warning"), "note": N_("note")}


def render_concise(found: Findings, view: View) -> str:
    """Diagnostics, one line each: `file:line:column: severity [code] message`, for editors, `grep` and logs."""
    return plain_ascii("".join(f"{line(item, view.tr)}\n" for item in found.diagnostics), view)


def line(item: Diagnostic, tr: Translator) -> str:
    """A diagnostic on one line."""
    where = f"{item.span.file}:{item.span.line}:{item.span.column}: " if item.span else ""
    severity = tr.text(SEVERITIES[item.severity.value])
    return f"{one_line(where)}{severity} [{item.code}] {message_line(tr.say(item.message))}"


COLOURS = {"error": "1;31", "warning": "1;33", "note": "1;36"}
MANY = 20
"""So many findings are followed by how many there are of each kind."""


def render_full(found: Findings, view: View) -> str:
    """Diagnostics for people: where, what, the lines it speaks of, an enterprise that shows it, what to do, where to read more."""
    texts = {name: LineIndex(text) for name, text in found.texts.items()}
    blocks = ["\n".join(_block(item, texts.get(item.span.file) if item.span else None, found.confided, view)) for item in
              found.diagnostics]
    if len(blocks) >= MANY:
        blocks.append("\n".join(_kinds(found, view)))
    return plain_ascii("".join(f"{block}\n\n" for block in blocks), view)


def _block(item: Diagnostic, text: LineIndex | None, confided: Collection[str], view: View) -> Iterator[str]:
    tr, colour = view.tr, COLOURS[item.severity.value]
    where = ""
    if item.span:
        where = one_line(f"{item.span.file}:{item.span.line}:{item.span.column}")
        where = f"{paint(linked(where, whole_uri(item.span.file, view) if text else '', view), BOLD, view)}: "
    severity = f"{tr.text(SEVERITIES[item.severity.value])} [{item.code}]"
    yield f"{where}{paint(severity, colour, view)} {message_line(tr.say(item.message))}"
    framed = list(frame(item.span, text, colour, view, alone=item.span.file in confided)) if item.span and text and text.text else []
    yield from framed
    margin = " " * margin_of(item.span) if item.span and framed else " "
    yield from (f"{margin} {paint('=', FAINT, view)} {message_line(note)}" for note in (*_hanging(item, view), *notes(item, tr)))


def _hanging(item: Diagnostic, view: View) -> Iterator[str]:
    """What a finding follows from, or how many follow from it and are not shown."""
    if item.cause:
        place = item.cause.span
        where = f"{place.file}:{place.line}:{place.column} " if place else ""
        yield view.tr.say(say("follows from {place}", place=f"{where}[{item.cause.code}]"))
    elif item.consequences and not view.everything:
        more = counted(item.consequences, N_("+ {count} finding that follows from it: --all"),
                       N_("+ {count} findings that follow from it: --all"))
        yield view.tr.say(more)


def _kinds(found: Findings, view: View) -> Iterator[str]:
    """How many problems there are of each code, listed or not, most first: what to look at in a long list."""
    counts = Counter[str]()
    for code, _, count in found.most_frequent():
        counts[code] += count
    width = len(str(max(counts.values())))
    yield view.tr.text(N_("By kind:"))
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"  {count:>{width}} × {code} {view.tr.text(PAGES[code].title)}"


def render_statistics(found: Findings, view: View) -> str:
    """How many problems there are of each code, a line each: how many, code, severity, what it is; most first."""
    rows = [(str(count), code, severity.value, view.tr.text(PAGES[code].title)) for code, severity, count in found.most_frequent()]
    width = max((len(count) for count, *_ in rows), default=0)
    room = max(len(view.tr.text(word)) for word in SEVERITIES.values())
    lines = []
    for count, code, severity, title in rows:
        word = paint(f"{view.tr.text(SEVERITIES[severity]):<{room}}", COLOURS[severity], view)
        lines.append(f"{count:>{width}} × {code:<6} {word} {title}\n")
    return plain_ascii("".join(lines), view)


COUNTED = {
    "error": (N_("{count} error"), N_("{count} errors")), "warning": (N_("{count} warning"), N_("{count} warnings")),
    "note": (N_("{count} note"), N_("{count} notes")),
}
KINDS = {
    "verdicts": N_("verdicts"), "reasons": N_("conditions that decide"), "bounds": N_("bounds with their neighbours"),
    "ceilings": N_("ceilings"), "days": N_("days with their neighbours"),
}
"""What golden cases state, as `essfund.review.case_coverage` counts it."""


def totals(found: Findings, tr: Translator) -> str:
    """The lines."""
    problems = [counted(count, *COUNTED[severity]) for severity, count in found.by_severity().items() if count]
    files = max(1, len({item.span.file for item in found.diagnostics if item.span}))
    told = say("nothing to report")
    if problems:
        told = counted(files, N_("{problems} in {count} file"), N_("{problems} in {count} files"), problems=problems)
    instruments = counted(found.instruments, N_("{count} instrument examined"), N_("{count} instruments examined"))
    cases = counted(found.cases, N_("{count} golden case tried"), N_("{count} golden cases tried"))
    looked = [item for item, count in ((instruments, found.instruments), (cases, found.cases)) if count]
    lines = [say("{told}; {looked}", told=told, looked=looked) if looked else told]
    if found.coverage:
        stated, every = (sum(pair[i] for pair in found.coverage.values()) for i in (0, 1))
        partly = [
            say("{kind} {stated} of {every}", kind=say(KINDS[kind]), stated=part, every=whole)
            for kind, (part, whole) in found.coverage.items() if part < whole
        ]
        facts = say("facts stated: {stated} of {every}", stated=stated, every=every)
        lines.append(say("{facts}; incomplete: {kinds}", facts=facts, kinds=partly) if partly else facts)
    return "".join(f"{tr.say(line)}\n" for line in lines)
