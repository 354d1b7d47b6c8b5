"""« Add a rule of combination », followed to the letter: each rule of the page goes below its key, and the gate stays green."""

from __future__ import annotations

import re
import shutil
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from essfund import load_catalogue
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/add-a-rule-of-combination.md").read_text(encoding="utf-8")
RULES = [textwrap.dedent(found) for found in re.findall(r"^ *```yaml\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)]


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    text = (folder / "rules.yaml").read_text(encoding="utf-8")
    for rule in RULES:
        key = rule.splitlines()[0]
        assert text.count(f"\n{key}\n") == 1
        text = text.replace(f"\n{key}\n", f"\n{rule}")
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_rules_of_the_page_are_accepted_and_read(followed: Path, essfund: Callable[..., Done]) -> None:
    done = essfund("validate", str(followed), "--strict", "--no-cases", "--as-of", "newest")
    assert done.code == 0, done.out
    found = load_catalogue(followed)
    assert found.incompatibilities[0].tools == ("ies", "epargne-occitanie")
    assert (found.plan_ceilings[0].only_with, found.plan_ceilings[0].share) == ("dons-fondations", 30)
    assert found.calls[0].tools == ("ies",)


@pytest.mark.parametrize(("written", "wrong", "code"), sliced([
    ("tools: [ies]", "tools: [iess]", "CAT010"), ("only_with: dons-fondations", "only_with: dons", "CAT010"),
    ("of: [uses]", "fixed: 3", "CAT081"), ("of: [uses]", "of: [uses]\n    fixed: 3", "CAT081"), ("share: 30\n    of: [uses]\n    ", "", "CAT081"),
    ("only_with: dons-fondations", "counted: {ies: 20}", "CAT082"), ("id: dons-et-appels", "id: minimis-general", "CAT083"),
    ("- tools: [ies]\n    before", "- reach: regional\n    before", "CAT084"),
    ("- tools: [ies]\n    before", "- tools: [ies]\n    reach: regional\n    before", "CAT084"),
], 4))
def test_a_slip_is_found(written: str, wrong: str, code: str, followed: Path, essfund: Callable[..., Done]) -> None:
    path = followed / "rules.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(written, wrong, 1), encoding="utf-8")
    assert code in essfund("validate", str(followed), "--no-cases", "--format", "concise").out
