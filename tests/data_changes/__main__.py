"""Changes of `data/` in a scratch clone, each checked as its pull request would be: `python -m tests.data_changes`.

`.ci/run` runs it. Honest changes pass `.ci/data`, and one that is not fails with its line; no test is run for any of them.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.bundled import LAST_CHECKED
from tests.data_changes.changes import HONEST, WRONG, answer_what_is_open

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-to/add-an-instrument.md"
PROGRAM = Path(sys.executable).with_name("essfund")
NOBODY = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
          for what, value in (("NAME", "a"), ("EMAIL", "a@example.org"), ("DATE", f"{LAST_CHECKED}T12:00:00"))}
ENVIRONMENT = os.environ | NOBODY | {"ESSFUND": str(PROGRAM), "ESSFUND_LANG": "en"}


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def by_the_page() -> list[str]:
    """Return the command with which the page tells to begin an instrument, without the name of the program."""
    found = re.search(r"^essfund (new .*--write)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    return shlex.split(found[1])


def checked(clone: Path, change: Callable[[Path], None]) -> subprocess.CompletedProcess[str]:
    """Make a change on a branch of its own, commit it, and check it as a pull request."""
    for command in (("checkout", "--quiet", "--detach", "base"), ("clean", "-qfd")):
        run(clone, "git", *command).check_returncode()
    if change is answer_what_is_open:
        run(clone, PROGRAM, *by_the_page()).check_returncode()
    change(clone / "data")
    for words in (("add", "data"), ("commit", "--quiet", "-m", change.__name__)):
        run(clone, "git", *words).check_returncode()
    return run(clone, clone / ".ci/data", "base")


def main() -> int:
    """Try each change; return 1 if one is not answered as it should be."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        clone = Path(name) / "clone"
        run(ROOT, "git", "clone", "--quiet", str(ROOT), str(clone)).check_returncode()
        run(clone, "git", "branch", "base").check_returncode()
        for change in (*HONEST, *WRONG):
            start = perf_counter()
            done = checked(clone, change)
            said = re.search(WRONG.get(change, "^- Instruments that differ: .*"), done.stdout, re.MULTILINE)
            as_it_should = said is not None and (done.returncode == 0) == (change in HONEST)
            failed += not as_it_should
            shown = said[0] if said and as_it_should else f"\n{done.stdout}{done.stderr}"
            sys.stdout.write(f"{change.__name__}: exit {done.returncode}, {perf_counter() - start:.0f} s: {shown}\n")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
