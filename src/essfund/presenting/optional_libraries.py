"""Libraries that only some formats need: what to install when one is missing."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from essfund.core.errors import UsageError
from essfund.core.messages import say


def require(name: str, library: str, requirement: str) -> None:
    """Raise UsageError with the exact command that installs the library of a format, if it is not there."""
    if library and find_spec(library) is None:
        raise UsageError(
            say("the format `{name}` needs a library that is not installed", name=name),
            say('{python} -m pip install "{requirement}"', python=sys.executable or "python3", requirement=requirement),
        )
