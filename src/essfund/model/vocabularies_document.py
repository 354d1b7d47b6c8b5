"""The entries of `vocabularies.yaml`, as their authors write them."""

from __future__ import annotations

from dataclasses import fields as fields_of
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from essfund.core.messages import N_
from essfund.core.record import field, record
from essfund.model.added_field import AddedField
from essfund.model.authored_types import FIELD_KEY, INSEE, Accepted, Id, Line, about, form
from essfund.model.requirement import Requirement
from essfund.model.vocabulary import (
    Departement,
    Meaning,
    OfficialCode,
    Role,
    SharedName,
    Term,
    TermSet,
    Territory,
    Vocabularies,
    Vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

TERM = about(N_("One id with its labels and the other names people use."))
SET = about(N_("A named set of ids, used in rules and accepted from people."))
CODE = about(N_("An official code and every id it may stand for."))


@record(frozen=True)
class TermEntry:
    """One id with its labels and the other names people use."""

    fr: Annotated[Line, about(N_("The text in French."))]
    en: Annotated[Line, about(N_("The text in English."))]
    ess_by_form: Annotated[
        Literal["yes", "check", "no"] | None,
        about(N_("Legal forms only: whether the law counts the form as ESS; check says that the statuts decide.")),
    ] = None
    usual: Annotated[bool, about(N_("Whether an interview offers it first; where none is usual, it offers them all."))] = False
    meaning: Annotated[
        Meaning | None,
        about(N_("What it tells: idea, start, running or scaling for a stage; study or takeover for a purpose; workers or stakeholders "
                 "for a legal form, a co-operative of these; territory or country for a reach; any for what tells nothing.")),
    ] = None
    aliases: Annotated[tuple[Line, ...], about(N_("Other names people type; case and accents do not matter."))] = ()


@record(frozen=True)
class FamilyEntry(TermEntry):
    """One kind of help, and what it does for an enterprise."""

    role: Annotated[
        Role,
        about(N_("What it does: cash, loan, guarantee or support; left out, it is shown after them, as other help.")),
    ] = Role.OTHER
    quasi_own: Annotated[
        bool, about(N_("Whether its money counts with the own funds of the enterprise: equity, participating loans, contributions."))
    ] = False


Terms = dict[Id, Annotated[TermEntry, TERM]]
Sets = dict[Id, Annotated[TermSet, SET]]


@record(frozen=True)
class VocabulariesDocument:
    """The whole of `vocabularies.yaml`."""

    __pydantic_config__: ClassVar[dict[str, object]] = {"extra": "forbid"}

    legal_forms: Annotated[Terms, about(N_("Legal forms, by id."))]
    legal_form_sets: Annotated[Sets, about(N_("Sets of legal forms that rules name."))]
    insee_codes: Annotated[
        dict[Annotated[str, form(INSEE)], Annotated[OfficialCode, CODE]],
        about(N_("INSEE codes of legal forms, between quotes; a code may stand for several forms.")),
    ]
    departements: Annotated[
        dict[str, Annotated[Departement, about(N_("A département and the region it lies in."))]],
        about(N_('Départements, by their code between quotes: "09", "2A".')),
    ]
    departement_sets: Annotated[Sets, about(N_("Sets of départements that rules name."))]
    regions: Annotated[dict[str, Line], about(N_("Names of the regions, by their code between quotes."))]
    territory: Annotated[
        Territory | None, about(N_("The territory that the catalogue describes; left out, no département is outside it."))
    ] = field(default=None, kw_only=True)
    stages: Annotated[Terms, about(N_("Stages of a project."))]
    purposes: Annotated[Terms, about(N_("What the money is for."))]
    families: Annotated[dict[Id, Annotated[FamilyEntry, TERM]], about(N_("Kinds of help."))]
    reaches: Annotated[Terms, about(N_("Where instruments are decided, in the order in which pictures tell them apart."))]
    costs: Annotated[Terms, about(N_("What money costs the enterprise."))]
    strengths: Annotated[Terms, about(N_("How well a condition is known."))]
    plan_sections: Annotated[
        Terms, about(N_("Parts of the Plan whose lines `plan` names; where none is listed, any id may stand there."))
    ] = field(default_factory=dict)
    legal_form_names: Annotated[
        dict[Line, Annotated[SharedName, about(N_("A name and every legal form it may stand for."))]],
        about(N_("What people call enterprises that may have one of several legal forms.")),
    ] = field(default_factory=dict)
    stage_sets: Annotated[Sets, about(N_("Sets of stages that rules name and people say."))] = field(default_factory=dict)
    fields: Annotated[
        dict[Annotated[str, form(FIELD_KEY)], Annotated[AddedField, about(N_("A thing that rules of this catalogue may test."))]],
        about(N_("What may be known of an enterprise besides the fields of the program, by key: rules test it, profiles tell it.")),
    ] = field(default_factory=dict)
    facts_of_the_world: Annotated[
        tuple[Requirement, ...],
        about(N_("What holds for every enterprise, as tests that each of them passes: an idea has no employee.")),
    ] = ()
    accepts: Accepted | None = None

    def vocabularies(self) -> Vocabularies:
        """Make the vocabularies of the fields out of the entries."""
        places = {code: Term(place.name, place.name, place.towns) for code, place in self.departements.items()}
        return Vocabularies(
            legal_form=Vocabulary(named(self.legal_forms), self.legal_form_sets, self.insee_codes, self.legal_form_names),
            stage=Vocabulary(named(self.stages), self.stage_sets),
            departement=Vocabulary(places, self.departement_sets, postcodes=True),
            purposes=Vocabulary(named(self.purposes)),
            family=Vocabulary(named(self.families)),
            reach=Vocabulary(named(self.reaches)),
            cost=Vocabulary(named(self.costs)),
            strength=Vocabulary(named(self.strengths)),
            plan_section=Vocabulary(named(self.plan_sections)),
            territory=self.territory,
            added={key: entry.plain for key, entry in self.fields.items()},
        )


def named(entries: Mapping[str, TermEntry]) -> dict[str, Term]:
    """Make terms out of entries."""
    return {key: Term(**{item.name: getattr(entry, item.name) for item in fields_of(entry)}) for key, entry in entries.items()}
