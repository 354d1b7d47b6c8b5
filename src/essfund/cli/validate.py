"""`essfund validate`: everything that is wrong with a catalogue, at its line."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import common_parameters, format_parameter, switch, with_options
from essfund.cli.output import write_error, write_result
from essfund.cli.session import open_session, texts_of
from essfund.diagnostics import in_reading_order
from essfund.messages import N_, say
from essfund.render import DIAGNOSTIC_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.diagnostics import Diagnostic
    from essfund.language.speaker import Speaker



def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    argument = typer.Argument(metavar="DIR", help=speak.text(N_("Directory of the catalogue; the bundled one if not given.")))
    return with_options(
        partial(run, speak),
        [
            ("directory", Annotated[str | None, argument], None),
            switch("no_cases", N_("Leave the golden cases out."), speak),
            format_parameter(speak, DIAGNOSTIC_FORMATS, "full"),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, directory: str | None, no_cases: bool, format: Any, **given: Any) -> int:  # noqa: A002 - option names
    """Check the catalogue and, if it can be used, its golden cases."""
    from essfund.reading.bundled import bundled_directory  # noqa: PLC0415 - `--help` reads nothing
    from essfund.reading.catalogue import load_texts, read_texts  # noqa: PLC0415 - `--help` reads nothing

    session, output = open_session(speak, given)
    folder = Path(directory) if directory else session.catalogue_directory or bundled_directory()
    texts = read_texts(folder, bundled_directory())
    loaded = load_texts(texts)
    found, instruments, cases = list(loaded.diagnostics), 0, 0
    if loaded.catalogue is not None:
        instruments = len(loaded.catalogue.instruments)
        if not no_cases:
            failures, cases = check_cases(folder, loaded.catalogue)
            found += failures
    found = in_reading_order(found)
    write_result(renderer(DIAGNOSTIC_FORMATS, format.value)(found, texts_of(found), speak), output)
    errors = sum(item.is_error for item in found)
    summary = say("{errors} errors, {warnings} warnings; {instruments} instruments, {cases} golden cases", errors=errors,
                  warnings=len(found) - errors, instruments=instruments, cases=cases)
    write_error(speak.say(summary) + "\n")
    if not folder.is_dir():
        return ExitCode.INPUT
    return ExitCode.FINDINGS if errors else ExitCode.DONE


def check_cases(folder: Path, catalogue: Any) -> tuple[list[Diagnostic], int]:
    """Return what the golden cases find, and how many there are."""
    from essfund.reading.cases import read_cases, run_cases  # noqa: PLC0415 - only when cases are wanted

    cases = read_cases(folder, catalogue)
    failures = [item for _, _, items in run_cases(cases, catalogue) for item in items]
    return [*cases.diagnostics, *failures], cases.count
