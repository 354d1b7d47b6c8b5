"""Pages of what the authors of a catalogue accept, and of how they lay it out."""

from __future__ import annotations

from essfund.core.codes.code import CodePage, Example
from essfund.core.diagnostics import Severity
from essfund.core.messages import N_

UPKEEP: dict[str, CodePage] = {
    "CAT090": CodePage(
        N_("accepted and not found"),
        N_("An entry accepts a finding that is not there, or no longer there."),
        N_("Remove it from `accepts`."),
        why=N_("A waiver that outlives its reason would hide the same defect when it comes back."),
        severity=Severity.WARNING,
        example=Example(
            "rules.yaml",
            at="  don-exemple:\n    requires:\n",
            good="  don-exemple:\n    requires:\n",
            bad="  don-exemple:\n    accepts: {CAT073: deux bornes qui se recouvrent dans le règlement}\n    requires:\n",
        ),
    ),
    "CAT091": CodePage(
        N_("unknown code accepted"),
        N_("An entry accepts a code that does not exist."),
        N_("Correct the code; the reference lists them."),
        why=N_("The waiver waives nothing, and its author believes that it does."),
        example=Example(
            "rules.yaml",
            good="accepts: {CAT079: ce petit catalogue ne teste que quelques champs}\n",
            bad="accepts: {CAT790: ce petit catalogue ne teste que quelques champs}\n",
        ),
    ),
    "CAT092": CodePage(
        N_("keys out of the usual order"),
        N_("An entry holds its keys in another order than the others: name first, sources last, a test before its source."),
        N_("Put the keys in the order shown, or let `essfund validate --fix` do it: comments go where their keys go."),
        why=N_("A reviewer who knows where each fact stands sees at once what is new, and what is not there."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good="        amount: {at_most: 20000, source: reglement}\n",
            bad="        amount: {source: reglement, at_most: 20000}\n",
        ),
    ),
}
