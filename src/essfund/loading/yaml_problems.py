"""What the YAML parser refuses, said so that the person who wrote the file knows what to do."""

from __future__ import annotations

import re
from typing import Any

from essfund.core.messages import N_, Message, say
from essfund.core.named_tuple import NamedTuple

TAGGED = N_("a tag, which begins with `!`, is not used here: put the value between quotes")

PROBLEMS: dict[str, str] = {
    "did not find expected ',' or ']'": N_("a list begun with `[` is not closed, or a comma is missing in it"),
    "did not find expected ',' or '}'": N_("a group begun with `{{` is not closed, or a comma is missing in it"),
    "mapping values are not allowed in this context": N_("there is a colon too many, or this line is indented too far"),
    "block sequence entries are not allowed in this context": N_("a dash that begins a list must begin its line"),
    "found character that cannot start any token": N_("a value cannot begin with this character: a tab, `@`, a backquote or `%`"),
    "found a tab character that violates indentation": N_("this line is indented with a tab: use spaces"),
    "found a tab character where an indentation space is expected": N_("this line is indented with a tab: use spaces"),
    "mapping keys are not allowed in this context": N_("a question mark stands where a value is expected: put the value between quotes"),
    "found unexpected ':'": N_("there is a colon too many, or this line is indented too far"),
    "found an indentation indicator equal to 0": N_("behind `|` or `>` the text begins on the next line"),
    "found invalid Unicode character escape code": N_("between double quotes, a backslash must be written twice"),
    **dict.fromkeys((
        "did not find expected tag URI", "did not find expected '!'", "did not find the expected '>'", "found undefined tag handle",
        "did not find URI escaped octet", "did not find expected whitespace or line break",
    ), TAGGED),
    "found unexpected end of stream": N_("a quote is opened and never closed"),
    "found unexpected document indicator": N_("a quote is opened and never closed"),
    "could not find expected ':'": N_("a colon is missing behind a key"),
    "did not find expected key": N_(
        "this line is not indented like those around it, or something stands behind a closed quote or bracket"),
    "did not find expected '-' indicator": N_("a list ends here without warning: its lines begin with a dash, all indented alike"),
    "did not find expected node content": N_("a bracket, brace or comma stands where a value is expected"),
    "did not find expected <document start>": N_("something stands behind the end of the file, `...`"),
    "found unknown escape character": N_("between double quotes, a backslash must be written twice"),
    "did not find expected hexdecimal number": N_("between double quotes, a backslash must be written twice"),
    "did not find expected alphabetic or numeric character": N_("a name is missing behind `&` or `*`: put the value between quotes"),
    "did not find expected comment or line break": N_("behind `|` or `>` the text begins on the next line"),
}
"""What libyaml says, and what it means; the two readers say the same where both know it."""


UNKNOWN = N_("something stands here, or just before, that cannot be read")
NEVER_FIRST = "found character that cannot start any token"
UNCLOSED = {"found unexpected end of stream", "found unexpected document indicator"}
USUAL = say("look at this line and the one before: indentation, quotes, colons")
CLOSE_IT = say("close it on the line where the text ends")
STRAIGHT = say("a text begun with a straight quote ends with a straight quote: the one here is typographic")
TYPOGRAPHIC = re.compile("[“”„‟‘’‚‛]\\s*$")
SWALLOWED = re.compile(r"\n\s*(?:- +)?[\w-]+:\s")
"""A key on another line inside a quoted text: the quote that was to close it is missing, and the next one closed it instead."""


class Refusal(NamedTuple):
    """What is wrong with a text, what to do, and the offset at which the person must look."""

    message: Message
    help: Message
    offset: int | None


def refusal(error: Any, text: str, last: Any) -> Refusal:
    """Say why the parser refused a text; `last` is the last event before. What is in no list is never told in the parser's words."""
    problem, mark = str(error.problem or error.context or ""), error.problem_mark or error.context_mark
    if problem in UNCLOSED and error.context_mark:
        return _unclosed(text, PROBLEMS[problem], error.context_mark.index)
    if getattr(last, "style", None) in {"'", '"'} and SWALLOWED.search(text, last.start_mark.index, last.end_mark.index):
        return _unclosed(text, N_("a quote is opened here and closed by the next one only, lines below"), last.start_mark.index)
    meaning = PROBLEMS.get(problem, UNKNOWN)
    if problem == NEVER_FIRST and mark and text[mark.index : mark.index + 1] == "\t":
        indents = not text[text.rfind("\n", 0, mark.index) + 1 : mark.index].strip()
        meaning = N_("this line is indented with a tab: use spaces") if indents else N_("a tab stands here: use spaces")
    return Refusal(invalid(meaning), USUAL, mark.index if mark else None)


def _unclosed(text: str, meaning: str, offset: int) -> Refusal:
    """Say that a quote is not closed, at the place where it opens."""
    end = text.find("\n", offset)
    line = text[offset + 1 : end if end >= 0 else len(text)]
    return Refusal(invalid(meaning), STRAIGHT if TYPOGRAPHIC.search(line) else CLOSE_IT, offset)


def invalid(meaning: str) -> Message:
    """Say what is wrong with a text."""
    return say("this is not valid YAML: {problem}", problem=Message(meaning))
