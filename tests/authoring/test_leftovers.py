"""What a new entry leaves open is found until somebody answers it: texts of the skeleton, and questions above their values."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from essfund.model.skeleton_texts import SKELETON_TEXTS
from tests.authoring.test_new import NEW
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]


def begun(mine: Path, essfund: Essfund, lang: str) -> Path:
    """Return a catalogue with a skeleton that holds a first condition: nothing but what is open is left in it."""
    assert essfund(*NEW, "--catalogue", str(mine), "--write", "--lang", lang).code == 0
    path = mine / "rules.yaml"
    text = path.read_text(encoding="utf-8")
    opened = re.sub(r"# requires:.*\n    #   - ", "requires:\n      - ", text)
    assert opened != text
    path.write_text(opened, encoding="utf-8")
    return mine


def left(mine: Path, essfund: Essfund) -> list[tuple[str, int]]:
    """Return the file and line of each answer that is still open."""
    done = essfund("validate", str(mine), "--strict", "--select", "CAT094", "-f", "json", "--as-of", "newest")
    found = [(one["file"].rpartition("/")[2], one["line"]) for one in json.loads(done.out)["diagnostics"]]
    assert done.code == bool(found)
    return found


def lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("lang", sliced(["fr", "en"], 2))
def test_every_value_that_nobody_looked_up_is_found_once_at_its_line(lang: str, mine: Path, essfund: Essfund) -> None:
    assert left(mine, essfund) == []
    found = left(begun(mine, essfund, lang), essfund)
    assert len(set(found)) == len(found)
    gaps = [(name, number) for name in ("tools.yaml", "rules.yaml") for number, line in enumerate(lines(mine / name), 1)
            if any(text.fr in line for text in SKELETON_TEXTS)]
    guesses = [("tools.yaml", number) for number, line in enumerate(lines(mine / "tools.yaml"), 1)
               if line in {"    kind: secondary", '    date: "2026-11-24"'}]
    assert len(gaps) == 7
    assert len(guesses) == 2
    assert sorted(found) == sorted(gaps + guesses)


def test_an_answer_in_one_language_leaves_the_other_and_a_guess_stays_one_until_its_comment_goes(mine: Path, essfund: Essfund) -> None:
    path = begun(mine, essfund, "fr") / "tools.yaml"
    before = len(left(mine, essfund))
    text = path.read_text(encoding="utf-8")
    text = text.replace("summary: {fr: À établir,", "summary: {fr: Un prêt., ").replace("provider: À établir", "provider: Région")
    path.write_text(text, encoding="utf-8")
    found = [lines(path)[number - 1].strip() for name, number in left(mine, essfund) if name == "tools.yaml"]
    assert "summary: {fr: Un prêt.,  en: To be established}" in found
    assert "provider: Région" in found
    assert len(left(mine, essfund)) == before
    path.write_text(re.sub(r"    # à établir\s: Qui donne.*\n", "", text), encoding="utf-8")
    assert len(left(mine, essfund)) == before - 1


def test_what_is_answered_is_quiet_and_so_is_a_comment_that_stands_above_nothing(mine: Path, essfund: Essfund) -> None:
    path = begun(mine, essfund, "fr") / "tools.yaml"
    for name in ("tools.yaml", "rules.yaml"):
        text = (mine / name).read_text(encoding="utf-8")
        for index, words in enumerate(SKELETON_TEXTS):
            text = text.replace(words.fr, f"Réponse {index}").replace(words.en, f"Answer {index}")
        text = re.sub(r"^ *# à établir\s: .*\n(?: *# (?!\w+:).*\n)*", "", text, flags=re.MULTILINE)
        (mine / name).write_text(text, encoding="utf-8")
    assert left(mine, essfund) == []
    path.write_text(path.read_text(encoding="utf-8") + "\n# à établir : le reste de la région\n", encoding="utf-8")
    assert left(mine, essfund) == []
