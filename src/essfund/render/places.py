"""Names of files as programs that read diagnostics want them: below the directory of the run, with forward slashes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from essfund.render.view import View


def relative(name: str, view: View) -> str:
    """Return the name of a file below the directory of the run; as it is if it lies elsewhere."""
    plain, base = name.replace("\\", "/"), view.directory.replace("\\", "/").rstrip("/")
    return plain.removeprefix(f"{base}/") if base else plain


def uri(name: str, view: View) -> str:
    """Return the name of a file as a URI reference; one outside the directory of the run is absolute."""
    below = relative(name, view)
    return f"file://{quote(below)}" if below.startswith("/") else quote(below)
