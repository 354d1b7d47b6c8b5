"""Kinds of answers that registers give, one file each: where the enterprise stands in the JSON, and which path tells which field."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.core.messages import Words
from essfund.core.record import record
from essfund.loading.lists.columns import IDENTIFIER, column_rule, presets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.loading.lists.columns import ColumnRule

SHAPES = Path(__file__).parent / "shapes"

@record(frozen=True)
class AnswerShape:
    """Where things stand in one kind of answer. Paths are keys and places in lists, joined by dots."""

    id: str
    label: Words
    source: str
    units: tuple[str, ...]
    """Where the enterprise stands, or a list of them."""
    columns: Mapping[str, ColumnRule]
    """Paths, each with the field that it tells; the first that tells one wins. They lead from one of the `parts` of an enterprise, or
    from the beginning of the answer."""
    ceased: Mapping[str, frozenset[str]]
    """Paths and the values that say that the enterprise is no more."""
    closed: Mapping[str, frozenset[str]]
    """Paths and the values that say so of the establishment."""
    diffusion: Mapping[str, frozenset[str]]
    """Paths and the values that say that all may be shown."""
    parts: tuple[str, ...] = ("",)
    establishments: tuple[str, str] | None = None
    """A list of further establishments, and the key of the one in whose place the one that is asked for is looked at."""
    seat: str = ""
    """What says of an establishment that it is the head office."""
    day: tuple[str, ...] = ()
    staff_year: tuple[str, ...] = ()

    @property
    def identifiers(self) -> tuple[str, ...]:
        """Paths of SIREN and SIRET: what has neither is no enterprise."""
        return tuple([path for path, rule in self.columns.items() if rule.way == IDENTIFIER])


@cache
def answer_shapes() -> tuple[AnswerShape, ...]:
    """Every kind of answer that is known."""
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - only if there is an answer

    return tuple([_shape(path.stem, parse(path.read_text(encoding="utf-8"), path.name).data) for path in sorted(SHAPES.glob("*.yaml"))])


def _shape(name: str, raw: Mapping[str, Any]) -> AnswerShape:
    """Shape as its file writes it; `like` names presets of lists whose columns are paths here."""
    alike = [preset for like in raw.get("like", ()) for preset in presets() if preset.id == like]
    columns = {path: rule for preset in alike for path, rule in preset.columns.items()}
    establishments = raw.get("establishments")
    values = {key: {path: frozenset(values) for path, values in raw.get(key, {}).items()} for key in ("ceased", "closed", "diffusion")}
    return AnswerShape(
        name, Words(**raw["label"]), raw["source"], tuple(raw["units"]),
        columns | {path: column_rule(rule) for path, rule in raw.get("columns", {}).items()}, **values,
        parts=tuple(raw.get("parts", ("",))),
        establishments=(establishments["in"], establishments["as"]) if establishments else None, seat=raw.get("seat", ""),
        day=tuple(raw["day"]), staff_year=tuple(raw["staff_year"]),
    )


def steps(path: str) -> tuple[str, ...]:
    """Steps of a path."""
    return tuple(path.split(".")) if path else ()


def at(value: object, path: tuple[str, ...]) -> object:
    """What stands at a path; None where it leads nowhere."""
    for step in path:
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value
