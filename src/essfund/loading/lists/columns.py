"""Columns of a list to the fields that they tell: keys of a profile, what people say, and the presets of registers (one file each)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.language.translator import LANGUAGES, translator
from essfund.core.messages import Words, did_you_mean, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record
from essfund.core.text import fold, nearest, printable
from essfund.loading.lists.cells import usual_way
from essfund.loading.profile import field_named, meant
from essfund.model.field_types.number import FULL_TIME
from essfund.model.fields import FIELDS, FOLLOWS
from essfund.model.list_reading import ColumnReading, HintReading, ListReading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from essfund.model.list_reading import RowsRead
    from essfund.model.vocabulary import Vocabularies

IDENTIFIER, HINT = "identifier", "hint"
"""Ways of a column that tells no fact: it says which enterprise a row is, or something that proves nothing."""
IDENTIFIERS = ("siret", "siren")
NOT_IN_LISTS = frozenset({"name", "siren", "uses", "resources"})
"""Fields that no column of a list tells: they decide nothing, or take several lines."""
ASKED = "--map"
PRESETS = Path(__file__).parent / "presets"


BESIDE_A_NAME = re.compile(r"\((?![^)]*(?:k ?€|m ?€|k ?eur|m ?eur|mill))[^)]*\)|\b(?:19|20)\d\d\b", re.IGNORECASE)
"""What people write beside the name of a column: « CA 2024 », « ESUS (oui/non) ». A unit, « Montant (k€) », is no such thing."""

AMBIGUOUS = frozenset({"objet", "objets", "budget", "statut", "nom", "usage", "lieu", "form"})
"""Words for a field in a profile that are something else in many lists, folded: they count last, or not at all."""
LAST = frozenset({"statut"})
LESS_TELLING = {"commune": 1, "postcode": 2, "town": 3}
"""Ways of telling a place, the less telling the later: of two columns that tell one field the first is read."""


class ColumnRule(NamedTuple):
    """How a column of a register is read: the field, the way it is written, values that say nothing, and where it counts at all."""

    field: str
    way: str
    unknown: frozenset[str] = frozenset()
    only_where: tuple[str, str] | None = None


@record(frozen=True)
class Preset:
    """Names of the columns of one kind of list, and values of a column that set a row aside."""

    id: str
    label: Words
    columns: Mapping[str, ColumnRule]
    set_aside: Mapping[str, frozenset[str]]
    source: str = ""


class ListColumn(NamedTuple):
    """One column that is read: its place and name, its rule, the preset that knows it, and the place of the column it hangs on."""

    place: int
    name: str
    rule: ColumnRule
    preset: str
    beside: int | None = None


@record(frozen=True)
class ListColumns:
    """What is read of a list: facts, identifiers, hints that are not taken, what sets a row aside; and the names that say nothing."""

    facts: tuple[ListColumn, ...]
    identifiers: tuple[ListColumn, ...] = ()
    hints: tuple[ListColumn, ...] = ()
    doubles: tuple[ListColumn, ...] = ()
    """Columns that tell what a better one tells."""
    set_aside: Mapping[int, frozenset[str]] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    def reading(
        self, source: str, rows: RowsRead, unknown: Mapping[int, int], unread: Mapping[str, int], *, other_encoding: int, titles: int,
    ) -> ListReading:
        """What was read: of each fact by its number the rows that do not tell it, by its name the cells that were not understood."""
        columns = [ColumnReading(column.rule.field, column.name, column.preset, unknown.get(number, 0), unread.get(column.name, 0))
                   for number, column in enumerate(self.facts)]
        hints = [HintReading(hint.name, hint.rule.field) for hint in self.hints]
        unused = (*self.others, *(column.name for column in self.doubles))
        return ListReading(source, rows, tuple(columns), tuple(hints), unused, other_encoding, titles)


@cache
def presets() -> tuple[Preset, ...]:
    """Every preset; lists made by hand come last."""
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - only if there is a list

    found = []
    for path in sorted(PRESETS.glob("*.yaml"), key=lambda path: (path.stem == "profil", path.stem)):
        raw: dict[str, Any] = parse(path.read_text(encoding="utf-8"), path.name).data
        columns = {name: column_rule(rule) for name, rule in raw["columns"].items()}
        aside = {name: frozenset(values) for name, values in raw.get("set_aside", {}).items()}
        found.append(Preset(path.stem, Words(**raw["label"]), columns, aside, raw.get("source", "")))
    return tuple(found)


def column_rule(raw: str | Mapping[str, Any]) -> ColumnRule:
    """Rule as a preset writes it: the field alone, or with the way it is written."""
    if isinstance(raw, str):
        return ColumnRule(raw, usual_way(raw))
    where = next(iter(raw.get("only_where", {}).items()), None)
    return ColumnRule(raw["field"], raw.get("as") or usual_way(raw["field"]), frozenset(raw.get("unknown", ())), where)


@cache
def known_columns() -> Mapping[str, tuple[str, ColumnRule]]:
    """Every name of a column, folded, with the preset that knows it and its rule; the first preset wins."""
    found: dict[str, tuple[str, ColumnRule]] = {}
    for preset in presets():
        for name, rule in preset.columns.items():
            found.setdefault(fold(name), (preset.id, rule))
    return found


def rule_of(name: str, words: Vocabularies | None = None) -> tuple[str, ColumnRule] | None:
    """Preset and rule of a column by its name, or by what is left of it without brackets and year; None if nobody knows it.

    `words` are those of a catalogue, which may add fields. A name that speaks of full-time equivalents says so of every number below it.
    """
    found = known_by(name, words)
    if found and found[1].field == "employees" and not FULL_TIME.isdisjoint(fold(name).split("-")):
        return found[0], found[1]._replace(way="full-time")
    return found


def known_by(name: str, words: Vocabularies | None = None) -> tuple[str, ColumnRule] | None:
    """Preset and rule of a column by its name alone."""
    for said in dict.fromkeys((name, BESIDE_A_NAME.sub(" ", name))):
        if known := known_columns().get(fold(said)):
            return known
        usual = fold(said) not in AMBIGUOUS or fold(said) in LAST
        key = field_named(said, words) or labels().get(fold(said)) or (words.field_labels.get(fold(said)) if words else None)
        key = key or (next(iter(meant(said)), None) if usual else None)
        if key and key not in NOT_IN_LISTS:
            return "profil", ColumnRule(key, usual_way(key, words.fields if words else FIELDS))
    return None


def header_place(rows: Sequence[Sequence[str]]) -> int:
    """Row that holds the names of the columns, of rows of cells that hold something: the first, or one below titles of one cell each.

    What is no name of a column and stands alone above several of which one is known is a title.
    """
    for place, words in enumerate(rows):
        if len(words) > 1:
            return place if any(rule_of(word) for word in words) else 0
        if any(fold(word) in known_columns() or field_named(word) or fold(word) in labels() for word in words):
            return 0
    return 0


@cache
def labels() -> Mapping[str, str]:
    """Fields by what they are called in every language, folded."""
    return {fold(translator(language).words(known.label)): key for language in LANGUAGES for key, known in FIELDS.items()}


def recognised(
    header: Sequence[str], asked: Mapping[str, str], taken: Collection[str], name: str, words: Vocabularies | None = None,
) -> ListColumns:
    """Columns of a header. `asked` names the column of a field, `taken` are fields that are known of all rows.

    `words` are those of the catalogue, which may add fields.

    Raises UsageError for a column that is not there, InvalidInputError where no column tells a fact.
    """
    places = {fold(title): place for place, title in reversed(list(enumerate(header)))}
    found = [ListColumn(place, header[place], rule, ASKED) for place, rule in mapped(header, asked, places, words)]
    named = {column.place for column in found}
    for place, title in enumerate(header):
        known = rule_of(title, words) if place not in named else None
        if known:
            preset, rule = known
            beside = places.get(fold(rule.only_where[0])) if rule.only_where else None
            found.append(ListColumn(place, title, rule, preset, beside))
    facts: dict[str, ListColumn] = {}
    doubles: list[ListColumn] = []
    telling = [each for each in found if each.rule.way not in {IDENTIFIER, HINT}]
    for column in sorted(telling, key=lambda each: (each.preset != ASKED, fold(each.name) in LAST, LESS_TELLING.get(each.rule.way, 0))):
        if told_field(column.rule.field, [*facts, *taken]) in {*facts, *taken}:
            doubles.append(column)
        else:
            facts[column.rule.field] = column
    if not facts:
        raise InvalidInputError([no_column(header, name)])
    read = {column.place for column in found}
    aside = {places[fold(title)]: values for preset in presets() for title, values in preset.set_aside.items() if fold(title) in places}
    return ListColumns(
        tuple(facts.values()),
        tuple(sorted((each for each in found if each.rule.way == IDENTIFIER), key=lambda each: IDENTIFIERS.index(each.rule.field))),
        tuple([each for each in found if each.rule.way == HINT and each.rule.field not in facts]),
        tuple(doubles), aside, tuple([title for place, title in enumerate(header) if place not in {*read, *aside} and title]),
    )


def told_field(key: str, facts: Collection[str]) -> str:
    """Field that tells the same and is read already: a day of creation is better than an age."""
    return next((other for other in facts if FOLLOWS.get(key) == other or FOLLOWS.get(other) == key), key)


def mapped(
    header: Sequence[str], asked: Mapping[str, str], places: Mapping[str, int], words: Vocabularies | None = None,
) -> list[tuple[int, ColumnRule]]:
    """Places and rules of the columns that somebody named. Raises UsageError."""
    found = []
    fields = words.fields if words else FIELDS
    for said, title in asked.items():
        key = field_named(said, words)
        if key is None or (key in NOT_IN_LISTS and key != "siren"):
            raise UsageError(say("--map: `{key}` is not a field that a column may tell", key=said),
                             did_you_mean(meant(said) or nearest(said, {*fields} - NOT_IN_LISTS)))
        place = places.get(fold(title))
        if place is None:
            raise UsageError(say("--map: the list has no column `{name}`", name=title), did_you_mean(nearest(title, header)))
        known = rule_of(title, words)
        rule = known[1] if known and known[1].field == key and known[1].way != HINT else ColumnRule(key, usual_way(key, fields))
        found.append((place, rule._replace(way=IDENTIFIER) if key == "siren" else rule))
    return found


SHOWN = 12


def no_column(header: Sequence[str], name: str) -> Diagnostic:
    """What to say of a list of which no column is known."""
    shown = ", ".join(f"« {printable(title)[:60]} »" for title in header[:SHOWN]) or "–"
    message = say("no column of this list tells a fact that is known here: {columns}", columns=shown)
    return Diagnostic("LST001", message, Severity.ERROR, Span(name, 1, 1, 1, 1),
                      say("the first line holds the names of the columns; --map legal_form=COLUMN names one, "
                          "`essfund screen --columns` lists those that are known"))
