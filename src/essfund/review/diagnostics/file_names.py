"""Names of files as programs that read diagnostics want them: below the directory of the run, with forward slashes."""

from __future__ import annotations

import ntpath
import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from essfund.presenting.view import View


def relative(name: str, view: View) -> str:
    """Return the name of a file below the directory of the run; its whole name if it lies elsewhere."""
    if not view.directory:
        return name
    return _whole(name, view).removeprefix(f"{_whole('', view).rstrip('/')}/")


def uri(name: str, view: View) -> str:
    """Return the name of a file as a URI reference; one outside the directory of the run is absolute."""
    below = relative(name, view)
    return _absolute(below) or _quoted(below)


def whole_uri(name: str, view: View) -> str:
    """Return the name of a file as an absolute URI; empty if the directory of the run is not known."""
    return _absolute(_whole(name, view))


def _whole(name: str, view: View) -> str:
    """Return the whole name of a file, without steps upwards."""
    if ntpath.splitdrive(view.directory)[0]:
        return ntpath.normpath(ntpath.join(view.directory, name)).replace("\\", "/")
    return posixpath.normpath(posixpath.join(view.directory, name))


def _absolute(name: str) -> str:
    """Return the URI of a whole name, with its drive if it has one; empty if the name is not whole."""
    drive, rest = ntpath.splitdrive(name)
    if drive.endswith(":") and rest.startswith("/"):
        return f"file:///{drive}{_quoted(rest)}"
    return f"file://{_quoted(name)}" if name.startswith("/") else ""


def _quoted(name: str) -> str:
    """Return a name with everything escaped that has a meaning in a URI; bytes that are no text stay what they are."""
    return quote(name, errors="surrogateescape")
