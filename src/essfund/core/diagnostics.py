"""One type for every defect in a catalogue, a rule file or a profile; every output format is a function of it."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from essfund.core.messages import N_, counted, say
from essfund.core.record import field, record, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from essfund.core.messages import Message

MOST_FINDINGS = 200
"""So many problems are listed, and described of each code; steps of reading that cannot go on cheaply stop there: beyond it, a file is
not mistyped but another thing."""

UNLISTED = "IN010"
"""The code that stands for the problems beyond the limit."""

FIRST_ONES = say("correct the first ones and check again")


class Severity(Enum):
    """How much a finding matters: an error stops the work, a warning asks for a second look, a note is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@record(frozen=True)
class Witness:
    """Enterprise that shows a finding, as a profile file holds it, on a day; `catalogue` its layers, none for the bundled one."""

    profile: Mapping[str, object]
    day: date
    shows: Message | None = None
    catalogue: tuple[str, ...] = ()


@record(frozen=True)
class Span:
    """A place in a file. Lines and columns count from 1; the end is not included."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@record(frozen=True)
class About:
    """What a finding hangs on: an entry that others name, by its kind and id; `meant` is the id that was probably meant.

    `catalogue`: where its layers are; entries of one id in two catalogues have nothing to do with each other.
    """

    kind: str
    id: str
    meant: str = ""
    catalogue: tuple[str, ...] = ()


@record(frozen=True)
class Diagnostic:
    """Where (None: in no file), what, and what to do about it. `code` is a key of `essfund.core.codes.CODES`."""

    code: str
    message: Message
    severity: Severity = Severity.ERROR
    span: Span | None = None
    help: Message | None = None
    witness: Witness | None = None
    path: tuple[object, ...] = ()
    """Where in a profile, for who holds its file; a reader of files makes `span` of it."""
    count: int = 1
    """How many problems it stands for; 0 where nobody knows: a step stopped looking."""
    rest_of: str = ""
    """The code of the problems that it stands for, where these were counted and not described."""

    about: About | None = None
    cause: Diagnostic | None = None
    """The finding that it follows from, where one is known (`essfund.review.causes`)."""
    consequences: int = 0
    """How many findings of the run follow from it."""

    @property
    def kind(self) -> str:
        """The code of what was found, told or only counted."""
        return self.rest_of or self.code

    @property
    def is_error(self) -> bool:
        """Whether the input cannot be used."""
        return self.severity is Severity.ERROR


@record(frozen=True)
class Fault:
    """Defect found without reading files: a reader makes a `Span` of `document`, `path` and `on_key` (the key, not its value).

    `document` is tools, rules, vocabularies or the name of a file of golden cases. Without `severity` that of the code's page counts.
    """

    code: str
    message: Message
    document: str
    path: tuple[object, ...]
    help: Message | None = None
    on_key: bool = False
    severity: Severity | None = None
    witness: Witness | None = None
    about: About | None = None


@record(frozen=True)
class Findings:
    """Diagnostics of one run, and what was looked at. `texts` holds the files by name, for code frames.

    `confided`: names of files that tell of an enterprise: of them only what is wrong is shown.

    `coverage`: by kind, how much of the catalogues the golden cases state, (stated, all); empty if they were left out. `unread`:
    something named could not be read at all; `unusable`: a catalogue has errors. `counts`: numbers by code and severity where only
    the first diagnostics are listed. `unspelled`: a catalogue wants its spelling checked, and what checks it is not installed.
    """

    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[str, str]
    instruments: int = 0
    cases: int = 0
    coverage: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    unread: bool = False
    unusable: bool = False
    counts: Mapping[tuple[str, Severity], int] | None = None
    unspelled: bool = False
    confided: frozenset[str] = frozenset()

    def by_code(self) -> Mapping[tuple[str, Severity], int]:
        """How many problems there are of each code and severity, listed or not."""
        if self.counts is not None:
            return self.counts
        found = Counter[tuple[str, Severity]]()
        for item in self.diagnostics:
            found[item.kind, item.severity] += item.count or 1
        return found

    def most_frequent(self) -> list[tuple[str, Severity, int]]:
        """Each code with its severity and how many there are, most first."""
        counts = sorted(self.by_code().items(), key=lambda entry: (-entry[1], entry[0][0], entry[0][1].value))
        return [(code, severity, count) for (code, severity), count in counts]

    def by_severity(self) -> dict[str, int]:
        """How many problems there are of each severity, listed or not."""
        counts = self.by_code().items()
        return {entry.value: sum(count for (_, severity), count in counts if severity is entry) for entry in Severity}

    def showing(self, diagnostics: Iterable[Diagnostic]) -> Findings:
        """The same run with other diagnostics."""
        return replace(self, diagnostics=tuple(diagnostics))

    def listed(self) -> Findings:
        """Same run with no more diagnostics than anybody reads; its numbers stay those of all of them."""
        return replace(self, diagnostics=tuple(listed(self.diagnostics)), counts=self.by_code())

    def joined(self, other: Findings) -> Findings:
        """Findings of both runs."""
        coverage = dict(self.coverage)
        for kind, (stated, every) in other.coverage.items():
            before = coverage.get(kind, (0, 0))
            coverage[kind] = before[0] + stated, before[1] + every
        return Findings(
            self.diagnostics + other.diagnostics, {**self.texts, **other.texts}, self.instruments + other.instruments,
            self.cases + other.cases, coverage, self.unread or other.unread, self.unusable or other.unusable,
            unspelled=self.unspelled or other.unspelled, confided=self.confided | other.confided,
        )


CAUSES_FIRST = ("tools.yaml", "rules.yaml", "vocabularies.yaml")
CASES = "cases"
"""The files of a catalogue in the order in which a mistake in one makes the next look wrong; its golden cases come last."""


def of_a_catalogue(name: str) -> bool:
    """Whether a file is one of a catalogue, by its name: that is public."""
    *folders, last = name.replace("\\", "/").split("/")
    return last in CAUSES_FIRST or CASES in folders[-2:]


def file_order(name: str) -> tuple[tuple[str, ...], int, str]:
    """Where a file comes among others: its catalogue, then causes before consequences."""
    *folders, last = name.replace("\\", "/").split("/")
    place = next((index for index in range(1, 3) if folders[-index:][:1] == [CASES]), 0)
    home = tuple(folders[: len(folders) - place])
    rank = CAUSES_FIRST.index(last) if last in CAUSES_FIRST else len(CAUSES_FIRST)
    return home, rank, name


def in_reading_order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sort by file, causes before consequences, by place and by code, so that the same input gives the same bytes."""
    places = {name: file_order(name) for name in {item.span.file if item.span else "" for item in diagnostics}}
    placed = [(item.span or Span("", 0, 0, 0, 0), item) for item in diagnostics]
    placed.sort(key=lambda pair: (places[pair[0].file], pair[0].line, pair[0].column, pair[1].code, pair[1].message.template))
    return [item for _, item in placed]


