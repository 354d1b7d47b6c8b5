"""How many single edits of the bundled catalogue `essfund validate` catches, by kind; every survivor is listed.

    python benchmarks/mutation.py [KIND] [every NTH]

Each mutant is tried against the reviewed answers at edges, the reviewed lines of references and the golden cases; what none of
them catches is held against the checks, or proved equivalent by regions.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.mutation.mutants import mutants  # noqa: E402 - found beside this script
from tests.mutation.trial import Fate, bench, counted, fates  # noqa: E402 - found beside this script


def main(kind: str, nth: int) -> int:
    start = time.perf_counter()
    on = bench(ROOT / "data", thorough=True)
    chosen = [one for one in mutants(on.documents, on.catalogue.vocabularies) if kind in one.kind][::nth]
    met = list(fates(on, chosen))
    spent = time.perf_counter() - start
    columns = list(Fate)
    print(f"{'kind':26}{'mutants':>9}" + "".join(f"{one.value[:20]:>22}" for one in columns))
    table = counted(met)
    for name in [*sorted(table), "all"]:
        counts = table[name] if name in table else sum(table.values(), Counter())
        print(f"{name:26}{counts.total():9}" + "".join(f"{counts[one]:22}" for one in columns))
    every = sum(table.values(), Counter())
    real = every.total() - every[Fate.EQUIVALENT]
    caught = real - every[Fate.SURVIVED]
    print(f"\n{caught} of {real} mutants that are not equivalent are caught: {100 * caught / max(real, 1):.2f} %")
    print("caught by one way, whatever the others do: " + ", ".join(f"{one.value} {on.alone[one]}" for one in on.alone))
    print(f"{spent:.0f} s on one core, {1000 * spent / max(len(chosen), 1):.1f} ms a mutant")
    for mutant, one in met:
        if one is Fate.SURVIVED:
            print(f"survived  {mutant}")
    return 1 if every[Fate.SURVIVED] else 0


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    sys.exit(main(given.get(1, ""), int(given.get(2, "1"))))
