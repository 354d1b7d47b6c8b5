"""Catalogues out of git: what may be named, where it is looked for, and what a repository cannot make us do."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from essfund.review.diff import revisions
from tests.diff.edits import BASE, EDITS, edited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
CLEAN = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
SMALLER, OLDER = EDITS[0], EDITS[1]


def git(folder: Path, *words: str) -> str:
    config = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main")
    return subprocess.run(["git", *config, *words], cwd=folder, env=CLEAN, capture_output=True, text=True, check=True).stdout.strip()


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository: the small catalogue in `data` on main, one condition smaller on the branch `plus-petit`."""
    folder = tmp_path / "dépôt avec espace"
    edited(folder / "data")
    git(folder, "init", "-q")
    commit(folder, "first")
    git(folder, "checkout", "-q", "-b", "plus-petit")
    replace(folder / "data", SMALLER)
    commit(folder, "smaller")
    monkeypatch.chdir(folder)
    return folder


def replace(folder: Path, edit: tuple[str, str, str]) -> None:
    path = folder / edit[0]
    path.write_text(path.read_text(encoding="utf-8").replace(edit[1], edit[2]), encoding="utf-8")


def changed(done: Done) -> list[str]:
    assert done.code in {0, 1}, done.err
    return [one["tool"] for one in json.loads(done.out)["instruments"]]


@pytest.mark.parametrize("words", [
    ("main..plus-petit",), ("main..",), ("main", "HEAD"), ("main",), ("main...",), ("HEAD~1", "data"), ("HEAD^", "plus-petit"),
])
def test_revisions_are_named_as_git_names_them(words: tuple[str, ...], repository: Path, essfund: Callable[..., Done]) -> None:
    assert repository.is_dir()
    assert changed(essfund("diff", *words, "-f", "json")) == ["pret-exemple"]


@pytest.mark.parametrize("words", [("HEAD",), ("..HEAD",), ("main", "main"), ("HEAD", "data")])
def test_the_same_revision_does_not_differ(words: tuple[str, ...], repository: Path, essfund: Callable[..., Done]) -> None:
    assert repository.is_dir()
    assert essfund("diff", *words).code == 0


def test_three_dots_leave_out_what_happened_on_the_other_branch(repository: Path, essfund: Callable[..., Done]) -> None:
    git(repository, "checkout", "-q", "main")
    replace(repository / "data", OLDER)
    commit(repository, "main goes on")
    assert changed(essfund("diff", "main..plus-petit", "-f", "json")) == ["pret-exemple", "pret-large"]
    assert changed(essfund("diff", "main...plus-petit", "-f", "json")) == ["pret-exemple"]


def test_branches_without_a_common_past_have_no_fork(repository: Path, essfund: Callable[..., Done]) -> None:
    git(repository, "checkout", "-q", "--orphan", "seule")
    commit(repository, "alone")
    done = essfund("diff", "main...seule", "--lang", "en")
    assert done.code == 3
    assert "no commit that both revisions come from" in done.err


