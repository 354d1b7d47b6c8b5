"""How old the last proof of life is, said by its year and never by « not verified lately » alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done


def test_the_whole_proof_says_the_year_of_the_last_proof_and_what_followed(essfund: Callable[..., Done]) -> None:
    def said(tool: str) -> str:
        return essfund("explain", tool, "--legal-form", "association", "--as-of", "2026-11-28", "--proof", "--lang", "en").out.split("\n")[1]

    assert "not verified lately" not in said("fonds-amorcage-associatif")
    assert "proof of 2018" in said("fonds-amorcage-associatif")
    assert "probably ended; proof of" in said("sifa")
