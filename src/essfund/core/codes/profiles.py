"""Pages of profiles that cannot be read, and of those that can and leave a doubt."""

from __future__ import annotations

from essfund.core.codes.code import CodePage, Example
from essfund.core.diagnostics import Severity
from essfund.core.messages import N_

FILE = "profil.yaml"

PROFILES: dict[str, CodePage] = {
    "PRO001": CodePage(
        N_("unknown profile field"),
        N_("A profile holds a key that is not a field of a profile."),
        N_("Correct the spelling; the options of `essfund match --help` are the fields."),
        why=N_("What it says would be ignored, and the answer would ask for what was already told."),
        example=Example(FILE, good="legal_form: scop\nemployees: 12\n", bad="legal_form: scop\nemployes: 12\n"),
    ),
    "PRO002": CodePage(
        N_("profile value not understood"),
        N_("The value of a field is not of its kind: words where a number belongs, a legal form that does not exist."),
        N_("Write the value as the help says; leave the field out if it is unknown."),
        why=N_("A guess could open or shut an instrument for this enterprise by mistake."),
        example=Example(FILE, good="legal_form: scop\nemployees: 10..19\n", bad="legal_form: scop\nemployees: une douzaine\n"),
    ),
    "PRO003": CodePage(
        N_("answer to nothing"),
        N_("`answers` holds the id of a condition or reservation that the catalogue does not have."),
        N_("Correct the id; `essfund explain INSTRUMENT` lists them."),
        why=N_("What the adviser learnt from the funder would be lost, and the option would stay « to be checked »."),
        example=Example(
            FILE,
            good="legal_form: scop\nanswers: {membre-cgscop: oui}\n",
            bad="legal_form: scop\nanswers: {membre-scop: oui}\n",
        ),
    ),
    "PRO004": CodePage(
        N_("not an earlier answer"),
        N_("What `--since` names is not an answer that `match --format json` wrote."),
        N_("Keep the answer of each appointment: essfund match … --format json --output FILE.json."),
        why=N_("Compared with anything else, news would be announced that are none."),
        at_scale=True,
    ),
    "DBT001": CodePage(
        N_("co-operative of workers without employees"),
        N_("The legal form is Scop, and there are no employees."),
        N_("Check the legal form and the number of employees."),
        why=N_("A Scop belongs to its employees: one of the two facts is probably wrong, and instruments that depend on it are opened "
               "or shut by mistake."),
        severity=Severity.WARNING,
        example=Example(FILE, good="legal_form: scop\nemployees: 4\n", bad="legal_form: scop\nemployees: 0\n"),
    ),
    "DBT002": CodePage(
        N_("need above the cost of the project"),
        N_("More money is asked for than the whole project costs."),
        N_("Check the two amounts."),
        why=N_("Nobody finances more than the project costs: the share of the need that is covered would be shown too low, and floors "
               "would look as if they were reached."),
        severity=Severity.WARNING,
        example=Example(
            FILE,
            good="amount_needed: 40000\nproject_cost: 50000\n",
            bad="amount_needed: 400000\nproject_cost: 50000\n",
        ),
    ),
    "DBT003": CodePage(
        N_("created in the future"),
        N_("The date of creation is after the day of the question; the age is taken as 0."),
        N_("Correct the date; if the question is about a later day, ask for it with --as-of."),
        why=N_("Most often a digit is wrong, and an enterprise that has run for years is answered as if it did not exist yet."),
        severity=Severity.WARNING,
        example=Example(FILE, good='created_on: "1991-05-03"\n', bad='created_on: "2091-05-03"\n'),
    ),
    "DBT004": CodePage(
        N_("stage at odds with the age"),
        N_("The stage of the project and the age of the enterprise do not go together: a project that is emerging or being created in "
           "an enterprise that has run for years, or a change of scale in its first year."),
        N_("Check the stage: it speaks of the project that needs money, not of the enterprise. A new project of an old enterprise is "
           "rightly an emerging one."),
        why=N_("Instruments for creators would come first for an enterprise that has long been running, or the reverse."),
        severity=Severity.WARNING,
        example=Example(FILE, good="stage: developpement\nage_years: 8\n", bad="stage: emergence\nage_years: 8\n"),
    ),
    "DBT005": CodePage(
        N_("age at odds with the date of creation"),
        N_("The age and the date of creation say different things; the date was used."),
        N_("Keep the date and leave the age out."),
        why=N_("The age decides between offers (less than three years, three years and more): the wrong one opens the wrong offer."),
        severity=Severity.WARNING,
        example=Example(
            FILE, good='created_on: "2018-03-01"\n', bad='created_on: "2018-03-01"\nage_years: 2\n', options=("--as-of", "2026-02-01")
        ),
    ),
    "DBT006": CodePage(
        N_("ESS quality at odds with the legal form"),
        N_("The answer on the ESS quality contradicts the legal form, which the law of 31 July 2014 counts as ESS by itself, or never "
           "counts."),
        N_("Check the legal form and the answer."),
        why=N_("Every instrument that asks for the ESS quality would be hidden from this enterprise, or shown to it, by mistake."),
        severity=Severity.WARNING,
        example=Example(FILE, good="legal_form: scop\ness: oui\n", bad="legal_form: scop\ness: non\n"),
    ),
    "DBT007": CodePage(
        N_("outside the territory of the catalogue"),
        N_("The département lies outside the territory that the catalogue describes (`territory` in vocabularies.yaml)."),
        N_("Check the département: it may be that of the establishment that carries the project."),
        why=N_("The catalogue describes what can be asked for in its territory: elsewhere its regional instruments are refused, and "
               "those of the other region are not listed."),
        severity=Severity.WARNING,
        example=Example(FILE, good='departement: "31"\n', bad='departement: "13"\n'),
    ),
    "DBT008": CodePage(
        N_("CGSCOP member that is not a co-operative"),
        N_("The enterprise is said to be a member of CGSCOP, and its legal form is neither Scop nor Scic."),
        N_("Check the legal form and the membership."),
        why=N_("CGSCOP gathers Scop and Scic: the instruments kept for its members would be shown to an enterprise that cannot have "
               "them."),
        severity=Severity.WARNING,
        example=Example(
            FILE, good="legal_form: scic\ncgscop_member: oui\n", bad="legal_form: association\ncgscop_member: oui\n"
        ),
    ),
    "DBT009": CodePage(
        N_("bank loan above the cost of the project"),
        N_("The bank lends more than the whole project costs."),
        N_("Check the two amounts."),
        why=N_("Guarantees are computed from the loan: with a digit too many, what is shown is far above what the funder will give."),
        severity=Severity.WARNING,
        example=Example(FILE, good="bank_loan: 30000\nproject_cost: 50000\n", bad="bank_loan: 300000\nproject_cost: 50000\n"),
    ),
}
