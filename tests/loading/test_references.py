"""Keys that name other entries: each is marked in the models, so that an id that leads nowhere is a fault."""

from __future__ import annotations

from essfund.loading.references import references
from tests.bundled import loaded

NAMING = {
    ("tool", "successor"), ("tool", "tools"), ("tool", "only_with"), ("tool", "leaving_out"), ("tool", "besides"), ("contact", "apply"), ("contact", "contact"), ("reservation", "shared"),
    ("shared", "shared"), ("source", "source"), ("source", "sources"), ("source", "running"), ("source", "open_to_all"),
    ("family", "family"), ("family", "families"), ("reach", "reach"), ("stage", "in"), ("stage", "except_at"), ("cost", "cost"), ("plan_section", "section"),
    ("legal_form", "dedicated_to"), ("legal_form", "only_for"), ("departement", "departements"),
}


def test_every_key_that_names_an_entry_is_marked() -> None:
    subject = loaded().subject
    assert subject
    found = [*references("tools", subject.tools), *references("rules", subject.rules)]
    assert {(kind, next(str(key) for key in reversed(path) if not isinstance(key, int))) for kind, _, path in found} == NAMING
