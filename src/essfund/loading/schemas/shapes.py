"""The few shapes that the schemas of what we write are made of: every key is there, and no other."""

from __future__ import annotations

from typing import Any

TEXT: dict[str, Any] = {"type": "string"}
MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}


def record(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return an object with these keys, all needed but the optional ones."""
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def several(item: dict[str, Any]) -> dict[str, Any]:
    """Return a list of such items."""
    return {"type": "array", "items": item}


AMOUNT = record({
    "min": COUNT, "max": {"type": ["integer", "null"]}, "certain": {"type": ["integer", "null"]}, "basis": TEXT,
})
"""Whole euros; null is « no bound known »."""
