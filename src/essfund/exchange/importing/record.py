"""What an import wrote, beside the draft: with it a second import tells what the file changed from what a hand did."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError
from essfund.core.messages import say
from essfund.core.record import field, record
from essfund.exchange.importing.entries import Imported
from essfund.loading.files import LARGEST_CATALOGUE, read_text

if TYPE_CHECKING:
    from pathlib import Path

RECORD = "import.json"
SCHEMA = "essfund.import/1"


@record
class ImportRecord:
    """Entries as imported, by id: where each comes from in the file, when it was first imported, what was written of it."""

    format: str
    origins: dict[str, str] = field(default_factory=dict)
    imported: dict[str, Imported] = field(default_factory=dict)
    contacts: dict[str, Any] = field(default_factory=dict)
    tools: dict[str, dict[str, Any]] = field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)

    def written(self) -> str:
        """The record as its file holds it."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"

    def entries(self, role: str) -> dict[str, dict[str, Any]]:
        """Entries of a file of the draft."""
        return self.tools if role == "tools" else self.rules

    def with_later(self, later: ImportRecord) -> ImportRecord:
        """The record with the entries of a later import instead of its own; what the later file no longer holds stays."""
        return ImportRecord(self.format, self.origins | later.origins, self.imported | later.imported, self.contacts | later.contacts,
                            self.tools | later.tools, self.rules | later.rules)


def read_record(path: Path) -> ImportRecord:
    """Record beside a draft. Raises InvalidInputError."""
    text, found = read_text(path, LARGEST_CATALOGUE)
    if not any(item.is_error for item in found):
        try:
            given = json.loads(text)
            keys = given["tools"].keys()
            imported = {key: Imported(*map(str, each)) for key, each in given["imported"].items()}
            read = ImportRecord(str(given["format"]), dict(given["origins"]), imported,
                                *({key: dict(entry) for key, entry in given[part].items()} for part in ("contacts", "tools", "rules")))
            days = [date.fromisoformat(each.day) for each in read.imported.values()]
            if days and given["schema"] == SCHEMA and keys == read.origins.keys() == read.imported.keys() == read.rules.keys():
                return read
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            pass
        found = [Diagnostic("IN004", say("this is no record of an import"), Severity.ERROR, Span(str(path), 1, 1, 1, 1),
                            say("import into a new directory, and compare the two"))]
    raise InvalidInputError(found)
