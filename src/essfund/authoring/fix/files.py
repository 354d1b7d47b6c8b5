"""The files of a catalogue, fixed in memory: the shell writes them."""

from __future__ import annotations

import codecs
import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from essfund.authoring.fix.text import BYTE_ORDER_MARK, fix_text
from essfund.core.diagnostics import Diagnostic
from essfund.loading.files import LARGEST_CATALOGUE, decode, read_bytes
from essfund.loading.texts import FILES

if TYPE_CHECKING:
    from pathlib import Path

    from essfund.authoring.fix.fix import Fixed

LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class FixedFile:
    """A file as it is and as it should be. Nothing has been written."""

    path: Path
    role: str
    before: str
    fixed: Fixed

    @property
    def changed(self) -> bool:
        """Whether there is something to write."""
        return self.fixed.text != self.before

    def diff(self) -> str:
        """Return what would change, as a unified diff; empty if nothing would."""
        old, new = (LINE.findall(text) for text in (self.before, self.fixed.text))
        lines = difflib.unified_diff(old, new, str(self.path), str(self.path))
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def fix_directory(folder: Path) -> list[FixedFile]:
    """Fix every file of the catalogue of a directory, in memory. Files that cannot be read are left out: reading says why."""
    cases = folder / "cases"
    paths = [(folder / name, role) for role, name in FILES.items()]
    paths += [(path, "cases") for path in sorted(cases.glob("*.yaml"))] if cases.is_dir() else []
    found = []
    for path, role in paths:
        text = _read(path)
        if text is not None:
            found.append(FixedFile(path, role, text, fix_text(role, text, str(path))))
    return found


def _read(path: Path) -> str | None:
    """Return the text of a file, its byte order mark included; None if it is none."""
    data = read_bytes(path, LARGEST_CATALOGUE)
    if isinstance(data, Diagnostic):
        return None
    text, problems = decode(data, str(path), LARGEST_CATALOGUE)
    if any(problem.is_error for problem in problems):
        return None
    return BYTE_ORDER_MARK + text if data.startswith(codecs.BOM_UTF8) else text
