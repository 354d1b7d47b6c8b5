"""Formats of everything that commands write. To add one: its renderer, one line in `FORMATS`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import Either, say
from essfund.core.record import record
from essfund.core.reference import resolve

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import KW_ONLY
    from pathlib import Path

ANY_TEXT = ".txt"
"""Ending that is right for every format that is text, where `--format` names it."""


def is_missing(module: str) -> bool:
    """Whether a library is not installed."""
    from importlib.util import find_spec

    return find_spec(module) is None


@record(frozen=True)
class Format:
    """Output format; `made_by` is its renderer, `module:function`, or the module that makes the only format of a command."""

    name: str
    made_by: str
    endings: tuple[str, ...]
    _: KW_ONLY
    binary: bool = False
    """Bytes, which no terminal shows."""
    utf8: bool = False
    """A file that says itself that it is UTF-8: it is written so, whatever standard output takes."""
    needs: tuple[str, ...] = ()
    """Modules that are not among our own dependencies; `requirement` installs them."""
    requirement: str = ""
    changes: bool = False
    """A place for what differs: `--what-if`, `--since`."""
    handout: bool = False
    """The sheet to hand over, which may hold a draft of a message."""
    tables: str = "one"
    """Tables of an export: "one" that is chosen, "every" one, or "none" where the shape is its own."""
    rows: bool = False
    """Rows of a list, written as they come; the others are its summary."""
    sidecar: bool = False
    """A second file holds what this one cannot say."""

    def load(self) -> Callable[..., Any]:
        """Renderer. Raises UsageError, with the command that installs it, if a library is missing."""
        if any(is_missing(module) for module in self.needs):
            raise UsageError(
                say("the format `{name}` needs a library that is not installed", name=self.name),
                say('{python} -m pip install "{requirement}"', python=sys.executable or "python3", requirement=self.requirement),
            )
        renderer: Callable[..., Any] = resolve(self.made_by)
        return renderer

    def render(self, *content: Any) -> Any:
        """Content in this format, as text or bytes. Raises UsageError if a library is missing."""
        return self.load()(*content)

    def fits(self, ending: str) -> bool:
        """Tell whether a file of this format may end so: its own ending, one that says nothing, or that of any text."""
        return ending in self.endings or ending not in KNOWN_ENDINGS or (ending == ANY_TEXT and not self.binary)


def printed(name: str, made_by: str, *, handout: bool = False) -> Format:
    """Format that Typst makes."""
    return Format(name, made_by, (f".{name}",), binary=True, handout=handout, needs=("typst",), requirement="essfund[pictures]")


def plain(module: str, *names: str) -> tuple[Format, ...]:
    """Formats that functions of one module make, `render_` and the name, with the usual endings."""
    return tuple(Format(name, f"{module}:render_{name}", ENDINGS[name]) for name in names)


def by_name(*formats: Format) -> dict[str, Format]:
    """Formats by their names, in their order: the first is the usual one."""
    return {item.name: item for item in formats}


TEXT, JSON, JSONL, CSV, MARKDOWN, HTML = (".txt",), (".json",), (".jsonl", ".ndjson"), (".csv",), (".md",), (".html", ".htm")
DIFF = (".diff", ".patch", *TEXT)
ENDINGS = {"text": TEXT, "table": TEXT, "full": TEXT, "concise": TEXT, "json": JSON, "csv": CSV, "markdown": MARKDOWN}

REPORT = by_name(
    Format("table", "essfund.answer.first_screen:render_text", TEXT, changes=True),
    Format("json", "essfund.answer.report_json:render", JSON, changes=True),
    Format("csv", "essfund.answer.report_tables:render_csv", CSV),
    Format("xlsx", "essfund.answer.report_tables:render_xlsx", (".xlsx",), binary=True, needs=("xlsxwriter",),
           requirement="XlsxWriter>=3.2"),
    Format("fiche", "essfund.handout.sheet_formats:render_markdown", MARKDOWN, handout=True),
    Format("markdown", "essfund.answer.report_tables:render_markdown", MARKDOWN, changes=True),
    Format("html", "essfund.handout.sheet_formats:render_html", HTML, utf8=True, handout=True, needs=("jinja2",),
           requirement="essfund[html]"),
    printed("pdf", "essfund.handout.sheet_formats:render_pdf", handout=True),
    Format("docx", "essfund.handout.sheet_formats:render_docx", (".docx",), binary=True, handout=True, needs=("docx", "typst"),
           requirement="essfund[docx]"),
)
"""How a report is shown: (report, view)."""

FORMATS: dict[str, dict[str, Format]] = {
    "match": REPORT,
    "match --ics": by_name(
        Format("ics", "essfund.handout.calendar:render", (".ics",), needs=("icalendar",), requirement="essfund[calendar]"),
    ),
    "interview": REPORT,
    "explain": by_name(*plain("essfund.answer.explanation", "text", "json")),
    "explain CODE": by_name(*plain("essfund.review.diagnostics.code_page", "text", "json", "markdown")),
    "plan": by_name(
        Format("table", "essfund.financing_plan.plan_page:render", TEXT),
        Format("json", "essfund.financing_plan.plan_json:render", JSON),
        Format("markdown", "essfund.financing_plan.plan_tables:render_markdown", MARKDOWN),
        Format("csv", "essfund.financing_plan.plan_tables:render_csv", CSV),
        Format("html", "essfund.financing_plan.plan_formats:render_html", HTML, utf8=True, needs=("jinja2",),
               requirement="essfund[html]"),
        printed("pdf", "essfund.financing_plan.plan_formats:render_pdf"),
        Format("docx", "essfund.financing_plan.plan_formats:render_docx", (".docx",), binary=True, needs=("docx", "typst"),
               requirement="essfund[docx]"),
        Format("svg", "essfund.financing_plan.plan_formats:render_svg", (".svg",), utf8=True),
        Format("xlsx", "essfund.financing_plan.plan_workbook:render", (".xlsx",), binary=True, needs=("xlsxwriter",),
               requirement="XlsxWriter>=3.2"),
    ),
    "screen": by_name(
        *plain("essfund.screening.summary", "table", "markdown", "json"),
        Format("csv", "essfund.screening.row_files:write_csv", CSV, rows=True),
        Format("jsonl", "essfund.screening.row_files:write_jsonl", JSONL, rows=True),
        Format("parquet", "essfund.screening.row_parquet:write_parquet", (".parquet",), binary=True, rows=True, needs=("pyarrow",),
               requirement="pyarrow>=17"),
        Format("xlsx", "essfund.screening.row_files:write_xlsx", (".xlsx",), binary=True, rows=True, needs=("xlsxwriter",),
               requirement="XlsxWriter>=3.2"),
    ),
    "screen --columns": by_name(*plain("essfund.screening.known_columns", "table", "json")),
    "compare": by_name(*plain("essfund.answer.compare", "text", "markdown", "json")),
    "tools list": by_name(*plain("essfund.exchange.tools_list", "table", "json", "csv", "markdown")),
    "tools show": by_name(*plain("essfund.exchange.tool_sheet", "text", "json")),
    "words": by_name(*plain("essfund.exchange.words_list", "text", "markdown", "json")),
    "validate": by_name(
        *plain("essfund.review.diagnostics.text", "full", "concise"),
        Format("json", "essfund.review.diagnostics.json:render", JSON),
        Format("github", "essfund.review.diagnostics.ci_formats:render_github", TEXT),
        Format("sarif", "essfund.review.diagnostics.ci_formats:render_sarif", (".sarif", *JSON)),
        Format("junit", "essfund.review.diagnostics.ci_formats:render_junit", (".xml",)),
    ),
    "validate --statistics": by_name(
        Format("full", "essfund.review.diagnostics.text:render_statistics", TEXT),
        Format("json", "essfund.review.diagnostics.json:render", JSON),
    ),
    "case": by_name(Format("yaml", "essfund.authoring.profile_case", (".yaml", ".yml", *TEXT))),
    "verify": by_name(
        Format("text", "essfund.handout.verification:render_text", TEXT),
        Format("markdown", "essfund.handout.verification:render_markdown", MARKDOWN),
        Format("docx", "essfund.handout.verification:render_docx", (".docx",), binary=True, needs=("docx", "typst"),
               requirement="essfund[docx]"),
    ),
    "verify --confirmed-on": by_name(Format("text", "essfund.authoring.confirmation", TEXT)),
    "validate --due": by_name(*plain("essfund.review.work_list", "table", "json", "csv")),
    "validate --diff": by_name(Format("diff", "essfund.authoring.fix", DIFF)),
    "diff": by_name(
        Format("text", "essfund.review.diff.text:render_text", TEXT),
        Format("markdown", "essfund.review.diff.text:render_markdown", MARKDOWN),
        Format("json", "essfund.review.diff.json:render", JSON),
    ),
    "coverage": by_name(
        *plain("essfund.landscape.coverage_formats", "text", "markdown", "json", "csv"),
        Format("svg", "essfund.landscape.coverage_picture:svg", (".svg",), utf8=True),
        printed("png", "essfund.landscape.coverage_picture:png"),
        printed("pdf", "essfund.landscape.coverage_picture:pdf"),
    ),
    "map": by_name(
        Format("text", "essfund.landscape.map_text:render", TEXT),
        Format("svg", "essfund.landscape.map_picture:render", (".svg",), utf8=True),
        Format("html", "essfund.landscape.map_html:render", HTML, utf8=True),
        printed("png", "essfund.landscape.map_picture:png"),
        printed("pdf", "essfund.landscape.map_picture:pdf"),
    ),
    "export": by_name(
        Format("csv", "essfund.exchange.exporting.text_files:write_csv", CSV),
        Format("json", "essfund.exchange.exporting.text_files:write_json", JSON, tables="none"),
        Format("jsonl", "essfund.exchange.exporting.text_files:write_jsonl", JSONL),
        Format("xlsx", "essfund.exchange.exporting.binary_files:write_xlsx", (".xlsx",), tables="every", binary=True,
               needs=("xlsxwriter",), requirement="XlsxWriter>=3.2"),
        Format("parquet", "essfund.exchange.exporting.binary_files:write_parquet", (".parquet",), binary=True, needs=("pyarrow",),
               requirement="pyarrow>=17"),
        Format("markdown", "essfund.exchange.exporting.text_files:write_markdown", MARKDOWN),
        Format("html", "essfund.exchange.exporting.text_files:write_html", HTML, needs=("jinja2",), requirement="Jinja2>=3.1"),
        Format("dispositif-aide", "essfund.exchange.exporting.dispositif_files:write_csv", CSV, tables="none", sidecar=True),
    ),
    "export --sidecar": by_name(Format("json", "essfund.exchange.exporting.dispositif_files:write_sidecar", JSON)),
    "export --datapackage": by_name(Format("json", "essfund.exchange.exporting.data_package:write", JSON)),
    "init": by_name(Format("text", "essfund.authoring.region", TEXT)),
    "new": by_name(Format("yaml", "essfund.authoring.new", (".yaml", ".yml", *TEXT))),
    "new --write": by_name(Format("text", "essfund.authoring.new", TEXT)),
    "schema": by_name(Format("json", "essfund.loading.schemas", JSON)),
    "boundaries": by_name(
        Format("text", "essfund.review.boundaries:text", TEXT),
        Format("markdown", "essfund.review.boundaries:markdown", MARKDOWN),
        Format("json", "essfund.review.boundaries:json", JSON),
    ),
}
"""Formats by the command, and the option, that writes them. (`import` writes a directory.)"""

MAP_VIEWS = by_name(
    Format("stages", "essfund.presenting.charts.stages:draw", ()),
    Format("amounts", "essfund.landscape.map_amounts:draw", ()),
)
"""What a picture of `map` shows: (canvas, chart, speaker, left, top, room) -> where it ends."""

FOREIGN = frozenset({
    ".doc", ".odt", ".rtf", ".xls", ".ods", ".tsv", ".ppt", ".pptx", ".odp", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".gz",
})
"""Endings of other programs' files, which no format here is."""

