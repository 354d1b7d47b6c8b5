"""Output formats. Each name leads to one module with one function; nothing is imported before it is asked for.

To add a format: write the module, add its line here. `--format` choices, documentation and tests derive from these tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT_FORMATS: dict[str, str] = {
    "table": "essfund.render.report_table:render",
    "json": "essfund.render.report_json:render",
    "csv": "essfund.render.report_csv:render",
    "markdown": "essfund.render.report_markdown:render",
    "fiche": "essfund.render.handout_markdown:render",
    "html": "essfund.render.handout_html:render",
    "pdf": "essfund.render.handout_pdf:render",
    "docx": "essfund.render.handout_docx:render",
}
"""How `match` shows a report: (report, view) -> text or bytes."""

REPORT_ENDINGS: dict[str, str] = {
    ".md": "fiche", ".html": "html", ".htm": "html", ".pdf": "pdf", ".docx": "docx", ".json": "json", ".csv": "csv",
}
"""What `match --output` writes where no format is given, by the ending of the file; the first format of all else."""

HANDOUTS = frozenset({"fiche", "html", "pdf", "docx"})
"""Formats of `match` that are the sheet to hand over."""

WITH_SHIFTS = ("table", "markdown", "json")
"""Formats of `match` that have a place for what differs: `--what-if`, `--since`."""

DIAGNOSTIC_FORMATS: dict[str, str] = {
    "full": "essfund.render.diagnostics_full:render",
    "concise": "essfund.render.diagnostics_concise:render",
    "json": "essfund.render.diagnostics_json:render",
    "github": "essfund.render.diagnostics_github:render",
    "sarif": "essfund.render.diagnostics_sarif:render",
    "junit": "essfund.render.diagnostics_junit:render",
}
"""How `validate` shows what it found: (findings, view) -> text."""

TOOLS_FORMATS: dict[str, str] = {
    "table": "essfund.render.tools_table:render",
    "json": "essfund.render.tools_json:render",
    "csv": "essfund.render.tools_csv:render",
    "markdown": "essfund.render.tools_markdown:render",
}
"""How `tools list` shows instruments: (catalogue, listing, view) -> text."""

SHEET_FORMATS: dict[str, str] = {
    "text": "essfund.render.sheet_text:render",
    "json": "essfund.render.sheet_json:render",
}
"""How `tools show` shows one instrument: (catalogue, instrument, day, view) -> text."""

EXPLANATION_FORMATS: dict[str, str] = {
    "text": "essfund.render.explanation_text:render",
    "json": "essfund.render.explanation_json:render",
}
"""How `explain` shows one result: (report, result, changes, view) -> text."""

SIDE_BY_SIDE_FORMATS: dict[str, str] = {
    "text": "essfund.render.side_by_side_text:render",
    "markdown": "essfund.render.side_by_side_markdown:render",
    "json": "essfund.render.side_by_side_json:render",
}
"""How `compare` shows instruments side by side: (report, results, view) -> text."""

PAGE_FORMATS: dict[str, str] = {
    "text": "essfund.render.page_text:render",
    "json": "essfund.render.page_json:render",
    "markdown": "essfund.render.page_markdown:render",
}
"""How `explain` shows the page of a diagnostic code: (code, page, view) -> text."""

BOUNDARY_FORMATS: dict[str, str] = {
    "text": "essfund.render.boundaries:text",
    "markdown": "essfund.render.boundaries:markdown",
    "json": "essfund.render.boundaries:json",
}
"""How `boundaries` shows where an answer turns: (catalogue, instrument, day, boundaries by number, view) -> text."""

COVERAGE_FORMATS: dict[str, str] = {
    "text": "essfund.render.coverage_text:render",
    "markdown": "essfund.render.coverage_markdown:render",
    "json": "essfund.render.coverage_json:render",
    "csv": "essfund.render.coverage_csv:render",
    "svg": "essfund.render.coverage_picture:svg",
    "png": "essfund.render.coverage_picture:png",
    "pdf": "essfund.render.coverage_picture:pdf",
}
"""How `coverage` shows where nothing exists: (catalogue, shortages, view) -> text."""

COMPARISON_FORMATS: dict[str, str] = {
    "text": "essfund.render.comparison_text:render",
    "markdown": "essfund.render.comparison_markdown:render",
    "json": "essfund.render.comparison_json:render",
}
"""How `diff` shows what differs: (comparison, view) -> text."""


MAP_FORMATS: dict[str, str] = {
    "text": "essfund.render.map_text:render",
    "svg": "essfund.render.map_svg:render",
    "html": "essfund.render.map_html:render",
    "png": "essfund.render.map_picture:png",
    "pdf": "essfund.render.map_picture:pdf",
}
"""How `map` draws the landscape: (chart, view, kind, width) -> text or bytes."""

MAP_VIEWS: dict[str, str] = {
    "stages": "essfund.render.map_stages:draw",
    "amounts": "essfund.render.map_amounts:draw",
}
"""What a picture of `map` shows: (canvas, chart, speaker, left, top, room) -> where it ends."""

BINARY = frozenset({"png", "pdf", "docx"})
"""Formats that are bytes: no terminal shows them."""

UTF8 = frozenset({"svg", "html"})
"""Formats that say themselves that they are UTF-8: they are written so, whatever the terminal takes."""


def renderer(formats: dict[str, str], name: str) -> Callable[..., Any]:
    """Return the function behind a format."""
    module, _, function = formats[name].partition(":")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found
