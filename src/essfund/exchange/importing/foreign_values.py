"""Values as other directories and people write them: days, numbers, lists, HTML. What cannot be read is None, never guessed."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from essfund.core.paris_time import day_in_paris
from essfund.core.text import fold
from essfund.exchange.importing.foreign_rows import as_text, parsed
from essfund.loading.lists.cells import day
from essfund.model.authored_types import FIRST_YEAR, LAST_YEAR
from essfund.model.field_types import ParseError
from essfund.model.field_types.day import read_days
from essfund.model.field_types.number import NumberType

if TYPE_CHECKING:
    from collections.abc import Collection

    from essfund.model.field_types.number import Interval
    from essfund.model.vocabulary import Vocabulary

Days = tuple[date, date]
LONGEST_NUMBER, ISO_DAY = 80, 10
PEOPLE, YEARS, EUROS = NumberType("person"), NumberType("year"), NumberType("euro", lowest=None)
BARS, OTHER_SEPARATORS = re.compile(r"\|"), re.compile(r"[;,\n•]")
TAG_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9]*)(?![^\s/])")
BLOCKS = frozenset({"p", "li", "br", "div", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"})
AROUND = re.compile(r"^(?:jusqu.au|au)\s+|(?:\s+à)?\s+\d{1,2}\s?[:h]\s?\d{0,2}(?::\d\d)?$", re.IGNORECASE)
"""What people put before a last day, and an hour behind a day."""

URL = re.compile(r"https?://[^\s\"'<>]+")


def days_of(said: str) -> Days | None:
    """First and last day that a text may mean, that of an instant in Paris; None if it is none, or one that cannot be meant."""
    if len(said) > LONGEST_NUMBER:
        return None
    try:
        first = last = day_in_paris(datetime.fromisoformat(said)) if len(said) > ISO_DAY else date.fromisoformat(said)
    except (ValueError, OverflowError):
        try:
            first, last = read_days(day(AROUND.sub("", said)))
        except ParseError:
            return None
    return (first, last) if first.year >= FIRST_YEAR and last.year <= LAST_YEAR else None


def number(said: str, kind: NumberType) -> Interval | None:
    """Whole number or range of them; None if it is none."""
    if not said or len(said) > LONGEST_NUMBER:
        return None
    try:
        return kind.read(said.lstrip("0") or "0" if said.isdecimal() else said, None)
    except ParseError:
        return None


def items(value: Any) -> list[str]:
    """Items of a list, of its JSON, or of a text that parts them by bars; by other signs where there is no bar."""
    found = parsed(value)
    if isinstance(found, list):
        return [shown for item in found if (shown := as_text(item))]
    said = as_text(found)
    return [item.strip() for item in (BARS if "|" in said else OTHER_SEPARATORS).split(said) if item.strip()]


def labels(value: Any, *keys: str) -> list[str]:
    """Labels of a list of mappings, of its JSON or of a mapping of such, each by the first of some keys; else the items of a text."""
    found = parsed(value)
    if isinstance(found, dict):
        found = [found] if found.keys() & set(keys) else list(found.values())
    if not isinstance(found, list):
        return items(found)
    return [shown for item in found if (shown := as_text(label(item, keys)))]


def label(item: Any, keys: tuple[str, ...]) -> Any:
    """Value of the first of some keys of a mapping; what is no mapping, or has none of them, as it is."""
    return next((item[key] for key in keys if as_text(item.get(key))), item or None) if isinstance(item, dict) else item


def names_whole(label: str, ids: Collection[str], words: Vocabulary) -> bool:
    """Whether a label is the name of some ids, a set among them, and not that of a part: a town, a kind of company."""
    return len(ids) > 1 or any(fold(label) in {fold(text) for text in (key, words.words(key).fr, words.words(key).en)} for key in ids)


def details(value: Any) -> str:
    """What a list of mappings, or its JSON, says beside a name; nothing where it says no more."""
    found = parsed(value)
    mappings = [item for item in (found if isinstance(found, list) else [found]) if isinstance(item, dict)]
    told = [[shown for part in item.values() if (shown := as_text(part))] for item in mappings]
    return " ; ".join(", ".join(parts) for parts in told if len(parts) > 1)


def lines(markup: str) -> list[str]:
    """Lines of an HTML text, or of one whose HTML was escaped."""
    said = without_tags(markup)
    said = unescaped(said if said != markup else without_tags(unescaped(markup)))
    return [line for item in said.split("\n") if (line := " ".join(as_text(item).split()))]


def without_tags(markup: str) -> str:
    """Text of HTML, cut at each sign that may begin something: no step looks beyond its piece, whatever the text holds."""
    head, *others = markup.split("<!--")
    said = head + "".join(other.partition("-->")[2] if "-->" in other else f"<!--{other}" for other in others)
    first, *pieces = said.split("<")
    return first + "".join(map(after_tag, pieces))


def after_tag(piece: str) -> str:
    """What stands behind the tag that begins a piece, on a line of its own for a block; the piece with its sign where none does."""
    inside, closed, rest = piece.partition(">")
    if not closed or not (name := TAG_NAME.match(inside)):
        return f"<{piece}"
    return f"\n{rest}" if name[1].lower() in BLOCKS else rest


def unescaped(text: str) -> str:
    """Text with the characters that its entities stand for; as it is where one has more digits than a number may."""
    try:
        return html.unescape(text)
    except ValueError:
        return text


def url_in(text: str) -> str | None:
    """First link of a text."""
    return link[0] if (link := URL.search(text)) else None
