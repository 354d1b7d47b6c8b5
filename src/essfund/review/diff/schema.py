"""Shape of `diff --format json`, `essfund.diff/1`: what `essfund schema diff` prints.

A witness that is null proves that there is nobody; days that are null have no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import WithJsonSchema
from typing_extensions import TypedDict

from essfund.loading.schemas.outputs import ProfilePlain, output_schema
from essfund.loading.schemas.profile import profile_object
from essfund.model.condition import Origin
from essfund.model.fields import FIELDS
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.json_shapes import AmountPlain, Count, Day, Digest, values_of
from essfund.review.diff.model import AmountKind, EffectKind, EntryKind, InstrumentStatus

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

VerdictValue = Annotated[str, values_of(Verdict)]
AvailabilityValue = Annotated[str, values_of(Availability)]


class VersionPlain(TypedDict):
    """One of the two catalogues."""

    name: str
    edition: str
    digest: Digest


class TallyPlain(TypedDict):
    """How many golden profiles are better off, worse off, get more, less, or another answer."""

    better: Count
    worse: Count
    more: Count
    less: Count
    other: Count


class GoldenSummaryPlain(TallyPlain):
    """The golden profiles of both catalogues."""

    profiles: Count
    unread: Count


class InstrumentsByStatus(TypedDict):
    """Ids of instruments, by what became of them."""

    added: list[str]
    removed: list[str]
    renamed: list[str]
    changed: list[str]


class DiffSummary(TypedDict):
    """The comparison in a few words and numbers."""

    text: list[str]
    instruments: InstrumentsByStatus
    golden: GoldenSummaryPlain


class FieldChangePlain(TypedDict):
    """One value that differs, at its path."""

    path: list[str]
    old: Any
    new: Any
    text: str


class DiffWitness(TypedDict):
    """An enterprise that shows a change, and the day on which it does."""

    profile: ProfilePlain
    as_of: Day


class ShownPlain(TypedDict):
    """An enterprise whose verdict changes."""

    before: VerdictValue
    after: VerdictValue
    offer: str | None
    witness: DiffWitness


class DaysPlain(TypedDict):
    """Days, both included."""

    first: Day | None
    last: Day | None


class TransitionPlain(ShownPlain):
    """A change of verdict and the days on which somebody has it."""

    days: list[DaysPlain]


class RuleEffectPlain(TypedDict):
    """A rule that changed, and who wins or loses by it."""

    id: str
    offer: str | None
    origin: Annotated[str, values_of(Origin)] | None
    old: str | None
    new: str | None
    gained: ShownPlain | None
    lost: ShownPlain | None


class AmountEffectPlain(TypedDict):
    """An offer that gives more or less to somebody."""

    offer: str
    kind: Annotated[str, values_of(AmountKind)]
    old: AmountPlain
    new: AmountPlain
    witness: DiffWitness


class AvailabilityChangePlain(DaysPlain):
    """Days on which the availability differs."""

    old: AvailabilityValue | None
    new: AvailabilityValue | None


EffectPlain = TypedDict(
    "EffectPlain",
    {
        "class": Annotated[str, values_of(EffectKind)],  # a keyword of Python, so that no class body can hold it
        "transitions": list[TransitionPlain],
        "rules": list[RuleEffectPlain],
        "amounts": list[AmountEffectPlain],
        "availability": list[AvailabilityChangePlain],
    },
)


class VersionAnswerPlain(TypedDict):
    """What one catalogue answers a golden profile."""

    verdict: VerdictValue
    availability: AvailabilityValue
    offer: str
    amount: AmountPlain
    unmet: list[str]


class GoldenChangePlain(TypedDict):
    """A golden profile that is answered otherwise."""

    cases: list[str]
    as_of: Day
    profile: ProfilePlain
    old: VersionAnswerPlain | None
    new: VersionAnswerPlain | None
    because: list[str]


class GoldenChangesPlain(TallyPlain):
    """The golden profiles of one instrument."""

    changes: list[GoldenChangePlain]


class InstrumentChangePlain(TypedDict):
    """One instrument that differs."""

    tool: str
    name: str
    status: Annotated[str, values_of(InstrumentStatus)]
    was: str | None
    fields: list[FieldChangePlain]
    effect: EffectPlain | None
    golden: GoldenChangesPlain


class EntryChangePlain(TypedDict):
    """Another entry that differs, and the instruments it touches."""

    kind: Annotated[str, values_of(EntryKind)]
    id: str
    touches: list[str]
    fields: list[FieldChangePlain]


class ArrivalPlain(TypedDict):
    """An id that only one catalogue has."""

    field: Annotated[str, WithJsonSchema({"enum": list(FIELDS)})]
    id: str
    added: bool
    tools: list[str] | None


class DiffPlain(TypedDict):
    """The whole comparison."""

    schema: Literal["essfund.diff/1"]
    as_of: Day
    changed: bool
    old: VersionPlain
    new: VersionPlain
    summary: DiffSummary
    instruments: list[InstrumentChangePlain]
    entries: list[EntryChangePlain]
    vocabulary: list[ArrivalPlain]


def comparison_schema(_: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """The JSON Schema of a comparison; profiles follow the vocabularies."""
    return output_schema(DiffPlain, "essfund diff", {"profile": profile_object(vocabularies, tr)})
