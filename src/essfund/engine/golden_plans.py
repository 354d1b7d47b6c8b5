"""Holding financing plans against golden plans. Pure: profiles come read, failures go out as messages, with the keys they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import InvalidInputError
from essfund.core.messages import Euros, Message, say
from essfund.engine.planning.variants import variants_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.model.catalogue import Catalogue
    from essfund.model.plan import Variant
    from essfund.model.plan_case import PlanCase
    from essfund.model.profile import Profile

    Failure = tuple[tuple[object, ...], Message]
    """Keys of a golden plan that lead to what is not met, and what came instead."""

STATES = {True: "kept", None: "open", False: "not_kept"}
"""Names of what came of a check, as golden plans write them."""


def misplanned(catalogue: Catalogue, profile: Profile, case: PlanCase) -> Iterator[Failure]:
    """Every way in which the plan of a profile differs from the one that is expected."""
    try:
        _, variants = variants_of(catalogue, profile, on=case.as_of, variants=3 if case.never or case.variant != "first" else 1,
                               prefer=case.prefer, exclude=case.exclude, require=case.require)
    except InvalidInputError as error:
        if not case.impossible:
            yield from ((("id",), say("no plan can be made: {problem}", problem=item.message)) for item in error.diagnostics)
        return
    if case.impossible:
        yield ("impossible",), say("no plan should be possible, there is one")
        return
    variant = named(variants, case.variant)
    if variant is None:
        there = ", ".join(item.id for item in variants)
        yield ("variant",), say("there is no variant `{variant}`; there are: {found}", variant=case.variant, found=there)
    else:
        yield from differing(variant, case)
    for place, tool in enumerate(case.never):
        yield from ((("never", place), say("{tool} should be in no variant, it is in {variant}", tool=tool, variant=item.id))
                    for item in variants if any(line.tool == tool for line in item.resources))


def named(variants: Sequence[Variant], name: str) -> Variant | None:
    """Variant of a plan by the name that golden plans give it."""
    first = variants[0]
    if name in {"first", first.prefers}:
        return first
    if name == "certain":
        sure = (item for item in variants if "certain" in item.id or all(line.certain for line in item.resources if line.tool))
        return next(sure, None)
    if name == "otherwise":
        return next((item for item in variants[1:] if item.prefers == first.prefers and "certain" not in item.id), None)
    return next((item for item in variants if item.prefers == name), None)


def differing(variant: Variant, case: PlanCase) -> Iterator[Failure]:
    """What differs in one variant: who is asked for how much, the sums, the checks."""
    if case.resources is not None:
        asked = {line.tool: line.amount for line in variant.resources if line.tool}
        for tool in dict.fromkeys([*case.resources, *asked]):
            wanted, came = case.resources.get(tool, 0), asked.get(tool, 0)
            if wanted != came:
                yield ("resources", tool), say("{tool} should be asked for {wanted}, the plan asks for {found}", tool=tool,
                                               wanted=Euros(wanted), found=Euros(came))
    for what in ("missing", "yearly_repayment", "cash_gap"):
        wanted, came = getattr(case, what), getattr(variant, what)
        if wanted is not None and wanted != came:
            yield (what,), say("{what} should be {wanted}, the plan says {found}", what=what, wanted=Euros(wanted), found=Euros(came))
    yield from misjudged(variant, case)


def misjudged(variant: Variant, case: PlanCase) -> Iterator[Failure]:
    """Checks that came out otherwise than expected, or are not there."""
    found = {check.id: STATES[check.holds] for check in variant.checks}
    for state in STATES.values():
        for place, check in enumerate(getattr(case.checks, state, ())):
            if found.get(check) != state:
                yield ("checks", state, place), say("the check {check} should be {wanted}, it is {found}", check=check, wanted=state,
                                                    found=found.get(check, "-"))
