"""What was checked of a financing plan, in words: the rule, both numbers, how it came out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Message, say
from essfund.core.named_tuple import NamedTuple
from essfund.model.fields import FIELDS
from essfund.model.rulebook import PLAN_SUMS, PlanCeiling
from essfund.model.tool import Limit
from essfund.presenting import wording

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.plan import PlanCheck, Variant
    from essfund.model.report import Report

CHECK_COLUMNS = (N_("result"), N_("check"), N_("here"), N_("bound"), N_("known from"))
HOLDS = {True: N_("kept"), None: N_("to be seen"), False: N_("not kept")}
CONFIRM = N_("to be confirmed")
"""What is said of a rule of our own reading that the plan exceeds: it forbids nothing, and the funder has to say."""
STRENGTHS = {"established": N_("established"), "probable": N_("probable"), "inferred": N_("inferred"), "usage": N_("usage, no rule")}


class CheckRow(NamedTuple):
    """A check in words, both numbers as texts."""

    holds: str
    label: str
    left: str
    right: str
    strength: str


class CheckWriter:
    """Writes the checks of a plan in one language."""

    def __init__(self, report: Report, tr: Translator) -> None:
        self.report, self.tr = report, tr

    def checks(self, variant: Variant) -> list[CheckRow]:
        """Checks, the most pressing first."""
        return [self.check_row(check) for check in sorted(variant.checks, key=pressing)]

    def check_row(self, check: PlanCheck) -> CheckRow:
        """One check."""
        left, right = self.number(check.left, check), self.number(check.right, check)
        return CheckRow(self.tr.text(holds(check)), self.check(check), left, right, self.tr.text(STRENGTHS[check.strength]))

    def check(self, check: PlanCheck) -> str:
        """What was checked."""
        label = check.label
        if isinstance(label, Message) and isinstance(check.rule, Limit):
            label = Message(label.template, {**label.values, "value": wording.limit(check.rule, self.tr)})
        return self.text(label)

    def short(self, check: PlanCheck) -> str:
        """What was checked, in few words: the formula behind the names, for who asks for the rule with `--all`."""
        if isinstance(check.rule, PlanCeiling) and check.rule.less:
            return self.text(self.tr.say(say("de minimis aid of this plan, as far as it is known, of what is left at most")))
        if isinstance(check.rule, PlanCeiling):
            names = ", ".join(self.report.catalogue.instruments[tool].tool.name for tool in check.tools)
            formula = self.ceiling(check.rule)
            return self.text(self.tr.text(wording.FACT).format(field=names, value=formula) if names else formula)
        return self.check(check)

    def numbers(self, check: PlanCheck) -> str:
        """Both numbers of a check as one reads them aloud: « 7 280 € sur 28 000 € », « 7 280 € pour 5 000 € au moins »."""
        left, right = self.number(check.left, check), self.number(check.right, check)
        if check.right is None:
            return left
        if check.id == "balance":
            return f"{left} = {right}"
        if check.id == "cash-gap":
            return self.tr.say(say("{left}, with {right} at hand", left=left, right=right))
        if check.unit == "percent":
            return self.tr.say(say("{left}, usage {right}", left=left, right=right))
        if check.id.startswith("floor-"):
            return self.tr.say(say("{left} for {right} at least", left=left, right=right))
        return self.tr.say(say("{left} of {right}", left=left, right=right))

    def number(self, value: int | None, check: PlanCheck) -> str:
        """One number of a check with its unit."""
        if value is None:
            return self.tr.say(say("not known"))
        return {"euro": self.tr.money, "percent": lambda share: self.tr.percent(share / 100), "count": self.tr.number}[check.unit](value)

    def ceiling(self, ceiling: PlanCeiling) -> str:
        """Formula of a ceiling of the plan."""
        if ceiling.less:
            spent = self.tr.words(FIELDS[ceiling.less].label)
            return self.tr.say(say("{euros} less: {field}", euros=self.tr.money(ceiling.fixed or 0), field=spent))
        sums = " + ".join(self.tr.text(PLAN_SUMS[name]) for name in ceiling.of)
        return self.tr.say(say("{share} of: {field}", share=self.tr.percent((ceiling.share or 0) / 100), field=sums))

    def text(self, label: object) -> str:
        """A label as people read it, its first letter large."""
        said = self.tr.say(label)
        return said[:1].upper() + said[1:]


def beyond(check: PlanCheck) -> bool:
    """Whether a plan exceeds a rule between its lines that is our own reading."""
    numbers = check.left is not None and check.right is not None and check.left > check.right
    return check.holds is None and check.strength == "inferred" and numbers and not isinstance(check.rule, Limit)


def holds(check: PlanCheck) -> str:
    """How a check came out."""
    return CONFIRM if beyond(check) else HOLDS[check.holds]


def pressing(check: PlanCheck) -> tuple[bool, bool, bool]:
    """Key that brings forward what is not kept, then what is to be confirmed, then what is to be seen."""
    return check.holds is True, check.holds is None, not beyond(check)
