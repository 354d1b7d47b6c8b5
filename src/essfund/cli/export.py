"""`essfund export`: the catalogue as a file that other tools open."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, choices, common_parameters, filter_parameters, format_parameter, with_options
from essfund.cli.output import write_error, write_result
from essfund.cli.progress import Progress
from essfund.cli.session import open_session, read_as_of
from essfund.cli.tools import listing_of, named_filters
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.exchange.exporting import DIALECTS, EXPORT_FORMATS
from essfund.exchange.exporting.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from essfund.cli.session import Session
    from essfund.core.language.translator import Translator
    from essfund.exchange.exporting import ExportFormat

EXPORT = N_("Export")


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    panel = tr.text(EXPORT)
    tables, dialects = choices("Table", TABLES), choices("Dialect", DIALECTS)

    def option(name: str, help_: str, **given: Any) -> Any:
        return typer.Option(name, help=tr.text(help_), rich_help_panel=panel, **given)

    columns = option("--columns", N_("Columns of the table, in this order, separated by commas."), metavar="NAME,NAME",
                     show_default=False)
    sidecar = option("--sidecar", N_("Where dispositif-aide writes what it cannot say; beside the output if not given."),
                     metavar="FILE", show_default=False)
    return with_options(
        partial(run, tr),
        [
            format_parameter(tr, EXPORT_FORMATS, "csv"),
            ("table", Annotated[tables, option("--table", N_("Which table, for formats that hold one."))], tables("instruments")),
            ("columns", Annotated[list[str], columns], []),
            ("dialect", Annotated[dialects, option("--dialect", N_("How CSV is written: fr is semicolon, decimal comma, BOM."))],
             dialects("rfc4180")),
            ("sidecar", Annotated[str | None, sidecar], None),
            *filter_parameters(tr),
            as_of_parameter(tr),
            *common_parameters(tr),
        ],
    )


def run(tr: Translator, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """Write the instruments that pass the filters."""
    from essfund.core.optional_libraries import require  # noqa: PLC0415 - `--help` writes nothing
    from essfund.exchange.exporting.selection import Selection  # noqa: PLC0415 - `--help` writes nothing

    session, output = open_session(tr, given)
    chosen = EXPORT_FORMATS[format.value]
    columns = tuple(name.strip() for text in given["columns"] for name in text.split(",") if name.strip())
    check(format.value, chosen, columns, given, output)
    require(format.value, chosen.library, chosen.requirement)
    day = read_as_of(as_of)
    given |= named_filters(session, given)
    listing = listing_of(session, day, given)
    selection = Selection(
        session.catalogue, listing, day, tr, partial(documents, session), given["table"].value, columns,
        given["dialect"].value, said_filters(given),
    )
    with Progress(tr, say("Exporting"), selection.steps(chosen.tables)) as progress:
        selection = replace(selection, tick=progress.tick)
        result = chosen.function()(selection)
        beside = chosen.function(chosen.sidecar)(selection) if chosen.sidecar else None
    if beside is not None:
        write_sidecar(beside, tr, output, given["sidecar"])
    write_result(result, output)
    if not listing:
        write_error(tr.say(say("no instrument passes the filters")) + "\n")
    return ExitCode.DONE


def check(name: str, chosen: ExportFormat, columns: tuple[str, ...], given: Mapping[str, Any], output: Path | None) -> None:
    """Raise UsageError for options that do not fit the format."""
    if chosen.tables == "none" and (columns or given["table"].value != next(iter(TABLES))):
        raise UsageError(say("the format `{name}` has a shape of its own: no table and no columns to choose", name=name))
    if given["sidecar"] and not chosen.sidecar:
        raise UsageError(say("the format `{name}` has no sidecar", name=name))
    if given["dialect"].value != DIALECTS[0] and name != "csv":
        raise UsageError(say("--dialect is for CSV"))
    if chosen.binary and output is None and sys.stdout.isatty():
        raise UsageError(say("the format `{name}` is not text", name=name), say("give --output FILE"))


def documents(session: Session) -> Mapping[str, Any]:
    """Return the files of the catalogue as their authors wrote them."""
    from essfund.loading.bundled import bundled_directory  # noqa: PLC0415 - only some formats ask
    from essfund.loading.exported import read_documents  # noqa: PLC0415 - only some formats ask

    bundled = bundled_directory()
    return read_documents(session.catalogue_directory or bundled, bundled)


def said_filters(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the filters that were asked for, as an export says them."""
    from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - `--help` lists nothing

    asked = {one.name: given[one.name] for one in FILTERS if given[one.name]}
    return {
        name: [getattr(one, "value", one) for one in value] if isinstance(value, list | tuple) else value for name, value in asked.items()
    }


def write_sidecar(beside: bytes, tr: Translator, output: Path | None, wanted: str | None) -> None:
    """Write what the format cannot say; say so if nobody said where."""
    path = Path(wanted) if wanted else output.with_suffix(".sidecar.json") if output else None
    if path is None:
        write_error(tr.say(say("what this format cannot say was not written: give --sidecar FILE")) + "\n")
        return
    write_result(beside, path)
    write_error(tr.say(say("what this format cannot say is in `{path}`", path=path)) + "\n")
