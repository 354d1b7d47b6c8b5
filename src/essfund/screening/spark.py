"""A data frame of Apache Spark, answered where it lies: its distinct values and kinds come here, the joins are made there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.engine.screening import Screening
from essfund.loading.lists.columns import recognised
from essfund.loading.lists.enterprises import Enterprises
from essfund.model.profile import Profile
from essfund.screening.join_statement import OF_FRAMES, JoinStatement
from essfund.screening.list_tables import KindTable, class_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from essfund.model.catalogue import Catalogue

ANSWERS = "kind long, tool string, verdict string, place string, missing string, amount_min long, amount_max long"


def screen_dataframe(
    frame: Any, catalogue: Catalogue, *, on: date, common: Profile | None = None, columns: Mapping[str, str] | None = None,
    tools: Sequence[str] = (),
) -> Any:
    """
    Answers to the enterprises of a data frame of PySpark, as a data frame: a row an enterprise and instrument.

    Columns are recognised by their names as in `essfund screen`; `columns` names further ones by field, `common` is what is known of all
    rows and wins over them, `tools` are ids of instruments, all by default. A row holds the identifying columns of the frame (all of its
    columns where none does), `tool`, `verdict`, `place`, `missing` (keys of fields, `|` between), `amount_min` and `amount_max` in euros.
    Before the joins the frame is read twice: for the distinct values of its columns, and for the kinds of its rows.

    Raises UsageError where a column is named that is not there, or holds too many different values.
    """
    header, common = list(frame.columns), common or Profile()
    found = recognised(header, columns or {}, common.values, "DataFrame", catalogue.vocabularies)
    screening = Screening(catalogue, on, [column.rule.field for column in found.facts], common=common, tools=tools)
    enterprises = Enterprises(found, screening, header)
    spark, statement, kinds = frame.sparkSession, JoinStatement(enterprises, OF_FRAMES), KindTable(screening)
    tables = {"list": frame}
    (values,) = spark.sql(statement.values(), list=frame).collect()
    for number, (fact, texts) in enumerate(zip(found.facts, values, strict=False)):
        for text in texts:
            enterprises.learnt(number, fact, text)
        name = f"class_{fact.rule.field}"
        tables[name] = small(spark, list(class_rows(enterprises, number)), "value string, class long")
    for row in spark.sql(statement.classes([]), **tables).distinct().collect():
        kinds.number(tuple(row)[-len(found.facts):] if found.facts else ())
    fields = ", ".join(f"{fact.rule.field} long" for fact in found.facts)
    tables["kinds"] = small(spark, list(kinds.kind_rows()), f"{fields}, kind long".removeprefix(", "))
    tables["answers"] = small(spark, list(kinds.answer_rows()), ANSWERS)
    return spark.sql(statement.answers(), **tables)


def small(spark: Any, rows: list[tuple[Any, ...]], schema: str) -> Any:
    """A table that every executor gets whole."""
    from pyspark.sql.functions import broadcast

    return broadcast(spark.createDataFrame(rows, schema))
