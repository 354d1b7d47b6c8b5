"""`essfund compare`: instruments side by side for one enterprise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.commands.tools import find_result
from essfund.cli.declaring import argument, group
from essfund.cli.options import Common, KnownOfOne, complete_tools, day_option, format_option, one_file, profile_option
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 5
"""Instruments side by side: more are a list."""


ENDINGS = (".yaml", ".yml", ".json")


def parted(words: Sequence[str]) -> tuple[list[str], str | None]:
    """Names of instruments, and the file among them: `-`, what ends like one, or what exists and is no rank. Raises UsageError."""
    from essfund.loading.files import is_file  # noqa: PLC0415 - `--help` reads no file

    files = [word for word in words
             if word == "-" or word.casefold().endswith(ENDINGS) or (not word.isdecimal() and is_file(Path(word)))]
    file = None
    for name in files:
        file = one_file(file, name)
    return [word for word in words if word not in files], file


@record(frozen=True)
class Compare:
    """Options of `compare`."""

    ids: list[str] = argument(N_("Ranks, names or ids of two to five instruments, and the file of a profile, if there is one."),
                              "ID ID...", many=True, required=True, complete=complete_tools)
    profile: str | None = profile_option()
    known: KnownOfOne = group(KnownOfOne)
    as_of: str | None = day_option()
    format: str | None = format_option("compare")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Match, and show some of the results side by side in the order asked for."""
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing

        form = session.format("compare", self.format)
        names, file = parted(self.ids)
        report = match(session.catalogue, session.profile(one_file(file, self.profile), self.known), on=read_as_of(self.as_of))
        tools = [find_result(report, name).instrument.id for name in names]
        twice = len(set(tools)) != len(tools)
        if twice or not 1 < len(tools) <= MOST:
            problem = say("an instrument is named twice") if twice else say("{count} cannot be set side by side", count=len(tools))
            raise UsageError(problem, say("name two to {most} different ones", most=MOST))
        session.write(form, form.render(report, [report.result(tool) for tool in tools], session.view()))
