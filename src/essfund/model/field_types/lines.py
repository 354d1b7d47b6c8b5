"""Fields that hold lines of a financing plan: « Véhicule=35000:materiel », « Prêt bancaire=28000:demande,5 ans »."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_
from essfund.model.field_types.field_type import FieldType
from essfund.model.field_types.number import NUMBER

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.field_types.field_type import VocabularyTerms
    from essfund.model.plan_line import ResourceLine

TEXT: Mapping[str, object] = {"type": "string"}
AMOUNT: Mapping[str, object] = {"anyOf": [NUMBER, TEXT]}
KEYS: Mapping[str, Mapping[str, object]] = {
    "label": {"description": N_("The name of the line."), **TEXT},
    "amount": {"description": N_("Whole euros."), **AMOUNT},
    "nature": {"description": N_("What it is, by its id or a usual word; supposed from the name where it is not there."), **TEXT},
    "state": {"description": N_("How far the asking has come: acquis, demande or a-demander."), **TEXT},
    "years": {"description": N_("Over how many years it is paid back."), **NUMBER},
    "rate": {"description": N_("Percent of interest a year."), **NUMBER},
    "covers": {"description": N_("The loan that a guarantee covers, by the name of its line."), **TEXT},
}
"""What a mapping may say of a line, for editors."""


class LinesType(FieldType):
    """Lines, each with a label and whole euros; never tested by a rule."""

    name: ClassVar[str] = "lines"
    many: ClassVar[bool] = True
    keys: ClassVar[tuple[str, ...]] = ()
    """What a line may say besides its label and amount."""

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - natures are no vocabulary of a catalogue
        properties = {key: KEYS[key] for key in ("label", "amount", *self.keys)}
        line = {"type": "object", "properties": properties, "required": ["label", "amount"], "additionalProperties": False}
        named = {"type": "object", "additionalProperties": AMOUNT}
        lines = {"type": "array", "items": {"anyOf": [TEXT, line, named]}}
        return {"anyOf": [lines, TEXT, named]}


class UsesType(LinesType):
    """What the money is for."""

    keys: ClassVar[tuple[str, ...]] = ("nature",)
    form: ClassVar[str] = "label=amount[:nature]"

    def read(self, raw: object, terms: VocabularyTerms | None) -> Hashable:  # noqa: ARG002 - as `schema`
        from essfund.model.field_types.line_reader import read_lines, use_line  # noqa: PLC0415 - most profiles have no lines

        return read_lines(raw, self.keys, use_line)

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, tuple)
        natures = [{"nature": line.nature.value} if line.nature and not line.supposed else {} for line in known]
        return [{"label": line.label, "amount": line.amount, **nature} for line, nature in zip(known, natures, strict=True)]


class ResourcesType(LinesType):
    """Where the money comes from, as far as somebody has said it."""

    keys: ClassVar[tuple[str, ...]] = ("nature", "state", "years", "rate", "covers")
    form: ClassVar[str] = "label=amount[:state,…]"

    def read(self, raw: object, terms: VocabularyTerms | None) -> Hashable:  # noqa: ARG002 - as `schema`
        from essfund.model.field_types.line_reader import read_lines, resource_line  # noqa: PLC0415 - as above

        return read_lines(raw, self.keys, resource_line)

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, tuple)
        return [self._plain(line) for line in known]

    @staticmethod
    def _plain(line: ResourceLine) -> dict[str, object]:
        """One line as JSON holds it: what is supposed is left out, to be supposed again."""
        nature = {} if line.supposed else {"nature": line.nature.value}
        said = {"years": line.years, "rate": line.rate, "covers": line.on}
        told = {key: value for key, value in said.items() if value not in {None, ""}}
        return {"label": line.label, "amount": line.amount, **nature, "state": line.state.value, **told}
