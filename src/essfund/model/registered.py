"""What an answer of a register told of one enterprise: facts, the day and the year they are of, and what proves nothing."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.record import field, record

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from essfund.core.messages import Words


class RegisterState(Enum):
    """What a register says of an enterprise as a whole."""

    ACTIVE = "active"
    """Active, or nothing is said."""
    CLOSED = "closed"
    """The establishment that was looked at is closed; the enterprise goes on."""
    CEASED = "ceased"
    """The enterprise has ceased."""


@record(frozen=True, repr=False)
class Registered:
    """Facts of a register, the lowest layer of a profile. Its repr shows no value: profiles are confidential."""

    register: str
    """Id of the kind of answer: the name of its file in `loading/register/shapes`."""
    label: Words
    values: Mapping[str, Hashable] = field(default_factory=dict)
    day: date | None = None
    """The day on which the register last changed what it says; None if the answer names none."""
    staff_year: int | None = None
    """The year at whose end the band of staff was true."""
    ess: bool | None = None
    """What the register flags: a hint, never a fact."""
    state: RegisterState = RegisterState.ACTIVE
    partial: bool = False
    """Whether the enterprise has asked that not all of this be shown."""

    def __repr__(self) -> str:
        return f"Registered({self.register}, known={sorted(self.values)})"

    def kept(self, values: Mapping[str, Hashable]) -> tuple[str, ...]:
        """Fields of a profile that say what the register says."""
        return tuple([key for key, value in self.values.items() if key in values and values[key] == value])
