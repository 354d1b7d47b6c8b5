"""The exact analyses by regions and by a solver (z3), on the bundled catalogue: how many questions, disagreements, and how long.

    python benchmarks/oracle.py
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from essfund import load_catalogue  # noqa: E402 - found beside this script
from tests.laws.questions import Questions  # noqa: E402 - found beside this script


def main() -> int:
    start = time.perf_counter()
    questions = list(Questions(load_catalogue()).all())
    print(f"{len(questions)} questions, made in {time.perf_counter() - start:.2f} s")
    asked: Counter[str] = Counter()
    yes: Counter[str] = Counter()
    differing: Counter[str] = Counter()
    by_regions: Counter[str] = Counter()
    by_solver: Counter[str] = Counter()
    for one in questions:
        first = time.perf_counter_ns()
        answer = one.by_regions()
        second = time.perf_counter_ns()
        other = one.by_solver()
        third = time.perf_counter_ns()
        asked[one.kind] += 1
        yes[one.kind] += answer
        differing[one.kind] += answer is not other
        by_regions[one.kind] += second - first
        by_solver[one.kind] += third - second
    print(f"{'question':38}{'asked':>8}{'yes':>8}{'differ':>8}{'regions µs':>12}{'solver µs':>12}")
    for kind in [*sorted(asked), None]:
        counts = [sum(c.values()) if kind is None else c[kind] for c in (asked, yes, differing, by_regions, by_solver)]
        times = "".join(f"{spent / counts[0] / 1000:12.1f}" for spent in counts[3:])
        print(f"{kind or 'all':38}{counts[0]:8}{counts[1]:8}{counts[2]:8}{times}")
    return 1 if differing.total() else 0


if __name__ == "__main__":
    sys.exit(main())
