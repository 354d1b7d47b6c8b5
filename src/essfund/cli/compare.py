"""`essfund compare`: instruments side by side for one enterprise."""

from __future__ import annotations

from dataclasses import dataclass

from essfund.cli.declaring import argument, group, option
from essfund.cli.options import Common, Known, complete_tools, day_option, format_option
from essfund.cli.session import Session, read_as_of
from essfund.cli.tools import find_result
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say

MOST = 5
"""Instruments side by side: more are a list."""


@dataclass(frozen=True)
class Compare:
    """Options of `compare`."""

    ids: list[str] = argument(N_("Ranks, names or ids of two to five instruments."), "ID ID...", many=True, required=True,
                              complete=complete_tools)
    profile: str | None = option(
        N_("YAML or JSON file with what is known of an enterprise. The options below do the same."), "--profile", metavar="FILE")
    known: Known = group(Known)
    as_of: str | None = day_option()
    format: str | None = format_option("compare")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Match, and show some of the results side by side in the order asked for."""
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing

        form = session.format("compare", self.format)
        report = match(session.catalogue, session.profile(self.profile, self.known), on=read_as_of(self.as_of))
        tools = [find_result(report, name).instrument.id for name in self.ids]
        twice = len(set(tools)) != len(tools)
        if twice or not 1 < len(tools) <= MOST:
            problem = say("an instrument is named twice") if twice else say("{count} cannot be set side by side", count=len(tools))
            raise UsageError(problem, say("name two to {most} different ones", most=MOST))
        session.write(form, form.render(report, [report.result(tool) for tool in tools], session.view()))
