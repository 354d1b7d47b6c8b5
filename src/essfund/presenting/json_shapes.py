"""Shapes that several JSON outputs share. Renderers name them for type checkers only."""

from __future__ import annotations

from typing_extensions import TypedDict


class AmountPlain(TypedDict):
    """Whole euros; null is « no bound known »."""

    min: int | None
    max: int | None
    certain: int | None
    basis: str
