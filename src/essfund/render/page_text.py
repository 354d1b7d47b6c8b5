"""The page of a diagnostic code as text: what, why, an example, what to do. The pages of the docs are made of the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.messages import N_, say
from essfund.render.diagnostics_concise import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.codes import Code
    from essfund.language.speaker import Speaker


def page_text(code: str, page: Code, speak: Speaker) -> str:
    """Return the whole page in one language."""
    return "\n".join(_lines(code, page, speak)) + "\n"


def _lines(code: str, page: Code, speak: Speaker) -> Iterator[str]:
    yield f"{code} – {speak.text(page.title)} ({speak.text(SEVERITIES[page.severity.value])})"
    yield ""
    yield speak.text(page.meaning)
    if page.why:
        yield ""
        yield speak.say(say("Why it matters: {why}", why=speak.text(page.why)))
    yield ""
    yield speak.say(say("What to do: {remedy}", remedy=speak.text(page.remedy)))
    if page.example:
        for heading, text in ((N_("Example, {file}:"), page.example.bad), (N_("Better:"), page.example.good)):
            yield ""
            yield speak.text(heading).format(file=page.example.file)
            yield ""
            yield from (f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
