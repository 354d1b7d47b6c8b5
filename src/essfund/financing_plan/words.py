"""A financing plan in words: rows and lines that every format shares, each text in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Euros, Message, counted, say
from essfund.core.named_tuple import NamedTuple
from essfund.engine.planning.options import shown_at_work
from essfund.engine.planning.reasons import NOT_TODAY, REFUSES
from essfund.financing_plan.check_words import CheckWriter
from essfund.model.plan_line import NATURES, STATES, USE_NATURES, LineState, Nature
from essfund.model.rulebook import PlanCeiling
from essfund.model.tool import Limit
from essfund.model.verdict import Verdict
from essfund.model.vocabulary import Role
from essfund.presenting import advice, wording
from essfund.presenting.sentences import seen
from essfund.presenting.situation import need_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.model.plan import Call, Change, Plan, PlanResource, PlanUse, Variant
    from essfund.model.report import Result

USES, RESOURCES, TOTAL, MISSING = N_("Uses"), N_("Resources"), N_("Total"), N_("still to be found")
CHECKS, CALLS, WHY, WHY_NOT = N_("Checked"), N_("Calls, in their order"), N_("Why this plan"), N_("Why not")
WHY_NOWHERE = N_("Why in no variant")
TITLE, CHANGES, HELP = N_("Financing plan"), N_("What would be enough, each alone"), N_("Who helps")
UNPRICED = N_("Amount not known, in no sum")
USE_COLUMNS = (N_("use"), N_("nature"), N_("in euros"))
RESOURCE_COLUMNS = (N_("resource"), N_("nature"), N_("in euros"), N_("state"), N_("terms"), N_("paid to"), N_("bound by"),
                    N_("certain or possible"))
NAMES = {"fewest-files": N_("Fewest files"), "cheapest": N_("Cheapest"), "least-bank": N_("Least bank")}
SUPPOSED = N_("{nature} (supposed)")
NO_RIGHT = N_("A plan to talk about: nothing is granted, a committee decides. Amounts in whole euros, without VAT where it is recovered.")


class UseRow(NamedTuple):
    """A use in words, with its euros."""

    label: str
    nature: str
    amount: int


class ResourceRow(NamedTuple):
    """A resource in words, with its euros; a guarantee's are in no sum."""

    label: str
    nature: str
    amount: int
    state: str
    terms: str
    paid_to: str
    bound_by: str
    certain: str
    guarantee: bool


