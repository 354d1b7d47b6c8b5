"""What the frozen comparison runs: commands in this process, what they print made free of what may change, and series of them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from frozen_inputs import EDITED, enterprise, partial, write_profile

if TYPE_CHECKING:
    from collections.abc import Callable

    from frozen_inputs import Facts

CHANGING = (
    (re.compile(r"sha256:[0-9a-f]+"), "sha256:"), (re.compile(r"\b\d+\.\d\d s\b"), "SECONDS"), (re.compile(r"(# --- \w+\.yaml, ).*"), r"\1LINE"),
)
"""What legitimately differs: the digest of the catalogue's files, how long something took, and on which line `new` would write."""

AXES = ("legal_form,stage,amount_needed", "legal_form", "stage,employees", "departement", "age_years,esus", "amount_needed,turnover")
CODES = ("CAT010", "CAT079", "CAT031", "PRO001", "CAT002", "PRO002")


class Stream(io.TextIOWrapper):
    """A stream of bytes in memory that may pass for a terminal."""

    def __init__(self, data: bytes = b"", *, terminal: bool = False) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def text(self) -> str:
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode("utf-8")


class Person(Stream):
    """Somebody at the keyboard of an interview, who reads which question was asked and types the answer."""

    def __init__(self, screen: Stream, questions: dict[str, str], facts: Facts, typed: dict[int, str]) -> None:
        super().__init__(terminal=True)
        self.screen, self.questions, self.facts, self.typed = screen, questions, facts, typed
        self.asked, self.key, self.before = 0, "", ""

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override] # a person types whole lines
        del size
        self.asked += 1
        if self.before != "=\n":  # the options end with questions that nobody asks
            shown = " ".join(self.screen.text().split())
            self.key = max(self.questions, key=lambda key: shown.rfind(self.questions[key]))
        if self.asked > 60:  # no interview asks so much: the answer is not taken
            return ""
        self.before = self.typed.get(self.asked) or f"{self.answer(self.key)}\n"
        return self.before

    def answer(self, key: str) -> str:
        value = self.facts.get(key, "nsp")
        if isinstance(value, bool):
            return "oui" if value else "non"
        return ", ".join(value) if isinstance(value, list) else str(value)


class Record(NamedTuple):
    """One command line, and what it printed and wrote."""

    command: str
    output: str


class Shell:
    """Runs command lines in its own folder and keeps what they print. `root` is the temporary folder of the whole run."""

    def __init__(self, root: Path) -> None:
        from essfund.cli.main import run  # the only thing of the software that is called: what its command line calls

        self.entry: Callable[[list[str]], int] = run
        self.root, self.here = root, root / f"worker-{os.getpid()}"
        self.here.mkdir(exist_ok=True)
        os.chdir(self.here)
        self.records: list[Record] = []
        self.version = self.quietly("--version").split(",")[0].split()[-1]
        conditions = csv.DictReader(io.StringIO(self.quietly("export", "--table", "conditions", "--lang", "en", "--as-of", "2019-06-01")))
        self.asked = sorted({row["condition"] for row in conditions if row["condition"]})
        listed = csv.DictReader(io.StringIO(self.quietly("export", "--columns", "tool", "--lang", "en", "--as-of", "2019-06-01")))
        self.tools = sorted(row["tool"] for row in listed)
        self.questions = {
            lang: {key: " ".join(field["description"].split()) for key, field in schema["properties"].items() if key != "answers"}
            for lang in ("fr", "en") for schema in [json.loads(self.quietly("schema", "profile", "--lang", lang))]
        }

    def quietly(self, *argv: str) -> str:
        """Run a command and return what it prints, unrecorded."""
        with redirect_stdout(Stream()) as out, redirect_stderr(Stream()):
            code = self.entry(list(argv))
        assert code == 0, argv
        return out.text()

    def call(self, *argv: str, screen: Stream | None = None, keyboard: Stream | None = None, files: tuple[str, ...] = ()) -> None:
        """Run a command and record its exit code, what it prints, and the files it writes, which are removed."""
        before, sys.stdin = sys.stdin, keyboard or Stream()
        with redirect_stdout(screen or Stream()) as out, redirect_stderr(Stream()) as err:
            code = self.entry(list(argv))
        sys.stdin = before
        parts = [f"code {code}", out.text(), "--- stderr", err.text(), *(text for name in files for text in self._taken(name))]
        self.records.append(Record(" ".join(argv), self._steady("\n".join(parts))))

    def _taken(self, name: str) -> list[str]:
        path = Path(name)
        if path.is_dir():
            texts = [text for inner in sorted(path.iterdir()) for text in self._taken(str(inner))]
            shutil.rmtree(path)
            return texts
        text = path.read_bytes().decode("utf-8") if path.exists() else "(not written)"
        path.unlink(missing_ok=True)
        return [f"--- {name}", text]

    def _steady(self, text: str) -> str:
        for pattern, stable in CHANGING:
            text = pattern.sub(stable, text)
        return text.replace(str(self.here), "HERE").replace(str(self.root), "ROOT").replace(self.version, "VERSION")

    def profile(self, number: int) -> str:
        """Write the partial profile of one enterprise and return the file."""
        return self._written(f"p{number:04}.json", lambda: partial(number, self.asked))

    def enterprise(self, number: int) -> str:
        """Write all that is true of one enterprise and return the file."""
        return self._written(f"e{number:04}.json", lambda: enterprise(number))

    def _written(self, name: str, make: Callable[[], Facts]) -> str:
        if not Path(name).exists():
            write_profile(Path(name), make())
        return name


