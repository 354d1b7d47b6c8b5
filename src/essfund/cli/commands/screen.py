"""`essfund screen`: a whole list of enterprises."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from essfund.cli.commands.tools import find_tool
from essfund.cli.declaring import ASKING, OUTPUT, argument, group, option, switch
from essfund.cli.options import Common, Known, check_dialect, complete_tools, completing, day_option, dialect_option, format_option
from essfund.cli.output import Progress, quiet_stdout, write_error, write_out
from essfund.cli.session import Session, read_as_of
from essfund.cli.streams import trouble
from essfund.cli.writing import folder_in_pieces, written_in_pieces
from essfund.core.errors import OutputError, UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.record import record, replace
from essfund.core.text import nearest
from essfund.model.verdict import Verdict
from essfund.screening.row_shapes import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from essfund.core.messages import Message
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.enterprises import Enterprises, ListRow, Rejected
    from essfund.loading.lists.row_blocks import CountedBy
    from essfund.loading.lists.source import ListSource
    from essfund.model.catalogue import Catalogue
    from essfund.presenting.formats import Format
    from essfund.presenting.view import View
    from essfund.screening.row_files import RowWriter
    from essfund.screening.row_shapes import RowShape, Shape
    from essfund.screening.tally import Tally

MOST_REASONS = 1_000


def grouped(catalogue: Catalogue) -> list[str]:
    """Fields by which rows may be counted apart."""
    return [key for key, field in catalogue.fields.items() if field.kind.name == "choice"]


@record(frozen=True)
class ScreenCommand:
    """Options of `screen`."""

    listed: str | None = argument(N_("The list: CSV, its delimiter and encoding found out; .xlsx, .parquet or a folder of Parquet; "
                                      "- reads standard input."), "LIST")
    map: Sequence[str] = option(N_("The column that tells a field, where its name does not say so."), "--map", metavar="FIELD=COLUMN",
                                many=True, panel=ASKING)
    tool: Sequence[str] = option(N_("Only this instrument (repeatable)."), "--tool", metavar="ID", many=True, complete=complete_tools,
                                 panel=ASKING)
    verdict: Sequence[str] = option(N_("Write only rows with this verdict (repeatable)."), "--verdict",
                                    choices=tuple(item.value for item in Verdict), many=True, panel=ASKING)
    by: str | None = option(N_("Count the rows apart by a field of the list."), "--by", metavar="FIELD", complete=completing(grouped),
                          panel=ASKING)
    as_of: str | None = day_option()
    known: Known = group(Known)
    shape: Shape = option(N_("Rows that are written: one an enterprise and instrument, or one an enterprise."), "--shape", choices=SHAPES,
                        default=SHAPES[0], panel=OUTPUT)
    tables: str | None = option(N_("A new folder for the list as tables (Parquet): its rows by kind, what is answered to each kind, "
                                   "the class of each value, and the SQL that joins them."), "--tables", metavar="DIR", panel=OUTPUT)
    columns: bool = switch(N_("List the names of columns that are known, and stop."), "--columns", panel=OUTPUT)
    all: bool = switch(N_("Also show every other instrument, and every group."), "--all", panel=OUTPUT)
    format: str | None = format_option("screen")
    dialect: str = dialect_option(OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Read, answer row by row, write, sum up."""
        if self.columns:
            form = session.format("screen --columns", self.format)
            session.write(form, form.render(session.view()))
            return
        if self.listed is None:
            raise UsageError(say("name a list, or - for standard input"),
                             say("`essfund screen --columns` lists the names that are known"))
        form = session.format("screen", self.format)
        check_dialect(self.dialect, form)
        view = replace(session.view(everything=self.all), dialect=self.dialect)
        from essfund.loading.lists.source import opened  # noqa: PLC0415 - `--help` opens nothing

        try:
            with opened(self.listed, session.tr) as source:
                tally = self.screened(session, form, view, source)
        except BrokenPipeError:  # whoever reads has seen enough
            quiet_stdout()
            return
        if not form.rows:
            session.write(form, form.render(tally, view))
            return
        from essfund.presenting.formats import FORMATS  # noqa: PLC0415 - after the rows

        text = FORMATS["screen"]["table"].render(tally, session.view(to_file=False, everything=self.all))
        (write_out if session.output else write_error)(text)
        if session.output and (tally.rejected or tally.unread or tally.closed):
            session.note(say("What was not answered or not understood, row by row: {path}", path=rejects_of(session.output)))

    def screened(self, session: Session, form: Format, view: View, source: ListSource) -> Tally:
        """Tally of a list, its rows written where the format is of rows. Raises InvalidInputError, UsageError and OutputError."""
        from essfund.engine.screening import Screening  # noqa: PLC0415 - `--help` screens nothing
        from essfund.loading.lists.columns import recognised  # noqa: PLC0415 - as above
        from essfund.loading.lists.enterprises import Enterprises  # noqa: PLC0415 - as above
        from essfund.loading.lists.source import read_map  # noqa: PLC0415 - as above
        from essfund.screening.row_shapes import RowShape  # noqa: PLC0415 - as above
        from essfund.screening.tally import Tally, count  # noqa: PLC0415 - as above

        catalogue, day, common = session.catalogue, read_as_of(self.as_of), session.profile(None, self.known)
        tools = [find_tool(catalogue, tool).id for tool in self.tool]
        name = source.name
        columns = recognised(source.header, read_map(self.map), common.values, name, catalogue.vocabularies)
        screening = Screening(catalogue, day, [column.rule.field for column in columns.facts], common=common, tools=tools)
        enterprises, tally = Enterprises(columns, screening, source.header), Tally(screening, columns, name)
        wanted = [verdict for verdict in Verdict if verdict.value in self.verdict] or list(Verdict)
        shape = RowShape(screening, self.shape, identifiers(columns), wanted)
        with ExitStack() as stack:
            writer = self.writer(stack, session, form, view, shape, enterprises, name)
            rejects = stack.enter_context(Rejects.beside(session, shape.ids, view.dialect)) if form.rows and session.output else None
            progress = stack.enter_context(Progress(session.tr, say("Reading the list"), source.size))
            identify = identifier(columns)
            group = grouping(self.by, columns, enterprises, session) if self.by else None
            try:
                count(source.rows(enterprises, group), tally, tick=lambda _: progress.tick(max(0, source.place() - progress.done)),
                      write=(lambda row: writer.add(identify(row), row.classes)) if writer else None,
                      write_block=writer.add_block if writer else None,
                      reject=(lambda row, column, why: rejects.add(row, identify(row), column, why)) if rejects else None,
                      label=(lambda row: group.label(row.cells[group.place])) if group else None)
                if writer:
                    writer.close()
            except BrokenPipeError:
                raise
            except OSError as error:
                raise OutputError(trouble(error, Path(self.tables) if self.tables else session.output or Path("stdout"))) from None
        tally.other_encoding, tally.titles = source.records.other_encoding, source.records.titles
        return tally


    def writer(
        self, stack: ExitStack, session: Session, form: Format, view: View, shape: RowShape, enterprises: Enterprises, name: str,
    ) -> RowWriter | None:
        """What writes the rows, if rows are asked for. Raises UsageError and OutputError."""
        if self.tables is None:
            return form.load()(stack.enter_context(destination(session.output)), shape, view) if form.rows else None
        if form.rows or self.verdict or self.shape != SHAPES[0]:
            raise UsageError(say("--tables holds every row and answer: --verdict, --shape and a file of rows do not go with it"))
        from essfund.loading.lists.tables import library  # noqa: PLC0415 - only for tables
        from essfund.screening.list_tables import TablesWriter  # noqa: PLC0415 - as above

        library("pyarrow")
        return TablesWriter(stack.enter_context(folder_in_pieces(Path(self.tables))), shape, enterprises, name)


