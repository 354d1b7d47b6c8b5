"""`essfund diff`: what differs between two catalogues, in words and in effect."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, common_parameters, format_parameter, switch, with_options
from essfund.cli.output import write_error, write_result
from essfund.cli.session import open_session, read_as_of
from essfund.core.messages import N_, say
from essfund.presenting.formats import COMPARISON_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.cli.session import Session
    from essfund.core.language.translator import Translator
    from essfund.review.diff.revisions import Read

COMPARING = N_("Comparison")


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    old = typer.Argument(
        metavar="OLD", help=tr.text(N_("A directory, a git revision, or two of them: main..HEAD; main...HEAD from where they parted."))
    )
    new = typer.Argument(
        metavar="NEW", help=tr.text(N_("A directory or a revision; the working tree, or the catalogue in use, if not given.")),
        show_default=False,
    )
    directory = typer.Option(
        "--directory", metavar="DIR", help=tr.text(N_("Where revisions hold the catalogue, from the root of the repository; data.")),
        rich_help_panel=tr.text(COMPARING), show_default=False,
    )
    return with_options(
        partial(run, tr),
        [
            ("old", Annotated[str, old], ...),
            ("new", Annotated[str | None, new], None),
            ("directory", Annotated[str | None, directory], None),
            switch("exit_zero", N_("Leave with code 0 even if something differs."), tr, COMPARING),
            as_of_parameter(tr),
            format_parameter(tr, COMPARISON_FORMATS, "text"),
            *common_parameters(tr),
        ],
    )


def run(tr: Translator, old: str, new: str | None, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - option names
    """Compare two catalogues."""
    from essfund.review.diff import compare  # noqa: PLC0415 - `--help` compares nothing
    from essfund.review.diff.revisions import places, read_sides  # noqa: PLC0415 - `--help` reads nothing

    directory, exit_zero = given.pop("directory"), given.pop("exit_zero")
    session, output = open_session(tr, given)
    day = read_as_of(as_of)
    before, after = read_sides(*places(old, new, current=session.catalogue_directory, directory=directory))
    unusable = _report(session, before, say("the old catalogue ({name}) cannot be used", name=before.name))
    unusable |= _report(session, after, say("the new catalogue ({name}) cannot be used", name=after.name))
    if unusable or before.side is None or after.side is None:
        return ExitCode.INPUT
    found = compare(before.side, after.side, day=day)
    write_result(renderer(COMPARISON_FORMATS, format.value)(found, session.view(to_file=output is not None)), output)
    return ExitCode.FINDINGS if found.changed and not exit_zero else ExitCode.DONE


def _report(session: Session, read: Read, problem: Any) -> bool:
    """Say what is wrong with one side; return whether it cannot be used."""
    if read.side is None:
        from essfund.core.diagnostics import Findings  # noqa: PLC0415 - only when something is wrong
        from essfund.review.diagnostics.full import render  # noqa: PLC0415 - only when something is wrong

        write_error(render(Findings(tuple(read.diagnostics), read.texts), session.view(to_file=True)))
        write_error(session.tr.say(problem) + "\n")
    elif read.unread:
        message = say("golden cases of {name} that cannot be read are left out: {count} problems; `essfund validate` shows them",
                      name=read.name, count=len(read.unread))
        write_error(session.tr.say(message) + "\n")
    return read.side is None
