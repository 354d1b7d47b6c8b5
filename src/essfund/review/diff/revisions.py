"""What people name on the command line, directories or git revisions, to the two sides of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from essfund.core.messages import say
from essfund.loading.cases import FOLDER, cases_of, read_cases
from essfund.loading.catalogue import load_texts, read_texts
from essfund.loading.files import MOST_FILES, too_many, unreadable
from essfund.loading.texts import FILES, bundled_directory, texts_of
from essfund.review.diff.git import complaint, open_repository
from essfund.review.diff.model import CatalogueVersion, Golden
from essfund.review.validation_run import catalogue_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.cases import Cases
    from essfund.loading.files import Named
    from essfund.loading.texts import Texts
    from essfund.model.catalogue import Catalogue
    from essfund.review.diff.git import Repository

VOCABULARIES = FILES["vocabularies"]
USUAL = "data"
"""Where a repository keeps its catalogue unless it is said otherwise."""


class VersionLocation(NamedTuple):
    """Where one side is: a directory, or a commit of a repository with the directory in it."""

    name: str
    folder: Path
    repository: Repository | None = None
    commit: str = ""

    @property
    def directory(self) -> str:
        """The directory, if it is one that exists as such."""
        return "" if self.repository else str(self.folder)


@dataclass
class Read:
    """One side as it was read: None if its catalogue cannot be used, with everything that is wrong.

    `unread` is what is wrong with its golden cases: they are left out.
    """

    name: str
    side: CatalogueVersion | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    unread: list[Diagnostic] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)


def places(old: str, new: str | None, *, current: Path | None, directory: str | None) -> tuple[VersionLocation, VersionLocation]:
    """
    Find both sides.

    Args:
        old: a directory, a revision, or two revisions: `main..HEAD`, or `main...HEAD` from where they went apart.
        new: a directory or a revision; if None, the catalogue of the working tree, or the current one if `old` is a directory.
        current: the catalogue in use; the bundled one if None.
        directory: where revisions hold the catalogue, from the root of the repository.

    Raises:
        InvalidInputError: if a side is neither a directory nor a revision.
    """
    finder = _Finder(current, directory)
    if new is None and not _is_folder(old) and ".." in old:
        return finder.range(old)
    first = finder.place(old)
    if new is not None:
        return first, finder.place(new)
    return first, finder.working_tree() if first.repository else _folder(current or bundled_directory())


def _is_folder(text: str) -> bool:
    try:
        return bool(text) and catalogue_of(Path(text)) is not None
    except (OSError, ValueError):
        return False


def _folder(path: Path) -> VersionLocation:
    return VersionLocation(str(path), path)


class _Finder:
    """Reads names; looks for the repository only when one of them is a revision."""

    def __init__(self, current: Path | None, directory: str | None) -> None:
        self.current, self.directory = current, directory
        self.found: Repository | None = None

    @property
    def repository(self) -> Repository:
        if self.found is None:
            self.found = open_repository(self.current if self.current and self.current.is_dir() else Path.cwd())
        return self.found

    def inside(self) -> Path:
        """Return where revisions hold the catalogue: as said, or where the current one is, or the usual place."""
        if self.directory is None:
            current = self.current.resolve() if self.current else None
            own = current and current.is_relative_to(self.repository.root.resolve())
            return current.relative_to(self.repository.root.resolve()) if current and own else Path(USUAL)
        plain = PurePosixPath(self.directory.replace("\\", "/"))
        if plain.is_absolute() or ".." in plain.parts or not self.directory.isprintable():
            raise complaint(say("--directory is a path from the root of the repository, without `..`"))
        return Path(plain)

    def revision(self, text: str) -> VersionLocation:
        return VersionLocation(text, self.inside(), self.repository, self.repository.commit(text))

    def place(self, text: str) -> VersionLocation:
        if _is_folder(text):
            return _folder(catalogue_of(Path(text)) or Path(text))
        return self.revision(text)

    def range(self, text: str) -> tuple[VersionLocation, VersionLocation]:
        old, dots, new = text.partition("..." if "..." in text else "..")
        first, second = self.revision(old or "HEAD"), self.revision(new or "HEAD")
        if dots == "...":
            first = first._replace(commit=self.repository.fork(first.commit, second.commit))
        return first, second

    def working_tree(self) -> VersionLocation:
        path, inside = self.repository.root / self.inside(), self.inside().as_posix()
        return VersionLocation(inside, path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def read_sides(old: VersionLocation, new: VersionLocation) -> tuple[Read, Read]:
    """Read both sides. Never raises for bad data. Files that are the same are read once."""
    before = _read(old, None)
    return before, _read(new, before)


def _read(place: VersionLocation, other: Read | None) -> Read:
    files = place.repository.files(place.commit, place.folder.as_posix(), place.name) if place.repository else {}
    texts = _texts(files) if files else read_texts(place.folder, bundled_directory())
    found = Read(place.name, texts={texts.names[role]: text for role, text in texts.texts.items()})
    if other and other.side and other.side.catalogue.digest == texts.digest:
        found.side = replace(other.side, name=place.name, directory=place.directory)
        return found
    loaded = load_texts(texts)
    found.diagnostics = [item for item in loaded.diagnostics if item.is_error]
    if loaded.catalogue is None or loaded.subject is None:
        return found
    cases = _cases(files, loaded.catalogue) if files else read_cases(place.folder, loaded.catalogue)
    found.unread = [item for item in cases.diagnostics if item.is_error]
    golden = tuple(Golden(trial.case, trial.tool, trial.profile, trial.day) for trial, _ in cases.trials)
    subject = loaded.subject
    found.side = CatalogueVersion(place.name, subject.tools, subject.rules, subject.words, subject.catalogue, golden, place.directory)
    return found


def _texts(files: Mapping[str, Named]) -> Texts:
    """Return the files of a catalogue out of those of a revision; one that must be there and is not is said to be missing."""

    def read(filename: str, used: int) -> Named | None:  # noqa: ARG001 - sizes were looked at before
        if filename in files or filename == VOCABULARIES:
            return files.get(filename)
        name = files[FILES["tools"]][0].removesuffix(FILES["tools"]) + filename
        return name, unreadable(name, "IN001", say("this file does not exist"), say("check the path"))

    return texts_of(read, bundled_directory())


def _cases(files: Mapping[str, Named], catalogue: Catalogue) -> Cases:
    found = [file for path, file in sorted(files.items()) if path.startswith(f"{FOLDER}/")]
    return cases_of([(found[0][0], too_many(found[0][0]))] if len(found) > MOST_FILES else found, catalogue)
