"""Pages of diagnostics of a catalogue: entries without their shape, rules that do not fit together, what its authors accept."""

from __future__ import annotations

from essfund.core.codes.code import CEILING, IN_FRENCH, STAFF_LIMIT, WHO_AND_WHAT_FOR, CodePage, Example
from essfund.core.diagnostics import Severity
from essfund.core.messages import N_

SHAPES: dict[str, CodePage] = {
    "CAT001": CodePage(
        N_("unknown key"),
        N_("A key is not part of the format at this place: it is misspelt, or it stands one level too high or too low."),
        N_("Correct the key: the message says which ones may stand here. Remove it if it is not needed."),
        why=N_("It would be ignored, and with it what it was to say. A condition that nobody reads refuses nobody, and people are told "
               "that they may ask for what they will not get."),
        example=Example("rules.yaml", good=STAFF_LIMIT, bad="      - {id: effectif, employees: {lower_than: 50}, source: reglement}\n"),
    ),
    "CAT002": CodePage(
        N_("missing key"),
        N_("An entry lacks a key without which it cannot be used."),
        N_("Add the key."),
        why=N_("The adviser would meet a gap in front of the entrepreneur: no name, nobody to call, nothing to say how old the "
               "information is."),
        example=Example("tools.yaml", good=f"{IN_FRENCH}      en: Grant for an association that invests.\n", bad=IN_FRENCH,
                        found_in="tools.yaml"),
    ),
    "CAT003": CodePage(
        N_("wrong value"),
        N_("A value is not of the kind that its key takes, or lies outside what is allowed: a word that is not in the list, an amount "
           "with its unit, a day that does not exist."),
        N_("Write the value as the help says."),
        why=N_("The program could only guess what was meant, and a guess on an amount or a date is a wrong answer to somebody."),
        example=Example("tools.yaml", good=CEILING, bad="        amount: {at_most: 20 k€, source: reglement}\n"),
    ),
    "CAT004": CodePage(
        N_("not exactly one test"),
        N_("A condition holds no test, or several. It should hold exactly one: a field, `all`, `any`, `not` or `shared`."),
        N_("Make two conditions of it, each with its id; or join the tests under `all` (every one is needed) or `any` (one is enough)."),
        why=N_("With no test it refuses nobody. With two, nobody can tell whether both are needed or one is enough, nor which of them "
               "refused an enterprise."),
        example=Example("rules.yaml", good=WHO_AND_WHAT_FOR,
                        bad="      - {id: association-qui-investit, legal_form: {in: [association]}, "
                            "purposes: {any_of: [investissement]}, source: reglement}\n"),
    ),
}


OF_THREE_YEARS = "        requires:\n          - {id: au-moins-trois-ans, age_years: {at_least: 3}, source: reglement}\n"

ADVICE = """\
advice:
  - id: association-qui-investit-d-abord
    says: Une association qui investit entend parler du don d’abord.
    as_of: "2026-02-01"
    profile: {legal_form: association, purposes: [investissement], amount_needed: 8000}
    source: reglement
    leads: don-exemple
"""

