"""The page of a diagnostic code as JSON, `essfund.code/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.codes import subject_of
from essfund.render.safe import json_text

if TYPE_CHECKING:
    from essfund.codes import Code
    from essfund.render.view import View

SCHEMA = "essfund.code/1"


def render(code: str, page: Code, view: View) -> str:
    """Return the whole page. The pieces of the example are as they stand in the file."""
    speak, example = view.speak, page.example
    found = {
        "schema": SCHEMA,
        "code": code,
        "title": speak.text(page.title),
        "severity": page.severity.value,
        "subject": speak.text(subject_of(code)),
        "meaning": speak.text(page.meaning),
        "why": speak.text(page.why) if page.why else None,
        "remedy": speak.text(page.remedy),
        "example": {
            "file": example.file,
            "bad": example.bad,
            "bad_name": example.bad_name or example.file,
            "bad_encoding": example.bad_encoding,
            "good": example.good,
            "found_in": example.found_in or example.bad_name or example.file,
        } if example else None,
    }
    return json_text(found)
