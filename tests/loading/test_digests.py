"""Digests are those of `hashlib`, whoever works them out, and those of a catalogue depend on its texts alone."""

from __future__ import annotations

import hashlib
from codecs import BOM_UTF8
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essfund.core.record import replace
from essfund.loading import digest
from essfund.loading.catalogue import layers_at, read_texts
from essfund.loading.texts import texts_of
from tests.depth import law

if TYPE_CHECKING:
    from pathlib import Path

PARTS = st.lists(st.binary(max_size=300) | st.binary(max_size=300).map(lambda part: part * 500), max_size=5)


@law(300)
@given(PARTS, st.integers(1, 64))
def test_they_are_those_of_hashlib(parts: list[bytes], size: int) -> None:
    whole = b"".join(parts)
    assert digest.sha256(parts) == hashlib.sha256(whole).hexdigest()
    assert digest.blake2b(parts, size) == hashlib.blake2b(whole, digest_size=size).hexdigest()


@pytest.mark.parametrize("change", [{"LARGE": 10}, {"OWN": {"sha256": "_not_there", "blake2b": "_not_there"}}, {"OWN": {"sha256": "json", "blake2b": "json"}}])
def test_they_are_the_same_where_a_module_is_missing_or_much_is_read(change: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in change.items():
        monkeypatch.setattr(digest, name, value)
    test_they_are_those_of_hashlib()


def test_the_interpreter_has_modules_of_its_own() -> None:
    """Else a later Python has renamed them, and every run loads OpenSSL."""
    assert [name for name in digest.OWN.values() if find_spec(name) is None] == []


def test_a_catalogue_is_known_by_its_texts(tmp_path: Path) -> None:
    for role in ("tools", "rules", "vocabularies"):
        (tmp_path / f"{role}.yaml").write_bytes(f"{role}: é\r\n".encode())
    texts = read_texts([tmp_path])
    (tmp_path / "rules.yaml").write_bytes(BOM_UTF8 + "rules: é\r\n".encode())
    marked = read_texts([tmp_path])
    without_bytes = {role: [replace(file, data=b"") for file in files] for role, files in texts.files.items()}
    wanted = "4" + "".join(f"\0{role}: é\r\n" for role in ("tools", "rules", "vocabularies"))
    unread = texts_of(layers_at([tmp_path]), read=False)
    assert {texts.digest, marked.digest, replace(texts, files=without_bytes).digest, unread.digest} == {f"sha256:{hashlib.sha256(wanted.encode()).hexdigest()}"}
    (tmp_path / "rules.yaml").write_bytes(b"rules: \xff")
    assert read_texts([tmp_path]).digest == f"sha256:{hashlib.sha256(wanted.replace('rules: é' + chr(13) + chr(10), '').encode()).hexdigest()}"
