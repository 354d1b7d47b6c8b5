"""Keys that name other entries: each is marked in the models, so that an id that leads nowhere is a fault."""

from __future__ import annotations

from essfund.loading.catalogue import load_texts, read_texts
from essfund.loading.references import references
from essfund.loading.texts import bundled_directory

NAMING = {
    ("tool", "successor"), ("tool", "tools"), ("contact", "apply"), ("contact", "contact"), ("reservation", "shared"),
    ("shared", "shared"), ("source", "source"), ("source", "sources"), ("source", "running"), ("source", "open_to_all"),
    ("family", "family"), ("reach", "reach"), ("stage", "in"), ("cost", "cost"), ("plan_section", "section"),
    ("legal_form", "dedicated_to"), ("legal_form", "only_for"), ("departement", "departements"),
}


def test_every_key_that_names_an_entry_is_marked() -> None:
    subject = load_texts(read_texts(bundled_directory(), bundled_directory())).subject
    assert subject
    found = [*references("tools", subject.tools), *references("rules", subject.rules)]
    assert {(kind, next(str(key) for key in reversed(path) if not isinstance(key, int))) for kind, _, path in found} == NAMING
