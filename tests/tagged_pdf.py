"""A tagged PDF as a test reads it: text without spaces, and the elements of its structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pypdf


def bare(text: str) -> str:
    """Return a text without spaces, which programs that read PDF put where they like."""
    return "".join(text.split()).replace("\xad", "")


def structure(read: pypdf.PdfReader) -> tuple[list[str], list[str]]:
    """Return the kinds of the elements of a tagged PDF, and its alternative texts."""
    kinds: list[str] = []
    alternatives: list[str] = []

    def walk(thing: Any) -> None:
        found = thing.get_object()
        if isinstance(found, list):
            for part in found:
                walk(part)
        elif isinstance(found, dict) and "/S" in found:
            kinds.append(str(found["/S"]))
            alternatives.extend([str(found["/Alt"])] if "/Alt" in found else [])
            if "/K" in found:
                walk(found["/K"])

    root: Any = read.trailer["/Root"]
    walk(root["/StructTreeRoot"]["/K"])
    return kinds, alternatives
