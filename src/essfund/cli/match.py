"""`essfund match`: ranked options for one profile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.calendars import calendar_parameter, refuse_standard_output, write_calendar
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    OUTPUT,
    as_of_parameter,
    common_parameters,
    complete_tools,
    inferred_format_parameter,
    profile_parameters,
    switch,
    with_options,
)
from essfund.cli.output import encoded, refuse_terminal, write_result
from essfund.cli.session import open_session, read_as_of
from essfund.cli.suppositions import refuse_format, shift_parameters, with_shifts
from essfund.cli.tools import find_tool
from essfund.core.errors import UsageError
from essfund.core.messages import N_, Either, say
from essfund.presenting.formats import BINARY, HANDOUTS, REPORT_ENDINGS, REPORT_FORMATS, renderer

FOREIGN = frozenset({".xlsx", ".xls", ".ods", ".doc", ".odt", ".rtf", ".parquet", ".png", ".jpg", ".svg", ".ics", ".zip"})
"""Endings of files that are no text, or another kind of text, than what `match` writes."""

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from essfund.core.language.translator import Translator


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    message = typer.Option("--message", metavar="ID", autocompletion=complete_tools, rich_help_panel=tr.text(OUTPUT),
                           help=tr.text(N_("Add a draft of a message to the funder of this instrument to the sheet to hand over.")))
    return with_options(
        partial(run, tr),
        [
            *profile_parameters(tr),
            as_of_parameter(tr),
            *shift_parameters(tr),
            switch("all", N_("Show the instruments that are not eligible too, and why."), tr),
            switch("scores", N_("Show how each score is made."), tr),
            switch("exit_status", N_("Leave with code 4 if nothing is eligible."), tr),
            inferred_format_parameter(tr, REPORT_FORMATS, REPORT_ENDINGS),
            ("message", Annotated[str | None, message], None),
            calendar_parameter(tr),
            *common_parameters(tr),
        ],
    )


def run(tr: Translator, profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """Read, match, show."""
    from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing
    from essfund.model.report import Verdict  # noqa: PLC0415 - `--help` matches nothing

    session, output = open_session(tr, given)
    what_if, earlier, ics = given.pop("what_if"), given.pop("since"), given.pop("ics")
    everything, scores, exit_status = given.pop("all"), given.pop("scores"), given.pop("exit_status")
    form, wanted = chosen_format(format, output), given.pop("message")
    refuse_standard_output(ics)
    if form in BINARY:
        refuse_terminal(form, output)
    if wanted is not None and form not in HANDOUTS:
        sheets = Either(tuple(name for name in REPORT_FORMATS if name in HANDOUTS))
        raise UsageError(say("--message goes into the sheet to hand over, not into `{format}`", format=form),
                         say("choose one of these formats: {words}", words=sheets))
    refuse_format(form, what_if, earlier)
    day = read_as_of(as_of)
    report = match(session.catalogue, session.profile(profile, given, answer), on=day)
    if what_if or earlier is not None:
        report = with_shifts(session, report, what_if, earlier)
    message = "" if wanted is None else find_tool(session.catalogue, wanted).id
    view = session.view(to_file=output is not None, everything=everything, scores=scores, message=message)
    write_result(encoded(form, renderer(REPORT_FORMATS, form)(report, view)), output)
    if ics is not None:
        write_calendar(session, report, ics)
    nothing = all(result.verdict is not Verdict.ELIGIBLE for result in report.results)
    return ExitCode.NOTHING if exit_status and nothing else ExitCode.DONE


def chosen_format(given: Any, output: Path | None) -> str:
    """Return the format that was asked for: by its name, by the ending of the file, or the first one.

    Raises UsageError for an ending by which another program would take a text for what it is not.
    """
    if given is not None:
        return str(given.value)
    ending = output.suffix.lower() if output else ""
    if ending in FOREIGN:
        raise UsageError(say("no format of this command is a `{ending}` file", ending=ending),
                         say("give --format, or one of these endings: {words}", words=Either(tuple(REPORT_ENDINGS))))
    return REPORT_ENDINGS.get(ending, next(iter(REPORT_FORMATS)))
