"""Files that stand beside those of a catalogue, golden cases and reviewed answers: read one by one, with what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import MOST_FINDINGS, Diagnostic, stopped
from essfund.loading.files import LARGEST_CATALOGUE, decode
from essfund.loading.validation import validate
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.loading.files import Named
    from essfund.loading.yaml_reader import Document, WellFormed


@dataclass(kw_only=True)
class Beside:
    """What was read of some files, by their names, and everything that is wrong with them; `names` has the unreadable ones too."""

    names: set[str] = field(default_factory=set)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Document] = field(default_factory=dict)

    def readable(self, files: Iterable[Named]) -> Iterator[tuple[str, bytes]]:
        """Yield the files that could be opened, until so much is wrong that nobody wants to know more."""
        for name, data in files:
            self.names.add(name)
            if isinstance(data, Diagnostic):
                self.diagnostics.append(data)
            else:
                yield name, data
            if len(self.diagnostics) >= MOST_FINDINGS:
                self.diagnostics.append(stopped())
                return

    def model(self, role: str, name: str, data: bytes, well_formed: WellFormed) -> Any:
        """Return the checked model of one file, or None with its findings added."""
        self.texts[name], problems = decode(data, name, LARGEST_CATALOGUE)
        self.diagnostics += problems
        if any(problem.is_error for problem in problems):
            return None
        document = self.documents[name] = parse(self.texts[name], name, plain_words=True, reviewed=True, well_formed=well_formed)
        self.diagnostics += document.diagnostics
        if document.data is None and document.diagnostics:
            return None
        model, problems = validate(role, document)
        self.diagnostics += problems
        return model
