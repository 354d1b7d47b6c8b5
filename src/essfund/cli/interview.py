"""`essfund interview`: one question at a time, the one that settles most first."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    ASKING,
    OUTPUT,
    as_of_parameter,
    common_parameters,
    format_parameter,
    profile_parameters,
    switch,
    with_options,
)
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.presenting.formats import REPORT_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.language.translator import Translator


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    argument = typer.Argument(metavar="PROFILE", help=tr.text(N_("YAML or JSON file with what is known, to go on from there.")))
    save = typer.Option(
        "--save", metavar="FILE", rich_help_panel=tr.text(OUTPUT), show_default=False,
        help=tr.text(N_("Write the profile here after every answer, for `match` or to go on later; nobody else may read a new file.")),
    )
    return with_options(
        partial(run, tr),
        [
            ("profile", Annotated[str | None, argument], None),
            *[one for one in profile_parameters(tr) if one[0] != "profile"],
            as_of_parameter(tr),
            switch("all", N_("Show the instruments that are not eligible too, and why."), tr, ASKING),
            switch("scores", N_("Show how each score is made."), tr, ASKING),
            ("save", Annotated[str | None, save], None),
            format_parameter(tr, REPORT_FORMATS, "table"),
            *common_parameters(tr),
        ],
    )


def run(
    tr: Translator, profile: str | None, answer: list[str], as_of: str | None, save: str | None, format: Any, **given: Any  # noqa: A002 - the option's name
) -> int:
    """Ask, then show what `match` would show."""
    require_keyboard()
    from essfund.cli.dialogue import Dialogue  # noqa: PLC0415 - `--help` asks nothing
    from essfund.cli.saving import Saving  # noqa: PLC0415 - `--help` asks nothing
    from essfund.interview.state import InterviewState  # noqa: PLC0415 - `--help` asks nothing

    session, output = open_session(tr, given)
    everything, scores = given.pop("all"), given.pop("scores")
    if "-" in (profile, save):
        raise UsageError(say("an interview reads the keyboard and needs a file here, not -"))
    saving = Saving(session, Path(save) if save else None, Path(profile) if profile else None)
    course = InterviewState(session.profile(profile, given, answer))
    saving.begin(course.profile, told=bool(answer) or any(value not in (None, []) for value in given.values()))
    dialogue = Dialogue(session, course, read_as_of(as_of), saving)
    try:
        report = dialogue.run()
        view = session.view(to_file=output is not None, everything=everything, scores=scores)
        write_result(renderer(REPORT_FORMATS, format.value)(report, view), output)
    finally:  # also after Ctrl-C, or a result that cannot be written
        saving.offer(dialogue.course.profile)
    return ExitCode.DONE


def require_keyboard() -> None:
    """Raise UsageError, with what to use instead, if nobody can be asked."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        raise UsageError(
            say("an interview needs a terminal: somebody who reads and types"),
            say("without one, give what is known to `essfund match`; its `--format json` holds the next questions in `questions`"),
        )
