"""The answer of a register to what it tells of one enterprise. What is not understood is left out and said; nothing is guessed."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError
from essfund.core.messages import Either, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.text import LineIndex
from essfund.loading.lists.cells import day, instant, read_cell
from essfund.loading.lists.columns import HINT, IDENTIFIER
from essfund.loading.register.answer_shapes import answer_shapes, at, steps
from essfund.loading.register.json_places import offset_of
from essfund.model.field_types import FlagType, ParseError
from essfund.model.registered import Registered, RegisterState

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

    from essfund.core.messages import Message
    from essfund.loading.lists.columns import ColumnRule
    from essfund.loading.register.answer_shapes import AnswerShape
    from essfund.model.catalogue import Catalogue

LARGEST_ANSWER = 8_000_000
"""Bytes of a saved answer: a thousand enterprises of Sirene take four million."""

SIREN_DIGITS = 9
LONGEST = 500
"""Letters of the longest value that is looked at."""
WHOLE = 10**15
STAFF, YEAR = "employees", re.compile(r"(?:19|20)\d\d")
NOT_PUBLIC = say("check the number; some enterprises are not public: tell what is known by options")
WHICH = say("--siren says which one: a SIREN, or a SIRET for one of its establishments")


class RegisterUnit(NamedTuple):
    """One enterprise in an answer: the kind and the data of the answer, where the enterprise stands in it, what stands for what."""

    shape: AnswerShape
    data: Any
    place: tuple[str, ...]
    instead: tuple[str, tuple[str, ...]] | None = None
    """A key of the enterprise, and the path of the establishment that is looked at in its place."""

    def found(self, path: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Texts at a path, below each part of the enterprise and below the beginning of the answer, each with its whole path."""
        for way in (*((*self.place, *steps(part), *steps(path)) for part in self.shape.parts), steps(path)):
            key = len(self.place)
            if self.instead and way[key : key + 1] == (self.instead[0],):
                way = (*self.place, *self.instead[1], *way[key + 1 :])  # noqa: PLW2901 - the same value, elsewhere
            if (text := as_text(at(self.data, way))) is not None:
                yield text, way

    def first(self, paths: Iterable[str]) -> str:
        """The first text at one of some paths."""
        return next((text for path in paths for text, _ in self.found(path)), "")

    def says(self, values: Mapping[str, frozenset[str]]) -> bool:
        """Whether one of some paths holds one of its values."""
        return any(text in meant for path, meant in values.items() for text, _ in self.found(path))

    @property
    def numbers(self) -> list[str]:
        """SIREN and SIRET of the enterprise and of the establishment that the answer is about."""
        return [text for path in self.shape.identifiers for text, _ in self.found(path)]


class RegisterAnswer(NamedTuple):
    """An answer as it was read: its text, how messages call it, and its data."""

    text: str
    name: str
    data: Any

    def problem(self, code: str, message: Message, help_: Message | None = None, *, path: tuple[str, ...] = (),
                severity: Severity = Severity.ERROR) -> Diagnostic:
        """What is wrong with a part of the answer, at its line."""
        return Diagnostic(code, message, severity, placed(self.text, self.name, offset_of(self.text, path)), help_)


def read_register(catalogue: Catalogue, text: str, name: str, number: str = "") -> tuple[Registered, list[Diagnostic]]:
    """What an answer tells of the enterprise with a number, or of the only one in it; and what was left out.

    `number` is a SIREN or a SIRET, `name` how messages call the answer. Raises InvalidInputError.
    """
    answer = RegisterAnswer(text, name, _json(text, name))
    unit = chosen(answer, units_of(answer), number)
    return told(unit, answer, catalogue, number)