class PlanWriter(CheckWriter):
    """Writes the rows and lines of one plan in one language."""

    def __init__(self, plan: Plan, tr: Translator) -> None:
        super().__init__(plan.report, tr)
        self.plan = plan

    def title(self, variant: Variant) -> str:
        """Name of a variant: « A · Le moins de dossiers, sans rien à vérifier »."""
        number = self.plan.variants.index(variant)
        name = self.tr.text(NAMES[variant.prefers])
        twin = any(other is not variant and other.prefers == variant.prefers for other in self.plan.variants[:number])
        if "-certain" in variant.id:
            name = self.tr.say(say("{name}, with nothing to be checked", name=name))
        elif twin:
            name = self.tr.say(say("{name}, otherwise", name=name))
        return f"{chr(ord('A') + number)} · {name}"

    def uses(self, variant: Variant) -> list[UseRow]:
        """Uses, what is missing in none of them."""
        return [UseRow(self.text(use.label), self.use_nature(use), use.amount) for use in variant.uses]

    def use_nature(self, use: PlanUse) -> str:
        """Nature of a use; visibly where it is supposed, or still to be said."""
        if use.nature is None:
            return self.tr.say(say("nature to be said"))
        nature = self.tr.text(USE_NATURES[use.nature])
        return self.tr.text(SUPPOSED).format(nature=nature) if use.supposed else nature

    def resources(self, variant: Variant) -> list[ResourceRow]:
        """Resources, each guarantee below its loan."""
        return [self.resource(line) for line in variant.resources]

    def resource(self, line: PlanResource) -> ResourceRow:
        """One resource."""
        label = self.text(line.label)
        if line.guarantee:
            label = self.tr.say(say("{name}, of « {loan} »", name=label, loan=line.on))
        receiver = line.result.terms.paid_to if line.result and line.result.terms else None
        paid_to = self.tr.text(advice.RECEIVERS[receiver]) if receiver else ""
        nature, state = self.tr.text(NATURES[line.nature]), self.tr.text(STATES[line.state])
        return ResourceRow(label, nature, line.amount, state, self.terms(line), paid_to, self.bound(line), self.certain(line),
                           line.guarantee)

    def with_nature(self, line: PlanResource) -> str:
        """Name of a resource, with the nature that was read from it where the name does not say it."""
        row = self.resource(line)
        return f"{row.label} ({self.tr.text(SUPPOSED).format(nature=row.nature)})" if self.unsaid(line) else row.label

    def unsaid(self, line: PlanResource) -> bool:
        """Whether the nature of a line was read from its name, and the name does not say it."""
        said = self.tr.text(NATURES[line.nature]).casefold()
        return line.supposed and line.result is None and said not in self.text(line.label).casefold()

    def terms(self, line: PlanResource) -> str:
        """What a line costs, as far as is known."""
        if line.result and line.result.terms:
            return ", ".join(text for label, text in advice.labelled_terms(line.result, self.tr).items() if label != advice.PAID_TO)
        parts = []
        if line.rate is not None:
            parts.append(self.tr.say(say("{rate} percent a year", rate=self.tr.number(line.rate))))
        if line.years:
            parts.append(self.tr.say(say("{years} years", years=self.tr.number(line.years))))
        if not parts and line.nature.repaid:
            parts.append(self.tr.say(say("terms not known")))
        return ", ".join(parts)

    def bound(self, line: PlanResource) -> str:
        """What keeps an amount from being more."""
        bound = line.bound_by
        if bound is None:
            return ""
        if bound == "need":
            return self.tr.say(say("what is to be found"))
        if isinstance(bound, Limit):
            return wording.limit(bound, self.tr)
        if isinstance(bound, PlanCeiling):
            return self.tr.say(say("a ceiling of the whole plan: {rule}", rule=self.ceiling(bound)))
        return self.tr.say(say("its ceiling"))

    def certain(self, line: PlanResource) -> str:
        """Whether a line is certain, supposed or only possible, and what is still to be checked."""
        if line.state is LineState.OBTAINED:
            return self.tr.say(say("still to be named") if line.nature is Nature.UNTOLD else say("there"))
        if line.certain:
            return self.tr.say(say("eligible a priori") if line.result else say("as told"))
        if line.sure:
            return self.tr.say(say("certain up to {sure}", sure=Euros(line.sure)))
        if line.result is None:
            return self.tr.say(say("as told"))
        if line.result.verdict is Verdict.ELIGIBLE and not shown_at_work(line.result, self.report):
            return self.unseen(line.result)
        said = wording.to_know(line.result, self.report, self.tr)
        return self.tr.say(say("possible: {check}", check=said)) if said else self.tr.say(say("possible"))

    def unseen(self, result: Result) -> str:
        """An option that is eligible a priori and that nothing shows at work of late: « éligible a priori ; dernière preuve : 2018 »."""
        said = self.tr.say(say("eligible a priori")), wording.availability(result, self.tr)
        return self.tr.text(wording.SEMICOLON).join(said)

    def calls(self, variant: Variant) -> list[str]:
        """Calls in their order, each with the day before which it must be made."""
        return [self.call(number, item) for number, item in enumerate(variant.calls, start=1)]

    def call(self, number: int, item: Call) -> str:
        """One call."""
        if not item.tools:
            bank = say("{number}. the bank: {label}", number=number, label=item.label)
            return self.tr.say(bank if item.bank else say("{number}. who is asked for it: {label}", number=number, label=item.label))
        names = [self.report.catalogue.instruments[tool].tool.name for tool in item.tools]
        who = ", ".join(contact.name for contact in item.contacts) or item.desk
        told = self.tr.say(say("{number}. {who}: {names}", number=number, who=who, names=", ".join(names)))
        when = self.before(item)
        return f"{told} – {', '.join(when)}" if when else told

    def before(self, item: Call) -> list[str]:
        """Before which day, and before what, a call must be made."""
        when = [say("before {day}", day=item.before)] if item.before else []
        if item.order:
            when.append(say("before any quote is signed") if item.order.before == "quote" else say("before the bank"))
        return [self.tr.say(text) for text in when]

    def why(self, variant: Variant) -> str:
        """The goals of a variant in their order, and what they come to."""
        return self.tr.text(wording.SEMICOLON).join(self.tr.say(item) for item in variant.why)

    def outcome(self, variant: Variant) -> str:
        """What a variant comes to: how many files, what is missing, the shares of own money and bank, what is paid back in a year."""
        missing = say("{amount} still to be found", amount=Euros(variant.missing)) if variant.missing else say("nothing is missing")
        parts = [files(variant), missing]
        known = [check for check in variant.checks if check.unit == "percent" and check.left is not None]
        shares = {check.id: self.number(check.left, check) for check in known}
        if "own-share" in shares and "bank-share" in shares:
            own, bank = shares["own-share"], shares["bank-share"]
            parts.append(say("own and quasi-own {own}, bank {bank} (usage: 30 and 70, no norm)", own=own, bank=bank))
        if variant.yearly_repayment:
            parts.append(say("{amount} to be paid back in a year, without interest", amount=Euros(variant.yearly_repayment)))
        unknown = [line.label for line in variant.money if line.nature.repaid and not line.years]
        if unknown:
            parts.append(say("term not known: {names}", names=unknown))
        return self.tr.text(wording.SEMICOLON).join(self.tr.say(item) for item in parts)

    def verdict(self, line: PlanResource) -> str:
        """Whether a line is certain, or what is to be checked, in few words."""
        if line.result is None:
            return ""
        part = line.result.verdict is Verdict.ELIGIBLE and (0 < line.sure < line.amount or not shown_at_work(line.result, self.report))
        return self.certain(line) if part else advice.verdict(line.result, self.report, self.tr)

    def refused(self, variant: Variant) -> list[tuple[str, str]]:
        """Each option that brings money or guarantees, and is not in a variant, with the reason, where not all variants have it."""
        return [self.named(tool, reason) for tool, reason in variant.refused.items() if not self.everywhere(tool, reason)]

    def refused_everywhere(self) -> list[tuple[str, str]]:
        """The same of what all variants leave out for one reason."""
        return [self.named(tool, reason) for tool, reason in self.plan.variants[0].refused.items() if self.everywhere(tool, reason)]

    def everywhere(self, tool: str, reason: Message) -> bool:
        """Whether every variant leaves an option out for a reason."""
        return all(variant.refused.get(tool) == reason for variant in self.plan.variants)

    def named(self, tool: str, reason: Message) -> tuple[str, str]:
        """Name of an option and why it is left out."""
        return self.report.catalogue.instruments[tool].tool.name, self.reason(tool, reason)

    def reason(self, tool: str, told: Message) -> str:
        """Why an option is left out: of what refuses, the condition; of what cannot be asked for today, its state."""
        result, said = self.report.result(tool), self.tr.say(told)
        more = {REFUSES.template: wording.refusals, NOT_TODAY.template: lambda item, *_: [wording.availability(item, self.tr)]}
        why = self.tr.text(wording.SEMICOLON).join(more[told.template](result, self.report, self.tr) if told.template in more else [])
        return f"{said} ({why})" if why else said

    def changes(self) -> list[str]:
        """What would let a plan cover the need, each alone."""
        return [self.change(item) for item in self.plan.changes]

    def change(self, item: Change) -> str:
        """One change: « coût du projet : 90 000 € »."""
        words, fact = self.report.catalogue.vocabularies, self.tr.text(wording.FACT)
        changed = [(self.report.catalogue.fields[key], value) for key, value in item.values.items()]
        return ", ".join(fact.format(field=self.tr.words(field.label), value=seen(field, value, words, self.tr))
                         for field, value in changed)

    def sums(self, variant: Variant) -> Iterator[tuple[str, int]]:
        """What the money comes to: what is there or asked for, what is eligible, what is only possible; never added together."""
        told = sum(line.amount for line in variant.money if line.result is None)
        sure = sum(min(line.amount, line.sure) for line in variant.money if line.result)
        possible = sum(max(0, line.amount - line.sure) for line in variant.money if line.result)
        for label, amount in ((N_("told by the enterprise"), told), (N_("eligible a priori"), sure), (N_("only possible"), possible)):
            if amount:
                yield self.tr.text(label), amount


