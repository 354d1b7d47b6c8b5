"""What is known of one enterprise and its project: a set of possible enterprises (design, section 3.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.record import field, record, replace
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS, FOLLOWS

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.model.condition import Condition, Reservation
    from essfund.model.fields import Field
    from essfund.model.registered import Registered

YEAR = 366  # inner units of one year of age: days since the last anniversary fit below it


@record(frozen=True)
class Answer:
    """What the adviser learnt by telephone about a condition or a reservation: it overrides the rule."""

    met: bool
    note: str = ""


@record(frozen=True, repr=False)
class Profile:
    """Known fields by key, others unknown; the adviser's answers by id. Its repr never shows values: profiles are confidential."""

    values: Mapping[str, Hashable] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    register: Registered | None = field(default=None, compare=False)
    """What a register told, whatever was told otherwise since: it says where a fact comes from and decides nothing."""

    def __repr__(self) -> str:
        return f"Profile(known={sorted(self.values)}, answered={sorted(self.answers)})"

    def number(self, key: str) -> Interval | None:
        """What is known of a number or a day."""
        found = self.values.get(key)
        return found if isinstance(found, Interval) else None

    def ids(self, key: str) -> frozenset[str] | None:
        """The ids of a choice that are possible, or those that hold at once."""
        found = self.values.get(key)
        return found if isinstance(found, frozenset) else None

    def flag(self, key: str) -> bool | None:
        """The answer to a yes-or-no question."""
        found = self.values.get(key)
        return found if isinstance(found, bool) else None

    def knowing(self, key: str, value: Hashable) -> Profile:
        """The profile with one more field known."""
        return replace(self, values={**self.values, key: value})

    def supposing(self, values: Mapping[str, Hashable], answers: Mapping[str, Answer] | None = None) -> Profile:
        """The profile with some facts changed; None makes one unknown. An age and a day of creation displace one another."""
        gone = {*values, *(item for pair in FOLLOWS.items() if not values.keys().isdisjoint(pair) for item in pair)}
        kept = {key: known for key, known in self.values.items() if key not in gone}
        told = {key: value for key, value in values.items() if value is not None}
        return Profile({**kept, **told}, {**self.answers, **(answers or {})}, self.register)

    def answer_to(self, tool: str, item: Condition | Reservation) -> Answer | None:
        """The adviser's answer: one for this instrument before one for the shared id."""
        return (self.answers.get(f"{tool}.{item.short_id}") or self.answers.get(item.id)) if self.answers else None

    def on(self, day: date) -> Profile:
        """The profile as seen on a day: the age follows from the date of creation, if that is known."""
        created = self.number("created_on")
        if created is None or created.low is None or created.high is None:
            return self
        return self.knowing("age_years", Interval(age_on(created.high, day), age_on(created.low, day)))

    def plain(self, fields: Mapping[str, Field] = FIELDS) -> dict[str, object]:
        """Write the profile as JSON would hold it; reading that gives the same profile.

        `fields` are those of the catalogue. Raises KeyError for a value of a field that is none of them: nothing is left out.
        """
        if strange := self.values.keys() - fields.keys():
            raise KeyError(*strange)
        known: dict[str, object] = {key: field.kind.plain(self.values[key]) for key, field in fields.items() if key in self.values}
        answers = {key: {"met": item.met, **({"note": item.note} if item.note else {})} for key, item in self.answers.items()}
        return {**known, "answers": answers} if answers else known


def age_on(created: int, day: date) -> int:
    """Age on a day as whole years x 366 + days since the last anniversary (of 29 February, the 28th); 0 before the creation."""
    born = type(day).fromordinal(created)
    if day <= born:
        return 0
    years = day.year - born.year - (anniversary(born, day.year) > day)
    return years * YEAR + (day - anniversary(born, born.year + years)).days


def anniversary(born: date, year: int) -> date:
    """The anniversary of a day in a year."""
    try:
        return born.replace(year=year)
    except ValueError:
        return born.replace(year=year, day=28)
