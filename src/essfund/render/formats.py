"""Formats of everything that commands write. To add one: its renderer module, one line in `FORMATS`.

The choices and the help of `--format`, the endings that `--output` takes, documentation and tests derive from this registry.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from essfund.errors import UsageError
from essfund.extras import require
from essfund.messages import Either, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANY_TEXT = ".txt"
"""Ending that is right for every format that is text, where `--format` names it."""


@dataclass(frozen=True)
class Format:
    """Output format, with the place of its renderer, `module:function`, imported when it is used.

    A module alone makes the text of a command that has only one format.
    """

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
    sidecar: bool = False
    """A second file holds what this one cannot say."""

    def load(self) -> Callable[..., Any]:
        """Return the renderer. Raises UsageError, with the command that installs it, if a library is missing."""
        for module in self.needs:
            require(self.name, module, self.requirement)
        path, _, function = self.made_by.partition(":")
        renderer: Callable[..., Any] = getattr(import_module(path), function)
        return renderer

    def render(self, *content: Any) -> Any:
        """Return content in this format, as text or bytes. Raises UsageError if a library is missing."""
        return self.load()(*content)

    def fits(self, ending: str) -> bool:
        """Tell whether a file of this format may end so: its own ending, one that says nothing, or that of any text."""
        return ending in self.endings or ending not in KNOWN_ENDINGS or (ending == ANY_TEXT and not self.binary)


def printed(name: str, made_by: str, *, handout: bool = False) -> Format:
    """Return a format that Typst makes."""
    return Format(name, made_by, (f".{name}",), binary=True, handout=handout, needs=("typst",), requirement="essfund[pictures]")


def by_name(*formats: Format) -> dict[str, Format]:
    """Return formats by their names, in their order: the first is the usual one."""
    return {item.name: item for item in formats}


TEXT, JSON, CSV, MARKDOWN, HTML = (".txt",), (".json",), (".csv",), (".md",), (".html", ".htm")
DIFF = (".diff", ".patch", *TEXT)

REPORT = by_name(
    Format("table", "essfund.render.report_table:render", TEXT, changes=True),
    Format("json", "essfund.render.report_json:render", JSON, changes=True),
    Format("csv", "essfund.render.report_csv:render", CSV),
    Format("fiche", "essfund.render.handout_markdown:render", MARKDOWN, handout=True),
    Format("markdown", "essfund.render.report_markdown:render", MARKDOWN, changes=True),
    Format("html", "essfund.render.handout_html:render", HTML, utf8=True, handout=True, needs=("jinja2",), requirement="essfund[html]"),
    printed("pdf", "essfund.render.handout_pdf:render", handout=True),
    Format("docx", "essfund.render.handout_docx:render", (".docx",), binary=True, handout=True, needs=("docx", "typst"),
           requirement="essfund[docx]"),
)
"""How a report is shown: (report, view)."""

FORMATS: dict[str, dict[str, Format]] = {
    "match": REPORT,
    "match --ics": by_name(
        Format("ics", "essfund.render.milestones_ics:render", (".ics",), needs=("icalendar",), requirement="essfund[calendar]"),
    ),
    "interview": REPORT,
    "explain": by_name(
        Format("text", "essfund.render.explanation_text:render", TEXT),
        Format("json", "essfund.render.explanation_json:render", JSON),
    ),
    "explain CODE": by_name(
        Format("text", "essfund.render.page_text:render", TEXT),
        Format("json", "essfund.render.page_json:render", JSON),
        Format("markdown", "essfund.render.page_markdown:render", MARKDOWN),
    ),
    "compare": by_name(
        Format("text", "essfund.render.side_by_side_text:render", TEXT),
        Format("markdown", "essfund.render.side_by_side_markdown:render", MARKDOWN),
        Format("json", "essfund.render.side_by_side_json:render", JSON),
    ),
    "tools list": by_name(
        Format("table", "essfund.render.tools_table:render", TEXT),
        Format("json", "essfund.render.tools_json:render", JSON),
        Format("csv", "essfund.render.tools_csv:render", CSV),
        Format("markdown", "essfund.render.tools_markdown:render", MARKDOWN),
    ),
    "tools show": by_name(
        Format("text", "essfund.render.sheet_text:render", TEXT),
        Format("json", "essfund.render.sheet_json:render", JSON),
    ),
    "validate": by_name(
        Format("full", "essfund.render.diagnostics_full:render", TEXT),
        Format("concise", "essfund.render.diagnostics_concise:render", TEXT),
        Format("json", "essfund.render.diagnostics_json:render", JSON),
        Format("github", "essfund.render.diagnostics_github:render", TEXT),
        Format("sarif", "essfund.render.diagnostics_sarif:render", (".sarif", *JSON)),
        Format("junit", "essfund.render.diagnostics_junit:render", (".xml",)),
    ),
    "validate --diff": by_name(Format("diff", "essfund.reading.fixing", DIFF)),
    "diff": by_name(
        Format("text", "essfund.render.comparison_text:render", TEXT),
        Format("markdown", "essfund.render.comparison_markdown:render", MARKDOWN),
        Format("json", "essfund.render.comparison_json:render", JSON),
    ),
    "coverage": by_name(
        Format("text", "essfund.render.coverage_text:render", TEXT),
        Format("markdown", "essfund.render.coverage_markdown:render", MARKDOWN),
        Format("json", "essfund.render.coverage_json:render", JSON),
        Format("csv", "essfund.render.coverage_csv:render", CSV),
        Format("svg", "essfund.render.coverage_picture:svg", (".svg",), utf8=True),
        printed("png", "essfund.render.coverage_picture:png"),
        printed("pdf", "essfund.render.coverage_picture:pdf"),
    ),
    "map": by_name(
        Format("text", "essfund.render.map_text:render", TEXT),
        Format("svg", "essfund.render.map_svg:render", (".svg",), utf8=True),
        Format("html", "essfund.render.map_html:render", HTML, utf8=True),
        printed("png", "essfund.render.map_picture:png"),
        printed("pdf", "essfund.render.map_picture:pdf"),
    ),
    "export": by_name(
        Format("csv", "essfund.exports.csv_file:write", CSV),
        Format("json", "essfund.exports.json_file:write", JSON, tables="none"),
        Format("jsonl", "essfund.exports.jsonl_file:write", (".jsonl", ".ndjson")),
        Format("xlsx", "essfund.exports.xlsx_file:write", (".xlsx",), tables="every", binary=True, needs=("xlsxwriter",),
               requirement="XlsxWriter>=3.2"),
        Format("parquet", "essfund.exports.parquet_file:write", (".parquet",), binary=True, needs=("pyarrow",),
               requirement="pyarrow>=17"),
        Format("markdown", "essfund.exports.markdown_file:write", MARKDOWN),
        Format("html", "essfund.exports.html_file:write", HTML, needs=("jinja2",), requirement="Jinja2>=3.1"),
        Format("dispositif-aide", "essfund.exports.dispositif_aide:write", CSV, tables="none", sidecar=True),
    ),
    "export --sidecar": by_name(Format("json", "essfund.exports.sidecar:write", JSON)),
    "new": by_name(Format("yaml", "essfund.writing.drafting", (".yaml", ".yml", *TEXT))),
    "new --write": by_name(Format("text", "essfund.writing.drafting", TEXT)),
    "schema": by_name(Format("json", "essfund.reading.schemas", JSON)),
    "boundaries": by_name(Format("diff", "essfund.reading.boundaries", DIFF)),
    "boundaries --write": by_name(Format("text", "essfund.reading.boundaries", TEXT)),
}
"""Formats by the command, and the option, that writes them. (`import` writes a directory.)"""

MAP_VIEWS = by_name(
    Format("stages", "essfund.render.map_stages:draw", ()),
    Format("amounts", "essfund.render.map_amounts:draw", ()),
)
"""What a picture of `map` shows: (canvas, chart, speaker, left, top, room) -> where it ends."""

FOREIGN = frozenset({
    ".doc", ".odt", ".rtf", ".xls", ".ods", ".tsv", ".ppt", ".pptx", ".odp", ".jpg", ".jpeg", ".gif", ".webp", ".zip", ".gz",
})
"""Endings of other programs' files, which no format here is."""

