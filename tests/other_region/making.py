"""Catalogues of another region, a made-up and a real one, what is asked of them, and the text of whatever a command writes."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pyarrow.parquet
import pypdf
import pytest

from essfund import Catalogue, Report, Verdict, load_catalogue, match, read_profile
from tests.tagged_pdf import bare

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from datetime import date

    from _pytest.mark import ParameterSet

    from essfund.model.verdict import Place

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, eq=False)
class Region:
    """A catalogue under test. Who asks, and what must be shown, are read from the catalogue itself."""

    name: str
    folder: Path

    def __str__(self) -> str:
        return self.name

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.folder)

    @property
    def day(self) -> date:
        return self.catalogue.last_checked

    @property
    def here(self) -> tuple[str, ...]:
        """The catalogue and the day, on the command line."""
        return "--as-of", self.day.isoformat(), "--catalogue", str(self.folder)

    @cached_property
    def profiles(self) -> dict[str, dict[str, object]]:
        """Who asks: nobody knows who, an enterprise of the region to whom much is open though not all, and one elsewhere."""
        words = self.catalogue.vocabularies
        home = sorted(words.home)
        known: dict[str, object] = {"departement": home[len(home) // 3], "amount_needed": 20000, "bank_loan": 10000}
        away: dict[str, object] = {"departement": min(set(words.departement.terms) - words.home), "amount_needed": 3000}
        return {"unknown": {}, "growing": self.favoured(self.favoured(known, "legal_form"), "stage"), "elsewhere": self.favoured(away, "legal_form")}

    def favoured(self, facts: dict[str, object], field: str) -> dict[str, object]:
        """Return facts with the word of one more field to which the most is open."""
        words = self.catalogue.vocabularies.of(field)
        assert words
        return max(({**facts, field: word} for word in words.terms), key=self.open_to)

    def open_to(self, facts: dict[str, object]) -> tuple[bool, int, int]:
        """Return whether an enterprise is refused something, how many instruments it may have for certain, and how few it is refused."""
        verdicts = Counter(result.verdict for result in self.answer(facts).results)
        return verdicts[Verdict.INELIGIBLE] > 0, verdicts[Verdict.ELIGIBLE], -verdicts[Verdict.INELIGIBLE]

    @property
    def options(self) -> tuple[str, ...]:
        """The growing enterprise, on the command line."""
        return tuple(word for key, value in self.profiles["growing"].items() for word in ("--fact", f"{key}={value}"))

    def answer(self, facts: dict[str, object]) -> Report:
        return match(self.catalogue, read_profile(self.catalogue, facts), on=self.day)

    @cache  # noqa: B019 - a region lives as long as the tests
    def report(self, profile: str) -> Report:
        return self.answer(self.profiles[profile])

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each instrument, by its id."""
        return {key: one.tool.name for key, one in self.catalogue.instruments.items()}

    def at(self, *places: Place, profile: str = "growing") -> list[str]:
        """Return the instruments that stand at these places in an answer, in the order of the catalogue."""
        there = {result.instrument.id for result in self.report(profile).results if result.place in places}
        return [key for key in self.names if key in there]

    def missing_from(self, data: bytes) -> list[str]:
        """Return the instruments that a file does not name."""
        text = text_of(data)
        gone = [key for key, name in self.names.items() if bare(name) not in text]
        lines = [] if data[:4] in {b"%PDF", b"PAR1", b"PK\3\4", b"\x89PNG"} else data.decode().replace("\xa0", " ").split("\n")
        return [key for key in gone if not named_in_columns(self.names[key].replace("\xa0", " ").split(" "), lines)]


MADE_UP = Region("made-up", Path(__file__).parent / "bretagne")
REAL = Region("real", ROOT / "examples/bretagne")
REGIONS = (MADE_UP, REAL)


def everywhere(
    cases: Callable[[Region], Iterable[object]], every: int, *, made_up: int = 1, slow: Collection[str] = ()
) -> list[ParameterSet]:
    """Return the cases of a test for both regions. By default one out of so many of each runs, and none with a word of `slow`."""
    found = []
    for region, step in ((MADE_UP, made_up), (REAL, every)):
        for place, case in enumerate(cases(region)):
            values = case if isinstance(case, tuple) else (case,)
            marks = [pytest.mark.slow] if place % step != step // 2 or {*slow} & {*values} else []
            found.append(pytest.param(region, *values, marks=marks, id="-".join([region.name, *map(str, values)])))
    return found


def spread(rows: Iterable[object], columns: Iterable[object], step: int) -> list[tuple[object, object]]:
    """Return pairs of a row and a column, one out of so many: each row and each column several times."""
    across = list(columns)
    return [(row, column) for place, row in enumerate(rows) for column in across[place % step::step]]


def named_in_columns(words: list[str], lines: list[str]) -> bool:
    """Whether a name stands in lines of text, be it cut at the width of a column: what is left of it goes on right below.

    A rank may stand before its first line: « 3 Prêt d’honneur », and what goes on stands below that.
    """
    def goes_on(rest: list[str], row: int, column: int) -> bool:
        for count in range(len(rest), 0, -1):
            if row < len(lines) and lines[row][column:].startswith(" ".join(rest[:count])):
                return count == len(rest) or any(goes_on(rest[count:], row + 1, max(0, column - rank)) for rank in (0, 2, 3))
        return False

    return any(goes_on(words, row, found.start()) for row, line in enumerate(lines) for found in re.finditer(re.escape(words[0]), line))


def text_of(data: bytes) -> str:
    """Return all the text of a file, whatever it is, without spaces: programs that read PDF put them where they like."""
    if data.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    elif data.startswith(b"PAR1"):
        text = str(pyarrow.parquet.read_table(io.BytesIO(data), use_threads=False).to_pylist())
    elif data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        if "word/document.xml" in archive.namelist():
            return bare("".join(docx.Document(io.BytesIO(data)).element.itertext()))
        text = "".join(archive.read(part).decode() for part in archive.namelist())
    else:
        text = data.decode("utf-8")
    return bare(text)
