"""Every field of a profile, declared once: all else derives from `FIELDS`. No import of pydantic here: `--help` is built from it."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from essfund.core.messages import N_, Text
from essfund.core.record import record
from essfund.core.text import fold
from essfund.model.field_types import ChoiceType, CodeType, DayType, FlagType, NumberType, ResourcesType, SeveralType, TextType, UsesType
from essfund.model.field_types.texts_and_flags import clean_siren

if TYPE_CHECKING:
    from collections.abc import Hashable

    from essfund.model.field_types import FieldType

EUROS = NumberType("euro")
SIGNED_EUROS = NumberType("euro", lowest=None)
PEOPLE = NumberType("person")
PERCENT = NumberType("percent", scale=100, highest=100 * 100)
YEARS = NumberType("year", scale=366, spread=365)
LOAN_YEARS = NumberType("year", scale=366, spread=365, highest=60 * 366)


class EffortToChange(IntEnum):
    """How hard a fact is to change, the easiest first: what « why not » proposes first."""

    NEED = 1  # what is asked for, and for what: the project can be cut otherwise
    MEANS = 2  # what the enterprise has, earns or employs: it takes work and months
    TIME = 3  # nobody can do anything but wait
    STATUS = 4  # what the enterprise is: statuts, approvals, memberships
    GIVEN = 5  # where and in which trade it works, and how it fares: nobody changes that for an instrument


NEED, MEANS, TIME, STATUS, GIVEN = EffortToChange


@record(frozen=True)
class Field:
    """One thing that may be known of an enterprise or its project."""

    key: str
    kind: FieldType
    option: str
    label: Text
    question: Text
    effort: int = 1  # 1 is known by heart, 3 must be looked up: it orders questions that would settle as much
    vocabulary: str | None = None  # the list of ids of a choice
    panel: str = N_("Enterprise")
    example: str = ""
    effort_to_change: EffortToChange = EffortToChange.STATUS
    follows: str | None = None  # another field from which this one follows: an age from the day of creation
    paper: Text = ""  # what shows it to a funder; every field that rules may test has one
    reserved: Text = ""  # of a yes-or-no field: what is said to an enterprise that has not the quality that a condition asks for

    @property
    def tested(self) -> bool:
        """Whether rules may test this field."""
        return bool(self.kind.operators)

    def typed(self, *, value: bool) -> str:
        """What is typed on the command line to tell a value of a yes-or-no field."""
        if self.option.startswith(FACT):
            return f"{self.option}{'yes' if value else 'no'}"
        return self.option if value else self.option.replace("--", "--no-", 1)


FACT = "--fact "
"""How the option begins that tells a field which has none of its own."""

ADDED_LIST = "fields."
"""How the name of the vocabulary begins that belongs to a choice which a catalogue adds: no other is called so."""

PROJECT, QUALITIES = N_("Project and money"), N_("Qualities")
STATUTS, REGISTER = N_("articles of association, up to date"), N_("Kbis, Sirene notice or receipt of declaration")
ACCOUNTS, STAFF = N_("last yearly accounts"), N_("list of the staff")
PLAN, BANK = N_("presentation and financing plan of the project, with estimates"), N_("offer or agreement of the bank")
NOVELTY = N_("note on what is new in the project")


def flag(
    key: str, label: str, question: str, effort: int = 1, effort_to_change: EffortToChange = STATUS, *, paper: str, reserved: str,
) -> Field:
    """Declaration of a yes-or-no field."""
    option = f"--{key.replace('_', '-')}"
    return Field(key, FlagType(), option, label, question, effort, panel=QUALITIES, effort_to_change=effort_to_change, paper=paper,
                 reserved=reserved)


def money(
    key: str, label: str, question: str, option: str = "", *, effort: int = 2, kind: NumberType = EUROS,
    effort_to_change: EffortToChange = MEANS, paper: str,
) -> Field:
    """Declaration of a field in whole euros."""
    option = option or f"--{key.replace('_', '-')}"
    return Field(key, kind, option, label, question, effort, panel=PROJECT, example="40000", effort_to_change=effort_to_change, paper=paper)


FIELDS: dict[str, Field] = {
    field.key: field
    for field in (
        Field("legal_form", ChoiceType(), "--legal-form", N_("legal form"), N_("What is the legal form of the enterprise?"),
              vocabulary="legal_form", example="scop", paper=STATUTS),
        Field("stage", ChoiceType(), "--stage", N_("stage of the project"), N_("How far is the project?"),
              vocabulary="stage", panel=PROJECT, example="developpement", effort_to_change=NEED, paper=PLAN),
        money("amount_needed", N_("amount needed"), N_("How much money is needed?"), "--amount", effort=1, effort_to_change=NEED,
              paper=PLAN),
        money("project_cost", N_("cost of the project"), N_("What does the whole project cost?"), effort=1, effort_to_change=NEED,
              paper=PLAN),
        money("own_funds", N_("own funds and quasi-equity"), N_("How much own funds and quasi-equity does the enterprise have?"),
              effort=3, kind=SIGNED_EUROS, paper=ACCOUNTS),
        money("bank_loan", N_("bank loan"), N_("How much does a bank lend for the project (0 if none)?"),
              effort=1, effort_to_change=NEED, paper=BANK),
        Field("loan_years", LOAN_YEARS, "--loan-years", N_("term of the bank loan"), N_("Over how many years does the bank lend?"), 2,
              panel=PROJECT, example="7", effort_to_change=NEED, paper=BANK),
        money("own_contribution", N_("own contribution"), N_("How much of its own money does the enterprise put into the project?"),
              effort=1, effort_to_change=NEED, paper=PLAN),
        money("grants_obtained", N_("grants already obtained"), N_("How much has already been granted for the project?"),
              effort=1, effort_to_change=GIVEN, paper=PLAN),
        Field("employees", PEOPLE, "--employees", N_("employees"), N_("How many employees are there?"),
              example="12", effort_to_change=MEANS, paper=STAFF),
        Field("created_on", DayType(), "--created-on", N_("date of creation"), N_("When was the enterprise registered?"),
              example="2019-05-03", effort_to_change=GIVEN),
        Field("age_years", YEARS, "--age", N_("age of the enterprise"),
              N_("How old is the enterprise, in years (0 if it is not registered yet)?"), example="4", follows="created_on",
              effort_to_change=TIME, paper=REGISTER),
        Field("departement", ChoiceType(), "--departement", N_("département"),
              N_("In which département is the head office or the establishment of the project?"), vocabulary="departement",
              example="31", effort_to_change=GIVEN, paper=REGISTER),
        money("turnover", N_("yearly turnover"), N_("What is the yearly turnover?"), paper=ACCOUNTS),
        money("balance_sheet", N_("balance sheet total"), N_("What is the balance sheet total?"), effort=3, paper=ACCOUNTS),
        Field("market_income_share", PERCENT, "--market-income-share", N_("share of income from sales"),
              N_("What share of the income comes from sales of goods or services, in percent?"), 3, example="60", effort_to_change=MEANS,
              paper=ACCOUNTS),
        Field("jobs_planned", PEOPLE, "--jobs-planned", N_("jobs planned"), N_("How many jobs will the project create?"),
              2, panel=PROJECT, example="5", effort_to_change=NEED, paper=N_("forecast with the jobs to come")),
        Field("purposes", SeveralType(), "--purpose", N_("purposes"), N_("What is the money for?"),
              vocabulary="purposes", panel=PROJECT, example="investissement", effort_to_change=NEED, paper=PLAN),
        Field("naf", CodeType(), "--naf", N_("NAF code"), N_("What is the NAF code?"), 2, example="88.99B", effort_to_change=GIVEN,
              paper=REGISTER),
        flag("ess", N_("ESS quality shown by the statuts"), N_("Do the statuts make the enterprise a société de l'ESS?"), 2, paper=STATUTS,
             reserved=N_("only for enterprises whose statuts make them ESS")),
        flag("esus", N_("ESUS approval"), N_("Does the enterprise hold the ESUS approval?"), paper=N_("ESUS approval"),
             reserved=N_("only with the ESUS approval")),
        flag("siae", N_("work-integration enterprise (SIAE)"), N_("Is it a work-integration enterprise under State agreement (SIAE)?"),
              paper=N_("agreement as a work-integration enterprise"), reserved=N_("only for work-integration enterprises")),
        flag("entreprise_adaptee", N_("entreprise adaptée"), N_("Is it an entreprise adaptée?"),
              paper=N_("agreement as an entreprise adaptée"), reserved=N_("only for entreprises adaptées")),
        flag("general_interest", N_("general interest and disinterested management"),
             N_("Is it of general interest, with disinterested management?"), 2, paper=STATUTS,
             reserved=N_("only for what is of general interest")),
        flag("cgscop_member", N_("member of CGSCOP"), N_("Is it a member of CGSCOP, up to date with its contributions?"),
              paper=N_("proof of membership of CGSCOP"), reserved=N_("only for members of CGSCOP")),
        flag("social_innovation", N_("social innovation project"), N_("Is it a social innovation project (article 15 of the ESS law)?"),
             2, paper=NOVELTY, reserved=N_("only for social innovation")),
        flag("innovation", N_("innovative project"), N_("Is the project innovative (technology, process, use)?"), 2, paper=NOVELTY,
             reserved=N_("only for innovative projects")),
        flag("in_difficulty", N_("enterprise in difficulty"), N_("Is the enterprise in difficulty or in insolvency proceedings?"),
             2, GIVEN, paper=N_("statement on the situation of the enterprise"), reserved=N_("only for enterprises in difficulty")),
        flag("tourism_social", N_("social tourism accommodation"), N_("Does it run social and solidarity tourism accommodation?"),
             effort_to_change=GIVEN, paper=N_("description of the accommodation"), reserved=N_("only for social tourism accommodation")),
        flag("micro_enterprise", N_("micro-enterprise"), N_("Is it a micro-enterprise (auto-entrepreneur)?"), paper=REGISTER,
             reserved=N_("only for micro-enterprises")),
        flag("woman_founder", N_("enterprise created or led by a woman"), N_("Is it created or led by a woman?"),
             effort_to_change=GIVEN, paper=REGISTER, reserved=N_("only for enterprises led by a woman")),
        flag("jobless_founder", N_("founder without a job or in an insecure situation"),
             N_("Is the person who creates or takes over looking for a job, or in an insecure situation?"),
             effort_to_change=GIVEN, paper=N_("proof of registration as a jobseeker, or of the person’s situation"),
             reserved=N_("only for founders without a job or in an insecure situation")),
        flag("jep_approval", N_("approval for youth and popular education (JEP)"),
             N_("Is the association approved for youth and popular education (JEP)?"),
             paper=N_("decision of approval for youth and popular education"), reserved=N_("only with the JEP approval")),
        money("de_minimis_received", N_("de minimis aid received"),
              N_("How much de minimis aid was received over the last three years?"), effort=3,
              paper=N_("list of the de minimis aid of the last three years")),
        Field("uses", UsesType(), "--use", N_("uses of the money"),
              N_("What is to be paid, each with its name, euros and nature?"), 2, panel=PROJECT,
              example="Véhicule=35000:materiel"),
        Field("resources", ResourcesType(), "--resource", N_("resources told"),
              N_("Which money is there or asked for, each with its name, euros, state, nature, years and rate?"), 2,
              panel=PROJECT, example="Prêt bancaire=28000:demande,5 ans"),
        Field("siren", TextType(clean_siren), "--siren", "SIREN", N_("What is the SIREN?"), 3, example="732829320"),
        Field("name", TextType(), "--name", N_("name"), N_("What is the name of the enterprise?")),
    )
}

FOLLOWS: dict[str, str] = {key: field.follows for key, field in FIELDS.items() if field.follows}
"""Fields that follow from another one, each with that one."""

NAMES: dict[str, str] = {fold(name): key for key, field in FIELDS.items() for name in (field.option, key)}
"""Fields by everything that names one, folded: its key and its option, `age_years` and `--age`."""

OTHER_WORDS: dict[str, str] = {
    **dict.fromkeys(("salaries", "salarie", "effectif", "effectifs", "nombre-de-salaries", "etp", "staff"), "employees"),
    **dict.fromkeys(("montant", "besoin", "besoin-de-financement", "montant-demande", "need"), "amount_needed"),
    **dict.fromkeys(("cout", "cout-du-projet", "budget", "cost"), "project_cost"),
    **dict.fromkeys(("forme", "forme-juridique", "statut", "form"), "legal_form"),
    **dict.fromkeys(("ville", "commune", "code-postal", "lieu", "town", "postcode"), "departement"),
    **dict.fromkeys(("objet", "objets", "usage"), "purposes"), **dict.fromkeys((fold("prêt"), "emprunt", "loan"), "bank_loan"),
    "apport": "own_contribution", "stade": "stage", "nom": "name", "chiffre-d-affaires": "turnover", "date-de-creation": "created_on",
}
"""What people call fields that have another name, folded: it is not taken, and the right key is proposed."""

MICRO = frozenset({
    "micro", "micro-entreprise", "micro-entrepreneur", "micro-entrepreneuse", "auto-entreprise", "auto-entrepreneur",
    "auto-entrepreneuse", "autoentrepreneur", "autoentreprise", "microentreprise",
})
"""Names of a legal form that say a second thing, folded: of all sole traders, these are micro-enterprises."""


def told_too(key: str, raw: object) -> dict[str, Hashable]:
    """What a value says besides its own field."""
    if key == "stage" and isinstance(raw, str) and any(map(str.isdigit, raw)):
        from essfund.model.field_types.spoken import existing_for  # noqa: PLC0415 - most stages are one word

        age = existing_for(raw)
        return {"age_years": YEARS.read(age, None)} if age else {}
    return {"micro_enterprise": True} if key == "legal_form" and isinstance(raw, str) and fold(raw[:40]) in MICRO else {}


LISTS: dict[str, str] = {"legal_form": "legal-forms", "stage": "stages", "purposes": "purposes", "departement": "departements"}
"""Vocabularies of fields, each with the name under which `essfund words` lists it."""

TESTED: tuple[str, ...] = tuple(key for key, field in FIELDS.items() if field.tested)  # the fields that rules may test
