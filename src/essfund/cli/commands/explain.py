"""`essfund explain`: why or why not for one instrument and a profile, or what a diagnostic code means."""

from __future__ import annotations

import re

from essfund.cli.commands.tools import find_result, find_tool
from essfund.cli.declaring import group, switch
from essfund.cli.options import (
    Common,
    KnownOfOne,
    complete_tools,
    day_option,
    format_option,
    one_file,
    profile_argument,
    profile_option,
    tool_argument,
)
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, Either, say
from essfund.core.pattern import pattern
from essfund.core.record import record
from essfund.core.text import nearest
from essfund.presenting.formats import FORMATS

CODE = pattern(r"([a-z]{2,3})[ _-]?(\d{1,3})", re.IGNORECASE)
"""What people type for a diagnostic code: CAT010, cat10."""


def complete_explained(incomplete: str) -> list[str]:
    """Instruments that begin with what was typed, and the codes, if anything was."""
    from essfund.review.checks import PAGES  # noqa: PLC0415 - only while completing

    ends = [code[len(incomplete):] for code in PAGES if incomplete and code.startswith(incomplete.upper())]
    return [*complete_tools(incomplete), *(incomplete + end for end in ends)]


@record(frozen=True)
class Explain:
    """Options of `explain`."""

    id: str = tool_argument(N_("Rank, name or id of an instrument, or a diagnostic code such as CAT010."), complete_explained)
    profile: str | None = profile_argument()
    known: KnownOfOne = group(KnownOfOne)
    file: str | None = profile_option()
    proof: bool = switch(N_("Show the whole proof: every condition of every offer, what was seen, and the sources."), "--proof")
    as_of: str | None = day_option()
    format: str | None = format_option("explain", "explain CODE")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Explain an instrument or a code."""
        if code := read_code(self.id):
            from essfund.review.checks import PAGES  # noqa: PLC0415 - instruments need no pages

            form = session.format("explain CODE", self.format)
            session.write(form, form.render(code, PAGES[code], session.view()))
            return
        from essfund.engine.match import match  # noqa: PLC0415 - codes need no matching
        from essfund.engine.why_not import smallest_changes  # noqa: PLC0415 - codes need no matching

        if self.format is not None and self.format not in FORMATS["explain"]:
            raise UsageError(say("--format {format} is for diagnostic codes only", format=self.format),
                             say("an instrument is explained as {names}", names=Either(tuple(FORMATS["explain"]))))
        form = session.format("explain", self.format)
        if not self.id.isdecimal():
            find_tool(session.catalogue, self.id)  # a misspelt name is said before anything else
        day = read_as_of(self.as_of)
        report = match(session.catalogue, session.profile(one_file(self.profile, self.file), self.known), on=day)
        result = find_result(report, self.id)
        changes = smallest_changes(session.catalogue, result.instrument, report.profile, day)
        session.write(form, form.render(report, result, changes, session.view(everything=self.proof)))


def read_code(text: str) -> str | None:
    """Code that was typed, None if it is none. Raises UsageError for one that does not exist."""
    typed = CODE.fullmatch(text.strip())
    if typed is None:
        return None
    from essfund.review.checks import PAGES  # noqa: PLC0415 - most instruments do not look like codes

    letters = typed[1].upper()
    code = f"{letters}{typed[2]:0>3}"
    if code in PAGES:
        return code
    kin = [item for item in PAGES if item.startswith(letters)]
    if not kin:
        return None
    near = nearest(code, kin) or [kin[0], kin[-1]]
    raise UsageError(say("`{code}` is not a code", code=text.strip()),
                     say("did you mean {words}? the codes of `{letters}` go from {first} to {last}", words=Either(tuple(near)),
                         letters=letters, first=kin[0], last=kin[-1]))
