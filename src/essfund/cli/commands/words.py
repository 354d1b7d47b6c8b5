"""`essfund words`: what may be typed for a legal form, a purpose, a stage, a quality, a département, a field of the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.cli.declaring import argument, group
from essfund.cli.options import Common, format_option
from essfund.core.messages import N_
from essfund.core.record import record

if TYPE_CHECKING:
    from essfund.cli.session import Session

LISTED = ("legal-forms", "purposes", "stages", "qualities", "departements", "fields")


@record(frozen=True)
class WordsCommand:
    """Options of `words`."""

    lists: list[str] = argument(N_("Lists to show; all of them if none is named."), "LIST", choices=LISTED, many=True)
    format: str | None = format_option("words")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Show the lists."""
        form = session.format("words", self.format)
        every = LISTED if session.catalogue.vocabularies.added else LISTED[:-1]
        session.write(form, form.render(session.catalogue, tuple(dict.fromkeys(self.lists)) or every, session.view()))
