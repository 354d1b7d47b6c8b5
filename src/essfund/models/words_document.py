"""The entries of `vocabularies.yaml`, as their authors write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from essfund.messages import Words
from essfund.models.authoring import INSEE, Accepted, Id, Line, form
from essfund.models.vocabulary import Code, Place, Term, TermSet, Vocabularies, Vocabulary

Labels = dict[str, Words]


@dataclass(frozen=True)
class TermEntry:
    """One id with its labels and the other names people use."""

    fr: Line
    en: Line
    ess_by_form: Literal["yes", "check", "no"] | None = None
    aliases: tuple[Line, ...] = ()


@dataclass(frozen=True)
class VocabulariesDocument:
    """The whole of `vocabularies.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    legal_forms: dict[Id, TermEntry]
    legal_form_sets: dict[Id, TermSet]
    insee_codes: dict[Annotated[str, form(INSEE)], Code]
    departements: dict[str, Place]
    departement_sets: dict[Id, TermSet]
    regions: dict[str, Line]
    stages: dict[Id, TermEntry]
    purposes: dict[Id, TermEntry]
    families: dict[Id, TermEntry]
    reaches: dict[Id, TermEntry]
    costs: dict[Id, TermEntry]
    strengths: dict[Id, TermEntry]
    accepts: Accepted | None = None

    def vocabularies(self) -> Vocabularies:
        """Make the vocabularies of the fields out of the entries."""
        places = {code: Term(place.name, place.name) for code, place in self.departements.items()}
        return Vocabularies(
            legal_form=Vocabulary(named(self.legal_forms), self.legal_form_sets, self.insee_codes),
            stage=Vocabulary(named(self.stages)),
            departement=Vocabulary(places, self.departement_sets),
            purposes=Vocabulary(named(self.purposes)),
            family=Vocabulary(named(self.families)),
            reach=Vocabulary(named(self.reaches)),
            cost=Vocabulary(named(self.costs)),
            strength=Vocabulary(named(self.strengths)),
        )


def named(entries: dict[str, TermEntry]) -> dict[str, Term]:
    """Make terms out of entries."""
    return {key: Term(e.fr, e.en, e.aliases, e.ess_by_form) for key, e in entries.items()}
