"""Codes of reading files and profiles."""

from __future__ import annotations

from essfund.core.codes.code import CEILING, IN_FRENCH, STAFF_LIMIT, WHO_AND_WHAT_FOR, CodePage, Example
from essfund.core.diagnostics import Severity
from essfund.core.messages import N_

FILES: dict[str, CodePage] = {
    "IN001": CodePage(
        N_("file cannot be read"),
        N_("There is no file at this path, it is a directory, a device or a pipe, it may not be opened, or it is larger than "
           "any catalogue or profile needs to be."),
        N_("Check the path, the name (`rules.yaml`, not `rules.yml`) and the permissions; split a file that is too large."),
        why=N_("Nothing in it was looked at: an answer given all the same would leave out whatever the file says."),
        example=Example("rules.yaml", good="instruments:\n  pret-exemple:\n    requires:\n",
                        bad="instruments:\n  pret-exemple:\n    requires:\n", bad_name="rules.yml", found_in="rules.yaml"),
    ),
    "IN002": CodePage(
        N_("not UTF-8 text"),
        N_("The file is saved in another encoding than UTF-8, or holds control characters that no text contains."),
        N_("Save the file again with the encoding UTF-8: most editors offer it under « Save as »."),
        why=N_("Accents would come out wrong: « Règlement » would stand as « R?glement » on the sheet handed to the entrepreneur, and "
               "a name typed with its accents would not be found."),
        example=Example("tools.yaml", good="    title: Règlement d’intervention des deux exemples\n",
                        bad="    title: Règlement d’intervention des deux exemples\n", bad_encoding="cp1252"),
    ),
    "IN003": CodePage(
        N_("byte order mark"),
        N_("The file begins with an invisible mark, the byte order mark, that some editors write. It was ignored."),
        N_("Save the file as UTF-8 without BOM; in a catalogue, `essfund validate --fix` removes the mark."),
        why=N_("Other programs take the mark for part of the first word: they no longer find a key that everybody sees on the screen."),
        severity=Severity.WARNING,
        example=Example("profil.yaml", good="legal_form: scop\nemployees: 12\n", bad="legal_form: scop\nemployees: 12\n",
                        bad_encoding="utf-8-sig"),
    ),
    "IN004": CodePage(
        N_("broken syntax"),
        N_("The file is not valid YAML or JSON: from this place on it could not be read."),
        N_("Look at the place shown and just before it: a text that holds a colon needs quotes; then the indentation, a missing "
           "quote, a missing colon."),
        why=N_("Everything behind the mistake is unread, other mistakes too, and nothing of the file can be used until it is put right."),
        example=Example("tools.yaml", at=IN_FRENCH, good='      fr: "Don : subvention pour une association qui investit."\n',
                        bad="      fr: Don : subvention pour une association qui investit.\n"),
    ),
    "IN005": CodePage(
        N_("duplicate key"),
        N_("The same key stands twice in one entry."),
        N_("Keep one of the two, or rename the other."),
        why=N_("Most programs keep the last one and say nothing: the value that a reviewer read and agreed to may not be the one that "
               "decides."),
        example=Example("tools.yaml", good=CEILING, bad="        amount: {at_most: 20000, at_most: 30000, source: reglement}\n"),
    ),
    "IN006": CodePage(
        N_("ambiguous value"),
        N_("Programs do not agree on what this bare value is: `no` may be false, `01` may be 1, `2018-11-16` may be a day or a text."),
        N_("Put codes and days between quotes; write true, false or plain digits otherwise. `essfund validate --fix` does it where "
           "the meaning is beyond doubt."),
        why=N_("The département 01 stays 01 in one program and becomes 1 in another: the same file would give two answers."),
        example=Example("tools.yaml", good='    valid_from: {day: "2026-01-01", source: reglement}\n',
                        bad="    valid_from: {day: 2026-01-01, source: reglement}\n"),
    ),
    "IN007": CodePage(
        N_("file too deep or too heavy"),
        N_("The file nests deeper, holds more values, longer texts or more conditions than any real file needs, or repeats values by "
           "anchors and aliases (`&name`, `*name`)."),
        N_("Flatten or split the file; write each value out where it is needed."),
        why=N_("An alias hides from the reviewer what the value is where it counts, and with a few of them a small file grows until "
               "the computer stands still."),
        example=Example("rules.yaml", good=WHO_AND_WHAT_FOR,
                        bad="      - {id: association, legal_form: {in: [association]}, source: &lu reglement}\n"
                             "      - {id: investissement, purposes: {any_of: [investissement]}, source: *lu}\n"),
    ),
    "IN008": CodePage(
        N_("unsupported YAML feature"),
        N_("The file uses a part of YAML that is left out on purpose: a tag such as `!!int`, a directive such as `%YAML`, or a second "
           "document after `---`."),
        N_("Write the plain value; give each document a file of its own."),
        why=N_("Such a feature changes what a value means without showing it: a reviewer agrees to one thing, and the program reads "
               "another."),
        example=Example("rules.yaml", good=STAFF_LIMIT,
                        bad='      - {id: effectif, employees: {less_than: !!int "50"}, source: reglement}\n'),
    ),
    "IN009": CodePage(
        N_("hidden character"),
        N_("The file holds a character that cannot be seen, or that makes text look otherwise than it is read: a change of writing "
           "direction, a space of no width, a line break that only some programs know."),
        N_("Remove it: write the line again by hand."),
        why=N_("A reviewer sees one text and the program reads another; a name copied with such a character is never found again."),
        example=Example("tools.yaml", good="    name: Don d’exemple\n", bad='    name: "Don d’\\u200bexemple"\n'),
    ),
    "IN010": CodePage(
        N_("more problems than are listed"),
        N_("After a certain number of problems the rest is counted, or not looked for at all: a file with so many is not mistyped, "
           "it is another kind of file."),
        N_("Correct the first ones and check again."),
        why=N_("Thousands of lines would bury the one that explains them all."),
        at_scale=True,
    ),
    "IN011": CodePage(
        N_("too intricate to be checked"),
        N_("Some checks look at every possible enterprise. Where conditions on many fields hang together in too many ways they are "
           "given up, and the codes they would have found are not looked for."),
        N_("Use fewer fields in one condition; write an alternative as an offer of its own."),
        why=N_("What was not looked for is not proved to be right, and it must be said rather than passed over."),
        severity=Severity.WARNING,
        at_scale=True,
    ),
    "IN012": CodePage(
        N_("typographic quotes"),
        N_("A value or a key stands between the curved quotes that word processors write, “ and ”. To YAML they are letters like "
           "others."),
        N_("Write straight quotes, or none. If the curved ones belong to the text, put straight ones around them."),
        why=N_("They would be part of the text: a day would be no day, an id would lead nowhere, and a name would be shown with quotes "
               "that nobody meant."),
        example=Example("tools.yaml", good="    name: Don d’exemple\n", bad="    name: “Don d’exemple”\n"),
    ),
}


