"""Pages of entries of a catalogue that do not have the shape of their kind."""

from __future__ import annotations

from essfund.core.codes.code import CodePage, Example
from essfund.core.messages import N_

SHAPES: dict[str, CodePage] = {
    "CAT001": CodePage(
        N_("unknown key"),
        N_("A key is not part of the format at this place: it is misspelt, or it stands one level too high or too low."),
        N_("Correct the key: the message says which ones may stand here. Remove it if it is not needed."),
        why=N_("It would be ignored, and with it what it was to say. A condition that nobody reads refuses nobody, and people are told "
               "that they may ask for what they will not get."),
        example=Example(
            "rules.yaml",
            good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
            bad="      - {id: effectif, employees: {lower_than: 50}, source: reglement}\n",
        ),
    ),
    "CAT002": CodePage(
        N_("missing key"),
        N_("An entry lacks a key without which it cannot be used."),
        N_("Add the key."),
        why=N_("The adviser would meet a gap in front of the entrepreneur: no name, nobody to call, nothing to say how old the "
               "information is."),
        example=Example(
            "tools.yaml",
            good="      fr: Subvention pour une association qui investit.\n"
            "      en: Grant for an association that invests.\n",
            bad="      fr: Subvention pour une association qui investit.\n",
            found_in="tools.yaml",
        ),
    ),
    "CAT003": CodePage(
        N_("wrong value"),
        N_("A value is not of the kind that its key takes, or lies outside what is allowed: a word that is not in the list, an amount "
           "with its unit, a day that does not exist."),
        N_("Write the value as the help says."),
        why=N_("The program could only guess what was meant, and a guess on an amount or a date is a wrong answer to somebody."),
        example=Example(
            "tools.yaml",
            good="        amount: {at_most: 20000, source: reglement}\n",
            bad="        amount: {at_most: 20 k€, source: reglement}\n",
        ),
    ),
    "CAT004": CodePage(
        N_("not exactly one test"),
        N_("A condition holds no test, or several. It should hold exactly one: a field, `all`, `any`, `not` or `shared`."),
        N_("Make two conditions of it, each with its id; or join the tests under `all` (every one is needed) or `any` (one is enough)."),
        why=N_("With no test it refuses nobody. With two, nobody can tell whether both are needed or one is enough, nor which of them "
               "refused an enterprise."),
        example=Example(
            "rules.yaml",
            good="      - {id: association, legal_form: {in: [association]}, source: reglement}\n"
            "      - {id: investissement, purposes: {any_of: [investissement]}, source: reglement}\n",
            bad="      - {id: association-qui-investit, legal_form: {in: [association]}, purposes: {any_of: [investissement]}, "
            "source: reglement}\n",
        ),
    ),
}
