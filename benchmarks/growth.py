"""How time and memory grow with the catalogue: copies of the real one, with other ids, up to 3,000 instruments.

    python benchmarks/growth.py [size ...]

Each line is a process of its own, from its start to its end: processor seconds (user and system) and peak memory. Copies with the same rules
flatter what works once on equal rules: in « varied » copies every number of a rule is moved, in 20 ways. The last column is the exponent
from the second size to the last (of two, from the first). « ! » stands where an answer was refused, was inexact, or the command failed.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml

from essfund.loading.catalogue import read_documents
from essfund.model.rulebook import COMBINATIONS

ROOT = Path(__file__).parents[1]
ESSFUND = str(Path(sys.executable).parent / "essfund")
SIZES, VARIANTS = (77, 300, 1000, 3000), 20
ROWS = 1_000
"""Enterprises of the list that `screen` answers."""

REFUSED = "too intricate"


def copy_catalogue(folder: Path, size: int, variants: int = 1) -> None:
    """Write a catalogue of `size` instruments: the real ones over and over, successors and rules of combination dropped.

    Of several variants, copies have their numbers moved in so many ways.
    """
    documents = read_documents()
    tools, rules = dict(documents["tools"]), dict(documents["rules"])
    names = list(tools["tools"])
    every = {f"{names[i % len(names)]}-{i}": (names[i % len(names)], i // len(names) % variants) for i in range(size)}
    tools["tools"] = {key: {k: v for k, v in tools["tools"][name].items() if k != "successor"} for key, (name, _) in every.items()}
    rules["instruments"] = {key: moved(rules["instruments"][name], by) if by else rules["instruments"][name] for key, (name, by) in every.items()}
    rules |= {key: [] for key in COMBINATIONS}
    for name, data in (("tools", tools), ("rules", rules)):
        text = yaml.dump(data, Dumper=NoAliases, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def moved(value: Any, by: int) -> Any:
    """Return a rule with every number moved, by as much as its size allows."""
    if isinstance(value, dict):
        return {key: moved(inner, by) for key, inner in value.items()}
    if isinstance(value, list):
        return [moved(inner, by) for inner in value]
    if isinstance(value, int) and not isinstance(value, bool) and value > 1:
        return value + by % max(2, value // 4)
    return value


class NoAliases(yaml.CSafeDumper):
    """Writes every value out, every text between quotes."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def quoted(dumper: yaml.CSafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


NoAliases.add_representer(str, quoted)

QUESTION = """
import sys
from datetime import date
import essfund
from essfund import Profile
from essfund.engine.match import Matcher
from essfund.interview.interviewer import Interviewer
from essfund.engine.outcomes import Outcomes
catalogue, day = essfund.load_catalogue(sys.argv[1], cache=True), date(2026, 11, 25)
report = essfund.match(catalogue, Profile(), on=day)
if any(report.results[0].offer.proofs.diagram(one) is None for one in catalogue.instruments.values()):
    print("too intricate: a verdict")
if sys.argv[2] != "load":
    made, interviewer = [], Interviewer(catalogue, day, ())
    of = interviewer.prospects.of
    interviewer.prospects.of = lambda report: made.append(of(report)) or made[-1]
    interviewer.next_step(report)
    if not made:
        print("too intricate: a question")
"""
"""The first question that is compared, nothing known: without topics, or it would be the first topic."""


def steps(folder: Path) -> dict[str, list[str]]:
    """Return the commands: the folder holds the catalogue, another that differs in one fact, and a list."""
    catalogue, other = ["--catalogue", str(folder / "one")], str(folder / "other")
    about = [ESSFUND, "--lang", "en"]
    known = ["--legal-form", "scop", "--employees", "12", "--amount", "40000"]
    exports = {f"export {form}": [*about, "export", *catalogue, "--format", form, "--output", str(folder / f"export.{form}")]
               for form in ("csv", "json", "xlsx", "parquet", "html")}
    return {
        "match, from YAML": [*about, "match", *catalogue, *known],
        "match": [*about, "match", *catalogue, *known],
        "match JSON": [*about, "match", *catalogue, *known, "--format", "json"],
        "loaded and matched": [sys.executable, "-c", QUESTION, str(folder / "one"), "load"],
        "… and first question": [sys.executable, "-c", QUESTION, str(folder / "one"), "question"],
        "coverage": [*about, "coverage", *catalogue],
        "validate": [*about, "validate", str(folder / "one"), "--format", "concise"],
        "diff of one fact": [*about, "diff", str(folder / "one"), other, "--exit-zero"],
        f"screen {ROWS:,}": [*about, "screen", str(folder / "list.csv"), *catalogue],
        **exports,
    }


def prepared(folder: Path, size: int, variants: int) -> None:
    """Write a catalogue, one that differs in one fact, and a list of enterprises."""
    for name in ("one", "other"):
        (folder / name).mkdir()
    copy_catalogue(folder / "one", size, variants)
    for path in (folder / "one").iterdir():
        text = path.read_text(encoding="utf-8")
        (folder / "other" / path.name).write_text(text.replace('"at_most": 192000', '"at_most": 193000', 1), encoding="utf-8")
    make = "from tests.screening.making import register_rows; import sys; print(register_rows(int(sys.argv[1])), end='')"
    with (folder / "list.csv").open("w", encoding="utf-8") as stream:
        subprocess.run([sys.executable, "-c", make, str(ROWS)], cwd=ROOT, stdout=stream, check=True)


def measured(command: list[str], folder: Path) -> tuple[float, float, str]:
    """Return processor seconds, peak megabytes, and a mark where something was refused or inexact."""
    environment = {**os.environ, "ESSFUND_CACHE": str(folder / "cache")}
    script = [sys.executable, str(ROOT / "benchmarks" / "measure.py"), str(folder / "said"), *command]
    took = json.loads(subprocess.run(script, env=environment, capture_output=True, text=True, check=True).stdout)
    said = (folder / "said").read_text(encoding="utf-8")
    return took["seconds"], took["bytes"] / 2**20, "!" if took["code"] or REFUSED in said else " "


def table(sizes: list[int], variants: int) -> None:
    """Print a line for each command: seconds and megabytes at each size, and the exponent of both."""
    found: dict[str, list[tuple[float, float, str]]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepared(folder, size, variants)
            for step, command in steps(folder).items():
                found.setdefault(step, []).append(measured(command, folder))
                print(f"{size:,} instruments: {step}", file=sys.stderr)
    print(f"{'alike' if variants == 1 else 'varied':22}" + "".join(f"{size:12,} instruments" for size in sizes) + "    exponents")
    first = 1 if len(sizes) > 2 else 0  # noqa: PLR2004 - the real one is small, and mostly its start
    for step, took in found.items():
        ends = took[first], took[-1]
        times = math.log(sizes[-1] / sizes[first])
        grown = "  ".join(f"{math.log(large / small) / times:.2f}" for small, large in zip(ends[0][:2], ends[1][:2], strict=True)) if times else ""
        print(f"{step:22}" + "".join(f"{seconds:11.2f} s {memory:6.0f} MB {mark}" for seconds, memory, mark in took) + f"    {grown}", flush=True)


def main(sizes: list[int]) -> None:
    for variants in (1, VARIANTS):
        table(sizes, variants)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(SIZES))
