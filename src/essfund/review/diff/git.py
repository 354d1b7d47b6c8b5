"""The files of a catalogue as a git revision holds them. Git is asked, never told to change anything; no shell is involved."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.diagnostics import Diagnostic
from essfund.core.errors import InvalidInputError
from essfund.core.messages import Message, say
from essfund.loading.cases import FOLDER, SUFFIX
from essfund.loading.files import LARGEST_CATALOGUE, too_large, unreadable
from essfund.loading.texts import FILES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.loading.files import Named

KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
"""Variables that may reach git. Others can point it at another repository: a hook sets them for the one that runs it."""

QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
OPTIONS = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.quotePath=true")
SECONDS = 120
PLAIN_FILE = (b"100644", b"100755")


def complaint(message: Message, help_: Message | None = None) -> InvalidInputError:
    """Make the error of a revision that cannot be read."""
    return InvalidInputError([Diagnostic("IN001", message, help=help_)])


class TreeEntry(NamedTuple):
    """A file of a revision: its mode, the name of its content, and how many bytes that has."""

    mode: bytes
    blob: bytes
    size: int


class Repository(NamedTuple):
    """A git repository with a working tree at `root`."""

    git: str
    root: Path

    def ask(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Ask git something."""
        return _run(self.git, self.root, *words, given=given)

    def commit(self, revision: str) -> str:
        """Return the commit that a revision means. Raises InvalidInputError for one that git does not know."""
        sound = revision and not revision.startswith("-") and revision.isprintable()
        done = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") if sound else None
        if done is None or done.returncode:
            raise complaint(
                say("`{text}` is neither a directory nor a revision that git knows here", text=revision),
                say("check its name; `git fetch` brings what is not here yet"),
            )
        return done.stdout.decode("ascii").strip()

    def fork(self, old: str, new: str) -> str:
        """Return the commit from which two commits went apart. Raises InvalidInputError if there is none."""
        done = self.ask("merge-base", old, new)
        if done.returncode:
            raise complaint(say("git finds no commit that both revisions come from"),
                            say("fetch more of the history, or write two dots instead of three"))
        return done.stdout.decode("ascii").strip()

    def files(self, commit: str, directory: str, name: str) -> dict[str, Named]:
        """Return the files of the catalogue in a directory of a commit, by their path in it. `name` is how messages call it."""
        entries = self._entries(commit, directory)
        if FILES["tools"] not in entries:
            raise complaint(say("`{name}` holds no catalogue in `{directory}`", name=name, directory=directory),
                            say("say with --directory where it is in the repository"))
        base = f"{name}:" if directory == "." else f"{name}:{directory}/"
        found: dict[str, Named] = {}
        wanted, used = [], {True: 0, False: 0}
        for path, entry in sorted(entries.items()):
            taken, own = used[path in FILES.values()], base + path
            if entry.mode not in PLAIN_FILE:
                found[path] = own, unreadable(own, "IN001", say("this is a link, not a file"), say("commit the file itself"))
            elif entry.size > LARGEST_CATALOGUE - taken:
                found[path] = own, too_large(own, LARGEST_CATALOGUE, taken)
            else:
                used[path in FILES.values()] += entry.size
                wanted.append(path)
        return found | {path: (base + path, data) for path, data in self._contents(entries, wanted).items()}

    def _entries(self, commit: str, directory: str) -> dict[str, TreeEntry]:
        inside = () if directory == "." else (f"{directory}/",)
        done = self.ask("ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *inside)
        found = {}
        for line in done.stdout.split(b"\0"):
            facts, _, path = line.partition(b"\t")
            mode, kind, blob, size = (facts.split() + [b""] * 4)[:4]
            own = path.decode("utf-8", "replace").removeprefix("" if directory == "." else f"{directory}/")
            if kind == b"blob" and _belongs(own):
                found[own] = TreeEntry(mode, blob, int(size))
        return found

    def _contents(self, entries: Mapping[str, TreeEntry], paths: Sequence[str]) -> dict[str, bytes]:
        """Return the content of some files as it was committed: no filter of the repository runs."""
        done = self.ask("cat-file", "--batch", given=b"".join(entries[path].blob + b"\n" for path in paths))
        found, rest = {}, done.stdout
        for path in paths:
            head, _, rest = rest.partition(b"\n")
            if not head.endswith(b" %d" % entries[path].size):
                raise complaint(say("git cannot give the content of `{path}`", path=path), say("fetch the revision in full"))
            found[path], rest = rest[: entries[path].size], rest[entries[path].size + 1 :]
        return found


def _belongs(path: str) -> bool:
    """Whether a path inside a catalogue is one of its files or a file of golden cases."""
    folder, _, name = path.rpartition("/")
    return path in FILES.values() or (folder == FOLDER and name.endswith(SUFFIX))


def open_repository(start: Path) -> Repository:
    """Return the repository that a directory lies in. Raises InvalidInputError if there is none that git will read."""
    git = shutil.which("git")
    if git is None:
        raise complaint(say("git is not installed, so revisions cannot be read"), say("compare two directories instead"))
    done = _run(git, start, "rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise complaint(say("git reads no repository here: {reason}", reason=said),
                        say("run it inside the repository of the catalogue, or compare two directories"))
    return Repository(git, Path(os.fsdecode(done.stdout.rstrip(b"\n"))))


def _run(git: str, folder: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in KEPT}
    try:
        return subprocess.run(  # noqa: S603 - no shell; revisions are checked, paths come after `--`
            [git, *OPTIONS, *words], cwd=folder, env=kept | QUIET, input=given, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.TimeoutExpired):
        raise complaint(say("git does not answer"), say("try `git log` in the same directory")) from None
