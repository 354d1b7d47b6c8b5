"""Every command and Python block of README and docs runs as it is printed; every path and link they name exists."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, NamedTuple

import pytest

import essfund
from essfund.cli.command_list import COMMANDS
from essfund.loading.cases import Cases, run_cases
from essfund.model.field_types.number import Interval
from tests.bundled import golden_cases
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

ROOT = Path(__file__).parents[2]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
DEFAULT = {ROOT / "docs/tutorial/first-appointment.md", ROOT / "docs/how-to/use-another-catalogue.md"}
"""Pages whose blocks run by default; those of the others in the slow run."""

SMALL, FROZEN = ROOT / "tests/checks/base", ROOT / "tests/frozen/catalogue"
ANY_CATALOGUE = {ROOT / name: folder for name, folder in {
    "README.md": SMALL, "docs/how-to/validate-a-catalogue.md": SMALL, "docs/how-to/review-a-change.md": SMALL,
    "docs/how-to/check-a-pull-request.md": SMALL, "docs/explanation/texts-and-time.md": SMALL, "docs/explanation/what-validate-proves.md": SMALL,
    "docs/explanation/proof.md": FROZEN, "docs/how-to/import-a-file.md": FROZEN, "docs/how-to/draw-the-landscape.md": FROZEN,
    "docs/tutorial/analysts.md": FROZEN,
}.items()}
"""Pages that check, compare or export a catalogue over and over and show nothing of the real one there: a small one stands in `data`. What
they ask without naming a catalogue is asked of the real one, or of the frozen one where that stands. `.ci/run` validates the real one."""

NARROWED = ROOT / "docs/how-to/check-a-pull-request.md"
BOUNDARY = re.compile(r"sed -i 's/(employees: {less_than: (\d+)})/(.+)/' data/rules.yaml")
"""What that page narrows: a boundary that the small catalogue has at 50 employees."""

ELSEWHERE = {ROOT / "docs/tutorial/a-list-of-enterprises.md"}
"""Pages of which every command runs in another test, which looks at what it shows: test_list_tutorial.py."""

INSTALLING = ("python3 -m venv", "git clone", ".venv/")
OURS = re.compile(r"essfund [^|>&;$`*]*")
"""A command that needs no shell."""


class Block(NamedTuple):
    language: str
    body: str


def blocks(page: Path) -> list[Block]:
    return [Block(found["language"], found["body"]) for found in BLOCK.finditer(page.read_text(encoding="utf-8"))]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ESSFUND") or key == "ESSFUND_CACHE"}
    kept["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{kept.get('PATH', '')}"
    return kept


def run_shell(body: str, folder: Path, essfund: Callable[..., Done]) -> None:
    """Run a block line by line, in this process what needs no shell; a comment « # exit N » says which code the next command leaves with."""
    expected, command = 0, ""
    for line in body.splitlines():
        text = line.removeprefix("$ ")
        if found := re.fullmatch(r"#\s*exit (\d+)", text.strip()):
            expected = int(found[1])
            continue
        if not text.strip() or text.startswith("#"):
            continue
        command += text.removesuffix("\\")
        if text.endswith("\\"):
            continue
        if not command.startswith(INSTALLING):
            code, out, err = essfund(*shlex.split(command)[1:]) if OURS.fullmatch(command) else in_shell(command, folder)
            assert code == expected, f"{command}\n{out[-800:]}\n{err[-800:]}"
            assert "Traceback" not in err
        expected, command = 0, ""


