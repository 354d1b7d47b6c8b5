"""What the page of a diagnostic holds: what is found, what harm it does, what to do, and a piece of a file that shows it."""

from __future__ import annotations

from dataclasses import dataclass

from essfund.core.diagnostics import Severity


@dataclass(frozen=True)
class Example:
    """A piece of a file that has the defect, and the same piece without it.

    `good` (or `at`, if it is given) stands exactly once in the file of the small catalogue that the tests start from; `bad`
    takes its place. A file which that catalogue does not have is a profile, and the pieces are the whole of it. Tests see the
    code found on a line of `bad`, or somewhere in `found_in` if that is given, and nothing found with `good`. `options` are
    given to `validate`.

    Some defects cannot be seen in the piece: `bad_name` is the name that the bad file has instead of its own, `bad_encoding`
    how it is saved.
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
CEILING = "        amount: {at_most: 20000, source: reglement}\n"
WHO_AND_WHAT_FOR = (
    "      - {id: association, legal_form: {in: [association]}, source: reglement}\n"
    "      - {id: investissement, purposes: {any_of: [investissement]}, source: reglement}\n"
)
"""Pieces of the small catalogue that several examples change."""


@dataclass(frozen=True)
class CodePage:
    """One kind of defect.

    `title` is short; `meaning` says what is found, `why` what harm it does to a person, `remedy` what to do. `severity` is the
    usual one. Each is for somebody who knows the field and no programming. `at_scale` says that it shows only in a file which no
    page can hold, a huge or a derived one: it has no example, and tests of their own show it.
    """

    title: str
    meaning: str
    remedy: str
    why: str = ""
    severity: Severity = Severity.ERROR
    example: Example | None = None
    at_scale: bool = False
