"""`essfund import`: a file of another directory of aids to a draft catalogue, as a start for another region."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, choices, common_parameters, with_options
from essfund.cli.output import write_directory, write_error
from essfund.cli.session import open_session, read_as_of
from essfund.errors import UsageError
from essfund.messages import N_, say
from essfund.reading.drafting import IMPORT_FORMATS
from essfund.render.formats import KNOWN_ENDINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    file = typer.Argument(metavar="FILE", help=speak.text(N_("CSV or JSON: dispositif-aide, aides-entreprises or SCDL subventions.")))
    formats = choices("Format", IMPORT_FORMATS)
    option = typer.Option("--format", "-f", help=speak.text(N_("Format of the file; seen from its columns if not given.")),
                          show_default=False)
    return with_options(
        partial(run, speak),
        [
            ("file", Annotated[str, file], ...),
            ("format", Annotated[formats | None, option], None),
            as_of_parameter(speak),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, file: str, format: Any, as_of: str | None, **given: Any) -> int:  # noqa: A002 - the option's name
    """Write a draft catalogue into a new directory."""
    from essfund.reading.drafting.drafting import draft_catalogue  # noqa: PLC0415 - `--help` reads nothing

    _, output = open_session(speak, given)
    if output is None or output.suffix.lower() in KNOWN_ENDINGS:
        raise UsageError(say("a draft catalogue is a directory"), say("give --output DIR, a directory that does not exist yet"))
    drafts, files = draft_catalogue(Path(file), read_as_of(as_of), format.value if format else None)
    write_directory(files, output)
    lines = [say("{count} instruments drafted in `{path}` from {format}: nothing of them is verified, and all of it is marked so",
                 count=len(drafts.drafts), path=output, format=drafts.format)]
    lines += [say("{count} rows left out: {reason}", count=count, reason=reason) for reason, count in drafts.left_out.items()]
    lines.append(say("see what is to be done with `essfund validate {path}`", path=output))
    write_error("".join(f"{speak.say(line)}\n" for line in lines))
    return ExitCode.DONE