KNOWN_ENDINGS = FOREIGN.union(ending for formats in FORMATS.values() for item in formats.values() for ending in item.endings)
"""Endings that say what a file is; any other says nothing."""


def endings_of(command: str) -> dict[str, Format]:
    """Return the endings that a command can write, each with the format it leads to: the first that has it."""
    found: dict[str, Format] = {}
    for item in FORMATS[command].values():
        found |= {ending: item for ending in item.endings if ending not in found}
    return found


def chosen_format(command: str, name: str | None, path: Path | None) -> Format:
    """Return the format of a result: the one that is named, or that of the ending of its file, or the first one.

    Raises:
        UsageError: for an ending that is not of the format, or of none of the command: the file would be taken for something else.
    """
    formats, endings, ending = FORMATS[command], endings_of(command), path.suffix.lower() if path else ""
    if name is None:
        if ending and ending not in endings:
            words = Either(tuple(endings))
            raise UsageError(say("no format of this command is a `{ending}` file", ending=ending),
                             say("give --format, or one of these endings: {words}", words=words) if len(formats) > 1
                             else say("give one of these endings: {words}", words=words))
        return endings.get(ending, next(iter(formats.values())))
    if ending and not formats[name].fits(ending):
        raise UsageError(say("the format `{name}` is no `{ending}` file", name=name, ending=ending),
                         say("give one of these endings: {words}", words=Either(formats[name].endings)))
    return formats[name]
