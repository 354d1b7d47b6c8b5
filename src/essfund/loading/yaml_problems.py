"""What the YAML parser refuses, said so that the person who wrote the file knows what to do."""

from __future__ import annotations

from essfund.core.messages import N_, Message, say

PROBLEMS: dict[str, str] = {
    "did not find expected ',' or ']'": N_("a list begun with `[` is not closed, or a comma is missing in it"),
    "did not find expected ',' or '}'": N_("a group begun with `{` is not closed, or a comma is missing in it"),
    "mapping values are not allowed in this context": N_("there is a colon too many, or this line is indented too far"),
    "block sequence entries are not allowed in this context": N_("a dash that begins a list must begin its line"),
    "found character that cannot start any token": N_("a value cannot begin with this character: a tab, `@`, a backquote or `%`"),
    "found a tab character that violates indentation": N_("this line is indented with a tab: use spaces"),
    "found unexpected end of stream": N_("a quote is opened and never closed"),
    "found unexpected document indicator": N_("a quote is not closed before this line"),
    "could not find expected ':'": N_("a colon is missing behind a key"),
    "did not find expected key": N_("this line is not indented like those around it, or something stands behind a closed quote or bracket"),
    "did not find expected '-' indicator": N_("a list ends here without warning: its lines begin with a dash, all indented alike"),
    "did not find expected node content": N_("a bracket, brace or comma stands where a value is expected"),
    "did not find expected <document start>": N_("something stands behind the end of the file, `...`"),
    "found unknown escape character": N_("between double quotes, a backslash must be written twice"),
    "did not find expected hexdecimal number": N_("between double quotes, a backslash must be written twice"),
    "did not find expected alphabetic or numeric character": N_("a name is missing behind `&` or `*`: put the value between quotes"),
    "did not find expected comment or line break": N_("behind `|` or `>` the text begins on the next line"),
}
"""What libyaml says, and what it means; the two readers say the same where both know it."""


def invalid(problem: str) -> Message:
    """Say what is wrong with a text; what is in no list is told as the parser tells it."""
    meaning = PROBLEMS.get(problem)
    return say("this is not valid YAML: {problem}", problem=Message(meaning) if meaning else problem)