class Case(NamedTuple):
    """One item of a series: `turn` counts rounds over both days and languages, so that formats are tried in all of them."""

    shell: Shell
    item: int
    turn: int
    common: tuple[str, ...]

    def of(self, *choices: str) -> str:
        return choices[self.turn % len(choices)]

    def call(self, *argv: str, files: tuple[str, ...] = ()) -> None:
        self.shell.call(*argv, *self.common, files=files)


def match_json(case: Case) -> None:
    case.call("match", case.shell.profile(case.item), "-f", "json")


def match_table(case: Case) -> None:
    profile = case.shell.profile(2 * case.item + 1)
    case.call("match", profile, *(("--all",), (), ("--all", "--scores"), ("--scores", "--exit-status"))[case.turn % 4])


def match_formats(case: Case) -> None:
    case.call("match", case.shell.profile(10 * case.item), "-f", case.of("csv", "markdown"), *(("--all",) if case.turn % 3 else ()))


def match_handout(case: Case) -> None:
    message = ("--message", case.shell.tools[case.item % len(case.shell.tools)]) if case.turn % 3 == 0 else ()
    case.call("match", case.shell.profile(10 * case.item + 1), "-f", case.of("fiche", "html"), *message)


def match_options(case: Case) -> None:
    facts = enterprise(case.item)
    number, flag = ("--age", str(facts["age_years"])), ("--esus" if facts["esus"] else "--no-esus")
    purposes = [word for purpose in facts["purposes"] for word in ("--purpose", purpose)]
    case.call("match", "--legal-form", facts["legal_form"], "--amount", str(facts["amount_needed"]), "--departement", facts["departement"],
              *(number if case.turn % 2 else ()), flag, *purposes, "--answer", f"{case.shell.asked[case.item]}=non:vu", "-f", case.of("table", "json", "csv"))


def match_what_if(case: Case) -> None:
    other = enterprise(case.item + 5000)
    keys = ("employees", "amount_needed", "legal_form", "stage", "departement", "turnover")
    changed = [keys[case.turn % 6], keys[(case.turn + 2) % 6]][: 1 + case.turn % 2]
    supposed = [word for key in changed for word in ("--what-if", f"{key}={other[key]}")]
    case.call("match", case.shell.profile(20 * case.item + 2), *supposed, "-f", case.of("table", "json", "markdown"))


def match_since(case: Case) -> None:
    number = 20 * case.item + 3
    case.call("match", case.shell.profile(number), "-f", "json", "-o", "earlier.json")
    later = case.shell.enterprise(number) if case.turn % 2 else case.shell.profile(number)
    day = ("--as-of", "2020-02-01") if case.turn % 2 == 0 else ()
    case.shell.call("match", later, "--since", "earlier.json", "-f", case.of("table", "json", "markdown"), *case.common, *day, files=("earlier.json",))


def match_terminal(case: Case) -> None:
    os.environ["COLUMNS"] = case.of("72", "100", "160")
    words = ("match", case.shell.profile(25 * case.item + 4), "--color", ("always", "never")[case.turn % 2], *case.common)
    case.shell.call(*words, screen=Stream(terminal=True))
    case.shell.call("tools", "list", *case.common, screen=Stream(terminal=True))


def match_calendar(case: Case) -> None:
    case.call("match", case.shell.profile(40 * case.item + 5), "--ics", "dates.ics", "-f", "csv", files=("dates.ics",))


def explain(case: Case) -> None:
    tools = case.shell.tools
    case.call("explain", tools[(7 * case.item) % len(tools)], case.shell.profile(5 * case.item + 1), "-f", case.of("text", "json"))


def compare(case: Case) -> None:
    tools = case.shell.tools
    ids = [tools[(step * (case.item + 3)) % len(tools)] for step in range(1, 3 + case.turn % 3)]
    case.call("compare", *dict.fromkeys(ids), "--profile", case.shell.profile(20 * case.item + 6), "-f", case.of("text", "json", "markdown"))


