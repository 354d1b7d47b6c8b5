"""`essfund explain`: why or why not for one instrument and a profile, or what a diagnostic code means."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    as_of_parameter,
    common_parameters,
    format_parameter,
    profile_parameters,
    tool_parameter,
    with_options,
)
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of
from essfund.cli.tools import find_tool
from essfund.errors import UsageError
from essfund.messages import N_, say
from essfund.render import EXPLANATION_FORMATS, renderer
from essfund.spelling import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker

CODE = re.compile(r"[A-Z]{2,3}\d{3}")
"""What a diagnostic code looks like; no instrument has such an id."""


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    return with_options(
        partial(run, speak),
        [
            tool_parameter(speak, N_("Id of an instrument, or a diagnostic code such as CAT010.")),
            *profile_parameters(speak),
            as_of_parameter(speak),
            format_parameter(speak, EXPLANATION_FORMATS, "text"),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, id: str, profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - option names
    """Explain an instrument or a code."""
    session, output = open_session(speak, given)
    if CODE.fullmatch(id.strip().upper()):
        write_result(code_page(id.strip().upper(), speak), output)
        return ExitCode.DONE
    from essfund.engine.matching import match  # noqa: PLC0415 - codes need no matching
    from essfund.engine.whynot import smallest_changes  # noqa: PLC0415 - codes need no matching

    tool = find_tool(session.catalogue, id)
    day = read_as_of(as_of)
    report = match(session.catalogue, session.profile(profile, given, answer), on=day)
    changes = smallest_changes(session.catalogue, tool, report.profile, day)
    view = session.view(to_file=output is not None)
    write_result(renderer(EXPLANATION_FORMATS, format.value)(report, report.result(tool.id), changes, view), output)
    return ExitCode.DONE


def code_page(code: str, speak: Speaker) -> str:
    """Return the page of a diagnostic code. Raises UsageError for a code that does not exist."""
    from essfund.checks import PAGES  # noqa: PLC0415 - instruments need no pages
    from essfund.render.page_text import page_text  # noqa: PLC0415 - instruments need no pages

    if code not in PAGES:
        near = nearest(code, PAGES)
        raise UsageError(say("`{code}` is not a code", code=code), say("did you mean {words}?", words=", ".join(near)))
    return page_text(code, PAGES[code], speak)