@contextmanager
def destination(path: Path | None) -> Iterator[BinaryIO]:
    """Stream that rows go to: a file, whole or not at all, or standard output, whose reader may go away."""
    if path is not None:
        with written_in_pieces(path) as stream:
            yield stream
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        quiet_stdout()
        raise OutputError(trouble(error, Path("stdout"))) from None


def rejects_of(path: Path) -> Path:
    """File of what was not answered or not understood, beside a result."""
    return path.with_name(f"{path.name}.rejects.csv")


class Rejects:
    """What was not answered or not understood, in a file beside the result: where it stands, the column and the reason."""

    def __init__(self, stream: BinaryIO, session: Session, ids: Sequence[str], dialect: str) -> None:
        self.stream, self.tr, self.count, self.delimiter = stream, session.tr, 0, ";" if dialect == "fr" else ","
        self.stream.write("\ufeff".encode() if dialect == "fr" else b"")
        self.tails: dict[tuple[str, int], tuple[Message, str]] = {}
        from essfund.screening.row_files import csv_tail  # noqa: PLC0415 - only where rows are written

        header = ("line", *(ids if ids != ("row",) else ()), "column", "reason")
        self.stream.write(csv_tail(header, self.delimiter).encode())

    @classmethod
    @contextmanager
    def beside(cls, session: Session, ids: Sequence[str], dialect: str) -> Iterator[Rejects]:
        """Rejects beside the result: the file is there if something was rejected, and gone if nothing was."""
        assert session.output is not None
        path = rejects_of(session.output)
        with written_in_pieces(path) as stream:
            rejects = cls(stream, session, ids, dialect)
            yield rejects
        if not rejects.count:
            with suppress(OSError):
                path.unlink()

    def add(self, row: ListRow | Rejected, ids: Sequence[str], column: str, reason: Message) -> None:
        """Write one row, or one of its cells."""
        from essfund.screening.row_files import csv_lead, csv_tail  # noqa: PLC0415 - only where rows are written

        self.count += 1
        line = str(row.line)
        known, tail = self.tails.get((column, id(reason)), (None, ""))
        if known is not reason:  # of many rows it is the same
            if len(self.tails) >= MOST_REASONS:
                self.tails.clear()
            tail = csv_tail((column, self.tr.say(reason)), self.delimiter)
            self.tails[column, id(reason)] = (reason, tail)
        self.stream.write((csv_lead((line, *ids) if ids != (line,) else ids, self.delimiter) + tail).encode())


