"""What the run with the lowest versions installs is what `pyproject.toml` says, and nothing passes it unseen."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from tests.packaging.lowest_versions import ROOT, commands, install, lowest_python, pins

if TYPE_CHECKING:
    from pathlib import Path


def project(*dependencies: str, **extras: list[str]) -> dict[str, Any]:
    named = {"all": [f"own[{','.join(extras)}]"] if extras else [], "test": ["own[all]", "pytest>=8"], **extras}
    return {
        "build-system": {"requires": ["builder>=1.27"]},
        "project": {"name": "own", "dependencies": list(dependencies), "optional-dependencies": named},
    }


def test_every_dependency_is_taken_at_its_lowest() -> None:
    found = pins(project("typer>=0.29", "prompt_toolkit>=3.0.48", docx=["python-docx>=1.1", "typst>=0.15"], html=["Jinja2>=3.1"]))
    assert found == {
        "builder": "1.27", "typer": "0.29", "prompt_toolkit": "3.0.48", "python-docx": "1.1", "typst": "0.15", "Jinja2": "3.1",
    }


@pytest.mark.parametrize("text", ["rich", "rich==14", "rich>=14,<15", "rich~=14.0", "rich>=14; python_version<'3.13'", "rich[jupyter]>=14", "own"])
def test_a_requirement_without_a_lowest_version_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        pins(project(text))


def test_ours_is_read_whole() -> None:
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    named = {text.split(">=")[0] for extra, texts in ours["project"]["optional-dependencies"].items() for text in texts if extra not in {"all", "test", "browser", "spark"}}
    assert set(pins(ours)) == named | {text.split(">=")[0] for text in ours["project"]["dependencies"] + ours["build-system"]["requires"]}


def test_what_is_run_uses_every_library() -> None:
    lines = [" ".join(command) for command in commands()]
    for words in ("--format pdf", "--format docx", "--format html", "--format xlsx", "--format parquet", "--format png", "--ics"):
        assert any(words in line for line in lines), words
    assert {"--version", "match", "explain", "export", "coverage", "diff", "map", "interview", "validate"} <= {line.split()[0] for line in lines}


def test_without_that_python_nothing_is_tried() -> None:
    assert lowest_python({"project": {"requires-python": ">=2.99"}}) is None


def test_a_failing_installation_is_no_success(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        install(str(tmp_path / "absent"), tmp_path / "lowest", project())
