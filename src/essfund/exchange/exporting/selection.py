"""What is exported: the instruments that passed the filters, on a day, in a language, with the columns chosen."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue


def idle() -> None:
    """Watch nothing."""


@dataclass(frozen=True)
class Selection:
    """One export. `columns` are those of `table` that were chosen, none if nobody chose; `tick` is called at every row.

    `documents` gives the files of the catalogue as their authors wrote them, without comments.
    """

    catalogue: Catalogue
    listing: Sequence[Listed]
    day: date
    tr: Translator
    documents: Callable[[], Mapping[str, Any]]
    table: str = "instruments"
    columns: tuple[str, ...] = ()
    dialect: str = "rfc4180"
    filters: Mapping[str, Any] = field(default_factory=dict)
    tick: Callable[[], None] = idle

    def provenance(self) -> dict[str, str]:
        """Return what every export says of itself."""
        one = self.catalogue
        return {"edition": one.edition, "digest": one.digest, "as_of": self.day.isoformat(), "licence": one.licence}

    def in_language(self, tr: Translator) -> Selection:
        """Return the same selection in another language."""
        return replace(self, tr=tr)
