"""Texts of the files of a catalogue: where they are, read by role, with what went wrong reading them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Diagnostic
from essfund.loading.files import LARGEST_CATALOGUE, decode, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.loading.files import Named
    from essfund.loading.yaml_reader import Document


PACKAGE = Path(__file__).parents[1]


@cache
def bundled_directory() -> Path:
    """The directory of the bundled catalogue: of a wheel, an editable install or a checkout."""
    installed = PACKAGE / "data"
    return installed if (installed / "tools.yaml").is_file() else PACKAGE.parents[1] / "data"


def bundled_edition() -> str:
    """The edition of the bundled catalogue without reading the whole of it: it stands on one of the first lines."""
    with (bundled_directory() / "tools.yaml").open(encoding="utf-8") as stream:
        editions = (line.partition(":")[2].strip().strip("\"'") for line in islice(stream, 20) if line.startswith("edition:"))
        return next(editions, "?")


FILES = {"tools": "tools.yaml", "rules": "rules.yaml", "vocabularies": "vocabularies.yaml"}
"""What a catalogue is made of. `vocabularies.yaml` may be left out: the bundled one is used then."""

FORMAT = "4"  # changes when the same files would give another catalogue: it is part of the digest


@dataclass
class Texts:
    """The files of a catalogue as text, by role, with their names and what went wrong reading them."""

    texts: dict[str, str]
    names: dict[str, str]
    diagnostics: list[Diagnostic]
    lent: set[str] = field(default_factory=set)
    """Roles of the files that come with essfund: who borrows them cannot edit them."""
    documents: dict[str, Document] = field(default_factory=dict)  # already parsed, if they came in one file
    @property
    def digest(self) -> str:
        """SHA-256 over the format version and every file."""
        found = hashlib.sha256(FORMAT.encode())
        for role in FILES:
            found.update(b"\0" + self.texts.get(role, "").encode("utf-8", "surrogatepass"))
        return f"sha256:{found.hexdigest()}"


def texts_of(read: Callable[[str, int], Named | None], fallback: Path) -> Texts:
    """The files of a catalogue by role, wherever they are read from: `read` takes a file and how many bytes are taken."""
    found = Texts({}, {}, [])
    used = 0
    for role, filename in FILES.items():
        file = read(filename, used)
        if file is None:
            found.lent.add(role)
            path = fallback / filename
            file = str(path), read_bytes(path, LARGEST_CATALOGUE, used)
        found.names[role], data = file
        found.texts[role] = ""
        if isinstance(data, Diagnostic):
            found.diagnostics.append(data)
            continue
        used += len(data)
        found.texts[role], problems = decode(data, found.names[role], LARGEST_CATALOGUE)
        found.diagnostics += problems
    return found
