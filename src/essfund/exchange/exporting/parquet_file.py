"""One table as Parquet, by Arrow: typed columns, each with its meaning and unit in the metadata of its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.exchange.exporting.cells import as_json
from essfund.exchange.exporting.tables import PROVENANCE, main_table

if TYPE_CHECKING:
    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection


def write(selection: Selection) -> bytes:
    """Return the table as Parquet."""
    import pyarrow as pa
    from pyarrow import parquet

    table = main_table(selection)
    columns = (*table.chosen(selection), *PROVENANCE)
    cells: list[list[Any]] = [[] for _ in columns]
    for row in table.rows(selection, columns):
        for values, value, column in zip(cells, row, columns, strict=True):
            values.append(arrow_value(value, column))
    types = {
        "integer": pa.int64(), "number": pa.float64(), "day": pa.date32(), "flag": pa.bool_(),
        "list": pa.list_(pa.string()), "lines": pa.list_(pa.string()),
    }
    fields = [pa.field(column.key, types.get(column.kind, pa.string()), metadata=about(column)) for column in columns]
    facts = {f"essfund.{key}": value for key, value in selection.provenance().items()}
    facts |= {"essfund.table": table.name, "essfund.core.language": selection.tr.language}
    schema = pa.schema(fields, metadata=facts)
    arrays = [pa.array(values, type=one.type) for values, one in zip(cells, fields, strict=True)]
    stream = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), stream, compression="zstd")
    return bytes(stream.getvalue().to_pybytes())


def about(column: Column) -> dict[str, str]:
    """Return what the metadata of a field says."""
    found = {"meaning": column.meaning, "source": column.source}
    return {**found, "unit": column.unit} if column.unit else found


def arrow_value(value: Any, column: Column) -> Any:
    """Return a value as Arrow takes it; structures as JSON."""
    if column.kind == "structure":
        return None if value is None else utf8(as_json(value))
    if isinstance(value, tuple):
        return [utf8(one) for one in value]
    return utf8(value) if isinstance(value, str) else value


def utf8(text: str) -> str:
    """Return text without halves of characters, for which UTF-8 has no bytes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
