"""Sheets of a workbook while they are written: looks of cells, text that stays text, formulas with their values."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.presenting.safe_text import one_line
from essfund.presenting.spreadsheets import ARMED, HEAD, LONGEST_CELL, TEXT
from essfund.presenting.table_cells import is_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EURO = {"fr": "#,##0\\ [$€-40C]_)", "en": "[$€-809]#,##0_)"}
PERCENT, DAY = {"fr": "0\\ %_)", "en": "0%_)"}, {"fr": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
LOOKS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14}, "bold": {"bold": True}, "dim": {"font_color": "#555555"}, "head": HEAD,
    "box": {"border": 1}, "total": {"bold": True, "top": 2}, "input": {"bg_color": "#FFF2CC", "border": 1},
    "broken": {"bg_color": "#F8D7DA"}, "centre": {"align": "center"}, "right": {"align": "right"},
}
FONT, LINE, LETTERS, BOLD = 10, 13.5, 1.2, 1.05
"""Points of the letters and of a line of them; letters that a unit of width takes, of words that break at spaces; of bold ones."""
A4, LONGEST_PROMPT = 9, 255


class Live(NamedTuple):
    """A formula without its equals sign, and its value, which a viewer shows that computes nothing."""

    formula: str
    value: Any

    @classmethod
    def of(cls, value: Any) -> Live:
        """A number as the formula that it is."""
        return cls(str(value), value)


class Looks:
    """Formats of one workbook, each made once."""

    def __init__(self, book: Any, language: str) -> None:
        self.book = book
        self.language = language
        self.made: dict[tuple[str, ...], Any] = {}
        self.known = LOOKS | {"armed": ARMED, "euro": {"num_format": EURO[language]}, "percent": {"num_format": PERCENT[language]},
                              "day": {"num_format": DAY[language], "align": "left"}}

    def __call__(self, *names: str) -> Any:
        """Format that has all these looks, the last ones over the first."""
        if names not in self.made:
            given = {"font_size": FONT, **TEXT}
            for name in names:
                given |= self.known[name]
            self.made[names] = self.book.add_format(given)
        return self.made[names]


class Sheet:
    """One sheet, written from the top down: A4 across, one page wide, its `head` rows on every page and in view."""

    def __init__(self, book: Any, name: str, looks: Looks, widths: Sequence[float], head: int = 1) -> None:
        self.made, self.looks, self.widths, self.row = book.add_worksheet(name), looks, widths, 0
        self.heights: dict[int, float] = {}
        for column, width in enumerate(widths):
            self.made.set_column(column, column, width)
        self.made.set_landscape()
        self.made.set_paper(A4)
        self.made.fit_to_pages(1, 0)
        self.made.set_margins(0.4, 0.4, 0.5, 0.6)
        self.made.repeat_rows(0, head - 1)
        self.made.freeze_panes(head, 0)
        self.made.hide_gridlines(2)

    @property
    def last(self) -> int:
        """The last column."""
        return len(self.widths) - 1

    def text(self, column: int, text: str, *looks: str) -> None:
        """Write a text in the row."""
        self.wide(column, column, text, *looks)

    def _write(self, column: int, text: str, *looks: str) -> None:
        """Write a text that stays text."""
        shown = one_line(text)[:LONGEST_CELL]
        if shown:
            self.made.write_string(self.row, column, shown, self.looks(*looks, "armed") if is_formula(shown) else self.looks(*looks))
        else:
            self.made.write_blank(self.row, column, None, self.looks(*looks))

    def number(self, column: int, value: float, *looks: str) -> None:
        """Write a number."""
        self.made.write_number(self.row, column, value, self.looks(*looks))

    def formula(self, column: int, live: Live, *looks: str) -> None:
        """Write a formula with its value."""
        self.made.write_formula(self.row, column, f"={live.formula}", self.looks(*looks), live.value)

    def live(self, column: int, live: Live | str, *looks: str) -> None:
        """Write a formula, a number where it is no more than that; or words where there is none."""
        if isinstance(live, str):
            self.text(column, live, *looks)
        elif live == Live.of(live.value):
            self.number(column, live.value, *looks)
        else:
            self.formula(column, live, *looks)

    def to_fill(self, column: int, prompt: str, *looks: str, one_of: Sequence[str] = ()) -> None:
        """Leave a cell to somebody else to fill in: coloured, with what to write as its prompt."""
        self.made.write_blank(self.row, column, None, self.looks(*looks, "input"))
        rule: dict[str, Any] = {"validate": "list", "source": list(one_of)} if one_of else {"validate": "any"}
        self.made.data_validation(self.row, column, self.row, column, rule | {"input_message": prompt[:LONGEST_PROMPT]})

    def choice(self, column: int, words: Sequence[str]) -> None:
        """Offer words for the cell just written; another one is taken too."""
        rule = {"validate": "list", "source": list(words), "error_type": "information"}
        self.made.data_validation(self.row, column, self.row, column, rule)

    def wide(self, first: int, last: int, text: str, *looks: str) -> None:
        """Write a text over some columns, the row as high as it needs: not every spreadsheet finds that out."""
        if last > first:
            self.made.merge_range(self.row, first, self.row, last, "", self.looks(*looks))
        self._write(first, text, *looks)
        size = LOOKS["title"]["font_size"] / FONT if "title" in looks else 1
        letters = BOLD if {"title", "bold", "head", "total"} & set(looks) else LETTERS
        room = max(1, int(sum(self.widths[first: last + 1]) * letters / size))
        high = max(1, len(textwrap.wrap(one_line(text), room))) * LINE * size + 2
        self.heights[self.row] = max(self.heights.get(self.row, 0), high)

    def marked(self, first: int, column: int, word: str) -> None:
        """Mark the cells from a row to the one above that come to say a word; the word says it too."""
        if self.row > first:
            rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.looks.book.add_format(LOOKS["broken"])}
            self.made.conditional_format(first, column, self.row - 1, column, rule)

    def paragraph(self, text: str, *looks: str) -> None:
        """Write a text over the whole width, and go on to the next row."""
        self.wide(0, self.last, text, *looks)
        self.next()

    def heading(self, text: str) -> None:
        """Write a heading below an empty row."""
        self.row += 1
        self.paragraph(text, "bold")

    def header(self, words: Iterable[str]) -> None:
        """Write the header of a table."""
        for column, word in enumerate(words):
            if word:
                self.text(column, word, "head", "box")
        self.next()

    def next(self) -> None:
        """Go on to the next row."""
        if high := self.heights.get(self.row):
            self.made.set_row(self.row, high)
        self.row += 1


def cell(row: int, column: int) -> str:
    """Name of a cell, both counted from 0."""
    return f"{chr(ord('A') + column)}{row + 1}"