def interview(case: Case) -> None:
    """The whole dialogue; every third person starts from what an adviser knows, every fourth asks for help and goes back."""
    number = 50 * case.item + 7
    known = {key: value for key, value in partial(number, case.shell.asked).items() if key not in {"created_on", "age_years"}}
    start = f"i{number:04}.json"
    write_profile(Path(start), known)
    typed = {2: "?\n", 4: "<\n", 6: "-\n", 7: "=\n", 9: "nsp\n"} if case.turn % 4 == 1 else {}
    os.environ["COLUMNS"], screen = "200", Stream(terminal=True)
    person = Person(screen, case.shell.questions[case.common[1]], enterprise(number), typed)
    words = ("interview", *((start,) if case.turn % 3 == 0 else ()), "--save", "saved.json", *case.common)
    case.shell.call(*words, screen=screen, keyboard=person, files=("saved.json",))


def coverage(case: Case) -> None:
    more = ((), ("--eligible",), ("--since", "2022-01-01"), ("--against", "../after7"), ("--family", "pret", "--availability", "open"))
    case.call("coverage", "--axes", AXES[case.item % len(AXES)], *more[case.item % len(more)], "-f", case.of("text", "json", "csv", "markdown", "svg"))


def diff(case: Case) -> None:
    number = (case.item + case.item // EDITED) % EDITED  # each copy in several languages and on both days
    case.call("diff", "../before", f"../after{number}", "-f", case.of("json", "markdown", "text"))


def export(case: Case) -> None:
    for form in ("csv", "jsonl", "markdown", "html"):
        case.call("export", "-f", form, "--table", case.of("instruments", "offers", "conditions", "sources"), "-o", "out", files=("out",))
    case.call("export", "--dialect", "fr", "--family", case.of("pret", "subvention", "garantie"), "--availability", "open")
    whole = case.of("json", "dispositif-aide")
    case.call("export", "-f", whole, "-o", "out.txt", files=("out.txt", "out.sidecar.json"))


def draft(case: Case) -> None:
    case.call("export", "-f", "dispositif-aide", "-o", "aides.csv", "--sidecar", "beside.json", files=("beside.json",))
    case.call("import", "aides.csv", "-o", "draft", files=("aides.csv", "draft"))
    case.call("new", "essai", "--family", "pret", "--reach", "regional", "--name", "Essai")


def landscape(case: Case) -> None:
    case.call("map", "-f", case.of("text", "svg", "html"), "--view", ("stages", "amounts")[case.turn % 2], *(("--all",) if case.item % 3 else ()))


def browse(case: Case) -> None:
    some = ((), ("--family", "pret"), ("--reach", "regional"), ("--stage", "creation", "--legal-form", "scop"), ("--amount", "40000"), ("--search", "ESS"))
    case.call("tools", "list", *some[case.item % len(some)], "-f", case.of("table", "json", "csv", "markdown"))
    for number in range(4):
        case.call("tools", "show", case.shell.tools[(4 * case.item + number) % len(case.shell.tools)], "-f", case.of("text", "json"))


def validate(case: Case) -> None:
    case.call("validate", case.shell.profile(case.item))
    os.chdir(case.shell.root)  # beside the catalogues: the fingerprint of a finding holds the whole path of a file elsewhere
    if case.item > 11:
        case.call("validate", "before")
    forms = ("full", "concise", "json", "github", "sarif", "junit")
    case.call("validate", case.of("faulty", "doubtful", "after7"), "--no-cases", "-f", forms[case.item % len(forms)])
    os.chdir(case.shell.here)


def pages(case: Case) -> None:
    case.shell.call("explain", CODES[case.item % len(CODES)], "-f", case.of("text", "json", "markdown"), *case.common[:2])


class Series(NamedTuple):
    """How many items of a kind there are, and how many make a group; the days and languages take turns."""

    run: Callable[[Case], None]
    size: int
    chunk: int


SERIES = {
    series.run.__name__.replace("_", "-"): series
    for series in (
        Series(diff, 16, 4), Series(coverage, 40, 4), Series(interview, 40, 4), Series(export, 16, 4), Series(validate, 16, 4),
        Series(match_json, 2000, 100), Series(match_table, 600, 60), Series(match_formats, 200, 20), Series(match_handout, 200, 20),
        Series(match_options, 100, 12), Series(match_what_if, 100, 12), Series(match_since, 60, 8), Series(match_terminal, 40, 8),
        Series(match_calendar, 24, 8), Series(explain, 400, 40), Series(compare, 80, 8), Series(draft, 8, 4), Series(landscape, 24, 4),
        Series(browse, 60, 8), Series(pages, 24, 4),
    )
}
