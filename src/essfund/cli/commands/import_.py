"""`essfund import`: a file of another directory of aids to a draft catalogue, as a start for another region."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.declaring import argument, group, option
from essfund.cli.options import Common, day_option
from essfund.cli.session import Session, read_as_of
from essfund.cli.writing import write_directory, write_files
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record
from essfund.exchange.importing import IMPORT_FORMATS
from essfund.loading.files import is_file
from essfund.presenting.formats import KNOWN_ENDINGS

if TYPE_CHECKING:
    from essfund.core.messages import Message
    from essfund.exchange.importing.drafts import Drafts

DRAFTED = say("{count} instruments drafted in `{path}` from {format}: nothing of them is verified, and all of it is marked so")
MOST_SAID = 20
"""Lines that are no rows are told one by one up to here."""


@record(frozen=True)
class Import:
    """Options of `import`."""

    file: str = argument(
        N_("CSV, xlsx or JSON: dispositif-aide, aides-entreprises, SCDL subventions, or a sheet, one row an instrument."),
        "FILE", required=True,
    )
    format: str | None = option(N_("Format of the file; seen from its columns if not given."), "--format", "-f",
                                choices=tuple(IMPORT_FORMATS))
    as_of: str | None = day_option()
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Write a draft catalogue into a new directory, or into one that an import made what the file changed since."""
        from essfund.exchange.importing.draft_catalogue import draft_catalogue  # noqa: PLC0415 - `--help` reads nothing
        from essfund.exchange.importing.record import RECORD  # noqa: PLC0415 - as above
        from essfund.exchange.importing.second_import import import_again  # noqa: PLC0415 - as above

        output = session.output
        if output is None or output.suffix.lower() in KNOWN_ENDINGS:
            raise UsageError(say("a draft catalogue is a directory"), say("give --output DIR, a directory that does not exist yet"))
        if is_file(output / RECORD):
            later = import_again(Path(self.file), read_as_of(self.as_of), output, self.format)
            write_files(later.texts)
            drafts = later.drafts
            messages = [say("`{path}` holds an earlier import: what a hand changed there stays, {count} instruments are as they were",
                            path=output, count=later.unchanged), *later.changes]
        else:
            drafts, files = draft_catalogue(Path(self.file), read_as_of(self.as_of), self.format)
            write_directory(files, output)
            found = {"count": len(drafts.drafts), "path": output, "format": drafts.format}
            messages = [say(DRAFTED.template, **found)]
        self._say_totals(session, drafts, messages)

    def _say_totals(self, session: Session, drafts: Drafts, messages: list[Message]) -> None:
        read, left = drafts.drafted + drafts.left, drafts.left
        messages.append(say("{read} rows read: {drafted} drafted, {left} left out", read=read, drafted=drafts.drafted, left=left))
        messages += [say("{count} rows left out: {reason}", count=count, reason=reason) for reason, count in drafts.left_out.items()]
        messages += [say("left out: {problem}", problem=problem) for problem in drafts.problems[:MOST_SAID]]
        if (others := len(drafts.problems) - MOST_SAID) > 0:
            messages.append(say("left out: {count} others that are no rows either", count=others))
        for message in (*messages, say("see what is to be done with `essfund validate {path}`", path=session.output)):
            session.note(message)
