"""`essfund compare`: instruments side by side for one enterprise."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, common_parameters, complete_tools, format_parameter, profile_parameters, with_options
from essfund.cli.output import output_format, write_formatted
from essfund.cli.session import open_session, read_as_of
from essfund.cli.tools import find_tool
from essfund.errors import UsageError
from essfund.messages import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker

MOST = 5
"""Instruments side by side: more are a list."""


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    ids = typer.Argument(metavar="ID ID...", help=speak.text(N_("Ids of two to five instruments.")), autocompletion=complete_tools)
    file = typer.Option("--profile", metavar="FILE", show_default=False,
                        help=speak.text(N_("YAML or JSON file with what is known of an enterprise. The options below do the same.")))
    return with_options(
        partial(run, speak),
        [
            ("ids", Annotated[list[str], ids], ...),
            ("profile", Annotated[str | None, file], None),
            *[one for one in profile_parameters(speak) if one[0] != "profile"],
            as_of_parameter(speak),
            format_parameter(speak, "compare"),
            *common_parameters(speak),
        ],
    )


def run(
    speak: Speaker, ids: list[str], profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any  # noqa: A002 - the option's name
) -> int:
    """Match, and show some of the results side by side in the order asked for."""
    from essfund.engine.matching import match  # noqa: PLC0415 - `--help` matches nothing

    session, output = open_session(speak, given)
    form = output_format("compare", format, output)
    tools = [find_tool(session.catalogue, name).id for name in ids]
    if len(set(tools)) != len(tools):
        raise UsageError(say("an instrument is named twice"), say("name two to {most} different ones", most=MOST))
    if not 1 < len(tools) <= MOST:
        raise UsageError(say("{count} cannot be set side by side", count=len(tools)), say("name two to {most} different ones", most=MOST))
    report = match(session.catalogue, session.profile(profile, given, answer), on=read_as_of(as_of))
    results = [report.result(tool) for tool in tools]
    write_formatted(form, form.render(report, results, session.view(to_file=output is not None)), output)
    return ExitCode.DONE