def in_shell(command: str, folder: Path) -> tuple[int, str, str]:
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("page", sliced([page for page in PAGES if blocks(page) and page not in ELSEWHERE], 30, always=DEFAULT), ids=name_of)
def test_every_block_of_a_page_runs(page: Path, tmp_path: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ANY_CATALOGUE.get(page, ROOT / "data"), tmp_path / "data")
    if page == NARROWED:
        moved(tmp_path / "data")
    if ANY_CATALOGUE.get(page) == FROZEN:
        monkeypatch.setenv("ESSFUND_CATALOGUE", "data")
    for folder in ("docs/appointments", "docs/lists", "examples"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for block in blocks(page):
        if block.language in {"sh", "console"}:
            run_shell(block.body, tmp_path, essfund)
        elif block.language == "python":
            subprocess.run([sys.executable, "-c", block.body], cwd=tmp_path, env=environment(), check=True, capture_output=True)
        elif found := re.match(r"#\s*file:\s*(\S+)\n", block.body):
            target = tmp_path / found[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.body, encoding="utf-8")


def moved(folder: Path) -> None:
    """Give the small catalogue the boundary that the page narrows, and golden cases on both sides of it."""
    found = BOUNDARY.search(NARROWED.read_text(encoding="utf-8"))
    assert found
    for path, words in ((folder / "rules.yaml", {"employees: {less_than: 50}": found[1]}),
                        (folder / "cases/exemples.yaml", {"employees: 50,": f"employees: {found[2]},", "employees: 4,": f"employees: {int(found[2]) - 1},"})):
        text = path.read_text(encoding="utf-8")
        for old, new in words.items():
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_golden_cases_stand_at_the_boundary_that_the_page_narrows(tmp_path: Path) -> None:
    """In the real catalogue, as the page says; that its change is seen there is shown of every change: tests/mutation."""
    found = BOUNDARY.search(NARROWED.read_text(encoding="utf-8"))
    assert found
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("cases"))
    rules = tmp_path / "data/rules.yaml"
    text = rules.read_text(encoding="utf-8")
    assert found[1] in text
    rules.write_text(text.replace(found[1], found[3]), encoding="utf-8")
    just_below = Interval(int(found[2]) - 1, int(found[2]) - 1)
    stand = [(trial, file) for trial, file in golden_cases().trials if trial.profile.values.get("employees") == just_below]
    assert any(wrong for _, _, wrong in run_cases(Cases(stand), essfund.load_catalogue(tmp_path / "data")))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_and_path_of_a_page_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
    for target in re.findall(r"`((?:src|tests|data|docs|schemas|benchmarks)/[\w./-]+)`", text):
        assert (ROOT / target.rstrip("/")).exists(), f"{page.name}: {target}"


NAMED = re.compile(r"`(?:\w+\.)?(\w+)` (?:\(|in )`(src/essfund/[\w/]+\.py)`")
"""`name` (`module`), or `name` in `module`."""


@pytest.mark.parametrize("page", [page for page in PAGES if NAMED.search(" ".join(page.read_text(encoding="utf-8").split()))], ids=name_of)
def test_every_name_that_a_page_gives_with_its_module_is_defined_there(page: Path) -> None:
    for name, module in NAMED.findall(" ".join(page.read_text(encoding="utf-8").split())):
        defined = re.compile(rf"^\s*(?:(?:def|class) {name}\b|{name}\b[^=\n]*[=:])", re.MULTILINE)
        assert defined.search((ROOT / module).read_text(encoding="utf-8")), f"{page.name}: {name} in {module}"


DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_every_module_that_a_decision_names_exists(page: Path) -> None:
    """Decisions write `room/module.py` or `essfund.room.module`; the last part of the latter may be a name inside."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"`([\w/]+/\w+\.(?:py|json))`", text):
        assert any((base / target).exists() for base in (ROOT, ROOT / "src/essfund")), target
    for target in re.findall(r"`(essfund(?:\.\w+)+)`", text):
        assert resolve_name(target), target


def test_every_decision_has_its_line() -> None:
    listed = re.findall(r"^- \[(\d{4})\..*\]\((\1-[\w-]+\.md)\)$", (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for _, name in listed] == [page.name for page in DECISIONS if page.name != "README.md"]


def test_readme_opens_with_the_two_commands() -> None:
    first, second = [block.body for block in blocks(ROOT / "README.md") if block.language == "sh"][:2]
    assert first.startswith("python3 -m venv .venv && ")
    assert "essfund match" in first
    assert second.startswith("python3 -m venv .venv && ")
    assert "pytest" in second


def test_every_command_is_shown_in_the_readme() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert not [entry.words for entry in COMMANDS if f"essfund {' '.join(entry.words)}" not in text]


def test_the_docs_name_no_machine() -> None:
    for page in PAGES:
        assert not re.findall(r"/work/|/tmp/|/root/", page.read_text(encoding="utf-8")), page


def test_the_public_names_exist_and_are_sorted() -> None:
    assert list(essfund.__all__) == sorted(essfund.__all__)
    for name in essfund.__all__:
        assert getattr(essfund, name) is not None
    with pytest.raises(AttributeError):
        essfund.nothing  # noqa: B018 - the access is the test
