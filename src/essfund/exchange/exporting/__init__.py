"""The catalogue as files that other tools open without repair. Their formats are in `render.formats`."""

from __future__ import annotations

DIALECTS = ("rfc4180", "fr")
"""How CSV is written: comma and point; or semicolon, decimal comma and byte order mark, as spreadsheets in French open it."""
