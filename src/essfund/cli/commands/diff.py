"""`essfund diff`: what differs between two catalogues, in words and in effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.cli.declaring import COMPARING, argument, group, option, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common, CountedOn, day_option, format_option
from essfund.cli.output import write_error
from essfund.cli.session import Session, read_as_of
from essfund.core.messages import N_, Message, say
from essfund.core.record import record, replace

if TYPE_CHECKING:
    from datetime import date

    from essfund.review.diff.list_effect import ListEffect
    from essfund.review.diff.model import CatalogueVersion
    from essfund.review.diff.revisions import Read


@record(frozen=True)
class Diff:
    """Options of `diff`."""

    old: str = argument(N_("A directory, an export, a git revision, or two of them: main..HEAD; main...HEAD from where they parted."),
                        "OLD", required=True)
    new: str | None = argument(N_("The same of the other; the working tree, or the catalogue in use, if not given."), "NEW")
    directory: str | None = option(N_("Where revisions hold the catalogue, from the root of the repository; data."), "--directory",
                                   metavar="DIR", panel=COMPARING)
    exit_zero: bool = switch(N_("Leave with code 0 even if something differs."), "--exit-zero", panel=COMPARING)
    as_of: str | None = day_option()
    counted: CountedOn = group(CountedOn)
    format: str | None = format_option("diff")
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Compare two catalogues."""
        from essfund.review.diff import compare  # noqa: PLC0415 - `--help` compares nothing
        from essfund.review.diff.revisions import places, read_sides  # noqa: PLC0415 - `--help` reads nothing

        self.counted.check()
        form, day = session.format("diff", self.format), read_as_of(self.as_of)
        before, after = read_sides(*places(self.old, self.new, current=session.places, directory=self.directory))
        _report(session, before, say("the old catalogue ({name}) cannot be used", name=before.name))
        _report(session, after, say("the new catalogue ({name}) cannot be used", name=after.name))
        if before.side is None or after.side is None:
            return ExitCode.INPUT
        listed = self.on_a_list(session, before.side, after.side, day)
        comparison = replace(compare(before.side, after.side, day=day), listed=listed)
        session.write(form, form.render(comparison, session.view()))
        return ExitCode.FINDINGS if comparison.changed and not self.exit_zero else ExitCode.DONE

    def on_a_list(self, session: Session, before: CatalogueVersion, after: CatalogueVersion, day: date) -> ListEffect | None:
        """What changes for the enterprises of a list, if there is one. Raises InvalidInputError and UsageError."""
        if self.counted.listed is None:
            return None
        from essfund.review.diff.listed import ListComparison  # noqa: PLC0415 - only where there is a list

        comparison = ListComparison(before, after, day)
        words = after.catalogue.vocabularies.beside(before.catalogue.vocabularies)
        reading = self.counted.count(session.tr, words, comparison.prepared)
        return comparison.effect(reading) if reading else None


def _report(session: Session, read: Read, problem: Message) -> None:
    """Say what is wrong with one side: all of it where it cannot be used, else how many cases are left out."""
    if read.side is None:
        from essfund.core.diagnostics import Findings  # noqa: PLC0415 - only when something is wrong
        from essfund.review.diagnostics.text import render_full  # noqa: PLC0415 - only when something is wrong

        write_error(render_full(Findings(tuple(read.diagnostics), read.texts), session.view(to_file=True)))
        session.note(problem)
    elif read.unread:
        session.note(say("golden cases of {name} that cannot be read are left out: {count} problems; `essfund validate` shows them",
                         name=read.name, count=len(read.unread)))