def _json(text: str, name: str) -> Any:
    """Data of a text. Raises InvalidInputError if it is no JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        problem, offset = say("from here on, this is not JSON"), error.pos
    except (ValueError, RecursionError):
        problem, offset = say("this JSON is too deep, or holds a number that is too long"), 0
    raise InvalidInputError([Diagnostic("REG001", problem, Severity.ERROR, placed(text, name, offset), saved())])


def placed(text: str, name: str, offset: int) -> Span:
    """Place of an offset."""
    line, column = LineIndex(text).place(offset)
    return Span(name, line, column, line, column)


def saved() -> Message:
    """What an answer of a register is."""
    names = Either(tuple(shape.label for shape in answer_shapes()))
    return say("give the answer as it came, as JSON, of one of these: {names}", names=names)


def units_of(answer: RegisterAnswer) -> list[RegisterUnit]:
    """Enterprises in an answer. Raises InvalidInputError if it is none of a register that is known."""
    for shape in answer_shapes():
        for path in shape.units:
            found = at(answer.data, steps(path))
            places = [(*steps(path), str(place)) for place in range(len(found))] if isinstance(found, list) else [steps(path)]
            units = [unit for place in places if (unit := RegisterUnit(shape, answer.data, place)).numbers]
            if units or found == []:
                return units
    raise InvalidInputError([answer.problem("REG001", say("this is JSON, but no answer of a register that is known here"), saved())])


def chosen(answer: RegisterAnswer, units: Sequence[RegisterUnit], number: str) -> RegisterUnit:
    """The enterprise with a number, or the only one; of several establishments of one, the head office. Raises InvalidInputError."""
    fitting = [unit for unit in units if has_number(unit, number)] if number else units
    seats = [unit for unit in fitting if unit.shape.seat and "oui" in [text for text, _ in unit.found(unit.shape.seat)]]
    one = len({number[:SIREN_DIGITS] for unit in fitting for number in unit.numbers}) == 1
    if one and len(fitting) > 1 and len(seats) == 1:
        fitting = seats
    if len(fitting) == 1:
        return fitting[0]
    if not units:
        problem, help_ = say("this answer holds no enterprise"), NOT_PUBLIC
    elif fitting:
        problem, help_ = say("this answer holds {count} enterprises", count=len(fitting)), WHICH
    else:
        problem, help_ = say("no enterprise of this answer has the number that was given"), say("check the number")
    raise InvalidInputError([answer.problem("REG003", problem, help_)])


def has_number(unit: RegisterUnit, number: str) -> bool:
    """Whether a unit has a SIREN, or is the establishment, or holds that, with a SIRET."""
    sirets = [text for text in unit.numbers if len(text) > SIREN_DIGITS]
    if len(number) > SIREN_DIGITS and sirets:
        return number in sirets
    return number[:SIREN_DIGITS] in {text[:SIREN_DIGITS] for text in unit.numbers}


def as_text(value: object) -> str | None:
    """Text of a value that is one; None for what holds others, or nothing, or is longer than any value of a register."""
    if isinstance(value, str):
        return value if value.strip() and len(value) <= LONGEST else None
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value) if isinstance(value, int) and abs(value) < WHOLE else None


def told(unit: RegisterUnit, answer: RegisterAnswer, catalogue: Catalogue, number: str) -> tuple[Registered, list[Diagnostic]]:
    """What is told of one unit, or of the establishment of it that has a SIRET; and what was left out."""
    shape, notes = unit.shape, list[Diagnostic]()
    if shape.establishments and len(number) > SIREN_DIGITS:
        unit = unit._replace(instead=establishment(unit, number))
        if number != unit.first([f"{shape.establishments[1]}.siret"]):
            problem = say("this answer does not hold that establishment: what it tells is of the head office")
            notes.append(answer.problem("REG002", problem, path=unit.place, severity=Severity.WARNING))
    partial = any(text not in whole for path, whole in shape.diffusion.items() for text, _ in unit.found(path))
    values: dict[str, Hashable] = {}
    for path, rule in shape.columns.items():
        if rule.way == HINT or rule.field == "siret" or (partial and rule.field == "name"):
            continue
        for text, place in unit.found(path):
            if rule.field not in values and counts(rule, unit, path, place):
                try:
                    values |= dict(read_cell(text, rule.field, "plain" if rule.way == IDENTIFIER else rule.way, rule.unknown, catalogue))
                except ParseError as parse_error:
                    problem = say("`{path}`: {problem}; it counts as unknown", path=".".join(place), problem=parse_error.message)
                    notes.append(answer.problem("REG002", problem, parse_error.help, path=place, severity=Severity.WARNING))
    hints = [flag(text) for path, rule in shape.columns.items() if rule.way == HINT for text, _ in unit.found(path)]
    year = unit.first(shape.staff_year)
    return Registered(
        shape.id, shape.label, values, day_of(unit.first(shape.day)), int(year) if YEAR.fullmatch(year) and STAFF in values else None,
        next((hint for hint in hints if hint is not None), None), state(unit), partial), notes


def counts(rule: ColumnRule, unit: RegisterUnit, path: str, place: tuple[str, ...]) -> bool:
    """Whether what stands beside a value says that it counts."""
    if rule.only_where is None:
        return True
    beside = (*place[: len(place) - len(steps(path))], *steps(rule.only_where[0]))
    return as_text(at(unit.data, beside)) == rule.only_where[1]


def state(unit: RegisterUnit) -> RegisterState:
    """Whether the enterprise has ceased, or the establishment is closed."""
    if unit.says(unit.shape.ceased):
        return RegisterState.CEASED
    return RegisterState.CLOSED if unit.says(unit.shape.closed) else RegisterState.ACTIVE


def establishment(unit: RegisterUnit, number: str) -> tuple[str, tuple[str, ...]] | None:
    """The key in whose place another establishment is looked at, and the path of that; None if there is none with this number."""
    where, key = unit.shape.establishments or ("", "")
    others = at(unit.data, (*unit.place, *steps(where)))
    for place, other in enumerate(others if isinstance(others, list) else ()):
        if as_text(at(other, ("siret",))) == number:
            return key, (*steps(where), str(place))
    return None


def flag(text: str) -> bool | None:
    """Yes or no; None for anything else."""
    with suppress(ParseError):
        return FlagType().read(text, None)
    return None


def day_of(text: str) -> date | None:
    """Day of what a register writes for one; None for anything else."""
    with suppress(ValueError):
        return date.fromisoformat(day(text) if len(text) == len("AAAAMMJJ") else instant(text))
    return None