def told_need(plan: Plan, tr: Translator) -> str:
    """The need as a sum: what the uses are, what is told of the resources, and what is left to find."""
    if "resources" not in plan.report.profile.values:
        return need_line(plan.report, tr)
    uses = sum(use.amount for use in plan.variants[0].uses if not use.tool)
    told = sum(line.amount for line in plan.variants[0].money if line.result is None or line.state is not LineState.TO_REQUEST)
    return tr.say(say("Project {uses} = {told} told + {left} left to find", uses=Euros(uses), told=Euros(told), left=Euros(uses - told)))


def bracketed(row: ResourceRow, tr: Translator) -> str:
    """Euros of a resource; in brackets what a guarantee covers, which is in no sum."""
    amount = tr.money(row.amount)
    return f"({amount})" if row.guarantee else amount


def files(variant: Variant) -> Message:
    """How many files a variant asks for."""
    count = sum(1 for line in variant.resources if line.result and line.state is not LineState.OBTAINED)
    return counted(count, N_("{count} file to fill in"), N_("{count} files to fill in"))


def helpers(plan: Plan) -> list[str]:
    """Who helps with a plan that does not cover the need."""
    return [result.instrument.tool.name for result in plan.advisers if result.instrument.role is Role.SUPPORT]


def unpriced_names(plan: Plan) -> list[str]:
    """Ids of what can be asked for and of which nobody knows how much it brings."""
    return [result.instrument.id for result in plan.unpriced]


def why_left_out(plan: Plan) -> str:
    """Title of what all variants leave out."""
    return WHY_NOWHERE if len(plan.variants) > 1 else WHY_NOT


def named_unpriced(plan: Plan) -> list[str]:
    """The same in words."""
    return [result.instrument.tool.name for result in plan.unpriced]
