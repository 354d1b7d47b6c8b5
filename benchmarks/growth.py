"""How time and memory grow with the catalogue: copies of the real one, with other ids, up to 3,000 instruments.

    python benchmarks/growth.py [size ...]
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from essfund.loading.catalogue import read_documents
from essfund.model.rulebook import COMBINATIONS


def copy_catalogue(folder: Path, size: int) -> None:
    """Write a catalogue of `size` instruments: the real ones over and over, successors and rules of combination dropped."""
    documents = read_documents()
    tools, rules = dict(documents["tools"]), dict(documents["rules"])
    names = list(tools["tools"])
    every = {f"{names[i % len(names)]}-{i}": names[i % len(names)] for i in range(size)}
    tools["tools"] = {key: {k: v for k, v in tools["tools"][name].items() if k != "successor"} for key, name in every.items()}
    rules["instruments"] = {key: rules["instruments"][name] for key, name in every.items()}
    rules |= {key: [] for key in COMBINATIONS}
    for name, data in (("tools", tools), ("rules", rules)):
        text = yaml.dump(data, Dumper=NoAliases, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


class NoAliases(yaml.CSafeDumper):
    """Writes every value out, every text between quotes."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def quoted(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


NoAliases.add_representer(str, quoted)


STEP = """
import sys, time, resource
from datetime import date
start = time.perf_counter()
import essfund
catalogue = essfund.load_catalogue(sys.argv[1], cache=True)
loaded = time.perf_counter() - start
profile = essfund.read_profile(catalogue, {"legal_form": "scop", "employees": 12, "amount_needed": 40000})
start = time.perf_counter()
essfund.match(catalogue, profile, on=date(2019, 6, 1))
matched = time.perf_counter() - start
print(f"load {loaded:7.2f} s   match {matched * 1e3:7.0f} ms   memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")
"""


def main(sizes: list[int]) -> None:
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            start = time.perf_counter()
            copy_catalogue(folder, size)
            written = sum(path.stat().st_size for path in folder.glob("*.yaml")) / 1e6
            print(f"{size} instruments, {written:.1f} MB of YAML (made in {time.perf_counter() - start:.0f} s)")
            environment = {"ESSFUND_CACHE": str(folder / "cache"), "PATH": ""}
            for state in ("first run, from YAML", "later, from the cache"):
                done = subprocess.run([sys.executable, "-c", STEP, name], env=environment, capture_output=True, text=True, check=True)
                print(f"  {state:22} {done.stdout.strip()}")
    print(f"this script itself: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [59, 300, 3000])
