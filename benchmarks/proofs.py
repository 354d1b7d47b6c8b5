"""What the checks that prove cost, beside reading the same catalogue: copies of the real one, every number moved, up to 3,000.

    python benchmarks/proofs.py [size ...]

Numbers are moved so that no two copies ask for the same bounds: copies with the same rules would be the same regions.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from growth import NoAliases, copy_catalogue, moved

STEP = """
import sys, time, resource
from datetime import date
from pathlib import Path
from dataclasses import replace
from essfund.review.checks import VALIDATING_CHECKS
from essfund.review.checks.subject import ValidationSubject
from essfund.loading.catalogue import load_texts, read_texts
start = time.perf_counter()
loaded = load_texts(read_texts([Path(sys.argv[1])]))
reading = time.perf_counter() - start
assert loaded.subject, loaded.diagnostics[:3]
subject = ValidationSubject(**vars(loaded.subject), day=date(2026, 11, 25))
whole, found, times = 0.0, 0, []
for check in VALIDATING_CHECKS:
    start = time.perf_counter()
    found += len(list(check.find(subject)))
    times.append((time.perf_counter() - start, check.find.__name__))
whole = sum(one for one, _ in times)
top = ", ".join(f"{name} {one:.2f}" for one, name in sorted(times, reverse=True)[:4])
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"reading {reading:6.2f} s   proofs {whole:6.2f} s ({whole / reading:.2f} of reading)   {found} findings   {memory:.0f} MB   {top}")
"""


def main(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            copy_catalogue(folder, size)
            path = folder / "rules.yaml"
            rules = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            rules["instruments"] = {key: moved(one, index // 59 * 7) for index, (key, one) in enumerate(rules["instruments"].items())}
            path.write_text(yaml.dump(rules, Dumper=NoAliases, allow_unicode=True, sort_keys=False), encoding="utf-8")
            done = subprocess.run([sys.executable, "-c", STEP, name], capture_output=True, text=True, check=False)
            print(f"{size:5} instruments   {done.stdout.strip()}{done.stderr[-600:]}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [59, 300, 3000])
