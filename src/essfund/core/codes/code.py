"""What the page of a diagnostic holds: what is found, what harm it does, what to do, and a piece of a file that shows it."""

from __future__ import annotations

from essfund.core.diagnostics import Severity
from essfund.core.record import record


@record(frozen=True)
class Example:
    """A piece of a file that has the defect, and the same piece without it.

    `good` (or `at`) stands exactly once in the file of the small catalogue that the tests start from; `bad` takes its place. A file
    which that catalogue does not have is a profile, and the pieces are the whole of it. Tests see the code on a line of `bad`, or
    somewhere in `found_in`, and nothing with `good`; `options` are given to `validate`. Some defects cannot be seen in the piece:
    `bad_name` is the name that the bad file has instead of its own, `bad_encoding` how it is saved.
    """

    file: str
    good: str
    bad: str
    at: str = ""
    found_in: str = ""
    options: tuple[str, ...] = ()
    bad_name: str = ""
    bad_encoding: str = "utf-8"


STAFF_LIMIT = "      - {id: effectif, employees: {less_than: 50}, source: reglement}\n"
IN_FRENCH = "      fr: Subvention pour une association qui investit.\n"
CEILING = "        amount: {at_most: 20000, source: reglement}\n"
WHO_AND_WHAT_FOR = (
    "      - {id: association, legal_form: {in: [association]}, source: reglement}\n"
    "      - {id: investissement, purposes: {any_of: [investissement]}, source: reglement}\n"
)
"""Pieces of the small catalogue that several examples change."""


@record(frozen=True)
class CodePage:
    """Kind of defect, for somebody who knows the field and no programming: what is found, why it harms a person, what to do.

    `severity` is the usual one. `at_scale`: it shows only in a file which no page can hold, and tests of their own show it.
    """

    title: str
    meaning: str
    remedy: str
    why: str = ""
    severity: Severity = Severity.ERROR
    example: Example | None = None
    at_scale: bool = False
