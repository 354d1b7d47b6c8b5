"""Fields that ceilings are computed from."""

from __future__ import annotations

from typing import get_args

from essfund.model.fields import FIELDS
from essfund.model.tool import CountField, MoneyField
from essfund.presenting.amounts import EACH_OF, OF_FIELD
from essfund.presenting.wording import CAPPED_BY


def test_every_field_of_a_ceiling_is_one_of_a_profile_and_can_be_named_as_the_limit() -> None:
    fields = {*get_args(MoneyField), *get_args(CountField)}
    assert fields <= set(CAPPED_BY) <= set(FIELDS)
    assert set(OF_FIELD) == set(get_args(MoneyField))
    assert set(EACH_OF) == set(get_args(CountField))
