"""The sheet to hand over as a file, and what cannot be done is said. Endings: `tests/cli/test_formats.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.frozen import AT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from tests.command_line import Done

DAY = ["--as-of", "2019-06-01"]


def test_without_a_file_it_is_the_table(essfund: Callable[..., Done]) -> None:
    assert "À DEMANDER D’ABORD" in essfund("match", *DAY).out
    assert essfund("match", *DAY, "-o", "-").out == essfund("match", *DAY).out


def test_a_message_is_drafted_where_there_is_a_sheet_to_hold_it(essfund: Callable[..., Done]) -> None:
    done = essfund("match", "--legal-form", "scop", "--amount", "40000", *DAY, "-f", "fiche", "--message", "SOCODEN")
    assert done.code == 0
    assert "## Projet de message" in done.out
    assert "Bonjour," in done.out
    assert "## Projet de message" not in essfund("match", *DAY, "-f", "fiche").out


def test_a_message_to_a_funder_that_has_ended_or_refuses_is_drafted_with_a_warning(essfund: Callable[..., Done]) -> None:
    known = ("--legal-form", "association", "--amount", "40000", *AT, "-f", "fiche", "--lang", "en")
    for tool, word, draft in (("sifa", "has ended", "has ended"), ("socoden", "refuses", "is open to us")):
        done = essfund("match", *known, "--message", tool)
        assert done.code == 0
        assert done.err.startswith("warning")
        assert word in done.err
        assert draft in done.out
    assert essfund("match", *known, "--message", "dla").err == ""


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
