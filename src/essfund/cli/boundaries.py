"""`essfund boundaries`: where the answer of one instrument turns, shown on both sides, or written as golden cases."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, common_parameters, format_parameter, tool_parameter, with_options
from essfund.cli.output import write_error, write_files, write_result
from essfund.cli.session import open_session, read_as_of
from essfund.cli.tools import find_tool
from essfund.core.errors import UsageError
from essfund.core.messages import N_, counted, say
from essfund.presenting.formats import BOUNDARY_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from essfund.core.language.translator import Translator
    from essfund.engine.boundaries import Boundary

CHOICE = N_("Choice")


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""

    def option(name: str, metavar: str, help_: str) -> Any:
        return typer.Option(name, metavar=metavar, help=tr.text(help_), rich_help_panel=tr.text(CHOICE), show_default=False)

    edges = option("--edge", "NUMBER", N_("Only this boundary, by its number (repeatable)."))
    fields = option("--field", "FIELD", N_("Only boundaries in this field, like employees or as_of (repeatable)."))
    write = option("--write", "FILE", N_("Write the boundaries as golden cases into a new file, like data/cases/NAME.yaml."))
    return with_options(
        partial(run, tr),
        [
            tool_parameter(tr, N_("Id of an instrument.")),
            ("edge", Annotated[list[str], edges], []),
            ("field", Annotated[list[str], fields], []),
            ("write", Annotated[str | None, write], None),
            as_of_parameter(tr),
            format_parameter(tr, BOUNDARY_FORMATS, "text"),
            *common_parameters(tr),
        ],
    )


def run(
    tr: Translator, id: str, edge: list[str], field: list[str], write: str | None, as_of: str | None, format: Any, **given: Any  # noqa: A002 - option names
) -> int:
    """Show boundaries, and write golden cases of them if asked to."""
    from essfund.engine.boundaries import boundaries  # noqa: PLC0415 - `--help` looks for nothing

    session, output = open_session(tr, given)
    catalogue, day = session.catalogue, read_as_of(as_of)
    instrument = find_tool(catalogue, id)
    numbered = chosen(dict(enumerate(boundaries(catalogue, instrument, day), start=1)), edge, field)
    view = session.view(to_file=output is not None)
    text = renderer(BOUNDARY_FORMATS, format.value)(catalogue, instrument, day, numbered, view)
    if write:
        from essfund.authoring.boundary_cases import cases_text  # noqa: PLC0415 - only if cases are written
        from essfund.authoring.new import modeline  # noqa: PLC0415 - only if cases are written

        path = Path(write)
        if path.exists():
            raise UsageError(say("`{path}` exists already", path=path), say("choose another name, or move the file"))
        write_files({path: cases_text(numbered.values(), catalogue, modeline(path.parent), tr)})
        written = counted(
            len(numbered), N_("{count} boundary written to {path}; check it: essfund validate {directory}"),
            N_("{count} boundaries written to {path}; check them: essfund validate {directory}"), path=path, directory=path.parent,
        )
        write_error(tr.say(written) + "\n")
    write_result(text, output)
    return ExitCode.DONE


def chosen(numbered: Mapping[int, Boundary], edges: Sequence[str], fields: Sequence[str]) -> dict[int, Boundary]:
    """Return the boundaries asked for. Raises UsageError where there is none of them."""
    known = {boundary.field for boundary in numbered.values()}
    for name in fields:
        if name not in known:
            raise UsageError(say("no boundary lies in `{field}`", field=name), say("there are some in: {fields}", fields=sorted(known)))
    for number in edges:
        if number not in {str(one) for one in numbered}:
            raise UsageError(say("there is no boundary {number}", number=number),
                             say("they are numbered from 1 to {last}", last=len(numbered)))
    return {
        number: boundary for number, boundary in numbered.items()
        if (not edges or str(number) in edges) and (not fields or boundary.field in fields)
    }
