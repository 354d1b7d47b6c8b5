"""Page of a diagnostic code, as text, Markdown and JSON: what is found, why it matters, an example, what to do."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from essfund.core.codes import subject_of
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.presenting.safe_text import json_text
from essfund.presenting.terminal import Line, typeset
from essfund.review.diagnostics.text import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.codes import CodePage
    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message
    from essfund.presenting.view import View

ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": N_("UTF-8 with a byte order mark"), "cp1252": N_("ANSI (Windows-1252)")}
"""How people call what a file may be saved as."""


class PageExample(NamedTuple):
    """A piece of a file, and what is said above it."""

    heading: str
    text: str


def title(code: str, page: CodePage, tr: Translator) -> str:
    """The heading of a page: the code, what it is called, how much it counts."""
    return f"{code} – {tr.text(page.title)} ({tr.text(SEVERITIES[page.severity.value])})"


def parts(page: CodePage, tr: Translator) -> Iterator[str | PageExample]:
    """The paragraphs of a page and the pieces of files that it shows."""
    yield tr.text(page.meaning)
    if page.why:
        yield tr.say(say("Why it matters: {why}", why=tr.text(page.why)))
    example = page.example
    if example and example.bad:
        file = _file(example.bad_name or example.file, example.bad_encoding, told=example.bad_encoding != "utf-8")
        yield PageExample(tr.say(say("Example, {file}:", file=file)), _piece(example.bad))
    elif example:
        yield PageExample(tr.say(say("Example, {file} without this:", file=example.file)), _piece(example.good))
    if example and example.found_in and example.found_in != example.file:
        yield tr.say(say("What is found then stands in {file}.", file=example.found_in))
    yield tr.say(say("What to do: {remedy}", remedy=tr.text(page.remedy)))
    if example and example.bad:
        encoded = example.bad_encoding != "utf-8"
        file = _file(example.file, "utf-8", told=encoded)
        heading = tr.say(say("Better, {file}:", file=file)) if example.bad_name or encoded else tr.text(N_("Better:"))
        yield PageExample(heading, _piece(example.good))


def _piece(text: str) -> str:
    return dedent(text).strip("\n")


def _file(name: str, encoding: str, *, told: bool) -> str | Message:
    return say("{file} saved as {encoding}", file=name, encoding=say(ENCODINGS[encoding])) if told else name


def render_text(code: str, page: CodePage, view: View) -> str:
    """Page of a diagnostic code as text."""
    lines = [Line(title(code, page, view.tr), "bold")]
    for part in parts(page, view.tr):
        lines += [Line(""), Line(part.heading if isinstance(part, PageExample) else part)]
        if isinstance(part, PageExample):
            lines += [Line(""), *(Line(line, indent=4) for line in part.text.split("\n"))]
    return typeset(lines, view)


def render_markdown(code: str, page: CodePage, view: View) -> str:
    """Page of a diagnostic code as Markdown: the pages of the reference are this."""
    blocks = [f"# {title(code, page, view.tr)}"]
    for part in parts(page, view.tr):
        blocks += [part.heading, f"```yaml\n{part.text}\n```"] if isinstance(part, PageExample) else [part]
    return "\n\n".join(blocks) + "\n"


def render_json(code: str, page: CodePage, view: View) -> str:
    """Page of a diagnostic code as JSON, `essfund.code/1`."""
    tr, example = view.tr, page.example
    found = {
        "schema": "essfund.code/1", "code": code, "title": tr.text(page.title), "severity": page.severity.value,
        "subject": tr.text(subject_of(code)), "meaning": tr.text(page.meaning), "why": tr.text(page.why) if page.why else None,
        "remedy": tr.text(page.remedy),
        "example": {
            "file": example.file, "bad": example.bad, "bad_name": example.bad_name or example.file,
            "bad_encoding": example.bad_encoding, "good": example.good, "found_in": example.found_in or example.bad_name or example.file,
        } if example else None,
    }
    return json_text(found)
