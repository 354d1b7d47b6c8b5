"""What judging costs once the columns of a list are numbers: kinds and one table, beside the same rules as masks in Polars and in OpenFisca.

    pip install "essfund[lists]" polars openfisca-core
    python benchmarks/judging.py [rows]

Each way gets the same columns of class numbers (1,000,000 rows, drawn with the column names of Sirene) and gives a verdict for each row and
instrument. Ours numbers the kinds of rows and takes the verdicts of each kind; `match` has answered the kinds before, or answers them in the
same time (« cold »). The two others are written as people write them: every test of the catalogue is a lookup of its truth by class, `all`,
`any` and `not` are least, most and reversed of three truths, an offer is as good as its worst condition and an instrument as its best offer.
That is sound and not exact: where several unknown facts hang together they say « to check » where `match` knows better; how often is printed.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from functools import cache, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[1]))


from essfund import Profile, load_catalogue
from essfund.core.truth import FALSE, TRUE
from essfund.engine.screening import Screening
from essfund.loading.lists.blocks import Block, CsvBlocks
from essfund.loading.lists.columns import recognised
from essfund.loading.lists.enterprises import Enterprises
from essfund.loading.lists.records import CsvRecords
from essfund.loading.lists.row_blocks import RowBlocks
from essfund.model.condition import AllOf, Leaf, Not
from essfund.model.fields import FIELDS
from essfund.model.verdict import Verdict
from tests.screening.making import DAY, register_rows

np: Any = importlib.import_module("numpy")
pa: Any = importlib.import_module("pyarrow")

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.model.condition import Test

NO, OPEN, YES = 0, 1, 2
LEVELS = {Verdict.INELIGIBLE: NO, Verdict.TO_CHECK: OPEN, Verdict.ELIGIBLE: YES}
ROUNDS = 3


class Coded:
    """A list whose columns are class numbers."""

    def __init__(self, rows: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "list.csv"
            path.write_text(register_rows(rows), encoding="utf-8")
            with path.open("rb") as stream:
                records = CsvRecords(stream)
                columns = recognised(records.header, {}, (), path.name)
                self.fields = [column.rule.field for column in columns.facts]
                self.screening = Screening(load_catalogue(), DAY, self.fields, common=Profile())
                blocks = CsvBlocks(stream, records)
                self.reader = RowBlocks(blocks, Enterprises(columns, self.screening, records.header))
                pieces = [[self.reader.classes(piece, number)[0] for number in range(len(self.fields))]
                          for piece in blocks.read(self.reader.places) if isinstance(piece, Block)]
        self.codes = [pa.concat_arrays(column) for column in zip(*pieces, strict=True)]
        self.rows = len(self.codes[0])
        self.sizes = [len(values) for values in self.screening.values]

    @cache  # noqa: B019 - one list a run
    def levels(self, leaf: Leaf) -> tuple[int | None, list[int]]:
        """Return the column that tells a test, if one does, and its truth by class."""
        for number, values in enumerate(self.screening.values):
            facts = [dict(self.screening.facts(told)) for told in values]
            if any(leaf.field in fact for fact in facts):
                evaluate = FIELDS[leaf.field].kind.evaluate
                truths = [evaluate(leaf.operator, leaf.argument, fact[leaf.field]) if leaf.field in fact else None for fact in facts]
                return number, [YES if truth is TRUE else NO if truth is FALSE else OPEN for truth in truths]
        return None, []


    def tests(self) -> list[Leaf]:
        """Return every test of the catalogue, each once."""
        asked = [offer for instrument in self.screening.instruments for offer in self.screening.matcher.asked(instrument)]
        return list(dict.fromkeys(leaf for offer in asked for condition in offer.conditions for leaf in leaves_of(condition.test)))


class Algebra:
    """Verdicts by least and most, over whatever columns are made of."""

    def __init__(self, coded: Coded, leaf: Callable[[Leaf], Any], least: Callable[[Any, Any], Any], most: Callable[[Any, Any], Any],
                 where: Callable[[Any, int, int, int], Any]) -> None:
        self.coded, self.leaf, self.least, self.most, self.where = coded, leaf, least, most, where

    def truth(self, test: Test) -> Any:
        if isinstance(test, Leaf):
            return self.leaf(test)
        if isinstance(test, Not):
            return 2 - self.truth(test.part)
        return reduce(self.least if isinstance(test, AllOf) else self.most, [self.truth(part) for part in test.parts])

    def verdict(self, number: int) -> Any:
        matcher = self.coded.screening.matcher
        lows, highs = [], []
        for asked in matcher.asked(self.coded.screening.instruments[number]):
            truths = [(self.truth(condition.test), NO if condition.strength.refuses else OPEN) for condition in asked.conditions]
            lows.append(reduce(self.least, [self.where(truth, YES, YES, worst) for truth, worst in truths], self.where(None, 0, 0, YES)))
            highs.append(reduce(self.least, [self.where(truth, NO, worst, YES) for truth, worst in truths], self.where(None, 0, 0, YES)))
        low, high = reduce(self.most, lows), reduce(self.most, highs)
        return self.least(self.most(low, OPEN), high) if low is not high else low


class Table:
    """Verdicts of every instrument on each kind of row that was met."""

    def __init__(self, coded: Coded) -> None:
        self.coded, self.places = coded, dict[tuple[int, ...], int]()
        self.verdicts = np.zeros((0, len(coded.screening.instruments)), dtype=np.int8)

    def judged(self) -> Any:
        """Return the verdicts, a row an enterprise; kinds that were not met are asked."""
        kinds, index = self.coded.reader.kinds(self.coded.codes, self.coded.sizes, self.coded.rows)
        if new := [kind for kind in kinds if kind not in self.places]:
            asked = [[LEVELS[answer.verdict] for answer in self.coded.screening.answers(kind)] for kind in new]
            self.places |= {kind: place for place, kind in enumerate(new, start=len(self.places))}
            self.verdicts = np.concatenate([self.verdicts, np.array(asked, dtype=np.int8)])
        places = np.array([self.places[kind] for kind in kinds])
        return np.take(self.verdicts, places[index.to_numpy()], axis=0)


def polars(coded: Coded) -> list[Any]:
    pl = importlib.import_module("polars")
    frame = pl.DataFrame({str(number): codes.to_numpy(zero_copy_only=False) for number, codes in enumerate(coded.codes)})

    def leaf(test: Leaf) -> Any:
        number, levels = coded.levels(test)
        if number is None:
            return pl.lit(OPEN, dtype=pl.Int8)
        return pl.col(str(number)).replace_strict(list(range(len(levels))), levels, return_dtype=pl.Int8)

    def where(truth: Any, equal: int, then: int, other: int) -> Any:
        return pl.lit(other, dtype=pl.Int8) if truth is None else (
            pl.when(truth == equal).then(pl.lit(then, dtype=pl.Int8)).otherwise(pl.lit(other, dtype=pl.Int8)))

    tools = range(len(coded.screening.instruments))
    start = time.perf_counter()
    tests = {test: f"test{number}" for number, test in enumerate(coded.tests())}
    looked_up = frame.lazy().with_columns([leaf(test).alias(name) for test, name in tests.items()])
    algebra = Algebra(coded, lambda test: pl.col(tests[test]), pl.min_horizontal, pl.max_horizontal, where)
    found = looked_up.select([algebra.verdict(number).cast(pl.Int8).alias(f"tool{number}") for number in tools]).collect()
    polars.seconds = time.perf_counter() - start  # type: ignore[attr-defined]
    return [found[f"tool{number}"].to_numpy() for number in tools]


def openfisca(coded: Coded) -> list[Any]:
    core = {name: importlib.import_module(f"openfisca_core.{name}") for name in ("entities", "periods", "simulations", "taxbenefitsystems", "variables")}
    entity = core["entities"].build_entity("enterprise", "enterprises", "", is_person=True)
    system = core["taxbenefitsystems"].TaxBenefitSystem([entity])
    base, year = core["variables"].Variable, core["periods"].DateUnit.YEAR

    def variable(name: str, formula: Any = None) -> None:
        body = {"value_type": int, "entity": entity, "definition_period": year, "label": name, **({"formula": formula} if formula else {})}
        system.add_variable(type(name, (base,), body))

    names: dict[Leaf, str] = {}

    def told(test: Leaf) -> str:
        if test not in names:
            names[test] = f"test_{len(names)}"
            variable(names[test], lookup(*coded.levels(test)))
        return names[test]

    for number in range(len(coded.codes)):
        variable(f"column_{number}")
    for test in coded.tests():
        if coded.levels(test)[0] is not None:
            told(test)
    for number in range(len(coded.screening.instruments)):
        variable(f"tool_{number}", formula_of(coded, number, names))
    simulation = core["simulations"].SimulationBuilder().build_default_simulation(system, coded.rows)
    for number, codes in enumerate(coded.codes):
        simulation.set_input(f"column_{number}", "2026", codes.to_numpy(zero_copy_only=False))
    start = time.perf_counter()
    found = [simulation.calculate(f"tool_{number}", "2026") for number in range(len(coded.screening.instruments))]
    openfisca.seconds = time.perf_counter() - start  # type: ignore[attr-defined]
    return found


def lookup(number: int | None, levels: list[int]) -> Callable[[Any, Any], Any]:
    table = np.array(levels, dtype=np.int8)
    return lambda enterprise, period: table[enterprise(f"column_{number}", period)]


def formula_of(coded: Coded, number: int, names: dict[Leaf, str]) -> Callable[[Any, Any], Any]:
    def formula(enterprise: Any, period: Any) -> Any:
        def leaf(test: Leaf) -> Any:
            return np.int8(OPEN) if coded.levels(test)[0] is None else enterprise(names[test], period)

        def where(truth: Any, equal: int, then: int, other: int) -> Any:
            return np.int8(other) if truth is None else np.where(truth == equal, np.int8(then), np.int8(other))

        return np.broadcast_to(Algebra(coded, leaf, np.minimum, np.maximum, where).verdict(number), (coded.rows,))

    return formula


def leaves_of(test: Test) -> list[Leaf]:
    if isinstance(test, Leaf):
        return [test]
    return [leaf for part in ([test.part] if isinstance(test, Not) else test.parts) for leaf in leaves_of(part)]


def main() -> None:
    coded = Coded(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)
    verdicts = coded.rows * len(coded.screening.instruments)
    print(f"{coded.rows:,} rows, {len(coded.screening.instruments)} instruments, classes {coded.sizes}")
    table = Table(coded)
    start = time.perf_counter()
    reference = table.judged()
    cold = time.perf_counter() - start
    warm, least = float("inf"), {"Polars": float("inf"), "OpenFisca": float("inf")}
    differing = dict.fromkeys(least, 0)
    for _ in range(ROUNDS):
        start = time.perf_counter()
        table.judged()
        warm = min(warm, time.perf_counter() - start)
        for name, way in (("Polars", polars), ("OpenFisca", openfisca)):
            found = way(coded)
            least[name] = min(least[name], way.seconds)  # type: ignore[attr-defined]
            differing[name] = sum(int((np.asarray(mine) != theirs).sum()) for mine, theirs in zip(reference.T, found, strict=True))
    print(f"kinds and table        {warm:6.3f} s  {verdicts / warm / 1e6:7.0f} M verdicts/s (cold {cold:.2f} s)")
    for name, seconds in least.items():
        print(f"{name:22} {seconds:6.3f} s  {verdicts / seconds / 1e6:7.0f} M verdicts/s, {seconds / warm:5.1f} times ours, "
              f"{differing[name]:,} of {verdicts:,} verdicts left open that `match` settles, or otherwise")


if __name__ == "__main__":
    main()
