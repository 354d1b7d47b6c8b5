"""Checks of a catalogue that its shape alone cannot show. One module a subject; `CHECKS` is the registry.

A check is a pure function of the three documents that yields faults with symbolic paths. To add one: write it, add it to
`CHECKS`, give its code to `essfund.codes`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.checks.amounts import check_amounts
from essfund.checks.days import check_days
from essfund.checks.references import check_references
from essfund.checks.unused import check_unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from essfund.diagnostics import Fault
    from essfund.models.rulebook import RulesDocument
    from essfund.models.tool import ToolsDocument
    from essfund.models.vocabulary import Vocabularies

CHECKS: tuple[Callable[[ToolsDocument, RulesDocument, Vocabularies], Iterator[Fault]], ...] = (
    check_references,
    check_amounts,
    check_days,
    check_unused,
)


def check_documents(tools: ToolsDocument, rules: RulesDocument, vocabularies: Vocabularies) -> list[Fault]:
    """Return every fault that the checks find."""
    return [fault for check in CHECKS for fault in check(tools, rules, vocabularies)]
