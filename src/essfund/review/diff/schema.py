"""Shape of `diff --format json`, `essfund.diff/1`: what `essfund schema diff` prints.

A witness that is null proves that there is nobody; days that are null have no end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from typing_extensions import TypedDict

from essfund.loading.schemas.outputs import ProfilePlain, output_schema
from essfund.loading.schemas.profile import profile_object
from essfund.model.condition import Origin
from essfund.model.verdict import Availability, Verdict
from essfund.presenting.json_shapes import AmountPlain, Count, Day, Digest, FieldKey, ListReadPlain, values_of
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

    field: FieldKey
    id: str
    added: bool
    tools: list[str] | None


class SplitPlain(TypedDict):
    """Rows of which the list tells the same; `ids` holds every id that is possible, none where nothing is told."""

    ids: list[str]
    rows: Count


class ListSidePlain(TypedDict):
    """Rows that win, or lose, an instrument: how many, the lines of the first, and how many by the fields that the list tells."""

    rows: Count
    lines: list[Count]
    by: dict[str, list[SplitPlain]]


class VerdictMovePlain(TypedDict):
    """Rows that go from one verdict to another; null: that catalogue does not have the instrument."""

    old: VerdictValue | None
    new: VerdictValue | None
    rows: Count


class ListedInstrumentPlain(TypedDict):
    """An instrument that answers some row otherwise."""

    tool: str
    name: str
    was: str | None
    added: bool
    removed: bool
    moves: list[VerdictMovePlain]
    wins: ListSidePlain
    loses: ListSidePlain


class ListEffectPlain(TypedDict):
    """Rows of a list for which something gets better, worse, both, or nothing changes; they add up to the rows answered."""

    read: ListReadPlain
    better: Count
    worse: Count
    both: Count
    same: Count
    instruments: list[ListedInstrumentPlain]


class DiffListPart(TypedDict, total=False):
    """What is there only where a list was given."""

    list: ListEffectPlain


class DiffPlain(DiffListPart):
    """The whole comparison; `list` is there only where a list was given."""

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
    return output_schema(DiffPlain, "essfund diff", vocabularies, {"profile": profile_object(vocabularies, tr)})
