"""Checks of a plan as comparisons that a spreadsheet goes on making: both numbers as sums of the sheet where they are, and the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.engine.amounts import formula_of, scale_of
from essfund.engine.planning.combinations import SUMS, percent, share_of
from essfund.engine.planning.options import WHOLE
from essfund.financing_plan.check_words import CONFIRM, HOLDS, holds
from essfund.financing_plan.workbook_cells import Live, cell
from essfund.financing_plan.workbook_ledger import EUROS, GUARANTEED
from essfund.model.rulebook import PlanCeiling
from essfund.model.tool import Limit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.language.translator import Translator
    from essfund.financing_plan.workbook_ledger import Ledger
    from essfund.model.plan import PlanCheck, PlanResource
    from essfund.model.report import Report

AT_LEAST, AT_MOST, EQUAL = ">=", "<=", "="
SIGNS = {AT_LEAST: "≥", AT_MOST: "≤", EQUAL: "="}


class LiveCheck(NamedTuple):
    """Both numbers of a check, None where one is not known, how they are compared, and the result at a row of the sheet."""

    left: Live | None
    right: Live | None
    compared: str
    result: Live | str


def live_check(check: PlanCheck, ledger: Ledger, report: Report, row: int) -> LiveCheck:
    """A check with what its numbers are sums of; a number stays as it is where the sheet holds no sum that makes it."""
    left, right = sums_of(check, ledger, report)
    numbers = (_known(left, check.left, check), _known(right, check.right, check))
    compared = compared_as(check)
    if check.id == "yearly-repayment":
        flow = cell(ledger.cash_flow_row, EUROS)
        numbers = (numbers[0], Live(f'IF(ISNUMBER({flow}),{flow},"")', ""))
    return LiveCheck(*numbers, compared, _result(check, numbers, compared, row, ledger.tr, known=settled(check.rule, report)))


def compared_as(check: PlanCheck) -> str:
    """How the two numbers of a check are compared."""
    if check.id == "balance":
        return EQUAL
    return AT_LEAST if check.id == "own-share" or check.id.startswith("floor-") else AT_MOST


def _known(live: Live | None, number: int | None, check: PlanCheck) -> Live | None:
    """The sum if it makes the number that was checked, the number else."""
    if number is None:
        return None
    value = number / 100 if check.unit == "percent" else number
    return live if live is not None and live.value == value else Live.of(value)


def _result(
    check: PlanCheck, numbers: tuple[Live | None, Live | None], compared: str, row: int, tr: Translator, *, known: bool,
) -> Live | str:
    """The result as a formula wherever the comparison says what was found; what is open although it compares stays open.

    Beyond a bound that is not `known` to the euro, but only the least that it may be, nothing is broken yet.
    """
    left, right = numbers
    said, found = {kept: tr.text(word) for kept, word in HOLDS.items()}, tr.text(holds(check))
    if left is None or right is None:
        return found
    test = f"{cell(row, EUROS)}{compared}{cell(row, GUARANTEED)}"
    if right.value == "":
        there = f"ISNUMBER({cell(row, GUARANTEED)})"
        return Live(f'IF({there},IF({test},"{said[True]}","{said[None]}"),"{said[None]}")', said[None])
    kept = {AT_LEAST: left.value >= right.value, AT_MOST: left.value <= right.value, EQUAL: left.value == right.value}[compared]
    if kept is not (check.holds is True) or (isinstance(check.rule, PlanCeiling) and not known):
        return found
    ours = isinstance(check.rule, PlanCeiling) and check.strength == "inferred"
    broken = False if known and check.strength in {"established", "probable"} else None
    otherwise = found if not kept else tr.text(CONFIRM) if ours else said[broken]
    return Live(f'IF({test},"{said[True]}","{otherwise}")', found)


def sums_of(check: PlanCheck, ledger: Ledger, report: Report) -> tuple[Live | None, Live | None]:
    """Sums of the sheet that the two numbers of a check are; None where one is none."""
    missing, resources = ledger.missing, ledger.resources
    usual: dict[str, tuple[Live | None, Live | None]] = {
        "balance": (ledger.uses, Live(f"{resources.formula}+{missing.formula}", resources.value + missing.value)),
        "own-share": (ledger.own_share, None), "bank-share": (ledger.bank_share, None),
        "yearly-repayment": (ledger.yearly, None), "cash-gap": (ledger.late, ledger.ready),
    }
    if check.id in usual:
        return usual[check.id]
    if isinstance(check.rule, PlanCeiling):
        return counted(check.rule, ledger), most(check.rule, ledger, report)
    for line in ledger.variant.resources:
        if line.guarantee and check.id == f"guarantee-{line.tool or line.label}":
            return ledger.line(line), of_loan(line, ledger)
        own = line.tool in check.tools or check.id in {f"floor-{line.tool}", f"most-{line.tool}"}
        if line.tool and own and not line.guarantee and check.unit == "euro":
            return ledger.line(line), of_limit(check.rule, ledger, report) if isinstance(check.rule, Limit) else None
    return None, None


def of_loan(line: PlanResource, ledger: Ledger) -> Live | None:
    """The loan that a guarantee stands on."""
    return next((ledger.line(loan) for loan in ledger.variant.resources if loan.label == line.on), None)


def of_limit(limit: Limit, ledger: Ledger, report: Report) -> Live | None:
    """A limit that is computed from the bank loans or the cost of the project; what else it adds up must be known."""
    if limit.less:
        return None
    sums = {"bank_loan": ledger.of_nature(SUMS["bank_loans"]), "project_cost": ledger.project}
    if not sums.keys() & set(limit.fields) or any(scale_of(key) != 1 for key in limit.fields):
        return None
    formula = formula_of(limit)
    return portion([sums.get(key) or fact(key, report) for key in limit.fields], formula.rate, formula.over)


def counted(ceiling: PlanCeiling, ledger: Ledger) -> Live:
    """What a ceiling of the plan counts, each amount with its part."""
    lines = [line for line in ledger.variant.resources if line.tool in ceiling.tools]
    if all(percent(ceiling, line.tool) == WHOLE for line in lines):
        return ledger.lines(lines)
    parts = [(percent(ceiling, line.tool), ledger.line(line)) for line in lines]
    added = "+".join(f"{times}*{live.formula}" for times, live in parts)
    return Live(f"ROUNDUP(({added})/{WHOLE},0)", -(-sum(times * live.value for times, live in parts) // WHOLE))


def most(ceiling: PlanCeiling, ledger: Ledger, report: Report) -> Live | None:
    """What a ceiling of the plan allows: its share of sums of the plan."""
    if ceiling.less:
        return None
    sums = {"uses": ledger.project} | {name: ledger.of_nature(nature) for name, nature in SUMS.items()}
    natures = {SUMS.get(name) for name in ceiling.of}
    apart = [line for line in ledger.variant.money if line.tool in ceiling.leaving_out and line.nature in natures]
    taken = [Live(f"-{ledger.line(line).formula}", -line.amount) for line in apart]
    return portion([*(sums.get(name) or fact(name, report) for name in ceiling.of), *taken], share_of(ceiling), WHOLE)


def fact(key: str, report: Report) -> Live:
    """A number of the profile, the least that it may be."""
    known = report.facts.number(key)
    return Live.of(max(0, known.low or 0) if known else 0)


def settled(rule: Limit | PlanCeiling | None, report: Report) -> bool:
    """Whether all that a rule is computed from is known to the euro, by the profile or by the sheet."""
    if rule is None:
        return True
    keys = rule.fields if isinstance(rule, Limit) else [key for key in (*rule.of, rule.less) if key and key not in {"uses", *SUMS}]
    known = [report.facts.number(key) for key in keys if key != "bank_loan"]
    return all(number is not None and number.low == number.high for number in known)


def portion(parts: Sequence[Live], rate: int, over: int) -> Live:
    """Part of a sum, rounded down to whole euros."""
    added, value = "+".join(part.formula for part in parts if part != Live.of(0)) or "0", sum(part.value for part in parts)
    return Live(added, value) if rate == over else Live(f"ROUNDDOWN({rate}*({added})/{over},0)", rate * value // over)
