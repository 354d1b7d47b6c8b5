"""The SQL that answers a list where it lies: each value to its class, the classes of a row to its kind, a kind to its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.engine.screening import UNKNOWN
from essfund.screening.row_shapes import LONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.loading.lists.columns import ListColumn
    from essfund.loading.lists.enterprises import Enterprises

UNMET = -1
"""Class of a value that the tables do not hold: it has no kind, so that such a row is left without an answer, never answered wrongly."""


class Dialect(NamedTuple):
    """Words of a database: what quotes a name, its type of text, and how a table is made of a file of Parquet."""

    quote: str
    text: str
    table: str
    relation: str = "{name}"
    """How a statement calls a table."""
    doubled: str = ""
    """What is doubled in a name, beside the quote."""

    def name(self, text: str) -> str:
        """Name of a column."""
        return self.quote + "".join([char * 2 if char == self.quote or char in self.doubled else char for char in text]) + self.quote

    def of(self, name: str) -> str:
        """A table in a statement."""
        return self.relation.format(name=name)


IN_SPARK = "spark"
DIALECTS = {
    "duckdb": Dialect('"', "VARCHAR", "CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet('{name}.parquet');"),
    IN_SPARK: Dialect("`", "STRING", "CREATE OR REPLACE TEMPORARY VIEW {name} USING parquet OPTIONS (path '{name}.parquet');"),
    "postgresql": Dialect('"', "TEXT", "-- {name}: a table of the columns of {name}.parquet, filled from it"),
}
OF_FRAMES = DIALECTS[IN_SPARK]._replace(relation="{{{name}}} AS {name}", doubled="{}")
"""Spark over data frames that are handed over by name."""


def literal(text: str) -> str:
    """Text in a statement."""
    return "'" + text.replace("'", "''") + "'"


@record(frozen=True)
class JoinStatement:
    """Statements over a relation `list`, the tables `class_FIELD` (value, class), `kinds` (FIELD…, kind) and `answers` (kind, …)."""

    enterprises: Enterprises
    dialect: Dialect

    @property
    def facts(self) -> Sequence[ListColumn]:
        """Columns that are read."""
        return self.enterprises.columns.facts

    def cell(self, place: int) -> str:
        """Cell of a row as text; nothing is the empty text."""
        return f"coalesce(CAST(list.{self.dialect.name(self.enterprises.header[place])} AS {self.dialect.text}), '')"

    def values(self) -> str:
        """The values of each column that is read, each once, in one row of Spark."""
        sets = [f"collect_set({self.cell(fact.place)})" for fact in self.facts] or ["1"]
        return f"SELECT {', '.join(sets)} FROM {self.dialect.of('list')}"  # noqa: S608 - names are quoted

    def class_of(self, number: int) -> str:
        """Class of a fact of a row."""
        found = f"coalesce(class_{self.facts[number].rule.field}.class, {UNMET})"
        for counted, place, values in self.enterprises.counting:
            if counted == number:
                allowed = ", ".join(map(literal, sorted(values)))
                found = f"CASE WHEN {self.cell(place)} IN ({allowed}) THEN {found} ELSE {UNKNOWN} END"
        return found

    def classes(self, shown: Sequence[str]) -> str:
        """Rows of the list that have not ceased, with the class of each fact and some columns as they are."""
        columns = [*shown, *(f"{self.class_of(number)} AS class_of_{fact.rule.field}" for number, fact in enumerate(self.facts))]
        joins = [f"LEFT JOIN {self.dialect.of(f'class_{fact.rule.field}')} ON class_{fact.rule.field}.value = {self.cell(fact.place)}"
                 for fact in self.facts]
        ceased = [f"trim({self.cell(place)}) NOT IN ({', '.join(map(literal, sorted(values)))})"
                  for place, values in self.enterprises.columns.set_aside.items()]
        lines = ["SELECT " + ",\n       ".join(columns or ["1 AS row"]), f"FROM {self.dialect.of('list')}", *joins]
        return "\n".join([*lines, *(["WHERE " + " AND ".join(ceased)] if ceased else [])])

    def answers(self) -> str:
        """Every row with what each instrument answers; without an answer where the tables do not hold a value or a kind."""
        names = [self.dialect.name(column.name) for column in self.enterprises.columns.identifiers]
        inside = self.classes([f"list.{name}" for name in names] or ["list.*"])
        shown = [f"classed.{name}" for name in names] or ["classed.*"]
        same = " AND ".join(f"kinds.{fact.rule.field} = classed.class_of_{fact.rule.field}" for fact in self.facts) or "1 = 1"
        return "\n".join([
            "SELECT " + ", ".join([*shown, *(f"answers.{name}" for name in LONG)]),
            "FROM (", *(f"  {line}" for line in inside.splitlines()), ") AS classed",
            f"LEFT JOIN {self.dialect.of('kinds')} ON {same}", f"LEFT JOIN {self.dialect.of('answers')} ON answers.kind = kinds.kind",
        ])

    def script(self, source: str) -> str:
        """The tables and the statement, as a file; `source` is how the list was called."""
        names = [*(f"class_{fact.rule.field}" for fact in self.facts), "kinds", "answers"]
        head = f"-- `list` is the relation that holds the list itself ({' '.join(source.split())}), its columns named as there."
        return "\n".join([head, *(self.dialect.table.format(name=name) for name in names), f"{self.answers()};", ""])
