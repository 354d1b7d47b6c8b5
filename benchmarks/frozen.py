"""Frozen comparison: digests of what every command prints, kept while the software is rebuilt without a change of meaning.

    python benchmarks/frozen.py                  compare with benchmarks/frozen.json; exit code 1 and the groups that differ
    python benchmarks/frozen.py --quick          a tenth of it
    python benchmarks/frozen.py --write          keep the digests of this checkout; with --only, of some groups alone
    python benchmarks/frozen.py --show GROUP --against CHECKOUT
                                                 the first outputs of a group that differ from those of another checkout's code
    --only PREFIX                                groups that begin so, like `match-json` or `diff 2019-06-01 fr` (repeatable)
    --times                                      also the seconds of processor time that each series took
    --source CHECKOUT                            run the code and data of another checkout

2,000 partial profiles are drawn (frozen_inputs.py) and given to the commands (frozen_commands.py), for two days and in both
languages by turns. A group is a command, a day, a language, and which items of the series. The digest of the catalogue, the
version and durations are left out of what is compared.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from difflib import unified_diff
from itertools import product
from pathlib import Path
from typing import NamedTuple

from frozen_commands import SERIES, Case, Shell
from frozen_inputs import write_catalogues

ROOT = Path(__file__).parents[1]
KEPT = Path(__file__).with_suffix(".json")
DAYS, LANGUAGES = ("2019-06-01", "2026-11-25"), ("fr", "en")
TURNS = tuple(product(DAYS, LANGUAGES))
PROCESSES, QUICK, SHORT = 2, 10, 16
SHELLS: list[Shell] = []
"""The shell of a process of the pool, once it has one."""


class Group(NamedTuple):
    """Some items of a series, for one day and language."""

    series: str
    day: str
    language: str
    chunk: int

    @property
    def name(self) -> str:
        size = SERIES[self.series].chunk
        return f"{self.series} {self.day} {self.language} {self.chunk * size}-{(self.chunk + 1) * size - 1}"


def groups(only: list[str], *, quick: bool) -> list[Group]:
    """Return the groups to run, the slow series first."""
    chunks = [(name, chunk) for name, series in SERIES.items() for chunk in range(-(-series.size // series.chunk))]
    kept = [(name, chunk) for name, chunk in chunks if not quick or chunk % QUICK == 0]
    every = [Group(name, day, language, chunk) for name, chunk in kept for day, language in TURNS]
    return [group for group in every if not only or group.name.startswith(tuple(only))]


def prepare(source: Path, folder: Path) -> None:
    """Leave nothing of this machine in the environment, take the software from a checkout, and write the catalogues."""
    for name in [*os.environ]:
        if name.startswith(("ESSFUND_", "LC_", "GIT_", "XDG_")) or name in {"LANG", "LANGUAGE", "NO_COLOR", "FORCE_COLOR"}:
            del os.environ[name]
    os.environ |= {"ESSFUND_CACHE": str(folder / "cache"), "HOME": str(folder), "COLUMNS": "100", "TERM": "dumb", "TZ": "UTC"}
    sys.path.insert(0, str(source / "src"))
    write_catalogues(source / "data", folder)


def start(folder: Path) -> None:
    """Make the shell of this process."""
    gc.disable()  # a catalogue is large and holds no rubbish: looking for some costs a tenth of the time
    SHELLS.append(Shell(folder))


def outputs(group: Group) -> list[tuple[str, str]]:
    """Return the command lines of a group, and what each printed."""
    series, shell = SERIES[group.series], SHELLS[-1]
    shell.records = []
    turn = TURNS.index((group.day, group.language))
    for item in range(group.chunk * series.chunk, min((group.chunk + 1) * series.chunk, series.size)):
        if item % len(TURNS) == turn:
            os.environ["COLUMNS"] = "100"
            series.run(Case(shell, item, item // len(TURNS), ("--lang", group.language, "--as-of", group.day)))
    gc.collect()
    return [*shell.records]


def digest(group: Group) -> tuple[str, str, float]:
    """Return the name of a group, the digest of what its commands print, and how long they took."""
    began = time.process_time()
    text = "\0".join(output for _, output in outputs(group))
    return group.name, hashlib.sha256(text.encode()).hexdigest()[:SHORT], time.process_time() - began


def digests(chosen: list[Group], source: Path, *, times: bool) -> dict[str, str]:
    """Return the digests of groups by name, made in two processes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        prepare(source, folder)
        with multiprocessing.get_context("fork").Pool(PROCESSES, start, (folder,)) as pool:
            results = list(pool.imap_unordered(digest, chosen))
    if times:
        spent: dict[str, float] = {}
        for group, _, seconds in results:
            spent[group.split()[0]] = spent.get(group.split()[0], 0) + seconds
        print("\n".join(f"{series:16}{seconds:7.1f} s" for series, seconds in spent.items()))
    found = {group: kept for group, kept, _ in results}
    return {group.name: found[group.name] for group in chosen}


def dump(name: str, source: Path) -> list[tuple[str, str]]:
    """Return the command lines of one group and what they print with the code of a checkout."""
    [group] = [group for group in groups([], quick=False) if group.name == name]
    with tempfile.TemporaryDirectory() as folder:
        prepare(source, Path(folder).resolve())
        start(Path(folder).resolve())
        records = outputs(group)
        os.chdir(ROOT)
    return records


def show(name: str, other: Path) -> int:
    """Print how the first output of a group that differs does so; return 1 if there is one."""
    here, there = (
        json.loads(subprocess.run([sys.executable, __file__, "--dump", name, "--source", source], check=True, stdout=subprocess.PIPE).stdout)
        for source in (ROOT, other)
    )
    differing = [(command, old, new) for (command, new), (_, old) in zip(here, there, strict=True) if new != old]
    for command, old, new in differing[:1]:
        print(f"essfund {command}")
        print("\n".join(unified_diff(old.splitlines(), new.splitlines(), str(other), str(ROOT), lineterm="")))
    print(f"{len(differing)} of {len(here)} outputs differ")
    return 1 if differing else 0


def compare(found: dict[str, str], kept: dict[str, str]) -> int:
    """Print which groups differ from those kept; return 1 if any does."""
    differing = [name for name in found if found[name] != kept.get(name)]
    print("\n".join([*differing, f"{len(differing)} of {len(found)} groups differ ({len(kept)} are kept)"]))
    if differing:
        print(f'see: python benchmarks/frozen.py --show "{differing[0]}" --against CHECKOUT')
    return 1 if differing else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for option in ("--write", "--quick", "--times"):
        parser.add_argument(option, action="store_true")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--show")
    parser.add_argument("--against", type=Path)
    parser.add_argument("--dump", help="print the outputs of a group as JSON")
    parser.add_argument("--source", type=Path, default=ROOT, help="the checkout whose code and data are run")
    given = parser.parse_args()
    wanted = given.dump or given.show
    if wanted and wanted not in {group.name for group in groups([], quick=False)}:
        parser.error(f"there is no group {wanted}")
    if given.show and not given.against:
        parser.error("--show needs --against CHECKOUT")
    if given.dump:
        sys.stdout.write(json.dumps(dump(given.dump, given.source.resolve())))
        return 0
    if given.show:
        return show(given.show, given.against.resolve())
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    found = digests(groups(given.only, quick=given.quick), given.source.resolve(), times=given.times)
    if not given.write:
        return compare(found, kept)
    whole = {**kept, **found} if given.only or given.quick else found
    KEPT.write_text(json.dumps(whole, indent=0) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
