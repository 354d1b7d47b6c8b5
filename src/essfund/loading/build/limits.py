"""How much one instrument may ask. Exact answers take a time that can double with each further test; these are its bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import Message, say
from essfund.model.condition import leaves
from essfund.model.field_types import SeveralType
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from essfund.model.catalogue import Instrument
    from essfund.model.vocabulary import Vocabularies

MOST_TESTS = 300
"""Tests in the conditions of an instrument, and in one condition; shared ones opened."""

MOST_GROUPS = 10
"""Groups of ids that an instrument tells apart in a field that holds several at once: any of their sets may be the answer."""


def excess(instrument: Instrument, vocabularies: Vocabularies) -> Message | None:
    """Return what there is too much of in the conditions of an instrument."""
    asked = [leaf for condition in instrument.all_conditions for leaf in leaves(condition.test)]
    if len(asked) > MOST_TESTS:
        return say("the conditions of `{id}` hold more than {count} tests", id=instrument.id, count=MOST_TESTS)
    for key, field in FIELDS.items():
        tests = [(leaf.operator, leaf.argument) for leaf in asked if leaf.field == key]
        if tests and isinstance(field.kind, SeveralType):
            groups = field.kind.atoms(tests, vocabularies.of(field.vocabulary))
            if len(groups) > MOST_GROUPS:
                return say("the conditions of `{id}` tell more than {count} groups of ids apart in `{field}`", id=instrument.id,
                           count=MOST_GROUPS, field=key)
    return None
