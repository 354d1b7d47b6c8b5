"""Every command in every format and language, as golden files. `ESSFUND_UPDATE=1 pytest tests/cli` writes them.

All of them over a small catalogue made for them: what the real one says is held by its golden cases, and changes no file here.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund.presenting.formats import FORMATS, MAP_VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

GOLDEN = Path(__file__).parent / "golden"
BAD = Path(__file__).parent / "bad"
CATALOGUE = Path(__file__).parents[1] / "golden/catalogue"
PROFILE = ["--legal-form", "scop", "--employees", "10..19", "--amount", "40000", "--departement", "31", "--cgscop-member"]
DAY = ["--as-of", "2019-06-01"]
BINARY = {"svg", "png", "pdf", "docx", "xlsx"}
"""Held by tests/pictures, and by what reads workbooks, which look at them."""
SUPPOSED = ["--what-if", "esus=oui", "--what-if", "amount=60000", "--what-if", "employees="]
EARLIER = Path(__file__).parent / "earlier.json"
"""An answer of 1 June 2019 on a catalogue in which an instrument was called otherwise and another gave more."""
CALLS = {
    **{f"match-{name}": ["match", *PROFILE, *DAY, "--all", "-f", name] for name, form in FORMATS["match"].items()
       if not form.handout and name not in BINARY},
    **{f"match-{name}": ["match", *PROFILE, *DAY, "--message", "pret-cooperatif", "-f", name] for name, form in FORMATS["match"].items()
       if form.handout and name not in BINARY},
    **{f"tools-list-{name}": ["tools", "list", *DAY, "-f", name] for name in FORMATS["tools list"]},
    **{f"tools-show-{name}": ["tools", "show", "subvention-investissement", *DAY, "-f", name] for name in FORMATS["tools show"]},
    **{
        f"explain-{name}": ["explain", "pret-innovation", *PROFILE, "--project-cost", "50000", *DAY, "-f", name]
        for name in FORMATS["explain"]
    },
    **{f"compare-{name}": ["compare", "subvention-investissement", "pret-innovation", "pret-cooperatif", *PROFILE, *DAY, "-f", name] for name in FORMATS["compare"]},
    **{f"validate-{name}": ["validate", "BAD", "-f", name] for name in FORMATS["validate"]},
    **{f"coverage-{name}": ["coverage", *DAY, "--axes", "stage,age", "--since", "2017-01-01", "-f", name]
       for name in FORMATS["coverage"] if name not in BINARY},
    **{f"map-{view}": ["map", *DAY, "--view", view] for view in MAP_VIEWS},
    "map-profile": ["map", *PROFILE, *DAY, "--all"],
    **{f"explain-code-{name}": ["explain", "CAT010", "-f", name] for name in FORMATS["explain CODE"]},
    **{f"match-what-if-{name}": ["match", *PROFILE, *DAY, *SUPPOSED, "-f", name] for name in ("table", "markdown")},
    **{f"match-since-{name}": ["match", *PROFILE, "--esus", "--as-of", "2026-11-25", "--since", str(EARLIER), "-f", name]
       for name in ("table", "markdown")},
    "match-unknown": ["match", *DAY],
    "match-doubtful": ["match", "--legal-form", "scop", "--employees", "0", "--amount", "9000", "--project-cost", "500", *DAY],
}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(CALLS))
def test_output_is_golden(name: str, lang: str, essfund: Callable[..., Done], root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    monkeypatch.setenv("ESSFUND_CATALOGUE", str(CATALOGUE))
    done = essfund(*[str(BAD) if word == "BAD" else word for word in CALLS[name]], "--lang", lang)
    found = f"exit {done.code}\n--- stdout\n{done.out}--- stderr\n{done.err}".replace(str(BAD), "BAD").replace("\r\n", "\n").replace(str(root), "ROOT")
    found = re.sub(r"\d+\.\d\d s$", "… s", found, flags=re.MULTILINE)
    found = re.sub(r"sha256:[0-9a-f]{12,64}", "sha256:…", found)
    path = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get("ESSFUND_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    assert {path.name for path in GOLDEN.glob("*.txt")} == {f"{name}.{lang}.txt" for name in CALLS for lang in ("fr", "en")}
