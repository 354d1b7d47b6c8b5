"""Fields that a catalogue adds to those of the program: a flag, a number or a choice, written in `vocabularies.yaml`."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Literal

from essfund.core.messages import N_, Words
from essfund.core.record import field, record
from essfund.core.text import fold
from essfund.model.field_types import ChoiceType, FlagType, NumberType
from essfund.model.fields import ADDED_LIST, FACT, FIELDS, GIVEN, MEANS, NAMES, NEED, QUALITIES, STATUS, TIME
from essfund.model.fields import Field as ProfileField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.model.authored_types import Bound, Effort, Id, Line, about
    from essfund.model.field_types import FieldType

RESERVED = frozenset({"all", "any", "not", "shared", "id", "accepts", "source", "strength", "from", "until", "note", "answers", "as-of"})
"""Keys that stand beside those of fields in rules, profiles and cases, and mean something else there; folded."""

WHOLE, HUNDREDTHS = frozenset({"euro", "person"}), 100
"""Units that are counted whole; of any other a hundredth is told apart."""

FLAG, CHOICE = FlagType(), ChoiceType()
"""Kinds that know nothing of a field: those of all flags, and of all choices, are one, so that equal fields are equal."""

TO_CHANGE = {"need": NEED, "means": MEANS, "time": TIME, "status": STATUS, "given": GIVEN}


@record(frozen=True)
class AddedChoice:
    """One value of an added choice."""

    fr: Annotated[Line, about(N_("The text in French."))]
    en: Annotated[Line, about(N_("The text in English."))]
    aliases: Annotated[tuple[Line, ...], about(N_("Other names people type; case and accents do not matter."))] = ()


@record(frozen=True)
class AddedField:
    """One thing that may be known of an enterprise or its project, which this catalogue alone asks for."""

    type: Annotated[
        Literal["flag", "number", "choice"],
        about(N_("What is known of it: a flag is yes or no, a number lies between bounds, a choice is one of `choices`.")),
    ]
    label: Annotated[Words, about(N_("What it is called in tables and sentences: « in a priority neighbourhood (QPV) »."))]
    question: Annotated[Words, about(N_("What is asked, as a whole question."))]
    reserved: Annotated[
        Words | None, about(N_("Flags only, and demanded there: what is said to an enterprise without the quality: « only for … »."))
    ] = None
    paper: Annotated[Words | None, about(N_("What shows it to a funder: the paper to bring."))] = None
    unit: Annotated[
        Literal["euro", "person", "percent", "year", "plain"] | None,
        about(N_("Numbers only, and demanded there: what is counted. Plain is a number without unit, to two decimals.")),
    ] = None
    at_least: Annotated[Bound | None, about(N_("Numbers only: the least there can be; 0 where it is left out."))] = None
    at_most: Annotated[Bound | None, about(N_("Numbers only: the most there can be; 100 for percent where it is left out."))] = None
    choices: Annotated[
        dict[Id, AddedChoice], about(N_("Choices only, and demanded there: what it may be, by id; two at least."))
    ] = field(default_factory=dict)
    effort: Annotated[
        Effort, about(N_("How hard it is to know: 1 by heart, 3 must be looked up; of two questions the easier comes first."))
    ] = 1
    effort_to_change: Annotated[
        Literal["need", "means", "time", "status", "given"],
        about(N_("How hard it is to change, the easiest first; « why not » proposes the easiest changes.")),
    ] = "given"

    @property
    def kind(self) -> FieldType:
        """The kind of field that it is."""
        if self.type == "flag":
            return FLAG
        if self.type == "choice":
            return CHOICE
        unit = self.unit or "plain"
        scale = 1 if unit in WHOLE else HUNDREDTHS
        most = 100 if self.at_most is None and unit == "percent" else self.at_most
        return NumberType(unit, scale, 0, round((self.at_least or 0) * scale), None if most is None else round(most * scale))

    def made(self, key: str) -> ProfileField:
        """The field as the program knows its own."""
        return ProfileField(key, self.kind, f"{FACT}{key}=", self.label, self.question, self.effort,
                     vocabulary=f"{ADDED_LIST}{key}" if self.type == "choice" else None, panel=QUALITIES, example=self.example,
                     effort_to_change=TO_CHANGE[self.effort_to_change], paper=self.paper or "", reserved=self.reserved or "")

    @property
    def example(self) -> str:
        """A value that it may have, as people type it."""
        return next(iter(self.choices), "yes" if self.type == "flag" else f"{self.at_least or 0:g}")

    @property
    def plain(self) -> dict[str, Any]:
        """The entry as plain data, as the cache keeps it: a catalogue that adds no field need not know this class."""
        return asdict(self)


def read_plain(raw: Mapping[str, Any]) -> AddedField:
    """An entry out of its plain data."""
    words = {key: raw[key] and Words(**raw[key]) for key in ("label", "question", "reserved", "paper")}
    return AddedField(**{**raw, **words, "choices": {key: AddedChoice(**item) for key, item in raw["choices"].items()}})


def fields_with(added: Mapping[str, Any]) -> dict[str, ProfileField]:
    """The fields of the program and, behind them, those of a catalogue; a key that means something else already adds nothing."""
    return {**FIELDS, **{key: read_plain(item).made(key) for key, item in added.items() if not taken(key)}}


def taken(key: str) -> str | None:
    """What a key means already: a field of the program, or a key that is none; None if it is free."""
    folded = fold(key)
    return NAMES.get(folded) or (key if folded in RESERVED else None)
