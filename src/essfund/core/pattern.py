"""Regular expressions that are compiled when they are first used: a command uses few of those that its modules declare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from re import compile as pattern

__all__ = ["pattern"]

if not TYPE_CHECKING:

    class pattern:  # noqa: N801 - called as `re.compile` is
        """Regular expression with the methods of a compiled one."""

        def __init__(self, text: str, flags: int = 0) -> None:
            self._text, self._flags = text, flags

        def __getattr__(self, name: str) -> Any:
            """Method or attribute of the compiled expression, which is kept: the next look finds it here."""
            if name.startswith("__"):  # copying and pickling look for what no expression has
                raise AttributeError(name)
            found = getattr(re.compile(self._text, self._flags), name)
            setattr(self, name, found)
            return found
