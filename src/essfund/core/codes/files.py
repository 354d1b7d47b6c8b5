"""Pages of what can be wrong with a file before anybody looks at what it says."""

from __future__ import annotations

from essfund.core.codes.code import CodePage, Example
from essfund.core.diagnostics import Severity
from essfund.core.messages import N_

FILES: dict[str, CodePage] = {
    "IN001": CodePage(
        N_("file cannot be read"),
        N_("There is no file at this path, it is a directory, a device or a pipe, it may not be opened, or it is larger than "
           "any catalogue or profile needs to be."),
        N_("Check the path, the name (`rules.yaml`, not `rules.yml`) and the permissions; split a file that is too large."),
        why=N_("Nothing in it was looked at: an answer given all the same would leave out whatever the file says."),
        example=Example(
            "rules.yaml",
            good="instruments:\n  pret-exemple:\n    requires:\n",
            bad="instruments:\n  pret-exemple:\n    requires:\n",
            bad_name="rules.yml",
            found_in="rules.yaml",
        ),
    ),
    "IN002": CodePage(
        N_("not UTF-8 text"),
        N_("The file is saved in another encoding than UTF-8, or holds control characters that no text contains."),
        N_("Save the file again with the encoding UTF-8: most editors offer it under « Save as »."),
        why=N_("Accents would come out wrong: « Règlement » would stand as « R?glement » on the sheet handed to the entrepreneur, and "
               "a name typed with its accents would not be found."),
        example=Example(
            "tools.yaml",
            good="    title: Règlement d’intervention des deux exemples\n",
            bad="    title: Règlement d’intervention des deux exemples\n",
            bad_encoding="cp1252",
        ),
    ),
    "IN003": CodePage(
        N_("byte order mark"),
        N_("The file begins with an invisible mark, the byte order mark, that some editors write. It was ignored."),
        N_("Save the file as UTF-8 without BOM."),
        why=N_("Other programs take the mark for part of the first word: they no longer find a key that everybody sees on the screen."),
        severity=Severity.WARNING,
        example=Example(
            "profil.yaml",
            good="legal_form: scop\nemployees: 12\n",
            bad="legal_form: scop\nemployees: 12\n",
            bad_encoding="utf-8-sig",
        ),
    ),
    "IN004": CodePage(
        N_("broken syntax"),
        N_("The file is not valid YAML or JSON: from this place on it could not be read."),
        N_("Look at the place shown and just before it: a text that holds a colon needs quotes; then the indentation, a missing "
           "quote, a missing colon."),
        why=N_("Everything behind the mistake is unread, other mistakes too, and nothing of the file can be used until it is put right."),
        example=Example(
            "tools.yaml",
            at="      fr: Subvention pour une association qui investit.\n",
            good='      fr: "Don : subvention pour une association qui investit."\n',
            bad="      fr: Don : subvention pour une association qui investit.\n",
        ),
    ),
    "IN005": CodePage(
        N_("duplicate key"),
        N_("The same key stands twice in one entry."),
        N_("Keep one of the two, or rename the other."),
        why=N_("Most programs keep the last one and say nothing: the value that a reviewer read and agreed to may not be the one that "
               "decides."),
        example=Example(
            "tools.yaml",
            good="        amount: {at_most: 20000, source: reglement}\n",
            bad="        amount: {at_most: 20000, at_most: 30000, source: reglement}\n",
        ),
    ),
    "IN006": CodePage(
        N_("ambiguous value"),
        N_("Programs do not agree on what this bare value is: `no` may be false, `01` may be 1, `2018-11-16` may be a day or a text."),
        N_("Put codes and days between quotes; write true, false or plain digits otherwise. `essfund validate --fix` does it where "
           "the meaning is beyond doubt."),
        why=N_("The département 01 stays 01 in one program and becomes 1 in another: the same file would give two answers."),
        example=Example(
            "tools.yaml",
            good='    valid_from: {day: "2026-01-01", source: reglement}\n',
            bad="    valid_from: {day: 2026-01-01, source: reglement}\n",
        ),
    ),
    "IN007": CodePage(
        N_("file too deep or too heavy"),
        N_("The file nests deeper, holds more values, longer texts or more conditions than any real file needs, or repeats values by "
           "anchors and aliases (`&name`, `*name`)."),
        N_("Flatten or split the file; write each value out where it is needed."),
        why=N_("An alias hides from the reviewer what the value is where it counts, and with a few of them a small file grows until "
               "the computer stands still."),
        example=Example(
            "rules.yaml",
            good="      - {id: association, legal_form: {in: [association]}, source: reglement}\n"
            "      - {id: investissement, purposes: {any_of: [investissement]}, source: reglement}\n",
            bad="      - {id: association, legal_form: {in: [association]}, source: &lu reglement}\n"
            "      - {id: investissement, purposes: {any_of: [investissement]}, source: *lu}\n",
        ),
    ),
    "IN008": CodePage(
        N_("unsupported YAML feature"),
        N_("The file uses a part of YAML that is left out on purpose: a tag such as `!!int`, a directive such as `%YAML`, or a second "
           "document after `---`."),
        N_("Write the plain value; give each document a file of its own."),
        why=N_("Such a feature changes what a value means without showing it: a reviewer agrees to one thing, and the program reads "
               "another."),
        example=Example(
            "rules.yaml",
            good="      - {id: effectif, employees: {less_than: 50}, source: reglement}\n",
            bad='      - {id: effectif, employees: {less_than: !!int "50"}, source: reglement}\n',
        ),
    ),
    "IN009": CodePage(
        N_("hidden character"),
        N_("The file holds a character that cannot be seen, or that makes text look otherwise than it is read: a change of writing "
           "direction, a space of no width, a line break that only some programs know."),
        N_("Remove it: write the line again by hand."),
        why=N_("A reviewer sees one text and the program reads another; a name copied with such a character is never found again."),
        example=Example(
            "tools.yaml",
            good="    name: Don d’exemple\n",
            bad='    name: "Don d’\\u200bexemple"\n',
        ),
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
}
