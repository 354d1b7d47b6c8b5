"""The columns of conditions and reservations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.exchange.exporting import items
from essfund.exchange.exporting.column import Column, ExportTable
from essfund.exchange.exporting.said import sentence
from essfund.exchange.exporting.structure import structure
from essfund.model.condition import Condition

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.exchange.exporting.items import ConditionItem
    from essfund.exchange.exporting.selection import Selection

RULES = "rules.yaml, instruments.<id>, "
KINDS_OF_REQUIREMENT = {"condition": N_("condition"), "reservation": N_("reservation")}
ORIGINS = {"own": N_("of the instrument"), "shared": N_("shared"), "floor": N_("floor of the amount")}


def _of_condition(take: Callable[[Selection, Condition], Any], otherwise: Any = None) -> Callable[[Selection, ConditionItem], Any]:
    """Return what a condition says; `otherwise` of a reservation."""

    def value(selection: Selection, item: ConditionItem) -> Any:
        return take(selection, item.asked) if isinstance(item.asked, Condition) else otherwise

    return value


CONDITIONS = ExportTable(
    "conditions", N_("Conditions"), "One row a condition or reservation of an instrument, or of one of its offers.",
    (
        Column("tool", "id", N_("Id"), "Id of the instrument.", "tools.yaml, key under `tools`", lambda _, i: i.instrument.id, width=24),
        Column("offer", "id", N_("Offer"), "Id of the offer that asks it; empty if the whole instrument does.",
               "tools.yaml, key under tools.<id>.offers", lambda _, i: i.offer.id if i.offer else None),
        Column("name", "text", N_("Instrument"), "Name of the instrument.", "tools.yaml, tools.<id>.name",
               lambda _, i: i.instrument.tool.name, width=34),
        Column("condition", "id", N_("Id of the condition"), "Id by which it is answered (`--answer`).", RULES + "requires and "
               "reservations, id", lambda _, i: i.asked.id, width=40),
        Column("kind", "id", N_("Kind"), "A condition can be tested on a profile, a reservation cannot.", RULES + "requires or "
               "reservations", lambda _, i: "condition" if isinstance(i.asked, Condition) else "reservation",
               words=KINDS_OF_REQUIREMENT),
        Column("sentence", "text", N_("What is asked"), "What is asked, in words; of a condition, made from its test.",
               "made from the test; reservations: " + RULES + "reservations, text", lambda s, i: sentence(s, i.asked), width=70),
        Column("test", "structure", N_("Test"), "The test as data (JSON), as rules.yaml writes it, shared conditions written out.",
               RULES + "requires", _of_condition(lambda _, c: structure(c.test)), width=40),
        Column("fields", "list", N_("Fields"), "Fields of a profile that it tests.", RULES + "requires",
               _of_condition(lambda _, c: c.fields, ())),
        Column("strength", "id", N_("Strength"), "How well it is known; what is inferred never refuses.", RULES + "strength",
               lambda _, i: i.asked.strength.value, vocabulary="strength"),
        Column("from", "day", N_("From"), "First day on which it applies.", RULES + "requires, from",
               _of_condition(lambda _, c: c.first_day)),
        Column("until", "day", N_("Until"), "Last day on which it applies.", RULES + "requires, until",
               _of_condition(lambda _, c: c.last_day)),
        Column("applies", "flag", N_("Applies on the day"), "Whether it applies on the day of the export.", "worked out from them",
               _of_condition(lambda s, c: c.applies_on(s.day), otherwise=True)),
        Column("origin", "id", N_("Origin"), "Written for the instrument, shared by several, or implied by the floor of an amount.",
               "rules.yaml; tools.yaml for floors", _of_condition(lambda _, c: c.origin.value, "own"), words=ORIGINS),
        Column("sources", "list", N_("Sources"), "Who says so; the table `sources` has them.", RULES + "source",
               lambda _, i: i.asked.sources, width=30),
        Column("note", "text", N_("Note"), "What to know of it.", RULES + "requires, note",
               _of_condition(lambda s, c: s.tr.say(c.note) if c.note else None), width=40),
    ),
    items.conditions,
    shown=("name", "offer", "sentence", "test", "kind", "strength", "sources", "note"),
)