RULES: dict[str, CodePage] = {
    "CAT010": CodePage(
        N_("unknown reference"),
        N_("An id is used that nothing defines: a source, a contact, a shared condition, an instrument, a class of cost, a legal form."),
        N_("Correct the id (the ones that look like it are shown), or define it."),
        why=N_("It leads nowhere: a figure without a source, an instrument without anybody to call, a condition on a legal form that "
               "no enterprise can have."),
        example=Example("rules.yaml", good=STAFF_LIMIT, bad="      - {id: effectif, employees: {less_than: 50}, source: reglment}\n"),
    ),
    "CAT011": CodePage(
        N_("instrument without rules"),
        N_("tools.yaml has an instrument of which rules.yaml says neither who may have it nor, with a source, that it is open to all."),
        N_("Add `requires` in rules.yaml, or `open_to_all` with its source."),
        why=N_("Silence would be read as « open to all »: every enterprise would be sent there, and most would be turned away."),
        example=Example("rules.yaml", good=f"  don-exemple:\n    requires:\n{WHO_AND_WHAT_FOR}", bad="  don-exemple: {}\n",
                        found_in="tools.yaml"),
    ),
    "CAT012": CodePage(
        N_("rules without instrument"),
        N_("rules.yaml names an instrument or an offer that tools.yaml does not have."),
        N_("Correct the id, or add the instrument to tools.yaml."),
        why=N_("These conditions are never asked: what they were written for is shown without them, or not at all."),
        example=Example("rules.yaml", good=f"      etablie:\n{OF_THREE_YEARS}", bad=f"      etablies:\n{OF_THREE_YEARS}"),
    ),
    "CAT013": CodePage(
        N_("id used twice"),
        N_("Two conditions or reservations of one instrument have the same id."),
        N_("Give each its own id, in words of the field."),
        why=N_("An adviser who answers one of them would answer both, and a golden case that names the reason of a refusal could mean "
               "either."),
        example=Example("rules.yaml",
                        good="      - {id: moins-de-dix-ans, age_years: {less_than: 10}, source: reglement}\n"
                             "      - {id: pas-pour-recruter, purposes: {none_of: [recrutement]}, source: reglement}\n",
                        bad="      - {id: entreprise, age_years: {less_than: 10}, source: reglement}\n"
                             "      - {id: entreprise, purposes: {none_of: [recrutement]}, source: reglement}\n"),
    ),
    "CAT014": CodePage(
        N_("condition without source"),
        N_("A condition does not say where it was read."),
        N_("Add `source`: the id of one source, or of several."),
        why=N_("Nobody can check it when a funder disagrees, and nobody knows what to read again when the scheme changes."),
        example=Example("rules.yaml", good=STAFF_LIMIT, bad="      - {id: effectif, employees: {less_than: 50}}\n"),
    ),
    "CAT015": CodePage(
        N_("shared condition defined through itself"),
        N_("A shared condition refers to itself, directly or through others, so that what it asks for is never said."),
        N_("Write the test itself in one of the conditions of the circle."),
        why=N_("No enterprise can be held against it: every instrument that uses it would be left without an answer."),
        example=Example("rules.yaml", good="    legal_form: {in: [cooperatives-de-travail]}\n",
                        bad="    shared: cooperative-de-travail\n"),
    ),
    "CAT016": CodePage(
        N_("condition without id"),
        N_("A condition has no id, and names no shared condition whose id would be its own."),
        N_("Add `id`, in words of the field: au-moins-un-salarie."),
        why=N_("An adviser who has called the funder could not answer it, and no golden case could name it as the reason of a refusal."),
        example=Example("rules.yaml", good=STAFF_LIMIT, bad="      - {employees: {less_than: 50}, source: reglement}\n"),
    ),
    "CAT040": CodePage(
        N_("golden case fails"),
        N_("The catalogue does not give the answer that a golden case states, with its source, for one enterprise on one day."),
        N_("If the rule is wrong, correct it; if the world changed, correct the case and say why."),
        why=N_("Somebody established that answer. Either a change to the rules now tells enterprises something wrong, or the case is "
               "out of date and no longer protects them."),
        example=Example("rules.yaml", good=STAFF_LIMIT, bad="      - {id: effectif, employees: {at_most: 50}, source: reglement}\n",
                        found_in="cases/exemples.yaml"),
    ),
    "CAT044": CodePage(
        N_("pending case that holds"),
        N_("A case of advice or a golden plan says with `pending` why it does not hold yet, and the catalogue answers what it states."),
        N_("Delete `pending`: from then on `validate` holds the case."),
        why=N_("A pending case is not held: the answer that was gained is lost again unseen."),
        example=Example(
            "cases/exemples.yaml", at="cases:\n", good=f"{ADVICE}cases:\n",
            bad=f"{ADVICE}    pending: le classement ne le dit pas encore\ncases:\n",
        ),
    ),
}


UPKEEP: dict[str, CodePage] = {
    "CAT090": CodePage(
        N_("accepted and not found"),
        N_("An entry accepts a finding that is not there, or no longer there."),
        N_("Remove it from `accepts`."),
        why=N_("A waiver that outlives its reason would hide the same defect when it comes back."),
        severity=Severity.WARNING,
        example=Example("rules.yaml", at="  don-exemple:\n    requires:\n", good="  don-exemple:\n    requires:\n",
                        bad="  don-exemple:\n    accepts: {CAT073: deux bornes qui se recouvrent dans le règlement}\n    requires:\n"),
    ),
    "CAT091": CodePage(
        N_("unknown code accepted"),
        N_("An entry accepts a code that does not exist."),
        N_("Correct the code; the reference lists them."),
        why=N_("The waiver waives nothing, and its author believes that it does."),
        example=Example("rules.yaml", good="accepts: {CAT079: ce petit catalogue ne teste que quelques champs}\n",
                        bad="accepts: {CAT790: ce petit catalogue ne teste que quelques champs}\n"),
    ),
}
