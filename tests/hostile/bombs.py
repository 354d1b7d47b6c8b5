"""Broken catalogues too large, too deep or too strange to be kept as files: each is made where it is needed."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 23_900_000
"""Bytes just below the limit of a catalogue: what is larger is refused unread, what is smaller must be stopped otherwise."""

SOME = 2_000_000
"""Bytes enough where reading stops at the first hundred thousand anyway."""

HEAD = "edition: x\nlicence: x\nsources: {}\ncontacts: {}\ntools:\n"


class Bomb(NamedTuple):
    """A broken catalogue: the code it must be refused with, and what makes it in a directory that holds the base."""

    code: str
    make: Callable[[Path], object]


def tools(start: str, unit: str = "", end: str = "", size: int = LIMIT) -> Callable[[Path], object]:
    """Return what writes `tools.yaml`: a start, a piece over and over up to a size in bytes, an end."""

    def make(folder: Path) -> None:
        piece = unit.encode()
        count = (size - len(start) - len(end)) // len(piece) if piece else 0
        with (folder / "tools.yaml").open("wb") as stream:
            stream.write(start.encode())
            for _ in range(count // 10_000):
                stream.write(piece * 10_000)
            stream.write(piece * (count % 10_000) + end.encode())

    return make


def numbered(name: str, start: str, piece: str, count: int, end: str = "") -> Callable[[Path], object]:
    """Return what writes a file in which a piece stands often, each time with another number."""

    def make(folder: Path) -> None:
        pieces = [piece.replace("@", str(number)) for number in range(count)]
        (folder / name).write_text(start + "".join(pieces) + end, encoding="utf-8")

    return make


def edited(name: str, *changes: tuple[str, str]) -> Callable[[Path], object]:
    """Return what changes a file of the base."""

    def make(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new, 1)
        path.write_text(text, encoding="utf-8")

    return make


def instead(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Return what puts something else where a file of the base was."""

    def replace(folder: Path) -> None:
        (folder / name).unlink()
        make(folder / name)

    return replace


def sparse(folder: Path) -> None:
    with (folder / "tools.yaml").open("r+b") as stream:
        stream.truncate(50_000_000)


def listening(path: Path) -> None:
    """Make a socket; its name must be short, whatever the directory is called."""
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def many_files(folder: Path) -> None:
    for number in range(11_000):
        (folder / "cases" / f"{number}.yaml").write_bytes(b"cases: []\n")


def fat_files(folder: Path) -> None:
    for number in range(5):
        (folder / "cases" / f"fat-{number}.yaml").write_bytes(b"cases: []\n" + b"# nothing\n" * 500_000)


def laughs(count: int) -> str:
    """Return shared conditions of which each holds the one before it twice."""
    lines = ["  ha-0: {esus: true, source: reglement}\n"]
    lines += [f"  ha-{i}: {{all: [{{shared: ha-{i - 1}}}, {{not: {{shared: ha-{i - 1}}}}}], source: reglement}}\n" for i in range(1, count)]
    return "shared:\n" + "".join(lines)


def set_laughs(count: int) -> str:
    lines = [f"  ha-{i}: {{fr: a, en: a, members: [ha-{i - 1}, ha-{i - 1}, scop]}}\n" for i in range(1, count)]
    return "legal_form_sets:\n  ha-0: {fr: a, en: a, members: [sarl]}\n" + "".join(lines)


def asking(test: str, count: int) -> tuple[str, str]:
    """Return a change after which an instrument asks so many more things."""
    conditions = (f"      - {{id: t{i}, {test.replace('@', str(i))}, source: reglement}}\n" for i in range(count))
    return "    requires:\n", "    requires:\n" + "".join(conditions)


def more_forms(count: int) -> tuple[str, str]:
    """Return a change after which there are so many more legal forms."""
    return "legal_forms:\n", "legal_forms:\n" + "".join(f"  f-{i}: {{fr: a{i}, en: a{i}}}\n" for i in range(count))


def set_of_forms(count: int) -> str:
    return "legal_form_sets:\n  every: {fr: a, en: a, members: [" + ", ".join(f"f-{i}" for i in range(count)) + "]}\n"


EMPTY_TOOL = "  a@: {}\n"
TOOL = (
    "  a@: {name: x, family: pret, reach: regional, provider: x, apply: maison-et-@, summary: {fr: x, en: x}, offers: {u: {}}, "
    'checked_on: "2026-01-01", sources: [reglement]}\n'
)
CONTACTS = (
    "edition: x\nlicence: x\nsources: {reglement: {title: x, kind: press}}\ncontacts:\n"
    + "".join(f"  maisons-{i}: {{name: x, source: reglement}}\n" for i in range(2_000)) + "tools:\n"
)
RANKING = "ranking: {weights: {}, cost: {}, proximity: {}, evidence: {}}\ninstruments:\n"

