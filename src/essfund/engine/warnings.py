"""Valid but doubtful input: answered with a warning, neither with silence nor with a refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic, Severity
from essfund.core.messages import Either, Message, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.truth import FALSE
from essfund.engine.evaluate import truth_of
from essfund.model.profile import YEAR
from essfund.model.registered import RegisterState
from essfund.model.vocabulary import Meaning, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import date

    from essfund.core.diagnostics import Span
    from essfund.model.condition import Condition
    from essfund.model.profile import Profile
    from essfund.model.vocabulary import Vocabularies, Vocabulary

ADVICE = say("check it with the enterprise; leave out what nobody knows")

SETTLED_AGE = 3
"""Years after which an enterprise that is « emerging » or « being created » is worth a second look."""

Doubt = tuple[str, Message, str]
"""Code, what is doubtful, and the field that is most worth a second look."""


class ProfileOnDay(NamedTuple):
    """A profile as it was given, and as seen on a day (`facts`: with the age that follows from the date of creation).

    `world` are the facts of the world, which hold for every enterprise.
    """

    profile: Profile
    facts: Profile
    day: date
    words: Vocabularies
    world: Sequence[Condition] = ()


def labels(ids: Collection[str], words: Vocabulary) -> Either:
    """Labels of ids, in the order of their vocabulary."""
    return Either(tuple(term.words for key, term in words.terms.items() if key in ids))


def ceased(case: ProfileOnDay) -> Iterator[Doubt]:
    register = case.profile.register
    if register and register.state is RegisterState.CEASED:
        yield "DBT011", say("the register says that this enterprise has ceased"), "siren"
    if register and register.state is RegisterState.CLOSED:
        yield "DBT011", say("the register says that this establishment is closed"), "siren"


def workers_without_employees(case: ProfileOnDay) -> Iterator[Doubt]:
    staff, words = case.profile.number("employees"), case.words.legal_form
    forms = case.profile.ids("legal_form") if staff and staff.high == 0 else None
    if forms and forms <= words.by_meaning[Meaning.WORKERS]:
        yield "DBT001", say("{form} without any employee", form=labels(forms, words)), "employees"


def need_above_cost(case: ProfileOnDay) -> Iterator[Doubt]:
    need, loan, cost = map(case.profile.number, ("amount_needed", "bank_loan", "project_cost"))
    if need and cost and need.above(cost):
        yield "DBT002", say("the amount needed is above the cost of the project"), "amount_needed"
    if loan and cost and loan.above(cost):
        yield "DBT009", say("the bank loan is above the cost of the project"), "bank_loan"


def future_creation(case: ProfileOnDay) -> Iterator[Doubt]:
    created = case.profile.number("created_on")
    if created and created.low is not None and created.low > case.day.toordinal():
        yield "DBT003", say("the date of creation is after the day of the question"), "created_on"


def stage_and_age(case: ProfileOnDay) -> Iterator[Doubt]:
    stage, age = case.profile.ids("stage"), case.facts.number("age_years")
    if stage is None or age is None:
        return
    meanings = case.words.stage.by_meaning
    if stage <= meanings[Meaning.IDEA] | meanings[Meaning.START] and age.low is not None and age.low >= SETTLED_AGE * YEAR:
        yield "DBT004", say("the project is emerging or being created, yet the enterprise is {years} years old or more",
                                  years=SETTLED_AGE), "stage"
    if stage <= meanings[Meaning.SCALING] and age.high is not None and age.high < YEAR:
        yield "DBT004", say("a change of scale is announced in the first year of the enterprise"), "stage"


def age_and_creation(case: ProfileOnDay) -> Iterator[Doubt]:
    typed, computed = case.profile.number("age_years"), case.facts.number("age_years")
    if typed and computed and "created_on" in case.profile.values and (computed.above(typed) or typed.above(computed)):
        yield "DBT005", say("the age and the date of creation say different things; the date was used"), "age_years"


def ess_and_form(case: ProfileOnDay) -> Iterator[Doubt]:
    forms = case.profile.ids("legal_form")
    if forms is None:
        return
    by_form = {case.words.legal_form.terms.get(form, Term("", "")).ess_by_form for form in forms}
    if case.profile.flag("ess") is False and by_form == {"yes"}:
        yield "DBT006", say("this legal form is ESS by law, yet the answer says it is not"), "ess"
    if case.profile.flag("ess") is True and by_form == {"no"}:
        yield "DBT006", say("this legal form is never ESS, yet the answer says it is"), "ess"


def outside_territory(case: ProfileOnDay) -> Iterator[Doubt]:
    places = case.profile.ids("departement")
    if case.words.territory and places is not None and case.words.home and not places & case.words.home:
        yield "DBT007", say("the département is {outside}", outside=case.words.territory.outside), "departement"


def member_that_is_no_cooperative(case: ProfileOnDay) -> Iterator[Doubt]:
    forms, words = case.profile.ids("legal_form"), case.words.legal_form
    if case.profile.flag("cgscop_member") is not True or forms is None:
        return
    joining = words.by_meaning[Meaning.WORKERS] | words.by_meaning[Meaning.STAKEHOLDERS]
    if joining and not forms & joining:
        yield "DBT008", say("a member of CGSCOP whose legal form is not {forms}", forms=labels(joining, words)), "cgscop_member"


def against_the_world(case: ProfileOnDay) -> Iterator[Doubt]:
    """Doubts about what contradicts a fact of the world."""
    for fact in case.world:
        if truth_of(fact.test, case.facts.values) is FALSE:
            told = [key for key in case.profile.values if key in fact.fields]
            yield "DBT010", say("what was told cannot all be true: {fact}", fact=fact.note or fact.id), (told or fact.fields)[-1]


DOUBTS: tuple[Callable[[ProfileOnDay], Iterator[Doubt]], ...] = (
    ceased, workers_without_employees, need_above_cost, future_creation, stage_and_age, age_and_creation, ess_and_form,
    outside_territory, member_that_is_no_cooperative, against_the_world,
)
"""What is doubted, the most telling first; of what contradicts a fact of the world, nothing where its field is doubted already."""


def input_warnings(case: ProfileOnDay, place: Callable[[str], Span | None] = lambda _: None) -> tuple[Diagnostic, ...]:
    """Warnings about a profile on a day, at their `place` in a file. No value is repeated: profiles are confidential."""
    found = [(doubt, find is against_the_world) for find in DOUBTS for doubt in find(case)]
    doubted = {field for (_, _, field), of_the_world in found if not of_the_world}
    doubts = [doubt for doubt, of_the_world in found if not of_the_world or doubt[2] not in doubted]
    return tuple(Diagnostic(code, message, Severity.WARNING, place(field), ADVICE) for code, message, field in doubts)
