"""Every operator a rule may use, gathered from the kinds that own them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from essfund.model.field_types import Operator

OPERATORS: dict[str, Operator] = {
    name: operator for field in FIELDS.values() for name, operator in field.kind.operators.items()
}
