"""Ceilings of plans over families: instruments that one neither counts nor leaves out on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import About, Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.review.checks.subject import ValidationSubject


def find_forgotten(subject: ValidationSubject) -> Iterator[Fault]:
    """Find instruments of the families of a ceiling that it neither counts nor leaves out on purpose."""
    for ceiling in subject.rules.plan_ceilings:
        for key, tool in subject.tools.tools.items():
            ours = tool.family in ceiling.families and ceiling.reach in {None, tool.reach}
            if ours and key not in ceiling.tools and key not in ceiling.besides:
                message = say("the ceiling `{ceiling}` does not say whether it counts `{tool}`", ceiling=ceiling.id, tool=key)
                help_ = say("add it to `tools` of the ceiling in rules.yaml, or to `besides` if it is not counted")
                yield Fault("CAT085", message, "tools", ("tools", key), help_, on_key=True, about=About("rules", key))


AT = "instruments:\n  pret-exemple:\n"
CEILING = """plan_ceilings:
  - id: moitie-du-cout
    tools: [{tools}]
    families: [subvention]
    share: 50
    of: [uses]
    text: {{fr: La moitié du coût., en: Half of the cost.}}
    source: reglement
"""

CHECK = Check(find_forgotten, {
    "CAT085": CodePage(
        N_("instrument that a ceiling forgets"),
        N_("A ceiling of plans counts the instruments of a family, and says nothing of this one: it stands neither in `tools` nor in "
           "`besides`."),
        N_("Add it to `tools` if the rule of the source counts it, else to `besides`."),
        why=N_("Plans would add its money without end, beside a ceiling that stops all the others."), severity=Severity.WARNING,
        example=Example("rules.yaml", at=AT, good=CEILING.format(tools="pret-exemple, don-exemple") + AT,
                        bad=CEILING.format(tools="pret-exemple") + AT, found_in="tools.yaml"),
    ),
})
