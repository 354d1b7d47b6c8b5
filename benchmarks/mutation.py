"""How many single edits of the bundled catalogue are caught, by kind: refused by `essfund validate`, or shown by `essfund diff`.

    python benchmarks/mutation.py [KIND] [every NTH] [quick]

Each mutant is tried against the golden cases and the checks, and compared with the catalogue it was made from. What is not the
same catalogue, proved by regions, and caught by nothing is listed. `quick` leaves out the checks, which take most of the time.
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

WAYS = (Fate.SHAPE, Fate.CASES, Fate.CHECKS, Fate.EFFECT, Fate.FIELD)
VALIDATE = (Fate.SHAPE, Fate.CASES, Fate.CHECKS)


def main(kind: str, nth: int, *, quick: bool) -> int:
    start = time.perf_counter()
    on = bench(ROOT / "data", thorough=not quick)
    chosen = [one for one in mutants(on.documents, on.catalogue.vocabularies) if kind in one.kind][::nth]
    met = list(fates(on, chosen))
    spent = time.perf_counter() - start
    table = counted(met)
    every = sum(table.values(), Counter())
    print(f"{'kind of edit':30}{'mutants':>8}{'same':>8}{'missed':>8} | caught by, whatever the others do")
    print(f"{'':54} | " + "".join(f"{way.value:>27}" for way in WAYS))
    for name in [*sorted(table), "all"]:
        counts = table.get(name, every)
        alone = [sum(n for (one, fate), n in on.alone.items() if fate is way and name in {one, "all"}) for way in WAYS]
        line = f"{name:30}{counts.total():8}{counts[Fate.EQUIVALENT]:8}{counts[Fate.SURVIVED]:8} | "
        print(line + "".join(f"{count:27}" for count in alone))
    real = every.total() - every[Fate.EQUIVALENT]
    caught = real - every[Fate.SURVIVED]
    refused = sum(every[way] for way in VALIDATE)
    print(f"\n{caught} of {real} mutants that are not the same catalogue are caught: {100 * caught / max(real, 1):.2f} %")
    looked = " (checks left out)" if quick else ""
    print(f"{refused} of them ({100 * refused / max(real, 1):.2f} %) by `essfund validate`{looked}, the others by `essfund diff` alone")
    print(f"{spent:.0f} s on one core, {1000 * spent / max(len(chosen), 1):.1f} ms a mutant")
    for mutant, one in met:
        if one is Fate.SURVIVED:
            print(f"missed  {mutant}")
    return 1 if every[Fate.SURVIVED] else 0


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    sys.exit(main(given.get(1, ""), int(given.get(2, "1")), quick=given.get(3) == "quick"))
