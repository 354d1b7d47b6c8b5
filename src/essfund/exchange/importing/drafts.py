"""Drafts of instruments as the formats make them: tests that a column says, prose that no field can test, notes with the rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import field, record
from essfund.core.text import fold
from essfund.exchange.importing.foreign_rows import text
from essfund.exchange.importing.foreign_values import days_of, lines, number

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from essfund.core.messages import Message
    from essfund.exchange.importing.foreign_rows import Row
    from essfund.exchange.importing.geography import Geography
    from essfund.model.field_types.number import NumberType

NOBODY = "Organisme non précisé"
NO_DAY = "0000-00-00"
EMPTY = frozenset({"", "[]", "{}", '""', "null", "false"})
AUDIENCES = {
    "professionnels": "companies", "professionnel": "companies", "entreprises": "companies", "entreprise": "companies",
    "associations": "associations", "association": "associations",
    "secteur-public": "public", "collectivites": "public", "collectivite": "public", "collectivites-territoriales": "public",
    "organismes-publics": "public", "organisme-public": "public", "etablissements-publics": "public", "etablissement-public": "public",
    "particuliers": "households", "particulier": "households", "menages": "households", "menage": "households",
}
"""Who an aid is for, by what directories call them."""
GROUPS = {"associations": "associations", "public": "organisme-public"}


def audience(items: Collection[str]) -> set[str] | None:
    """Who an aid is for; None if one of the words is of somebody else, or if there is none."""
    found = {AUDIENCES.get(fold(item), "") for item in items}
    return None if not found or "" in found else found


@record
class ImportedInstrument:
    """One instrument to be. `tests` are conditions by a short id, `asked` prose that no field can test."""

    name: str
    family: str
    reach: str
    provider: str
    summary: str
    tests: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    money: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    place: str = ""
    siren: str | None = None
    url: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    updated: date | None = None
    stages: list[str] = field(default_factory=list)
    amount: dict[str, Any] = field(default_factory=dict)
    key: str = ""  # an id that it has already
    origin: str = ""  # what the file calls it, whatever its name becomes; its name where the file has nothing else

    def set_window(self, row: Row, first: str, last: str) -> None:
        """Take the days of two columns; what is no day, what is known to the month, and an end before its start stay in notes."""
        known = {}
        for column in (first, last):
            said = text(row, column)
            days = days_of(said)
            if days:
                known[column] = days
            if said and not said.startswith(NO_DAY) and (not days or days[0] != days[1]):
                self.notes.append(f"{column} : {said}")
        begins, ends = known.get(first), known.get(last)
        if begins and ends and begins[0] > ends[1]:
            self.notes.append(f"Fin avant le début : {first} {text(row, first)}, {last} {text(row, last)}")
            return
        self.first_day, self.last_day = begins and begins[0], ends and ends[1]

    def set_updated(self, row: Row, column: str) -> None:
        """Take the day on which the file says that somebody last touched the entry."""
        said = text(row, column)
        days = days_of(said)
        self.updated = days and days[1]
        if said and not days and not said.startswith(NO_DAY):
            self.notes.append(f"{column} : {said}")

    def set_bound(self, row: Row, column: str, key: str, test: tuple[str, str], kind: NumberType) -> None:
        """Take the number of a column as a bound of a field, `test` its name and the operator; any other text as a reservation."""
        said, (name, operator) = text(row, column), test
        found = number(said, kind)
        least = operator == "at_least"
        exact = found and (found.low == found.high or (found.high is None if least else found.low in {None, 0}))
        bound = (found.low if least else found.high) if found and exact else None
        if bound or (bound == 0 and not least):
            self.tests[key] = {name: {operator: bound}}
        elif said and bound is None:
            self.asked.append(f"{column} : {said}")

    def set_audience(self, key: str, column: str, items: list[str]) -> None:
        """Take who an aid is for as a test of the legal form; words of somebody else as a reservation."""
        whom = audience(items)
        if whom is None and items:
            self.asked.append(f"{column} : {', '.join(items)}")
        if not whom:
            return
        if "households" in whom:
            self.notes.append(f"{column} : {', '.join(items)}")
        if "companies" not in whom:
            self.tests[key] = {"legal_form": {"in": [form for group, form in GROUPS.items() if group in whom]}}
        elif refused := [form for group, form in GROUPS.items() if group not in whom]:
            self.tests[key] = {"legal_form": {"not_in": refused}}

    def set_territory(self, column: str, places: list[str], geography: Geography, *, excluded: bool = False) -> bool:
        """Take places as a test of the département, others as a reservation; whether they are the whole country."""
        where = geography.located(places)
        if where.unknown or where.smaller or (excluded and where.everywhere):
            self.asked.append(f"{column} : {', '.join(places)}")
        if excluded:
            whole = geography.located([place for place in places if place not in where.smaller]).ids
            if whole and not where.everywhere:
                self.tests["territoire-exclu"] = {"departement": {"not_in": sorted(whole)}}
        elif where.ids and not where.unknown and not where.everywhere:
            self.tests["territoire"] = {"departement": {"in": sorted(where.ids)}}
        return where.everywhere

    def keep_rest(self, row: Row, read: Collection[str]) -> None:
        """Keep as notes what stands in columns that nobody read."""
        for column in row:
            if column not in read and (said := text(row, column)) not in EMPTY:
                self.notes.append(f"{column} : {' '.join(lines(said))}")


class Drafts(NamedTuple):
    """What a file gave: drafts, how many rows they were made of, how many rows gave none, by reason, and what was no row."""

    format: str
    drafts: list[ImportedInstrument]
    drafted: int
    left_out: Counter[str]
    problems: tuple[Message, ...] = ()

    @property
    def left(self) -> int:
        """Rows that gave no draft."""
        return self.left_out.total() + len(self.problems)


def sorted_out(rows: Sequence[Row], reasons: Sequence[str]) -> tuple[list[Row], Counter[str]]:
    """Rows without a reason to leave them out, and how many there are of the others, by their reason."""
    return [row for row, reason in zip(rows, reasons, strict=True) if not reason], Counter(filter(None, reasons))
