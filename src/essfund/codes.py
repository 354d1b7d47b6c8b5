"""The page of every diagnostic: what it is, why it matters, an example, what to do. Docs and `explain CODE` derive from it.

Here stand the codes of reading files and profiles; a check of the catalogue holds the pages of its own codes
(`essfund.checks`, whose `PAGES` gathers them all).
"""

from __future__ import annotations

from dataclasses import dataclass

from essfund.diagnostics import Severity
from essfund.messages import N_


@dataclass(frozen=True)
class Example:
    """A piece of a file that has the defect, and the same piece without it.

    `good` (or `at`, if it is given) stands exactly once in the file of the small catalogue that the tests start from; `bad`
    takes its place. Tests see the code found on a line of `bad`, or somewhere in `found_in` if that is given, and nothing
    found with `good`. `options` are given to `validate`.
    """

    file: str
    good: str
    bad: str
    at: str = ""
    found_in: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """One kind of defect.

    `title` is short; `meaning` says what is found, `why` what harm it does, `remedy` what to do. `severity` is the usual one.
    """

    title: str
    meaning: str
    remedy: str
    why: str = ""
    severity: Severity = Severity.ERROR
    example: Example | None = None


CODES: dict[str, Code] = {
    "IN001": Code(
        N_("file cannot be read"),
        N_("The file is missing, is a directory, may not be opened, or is larger than the limit."),
        N_("Check the path and the permissions; split a file that is too large."),
    ),
    "IN002": Code(
        N_("not UTF-8 text"),
        N_("The file is in another encoding, so accents would come out wrong, or it holds forbidden control characters."),
        N_("Save the file as UTF-8."),
    ),
    "IN003": Code(
        N_("byte order mark"),
        N_("The file begins with an invisible byte order mark. It was ignored, but other tools stumble over it."),
        N_("Save the file as UTF-8 without BOM."),
        severity=Severity.WARNING,
    ),
    "IN004": Code(
        N_("broken syntax"),
        N_("The file is not valid YAML or JSON, so nothing after this place could be read."),
        N_("Look at the place shown and just before it: indentation, a missing quote, a missing colon."),
    ),
    "IN005": Code(
        N_("duplicate key"),
        N_("The same key stands twice in one mapping. Most YAML readers silently keep the last one."),
        N_("Keep one of the two, or rename the other."),
    ),
    "IN006": Code(
        N_("ambiguous value"),
        N_("YAML readers do not agree on what this bare value is: `no` may be false, `01` may be 1, `2018-11-16` may be a date."),
        N_("Put it between quotes, or write true, false or plain digits."),
    ),
    "IN007": Code(
        N_("file too deep or too heavy"),
        N_("The file nests deeper, holds more values or uses more aliases than any real file needs."),
        N_("Flatten the file; write the values out instead of using aliases."),
    ),
    "IN008": Code(
        N_("unsupported YAML feature"),
        N_("Tags, merge keys and several documents in a file are refused: they hide what a reviewer should see."),
        N_("Write the plain value."),
    ),
    "IN009": Code(
        N_("revision cannot be read"),
        N_("There is no git repository here, git does not know the revision, or it holds no catalogue at that place."),
        N_("Check the name of the revision, fetch it if it is not here yet, or say with --directory where the catalogue is."),
    ),
    "CAT001": Code(
        N_("unknown key"),
        N_("A key that is not part of the format would be ignored, and a condition with it."),
        N_("Check the spelling against the reference; remove the key if it is not needed."),
    ),
    "CAT002": Code(
        N_("missing key"),
        N_("Something without which the entry cannot be used is not there."),
        N_("Add the key."),
    ),
    "CAT003": Code(
        N_("wrong value"),
        N_("The value has the wrong type or lies outside what is allowed."),
        N_("Write the value as the help says."),
    ),
    "CAT004": Code(
        N_("not exactly one test"),
        N_("A condition holds one test: one field, or all, any, not, shared. With none it says nothing; with two it is unclear."),
        N_("Split it into two conditions, or join the tests under all or any."),
    ),
    "CAT010": Code(
        N_("unknown reference"),
        N_("An id is used that nothing defines: a source, a contact, a shared condition, an instrument, an offer, a legal form."),
        N_("Correct the id, or define it."),
    ),
    "CAT011": Code(
        N_("instrument without rules"),
        N_("An instrument has neither conditions nor a source that says it is open to all: silence would read as « open »."),
        N_("Add `requires` in rules.yaml, or `open_to_all` with its source."),
    ),
    "CAT012": Code(
        N_("rules without instrument"),
        N_("The rules name an instrument or an offer that tools.yaml does not have; they would never be used."),
        N_("Correct the id, or add the instrument."),
    ),
    "CAT013": Code(
        N_("id used twice"),
        N_("Two conditions or reservations of an instrument have the same id, so an answer could not tell them apart."),
        N_("Give each its own id."),
    ),
    "CAT014": Code(
        N_("condition without source"),
        N_("Every condition says where it was read."),
        N_("Add `source`."),
    ),
    "CAT015": Code(
        N_("shared condition defined through itself"),
        N_("The definition never ends."),
        N_("Break the circle."),
    ),
    "CAT016": Code(
        N_("condition without id"),
        N_("An id is how an adviser answers a condition and how golden cases name a reason."),
        N_("Add `id`."),
    ),
    "CAT040": Code(
        N_("golden case fails"),
        N_("The catalogue no longer gives the answer that a golden case expects."),
        N_("If the rule is wrong, correct it; if the world changed, correct the case and say why."),
    ),
    "CAT090": Code(
        N_("accepted and not found"),
        N_("An entry accepts a finding that is not there, or no longer there."),
        N_("Remove it from `accepts`."),
        why=N_("A waiver that outlives its reason would hide the same defect when it comes back."),
        severity=Severity.WARNING,
    ),
    "CAT091": Code(
        N_("unknown code accepted"),
        N_("An entry accepts a code that does not exist."),
        N_("Correct the code; the reference lists them."),
        why=N_("The waiver waives nothing, and its author believes that it does."),
    ),
    "CAT092": Code(
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
    "PRO001": Code(
        N_("unknown profile field"),
        N_("A field that is not part of a profile would be ignored."),
        N_("Check the spelling against the list of fields."),
    ),
    "PRO002": Code(
        N_("profile value not understood"),
        N_("A value does not fit its field."),
        N_("Write the value as the help says; leave the field out if it is unknown."),
    ),
    "PRO003": Code(
        N_("answer to nothing"),
        N_("An answer names a condition or a reservation that the catalogue does not have."),
        N_("Correct the id; `essfund explain INSTRUMENT` lists them."),
    ),
    "DBT001": Code(
        N_("co-operative of workers without employees"),
        N_("A Scop belongs to its employees: with none, one of the two facts is probably wrong."),
        N_("Check the legal form and the number of employees."),
        severity=Severity.WARNING,
    ),
    "DBT002": Code(
        N_("need above the cost of the project"),
        N_("Nobody finances more than the project costs."),
        N_("Check the two amounts."),
        severity=Severity.WARNING,
    ),
    "DBT003": Code(
        N_("created in the future"),
        N_("The date of creation is after the day of the question; the age is taken as 0."),
        N_("Check the date, or ask for another day with --as-of."),
        severity=Severity.WARNING,
    ),
    "DBT004": Code(
        N_("stage at odds with the age"),
        N_("A project that is only emerging, in an enterprise that has been running for years, may be a new project: say which."),
        N_("Check the stage: it speaks of the project that needs money."),
        severity=Severity.WARNING,
    ),
    "DBT005": Code(
        N_("age at odds with the date of creation"),
        N_("The two say different things; the date of creation was used."),
        N_("Keep one of the two."),
        severity=Severity.WARNING,
    ),
    "DBT006": Code(
        N_("ESS quality at odds with the legal form"),
        N_("The law of 31 July 2014 counts this legal form as ESS by itself, or never counts it."),
        N_("Check the legal form and the answer."),
        severity=Severity.WARNING,
    ),
    "DBT007": Code(
        N_("outside Occitanie"),
        N_("The catalogue describes what can be asked for in Occitanie."),
        N_("Check the département: it may be that of an establishment of the project."),
        severity=Severity.WARNING,
    ),
    "DBT008": Code(
        N_("CGSCOP member that is not a co-operative"),
        N_("CGSCOP gathers Scop and Scic."),
        N_("Check the legal form and the membership."),
        severity=Severity.WARNING,
    ),
    "DBT009": Code(
        N_("bank loan above the cost of the project"),
        N_("A loan for a project rarely exceeds its cost."),
        N_("Check the two amounts."),
        severity=Severity.WARNING,
    ),
}
