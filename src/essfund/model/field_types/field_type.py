"""What every kind of profile field can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol

from essfund.core.record import record
from essfund.core.text import fold
from essfund.core.truth import UNKNOWN, Truth

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.core.messages import Message

    Tests = Sequence[tuple[str, Hashable]]
    """Operators, each with its argument."""


class ParseError(Exception):
    """A raw value does not fit its field. Carries what to say; never shown with the value in a log."""

    def __init__(self, message: Message, help_: Message | None = None) -> None:
        self.message = message
        self.help = help_
        super().__init__(message.template)


NO_ACTIVITY = frozenset({"00-00z", "0000z"})
"""What registers write for an activity that is not known yet, folded."""

UNKNOWN_WORDS = frozenset({
    "nn", "nsp", "nr", "inconnu", "inconnue", "ne-sait-pas", "je-ne-sais-pas", "je-ne-sais-pas-encore", "je-sais-pas",
    "je-sais-pas-encore", "j-en-sais-rien", "sais-pas", "aucune-idee", "non-renseigne", "non-renseignee",
    "pas-decide", "pas-encore-decide", "pas-encore-choisi", "pas-encore-choisie", "on-ne-sait-pas", "on-ne-sait-pas-encore", "a-voir",
    "a-definir", "unknown", "i-don-t-know", "i-don-t-know-yet", "no-idea", "dk", *NO_ACTIVITY,
})
"""What people and registers write where they do not know, folded: NN is Sirene's staff, 00.00Z its activity not yet known."""

OTHER_DIGITS = frozenset("0123456789").difference(word[0] for word in UNKNOWN_WORDS)
"""Digits with which no such word begins: most values need no second look."""
NOTHING_WRITTEN = frozenset({"", "?", "??", "???", "-"})
LONGEST_UNKNOWN = 40


def says_unknown(raw: object) -> bool:
    """Whether a raw value says that a field is unknown: null, « NSP », « inconnu », `?`, an empty text, a list of such."""
    if raw is None:
        return True
    if isinstance(raw, list | tuple):  # one level: a list of lists is no value, however deep
        return bool(raw) and all(not isinstance(item, list | tuple) and says_unknown(item) for item in raw)
    if not isinstance(raw, str) or len(raw) > LONGEST_UNKNOWN:
        return False
    text = raw.strip()
    return text in NOTHING_WRITTEN or (text[0] not in OTHER_DIGITS and fold(raw) in UNKNOWN_WORDS)


class VocabularyTerms(Protocol):
    """The part of a vocabulary that kinds need: ids, and what people may type for them."""

    @property
    def ids(self) -> frozenset[str]: ...

    def find(self, text: str) -> frozenset[str] | None: ...

    def suggest(self, text: str) -> list[str]: ...

    def expand(self, name: str) -> frozenset[str] | None: ...


@record(frozen=True)
class Operator:
    """One way to test a field. `takes` is the JSON Schema of its argument; `phrase` puts `{value}` into words."""

    name: str
    takes: Mapping[str, object]
    phrase: str
    meaning: str


class FieldType:
    """A kind of field, by default one that no rule tests and whose knowledge is plain. Pure functions of values."""

    name: ClassVar[str]
    operators: ClassVar[Mapping[str, Operator]] = {}
    many: ClassVar[bool] = False
    """Whether its option may be given several times."""
    form: ClassVar[str] = ""
    """The form of a value in the help of its option; else its example or its name stands there."""

    def read(self, raw: object, terms: VocabularyTerms | None) -> Hashable:
        """Knowledge from what a person or a file gave. Raises `ParseError`."""
        raise NotImplementedError(raw, terms)

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> Hashable:
        """The argument written in a rule, in the form `evaluate` takes. Raises `ParseError`."""
        raise NotImplementedError(operator, raw, terms)

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:  # noqa: ARG002 - never tested
        """TRUE if every value still possible passes, FALSE if none does, UNKNOWN otherwise."""
        return UNKNOWN

    def cells(self, tests: Tests, known: Hashable | None, terms: VocabularyTerms | None) -> list[Hashable]:  # noqa: ARG002 - never tested
        """Parts of what is still possible, on each of which every one of `tests` is decided."""
        return [] if known is None else [known]

    def both(self, known: Hashable, other: Hashable) -> Hashable | None:
        """What two pieces of knowledge leave possible together; None where they contradict each other."""
        return known if known == other else None

    def plain(self, known: Hashable) -> object:
        """Knowledge as JSON holds it; `read` takes it back."""
        return known

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:
        """The JSON Schema of a raw value."""
        raise NotImplementedError(terms)
