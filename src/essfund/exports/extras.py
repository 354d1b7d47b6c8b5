"""Libraries that only some formats need: what to install when one is missing."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

from essfund.errors import UsageError
from essfund.messages import say

if TYPE_CHECKING:
    from essfund.exports import ExportFormat


def require(name: str, wanted: ExportFormat) -> None:
    """Raise UsageError with the exact command that installs what a format needs, if it is not there."""
    if wanted.library and find_spec(wanted.library) is None:
        raise UsageError(
            say("the format `{name}` needs a library that is not installed", name=name),
            say('{python} -m pip install "{requirement}"', python=sys.executable or "python3", requirement=wanted.requirement),
        )
