"""Directories or git revisions that people name, to the two sides of a comparison."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.diagnostics import Diagnostic
from essfund.core.errors import InvalidInputError
from essfund.core.lazily import cached_property
from essfund.core.messages import Message, say
from essfund.core.record import field, record, replace
from essfund.loading.cases import FOLDER, SUFFIX, cases_of, files_of_cases
from essfund.loading.catalogue import layers_at, load_texts, read_texts
from essfund.loading.files import LARGEST_CATALOGUE, MOST_FILES, is_absent, is_file, is_folder, too_large, too_many, unreadable
from essfund.loading.texts import FILES, Layer, below, bundled_directory, texts_of
from essfund.review.diff.model import CatalogueVersion
from essfund.review.validation import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.loading.files import Named

KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
"""Variables that may reach git. Others can point it at another repository: a hook sets them for the one that runs it."""

QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
OPTIONS = ("--no-pager", "--literal-pathspecs", "-c", "core.fsmonitor=false", "-c", "core.quotePath=true")
SECONDS = 120
PLAIN_FILE = (b"100644", b"100755")
MOST_LAYERS = 4
"""So many layers of a revision are read, each in a folder of the one that builds on it."""


def complaint(message: Message, help_: Message | None = None) -> InvalidInputError:
    """Error of a revision that cannot be read."""
    return InvalidInputError([Diagnostic("IN001", message, help=help_)])


def unknown(text: str) -> InvalidInputError:
    """Error of a side that is nothing here."""
    return complaint(say("`{text}` is neither a directory nor a revision that git knows here", text=text), say(
        "check its name; `git fetch` brings what is not here yet, `git fetch --unshallow` what lies behind a shallow clone"))


SILENT = say("git does not answer"), say("try `git log` in the same directory")
MOST_LISTED = MOST_FILES * 1000
"""Bytes of a listing that are read: more files than a catalogue may have, each with a long name."""


def incomplete(name: str) -> InvalidInputError:
    """Error of a revision of which a part is not here: the clone is shallow, or left out what nobody had asked for yet."""
    return complaint(say("`{name}` is not here as a whole", name=name),
                     say("fetch the revision in full, or clone the repository again without --depth and --filter"))


def environment() -> dict[str, str]:
    """The environment in which git is asked."""
    return {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in KEPT} | QUIET


class TreeEntry(NamedTuple):
    """File of a revision: its mode, the name of its content, and how many bytes that has."""

    mode: bytes
    blob: bytes
    size: int


class Repository(NamedTuple):
    """Git, asked in the working tree of a repository at `root`."""

    git: str
    root: Path

    def ask(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """Answer of git to a command."""
        try:
            return subprocess.run(  # noqa: S603 - no shell; revisions are checked, paths come after `--`
                [self.git, *OPTIONS, *words], cwd=self.root, env=environment(), input=given, capture_output=True, timeout=SECONDS,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            raise complaint(*SILENT) from None

    def commit(self, revision: str) -> str:
        """The commit that a revision means. Raises InvalidInputError for one that git does not know."""
        sound = revision and not revision.startswith("-") and revision.isprintable()
        done = self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}") if sound else None
        if done is None or done.returncode:
            raise unknown(revision)
        return done.stdout.decode("ascii").strip()

    def fork(self, old: str, new: str) -> str:
        """The commit from which two commits went apart. Raises InvalidInputError if there is none."""
        done = self.ask("merge-base", old, new)
        if done.returncode:
            raise complaint(say("git finds no commit that both revisions come from"),
                            say("fetch more of the history, or write two dots instead of three"))
        return done.stdout.decode("ascii").strip()

    def files(self, commit: str, directory: str, name: str) -> dict[str, Named]:
        """The files of the catalogue in a directory of a commit, by their path in it. `name` is how messages call it."""
        entries = self._entries(commit, directory, name)
        if FILES["tools"] not in entries:
            raise complaint(say("`{name}` holds no catalogue in `{directory}`", name=name, directory=directory),
                            say("say with --directory where it is in the repository"))
        base = f"{name}:" if directory == "." else f"{name}:{directory}/"
        found: dict[str, Named] = {}
        wanted, used = [], {True: 0, False: 0}
        for path, entry in sorted(entries.items()):
            whole = path.rpartition("/")[2] in FILES.values()
            taken, own = used[whole], base + path
            if entry.mode not in PLAIN_FILE:
                found[path] = own, unreadable(own, "IN001", say("this is a link, not a file"), say("commit the file itself"))
            elif entry.size > LARGEST_CATALOGUE - taken:
                found[path] = own, too_large(own, LARGEST_CATALOGUE, taken)
            else:
                used[whole] += entry.size
                wanted.append(path)
        return found | {path: (base + path, data) for path, data in self._contents(entries, wanted, name).items()}

    def _entries(self, commit: str, directory: str, name: str) -> dict[str, TreeEntry]:
        """What a commit holds where the files of a catalogue are, and of the layers below it in its folders; no other is read."""
        found, prefix = dict[str, TreeEntry](), ""
        for _ in range(MOST_LAYERS):
            level = self._level(commit, ("" if directory == "." else f"{directory}/") + prefix, name)
            found |= {prefix + own: entry for own, entry in level.items()}
            if not (lower := self._below(level.get(FILES["tools"]), name)):
                break
            prefix += f"{lower}/"
        return found

    def _level(self, commit: str, base: str, name: str) -> dict[str, TreeEntry]:
        """The files of one layer; only so many entries are read."""
        listed = self.listing(commit, [*(f"{base}{file}" for file in FILES.values()), f"{base}{FOLDER}/"], name)
        found = {}
        for line in listed.split(b"\0")[:-1]:
            facts, _, path = line.partition(b"\t")
            mode, kind, blob, size = (facts.split() + [b""] * 4)[:4]
            own = path.decode("utf-8", "replace").removeprefix(base)
            folder, _, filename = own.rpartition("/")
            if kind == b"blob" and (own in FILES.values() or (folder == FOLDER and filename.endswith(SUFFIX))):
                if not size.isdigit():
                    raise incomplete(name)
                found[own] = TreeEntry(mode, blob, int(size))
        return found

    def _below(self, entry: TreeEntry | None, name: str) -> str | None:
        """The folder of the layer that one builds on, if its tools.yaml names one."""
        if entry is None or entry.mode not in PLAIN_FILE or entry.size > LARGEST_CATALOGUE:
            return None
        text = self._contents({FILES["tools"]: entry}, [FILES["tools"]], name)[FILES["tools"]].decode("utf-8", "replace")
        return found["name"] if (found := below(text)) else None

    def listing(self, commit: str, paths: Sequence[str], name: str) -> bytes:
        """What git lists at some paths of a commit. Raises InvalidInputError where that has no end, or is not here."""
        words = ("ls-tree", "-l", "-z", "--full-tree", commit, "--", *paths)
        try:
            with subprocess.Popen(  # noqa: S603 - as in `ask`
                [self.git, *OPTIONS, *words], cwd=self.root, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            ) as asked:
                assert asked.stdout is not None
                listed = asked.stdout.read(MOST_LISTED)
                if len(listed) == MOST_LISTED:
                    asked.kill()
                    raise InvalidInputError([too_many(f"{name}:{paths[-1]}")])
                if asked.wait(SECONDS):
                    raise incomplete(name)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            raise complaint(*SILENT) from None
        return listed

    def _contents(self, entries: Mapping[str, TreeEntry], paths: Sequence[str], name: str) -> dict[str, bytes]:
        """The content of some files as it was committed: no filter of the repository runs."""
        done = self.ask("cat-file", "--batch", given=b"".join(entries[path].blob + b"\n" for path in paths))
        found, rest = {}, done.stdout
        for path in paths:
            head, _, rest = rest.partition(b"\n")
            if not head.endswith(b" blob %d" % entries[path].size) or len(rest) < entries[path].size:
                raise incomplete(name)
            found[path], rest = rest[: entries[path].size], rest[entries[path].size + 1 :]
        return found


def open_repository(start: Path) -> Repository:
    """The repository that a directory lies in. Raises InvalidInputError if there is none that git will read."""
    git = shutil.which("git")
    if git is None:
        raise complaint(say("git is not installed, so revisions cannot be read"), say("compare two directories instead"))
    done = Repository(git, start).ask("rev-parse", "--show-toplevel")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        raise complaint(say("git reads no repository here: {reason}", reason=said),
                        say("run it inside the repository of the catalogue, or compare two directories"))
    return Repository(git, Path(os.fsdecode(done.stdout.rstrip(b"\n"))))


PATHS_ALONE = ("/", "./", "../")  # no revision begins so
USUAL = "data"
"""Where a repository keeps its catalogue unless it is said otherwise."""


class VersionLocation(NamedTuple):
    """Where one side is: a directory, or a commit of a repository with the directory in it."""

    name: str
    folder: Path
    repository: Repository | None = None
    commit: str = ""
    lower: tuple[Path, ...] = ()
    """Layers below it, as they are now."""

    @property
    def layers(self) -> tuple[str, ...]:
        """The directories of its layers, if they exist as such."""
        return () if self.repository else tuple(map(str, [*self.lower, self.folder]))


@record
class Read:
    """Side as it was read, None if its catalogue cannot be used; `unread` is wrong with golden cases, which are left out."""

    name: str
    side: CatalogueVersion | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def places(
    old: str, new: str | None, *, current: Sequence[Path] = (), directory: str | None = None
) -> tuple[VersionLocation, VersionLocation]:
    """
    Both sides, each a directory, an export or a revision on the lower layers of the current catalogue. Raises InvalidInputError.

    `old` may also be two revisions: `main..HEAD`, or `main...HEAD` from where they went apart. If `new` is None, it is the catalogue
    of the working tree, or the current one if `old` is a directory. `directory`: where revisions hold it, from the root.
    """
    first, second = _sides(old, new, _LocationFinder(current[-1] if current else None, directory))
    lower = tuple(current[:-1])
    return first._replace(lower=lower), second._replace(lower=lower)


def _sides(old: str, new: str | None, finder: _LocationFinder) -> tuple[VersionLocation, VersionLocation]:
    if new is None and ".." in old and _catalogue_in(old) is None:
        return finder.range(old)
    first = finder.place(old)
    if new is not None:
        return first, finder.place(new)
    return first, finder.working_tree() if first.repository else _folder(finder.current or bundled_directory())


def _catalogue_in(text: str) -> Path | None:
    try:
        return catalogue_of(Path(text)) if text else None
    except (OSError, ValueError):
        return None


def _folder(path: Path) -> VersionLocation:
    return VersionLocation(str(path), path)


class _LocationFinder:
    """Reads names; looks for the repository only when one of them is a revision."""

    def __init__(self, current: Path | None, directory: str | None) -> None:
        self.current, self.directory = current, directory

    @cached_property
    def repository(self) -> Repository:
        return open_repository(self.current if self.current and is_folder(self.current) else Path.cwd())

    def inside(self) -> Path:
        """Where revisions hold the catalogue: as said, or where the current one is, or the usual place."""
        if self.directory is None:
            here = self.current and not is_file(self.current)
            current = Path(os.path.realpath(self.current)) if self.current and here else None  # `Path.resolve` raises for some links
            root = Path(os.path.realpath(self.repository.root))
            return current.relative_to(root) if current and current.is_relative_to(root) else Path(USUAL)
        plain = PurePosixPath(self.directory.replace("\\", "/"))
        if plain.is_absolute() or ".." in plain.parts or not self.directory.isprintable():
            raise complaint(say("--directory is a path from the root of the repository, without `..`"))
        return Path(plain)

    def revision(self, text: str) -> VersionLocation:
        return VersionLocation(text, self.inside(), self.repository, self.repository.commit(text))

    def place(self, text: str) -> VersionLocation:
        folder = _catalogue_in(text) or (Path(text) if text.startswith(PATHS_ALONE) else None)
        if folder and is_absent(folder):
            raise unknown(text)
        return _folder(folder) if folder else self.revision(text)

    def range(self, text: str) -> tuple[VersionLocation, VersionLocation]:
        old, dots, new = text.partition("..." if "..." in text else "..")
        first, second = self.revision(old or "HEAD"), self.revision(new or "HEAD")
        if dots == "...":
            first = first._replace(commit=self.repository.fork(first.commit, second.commit))
        return first, second

    def working_tree(self) -> VersionLocation:
        if self.current and is_file(self.current):
            return _folder(self.current)
        path, inside = self.repository.root / self.inside(), self.inside().as_posix()
        return VersionLocation(inside, path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def read_sides(old: VersionLocation, new: VersionLocation) -> tuple[Read, Read]:
    """Read both sides. Never raises for bad data. Files that are the same are read once."""
    before = _read(old, None)
    return before, _read(new, before)


def _read(place: VersionLocation, other: Read | None) -> Read:
    files = place.repository.files(place.commit, place.folder.as_posix(), place.name) if place.repository else {}
    texts = texts_of([*layers_at(place.lower), _layer(files)]) if files else read_texts([*place.lower, place.folder])
    found = Read(place.name, texts=texts.by_name)
    if other and other.side and other.side.catalogue.digest == texts.digest:
        found.side = replace(other.side, name=place.name, layers=place.layers)
        return found
    loaded = load_texts(texts)
    found.diagnostics = [item for item in loaded.diagnostics if item.is_error]
    if loaded.catalogue is None or loaded.subject is None:
        return found
    folders = [f"{layer.prefix}{FOLDER}" for layer in texts.layers if layer.folder is None]
    listed = [file for path, file in sorted(files.items()) if path.rpartition("/")[0] in folders]
    listed = [(listed[0][0], too_many(listed[0][0]))] if len(listed) > MOST_FILES else listed
    cases = cases_of(chain(files_of_cases(texts.folders), listed), loaded.catalogue)
    found.unread = [item for item in cases.diagnostics if item.is_error]
    subject, golden = loaded.subject, tuple(trial for trial, _ in cases.trials)
    found.side = CatalogueVersion(place.name, subject.tools, subject.rules, subject.words, subject.catalogue, golden, place.layers)
    return found


def _layer(files: Mapping[str, Named]) -> Layer:
    """The layer of the files of a revision; one that must be there and is not is said to be missing."""

    def read(filename: str, used: int) -> Named:  # noqa: ARG001 - sizes were looked at before
        name = files[FILES["tools"]][0].removesuffix(FILES["tools"]) + filename
        return files.get(filename) or (name, unreadable(name, "IN001", say("this file does not exist"), say("check the path")))

    return Layer(files.__contains__, read)
