"""Drafts without reading the bundled catalogue again for each of them."""

from __future__ import annotations

import pytest

from tests.bundled import bundled
from tests.exporting.making import documents


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bundled catalogue, of which drafts take words, is not read again for each of them."""
    module = "essfund.exchange.importing.draft_catalogue"
    monkeypatch.setattr(f"{module}.load_catalogue", bundled)
    monkeypatch.setattr(f"{module}.read_documents", lambda *_: documents())
