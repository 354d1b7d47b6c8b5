"""What checks look at while the files of a catalogue are read: the documents as written, and the catalogue made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from essfund.model.catalogue import Catalogue
    from essfund.model.rulebook import RulesDocument
    from essfund.model.tool import ToolsDocument
    from essfund.model.vocabularies_document import VocabulariesDocument


@dataclass(frozen=True)
class Subject:
    """One catalogue under examination; `catalogue` may still carry faults.

    `own_words` is False for a catalogue that borrows the bundled vocabularies.
    """

    tools: ToolsDocument
    rules: RulesDocument
    words: VocabulariesDocument
    catalogue: Catalogue
    own_words: bool = True
