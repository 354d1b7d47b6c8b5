"""Every text is translated, with its placeholders, and the compiled catalogue is the written one."""

from __future__ import annotations

import ast
import gettext
import io
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from essfund.core.language.message_file import MessageFile
from essfund.core.language.translator import LANGUAGES, LOCALES, translator
from essfund.core.messages import Words, say

SOURCE = Path(__file__).parents[2] / "src" / "essfund"
FRENCH = SOURCE / "core/language/locale/fr/LC_MESSAGES/essfund.po"


@cache
def wanted() -> frozenset[str]:
    found = extract_from_dir(SOURCE, [("**.py", "python")], keywords={"N_": None, "say": (1,)})
    return frozenset(text for _, _, text, _, _ in found if isinstance(text, str))


@cache
def said_in_source() -> frozenset[str]:
    """Return every text that the source says or marks, inside f-strings too, where the extractor does not look."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"say", "N_"} and node.args:
                text = node.args[0]
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found.add(text.value)
    return frozenset(found)


def written() -> dict[str, str]:
    with FRENCH.open("rb") as stream:
        catalogue = read_po(stream, locale="fr")
    assert not [message.id for message in catalogue if message.id and message.fuzzy]
    return {str(message.id): str(message.string) for message in catalogue if message.id}


@pytest.mark.slow
def test_the_extractor_sees_every_text_and_nothing_else() -> None:
    assert sorted(said_in_source() ^ wanted()) == []


def test_every_text_has_its_french() -> None:
    french = written()
    assert sorted(said_in_source() - {text for text, said in french.items() if said}) == []
    assert sorted(set(french) - said_in_source()) == []


def test_placeholders_are_kept() -> None:
    for text, said in written().items():
        assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", said)), text


def test_french_typography() -> None:
    for said in written().values():
        plain = re.sub(r"`[^`]*`|https?://\S+|\{[^}]*\}:|:\S", "", said)
        assert not re.search(r"\w [:;?!»%]", plain), said
        assert "'" not in plain, said


def test_the_compiled_catalogue_is_the_written_one() -> None:
    compiled = read_mo(io.BytesIO(FRENCH.with_suffix(".mo").read_bytes()))
    assert {str(m.id): str(m.string) for m in compiled if m.id} == written()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_writes_money_days_and_nested_messages(language: str) -> None:
    tr = translator(language)
    expected = {"fr": ("1\u202f500\u202f000\u00a0€", "50\u00a0%"), "en": ("€1,500,000", "50%")}[language]
    assert (tr.money(1_500_000), tr.percent(0.5).replace("\u202f", "\u00a0")) == expected
    nested = say("{problem}", problem=say("expected a number"))
    assert tr.say(nested) == tr.say(say("expected a number"))
    assert tr.say(Words("oui", "yes")) == {"fr": "oui", "en": "yes"}[language]


def test_every_text_is_looked_up_as_gettext_reads_it() -> None:
    """Looked up in the file, each text is the one that `gettext` finds; what nobody translated stays as it is."""
    path = Path(LOCALES) / "fr" / "LC_MESSAGES" / "essfund.mo"
    with path.open("rb") as stream:
        theirs = gettext.GNUTranslations(stream)
    ours = MessageFile(path)
    with FRENCH.open("rb") as stream:
        texts = [str(item.id) for item in read_po(stream) if item.id]
    assert len(texts) > 2000
    assert [ours.text(text) for text in texts] == [theirs.gettext(text) for text in texts]
    assert [ours.text(text) for text in ("", "never said", "zzz", "\ud800")][1:] == ["never said", "zzz", "\ud800"]