class Enough(Exception):  # noqa: N818 - not an error of ours: there is more than anybody reads
    """`MOST_FINDINGS` were found; looking for more would only cost time."""


Found = TypeVar("Found")


class AtMost(list[Found]):
    """What was found so far. Raises `Enough` when one more would not be listed."""

    def append(self, item: Found) -> None:  # noqa: D102 - as of any list
        if len(self) >= MOST_FINDINGS:
            raise Enough
        super().append(item)

    def extend(self, items: Iterable[Found]) -> None:  # noqa: D102 - as of any list
        for item in items:
            self.append(item)


class Sample:
    """Which problems are worth describing: the first `MOST_FINDINGS` of each code and severity; the others are counted."""

    def __init__(self) -> None:
        self.counts = Counter[tuple[str, Severity]]()

    def takes(self, code: str, severity: Severity) -> bool:
        """Count one more problem, and tell whether it is one of the first of its kind."""
        self.counts[code, severity] += 1
        return self.counts[code, severity] <= MOST_FINDINGS

    def rest(self) -> Iterator[Diagnostic]:
        """Diagnostics that stand for those that were only counted, one for each kind."""
        for (code, severity), count in self.counts.items():
            if count > MOST_FINDINGS:
                yield unlisted(count - MOST_FINDINGS, severity=severity, rest_of=code)


def unlisted(count: int, *, exact: bool = True, severity: Severity = Severity.ERROR, rest_of: str = "") -> Diagnostic:
    """Make the diagnostic that stands for problems that were found and are not listed."""
    exactly = N_("{count} more problem is not listed"), N_("{count} more problems are not listed")
    at_least = N_("at least {count} more problem is not listed"), N_("at least {count} more problems are not listed")
    message = counted(count, *(exactly if exact else at_least))
    return Diagnostic(UNLISTED, message, severity, None, FIRST_ONES, count=count, rest_of=rest_of)


def stopped(span: Span | None = None, code: str = "") -> Diagnostic:
    """Make the diagnostic of a step that stopped looking; `code` is what it looked for, where that is one thing."""
    message = say("checking stopped here, after {count} problems", count=MOST_FINDINGS)
    return Diagnostic(UNLISTED, message, Severity.ERROR, span, FIRST_ONES, count=0, rest_of=code)


def listed(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """At most `MOST_FINDINGS`, errors before warnings before notes, in the order given; then how many are left out."""
    problems = [item for item in diagnostics if item.code != UNLISTED]
    rest = [item for item in diagnostics if item.code == UNLISTED and item.count]
    if len(problems) <= MOST_FINDINGS and not rest:
        return list(diagnostics)
    weights = list(Severity)
    places = sorted(range(len(problems)), key=lambda place: weights.index(problems[place].severity))
    kept = [problems[place] for place in sorted(places[:MOST_FINDINGS])]
    left = [*(problems[place] for place in places[MOST_FINDINGS:]), *rest]
    worst = min((item.severity for item in left), key=weights.index)
    return [*kept, unlisted(sum(item.count for item in left), exact=len(problems) + len(rest) == len(diagnostics), severity=worst)]
