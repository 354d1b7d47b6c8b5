"""`essfund match`: ranked options for one profile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    as_of_parameter,
    common_parameters,
    format_parameter,
    profile_parameters,
    switch,
    with_options,
)
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of
from essfund.messages import N_
from essfund.render import REPORT_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker



def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    return with_options(
        partial(run, speak),
        [
            *profile_parameters(speak),
            as_of_parameter(speak),
            switch("all", N_("Show the instruments that are not eligible too, and why."), speak),
            switch("scores", N_("Show how each score is made."), speak),
            switch("exit_status", N_("Leave with code 4 if nothing is eligible."), speak),
            format_parameter(speak, REPORT_FORMATS, "table"),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """Read, match, show."""
    from essfund.engine.matching import match  # noqa: PLC0415 - `--help` matches nothing
    from essfund.models.report import Verdict  # noqa: PLC0415 - `--help` matches nothing

    session, output = open_session(speak, given)
    everything, scores, exit_status = given.pop("all"), given.pop("scores"), given.pop("exit_status")
    day = read_as_of(as_of)
    report = match(session.catalogue, session.profile(profile, given, answer), on=day)
    view = session.view(to_file=output is not None, everything=everything, scores=scores)
    write_result(renderer(REPORT_FORMATS, format.value)(report, view), output)
    nothing = all(result.verdict is not Verdict.ELIGIBLE for result in report.results)
    return ExitCode.NOTHING if exit_status and nothing else ExitCode.DONE
