"""Shapes of the catalogue's model: what every field of its classes may hold, said without pydantic for the cache.

The table repeats the annotations of the models, because reading those costs more time (9 ms) than a whole entry of the cache.
`tests/loading/test_cache_shapes.py` compares both and prints the line that a changed class needs.

A shape is the name of a class of the model or of an atom; `X?` may be None, `X*` is a tuple of X, `{X}` a frozenset of X,
`X:Y` a mapping of X to Y.
"""

from __future__ import annotations

import sys
from datetime import date
from functools import cache
from typing import Any

from essfund.core.messages import Words
from essfund.core.record import names_of
from essfund.engine.compiled import Compiled
from essfund.model import catalogue, condition, rulebook, terms, tool, vocabulary

ATOMS: dict[str, type] = {
    "str": str, "bool": bool, "int": int, "float": float, "date": date,
    "Strength": condition.Strength, "Origin": condition.Origin, "Role": vocabulary.Role, "Meaning": vocabulary.Meaning,
}

RECORDS: dict[type, str] = {
    catalogue.Catalogue: "str str str str:Source str:Contact str:Instrument Vocabularies RankingRules Relation* Relation* str:Condition "
                         "Relation* Relation* Supposition* Condition* PlanCeiling* CallOrder*",
    catalogue.Instrument: "str Tool Condition* Reservation* Offer* str* Role",
    catalogue.Offer: "str OfferEntry Condition* Reservation*",
    condition.Leaf: "str str argument argument",
    condition.AllOf: "Test*",
    condition.AnyOf: "Test*",
    condition.Not: "Test",
    condition.Condition: "str str Test Strength str* Origin Words? date? date?",
    condition.Reservation: "str str Words Strength str* str*",
    Words: "str str",
    tool.Source: "str:str? str str? str? str Words?",
    tool.LocalContact: "str* str Strength",
    tool.Contact: "str:str? str str? str? str? str* LocalContact* Words?",
    tool.PlanLine: "str str",
    terms.Terms: "float* float* int* float* int? Words? str? str? Words? Words? str* Strength",
    tool.Limit: "float? int? str? str* int? str? str* Strength",
    tool.Amount: "int? int? Limit* str*? Strength Words?",
    tool.OfferEntry: "str:str? Words? date? date? Amount Terms?",
    tool.DatedFact: "date str* Strength",
    tool.Suspension: "Words str* date date?",
    tool.Stages: "str* str* Strength",
    tool.MoneyTerm: "str str str* Strength",
    tool.Note: "str str str*?",
    tool.Tool: "str:str? str str* str str str str PlanLine? Words Stages? str* str? Terms? MoneyTerm* str:OfferEntry str* DatedFact? "
               "DatedFact? Suspension? str? Note* date str*",
    rulebook.Relation: "str:str? str* Words str* Strength",
    rulebook.PlanCeiling: "str:str? str str* str* str? str* str? str:float float? str* str* int? str? Words str* Strength",
    rulebook.CallOrder: "str:str? str* str* str? str Words str* Strength",
    rulebook.Supposition: "str:str? str bool str* Words Words",
    rulebook.RankingRules: "int str:float str:float str:float str:float",
    vocabulary.Term: "str str str* str? Role bool bool Meaning?",
    vocabulary.TermSet: "str str str* str*",
    vocabulary.OfficialCode: "str str* str?",
    vocabulary.Territory: "str Words",
    vocabulary.SharedName: "str* str?",
    vocabulary.Vocabulary: "str:Term str:TermSet str:OfficialCode str:SharedName bool",
    vocabulary.Vocabularies: " ".join([*["Vocabulary"] * 9, "Territory?", "str:plain"]),
}
"""For each class the shapes of its fields, in their order. No other class can come out of an entry."""

UNIONS = {
    "Test": "Leaf AllOf AnyOf Not",
    "argument": "bool int float str date str* {str}",
    "plain": "None bool int float str date plain* plain:plain Leaf AllOf AnyOf Not",
}
"""Shapes that stand for one of several. `plain` is data kept beside a catalogue, which may speak of its tests."""

CLASSES: dict[str, type[Any]] = {"None": type(None)} | ATOMS | {made.__name__: made for made in RECORDS}
NAMES = {made.__name__: names_of(made) for made in RECORDS}
SHAPES = {made.__name__: tuple(shapes.split()) for made, shapes in RECORDS.items()}

MODEL = repr((NAMES, SHAPES, UNIONS, Compiled._fields, sys.byteorder)).encode()
"""Everything an entry depends on: it is part of its seal, so that an entry made for other classes counts as damaged."""


@cache
def kinds_in(shape: str) -> frozenset[str]:
    """The kinds of value that a shape takes; `None` is one of them."""
    bare = shape.removesuffix("?")
    kinds = UNIONS.get(bare, bare).split()
    return frozenset([*kinds, "None"] if shape != bare else kinds)


KINDS = frozenset(CLASSES).union(UNIONS["plain"].split(), *(kinds_in(shape) for shapes in SHAPES.values() for shape in shapes)) - {"None"}
"""Every kind of value in a catalogue."""


@cache
def class_of(kind: str) -> type[Any]:
    """The class of the values of one kind."""
    if kind in CLASSES:
        return CLASSES[kind]
    return tuple if kind.endswith("*") else frozenset if kind.startswith("{") else dict


@cache
def kind_of(made: type, shape: str) -> str:
    """Which kind of a shape the values of a class are. Raises TypeError if they are none of them."""
    for kind in kinds_in(shape):
        if class_of(kind) is made:
            return kind
    message = f"{made.__name__} where {shape} stands"
    raise TypeError(message)
