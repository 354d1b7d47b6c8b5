"""Broken catalogues that a person can look at: whole files in `corpus/`, and changes of a good catalogue, with their codes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.hostile.places import BASE

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER = Path(__file__).parent / "corpus"
TOOLS, RULES, WORDS = "tools.yaml", "rules.yaml", "vocabularies.yaml"

FILES: dict[str, str] = {
    # syntax
    "a-program": "IN004",
    "a-spreadsheet": "CAT003",
    "a-web-page": "IN004",
    "another-configuration": "IN004",
    "colon-in-a-title": "IN004",
    "colon-without-space": "IN004",
    "dash-without-space": "CAT003",
    "directive": "IN008",
    "directive-for-tags": "IN008",
    "empty": "CAT003",
    "indentation-that-jumps": "IN004",
    "json-with-tabs": "CAT002",
    "only-a-list": "CAT003",
    "only-a-tilde": "IN006",
    "only-a-word": "CAT003",
    "only-comments": "CAT003",
    "quote-inside-quotes": "IN004",
    "sixty-brackets": "IN007",
    "sixty-levels": "IN007",
    "tabs-for-indentation": "IN004",
    "two-documents": "IN008",
    "unclosed-bracket": "IN004",
    "unclosed-quote": "IN004",
    # keys, tags, aliases
    "alias-of-itself": "IN007",
    "alias-of-nothing": "IN007",
    "anchor-and-alias": "IN007",
    "billion-laughs": "IN007",
    "flag-as-a-key": "IN006",
    "list-as-a-key": "IN006",
    "mapping-as-a-key": "IN006",
    "nothing-as-a-key": "IN004",
    "number-as-a-key": "IN006",
    "tag-binary": "IN008",
    "tag-broken": "IN004",
    "tag-of-one-s-own": "IN008",
    "tag-set": "IN008",
    "tag-that-names-code": "IN008",
    "tag-that-runs-code": "IN008",
    # encodings
    "an-image": "IN002",
    "compressed": "IN002",
    "cut-in-a-letter": "IN002",
    "latin-1": "IN002",
    "lone-returns": "IN009",
    "mixed-encodings": "IN002",
    "overlong": "IN002",
    "utf-16": "IN002",
    "utf-16-unmarked": "IN002",
    "utf-32": "IN002",
    "windows-1252": "IN002",
    # sense
    "a-case-of-another-catalogue": "PRO002",
    "a-profile-of-every-kind": "PRO002",
    "a-series-along-no-day": "CAT003",
    "a-series-along-nothing": "PRO001",
    "rules-that-are-the-tools": "CAT001",
}
"""The folders of `corpus/`, each with the code its files must be refused with. What they leave out is taken from `base/`."""


class Change(NamedTuple):
    """A good file of `base/` with a piece of it changed, and the code it must be refused with."""

    code: str
    file: str
    old: str
    new: str


DAY = 'checked_on: "2026-01-20"'
EDITION = "edition: hostile"
BARE = {
    "norway": "no", "a yes": "Yes", "on": "on", "octal": "017", "octal of YAML 1.2": "0o17", "hexadecimal": "0x1F",
    "sexagesimal": "12:30:45", "a bare day": "2018-11-16", "a bare day that is none": "0000-00-00", "a bare time": "2018-11-16T12:00:00Z",
    "not a number": ".nan", "infinity": "-.inf", "exponent": "1e400", "underscores": "1_000_000", "point first": ".5", "point last": "5.",
    "plus": "+33", "thirty digits": "9" * 30, "decimals without end": f"0.{'3' * 40}", "a bare tilde": "~",
}
NESTED = f"  profonde-encore: {{source: reglement, all: {'[{all: ' * 30}[{{esus: true}}]{'}]' * 30}}}\n"

CHANGES: dict[str, Change] = {
    **{name: Change("IN006", TOOLS, DAY, f"checked_on: {value}") for name, value in BARE.items()},
    # syntax
    "end of document in the middle": Change("IN004", TOOLS, "contacts:\n", "...\ncontacts:\n"),
    "merge conflict": Change("IN004", TOOLS, EDITION, f"<<<<<<< HEAD\n{EDITION}\n=======\nedition: other\n>>>>>>> branch"),
    "merge key": Change("IN006", TOOLS, "  reglement:\n", "  reglement:\n    <<: {title: x}\n"),
    "duplicate keys": Change("IN005", TOOLS, "    family: pret\n", "    family: pret\n    family: garantie\n"),
    "duplicate instrument": Change("IN005", TOOLS, "tools:\n", "tools:\n  don-exemple: {name: already}\n"),
    "duplicate key between quotes": Change("IN005", TOOLS, EDITION, f'{EDITION}\n"edition": again'),
    "sixty tests inside one another": Change("IN007", RULES, "shared:\n", f"shared:\n{NESTED}"),
    # characters
    "nul": Change("IN002", TOOLS, EDITION, "edition: hos\x00tile"),
    "escape sequence": Change("IN002", TOOLS, EDITION, "edition: \x1b[31mhostile"),
    "escape sequence, written": Change("IN002", TOOLS, EDITION, 'edition: "\\e]0;owned\\a"'),
    "escape sequence in a key, written": Change("IN002", TOOLS, EDITION, f'{EDITION}\n"\\e[2J": 1'),
    "escape sequence of eight bits": Change("IN002", TOOLS, EDITION, "edition: \x9b31mhostile"),
    "backspaces": Change("IN002", TOOLS, EDITION, "edition: good\x08\x08\x08\x08evil"),
    "byte order mark in the middle": Change("IN002", TOOLS, "contacts:", "\ufeffcontacts:"),
    "right to left": Change("IN009", TOOLS, "# A small catalogue", "# A small \u202ecatalogue"),
    "right to left, written": Change("IN009", TOOLS, EDITION, 'edition: "\\u202eelitsoh"'),
    "isolates": Change("IN009", TOOLS, "provider: Fondation", "provider: Fonda\u2067tion\u2069"),
    "no width": Change("IN009", TOOLS, "apply: antenne", "apply: ante\u200bnne"),
    "joiners": Change("IN009", TOOLS, "apply: antenne", "apply: ante\u200d\u2060nne"),
    "soft hyphen": Change("IN009", TOOLS, "provider: Fondation", "provider: Fonda\u00adtion"),
    "tag characters": Change("IN009", TOOLS, EDITION, "edition: hostile\U000e0041\U000e0042"),
    "next line": Change("IN009", TOOLS, "licence: ", "licence: a\u0085tools: {}\u0085#"),
    "line separator": Change("IN009", TOOLS, "# A small catalogue", "# A small\u2028tools: {}\u2028# catalogue"),
    "paragraph separator": Change("IN009", TOOLS, "# A small catalogue", "# A small\u2029tools: {}\u2029# catalogue"),
    "a return in a comment": Change("IN009", TOOLS, "# A small catalogue", "# A small\rtools: {}\r# catalogue"),
    "a return, written": Change("IN009", TOOLS, EDITION, 'edition: "good\\revil"'),
    "lines of Windows": Change("CAT001", TOOLS, "    provider: Fondation\n", "    povider: Fondation\r\n"),
    "byte order mark and an error": Change("CAT003", TOOLS, "# A small catalogue", "\ufeff# A small catalogue\naccepts: nothing\n#"),
    "markup": Change("CAT003", TOOLS, "    family: subvention", '    family: "[bold]<script>alert(1)</script>%s{0}`|"'),
    "markup in a key": Change("CAT001", TOOLS, EDITION, f'{EDITION}\n"[red]{{x}}%n": 1'),
    # sense
    "ids in capitals": Change("CAT003", TOOLS, "  don-exemple:\n", "  Don_Exemple:\n"),
    "numbers between quotes": Change("CAT003", TOOLS, "at_most: 20000", 'at_most: "20000"'),
    "less than nothing": Change("CAT003", TOOLS, "at_least: 1000", "at_least: -1000"),
    "a share of everything": Change("CAT003", TOOLS, "share: 50", "share: 1000000"),
    "a share that is true": Change("CAT003", TOOLS, "share: 50", "share: true"),
    "a floor above its ceiling": Change("CAT020", TOOLS, "amount: {at_most: 60000", "amount: {at_least: 60001, at_most: 60000"),
    "a source of no day": Change("CAT003", TOOLS, 'date: "2026-01-15"', 'date: "2018-02-30"'),
    "a source of the year 0": Change("CAT003", TOOLS, 'date: "2026-01-15"', 'date: "0000-00-00"'),
    "the end of time": Change("CAT003", TOOLS, 'until: "2028-12-31"', 'until: "9999-12-31"'),
    "the beginning of time": Change("CAT003", RULES, 'from: "2020-01-01"', 'from: "0001-01-01"'),
    "a month of forty days": Change("CAT003", TOOLS, DAY, 'checked_on: "2026-01-40"'),
    "an address that is code": Change("CAT003", TOOLS, "url: https://www.exemple.fr/contact", "url: javascript:alert(1)"),
    "a condition defined through itself": Change(
        "CAT015", RULES, "shared:\n", "shared:\n  a: {not: {shared: b}, source: reglement}\n  b: {all: [{shared: a}], source: reglement}\n"),
    "two tests in one": Change("CAT004", RULES, "{shared: cooperative, strength: probable}", "{shared: cooperative, esus: true}"),
    "no test": Change("CAT004", RULES, "{shared: cooperative, strength: probable}", "{id: rien, source: reglement}"),
    "weights of every kind": Change("CAT003", RULES, "need_coverage: 30", "need_coverage: true"),
    "a form that is a number": Change("CAT003", WORDS, "members: [scop, scic]", "members: [scop, 5]"),
}


def whole_files(name: str) -> Callable[[Path], object]:
    """Return what puts the files of a folder of the corpus over the base."""
    return lambda folder: shutil.copytree(FOLDER / name, folder, dirs_exist_ok=True)


def changed(one: Change) -> Callable[[Path], object]:
    """Return what changes a file of the base."""

    def make(folder: Path) -> None:
        path = folder / one.file
        text = path.read_bytes().decode()
        assert one.old in text, one
        path.write_bytes(text.replace(one.old, one.new, 1).encode())

    return make


SMALL: dict[str, tuple[str, Callable[[Path], object]]] = {
    **{name: (code, whole_files(name)) for name, code in FILES.items()},
    **{name: (one.code, changed(one)) for name, one in CHANGES.items()},
}
"""Every one of them: its code, and what makes it in a directory that holds the base."""


def copy_of_base(folder: Path) -> Path:
    """Make a directory that holds the good catalogue."""
    shutil.copytree(BASE, folder)
    return folder
