"""What was read of a list, in words and as plain values: every row counted, every column told, what was not understood named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Message, counted, say
from essfund.core.text import printable
from essfund.presenting.wording import SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essfund.core.language.translator import Translator
    from essfund.model.fields import Field
    from essfund.model.list_reading import ListReading
    from essfund.presenting.json_shapes import ListReadPlain


def rows_read(reading: ListReading, tr: Translator) -> str:
    """Rows: how many were read, and what became of them."""
    rows = reading.rows
    read = counted(rows.read, N_("{count} row read"), N_("{count} rows read"))
    parts = [counted(rows.answered, N_("{count} answered"), N_("{count} answered"))]
    parts += [counted(rows.ceased, N_("{count} ceased"), N_("{count} ceased ones"))] if rows.ceased else []
    parts += [counted(rows.rejected, N_("{count} broken"), N_("{count} broken ones"))] if rows.rejected else []
    return tr.say(say("{read}: {parts}", read=read, parts=", ".join(tr.say(part) for part in parts)))


def head_lines(reading: ListReading, fields: Mapping[str, Field], tr: Translator, common: str = "") -> Iterator[str]:
    """Lines on what was read, the rows first; `common` is what is known of all of them."""
    yield rows_read(reading, tr)
    pairs = [f"{tr.words(fields[column.field].label)} ← « {printable(column.name)} »" for column in reading.columns]
    yield tr.say(say("Read: {columns}", columns=tr.text(SEMICOLON).join(pairs)))
    yield from _counted(N_("Nothing said: {columns}"), {column.name: column.unknown for column in reading.columns}, tr)
    yield from _counted(N_("Not understood, and so unknown: {columns}"), {column.name: column.unread for column in reading.columns}, tr)
    if common:
        yield tr.say(say("The same for all: {facts}", facts=common))
    for hint in reading.hints:
        yield tr.say(say("Not taken: « {name} » is a hint and proves nothing; --map {field}={name} takes it for true",
                         name=hint.name, field=hint.field))
    if reading.unused:
        yield tr.say(say("Not used: {columns}", columns=", ".join(f"« {printable(name)} »" for name in reading.unused)))
    if reading.titles:
        above = counted(reading.titles, N_("Not read: {count} line above the names of the columns"),
                        N_("Not read: {count} lines above the names of the columns"))
        yield tr.say(above)
    if reading.other_encoding:
        encoded = counted(reading.other_encoding, N_("{count} line is no UTF-8 and was read as Windows-1252"),
                          N_("{count} lines are no UTF-8 and were read as Windows-1252"))
        yield tr.say(encoded)


def _counted(template: str, found: Mapping[str, int], tr: Translator) -> Iterator[str]:
    """Names of columns with a number of rows or cells, if there are any."""
    if said := [f"« {printable(name)} » {tr.number(count)}" for name, count in found.items() if count]:
        yield tr.say(Message(template, {"columns": ", ".join(said)}))


def reading_plain(reading: ListReading) -> ListReadPlain:
    """What was read, as plain values."""
    return {
        "name": reading.name,
        "rows": {"read": reading.rows.read, "answered": reading.rows.answered, "ceased": reading.rows.ceased,
                 "rejected": reading.rows.rejected},
        "columns": [{"field": column.field, "column": column.name, "preset": column.preset, "unknown": column.unknown,
                     "unread": column.unread} for column in reading.columns],
        "unused": list(reading.unused),
    }
