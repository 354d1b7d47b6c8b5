"""Output formats. Each name leads to one module with one function; nothing is imported before it is asked for.

To add a format: write the module, add its line here. `--format` choices, documentation and tests derive from these tables.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

REPORT_FORMATS: dict[str, str] = {
    "table": "essfund.answer.report_table:render",
    "json": "essfund.answer.report_json:render",
    "csv": "essfund.answer.report_csv:render",
    "markdown": "essfund.answer.report_markdown:render",
    "fiche": "essfund.handout.markdown:render",
    "html": "essfund.handout.html:render",
    "pdf": "essfund.handout.pdf:render",
    "docx": "essfund.handout.docx:render",
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
    "full": "essfund.review.diagnostics.full:render",
    "concise": "essfund.review.diagnostics.concise:render",
    "json": "essfund.review.diagnostics.json:render",
    "github": "essfund.review.diagnostics.github:render",
    "sarif": "essfund.review.diagnostics.sarif:render",
    "junit": "essfund.review.diagnostics.junit:render",
}
"""How `validate` shows what it found: (findings, view) -> text."""

TOOLS_FORMATS: dict[str, str] = {
    "table": "essfund.exchange.tools_table:render",
    "json": "essfund.exchange.tools_json:render",
    "csv": "essfund.exchange.tools_csv:render",
    "markdown": "essfund.exchange.tools_markdown:render",
}
"""How `tools list` shows instruments: (catalogue, listing, view) -> text."""

SHEET_FORMATS: dict[str, str] = {
    "text": "essfund.exchange.tool_text:render",
    "json": "essfund.exchange.tool_json:render",
}
"""How `tools show` shows one instrument: (catalogue, instrument, day, view) -> text."""

EXPLANATION_FORMATS: dict[str, str] = {
    "text": "essfund.answer.explanation_text:render",
    "json": "essfund.answer.explanation_json:render",
}
"""How `explain` shows one result: (report, result, changes, view) -> text."""

SIDE_BY_SIDE_FORMATS: dict[str, str] = {
    "text": "essfund.answer.compare_text:render",
    "markdown": "essfund.answer.compare_markdown:render",
    "json": "essfund.answer.compare_json:render",
}
"""How `compare` shows instruments side by side: (report, results, view) -> text."""

PAGE_FORMATS: dict[str, str] = {
    "text": "essfund.review.diagnostics.page_text:render",
    "json": "essfund.review.diagnostics.page_json:render",
    "markdown": "essfund.review.diagnostics.page_markdown:render",
}
"""How `explain` shows the page of a diagnostic code: (code, page, view) -> text."""

BOUNDARY_FORMATS: dict[str, str] = {
    "text": "essfund.presenting.boundaries:text",
    "markdown": "essfund.presenting.boundaries:markdown",
    "json": "essfund.presenting.boundaries:json",
}
"""How `boundaries` shows where an answer turns: (catalogue, instrument, day, boundaries by number, view) -> text."""

COVERAGE_FORMATS: dict[str, str] = {
    "text": "essfund.landscape.coverage_text:render",
    "markdown": "essfund.landscape.coverage_markdown:render",
    "json": "essfund.landscape.coverage_json:render",
    "csv": "essfund.landscape.coverage_csv:render",
    "svg": "essfund.landscape.coverage_picture:svg",
    "png": "essfund.landscape.coverage_picture:png",
    "pdf": "essfund.landscape.coverage_picture:pdf",
}
"""How `coverage` shows where nothing exists: (catalogue, shortages, view) -> text."""

COMPARISON_FORMATS: dict[str, str] = {
    "text": "essfund.review.diff.text:render",
    "markdown": "essfund.review.diff.markdown:render",
    "json": "essfund.review.diff.json:render",
}
"""How `diff` shows what differs: (comparison, view) -> text."""


MAP_FORMATS: dict[str, str] = {
    "text": "essfund.landscape.map_text:render",
    "svg": "essfund.landscape.map_svg:render",
    "html": "essfund.landscape.map_html:render",
    "png": "essfund.landscape.map_picture:png",
    "pdf": "essfund.landscape.map_picture:pdf",
}
"""How `map` draws the landscape: (chart, view, kind, width) -> text or bytes."""

MAP_VIEWS: dict[str, str] = {
    "stages": "essfund.presenting.charts.stages:draw",
    "amounts": "essfund.landscape.map_amounts:draw",
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
