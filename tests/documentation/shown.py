"""Outputs over the real catalogue that a page of the documentation shows.

A page names the catalogue it was made with. While that is today's, the page must be what the program shows, letter by letter.
Once the data has changed, only its outline must be: correcting a figure of the catalogue rewrites no page. `ESSFUND_UPDATE=1`
makes the page anew.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from tests.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DIGEST = re.compile(r"sha256:[0-9a-f]{12}")


def made_with_this_catalogue(path: Path) -> bool:
    """Whether a page was made with the catalogue as it is now."""
    return bundled().digest[: len("sha256:") + 12] in path.read_text(encoding="utf-8")


def assert_shown(path: Path, made: str, outline: Callable[[str], object]) -> None:
    """Hold a page against what was made just now."""
    current = bundled().digest[: len("sha256:") + 12]
    made = DIGEST.sub(current, made)
    if os.environ.get("ESSFUND_UPDATE"):
        path.write_text(made, encoding="utf-8")
    page = path.read_text(encoding="utf-8")
    assert DIGEST.search(page), f"{path} does not say with which catalogue it was made"
    if current in page:
        assert page == made, "the program shows something else: run ESSFUND_UPDATE=1 pytest"
    else:
        assert outline(page) == outline(made)


def first_lines(page: str) -> list[str]:
    """Return the names of the parts of a page that the program makes, and how each begins, whatever its figures."""
    return [re.sub(r"\d[\d\s]*", "0", found) for found in re.findall(r"^(<!-- [\w-]+ -->\n```text\n.*)", page, re.MULTILINE)]
