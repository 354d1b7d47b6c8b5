"""`essfund tools list` and `essfund tools show`: browse the catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    as_of_parameter,
    choices,
    common_parameters,
    format_parameter,
    tool_parameter,
    with_options,
)
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of
from essfund.errors import UsageError
from essfund.messages import N_, say
from essfund.models.tool import FAMILIES, REACHES
from essfund.render import SHEET_FORMATS, TOOLS_FORMATS, renderer
from essfund.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker
    from essfund.models.catalogue import Catalogue, Instrument

AVAILABILITIES = ("open", "unverified", "upcoming", "suspended", "closed")


def list_command(speak: Speaker) -> Callable[..., Any]:
    """Return `tools list` with its options in one language."""

    def several(name: str, values: tuple[str, ...], help_: str) -> tuple[str, Any, Any]:
        option = typer.Option(f"--{name}", help=speak.text(help_), case_sensitive=False)
        return name, Annotated[list[choices(name.title(), values)], option], []  # type: ignore[misc] # an enumeration made here

    text = typer.Option("--search", metavar="TEXT", help=speak.text(N_("Words of the name, the provider or the summary.")))
    return with_options(
        partial(run_list, speak),
        [
            several("family", FAMILIES, N_("Only this family (repeatable).")),
            several("reach", REACHES, N_("Only this reach (repeatable).")),
            several("availability", AVAILABILITIES, N_("Only this availability on the day (repeatable).")),
            ("search", Annotated[str | None, text], None),
            as_of_parameter(speak),
            format_parameter(speak, TOOLS_FORMATS, "table"),
            *common_parameters(speak),
        ],
    )


def run_list(speak: Speaker, search: str | None, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """List the instruments that pass every filter."""
    from essfund.engine.listing import list_instruments  # noqa: PLC0415 - `--help` lists nothing

    session, output = open_session(speak, given)
    wanted = {name: frozenset(one.value for one in given[name]) for name in ("family", "reach", "availability")}
    listing = list_instruments(session.catalogue, on=read_as_of(as_of), search=search, **wanted)
    view = session.view(to_file=output is not None)
    write_result(renderer(TOOLS_FORMATS, format.value)(session.catalogue, listing, view), output)
    return ExitCode.DONE


def show_command(speak: Speaker) -> Callable[..., Any]:
    """Return `tools show` with its options in one language."""
    return with_options(
        partial(run_show, speak),
        [
            tool_parameter(speak, N_("Id of an instrument.")),
            as_of_parameter(speak),
            format_parameter(speak, SHEET_FORMATS, "text"),
            *common_parameters(speak),
        ],
    )


def run_show(speak: Speaker, id: str, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the argument's name
    """Show one instrument."""
    session, output = open_session(speak, given)
    instrument = find_tool(session.catalogue, id)
    view = session.view(to_file=output is not None)
    text = renderer(SHEET_FORMATS, format.value)(session.catalogue, instrument, read_as_of(as_of), view)
    write_result(text, output)
    return ExitCode.DONE


def find_tool(catalogue: Catalogue, name: str) -> Instrument:
    """Return an instrument by its id or its name, whatever the case and accents. Raises UsageError with a suggestion."""
    for key, one in catalogue.instruments.items():
        if fold(name) in {fold(key), fold(one.tool.name)}:
            return one
    names = {one.tool.name: key for key, one in catalogue.instruments.items()} | {key: key for key in catalogue.instruments}
    near = [names[text] for text in nearest(name, names)]
    raise UsageError(
        say("no instrument is called `{id}`", id=name),
        say("did you mean {words}?", words=", ".join(dict.fromkeys(near))) if near
        else say("`essfund tools list` lists them"),
    )
