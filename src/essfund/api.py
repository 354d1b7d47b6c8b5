"""The library's way in: the same reading and checking as the command line, without its output."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.diagnostics import in_reading_order
from essfund.errors import InvalidInputError
from essfund.reading import profile as reading
from essfund.reading.bundled import bundled_directory
from essfund.reading.catalogue import load_texts, read_texts
from essfund.reading.files import LARGEST_PROFILE, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.diagnostics import Diagnostic
    from essfund.models.catalogue import Catalogue
    from essfund.models.profile import Profile


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


def validate(directory: Path | str | None = None) -> list[Diagnostic]:
    """
    Check a catalogue and its golden cases; the bundled one if no directory is given.

    Returns:
        Everything found, in reading order. Never raises for bad data.
    """
    from essfund.reading.cases import read_cases, run_cases  # noqa: PLC0415 - needs pydantic

    bundled = bundled_directory()
    folder = Path(directory) if directory else bundled
    loaded = load_texts(read_texts(folder, bundled))
    found = list(loaded.diagnostics)
    if loaded.catalogue is not None:
        cases = read_cases(folder, loaded.catalogue)
        found += cases.diagnostics
        found += [item for _, _, items in run_cases(cases, loaded.catalogue) for item in items]
    return in_reading_order(found)
