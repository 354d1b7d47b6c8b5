"""The table of shapes says what the annotations of the models say, class by class and field by field."""

from __future__ import annotations

import collections.abc
import dataclasses
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from essfund.core import messages
from essfund.loading import model_schemas
from essfund.loading.cache_shapes import RECORDS
from essfund.model import catalogue, condition, rulebook, tool, vocabulary

assert model_schemas.MODELS  # importing it gives the models the names that their annotations use

NAMES: dict[str, Any] = {name: value for module in (messages, vocabulary, rulebook, tool, catalogue, condition) for name, value in vars(module).items()}
NAMES |= {name: getattr(collections.abc, name) for name in ("Hashable", "Mapping", "Iterable")} | {"date": date}


def hints(made: type) -> dict[str, Any]:
    return {name: hint for name, hint in get_type_hints(made, localns=NAMES).items() if name in {field.name for field in dataclasses.fields(made)}}


def shape(hint: Any) -> str:
    """Return the shape of an annotation."""
    parts = get_args(hint)
    if hint == condition.Test:
        return "Test"
    if hint is Any:
        return "plain"
    if get_origin(hint) in {Union, UnionType}:
        (inner,) = {shape(part) for part in parts if part is not type(None)}
        return f"{inner}?"
    if get_origin(hint) is Literal:
        assert all(isinstance(part, str) for part in parts)
        return "str"
    if get_origin(hint) is tuple:
        return f"{shape(parts[0])}*"
    if get_origin(hint) in {dict, collections.abc.Mapping}:
        return ":".join(map(shape, parts))
    return "argument" if hint is collections.abc.Hashable else str(hint.__name__)


@pytest.mark.parametrize("made", RECORDS, ids=lambda made: made.__name__)
def test_a_line_of_the_table_says_what_the_class_says(made: type) -> None:
    assert RECORDS[made].split() == [shape(hint) for hint in hints(made).values()], f"{made.__name__}: write the second list into the table"


def test_the_table_holds_every_class_that_a_catalogue_is_made_of_and_no_other() -> None:
    found: set[type] = set()

    def visit(hint: Any) -> None:
        if dataclasses.is_dataclass(hint) and isinstance(hint, type) and hint not in found:
            found.add(hint)
            for inner in hints(hint).values():
                visit(inner)
        for part in get_args(hint):
            visit(part)

    visit(catalogue.Catalogue)
    assert found == set(RECORDS)


def test_every_class_of_the_table_only_holds_data() -> None:
    for made in RECORDS:
        assert not hasattr(made, "__post_init__")
        assert not issubclass(made, Enum)
        assert not {"__reduce__", "__setstate__", "__del__", "__set_name__"} & set(vars(made))