FILE = "profil.yaml"


def _doubt(title: str, meaning: str, remedy: str, why: str, good: str, bad: str, options: tuple[str, ...] = ()) -> CodePage:
    return CodePage(title, meaning, remedy, why, Severity.WARNING, Example(FILE, good, bad, options=options))


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
        example=Example(FILE, good="legal_form: scop\nemployees: 10..19\n", bad="legal_form: scop\nemployees: plusieurs\n"),
    ),
    "PRO003": CodePage(
        N_("answer to nothing"),
        N_("`answers` holds the id of a condition or reservation that the catalogue does not have."),
        N_("Correct the id; `essfund explain INSTRUMENT` lists them."),
        why=N_("What the adviser learnt from the funder would be lost, and the option would stay « to be checked »."),
        example=Example(FILE, good="legal_form: scop\nanswers: {membre-cgscop: oui}\n",
                        bad="legal_form: scop\nanswers: {membre-scop: oui}\n"),
    ),
    "PRO004": CodePage(
        N_("not an earlier answer"),
        N_("What `--since` names is not an answer that `match --format json` wrote."),
        N_("Keep the answer of each appointment: essfund match … --format json --output FILE.json."),
        why=N_("Compared with anything else, news would be announced that are none."),
        at_scale=True,
    ),
    "PRO005": CodePage(
        N_("profile value read otherwise"),
        N_("A value is not quite what the field holds, and leaves no doubt: the SIRET of an establishment begins with the SIREN; the NAF "
           "code 00.00Z says that the activity is not known yet, and is left out."),
        N_("Nothing has to be done; the value that was taken is in the message."),
        why=N_("What was understood has to be seen by the person who wrote something else."),
        severity=Severity.NOTE,
        example=Example(FILE, good='siren: "732829320"\n', bad='siren: "73282932000074"\n'),
    ),
    "PRO006": CodePage(
        N_("lines of a plan that cannot be"),
        N_("The uses and resources of a financing plan contradict one another, the profile, or what an instrument gives: more resources "
           "than uses, a sum that is not that of the lines, one guarantee for two loans, a resource above its ceiling."),
        N_("Mend the line that is named, or leave it out: the plan then looks for the money itself."),
        why=N_("A plan that does not balance is refused by the first committee that reads it."),
        at_scale=True,
    ),
    "LST001": CodePage(
        N_("list without a known column"),
        N_("No column of a list has a name that is known here: a field of a profile, a word for one, or a column of a register."),
        N_("Name the columns with `--map FIELD=COLUMN`; `essfund screen --columns` lists the names that are known."),
        why=N_("Nothing would be known of any enterprise, and every instrument would answer « to check » to all of them."),
        at_scale=True,
    ),
    "REG001": CodePage(
        N_("not an answer of a register"),
        N_("What `--register` names, or what the register sent, is not JSON, or not the JSON of a register that is known here: "
           "recherche-entreprises, the Sirene API of Insee, API Entreprise."),
        N_("Save the answer as it came, whole, as JSON."),
        why=N_("Facts read from anything else would be guesses, and would open or shut instruments by mistake."),
        at_scale=True,
    ),
    "REG002": CodePage(
        N_("value of a register left out"),
        N_("A register says something that is not understood here – a code of another list, a day that is none –, or does not hold the "
           "establishment that was asked for."),
        N_("Ask the enterprise, and tell it by the option of the field: what is told wins over the register."),
        why=N_("It counts as unknown; nothing is guessed in its place."),
        severity=Severity.WARNING,
        at_scale=True,
    ),
    "REG003": CodePage(
        N_("not exactly one enterprise"),
        N_("The answer of a register holds no enterprise, several, or none with the number that was given."),
        N_("Check the number; say which one with `--siren`, a SIREN or a SIRET."),
        why=N_("The facts of another enterprise would be shown as those of this one."),
        at_scale=True,
    ),
    "REG004": CodePage(
        N_("the register does not answer"),
        N_("With `--fetch`, recherche-entreprises.api.gouv.fr was asked and gave no answer that can be used: no network, no time, too "
           "many questions, out of order."),
        N_("Try again later, tell what is known by options, or save an answer with a browser and give it to `--register`."),
        why=N_("Without its facts the answer would be another one, and nobody would see why."),
        at_scale=True,
    ),
    "DBT001": _doubt(
        N_("co-operative of workers without employees"),
        N_("The legal form belongs to its employees (`meaning: workers` in vocabularies.yaml), as a Scop does, and there are none."),
        N_("Check the legal form and the number of employees."),
        why=N_("A Scop belongs to its employees: one of the two facts is probably wrong, and instruments that depend on it are opened "
               "or shut by mistake."),
        good="legal_form: scop\nemployees: 4\n", bad="legal_form: scop\nemployees: 0\n",
    ),
    "DBT002": _doubt(
        N_("need above the cost of the project"),
        N_("More money is asked for than the whole project costs."),
        N_("Check the two amounts."),
        why=N_("Nobody finances more than the project costs: the share of the need that is covered would be shown too low, and floors "
               "would look as if they were reached."),
        good="amount_needed: 40000\nproject_cost: 50000\n", bad="amount_needed: 400000\nproject_cost: 50000\n",
    ),
    "DBT003": _doubt(
        N_("created in the future"),
        N_("The date of creation is after the day of the question; the age is taken as 0."),
        N_("Correct the date; if the question is about a later day, ask for it with --as-of."),
        why=N_("Most often a digit is wrong, and an enterprise that has run for years is answered as if it did not exist yet."),
        good='created_on: "1991-05-03"\n', bad='created_on: "2091-05-03"\n',
    ),
    "DBT004": _doubt(
        N_("stage at odds with the age"),
        N_("The stage of the project and the age of the enterprise do not go together: a project that is emerging or being created in "
           "an enterprise that has run for years, or a change of scale in its first year."),
        N_("Check the stage: it speaks of the project that needs money, not of the enterprise. A new project of an old enterprise is "
           "rightly an emerging one."),
        why=N_("Instruments for creators would come first for an enterprise that has long been running, or the reverse."),
        good="stage: developpement\nage_years: 8\n", bad="stage: emergence\nage_years: 8\n",
    ),
    "DBT005": _doubt(
        N_("age at odds with the date of creation"),
        N_("The age and the date of creation say different things; the date was used."),
        N_("Keep the date and leave the age out."),
        why=N_("The age decides between offers (less than three years, three years and more): the wrong one opens the wrong offer."),
        good='created_on: "2018-03-01"\n', bad='created_on: "2018-03-01"\nage_years: 2\n', options=("--as-of", "2026-02-01"),
    ),
    "DBT006": _doubt(
        N_("ESS quality at odds with the legal form"),
        N_("The answer on the ESS quality contradicts the legal form, which the law of 31 July 2014 counts as ESS by itself, or never "
           "counts."),
        N_("Check the legal form and the answer."),
        why=N_("Every instrument that asks for the ESS quality would be hidden from this enterprise, or shown to it, by mistake."),
        good="legal_form: scop\ness: oui\n", bad="legal_form: scop\ness: non\n",
    ),
    "DBT007": _doubt(
        N_("outside the territory of the catalogue"),
        N_("The département lies outside the territory that the catalogue describes (`territory` in vocabularies.yaml)."),
        N_("Check the département: it may be that of the establishment that carries the project."),
        why=N_("The catalogue describes what can be asked for in its territory: elsewhere its regional instruments are refused, and "
               "those of the other region are not listed."),
        good='departement: "31"\n', bad='departement: "13"\n',
    ),
    "DBT008": _doubt(
        N_("CGSCOP member that is not a co-operative"),
        N_("The enterprise is said to be a member of CGSCOP, and its legal form is none of those that it gathers "
           "(`meaning: workers` or `stakeholders` in vocabularies.yaml): neither Scop nor Scic."),
        N_("Check the legal form and the membership."),
        why=N_("CGSCOP gathers Scop and Scic: the instruments kept for its members would be shown to an enterprise that cannot have "
               "them."),
        good="legal_form: scic\ncgscop_member: oui\n", bad="legal_form: association\ncgscop_member: oui\n",
    ),
    "DBT009": _doubt(
        N_("bank loan above the cost of the project"),
        N_("The bank lends more than the whole project costs."),
        N_("Check the two amounts."),
        why=N_("Guarantees are computed from the loan: with a digit too many, what is shown is far above what the funder will give."),
        good="bank_loan: 30000\nproject_cost: 50000\n", bad="bank_loan: 300000\nproject_cost: 50000\n",
    ),
    "DBT010": _doubt(
        N_("contradiction of a fact of the world"),
        N_("What was told cannot all be true of one enterprise: an idea with employees, a micro-enterprise that is a company."),
        N_("Check which of the facts is wrong; leave out what nobody knows."),
        why=N_("Answers are exact for enterprises that can exist: of one that cannot, nothing follows, and what is shown may be idle."),
        good="stage: creation\nemployees: 4\n", bad="stage: emergence\nemployees: 4\n",
    ),
    "DBT011": CodePage(
        N_("ceased by the register"),
        N_("The register says that the enterprise has ceased, or that the establishment is closed. The answer is given all the same."),
        N_("Ask the enterprise: it may have gone on under another number, or the number is that of another one."),
        why=N_("No funder gives money to an enterprise that is no more; and the facts shown may be those of its past."),
        severity=Severity.WARNING,
        at_scale=True,
    ),
}