KNOWN_ENDINGS = FOREIGN.union(ending for formats in FORMATS.values() for item in formats.values() for ending in item.endings)
"""Endings that say what a file is; any other says nothing."""


def endings_of(command: str) -> dict[str, Format]:
    """Endings that a command can write, each with the format it leads to: the first that has it."""
    formats = FORMATS[command].values()
    leading = {ending: item for item in reversed(formats) for ending in item.endings}
    return {ending: leading[ending] for item in formats for ending in item.endings}


def chosen_format(command: str, name: str | None, path: Path | None) -> Format:
    """Format of a result: by name, by the ending of its file, or the first. Raises UsageError for a name or ending that misleads."""
    formats, endings, ending = FORMATS[command], endings_of(command), path.suffix.lower() if path else ""
    if name is not None and name not in formats:
        raise UsageError(say("the format `{name}` cannot hold this", name=name),
                         say("give one of these: {words}", words=Either(tuple(formats))))
    if name is not None:
        if ending and not formats[name].fits(ending):
            raise UsageError(say("the format `{name}` is no `{ending}` file", name=name, ending=ending),
                             say("give one of these endings: {words}", words=Either(formats[name].endings)))
        return formats[name]
    if ending and ending not in endings:
        words = Either(tuple(endings))
        raise UsageError(say("no format of this command is a `{ending}` file", ending=ending),
                         say("give --format, or one of these endings: {words}", words=words) if len(formats) > 1
                         else say("give one of these endings: {words}", words=words))
    return endings.get(ending, next(iter(formats.values())))
