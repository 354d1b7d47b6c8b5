"""Layout of the files: keys in their usual order, and the schema that editors follow named in each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.codes.code import CEILING
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.loading.key_order import MISPLACED, find_disorder
from essfund.loading.layers import CASES, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.review.checks.subject import ValidationSubject

MODELINE = re.compile(r"# yaml-language-server: \$schema=(?P<path>\S+)")


def find_order(subject: ValidationSubject) -> Iterator[Fault]:
    """Find entries whose keys are out of their usual order."""
    for name, document in subject.documents.items():
        yield from find_disorder(role_of(name), name, document.data)


ORDER_CHECK = Check(find_order, {
    MISPLACED: CodePage(
        N_("keys out of the usual order"),
        N_("An entry holds its keys in another order than the others: name first, sources last, a test before its source."),
        N_("Put the keys in the order shown, or let `essfund validate --fix` do it: comments go where their keys go."),
        why=N_("A reviewer who knows where each fact stands sees at once what is new, and what is not there."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good=CEILING, bad="        amount: {source: reglement, at_most: 20000}\n"),
    ),
})


def find_schema_lines(subject: ValidationSubject) -> Iterator[Fault]:
    """Find files without the line that most others have; what is in golden cases, which grow in number, says nothing of other files."""
    named = {name: MODELINE.match(document.text) for name, document in subject.documents.items() if not document.lent}
    for name, match in named.items():
        wanted = f"{role_of(name)}.json"
        beside = [found for other, found in named.items() if wanted == f"{CASES}.json" or role_of(other) != CASES]
        if match is None and 2 * sum(found is not None for found in beside) > len(beside):
            yield Fault("CAT093", say("the first line names no schema, as the other files do"), name, (),
                        say("begin it with: {line}", line=f"# yaml-language-server: $schema=…/{wanted}"))
        elif match is not None and not match["path"].endswith(wanted):
            yield Fault("CAT093", say("the first line names {path}, which is not the schema of this file", path=match["path"]), name, (),
                        say("the schema of this file is {name}", name=wanted))

SCHEMA_CHECK = Check(find_schema_lines, {
    "CAT093": CodePage(
        N_("file without its schema"),
        N_("The first line of most files of this catalogue names the schema that editors follow; this one names none, or that of another "
           "kind of file."),
        N_("Begin the file with the line shown, with the path of the schema."),
        why=N_("Whoever edits this file gets no completion and sees mistakes only when `validate` runs."),
        severity=Severity.WARNING,
        example=Example("cases/exemples.yaml", at="cases:\n", good="# yaml-language-server: $schema=../../schemas/cases.json\ncases:\n",
                        bad="# yaml-language-server: $schema=../../schemas/tools.json\ncases:\n"),
    ),
})