def identifiers(columns: ListColumns) -> tuple[str, ...]:
    """Names of the columns that say which enterprise a row is; the number of its line where there is none."""
    return tuple([column.name for column in columns.identifiers]) or ("row",)


def identifier(columns: ListColumns) -> Callable[[ListRow | Rejected], tuple[str, ...]]:
    """What says which enterprise a row is, as it stands in the list."""
    places = [column.place for column in columns.identifiers]
    if not places:
        return lambda row: (str(row.line),)
    return lambda row: tuple([row.cells[place] if place < len(row.cells) else "" for place in places])


def grouping(by: str, columns: ListColumns, enterprises: Enterprises, session: Session) -> CountedBy:
    """Place of the column by which rows are counted apart, and what its cells say. Raises UsageError where no column tells the field."""
    from essfund.loading.profile import field_named  # noqa: PLC0415 - as in `screened`

    among, key = grouped(session.catalogue), field_named(by, session.catalogue.vocabularies)
    if key not in among:
        raise UsageError(say("--by: one cannot count by `{name}`", name=by),
                         did_you_mean(nearest(by, among), say("choose among {words}", words=", ".join(among))))
    number = next((number for number, column in enumerate(columns.facts) if column.rule.field == key), None)
    if number is None:
        raise UsageError(say("--by {field}: no column of the list tells it", field=by),
                         did_you_mean([column.rule.field for column in columns.facts if column.rule.field in among]))
    from essfund.loading.lists.row_blocks import CountedBy  # noqa: PLC0415 - as in `screened`

    place, known = columns.facts[number].place, dict[str, str]()
    words, tr = session.catalogue.vocabularies.of(session.catalogue.fields[key].vocabulary), session.tr
    assert words is not None

    def label(raw: str) -> str:
        if raw not in known:
            ids = enterprises.told(number, raw)
            known[raw] = " / ".join(tr.say(words.words(key)) for key in sorted(ids)) if ids else tr.say(say("not told"))
        return known[raw]

    return CountedBy(place, label)