def test_the_working_tree_is_read_as_it_is_wherever_one_stands(
    repository: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(repository / "data", OLDER)
    assert changed(essfund("diff", "HEAD", "-f", "json")) == ["pret-large"]
    monkeypatch.chdir(repository / "data/cases")
    done = essfund("diff", "HEAD", "-f", "json")
    assert changed(done) == ["pret-large"]
    assert json.loads(done.out)["new"]["name"] == "data"


def test_the_catalogue_may_be_anywhere_in_the_repository(
    tmp_path: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = edited(tmp_path / "racine")
    edited(folder / "aides/été")
    git(folder, "init", "-q")
    commit(folder, "first")
    replace(folder / "aides/été", SMALLER)
    replace(folder, OLDER)
    monkeypatch.chdir(folder)
    assert changed(essfund("diff", "HEAD", "--directory", "aides/été", "-f", "json")) == ["pret-exemple"]
    assert changed(essfund("diff", "HEAD", "--directory", "./aides/été/", "-f", "json")) == ["pret-exemple"]
    assert changed(essfund("diff", "HEAD", "--directory", ".", "-f", "json")) == ["pret-large"]
    assert changed(essfund("diff", "HEAD", "--catalogue", "aides/été", "-f", "json")) == ["pret-exemple"]
    monkeypatch.chdir(tmp_path)
    assert changed(essfund("diff", "HEAD", "--catalogue", str(folder / "aides/été"), "-f", "json")) == ["pret-exemple"]


@pytest.mark.parametrize(("words", "said"), [
    (("nowhere",), "`nowhere` is neither a directory nor a revision"),
    (("main..nowhere",), "`nowhere` is neither"),
    (("../nowhere", "data"), "`../nowhere` is neither"),
    (("", "data"), "`` is neither"),
    (("main\nHEAD", "data"), "is neither"),
    (("main^{tree}", "data"), "is neither"),
    (("HEAD:data", "data"), "is neither"),
    (("main", "--directory", "elsewhere"), "`main` holds no catalogue in `elsewhere`"),
    (("main", "--directory", "../data"), "without `..`"),
    (("main", "--directory", "/data"), "without `..`"),
])
def test_what_cannot_be_found_is_said(words: tuple[str, ...], said: str, repository: Path, essfund: Callable[..., Done]) -> None:
    assert repository.is_dir()
    done = essfund("diff", *words, "--lang", "en")
    assert (done.code, done.out) == (3, "")
    assert said in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("revision", ["--output=written", "-h", "--exec=touch written"])
def test_a_revision_is_never_an_option_of_git(revision: str, repository: Path, essfund: Callable[..., Done]) -> None:
    done = essfund("diff", "--lang", "en", "--", revision, "data")
    assert done.code == 3
    assert "is neither a directory nor a revision" in done.err
    assert not (repository / "written").exists()


def test_outside_a_repository_and_without_git(tmp_path: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = essfund("diff", "main", "--lang", "en")
    assert done.code == 3
    assert "git reads no repository here: fatal: not a git repository" in done.err
    monkeypatch.setattr(shutil, "which", lambda _: None)
    done = essfund("diff", "main", "--lang", "en")
    assert done.code == 3
    assert "git is not installed" in done.err
    assert essfund("diff", str(BASE), str(BASE)).code == 0


def test_a_revision_that_is_no_catalogue_is_diagnosed_at_its_lines(repository: Path, essfund: Callable[..., Done]) -> None:
    replace(repository / "data", ("rules.yaml", "employees: {less_than: 40}", "employes: {less_than: 40}"))
    (repository / "data/tools.yaml").write_text("tools: [\n", encoding="utf-8")
    commit(repository, "broken")
    done = essfund("diff", "main", "HEAD", "--lang", "en")
    assert done.code == 3
    assert re.search(r"^HEAD:data/tools\.yaml:\d+:\d+: error \[IN004\]", done.err, re.MULTILINE)
    assert "the new catalogue (HEAD) cannot be used" in done.err
    assert "employes: {less_than: 40}" in done.err


def test_a_file_that_is_missing_a_link_or_too_large_is_said_to_be(
    repository: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / "data/rules.yaml").unlink()
    commit(repository, "without rules")
    assert "HEAD:data/rules.yaml:1:1: error [IN001] this file does not exist" in essfund("diff", "main", "HEAD", "--lang", "en").err
    (repository / "data/rules.yaml").symlink_to("/etc/passwd")
    commit(repository, "a link")
    done = essfund("diff", "main", "HEAD", "--lang", "en")
    assert "this is a link, not a file" in done.err
    assert "root:" not in done.err
    monkeypatch.setattr(revisions, "LARGEST_CATALOGUE", 1000)
    done = essfund("diff", "main", "plus-petit", "--lang", "en")
    assert done.code == 3
    assert "larger than 1000 bytes" in done.err


def test_vocabularies_may_be_left_out_of_a_revision_too(repository: Path, essfund: Callable[..., Done]) -> None:
    replace(repository / "data", ("rules.yaml", "[cooperatives-de-travail]", "[scop]"))
    commit(repository, "without the set")
    (repository / "data/vocabularies.yaml").unlink()
    commit(repository, "with the bundled vocabularies")
    done = essfund("diff", "HEAD~1", "HEAD", "-f", "json")
    assert done.code == 1
    assert "vocabulary" in {one["kind"] for one in json.loads(done.out)["entries"]}


def test_variables_of_a_hook_do_not_lead_elsewhere(
    repository: Path, tmp_path: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "-q")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(other / ".git"))
    assert repository.is_dir()
    assert changed(essfund("diff", "main", "HEAD", "-f", "json")) == ["pret-exemple"]


def test_nothing_that_a_repository_configures_is_run_or_changes_what_is_read(
    repository: Path, essfund: Callable[..., Done], tmp_path: Path
) -> None:
    trap = tmp_path / "trap"
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand"):
        git(repository, "config", key, f"touch {trap}")
    git(repository, "config", "filter.trap.smudge", f"touch {trap}; echo 'a: 1'")
    git(repository, "config", "diff.trap.textconv", f"touch {trap}; cat")
    git(repository, "config", "alias.cat-file", f"!touch {trap}")
    git(repository, "config", "core.quotePath", "true")
    git(repository, "config", "color.ui", "always")
    (repository / ".git/info/attributes").write_text("*.yaml filter=trap diff=trap export-ignore\n", encoding="utf-8")
    assert changed(essfund("diff", "main..plus-petit", "-f", "json")) == ["pret-exemple"]
    assert not trap.exists()


def test_nothing_is_written_to_the_repository(repository: Path, essfund: Callable[..., Done]) -> None:
    def state() -> dict[str, tuple[int, float]]:
        return {str(path): (path.stat().st_size, path.stat().st_mtime) for path in repository.rglob("*") if path.is_file()}

    before = state()
    essfund("diff", "main")
    assert state() == before


def test_the_git_commands_of_the_guide_run(repository: Path, essfund: Callable[..., Done], root: Path) -> None:
    assert repository.is_dir()
    page = (root / "docs/how-to/review-a-change.md").read_text(encoding="utf-8")
    commands = [line.split() for block in re.findall(r"^```text\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
                for line in block.splitlines() if line.startswith("essfund diff")]
    assert len(commands) > 3
    git(repository, "branch", "v1", "main")
    for words in commands:
        done = essfund(*words[1:])
        assert done.code == (0 if "--exit-zero" in words else 1), words


def cloned(repository: Path, *words: str) -> Path:
    """Clone the repository, less what is left out; nothing is fetched later."""
    git(repository, "config", "uploadpack.allowfilter", "true")
    git(repository.parent, "clone", "-q", *words, f"file://{repository}", "clone")
    return repository.parent / "clone"


@pytest.mark.parametrize("words", [("--filter=blob:none",), ("--filter=tree:0", "--no-checkout")])
def test_a_revision_that_is_not_here_in_full_is_to_be_fetched(
    words: tuple[str, ...], repository: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(cloned(repository, *words))
    done = essfund("diff", "HEAD~1..HEAD", "--lang", "en")
    assert (done.code, done.out) == (3, "")
    assert "`HEAD~1` is not here as a whole" in done.err
    assert "fetch the revision in full" in done.err


def test_what_lies_behind_a_shallow_clone_is_to_be_fetched(
    repository: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(cloned(repository, "--depth", "1"))
    done = essfund("diff", "HEAD~1", "--lang", "en")
    assert done.code == 3
    assert "--unshallow" in done.err
    assert essfund("diff", "HEAD").code == 0


@pytest.mark.parametrize("lost", ["main:data", "main:data/tools.yaml", "main:data/cases", "main:data/cases/exemples.yaml"])
def test_an_object_that_is_lost_is_missed(lost: str, repository: Path, essfund: Callable[..., Done]) -> None:
    name = git(repository, "rev-parse", lost)
    path = repository / ".git/objects" / name[:2] / name[2:]
    path.chmod(0o600)
    path.unlink()
    done = essfund("diff", "main..plus-petit", "--lang", "en")
    assert done.code == 3
    assert "is not here as a whole" in done.err


def test_folders_beside_a_catalogue_are_not_looked_into(repository: Path, essfund: Callable[..., Done]) -> None:
    """Each tree holds ten times the one before: listed in full, there are a hundred million paths."""
    def tree(*entries: str) -> str:
        made = subprocess.run(["git", "mktree"], cwd=repository, env=CLEAN, input="\n".join(entries), capture_output=True, text=True, check=True)
        return made.stdout.strip()

    bomb = tree(f"100644 blob {git(repository, 'rev-parse', 'main:data/tools.yaml')}\tcase.yaml")
    for _ in range(8):
        bomb = tree(*(f"040000 tree {bomb}\t{number}" for number in range(10)))
    cases = tree(*git(repository, "ls-tree", "main:data/cases").splitlines(), f"040000 tree {bomb}\tbomb")
    kept = [line for line in git(repository, "ls-tree", "main:data").splitlines() if not line.endswith("cases")]
    data = tree(*kept, f"040000 tree {cases}\tcases", f"040000 tree {bomb}\tbomb")
    made = git(repository, "commit-tree", "-m", "bomb", tree(f"040000 tree {data}\tdata", f"040000 tree {bomb}\tother"))
    assert essfund("diff", "main", made).code == 0


def test_no_more_of_a_listing_is_read_than_a_catalogue_may_have_files(
    repository: Path, essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch,
) -> None:
    for number in range(300):
        (repository / f"data/cases/{number}.yaml").write_text("cases: []\n", encoding="utf-8")
    commit(repository, "many")
    monkeypatch.setattr(revisions, "MOST_LISTED", 10_000)
    done = essfund("diff", "main..plus-petit", "--lang", "en")
    assert (done.code, done.out) == (3, "")
    assert "plus-petit:data/cases/" in done.err