BOMBS: dict[str, Bomb] = {
    # --- size
    "fifty megabytes of instruments": Bomb("IN001", tools(HEAD, "  a: {name: x}\n", size=50_000_000)),
    "fifty megabytes of nothing": Bomb("IN001", sparse),
    "three files together": Bomb("IN001", lambda folder: [
        (folder / name).write_bytes(b"# nothing\n" * 900_000) for name in ("tools.yaml", "rules.yaml", "vocabularies.yaml")]),
    "comments only": Bomb("IN007", tools("", "# nothing\n")),
    "one comment": Bomb("IN007", tools("#", "x", size=SOME)),
    "blank lines only": Bomb("IN007", tools("", "\n", size=SOME)),
    "spaces only": Bomb("IN007", tools("", " ", size=SOME)),
    "one bare text": Bomb("IN007", tools("edition: ", "x")),
    "one bare text of many lines": Bomb("IN007", tools("edition: ", "x\n  ", size=SOME)),
    "one quoted text": Bomb("IN007", tools('edition: "', "x", '"', size=SOME)),
    "one quoted text of escapes": Bomb("IN007", tools('edition: "', "\\n", '"', size=SOME)),
    "one quote never closed": Bomb("IN007", tools('edition: "', "x ", size=SOME)),
    "one literal block": Bomb("IN007", tools("edition: |\n", "  x\n", size=SOME)),
    "one folded block": Bomb("IN007", tools("edition: >\n", "  x\n", size=SOME)),
    "one text of emoji": Bomb("IN007", tools("edition: ", "😀", size=SOME)),
    "one emoji makes every letter wide": Bomb("IN007", tools("edition: 😀", "x")),
    "one key": Bomb("IN007", tools("", "x", ": 1\n", size=SOME)),
    "one tag": Bomb("IN007", tools("edition: !<", "x", "> y\n", size=SOME)),
    "a number of a million digits": Bomb("IN007", tools("edition: ", "9", size=1_000_000)),
    "a number of ninety thousand digits": Bomb("IN006", tools("edition: ", "9", size=90_000)),
    "a decimal of ninety thousand digits": Bomb("IN006", tools("edition: 0.", "1", size=90_000)),
    "ninety thousand underscores": Bomb("CAT003", tools("edition: 1", "_", "x", size=90_000)),
    # --- many values
    "a list of ones": Bomb("IN007", tools(HEAD + "  a: [", "1,", "1]")),
    "one line of pairs": Bomb("IN005", tools("{", "a: 1,", "}")),
    "the same key a million times": Bomb("IN005", tools("", "edition: x\n")),
    "a million keys": Bomb("CAT001", numbered("tools.yaml", "", "k@: 1\n", 1_000_000)),
    "a million instruments without anything": Bomb("CAT002", numbered("tools.yaml", HEAD, EMPTY_TOOL, 1_000_000)),
    "a million sections": Bomb("CAT001", numbered("tools.yaml", "", "k@: {a: {b: c}}\n", 1_000_000)),
    "lists of lists": Bomb("IN007", tools("edition: [", "[[[[]]]],", "[]]", size=SOME)),
    "a list at the root": Bomb("IN007", tools("", "- {a: 1}\n", size=SOME)),
    "a million values no reader agrees on": Bomb("IN006", tools("edition: [", "no,", "no]")),
    "endless anchors": Bomb("IN007", tools("", "- &a x\n", size=SOME)),
    "a million aliases": Bomb("IN007", tools("edition: &a x\nlicence:\n", "- *a\n")),
    "endless tags": Bomb("IN008", tools("", "- !!python/object:os.system x\n", size=SOME)),
    "endless documents": Bomb("IN008", tools("edition: x\n", "---\na: 1\n", size=SOME)),
    "a million directives": Bomb("IN008", numbered("tools.yaml", "", "%TAG !a@! tag:x\n", 1_000_000, "---\nedition: x\n")),
    "a million hidden characters": Bomb("IN009", tools("edition: ", "\u200b")),
    "a million control characters": Bomb("IN002", tools("edition: ", "\x01")),
    "a million carriage returns": Bomb("IN009", tools("", "edition: x\r")),
    # --- depth
    "brackets": Bomb("IN007", tools("", "[", size=SOME)),
    "braces": Bomb("IN007", tools("", "{a: ", size=SOME)),
    "dashes": Bomb("IN007", tools("", "- ", size=SOME)),
    "question marks": Bomb("IN007", tools("", "? ", size=SOME)),
    "indentation": Bomb("IN007", lambda folder: (folder / "tools.yaml").write_text(
        "".join(f"{' ' * i}a:\n" for i in range(3_000)), encoding="utf-8")),
    # --- names that lead nowhere, well-formed entries without end
    "instruments without rules": Bomb("CAT011", numbered("tools.yaml", CONTACTS, TOOL, 2_500)),
    "thousands of unknown contacts": Bomb("CAT010", lambda folder: [
        numbered("tools.yaml", CONTACTS, TOOL, 1_000)(folder),
        numbered("rules.yaml", RANKING, "  a@: {open_to_all: reglement}\n", 1_000)(folder)]),
    "thousands of unknown shared conditions": Bomb("CAT010", lambda folder: [
        numbered("tools.yaml", CONTACTS, TOOL, 1_000)(folder),
        numbered("rules.yaml", RANKING, "  a@: {requires: [{shared: utile-et-@, source: reglement}]}\n", 1_000,
                 "shared:\n" + "".join(f"  utiles-{i}: {{esus: true, source: reglement}}\n" for i in range(2_000)))(folder)]),
    "one condition asked for thousands of times": Bomb("IN007", numbered(
        "rules.yaml", RANKING + "  pret-exemple:\n    requires:\n", "      - {shared: abc@, source: reglement}\n", 5_000)),
    "instruments that do not exist": Bomb("CAT012", numbered("rules.yaml", RANKING, "  pret-exempla-@: {open_to_all: reglement}\n", 20_000)),
    "cases of instruments that do not exist": Bomb("CAT010", numbered(
        "cases/x.yaml", "cases:\n",
        '- {id: a@, says: x, as_of: "2026-01-01", source: reglement, profile: {}, expect: {rien: eligible}}\n', 20_000)),
    "cases whose profiles cannot be read": Bomb("PRO001", numbered(
        "cases/x.yaml", "cases:\n",
        '- {id: a@, says: x, as_of: "2026-01-01", source: reglement, profile: {rien: 1}, expect: {don-exemple: eligible}}\n', 20_000)),
    "cases that fail": Bomb("CAT040", numbered(
        "cases/x.yaml", "cases:\n",
        '- {id: a@, says: x, as_of: "2026-01-01", source: reglement, profile: {}, expect: {don-exemple: ineligible}}\n', 3_000)),
    "one series of a million": Bomb("IN007", numbered(
        "cases/x.yaml", 'series:\n- id: a\n  says: x\n  as_of: "2026-01-01"\n  source: reglement\n  tool: don-exemple\n  profile: {}\n'
        "  vary: employees\n  verdicts:\n", '    "@": eligible\n', 1_000_000)),
    "too many files of cases": Bomb("IN007", many_files),
    "files of cases too large together": Bomb("IN001", fat_files),
    # --- short files that stand for endless ones
    "shared conditions that laugh": Bomb("IN007", edited("rules.yaml", ("shared:\n", laughs(12)))),
    "shared conditions one through another": Bomb("IN007", edited("rules.yaml", ("shared:\n", "shared:\n" + "".join(
        f"  h-{i}: {{shared: h-{i + 1}, source: reglement}}\n" for i in range(2_000)) + "  h-2000: {esus: true, source: reglement}\n"))),
    "sets that laugh": Bomb("IN007", edited("vocabularies.yaml", ("legal_form_sets:\n", set_laughs(60)))),
    "sets of too many ids": Bomb("IN007", edited(
        "vocabularies.yaml", more_forms(1_000),
        ("legal_form_sets:\n", set_of_forms(1_000) + "".join(f"  s-{i}: {{fr: a, en: a, members: [every, f-{i}]}}\n" for i in range(500))),
    )),
    "tests that stand for too many ids": Bomb("IN007", lambda folder: [
        edited("vocabularies.yaml", more_forms(8_000), ("legal_form_sets:\n", set_of_forms(8_000)))(folder),
        edited("rules.yaml", asking("legal_form: {in: [every, f-@]}", 290))(folder)]),
    "sets of purposes": Bomb("IN007", lambda folder: [
        edited("vocabularies.yaml", ("purposes:\n", "purposes:\n" + "".join(f"  p{i}: {{fr: p{i}, en: p{i}}}\n" for i in range(22))))(folder),
        edited("rules.yaml", asking("purposes: {any_of: [p@]}", 22))(folder)]),
    "thousands of bounds": Bomb("IN007", edited("rules.yaml", asking("employees: {at_least: @}", 1_500))),
    # --- not files
    "no file": Bomb("IN001", lambda folder: (folder / "tools.yaml").unlink()),
    "a directory": Bomb("IN001", instead("tools.yaml", Path.mkdir)),
    "a link to nothing": Bomb("IN001", instead("vocabularies.yaml", lambda path: path.symlink_to("nothing"))),
    "a link to itself": Bomb("IN001", instead("tools.yaml", lambda path: path.symlink_to(path.name))),
    "a pipe that nobody writes to": Bomb("IN001", instead("tools.yaml", os.mkfifo)),
    "a socket": Bomb("IN001", instead("tools.yaml", listening)),
    "a device without end": Bomb("IN001", instead("tools.yaml", lambda path: path.symlink_to("/dev/zero"))),
    "a device that waits": Bomb("IN001", instead("rules.yaml", lambda path: path.symlink_to("/dev/tty"))),
    "a file whose reading fails": Bomb("IN001", instead("tools.yaml", lambda path: path.symlink_to("/proc/self/mem"))),
    "cases that are a pipe": Bomb("IN001", instead("cases/exemples.yaml", os.mkfifo)),
}
