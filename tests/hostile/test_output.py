"""Should a hidden character ever get past reading, no output obeys it: terminals, spreadsheets, Markdown, JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from essfund.core.text import JOINERS, UNSEEN
from essfund.loading import characters, yaml_reader
from essfund.presenting.formats import FORMATS
from essfund.presenting.safe_text import LONGEST_MESSAGE, json_text, message_line
from essfund.review.checks import PAGES
from tests.depth import sliced
from tests.hostile.places import BASE, FILES, base

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

ORDER = "\x1b[31m\x9b1m\u202e\u200b[bold]x[/bold]\x07"
DAY = ["--as-of", "2026-06-01"]
CALLS = {
    "match": (["match", "--all"], ["match", "--legal-form", "scop", "--scores"]),
    "plan": (["plan", "--legal-form", "sarl", "--project-cost", "50000", "--all"],),
    "screen": (["screen", "LISTED", "--all", "--by", "legal_form"],),
    "screen --columns": (["screen", "--columns"],),
    "tools list": (["tools", "list"],),
    "tools show": (["tools", "show", "pret-exemple"],),
    "explain": (["explain", "pret-exemple", "--legal-form", "sarl"],),
    "compare": (["compare", "pret-exemple", "don-exemple", "--legal-form", "sarl"],),
    "boundaries": (["boundaries", "pret-exemple"],),
    "coverage": (["coverage"],),
    "validate": (["validate"],),
    "validate --statistics": (["validate", "--statistics"],),
    "verify": (["verify", "pret-exemple"],),
    "validate --due": (["validate", "--due", "--within", "120"],),
    "explain CODE": tuple(["explain", code] for code in PAGES),
    "diff": (["diff", "GOOD", "HERE", "--exit-zero"], ["diff", "HERE", "GOOD", "--exit-zero"]),
    "words": (["words"],),
    "map": (["map", "--view", "stages"], ["map", "--view", "amounts"]),
}
"""What shows the formats of a command. `tests/hostile/test_corpus.py` looks at diagnostics of files that are refused."""
ELSEWHERE = {"case", "export", "export --sidecar", "export --datapackage", "init", "interview", "match --ics", "new", "new --write", "schema",
             "validate --diff", "verify --confirmed-on"}
"""Looked at by tests/exports and tests/handout; as `match`; or the text of the catalogue itself."""


def marked(data: Any) -> Any:
    """Put an order to the terminal into every text in two languages, every name and title."""
    if isinstance(data, dict):
        return {
            key: f"{part}{ORDER}" if key in {"fr", "en", "name", "title", "provider", "printed", "edition", "phone", "label"}
            and isinstance(part, str) else marked(part)
            for key, part in data.items()
        }
    return [marked(part) for part in data] if isinstance(data, list) else data


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make a catalogue full of hidden characters, and a reader that lets them through."""
    monkeypatch.setattr(yaml_reader, "hidden_in", lambda _: None)
    for role, name in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(marked(base(role))), encoding="utf-8")
    return tmp_path


def test_every_kind_of_format_is_looked_at() -> None:
    assert set(CALLS) == set(FORMATS) - ELSEWHERE


@pytest.mark.parametrize("colour", ["never", "always"])
@pytest.mark.parametrize(("kind", "form"), sliced([(kind, form) for kind in CALLS for form in FORMATS[kind] if not FORMATS[kind][form].binary], 10))
def test_no_output_obeys_the_catalogue(kind: str, form: str, colour: str, essfund: Callable[..., Done], folder: Path) -> None:
    for words in CALLS[kind]:
        listed = folder / "liste.csv"
        listed.write_text(f"Forme juridique;Effectif;{ORDER}\nSARL;12;{ORDER}\n{ORDER};3;{ORDER}\n", encoding="utf-8")
        call = [{"GOOD": str(BASE), "HERE": str(folder), "LISTED": str(listed)}.get(word, word) for word in words]
        place = [str(folder)] if call[0] == "validate" else [] if call[0] == "diff" else ["--catalogue", str(folder)]
        done = essfund(*call, *place, *(DAY if call[0] not in {"diff", "words"} else []), "-f", form, "--color", colour)
        assert done.code == 0, done.err
        assert len(done.out) > 100
        painted = done.out.replace("\x1b[0m", "")
        for number in range(1, 48):
            painted = painted.replace(f"\x1b[{number}m", "").replace(f"\x1b[1;{number}m", "").replace(f"\x1b[4;{number}m", "")
        assert "\x1b[31m\x9b" not in done.out
        shown = painted if colour == "always" else done.out
        assert not UNSEEN.search(shown.translate(dict.fromkeys(map(ord, JOINERS))) if FORMATS[kind][form].utf8 else shown)


def test_json_holds_what_a_terminal_must_not_see() -> None:
    value = {"a": ORDER, "b": "5\u202f000\u00a0€", "\u202e": ["\U000e0041", "\ud800", "é\n"]}
    text = json_text(value)
    assert not UNSEEN.search(text)
    assert json.loads(text) == value
    assert "5\u202f000\u00a0€" in text


def test_messages_are_cut() -> None:
    assert message_line("a" * LONGEST_MESSAGE) == "a" * LONGEST_MESSAGE
    assert len(message_line("a" * 100_000)) == LONGEST_MESSAGE + 1


def test_a_command_line_is_not_obeyed_either(essfund: Callable[..., Done]) -> None:
    for argv in (["explain", ORDER], ["tools", "show", ORDER], ["match", "--" + ORDER], ["match", "-f", ORDER], ["validate", ORDER],
                 ["match", ORDER], ["match", "--as-of", ORDER], ["match", "--legal-form", ORDER], ["match", "--answer", ORDER],
                 ["match", "--catalogue", ORDER], [ORDER]):
        done = essfund(*argv)
        assert done.code in {2, 3}, argv
        assert not UNSEEN.search(done.out + done.err), argv


def test_the_characters_are_those_of_unicode() -> None:
    import sys
    import unicodedata

    for number in range(sys.maxunicode + 1):
        char = chr(number)
        if unicodedata.category(char) in {"Cf", "Zl", "Zp", "Cs"} or (unicodedata.category(char) == "Cc" and char not in "\t\n\r"):
            assert UNSEEN.match(char), hex(number)
            code, message = characters.named(char)
            assert code in {"IN002", "IN009"}
            assert f"U+{number:04X}" in str(message)
    assert not UNSEEN.search("Prêt d’honneur : « 5\u202f000\u00a0€ » – cœur 👍🏽 ☎️ ß Ωж中")
