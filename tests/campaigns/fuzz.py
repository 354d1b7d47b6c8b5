"""Input spoilt at random, each from its seed and number: whatever is read, a command ends with one of its codes and without a traceback."""

from __future__ import annotations

import io
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from essfund.cli.command_list import COMMANDS
from essfund.cli.main import run
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
CODES = {0, 1, 2, 3, 4, 74}
"""Exit codes that are no bug."""

DAY = ["--as-of", "2026-06-01"]
ODD = (
    b"", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\r", b"\n", b"\t", b" ", b"'", b'"', b"{", b"}", b"[", b"]", b":", b": ", b"- ", b",", b";", b"#", b"&a ", b"*a",
    b"!!x ", b"---\n", b"..", b"-1", b"1e400", b"9" * 400, b"null", b"true", b"~", b"NaN", b"2019-02-30", b"\xe2\x80\xae", b"\xed\xa0\x80", b"=cmd()", b"<!--", b"\\u0000",
    "é\u0301".encode(), b"x" * 3000, b"[" * 60, b"legal_form", b"employees: 3\n", b"10..", b"0x1F", b"017", b"\x1b[31m",
)
"""What is put into a file somewhere."""

WORDS = (
    "", "-", "--", "-f", "json", "html", "markdown", "csv", "--lang", "en", "--format", "--output", "/dev/null", "--as-of", "2026-06-01", "9999-12-31", "--amount", "40k",
    "-5", "1e9", "--legal-form", "scop", "\u202e", "é", "x" * 3000, "--what-if", "amount=1", "--set", "a=b", "..", "--catalogue", "/", "nowhere", "--age", "1.5",
    "socoden", "CAT010", "1", "0", "--top", "--all", "--scores", "--width", "20", "--use", "A=1:bfr", "--resource", "B=2:x", "--departement", "31,11", "=", "\n",
)
"""What a command line is made of, besides its own options."""


class Defect(NamedTuple):
    """What a run came to that should not be: its number, its command line, and what was said."""

    run: int
    words: list[str]
    said: str


def spoilt(data: bytes, chance: Random) -> bytes:
    """Bytes with a few things lost, doubled, moved or put in."""
    for _ in range(chance.choice([1, 1, 1, 2, 4, 8])):
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        end = min(end, at + chance.choice([0, 1, 8, 60]))
        data = chance.choice([
            data[:at] + chance.choice(ODD) + data[at:], data[:at] + chance.choice(ODD) + data[end:], data[:at] + data[end:],
            data[:end] + data[at:end] + data[end:], data[:at],
        ])
    return data


@contextmanager
def captured() -> Iterator[io.StringIO]:
    """Standard streams of this process put aside, nothing on standard input; what went to standard error."""
    kept, said = (sys.stdin, sys.stdout, sys.stderr), io.StringIO()
    sys.stdin, sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in kept)
    try:
        yield said
    finally:
        sys.stderr.flush()
        said.write(sys.stderr.buffer.getvalue().decode("utf-8", "replace"))
        sys.stdin, sys.stdout, sys.stderr = kept


def tried(words: list[str]) -> str:
    """What is wrong with how a command line ended; empty if nothing is."""
    with captured() as said:
        try:
            code = int(run(words))
        except SystemExit as stopped:
            code = int(stopped.code or 0)
        except BaseException as error:
            return f"escaped: {error!r}"[:300]
    text = said.getvalue()
    return f"code {code}: {text[:300]}" if code not in CODES or "Traceback" in text else ""


PROFILE = json.dumps({
    key: field.example or True for key, field in FIELDS.items() if field.example or field.kind.name == "flag"
} | {"uses": ["Four=30000:materiel"], "resources": [{"label": "Prêt", "amount": 9000, "state": "acquis"}], "answers": {"membre-cgscop": True}},
    ensure_ascii=False, indent=1).encode()
LIST = "SIREN;Forme juridique;Effectif;Code postal;Budget\n732829320;Association;12;31000;40 k€\n;SCOP;NN;9000;\n".encode()
AIDS = b'id_aid,aid_nom,aid_objet,date_fin,porteurs,montants\n1,Aide,<p>x &amp; y</p>,2030-12-31,"[{""nom"":""R""}]",10 %\n'


def on_profiles(chance: Random, folder: Path) -> list[str]:
    path = folder / chance.choice(["p.yaml", "p.json"])
    path.write_bytes(spoilt(PROFILE, chance))
    return [*chance.choice([["match"], ["explain", "socoden"], ["plan"], ["validate"]]), str(path), *DAY]


def on_catalogues(chance: Random, folder: Path) -> list[str]:
    base = ROOT / "tests/golden/catalogue"
    for path in base.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    victim = folder / chance.choice(["tools.yaml", "rules.yaml", "vocabularies.yaml"])
    victim.write_bytes(spoilt(victim.read_bytes(), chance))
    return chance.choice([["validate", str(folder)], ["match", "--catalogue", str(folder), "--amount", "30000"], ["diff", str(base), str(folder)]]) + DAY


def on_options(chance: Random, folder: Path) -> list[str]:
    entry = chance.choice([entry for entry in COMMANDS if entry.words[0] not in {"validate", "coverage", "import", "screen"}])
    options = [field.option for field in FIELDS.values()]
    words = [chance.choice(options) if chance.random() < 0.3 else chance.choice(WORDS) for _ in range(chance.randrange(7))]
    return [*entry.words, *words, "--catalogue", str(ROOT / "tests/golden/catalogue"), "--output", str(folder / "out")]


def on_lists(chance: Random, folder: Path) -> list[str]:
    (folder / "l.csv").write_bytes(spoilt(LIST, chance))
    return ["screen", str(folder / "l.csv"), "--catalogue", str(ROOT / "tests/golden/catalogue"), "--output", str(folder / "o.csv"), *DAY]


def on_imports(chance: Random, folder: Path) -> list[str]:
    (folder / "a.csv").write_bytes(spoilt(AIDS, chance))
    return ["import", str(folder / "a.csv"), "--output", str(folder / f"draft-{chance.random()}")]


def on_exports(chance: Random, folder: Path) -> list[str]:
    whole = folder / "whole.json"
    if not whole.exists():
        tried(["export", "--catalogue", str(ROOT / "tests/golden/catalogue"), "--output", str(whole), *DAY])
    (folder / "e.json").write_bytes(spoilt(whole.read_bytes(), chance))
    spoilt_one = str(folder / "e.json")
    return chance.choice([["match", "--catalogue", spoilt_one], ["validate", spoilt_one], ["schema", "rules", "--catalogue", spoilt_one]])


KINDS: dict[str, Callable[[Random, Path], list[str]]] = {
    "profiles": on_profiles, "catalogues": on_catalogues, "options": on_options, "lists": on_lists, "imports": on_imports, "exports": on_exports,
}


def defects(kind: str, seed: int, runs: int, folder: Path) -> Iterator[Defect]:
    """Every defect of so many runs. The same seed and number give the same input."""
    for number in range(runs):
        words = KINDS[kind](Random(f"{seed}/{kind}/{number}"), folder)
        if said := tried(words):
            yield Defect(number, words, said)
