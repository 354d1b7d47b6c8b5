"""Rules of combination that no plan can be held against: ceilings that are not one formula, calls that name nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.text import nearest
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.loading.checks.check import Subject
    from essfund.model.rulebook import PlanCeiling


def find_combinations(subject: Subject) -> Iterator[Fault]:
    """Find ceilings of plans that are not one formula or stand twice, percents of what is not added, calls that name nobody."""
    taken: set[str] = set()
    for place, ceiling in enumerate(subject.rules.plan_ceilings):
        path = ("plan_ceilings", place)
        if not is_one_formula(ceiling):
            yield Fault("CAT081", say("a ceiling of a plan is `share` with `of`, or `fixed` with `less`"), "rules", path,
                        say("write {example}", example="{share: 50, of: [uses]}"))
        for tool in ceiling.counted:
            if tool not in ceiling.tools:
                yield Fault("CAT082", say("`{id}` is counted and is not one of the instruments added", id=tool), "rules",
                            (*path, "counted", tool), did_you_mean(nearest(tool, ceiling.tools), say("add it to `tools`")), on_key=True)
        if ceiling.id in taken:
            yield Fault("CAT083", say("the id `{id}` is that of another ceiling", id=ceiling.id), "rules", (*path, "id"),
                        say("give it an id of its own"))
        taken.add(ceiling.id)
    for place, call in enumerate(subject.rules.calls):
        if not (call.families or call.tools) or (call.reach and not call.families):
            yield Fault("CAT084", say("this call is about no instrument, or `reach` without families"), "rules", ("calls", place),
                        say("name `families`, `tools` or both"))


def is_one_formula(ceiling: PlanCeiling) -> bool:
    """Whether a ceiling is a share of sums of the plan, or what is left of a fixed sum, and not both."""
    shares, rest = (ceiling.share is not None, bool(ceiling.of)), (ceiling.fixed is not None, ceiling.less is not None)
    return all(shares) != all(rest) and any(shares) != any(rest)


NAMED_CEILING = """plan_ceilings:
  - id: moitie-du-cout
    tools: [pret-exemple, don-exemple]
"""
HALF = "    share: 50\n    of: [uses]\n"
SAID = "    text: {fr: La moitié du coût., en: Half of the cost.}\n    source: reglement\n"
WHOLE = f"{NAMED_CEILING}{HALF}{SAID}"
AT = "instruments:\n  pret-exemple:\n"

CHECK = Check(find_combinations, {
    "CAT081": CodePage(
        N_("ceiling of a plan that is not one formula"),
        N_("A ceiling over what instruments bring together says neither a share of sums of the plan nor what is left of a fixed sum, "
           "or says both, or half of one."),
        N_("Write `share` with `of`, or `fixed` with `less`; make two ceilings of it if both hold."),
        why=N_("No plan can be held against it, and the plan that it should have stopped is put in front of a committee."),
        example=Example("rules.yaml", at=AT, good=f"{WHOLE}{AT}", bad=f"{NAMED_CEILING}    share: 50\n{SAID}{AT}"),
    ),
    "CAT082": CodePage(
        N_("counted and not added"),
        N_("`counted` of a ceiling gives the percent of an instrument that is not among its `tools`."),
        N_("Add the instrument to `tools`, or correct its id."),
        why=N_("Its amount is not in the sum at all, and whoever wrote the percent believes that it is."),
        example=Example("rules.yaml", at=AT, good=f"{NAMED_CEILING}    counted: {{pret-exemple: 20}}\n{HALF}{SAID}{AT}",
                        bad=f"{NAMED_CEILING}    counted: {{pret-ouvert: 20}}\n{HALF}{SAID}{AT}"),
    ),
    "CAT083": CodePage(
        N_("two ceilings with one id"),
        N_("Two ceilings of plans have the same id."),
        N_("Give each its own id, in words of the field."),
        why=N_("A check of a plan that names it could mean either, and nobody finds the source of the one that refused."),
        example=Example("rules.yaml", at=AT, good=f"{WHOLE}{AT}", bad=f"{WHOLE}{WHOLE.removeprefix('plan_ceilings:')}{AT}"),
    ),
    "CAT084": CodePage(
        N_("call about nobody"),
        N_("An order of calls names neither families nor instruments; or it gives a reach, which only chooses among families."),
        N_("Name `families`, `tools` or both."),
        why=N_("It never shows, and an adviser is not told that somebody must be asked first."),
        example=Example("rules.yaml", at=AT,
                        good="calls:\n  - tools: [pret-exemple]\n    before: bank\n"
                             f"    text: {{fr: Avant la banque., en: Before the bank.}}\n    source: reglement\n{AT}",
                        bad="calls:\n  - before: bank\n"
                            f"    text: {{fr: Avant la banque., en: Before the bank.}}\n    source: reglement\n{AT}"),
    ),
})
