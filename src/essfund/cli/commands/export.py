"""`essfund export`: the catalogue as a file that other tools open."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.cli.commands.tools import listing_of
from essfund.cli.declaring import each, group, option
from essfund.cli.options import Common, check_dialect, day_option, dialect_option, filter_options, format_option
from essfund.cli.output import Progress, output_format, write_result
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record, replace
from essfund.exchange.exporting.export_tables import TABLES, steps
from essfund.presenting.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.presenting.formats import Format

EXPORT = N_("Export")


@record(frozen=True)
class Export:
    """Options of `export`."""

    format: str | None = format_option("export")
    table: str = option(N_("Which table, for formats that hold one."), "--table", choices=TABLES, default="instruments", panel=EXPORT)
    columns: list[str] = option(N_("Columns of the table, in this order, separated by commas."), "--columns", metavar="NAME,NAME",
                                many=True, panel=EXPORT)
    dialect: str = dialect_option(EXPORT)
    sidecar: str | None = option(N_("Where dispositif-aide writes what it cannot say; if not given, beside the output, where no such "
                                    "file is there yet."), "--sidecar", metavar="FILE", panel=EXPORT)
    datapackage: str | None = option(N_("Where a description of the CSV file for programs goes (Tabular Data Package): "
                                        "datapackage.json in the same folder."), "--datapackage", metavar="FILE", panel=EXPORT)
    filters: Mapping[str, Any] = each(filter_options)
    as_of: str | None = day_option()
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Write the instruments that pass the filters."""
        from essfund.exchange.exporting.selection import Selection  # noqa: PLC0415 - `--help` writes nothing
        from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - `--help` lists nothing

        form = session.format("export", self.format)
        columns = tuple(name.strip() for text in self.columns for name in text.split(",") if name.strip())
        self.check(form, columns, session)
        resource = described_path(self.datapackage, form, session.output)
        render, day = form.load(), read_as_of(self.as_of)
        listing, given = listing_of(session, day, self.filters)
        asked = {item.name: given[item.name] for item in FILTERS if given.get(item.name)}
        selection = Selection(session.catalogue, listing, day, session.tr, partial(documents, session), self.table, columns,
                              self.dialect, asked)
        with Progress(session.tr, say("Exporting"), steps(selection, form.tables), still=session.accessible(terminal=True)) as progress:
            selection = replace(selection, tick=progress.tick)
            result = render(selection)
            beside = FORMATS["export --sidecar"]["json"].render(selection) if form.sidecar else None
            described = FORMATS["export --datapackage"]["json"].render(selection, resource) if resource else None
        if beside is not None:
            write_sidecar(beside, session, self.sidecar)
        session.write(form, result)
        if described is not None and self.datapackage:
            write_result(described, Path(self.datapackage))
        if not listing:
            session.note(say("no instrument passes the filters"))

    def check(self, form: Format, columns: tuple[str, ...], session: Session) -> None:
        """Raise UsageError for options that do not fit the format, and where a file that nobody named would be lost."""
        if form.tables == "none" and (columns or self.table != next(iter(TABLES))):
            raise UsageError(say("the format `{name}` has a shape of its own: no table and no columns to choose", name=form.name))
        if self.sidecar:
            if not form.sidecar:
                raise UsageError(say("the format `{name}` has no sidecar", name=form.name))
            output_format("export --sidecar", None, Path(self.sidecar))
        elif form.sidecar and (path := sidecar_beside(session)) and os.path.lexists(path):
            raise UsageError(say("`{path}` exists already", path=path), say("to replace it: --sidecar {path}", path=path))
        check_dialect(self.dialect, form)


def described_path(description: str | None, form: Format, output: Path | None) -> str:
    """Path of a CSV file as its description names it; nothing if there is none. Raises UsageError where it cannot be named."""
    if description is None:
        return ""
    output_format("export --datapackage", None, Path(description))
    if form.name != "csv" or output is None:
        raise UsageError(say("--datapackage describes a CSV file"),
                         say("write for example {example}", example="--output instruments.csv"))
    path, folder = (Path(os.path.normpath(each.absolute())) for each in (output, Path(description).parent))
    if not path.is_relative_to(folder):
        raise UsageError(say("--datapackage: the CSV file must lie in its folder, or below"),
                         say("write for example {example}", example=f"--datapackage {output.parent / 'datapackage.json'}"))
    return path.relative_to(folder).as_posix()


def documents(session: Session) -> Mapping[str, Any]:
    """Files of the catalogue as their authors wrote them."""
    from essfund.loading.catalogue import read_documents  # noqa: PLC0415 - only some formats ask

    return read_documents(session.places)


def sidecar_beside(session: Session) -> Path | None:
    """Where a sidecar goes that nobody named: beside the output, if that is a file."""
    return session.output.with_suffix(".sidecar.json") if session.output else None


def write_sidecar(beside: bytes, session: Session, wanted: str | None) -> None:
    """Write what the format cannot say; say so if nobody said where."""
    path = Path(wanted) if wanted else sidecar_beside(session)
    if path is not None:
        write_result(beside, path)
    session.note(say("what this format cannot say is in `{path}`", path=path) if path
                 else say("what this format cannot say was not written: give --sidecar FILE"))
