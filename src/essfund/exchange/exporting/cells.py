"""Values into text: safe for spreadsheets, in words for people, plain for programs."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

from essfund.core.messages import Words
from essfund.presenting import table_cells
from essfund.presenting.sentences import NO, YES

if TYPE_CHECKING:
    from essfund.exchange.exporting.column import Column
    from essfund.exchange.exporting.selection import Selection

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that nobody sees, and that turn text around or break files. Spaces of any width stay."""


def seen(text: str, keep: str = "") -> str:
    """Text with what nobody sees as spaces; `keep` names what stays, such as line ends."""
    if text.isprintable():
        return text
    for char in set(text):
        if not char.isprintable() and char not in keep and unicodedata.category(char) in UNSEEN:
            text = text.replace(char, " ")
    return text


def as_json(value: Any) -> str:
    """Structure as compact JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def json_bytes(text: str) -> bytes:
    """JSON as UTF-8. What nobody sees is escaped: YAML readers take some of it for line ends, UTF-8 has no halves."""
    if text.isascii():
        return text.encode("ascii")
    for char in set(text):
        if char != "\n" and char <= "\uffff" and unicodedata.category(char) in UNSEEN:
            text = text.replace(char, f"\\u{ord(char):04x}")
    return text.encode("utf-8")


def plain(value: Any, column: Column) -> Any:
    """Value as JSON holds it: days as text, lists as lists."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if column.kind in {"list", "lines"} else value


def in_words(value: Any, column: Column, selection: Selection) -> str:
    """Value as people read it, ids as their labels; lists with a line each."""
    if value is None or (column.kind == "structure" and not value):
        return ""
    if isinstance(value, bool):
        return selection.tr.text(YES if value else NO)
    if column.kind == "structure":
        return as_json(value)
    if column.kind in {"list", "lines"}:
        return "\n".join(label(item, column, selection) for item in value)
    if column.kind == "integer":
        return selection.tr.money(value) if column.unit == "euro" else selection.tr.number(value)
    if column.kind == "number":
        return selection.tr.percent(value / 100) if column.unit == "percent" else selection.tr.number(value)
    return label(str(value), column, selection)


def label(value: str, column: Column, selection: Selection) -> str:
    """Label of an id, where it has one."""
    if column.words:
        return selection.tr.text(column.words.get(value, value))
    vocabulary = selection.catalogue.vocabularies.of(column.vocabulary) if column.vocabulary else None
    if vocabulary is None:
        return value
    group = vocabulary.sets.get(value)
    return selection.tr.say(Words(group.fr, group.en) if group else vocabulary.words(value))


def csv_value(value: Any, column: Column, *, comma: bool) -> str:
    """Cell of CSV: plain numbers and days, ids by spaces, sentences on lines; never a formula."""
    if value is None:
        return ""
    if isinstance(value, bool) or column.kind == "structure":
        return as_json(value)
    if isinstance(value, int | float):
        text = f"{value}".removesuffix(".0")
        return text.replace(".", ",") if comma else text
    if column.kind in {"list", "lines"}:
        value = (" " if column.kind == "list" else "\n").join(value)
    return disarmed(str(value), keep="\n")


def disarmed(text: str, keep: str = "") -> str:
    """Text that a spreadsheet shows and does not run: a leading apostrophe disarms a formula."""
    return table_cells.disarmed(text, seen(text, keep))
