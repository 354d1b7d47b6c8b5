"""The page of a diagnostic code as JSON, `essfund.code/1`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import subject_of
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from essfund.core.codes import CodePage
    from essfund.presenting.view import View

SCHEMA = "essfund.code/1"


def render(code: str, page: CodePage, view: View) -> str:
    """Return the whole page. The pieces of the example are as they stand in the file."""
    tr, example = view.tr, page.example
    found = {
        "schema": SCHEMA,
        "code": code,
        "title": tr.text(page.title),
        "severity": page.severity.value,
        "subject": tr.text(subject_of(code)),
        "meaning": tr.text(page.meaning),
        "why": tr.text(page.why) if page.why else None,
        "remedy": tr.text(page.remedy),
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
