"""Fields that are asked for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say, text_of
from essfund.engine.need import FOUND
from essfund.engine.timeline import days_that_differ
from essfund.loading.checks.check import Check
from essfund.model.condition import Origin
from essfund.review.checks.subject import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.engine.eligibility import Eligibility
    from essfund.model.catalogue import Instrument
    from essfund.review.checks.subject import ValidationSubject


def find_unread_fields(subject: ValidationSubject) -> Iterator[Fault]:
    """Find fields that a condition tests and that change nothing, and fields of a profile that no rule and no amount reads."""
    for instrument in subject.catalogue.instruments.values():
        yield from _unread_in(subject.around(instrument), instrument, subject.day)
    offers = (offer for tool in subject.tools.tools.values() for offer in tool.offers.values())
    limits = {key for offer in offers for limit in offer.amount.limits for key in limit.fields}
    for key in (key for key, field in subject.catalogue.fields.items() if field.tested):
        if key not in subject.catalogue.leaves_by_field and key not in {*limits, *FOUND}:
            yield Fault("CAT079", say("no rule and no amount reads `{field}`", field=key), "rules", ("instruments",),
                        say("write the condition that needs it, or say in `accepts` why it is kept"), on_key=True)


def _unread_in(eligibility: Eligibility, instrument: Instrument, today: date) -> Iterator[Fault]:
    space = eligibility.space
    terms = [item for day in days_that_differ([instrument], today) for item in eligibility.terms(instrument, day)]
    regions = [region for item in terms for region in (eligibility.met(item.all), eligibility.unmet(item.all))]
    mattering: frozenset[str] = frozenset().union(*map(space.depends_on, regions))
    done: set[str] = set()
    for condition in instrument.all_conditions:
        region = space.test(condition.test)
        if condition.origin is Origin.FLOOR or space.empty(space.negate(region)):
            continue  # CAT072 says it of the whole condition
        for key in condition.fields:
            if key not in done and key not in space.depends_on(region) & mattering:
                done.add(key)
                label = text_of(space.vocabularies.fields[key].label)
                yield Fault("CAT078", say("`{id}` asks for `{field}`, which changes nothing", id=condition.id, field=key),
                            *place_of(instrument, condition), say("leave {label} out of this condition", label=label))


CHECK = Check(find_unread_fields, {
    "CAT078": CodePage(
        N_("field asked for nothing"),
        N_("A condition tests a field whose value can change neither the condition nor the verdict of any offer."),
        N_("Leave the field out of the condition, or correct the test that should have needed it."),
        why=N_("The adviser would be made to ask a question whose answer is of no use."), severity=Severity.WARNING,
        example=Example("rules.yaml", good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
                        bad="      - id: effectif\n"
                        "        all:\n"
                        "          - {employees: {less_than: 50}}\n"
                        "          - {market_income_share: {at_least: 0}}\n"
                        "        source: reglement\n"),
    ),
    "CAT079": CodePage(
        N_("field that no rule reads"),
        N_("A profile may hold this field, and neither a condition nor a ceiling of the catalogue depends on it."),
        N_("Write the condition that needs it; or say in `accepts`, at the top of rules.yaml, why it is kept."),
        why=N_("Either a rule was forgotten, or advisers type a figure that nothing uses."),
        severity=Severity.NOTE, example=Example(
            "rules.yaml", good="accepts: {CAT079: ce petit catalogue ne teste que quelques champs}\n", bad="", found_in="rules.yaml",
        ),
    ),
})
