"""Where the catalogue that comes with the software is: in the installed package, or in the checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


@cache
def bundled_directory() -> Path:
    """Return the directory of the bundled catalogue: of a wheel, an editable install or a checkout."""
    installed = PACKAGE / "data"
    return installed if (installed / "tools.yaml").is_file() else PACKAGE.parents[1] / "data"


def bundled_edition() -> str:
    """Return the edition of the bundled catalogue without reading the whole of it: it stands on one of the first lines."""
    with (bundled_directory() / "tools.yaml").open(encoding="utf-8") as stream:
        for _, line in zip(range(20), stream, strict=False):
            if line.startswith("edition:"):
                return line.partition(":")[2].strip().strip("\"'")
    return "?"
