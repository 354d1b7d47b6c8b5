"""Programs that are not ours and open what we write. `.ci/run` installs them; elsewhere a test that needs one says so.

With ESSFUND_PROGRAMS=required a missing program is a failure.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from typing import NoReturn

import pytest


def program(*names: str) -> str:
    """Return the path of the first of these programs."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    return found or missing(" or ".join(names), f"apt-get install --no-install-recommends {names[-1]}")


def library(name: str, package: str) -> None:
    """Go on if this library is there."""
    if importlib.util.find_spec(name) is None:
        missing(package, 'pip install -e ".[browser]"')


def missing(what: str, command: str) -> NoReturn:
    text = f"NOT TESTED: {what} is not installed ({command})"
    if os.environ.get("ESSFUND_PROGRAMS") == "required":
        pytest.fail(text)
    pytest.skip(text)
