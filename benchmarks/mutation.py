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

WAYS = (Fate.SHAPE, Fate.ANSWERS, Fate.CARD, Fate.CASES, Fate.CHECKS)


def main(kind: str, nth: int) -> int:
    start = time.perf_counter()
    on = bench(ROOT / "data", thorough=True)
    chosen = [one for one in mutants(on.documents, on.catalogue.vocabularies) if kind in one.kind][::nth]
    met = list(fates(on, chosen))
    spent = time.perf_counter() - start
    table = counted(met)
    every = sum(table.values(), Counter())
    print(f"{'kind of edit':30}{'mutants':>8}{'same':>8}{'missed':>8} | caught by, whatever the others do")
    print(f"{'':54} | " + "".join(f"{way.value:>22}" for way in WAYS))
    for name in [*sorted(table), "all"]:
        counts = table.get(name, every)
        alone = [sum(n for (one, fate), n in on.alone.items() if fate is way and name in {one, "all"}) for way in WAYS]
        line = f"{name:30}{counts.total():8}{counts[Fate.EQUIVALENT]:8}{counts[Fate.SURVIVED]:8} | "
        print(line + "".join(f"{count:22}" for count in alone))
    real = every.total() - every[Fate.EQUIVALENT]
    caught = real - every[Fate.SURVIVED]
    print(f"\n{caught} of {real} mutants that are not the same catalogue are caught: {100 * caught / max(real, 1):.2f} %")
    print(f"{spent:.0f} s on one core, {1000 * spent / max(len(chosen), 1):.1f} ms a mutant")
    for mutant, one in met:
        if one is Fate.SURVIVED:
            print(f"missed  {mutant}")
    return 1 if every[Fate.SURVIVED] else 0


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    sys.exit(main(given.get(1, ""), int(given.get(2, "1"))))
