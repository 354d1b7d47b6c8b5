"""Changes of the catalogue as people make them: each touches nothing but `data/`.

`python -m tests.data_changes` tries them with the check of a pull request.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bundled import LAST_CHECKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NEW = Path(__file__).parent / "fonds-tremplin"
CHECKED = re.compile(r'(?<=checked_on: ")\d{4}-\d\d-\d\d(?=")')


def replace(folder: Path, name: str, *pairs: tuple[str, str]) -> None:
    """Replace texts of a file, each of which stands there."""
    text = (folder / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, (name, old)
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")


def look_again(folder: Path) -> None:
    """Somebody has read the sources of every instrument that was checked longest ago: one new `checked_on` each."""
    text = (folder / "tools.yaml").read_text(encoding="utf-8")
    days = CHECKED.findall(text)
    replace(folder, "tools.yaml", (f'checked_on: "{min(days)}"', f'checked_on: "{max(days)}"'))


def entry(text: str, section: str, key: str) -> re.Match[str]:
    """Return where the lines of an entry of a section stand."""
    found = re.compile(rf"^{section}:\n(?:[ #].*\n|\n)*?(  {key}:\n(?:    .*\n)+)", re.MULTILINE).search(text)
    assert found, (section, key)
    return found


def answer_what_is_open(folder: Path) -> None:
    """Fill in what `essfund new fonds-tremplin --write` left open, and write its golden cases."""
    for name in ("tools.yaml", "rules.yaml"):
        text, answers = (folder / name).read_text(encoding="utf-8"), (NEW / name).read_text(encoding="utf-8").replace("NEWEST", str(LAST_CHECKED))
        for section, key in re.findall(r"^(\w+):\n  ([\w-]+):", answers, re.MULTILINE):
            begun = entry(text, section, key)
            text = text[:begun.start(1)] + entry(answers, section, key)[1] + text[begun.end(1):]
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "cases/fonds-tremplin.yaml").write_text((NEW / "cases.yaml").read_text(encoding="utf-8").replace("NEWEST", str(LAST_CHECKED)), encoding="utf-8")


def correct_an_amount(folder: Path) -> None:
    """A grant is raised: the amount, the words of its summary, and the golden case that states it."""
    replace(folder, "tools.yaml", ("at_most: 7164\n", "at_most: 7320\n"), ("7 164 €", "7 320 €"), ("€7,164", "€7,320"))
    replace(folder, "cases/ajouts-2026.yaml", ("7 164 €", "7 320 €"), ("max: 7164}", "max: 7320}"))


def forget_the_case(folder: Path) -> None:
    """The same in haste: the amount alone."""
    replace(folder, "tools.yaml", ("at_most: 7164\n", "at_most: 7320\n"))


HONEST: tuple[Callable[[Path], None], ...] = (look_again, answer_what_is_open, correct_an_amount)
WRONG: Mapping[Callable[[Path], None], str] = {
    forget_the_case: r"^data/cases/ajouts-2026\.yaml:\d+:\d+: .*7164.*",
}
"""Changes that must not pass, and the line that says why."""
