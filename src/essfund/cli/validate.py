"""`essfund validate`: everything that is wrong with a catalogue, at its line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.fixes import diff_of_fixes, write_fixes
from essfund.cli.options import as_of_parameter, common_parameters, format_parameter, switch, with_options
from essfund.cli.output import output_format, write_error, write_formatted
from essfund.cli.session import open_session, read_as_of
from essfund.messages import N_, counted
from essfund.render.totals import totals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from essfund.checks.policy import Policy
    from essfund.cli.session import Session
    from essfund.diagnostics import Findings
    from essfund.language.speaker import Speaker

CHECKING = N_("Checks")


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    paths = typer.Argument(
        metavar="PATH...",
        help=speak.text(N_("Directories of catalogues, files of one, or profiles; the bundled catalogue if nothing is given.")),
    )

    def codes(name: str, metavar: str, help_: str) -> tuple[str, Any, Any]:
        option = typer.Option(f"--{name}", metavar=metavar, help=speak.text(help_), rich_help_panel=speak.text(CHECKING))
        return name, Annotated[list[str], option], []

    return with_options(
        partial(run, speak),
        [
            ("paths", Annotated[list[str], paths], []),
            codes("select", "CODE", N_("Only findings whose code begins so (repeatable, or separated by commas).")),
            codes("ignore", "CODE", N_("Leave out findings whose code begins so (repeatable, or separated by commas).")),
            codes("severity", "CODE=LEVEL", N_("Count a code as error, warning or note (repeatable).")),
            switch("strict", N_("Warnings stop a pull request too."), speak, CHECKING),
            switch("fix", N_("Put right what is mechanical: quotes, plain digits, the order of keys. Comments and layout stay."), speak,
                   CHECKING),
            switch("diff", N_("Show what --fix would change, and write nothing; leave with code 1 if there is something."), speak,
                   CHECKING),
            switch("no_cases", N_("Leave the golden cases out."), speak, CHECKING),
            as_of_parameter(speak),
            format_parameter(speak, "validate"),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, paths: Sequence[str], as_of: str | None, format: Any, no_cases: bool, **given: Any) -> int:  # noqa: A002 - option names
    """Check every catalogue and profile that was named."""
    from essfund.checks import PAGES  # noqa: PLC0415 - `--help` checks nothing
    from essfund.checks.policy import read_policy  # noqa: PLC0415 - `--help` checks nothing
    from essfund.reading.examination import catalogues_of, examine  # noqa: PLC0415 - `--help` reads nothing

    session, output = open_session(speak, given)
    form = output_format("validate --diff", None, output) if given["diff"] else output_format("validate", format, output)
    policy = read_policy(given["select"], given["ignore"], given["severity"], PAGES, strict=given["strict"])
    other = session.catalogue_directory
    chosen = [Path(path) for path in paths] or ([other] if other else [])
    if given["diff"]:
        changes = diff_of_fixes(catalogues_of(chosen))
        write_formatted(form, changes, output)
        return ExitCode.FINDINGS if changes else ExitCode.DONE
    if given["fix"]:
        write_fixes(catalogues_of(chosen), speak)
    found = examine(chosen, read_as_of(as_of), cases=not no_cases, catalogue=lambda: session.catalogue)
    kept = found.showing(policy.apply(found.diagnostics))
    shown = kept.listed()
    write_formatted(form, form.render(shown, session.view(to_file=output is not None)), output)
    write_error(totals(kept, speak))
    return exit_code(session, found, shown, policy)


def exit_code(session: Session, found: Findings, shown: Findings, policy: Policy) -> int:
    """Return what the run says. A catalogue that cannot be used fails even if what is wrong with it was left out."""
    if found.unread:
        return ExitCode.INPUT
    if policy.fails(shown.diagnostics):
        return ExitCode.FINDINGS
    hidden = sum(item.is_error for item in found.diagnostics) if found.unusable else 0
    if hidden:
        message = counted(hidden, N_("a catalogue cannot be used: {count} error was not shown"),
                          N_("a catalogue cannot be used: {count} errors were not shown"))
        write_error(f"{session.speak.say(message)}\n")
        return ExitCode.FINDINGS
    return ExitCode.DONE
