"""What the page of a diagnostic code says, in order: what is found, why it matters, an example, what to do."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from essfund.messages import N_, say
from essfund.render.diagnostics_concise import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.codes import Code, Example
    from essfund.language.speaker import Speaker
    from essfund.messages import Message

ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": N_("UTF-8 with a byte order mark"), "cp1252": N_("ANSI (Windows-1252)")}
"""How people call what a file may be saved as."""


class Piece(NamedTuple):
    """A piece of a file, and what is said above it."""

    heading: str
    text: str


def title(code: str, page: Code, speak: Speaker) -> str:
    """Return the heading of a page: the code, what it is called, how much it counts."""
    return f"{code} – {speak.text(page.title)} ({speak.text(SEVERITIES[page.severity.value])})"


def parts(page: Code, speak: Speaker) -> Iterator[str | Piece]:
    """Yield the paragraphs of a page and the pieces of files that it shows."""
    yield speak.text(page.meaning)
    if page.why:
        yield speak.say(say("Why it matters: {why}", why=speak.text(page.why)))
    if page.example:
        yield from _bad(page.example, speak)
    yield speak.say(say("What to do: {remedy}", remedy=speak.text(page.remedy)))
    if page.example and page.example.bad:
        yield _good(page.example, speak)


def _bad(example: Example, speak: Speaker) -> Iterator[str | Piece]:
    if example.bad:
        file = _file(example.bad_name or example.file, example.bad_encoding, told=example.bad_encoding != "utf-8")
        yield Piece(speak.say(say("Example, {file}:", file=file)), _shown(example.bad))
    else:
        yield Piece(speak.say(say("Example, {file} without this:", file=example.file)), _shown(example.good))
    if example.found_in and example.found_in != example.file:
        yield speak.say(say("What is found then stands in {file}.", file=example.found_in))


def _good(example: Example, speak: Speaker) -> Piece:
    encoded = example.bad_encoding != "utf-8"
    if not example.bad_name and not encoded:
        return Piece(speak.text(N_("Better:")), _shown(example.good))
    return Piece(speak.say(say("Better, {file}:", file=_file(example.file, "utf-8", told=encoded))), _shown(example.good))


def _file(name: str, encoding: str, *, told: bool) -> str | Message:
    return say("{file} saved as {encoding}", file=name, encoding=say(ENCODINGS[encoding])) if told else name


def _shown(text: str) -> str:
    return dedent(text).strip("\n")
