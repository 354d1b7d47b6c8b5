"""The folders of examples, and the real programs held against them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from check_jsonschema import main as check_jsonschema_main
from click.testing import CliRunner
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from click.testing import Result

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


def environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("ESSFUND") or key == "ESSFUND_CACHE"}


def as_process(*argv: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "essfund", *argv], capture_output=True, text=True, check=False, env=environment() | more)


@cache
def validator(name: str) -> Draft202012Validator:
    """Return what holds data against a published schema, which is one: that is looked at once."""
    found = json.loads((ROOT / f"schemas/{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def check_jsonschema(*argv: str | Path) -> Result:
    return CliRunner().invoke(check_jsonschema_main, [*map(str, argv)])


def refused(role: str, files: list[Path]) -> dict[str, list[str]]:
    """Return what check-jsonschema says of each file it refuses, by the name of the file."""
    done = check_jsonschema("--schemafile", ROOT / f"schemas/{role}.json", "-o", "json", *files)
    found: dict[str, list[str]] = {}
    report: dict[str, Any] = json.loads(done.stdout)
    for error in [*report.get("errors", ()), *report.get("parse_errors", ())]:
        found.setdefault(Path(error["filename"]).name, []).append(error["message"])
    return found
