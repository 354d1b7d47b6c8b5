"""What every kind of profile field can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.core.messages import Message
    from essfund.core.truth import Truth


class ParseError(Exception):
    """A raw value does not fit its field. Carries what to say; never shown with the value in a log."""

    def __init__(self, message: Message, help_: Message | None = None) -> None:
        self.message = message
        self.help = help_
        super().__init__(message.template)


class VocabularyTerms(Protocol):
    """The part of a vocabulary that kinds need: ids, and what people may type for them."""

    @property
    def ids(self) -> frozenset[str]: ...

    def find(self, text: str) -> frozenset[str] | None: ...

    def suggest(self, text: str) -> list[str]: ...

    def expand(self, name: str) -> frozenset[str] | None: ...


@dataclass(frozen=True)
class Operator:
    """One way to test a field. `takes` is the JSON Schema of its argument; `phrase` puts `{value}` into words."""

    name: str
    takes: Mapping[str, object]
    phrase: str
    meaning: str


class FieldType(Protocol):
    """A kind of field. `operators` is what rules may ask of it; the rest is pure functions of values."""

    name: ClassVar[str]
    operators: ClassVar[Mapping[str, Operator]]

    def read(self, raw: object, terms: VocabularyTerms | None) -> Hashable:
        """Turn what a person or a file gave into knowledge. Raises `Misread`."""
        ...

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> Hashable:
        """Turn the argument written in a rule into the form `judge` takes. Raises `Misread`."""
        ...

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        """Return TRUE if every value still possible passes, FALSE if none does, UNKNOWN otherwise."""
        ...

    def cells(
        self, tests: Sequence[tuple[str, Hashable]], known: Hashable | None, terms: VocabularyTerms | None
    ) -> list[Hashable]:
        """Split what is still possible into parts on which each of `tests` is decided."""
        ...

    def plain(self, known: Hashable) -> object:
        """Write knowledge as JSON would hold it; `read` takes it back."""
        ...

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:
        """Return the JSON Schema of a raw value."""
        ...
