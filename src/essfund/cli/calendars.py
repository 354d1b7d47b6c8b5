"""`--ics` of `match`: the days ahead of the options, as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.output import output_format, write_error, write_result
from essfund.core.errors import UsageError
from essfund.core.messages import say
from essfund.presenting.formats import FORMATS
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from essfund.cli.session import Session
    from essfund.model.report import Report


def check_calendar(name: str | None) -> None:
    """Raise UsageError where the calendar would go where the answer goes, or its file ends like something else."""
    if name is None:
        return
    output_format("match --ics", None, Path(name))
    if name == "-":
        raise UsageError(say("--ics needs a file of its own"), say("the answer itself goes to standard output, or to --output"))


def write_calendar(session: Session, report: Report, name: str) -> None:
    """Write the days ahead as a calendar; say so if there are none. Raises OutputError, and UsageError without the library."""
    from essfund.engine.milestones import milestones  # noqa: PLC0415 - most matches write no calendar

    found = milestones(report)
    write_result(FORMATS["match --ics"]["ics"].render(report, found, session.tr), Path(name))
    if not found:
        nothing = say("no opening or closing day of these options is known: the calendar `{path}` holds no event", path=name)
        write_error(message_line(session.tr.say(nothing)) + "\n")
