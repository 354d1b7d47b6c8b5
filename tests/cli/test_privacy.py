"""What tells of an enterprise is for who asked: files with its name are their owner's, and an error quotes nothing but itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

DAY = ("--as-of", "2019-06-01", "--lang", "en")
WHO = ("--name", "Zyxomma", "--siren", "732829320")
WRITING = {
    "match": ("match", "--output", "out.json"), "a sheet to hand over": ("match", "--output", "out.html"), "a plan": ("plan", "--project-cost", "50000", "--output", "out.csv"),
    "explain": ("explain", "socoden", "--output", "out.txt"), "a calendar": ("match", "--ics", "out.ics"), "compare": ("compare", "socoden", "fiso", "--output", "out.md"),
}


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
@pytest.mark.parametrize("what", sliced(WRITING, 2))
def test_a_file_with_a_name_is_its_owner_s(what: str, essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    usual = os.umask(0o022)
    try:
        for known, mode in (((), 0o644), (WHO[:2], 0o600), (WHO[2:], 0o600)):
            assert essfund(*WRITING[what], *known, *DAY).code == 0
            (written,) = tmp_path.iterdir()
            assert written.stat().st_mode & 0o777 == mode
            written.chmod(0o640)
            assert essfund(*WRITING[what], *known, *DAY).code == 0
            assert written.stat().st_mode & 0o777 == 0o640, "that of the old file stays"
            written.unlink()
    finally:
        os.umask(usual)


PROFILES = {
    "lines": ("name: Zyxomma\nlegal_form: zzz # 06 12 34\nsiren: '732829320'\n", "2 | legal_form: zzz…"),
    "json": ('{"name": "Zyxomma", "legal_form": "zzz", "siren": "732829320"}\n', '1 | …"legal_form": "zzz"…'),
    "json of lines": ('{\n "name": "Zyxomma", "legal_form": "zzz",\n "siren": "732829320"}\n', '2 | …"legal_form": "zzz"…'),
    "a list in one line": ("{name: Zyxomma, purposes: [zzz], siren: '732829320'}\n", "1 | …purposes: […"),
    "no mapping": ("- name: Zyxomma\n- siren: '732829320'\n", "a profile is a mapping"),
    "an unclosed quote": ("name: Zyxomma\nlegal_form: \"scop\nsiren: '732829320'\n", '2 | legal_form: "…'),
    "an unclosed bracket": ('{"name": "Zyxomma", "employees": 3\n', "2 |"),
    "a key too many": ("siren: '732829320'\nnane: 06 12 34\n", "2 | nane…"),
    "wide letters": (f"name: Zyxomma\nlegal_form: {'漢' * 300}\n", "2 | legal_form: 漢"),
}


@pytest.mark.parametrize("kind", PROFILES)
def test_a_broken_profile_shows_only_what_is_broken(kind: str, essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    text, shown = PROFILES[kind]
    path.write_text(text, encoding="utf-8")
    for argv in (("match",), ("validate",)):
        done = essfund(*argv, str(path), *DAY)
        told = done.out + done.err
        assert done.code in {1, 3}
        assert shown in told
        for secret in ("Zyxomma", "732829320", "06 12 34"):
            assert secret not in told
