"""A variant as a balance and as a picture: the same lines, the same words, the same sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.core.text import fold
from essfund.financing_plan.plan_hatching import MISSING
from essfund.financing_plan.plan_picture import Cover, PlanLegend, PlanPart, PlanPicture, Stack
from essfund.financing_plan.words import MISSING as TO_BE_FOUND
from essfund.financing_plan.words import RESOURCES, TOTAL, USES
from essfund.presenting.document.blocks import Balance, Entry, Side
from essfund.presenting.safe_text import capital
from essfund.presenting.situation import MIDDLE
from essfund.presenting.wording import FACT, SEMICOLON

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essfund.financing_plan.words import PlanWriter, ResourceRow
    from essfund.model.plan import PlanResource, Variant

    Typeset = Callable[[str], str]

AMOUNT, STATE = N_("Amount"), N_("State")
SCALE = N_("{name}: uses and resources at one scale")
POSSIBLE, BRACKET, OPEN = N_("dashed: only possible"), N_("bracket: guaranteed, in no sum"), N_("empty: still to be found")
GUARANTEED = N_("({amount})")


def balance(variant: Variant, write: PlanWriter, typeset: Typeset) -> Balance:
    """Uses on the left, resources on the right, each with its sum; a guarantee in brackets, what is missing as a line of its own."""
    tr = write.tr
    uses = [Entry(typeset(row.label), typeset(row.nature), typeset(tr.money(row.amount))) for row in write.uses(variant)]
    resources = [Entry(typeset(row.label), typeset(note(row, line)), typeset(euros(row, write)), typeset(row.state), aside=row.guarantee)
                 for row, line in zip(write.resources(variant), variant.resources, strict=True)]
    if variant.missing:
        resources.append(Entry(capital(typeset(tr.text(TO_BE_FOUND))), "", typeset(tr.money(variant.missing)), open=True))
    rest = "" if variant.missing else typeset(tr.say(say("{amount} missing", amount=tr.money(0))))
    total, amount = typeset(tr.text(TOTAL)), capital(typeset(tr.text(AMOUNT)))
    return Balance(
        Side((typeset(tr.text(USES)), amount), tuple(uses), Entry(total, "", typeset(tr.money(sum(use.amount for use in variant.uses))))),
        Side((typeset(tr.text(RESOURCES)), amount, typeset(tr.text(STATE))), tuple(resources),
             Entry(total, "", typeset(tr.money(sum(line.amount for line in variant.money) + variant.missing)), rest)),
    )


def euros(row: ResourceRow, write: PlanWriter) -> str:
    """An amount; of a guarantee, in brackets."""
    amount = write.tr.money(row.amount)
    return write.tr.text(GUARANTEED).format(amount=amount) if row.guarantee else amount


def note(row: ResourceRow, line: PlanResource) -> str:
    """Nature of a resource where its name does not say it, its terms, and who receives it where that is not the enterprise."""
    nature = "" if fold(row.nature) in fold(row.label) else row.nature
    elsewhere = line.result and line.result.terms and line.result.terms.paid_to not in {None, "structure"}
    return MIDDLE.join(filter(None, (nature, row.terms, row.paid_to if elsewhere else "")))


def picture(variant: Variant, write: PlanWriter, typeset: Typeset) -> PlanPicture:
    """The lines of the balance as two bars."""
    tr = write.tr
    uses = Stack(headed(USES, sum(use.amount for use in variant.uses), write, typeset), tuple([
        PlanPart(typeset(row.label), typeset(tr.money(row.amount)), typeset(MIDDLE.join((tr.money(row.amount), row.nature))), row.amount,
             use.nature.value if use.nature else "", row.amount) for row, use in zip(write.uses(variant), variant.uses, strict=True)]))
    parts = list(funded(variant, write, typeset))
    if variant.missing:
        amount = typeset(tr.money(variant.missing))
        parts.append(PlanPart(capital(typeset(tr.text(TO_BE_FOUND))), amount, amount, variant.missing, MISSING, 0))
    resources = Stack(headed(RESOURCES, sum(line.amount for line in variant.money) + variant.missing, write, typeset), tuple(parts))
    alt = [tr.text(FACT).format(field=stack.title, value=tr.text(SEMICOLON).join(spoken(stack))) for stack in (uses, resources)]
    legend = PlanLegend(*(typeset(tr.text(text)) for text in (POSSIBLE, BRACKET, OPEN)))
    return PlanPicture(typeset(tr.text(SCALE).format(name=write.title(variant))), typeset(". ".join(alt) + "."), uses, resources, legend)


def headed(title: str, total: int, write: PlanWriter, typeset: Typeset) -> str:
    """Title of a bar with its sum."""
    return typeset(f"{write.tr.text(title)} {write.tr.money(total)}")


def funded(variant: Variant, write: PlanWriter, typeset: Typeset) -> Iterator[PlanPart]:
    """Yield resources that are money, each loan with its guarantees."""
    for line in variant.money:
        backed = sorted((item for item in variant.resources if item.guarantee and item.on == line.label), key=lambda item: -item.amount)
        covers = tuple([Cover(*named(item, write, typeset), item.amount) for item in backed])
        yield PlanPart(*named(line, write, typeset), line.amount, line.nature.value, min(line.sure, line.amount), covers)


def named(line: PlanResource, write: PlanWriter, typeset: Typeset) -> tuple[str, str, str]:
    """Name of a resource, its euros, and these with its nature and state."""
    row, name = write.resource(line), write.text(line.label)
    nature = "" if fold(row.nature) in fold(name) else row.nature
    return typeset(name), typeset(euros(row, write)), typeset(MIDDLE.join(filter(None, (euros(row, write), nature, row.state))))


def spoken(stack: Stack) -> Iterator[str]:
    """Yield parts and guarantees of a bar for who does not see it."""
    return (f"{item.name} {item.told.replace(MIDDLE, ', ')}" for item in stack.named)
