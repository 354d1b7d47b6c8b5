"""Translations as GNU gettext compiles them (`.mo`), each looked up in the sorted file: `gettext` reads all 3,000 for one screen."""

from __future__ import annotations

from struct import unpack_from
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = 0x950412DE


class MessageFile:
    """The translations of one language. The tables of the file give length and offset of each text, ids in the order of their bytes.

    The layout is that of the manual of GNU gettext, « The Format of GNU MO Files », in the byte order in which Babel writes.
    """

    def __init__(self, path: str | Path) -> None:
        """Read a file. Raises ValueError for one that is none."""
        with open(path, "rb") as stream:
            self.data = stream.read()
        magic, _, self.count, self.ids, self.texts = unpack_from("<5I", self.data)
        if magic != MAGIC:
            raise ValueError(path)
        self.found: dict[str, str] = {}

    def text(self, template: str) -> str:
        """Translation of a text; the text itself where there is none."""
        if template not in self.found:
            self.found[template] = self._looked_up(template)
        return self.found[template]

    def _looked_up(self, template: str) -> str:
        wanted, low, high = template.encode("utf-8", "surrogatepass"), 0, self.count
        while low < high:
            middle = (low + high) // 2
            known = self._at(self.ids, middle)
            if known == wanted:
                return self._at(self.texts, middle).decode()
            low, high = (middle + 1, high) if known < wanted else (low, middle)
        return template

    def _at(self, table: int, number: int) -> bytes:
        length, offset = unpack_from("<2I", self.data, table + 8 * number)
        return self.data[offset:offset + length]
