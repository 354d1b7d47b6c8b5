"""`--ics` of `match`: the days ahead of the options, as a calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.options import OUTPUT
from essfund.cli.output import write_error, write_result
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from essfund.cli.session import Session
    from essfund.core.language.translator import Translator
    from essfund.model.report import Report


def calendar_parameter(tr: Translator) -> tuple[str, Any, Any]:
    """Return `--ics`."""
    option = typer.Option("--ics", metavar="FILE", rich_help_panel=tr.text(OUTPUT), show_default=False,
                          help=tr.text(N_("Also write the days on which the options open or close as a calendar.")))
    return "ics", Annotated[str | None, option], None


def refuse_standard_output(name: str | None) -> None:
    """Raise UsageError where the calendar would go where the answer goes."""
    if name == "-":
        raise UsageError(say("--ics needs a file of its own"), say("the answer itself goes to standard output, or to --output"))


def write_calendar(session: Session, report: Report, name: str) -> None:
    """Write the days ahead as a calendar; say so if there are none. Raises OutputError, and UsageError without the library."""
    from essfund.engine.milestones import milestones  # noqa: PLC0415 - most matches write no calendar
    from essfund.handout.calendar import render  # noqa: PLC0415 - as above

    found = milestones(report)
    write_result(render(report, found, session.tr), Path(name))
    if not found:
        nothing = say("no opening or closing day of these options is known: the calendar `{path}` holds no event", path=name)
        write_error(message_line(session.tr.say(nothing)) + "\n")
