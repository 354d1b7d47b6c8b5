"""`essfund explain`: why or why not for one instrument and a profile, or what a diagnostic code means."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    as_of_parameter,
    common_parameters,
    complete_tools,
    format_parameter,
    profile_parameters,
    tool_parameter,
    with_options,
)
from essfund.cli.output import output_format, write_formatted
from essfund.cli.session import open_session, read_as_of
from essfund.cli.tools import find_tool
from essfund.errors import UsageError
from essfund.messages import N_, Either, say
from essfund.render.formats import FORMATS
from essfund.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker

CODE = re.compile(r"([a-z]{2,3})[ _-]?(\d{1,3})", re.IGNORECASE)
"""What people type for a diagnostic code: CAT010, cat10."""


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    return with_options(
        partial(run, speak),
        [
            tool_parameter(speak, N_("Id of an instrument, or a diagnostic code such as CAT010."), complete_explained),
            *profile_parameters(speak),
            as_of_parameter(speak),
            format_parameter(speak, "explain", "explain CODE"),
            *common_parameters(speak),
        ],
    )


def complete_explained(incomplete: str) -> list[str]:
    """Return the instruments that begin with what was typed, and the codes, if anything was."""
    from essfund.checks import PAGES  # noqa: PLC0415 - only while completing

    ends = [code[len(incomplete):] for code in PAGES if incomplete and code.startswith(incomplete.upper())]
    return [*complete_tools(incomplete), *(incomplete + end for end in ends)]


def run(speak: Speaker, id: str, profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - option names
    """Explain an instrument or a code."""
    session, output = open_session(speak, given)
    view = session.view(to_file=output is not None)
    code = read_code(id)
    if code is not None:
        from essfund.checks import PAGES  # noqa: PLC0415 - instruments need no pages

        form = output_format("explain CODE", format, output)
        write_formatted(form, form.render(code, PAGES[code], view), output)
        return ExitCode.DONE
    from essfund.engine.matching import match  # noqa: PLC0415 - codes need no matching
    from essfund.engine.whynot import smallest_changes  # noqa: PLC0415 - codes need no matching

    if format is not None and format.value not in FORMATS["explain"]:
        raise UsageError(say("--format {format} is for diagnostic codes only", format=format.value),
                         say("an instrument is explained as {names}", names=Either(tuple(FORMATS["explain"]))))
    form = output_format("explain", format, output)
    tool = find_tool(session.catalogue, id)
    day = read_as_of(as_of)
    report = match(session.catalogue, session.profile(profile, given, answer), on=day)
    changes = smallest_changes(session.catalogue, tool, report.profile, day)
    write_formatted(form, form.render(report, report.result(tool.id), changes, view), output)
    return ExitCode.DONE


def read_code(text: str) -> str | None:
    """Return the code that was typed, None if it is none. Raises UsageError for one that does not exist."""
    typed = CODE.fullmatch(text.strip())
    if typed is None:
        return None
    from essfund.checks import PAGES  # noqa: PLC0415 - most instruments do not look like codes

    letters, digits = typed[1].upper(), typed[2]
    code = f"{letters}{digits:0>3}"
    if code in PAGES:
        return code
    kin = [one for one in PAGES if one.startswith(letters)]
    if not kin:
        return None
    near = nearest(code, kin) or [kin[0], kin[-1]]
    raise UsageError(say("`{code}` is not a code", code=text.strip()),
                     say("did you mean {words}? the codes of `{letters}` go from {first} to {last}", words=Either(tuple(near)),
                         letters=letters, first=kin[0], last=kin[-1]))
