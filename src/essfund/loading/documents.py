"""Documents of a catalogue as plain data: what its authors wrote, without comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.loading.catalogue import read_texts
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from essfund.loading.texts import Texts


class Documents(dict[str, Any]):
    """The documents of a catalogue as plain data, each parsed when it is first asked for."""

    def __init__(self, texts: Texts) -> None:
        super().__init__({role: document.data for role, document in texts.documents.items()})
        self.texts = texts

    def __missing__(self, role: str) -> Any:
        found = self[role] = parse(self.texts.texts[role], self.texts.names[role]).data
        return found


def read_documents(directory: Path, fallback: Path) -> Mapping[str, Any]:
    """Return the documents of a catalogue: what its authors wrote, without comments."""
    return Documents(read_texts(directory, fallback))
