"""The configuration files we publish, hooks and pipelines: accepted by their own schemas, pinned, and calling what exists."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.parsing import complaint, essfund_calls
from tests.schemas.programs import check_jsonschema

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-to/check-a-pull-request.md"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
AWAITED: set[str] = set()
"""Words of calls that essfund does not take yet: a command and formats that are being written. Empty once they are there."""

CATALOGUE_FILES = ["data/tools.yaml", "data/rules.yaml", "data/vocabularies.yaml", "data/cases/prets.yaml", "tools.yaml", "cases/a.yaml"]
OTHER_FILES = ["data/tools.yml", "mytools.yaml", "docs/cases.yaml", "cases/old/a.yaml", "data/rules.yaml.orig", ".pre-commit-config.yaml"]


def published() -> dict[str, str]:
    """Return the files that the page shows, by name."""
    text = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^```yaml\n# file: (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def loaded(name: str) -> Any:
    return yaml.load(published()[name], Loader=yaml.CSafeLoader)


def scripts(node: Any) -> list[str]:
    """Return every script inside a pipeline: `run` on GitHub, `script` and `before_script` on GitLab."""
    found: list[str] = []
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"run", "script", "before_script"}:
                found += [value] if isinstance(value, str) else value
            else:
                found += scripts(value)
    elif isinstance(node, list):
        for value in node:
            found += scripts(value)
    return found


def hooks() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.load(HOOKS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        (".github/workflows/catalogue.yml", "vendor.github-workflows"),
        (".github/workflows/catalogue.yml", "custom.github-workflows-require-timeout"),
        (".gitlab-ci.yml", "vendor.gitlab-ci"),
    ],
)
def test_check_jsonschema_accepts_each_pipeline(name: str, schema: str, tmp_path: Path) -> None:
    path = tmp_path / "pipeline.yml"
    argv = ("--builtin-schema", schema, path)
    path.write_text(published()[name], encoding="utf-8")
    done = check_jsonschema(*argv)
    assert done.exit_code == 0, done.stdout
    path.write_text(published()[name].replace("runs-on:", "run-on:").replace("timeout-minutes:", "timeout:").replace("  script:", "  scripts:"))
    assert check_jsonschema(*argv).exit_code == 1


@pytest.mark.parametrize("name", [".github/workflows/catalogue.yml", ".gitlab-ci.yml"])
def test_every_call_of_essfund_in_a_pipeline_is_one_it_takes(name: str) -> None:
    calls = [argv for script in scripts(loaded(name)) for argv in essfund_calls(script)]
    assert {argv[0] for argv in calls} == {"validate", "diff"}
    refused = [(argv, found) for argv in calls if (found := complaint(argv))]
    assert [(argv, found) for argv, found in refused if not AWAITED & set(argv)] == []
    there = {word for word in AWAITED for argv in calls if word in argv and argv not in [one for one, _ in refused]}
    assert not there, f"take {there} out of AWAITED"


def test_a_wrong_call_would_be_seen() -> None:
    calls = list(essfund_calls("LANG=C essfund validate data --formt json || true\nessfund frobnicate\necho essfund nothing\n"))
    assert calls == [["validate", "data", "--formt", "json"], ["frobnicate"]]
    assert all(complaint(argv) for argv in calls)
    assert complaint(["tools", "list", "--availability", "nothing"])
    assert complaint(["tools", "list", "--availability", "open"]) is None


def test_every_action_is_pinned_to_a_commit_and_says_its_version() -> None:
    text = published()[".github/workflows/catalogue.yml"]
    uses = re.findall(r"uses: (.*)", text)
    assert len(uses) >= 5
    assert [one for one in uses if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []


def test_permissions_are_the_least_and_never_beside_code_of_the_pull_request() -> None:
    workflow = loaded(".github/workflows/catalogue.yml")
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["check"]["permissions"] == {"contents": "read"}
    assert set(workflow[True]) == {"pull_request"}, "`pull_request_target` would run a stranger's code with our permissions"
    for job in workflow["jobs"].values():
        writes = [scope for scope, level in job["permissions"].items() if level == "write"]
        runs = [argv for script in scripts(job) for argv in essfund_calls(script)]
        assert not (writes and (runs or any("checkout" in step.get("uses", "") for step in job["steps"])))
    for script in scripts(workflow):
        assert "${{" not in script, "what others write goes through the environment, not into the script"


def test_the_hooks_have_what_pre_commit_needs() -> None:
    assert [hook["id"] for hook in hooks()] == ["essfund-fix", "essfund-validate"]
    for hook in hooks():
        assert {"id", "name", "description", "entry", "language", "files"} <= set(hook)
        assert (hook["language"], hook["require_serial"]) == ("python", True)
    shown = [hook["id"] for repository in loaded(".pre-commit-config.yaml")["repos"] for hook in repository["hooks"]]
    assert shown == [hook["id"] for hook in hooks()]


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_runs_for_the_files_of_a_catalogue_and_no_other(hook: dict[str, Any]) -> None:
    pattern = re.compile(hook["files"])
    assert [name for name in CATALOGUE_FILES if not pattern.search(name)] == []
    assert [name for name in OTHER_FILES if pattern.search(name)] == []


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_calls_essfund_as_it_is(hook: dict[str, Any]) -> None:
    ((*argv,),) = essfund_calls(f"{hook['entry']} {' '.join(CATALOGUE_FILES)}")
    assert complaint(argv) is None


@pytest.mark.parametrize("hook", hooks(), ids=lambda hook: hook["id"])
def test_a_hook_passes_a_clean_catalogue_untouched_and_stops_a_broken_one(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, essfund: Callable[..., Done]
) -> None:
    """As pre-commit runs it: at the root of the repository, with the names of the changed files."""
    shutil.copytree(ROOT / "tests/checks/base", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    changed = [name for name in ("data/tools.yaml", "data/cases/exemples.yaml") if re.search(hook["files"], name)]
    argv = [*hook["entry"].split()[1:], *changed]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    assert len(changed) == 2
    assert essfund(*argv).code == 0
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")} == before
    text = before[tmp_path / "data/tools.yaml"].decode()
    (tmp_path / "data/tools.yaml").write_text(text.replace("family: pret", "family: prets"), encoding="utf-8")
    done = essfund(*argv)
    assert done.code == 1
    assert "data/tools.yaml:" in done.out
