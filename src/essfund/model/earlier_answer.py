"""An answer given before, as far as its file tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.model.changes import AnswerSummary
    from essfund.model.profile import Profile


@dataclass(frozen=True, repr=False)
class EarlierAnswer:
    """The day, the catalogue and the profile of an earlier answer, and what it said of each instrument, by id.

    `lost` are the fields of its profile, or the ids of its answers, that today's catalogue cannot read.
    """

    day: date
    edition: str
    digest: str
    profile: Profile
    lost: tuple[str, ...]
    told: Mapping[str, AnswerSummary]
