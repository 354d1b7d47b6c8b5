"""`match --output`: the ending decides the format, `--format` wins, and what cannot be done is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from essfund.presenting.formats import BINARY, HANDOUTS, REPORT_ENDINGS, REPORT_FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

DAY = ["--as-of", "2019-06-01"]
BEGINS = {"fiche": b"# Options de financement", "html": b"<!DOCTYPE html>", "pdf": b"%PDF", "docx": b"PK", "json": b"{", "csv": b"rank,",
          "table": b"Options de financement au"}


def test_endings_lead_to_formats_and_every_sheet_has_one() -> None:
    assert set(REPORT_ENDINGS.values()) <= set(REPORT_FORMATS)
    assert set(REPORT_ENDINGS.values()) >= HANDOUTS
    assert {"pdf", "docx"} <= BINARY


@pytest.mark.parametrize("ending", [*REPORT_ENDINGS, ".PDF", ".txt", ""])
def test_the_ending_decides(ending: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / f"fiche{ending}"
    done = essfund("match", "--legal-form", "scop", *DAY, "--output", str(path))
    assert (done.code, done.out, done.err) == (0, "", "")
    form = REPORT_ENDINGS.get(ending.lower(), "table")
    assert path.read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(BEGINS[form]), form
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_format_that_is_given_wins(essfund: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / "fiche.pdf"
    assert essfund("match", *DAY, "-f", "json", "-o", str(path)).code == 0
    assert path.read_bytes().startswith(b"{")


def test_without_a_file_it_is_the_table(essfund: Callable[..., Done]) -> None:
    assert essfund("match", *DAY).out.startswith("Options de financement au")
    assert essfund("match", *DAY, "-o", "-").out.startswith("Options de financement au")


def test_a_message_is_drafted_where_there_is_a_sheet_to_hold_it(essfund: Callable[..., Done]) -> None:
    done = essfund("match", "--legal-form", "scop", "--amount", "40000", *DAY, "-f", "fiche", "--message", "SOCODEN")
    assert done.code == 0
    assert "## Projet de message" in done.out
    assert "Bonjour," in done.out
    assert "## Projet de message" not in essfund("match", *DAY, "-f", "fiche").out


def test_a_message_without_a_sheet_or_without_an_instrument_is_refused(essfund: Callable[..., Done]) -> None:
    done = essfund("match", *DAY, "--message", "socoden", "--lang", "en")
    assert done.code == 2
    assert "fiche, html, pdf, or docx" in done.err
    done = essfund("match", *DAY, "-f", "html", "--message", "socodin", "--lang", "en")
    assert done.code == 2
    assert "socoden" in done.err


def test_the_exit_status_is_kept_and_no_value_of_the_profile_is_said_elsewhere(essfund: Callable[..., Done], tmp_path: Path) -> None:
    path = tmp_path / "fiche.html"
    done = essfund("match", "--name", "Secrète", "--legal-form", "organisme-public", *DAY, "--exit-status", "-o", str(path), "--lang", "en")
    assert done.code in {0, 4}
    assert "Secr" not in done.out + done.err
    assert "Secrète" in path.read_text(encoding="utf-8")
    missing = essfund("match", "--name", "Secrète", *DAY, "-o", str(tmp_path / "none" / "fiche.pdf"))
    assert missing.code == 74
    assert "Secr" not in missing.out + missing.err


def test_bytes_are_not_shown_to_a_terminal(essfund: Callable[..., Done], monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    done = essfund("match", *DAY, "-f", "pdf", "--lang", "en")
    assert done.code == 2
    assert re.search("not text", done.err)
