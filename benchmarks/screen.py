"""What `essfund screen` takes: rows a second and peak memory of the whole process, by rows and by instruments, beside `match` in a loop.

    python benchmarks/screen.py [rows ...]

Lists are made with the column names of Sirene, drawn (`tests/screening/making.py`): 10,000 and 1,000,000 rows if no count is given;
`python benchmarks/screen.py 10000000` needs 20 GB of disk. Each is answered as a summary, as tables (the normalised form: rows by kind, and
answers), as wide CSV and as wide Parquet (long, for the smaller ones: a row an enterprise and instrument). « without Arrow » goes through
standard input, which is read record by record by the standard library. `match` is timed in this process on rows of the same list. Uniform
draws hold more kinds of enterprises than a real register: a hard case. What judging alone costs: `benchmarks/judging.py`.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from growth import copy_catalogue

from essfund import Profile, load_catalogue
from essfund.engine.match import Matcher
from essfund.engine.screening import Screening
from essfund.loading.lists.columns import recognised
from essfund.loading.lists.enterprises import Enterprises, ListRow
from essfund.loading.lists.records import CsvRecords
from tests.screening.making import DAY

ROOT = Path(__file__).parents[1]
ESSFUND = str(Path(sys.executable).parent / "essfund")
USUAL = (10_000, 1_000_000)
MOST_LONG = 100_000
ANSWERED = 300
MAKE = """
import sys
from tests.screening.making import HEADER, register_rows
with open(sys.argv[1], "w", encoding="utf-8") as stream:
    stream.write(HEADER)
    for seed, first in enumerate(range(0, int(sys.argv[2]), 1_000_000), start=7):
        stream.write(register_rows(min(1_000_000, int(sys.argv[2]) - first), seed).partition("\\n")[2])
"""
"""Writes a list in pieces."""


def timed(arguments: list[str], given: Path | None = None) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of a whole process."""
    start = time.perf_counter()
    with (given or Path(os.devnull)).open("rb") as stream:
        child = subprocess.Popen([ESSFUND, "screen", *arguments, "--as-of", DAY.isoformat()], stdin=stream, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
    _, code, used = os.wait4(child.pid, 0)
    assert code == 0
    return time.perf_counter() - start, used.ru_maxrss / 1024


def processes(path: Path, rows: int, folder: Path) -> None:
    """Print what the command takes on a list."""
    wide = ["--shape", "wide", "--output", str(folder / "wide.csv")]
    calls: dict[str, tuple[list[str], Path | None]] = {
        "summary": ([str(path)], None), "tables": ([str(path), "--tables", str(folder / f"tables{rows}")], None),
        "wide CSV": ([str(path), *wide], None),
        "wide Parquet": ([str(path), "--shape", "wide", "--output", str(folder / "wide.parquet")], None),
        "summary without Arrow": (["-"], path), "wide CSV without Arrow": (["-", *wide], path)}
    if rows <= MOST_LONG:
        calls["long Parquet"] = ([str(path), "--output", str(folder / "long.parquet")], None)
    for name, (arguments, given) in calls.items():
        seconds, megabytes = timed(arguments, given)
        print(f"{rows:10,} rows  {name:22} {seconds:7.2f} s  {rows / seconds:10,.0f} rows/s  {megabytes:5.0f} MB")


def loop(path: Path) -> None:
    """Print what `match` takes for each row of the list, in this process."""
    catalogue = load_catalogue()
    with path.open("rb") as stream:
        records = CsvRecords(stream)
        columns = recognised(records.header, {}, (), path.name)
        screening = Screening(catalogue, DAY, [column.rule.field for column in columns.facts], common=Profile())
        rows = [row.classes for row in islice(Enterprises(columns, screening, records.header).read(records), ANSWERED) if isinstance(row, ListRow)]
    profiles = [screening.profile(row) for row in rows]
    start = time.perf_counter()
    for profile in profiles:
        matcher = Matcher(catalogue, profile, DAY)
        for instrument in catalogue.instruments.values():
            matcher.result(instrument)
    seconds = time.perf_counter() - start
    print(f"match in a loop, {len(profiles)} rows: {len(profiles) / seconds:,.0f} rows/s, {seconds / len(profiles) * 1e3:.1f} ms a row")


def growth(path: Path, instruments: int) -> None:
    """Print what the classes of one list take over a grown catalogue, in this process."""
    with tempfile.TemporaryDirectory() as folder:
        if instruments:
            copy_catalogue(Path(folder), instruments)
        catalogue = load_catalogue(Path(folder)) if instruments else load_catalogue()
        start = time.perf_counter()
        with path.open("rb") as stream:
            records = CsvRecords(stream)
            columns = recognised(records.header, {}, (), path.name)
            screening = Screening(catalogue, date(2026, 11, 28), [column.rule.field for column in columns.facts], common=Profile())
            found = {row.classes for row in Enterprises(columns, screening, records.header).read(records) if isinstance(row, ListRow)}
            for classes in found:
                screening.answers(classes)
        seconds, asked = time.perf_counter() - start, sum(len(each.known) for each in screening.sensitivities)
        kinds = [len(values) for values in screening.values]
        print(f"{len(catalogue.instruments):6} instruments  {seconds:6.2f} s  {len(found):,} kinds of rows, classes {kinds}, {asked:,} answers asked")


def main() -> None:
    """Run all."""
    counts = [int(text) for text in sys.argv[1:]] or list(USUAL)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in counts:
            path = folder / f"{rows}.csv"
            subprocess.run([sys.executable, "-c", MAKE, str(path), str(rows)], check=True, cwd=ROOT)  # a child begins with its parent's memory
            processes(path, rows, folder)
        first = folder / f"{counts[0]}.csv"
        with first.open(encoding="utf-8", newline="") as stream:
            assert sum(1 for _ in csv.reader(stream)) == counts[0] + 1
        loop(first)
        for instruments in (0, 300, 3000):
            growth(first, instruments)


if __name__ == "__main__":
    main()
