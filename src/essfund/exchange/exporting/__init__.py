"""The catalogue as files that other tools open without repair.

To add a format: write its module, add its line to `EXPORT_FORMATS`. `--format` choices, documentation and tests derive from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class ExportFormat:
    """One format. `made_by` leads to a function: (selection) -> bytes.

    `tables`: "one" holds the table that was chosen, "every" all of them, "none" has a shape of its own.
    `library` is the module it needs and `requirement` what installs it, if it is not among our own dependencies; the extra of
    the package has the name of the format. `sidecar` leads to what the format cannot say.
    """

    made_by: str
    ending: str
    tables: str = "one"
    binary: bool = False
    library: str = ""
    requirement: str = ""
    sidecar: str = ""

    def function(self, path: str = "") -> Callable[..., Any]:
        """Return the function behind the format, or behind another path of it."""
        module, _, name = (path or self.made_by).partition(":")
        found: Callable[..., Any] = getattr(import_module(module), name)
        return found


EXPORT_FORMATS: dict[str, ExportFormat] = {
    "csv": ExportFormat("essfund.exchange.exporting.csv_file:write", ".csv"),
    "json": ExportFormat("essfund.exchange.exporting.json_file:write", ".json", "none"),
    "jsonl": ExportFormat("essfund.exchange.exporting.jsonl_file:write", ".jsonl"),
    "xlsx": ExportFormat("essfund.exchange.exporting.xlsx_file:write", ".xlsx", "every", binary=True, library="xlsxwriter",
                         requirement="XlsxWriter>=3.2"),
    "parquet": ExportFormat("essfund.exchange.exporting.parquet_file:write", ".parquet", binary=True, library="pyarrow",
                            requirement="pyarrow>=17"),
    "markdown": ExportFormat("essfund.exchange.exporting.markdown_file:write", ".md"),
    "html": ExportFormat("essfund.exchange.exporting.html_file:write", ".html", library="jinja2", requirement="Jinja2>=3.1"),
    "dispositif-aide": ExportFormat("essfund.exchange.exporting.dispositif_aide:write", ".csv", "none",
                                    sidecar="essfund.exchange.exporting.sidecar:write"),
}
"""How `export` writes a catalogue."""

DIALECTS = ("rfc4180", "fr")
"""How CSV is written: comma and point; or semicolon, decimal comma and byte order mark, as spreadsheets in French open it."""
