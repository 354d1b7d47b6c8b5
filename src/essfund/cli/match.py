"""`essfund match`: ranked options for one profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essfund.cli.calendars import check_calendar, write_calendar
from essfund.cli.declaring import COMPARING, OUTPUT, group, option, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common, Known, complete_tools, day_option, format_option, profile_argument
from essfund.cli.session import read_as_of
from essfund.cli.suppositions import complete_keys, refuse_format, with_shifts
from essfund.cli.tools import find_tool
from essfund.core.errors import UsageError
from essfund.core.messages import N_, Either, say
from essfund.presenting.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.cli.session import Session


@dataclass(frozen=True)
class Match:
    """Options of `match`."""

    profile: str | None = profile_argument()
    known: Known = group(Known)
    as_of: str | None = day_option()
    what_if: Sequence[str] = option(
        N_("Also say what would differ if a field of the profile, or an answer to a condition, were this one; KEY= supposes it unknown. "
           "May be repeated: all hold at once."), "--what-if", metavar="KEY=VALUE", many=True, panel=COMPARING, complete=complete_keys)
    since: str | None = option(N_("Also say what differs from an earlier answer, which `match --format json` wrote, and why."), "--since",
                               metavar="FILE", panel=COMPARING)
    all: bool = switch(N_("Show the instruments that are not eligible too, and why."), "--all")
    scores: bool = switch(N_("Show how each score is made."), "--scores")
    exit_status: bool = switch(N_("Leave with code 4 if nothing is eligible."), "--exit-status")
    format: str | None = format_option("match")
    message: str | None = option(N_("Add a draft of a message to the funder of this instrument to the sheet to hand over."), "--message",
                                 metavar="ID", complete=complete_tools, panel=OUTPUT)
    ics: str | None = option(N_("Also write the days on which the options open or close as a calendar."), "--ics", metavar="FILE",
                             panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Read, match, show."""
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing
        from essfund.model.verdict import Verdict  # noqa: PLC0415 - `--help` matches nothing

        form = session.format("match", self.format)
        check_calendar(self.ics)
        if self.message is not None and not form.handout:
            sheets = Either(tuple(item.name for item in FORMATS["match"].values() if item.handout))
            raise UsageError(say("--message goes into the sheet to hand over, not into `{format}`", format=form.name),
                             say("choose one of these formats: {words}", words=sheets))
        refuse_format(form, self.what_if, self.since)
        day = read_as_of(self.as_of)
        report = match(session.catalogue, session.profile(self.profile, self.known), on=day)
        if self.what_if or self.since is not None:
            report = with_shifts(session, report, self.what_if, self.since)
        message = "" if self.message is None else find_tool(session.catalogue, self.message).id
        session.write(form, form.render(report, session.view(everything=self.all, scores=self.scores, message=message)))
        if self.ics is not None:
            write_calendar(session, report, self.ics)
        nothing = all(result.verdict is not Verdict.ELIGIBLE for result in report.results)
        return ExitCode.NOTHING if self.exit_status and nothing else ExitCode.DONE
