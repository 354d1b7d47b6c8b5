"""`essfund diff`: what differs between two catalogues, in words and in effect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, common_parameters, format_parameter, switch, with_options
from essfund.cli.output import output_format, write_error, write_formatted
from essfund.cli.session import open_session, read_as_of
from essfund.messages import N_, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.cli.session import Session
    from essfund.language.speaker import Speaker
    from essfund.reading.sides import Read

COMPARING = N_("Comparison")


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    old = typer.Argument(
        metavar="OLD", help=speak.text(N_("A directory, a git revision, or two of them: main..HEAD; main...HEAD from where they parted."))
    )
    new = typer.Argument(
        metavar="NEW", help=speak.text(N_("A directory or a revision; the working tree, or the catalogue in use, if not given.")),
        show_default=False,
    )
    directory = typer.Option(
        "--directory", metavar="DIR", help=speak.text(N_("Where revisions hold the catalogue, from the root of the repository; data.")),
        rich_help_panel=speak.text(COMPARING), show_default=False,
    )
    return with_options(
        partial(run, speak),
        [
            ("old", Annotated[str, old], ...),
            ("new", Annotated[str | None, new], None),
            ("directory", Annotated[str | None, directory], None),
            switch("exit_zero", N_("Leave with code 0 even if something differs."), speak, COMPARING),
            as_of_parameter(speak),
            format_parameter(speak, "diff"),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, old: str, new: str | None, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - option names
    """Compare two catalogues."""
    from essfund.engine.comparison import compare  # noqa: PLC0415 - `--help` compares nothing
    from essfund.reading.sides import places, read_sides  # noqa: PLC0415 - `--help` reads nothing

    directory, exit_zero = given.pop("directory"), given.pop("exit_zero")
    session, output = open_session(speak, given)
    form = output_format("diff", format, output)
    day = read_as_of(as_of)
    before, after = read_sides(*places(old, new, current=session.catalogue_directory, directory=directory))
    unusable = _report(session, before, say("the old catalogue ({name}) cannot be used", name=before.name))
    unusable |= _report(session, after, say("the new catalogue ({name}) cannot be used", name=after.name))
    if unusable or before.side is None or after.side is None:
        return ExitCode.INPUT
    found = compare(before.side, after.side, day=day)
    write_formatted(form, form.render(found, session.view(to_file=output is not None)), output)
    return ExitCode.FINDINGS if found.changed and not exit_zero else ExitCode.DONE


def _report(session: Session, read: Read, problem: Any) -> bool:
    """Say what is wrong with one side; return whether it cannot be used."""
    if read.side is None:
        from essfund.diagnostics import Findings  # noqa: PLC0415 - only when something is wrong
        from essfund.render.diagnostics_full import render  # noqa: PLC0415 - only when something is wrong

        write_error(render(Findings(tuple(read.diagnostics), read.texts), session.view(to_file=True)))
        write_error(session.speak.say(problem) + "\n")
    elif read.unread:
        message = say("golden cases of {name} that cannot be read are left out: {count} problems; `essfund validate` shows them",
                      name=read.name, count=len(read.unread))
        write_error(session.speak.say(message) + "\n")
    return read.side is None
