"""The lowest versions that `pyproject.toml` allows, installed and tried: `python -m tests.packaging.lowest_versions`.

`.ci/run` runs it. Nothing here names a version: what is installed is read from `pyproject.toml`, what is run from the registries
of formats.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from essfund.presenting.formats import FORMATS
from tests.interview.terminal import CTRL_D, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
DATA = str(ROOT / "data")
REQUIREMENT = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[(?P<extras>[a-z,]+)\])?(?:>=(?P<lowest>[0-9.]+))?")
PROFILE = "legal_form: scop\ndepartement: '31'\nemployees: 12\namount_needed: 40000\nstage: developpement\ncgscop_member: yes\n"

LIST = "siren,legal_form,departement\n" + "000000001,scop,31\n" * 300_000
"""Long enough to be read in blocks."""

PLAIN = (("--version",), ("--help",), ("interview", "--help"), ("validate",), ("tools", "list"), ("match", "--ics", "days.ics"))
"""Commands that are run as they are."""

FORMATTED: dict[tuple[str, ...], str] = {
    ("match", "profile.yaml"): "match", ("explain", "socoden", "profile.yaml"): "explain", ("export",): "export",
    ("coverage",): "coverage", ("map", "--profile", "profile.yaml"): "map", ("diff", DATA, DATA): "diff",
    ("screen", "list.csv", "--tool", "ies"): "screen",
}
"""Commands that are run once a format, each into a file of its own, with the key of their formats."""


def pins(project: Mapping[str, Any]) -> dict[str, str]:
    """Return the lowest version of each dependency of the package with everything, and of what builds it.

    Raises ValueError for a requirement that is not a name and its lowest version: nobody could try it.
    """
    metadata = project["project"]
    lowest: dict[str, str] = {}
    pending = [*project["build-system"]["requires"], *metadata["dependencies"], f"{metadata['name']}[all]"]
    while pending:
        text = pending.pop()
        requirement = REQUIREMENT.fullmatch(text)
        if requirement and requirement["name"] == metadata["name"] and requirement["extras"]:
            pending += [each for extra in requirement["extras"].split(",") for each in metadata["optional-dependencies"][extra]]
        elif requirement and requirement["lowest"] and not requirement["extras"]:
            lowest[requirement["name"]] = requirement["lowest"]
        else:
            raise ValueError(text)
    return lowest


def lowest_python(project: Mapping[str, Any]) -> str | None:
    """Return the lowest Python that is supported, None if it is not installed: old versions have wheels for no later one."""
    path = shutil.which(f"python{project['project']['requires-python'].removeprefix('>=')}")
    return path if path and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0 else None


def install(python: str, folder: Path, project: Mapping[str, Any]) -> Path:
    """Make an environment with the lowest versions; return its command."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    exact = [f"{name}=={version}" for name, version in pins(project).items()]
    subprocess.run([*pip, "--only-binary", ":all:", *exact], check=True)
    subprocess.run([*pip, "--no-build-isolation", f"{ROOT}[all]", *exact], check=True)
    return folder / "bin" / "essfund"


def commands() -> Iterator[tuple[str, ...]]:
    """Yield command lines that must leave with 0."""
    yield from PLAIN
    for words, key in FORMATTED.items():
        for name in FORMATS[key]:
            yield (*words, "--format", name, "--output", f"{words[0]}-{name}")


def failure(program: Path, command: tuple[str, ...], folder: Path) -> str:
    """Run one command; return what went wrong, or nothing."""
    done = subprocess.run([program, *command], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else f"essfund {' '.join(command)}: exit {done.returncode}\n{done.stderr[-2000:]}"


def interview(program: Path, folder: Path) -> None:
    """Hold an interview of one answer in a terminal."""
    with Terminal("--employees", "3", program=(str(program), "interview"), cwd=folder) as terminal:
        terminal.ready()
        terminal.answer("nsp", "Question 2")
        terminal.type(CTRL_D)
        assert terminal.finish() == 0, terminal.text()


def main() -> int:
    """Install, run, report."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    python = lowest_python(project)
    if python is None:
        sys.stderr.write(f"WARNING: no Python {project['project']['requires-python']} here: the lowest versions are not tried\n")
        return 0
    start = perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ESSFUND_CACHE"] = str(folder / "cache")
        program = install(python, folder / "lowest", project)
        (folder / "profile.yaml").write_text(PROFILE, encoding="utf-8")
        (folder / "list.csv").write_text(LIST, encoding="utf-8")
        installed = perf_counter()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            failures = [text for text in pool.map(lambda command: failure(program, command, folder), commands()) if text]
        interview(program, folder)
    times = f"{installed - start:.0f} s to install, {perf_counter() - installed:.0f} s to run"
    sys.stdout.write("".join(failures) + f"lowest versions: {len(list(commands()))} commands, {len(failures)} failed; {times}\n")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
