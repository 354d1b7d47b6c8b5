"""Texts of the files of a catalogue: where they are, read by role, with what went wrong reading them."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from functools import cache
from itertools import islice
from os import W_OK, access, curdir, supports_effective_ids
from os.path import dirname, join, sep
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic, Severity, Span
from essfund.core.lazily import cached_property
from essfund.core.messages import did_you_mean, say
from essfund.core.pattern import pattern
from essfund.core.record import field, record, replace
from essfund.core.text import nearest
from essfund.loading.files import LARGEST_CATALOGUE, decode, is_absent, is_file, read_bytes, too_large

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from essfund.core.messages import Message
    from essfund.loading.files import Named
    from essfund.loading.yaml_reader import Document


PACKAGE = dirname(dirname(__file__))


@cache
def bundled_place() -> str:
    """The name of the directory of the bundled catalogue: of a wheel, an editable install or a checkout."""
    installed = join(PACKAGE, "data")
    return installed if is_file(join(installed, "tools.yaml")) else join(dirname(dirname(PACKAGE)), "data")


def bundled_directory() -> Path:
    """The directory of the bundled catalogue."""
    from pathlib import Path  # noqa: PLC0415 - most runs read what is bundled, and start sooner without it

    return Path(bundled_place())


def bundled_edition() -> str:
    """The edition of the bundled catalogue without reading the whole of it: it stands on one of the first lines."""
    with open(join(bundled_place(), "tools.yaml"), encoding="utf-8") as stream:
        editions = (line.partition(":")[2].strip().strip("\"'") for line in islice(stream, 20) if line.startswith("edition:"))
        return next(editions, "?")


FILES = {"tools": "tools.yaml", "rules": "rules.yaml", "vocabularies": "vocabularies.yaml"}
"""What a catalogue is made of. A layer may leave out what those below it have; where no layer has words, the bundled ones are used."""

FORMAT = "4"  # changes when the same files would give another catalogue: it is part of the digest
BUILDS_ON = pattern(r"""^builds_on:[ \t]*(["']?)(?P<name>[a-z0-9]+(?:-[a-z0-9]+)*)\1[ \t]*(?:#.*)?\r?$""", re.MULTILINE)
"""How tools.yaml names the layer below it: one line, so that a catalogue that is kept is found without reading YAML."""


@record(frozen=True)
class CatalogueFile:
    """One file of one layer. `lent`: it comes with essfund, and whoever borrows it cannot edit it."""

    name: str
    text: str
    lent: bool = False
    document: Document | None = None  # already parsed, if several came in one file
    data: bytes = b""
    """The text as it was read, if it was: without a mark of its byte order."""


@record
class Texts:
    """The files of a catalogue by role, those of the lowest layer first, and what went wrong reading them."""

    files: dict[str, list[CatalogueFile]] = field(default_factory=lambda: {role: [] for role in FILES})
    diagnostics: list[Diagnostic] = field(default_factory=list)
    layers: list[Layer] = field(default_factory=list)

    @property
    def folders(self) -> list[Path]:
        """The directories of the layers, where golden cases stand."""
        return [layer.folder for layer in self.layers if layer.folder]

    def layer_of(self, name: str) -> Layer:
        """The layer in whose directory a file stands, the innermost one; the last one for files that stand in none."""
        inside = [layer for layer in self.layers if layer.at and name.startswith(f"{layer.at}{sep}")]
        return max(inside, key=lambda layer: len(layer.at or ""), default=self.layers[-1])

    @property
    def by_name(self) -> dict[str, str]:
        """The text of each file that is not lent, for code frames."""
        return {file.name: file.text for files in self.files.values() for file in files if file.text and not file.lent}

    @property
    def digest(self) -> str:
        """SHA-256 over the format version and every file of every layer."""
        from essfund.loading.digest import sha256  # noqa: PLC0415 - `--version` reads no catalogue

        parts = [FORMAT.encode()]
        for files in self.files.values():
            for number, file in enumerate(files):
                data = file.data or file.text.encode("utf-8", "surrogatepass")
                parts += [b"\1%d" % len(data) if number else b"\0", data]
        return f"sha256:{sha256(parts)}"


@record(frozen=True)
class Layer:
    """One layer of a catalogue: which files it has and how they are read; where its directory is, if it is one."""

    has: Callable[[str], bool]
    read: Callable[[str, int], Named]
    at: str | None = None
    lent: bool = False
    export: Texts | None = None  # read already: the file of an export
    prefix: str = ""
    """The folders that lead to it from the place where its files are read."""

    @property
    def place(self) -> str:
        """What tells it from other layers of a catalogue."""
        return self.at or self.prefix

    @property
    def folder(self) -> Path | None:
        """Its directory, if it is one, where golden cases stand."""
        from pathlib import Path  # noqa: PLC0415 - as above

        return Path(self.at) if self.at else None

    @cached_property
    def contents(self) -> dict[str, Named]:
        """The files that it has, by role."""
        found, used = dict[str, "Named"](), 0
        for role, filename in FILES.items():
            if self.has(filename):
                found[role] = self.read(filename, used)
                used += size_of(found[role])
        return found

    @property
    def writable(self) -> bool:
        """Whether the user may write one of its files; what is read from elsewhere, such as a revision, is taken as it is."""
        paths = [file_in(self.at, FILES[role]) for role in self.contents] if self.at else []
        return not paths or any(access(path, W_OK, effective_ids=access in supports_effective_ids) for path in paths)

    def inside(self, name: str) -> Layer:
        """The layer in a folder of this one."""
        return Layer(lambda file: self.has(f"{name}/{file}"), lambda file, used: self.read(f"{name}/{file}", used),
                     file_in(self.at, name) if self.at else None, self.lent, prefix=f"{self.prefix}{name}/")

    def below(self) -> tuple[str, Span] | None:
        """The name of the layer that it builds on, and where that is written."""
        name, data = self.contents.get("tools", ("", b""))
        if isinstance(data, Diagnostic) or b"builds_on:" not in data:
            return None
        text = data.decode("utf-8", "replace")
        if not (found := below(text)):
            return None
        line, column = text.count("\n", 0, found.start()) + 1, found.start("name") - found.start() + 1
        return found["name"], Span(name, line, column, line, column + len(found["name"]))


def below(text: str) -> re.Match[str] | None:
    """Where the text of tools.yaml names the layer below, if it does."""
    return BUILDS_ON.search(text)


def size_of(file: Named) -> int:
    """How many bytes a file has; none if it could not be read."""
    return 0 if isinstance(file[1], Diagnostic) else len(file[1])


def file_in(folder: str, file: str) -> str:
    """The name of a file of a directory, as `Path` writes it."""
    return join("" if folder == curdir else folder, *file.split("/"))


def layer_of(folder: str, *, lent: bool = False) -> Layer:
    """The layer of a directory, by its name as `Path` writes it."""
    return Layer(lambda file: not is_absent(file_in(folder, file)),
                 lambda file, used: ((name := file_in(folder, file)), read_bytes(name, LARGEST_CATALOGUE, used)), folder, lent)


def bundled_layers() -> dict[str, str]:
    """The layers that come with essfund, beside the bundled catalogue: where each is, by name."""
    return {path.parent.name: str(path.parent) for path in sorted(bundled_directory().glob(f"*/{FILES['tools']}"))}


def stacked(layers: Iterable[Layer], found: Texts) -> list[Layer]:
    """Layers with those that they build on below them, each directory once; what they name and nothing has is added to what is wrong."""
    stack: list[Layer] = []
    for layer in layers:
        chain, places = [layer], {layer.place}
        while named := chain[0].below():
            lower: Layer | None = chain[0].inside(named[0])
            if lower and not lower.has(FILES["tools"]):
                bundled = bundled_layers()
                lower = layer_of(bundled[named[0]], lent=True) if named[0] in bundled else None
            if lower is None:
                problem, where = say("no layer is called `{id}`", id=named[0]), say(
                    "name a folder beside this file, or a layer that comes with essfund: {words}", words=", ".join(bundled) or "-")
                found.diagnostics.append(Diagnostic("CAT010", problem, Severity.ERROR, named[1], did_you_mean(
                    nearest(named[0], bundled), where)))
            if lower is None or lower.place in places:
                break
            chain.insert(0, lower)
            places.add(lower.place)
        known = {item.at for item in stack if item.at}
        stack += [item for item in chain if item.at not in known]
    return stack


def lending(stack: Sequence[Layer]) -> Iterator[Layer]:
    """Layers, those of them lent that the user cannot write although the last one can be.

    Where the last one cannot be written either, as in a container, its mode does not say whose files they are.
    """
    writable = [layer.writable for layer in stack]
    yield from (replace(layer, lent=True) if writable[-1] and not able else layer for layer, able in zip(stack, writable, strict=True))


def texts_of(layers: Iterable[Layer], *, read: bool = True) -> Texts:
    """The files of a catalogue by role, wherever they are read from; the lowest layer is given first.

    Bytes that are not `read` as texts have a digest, which is all that a catalogue kept for them takes.
    """
    found = Texts()
    used = 0
    for number, layer in enumerate(lending(stacked(layers, found))):
        found.layers.append(layer)
        if layer.export:
            found.diagnostics += layer.export.diagnostics
            for role, files in layer.export.files.items():
                found.files[role] += files
            continue
        contents = dict(layer.contents)
        for role in ("tools", "rules") if not number else () if contents else ("tools",):
            if role not in contents:  # the lowest layer is whole, and each has a file: reading says why it is not there
                contents[role] = layer.read(FILES[role], used)
        for role, (name, data) in contents.items():
            if isinstance(data, Diagnostic) and layer.at and is_absent(layer.at):
                data = replace(data, help=layer_meant(layer.at))  # noqa: PLW2901 - the same file, with what was probably meant
            used = _take(found, role, (name, data), used, lent=layer.lent, read=read)
    if not found.files["vocabularies"]:
        words = stacked([layer_of(bundled_place(), lent=True)], found)
        for file in [item.contents["vocabularies"] for item in words if "vocabularies" in item.contents]:
            used = _take(found, "vocabularies", file, used, lent=True, read=read)
    return found


def layer_meant(folder: str) -> Message | None:
    """What may have been meant by a place where nothing is."""
    known = bundled_layers()
    otherwise = say("name a directory, or a layer that comes with essfund: {words}", words=", ".join(known))
    return did_you_mean(nearest(folder, known), otherwise)


def _take(found: Texts, role: str, file: Named, used: int, *, lent: bool, read: bool) -> int:
    """Add one file to a catalogue of which some bytes are there already; return how many there are then."""
    name, data = file
    text, size, raw = "", size_of(file), b""
    if isinstance(data, Diagnostic):
        found.diagnostics.append(data)
    elif used + size > LARGEST_CATALOGUE:
        found.diagnostics.append(too_large(name, LARGEST_CATALOGUE, used))
    else:
        if read:
            text, problems = decode(data, name, LARGEST_CATALOGUE)
            found.diagnostics += problems
        raw = data.removeprefix(BOM_UTF8) if text or not read else b""
    found.files[role].append(CatalogueFile(name, text, lent, data=raw))
    return used + size
