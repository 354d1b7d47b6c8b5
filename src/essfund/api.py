"""The library's way in: the same reading and checking as the command line, without its output."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.core.errors import InvalidInputError
from essfund.loading import profile as reading
from essfund.loading.catalogue import places_of
from essfund.loading.files import LARGEST_PROFILE, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from essfund.core.diagnostics import Diagnostic
    from essfund.model.catalogue import Catalogue
    from essfund.model.profile import Profile


def read_profile(catalogue: Catalogue, values: Mapping[str, Any]) -> Profile:
    """
    Make a profile of plain values.

    Args:
        catalogue: gives the vocabularies; choices accept ids, INSEE codes, names and aliases.
        values: field keys to values, as a profile file holds them; leave out what is unknown.

    Raises:
        InvalidInputError: with everything that is wrong, at once.
    """
    return reading.read_profile(catalogue, values)[0]


def load_profile(catalogue: Catalogue, path: Path | str) -> Profile:
    """
    Read a profile from a YAML or JSON file.

    Raises:
        InvalidInputError: with everything that is wrong, at its line.
    """
    text, problems = read_text(Path(path), LARGEST_PROFILE)
    if any(problem.is_error for problem in problems):
        raise InvalidInputError(problems)
    return reading.read_profile_text(catalogue, text, str(path))[0]


def validate(directory: Path | str | Iterable[Path | str] | None = None, *, on: date | None = None) -> list[Diagnostic]:
    """
    Check a catalogue and its golden cases; the bundled one if no directory is given.

    Args:
        directory: where the files are; several are layers, the lowest first.
        on: the day from which ages of sources and closing dates are seen; today if None.

    Returns:
        Everything found, in reading order: errors, warnings and notes. Never raises for bad data.
    """
    from essfund.review.validation import check_documents  # noqa: PLC0415 - needs pydantic

    return list(check_documents(places_of(directory), on or date.today()).diagnostics)  # noqa: DTZ011 - the day where the caller sits
