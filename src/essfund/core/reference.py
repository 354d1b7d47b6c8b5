"""What a text names: a module, or something in it. `pkgutil` does the same, and imports what few commands need."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def resolve(reference: str) -> Any:
    """Module, or `module:name`. Raises ImportError and AttributeError for what is not there."""
    module, _, name = reference.partition(":")
    found = import_module(module)
    return getattr(found, name) if name else found
