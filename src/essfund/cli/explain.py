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
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of
from essfund.cli.tools import find_tool
from essfund.core.errors import UsageError
from essfund.core.messages import N_, Either, say
from essfund.core.similar_words import nearest
from essfund.presenting.formats import EXPLANATION_FORMATS, PAGE_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.language.translator import Translator

CODE = re.compile(r"([a-z]{2,3})[ _-]?(\d{1,3})", re.IGNORECASE)
"""What people type for a diagnostic code: CAT010, cat10."""


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    return with_options(
        partial(run, tr),
        [
            tool_parameter(tr, N_("Id of an instrument, or a diagnostic code such as CAT010."), complete_explained),
            *profile_parameters(tr),
            as_of_parameter(tr),
            format_parameter(tr, EXPLANATION_FORMATS | PAGE_FORMATS, "text"),
            *common_parameters(tr),
        ],
    )


def complete_explained(incomplete: str) -> list[str]:
    """Return the instruments that begin with what was typed, and the codes, if anything was."""
    from essfund.review.checks import PAGES  # noqa: PLC0415 - only while completing

    ends = [code[len(incomplete):] for code in PAGES if incomplete and code.startswith(incomplete.upper())]
    return [*complete_tools(incomplete), *(incomplete + end for end in ends)]


def run(tr: Translator, id: str, profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - option names
    """Explain an instrument or a code."""
    session, output = open_session(tr, given)
    view = session.view(to_file=output is not None)
    code = read_code(id)
    if code is not None:
        from essfund.review.checks import PAGES  # noqa: PLC0415 - instruments need no pages

        write_result(chosen(PAGE_FORMATS, format.value)(code, PAGES[code], view), output)
        return ExitCode.DONE
    from essfund.engine.match import match  # noqa: PLC0415 - codes need no matching
    from essfund.engine.why_not import smallest_changes  # noqa: PLC0415 - codes need no matching

    render = chosen(EXPLANATION_FORMATS, format.value)
    tool = find_tool(session.catalogue, id)
    day = read_as_of(as_of)
    report = match(session.catalogue, session.profile(profile, given, answer), on=day)
    changes = smallest_changes(session.catalogue, tool, report.profile, day)
    write_result(render(report, report.result(tool.id), changes, view), output)
    return ExitCode.DONE


def chosen(formats: dict[str, str], name: str) -> Callable[..., Any]:
    """Return the renderer of a format; codes have formats that instruments do not have. Raises UsageError."""
    if name not in formats:
        raise UsageError(say("--format {format} is for diagnostic codes only", format=name),
                         say("an instrument is explained as {names}", names=Either(tuple(formats))))
    return renderer(formats, name)


def read_code(text: str) -> str | None:
    """Return the code that was typed, None if it is none. Raises UsageError for one that does not exist."""
    typed = CODE.fullmatch(text.strip())
    if typed is None:
        return None
    from essfund.review.checks import PAGES  # noqa: PLC0415 - most instruments do not look like codes

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
