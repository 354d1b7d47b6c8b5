"""What changes for the enterprises of a list, in words: at most a screen, the instruments that move most of them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Message, counted, say
from essfund.core.named_tuple import NamedTuple
from essfund.presenting.list_head import head_lines, rows_read
from essfund.presenting.table_cells import markdown_table
from essfund.presenting.terminal import Line
from essfund.presenting.wording import FACT, SEMICOLON, VERDICTS
from essfund.review.diff.gist import NOT_THERE, STATUSES, turned
from essfund.review.diff.model import InstrumentStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essfund.core.language.translator import Translator
    from essfund.model.fields import Field
    from essfund.review.diff.list_effect import Ids, ListedInstrument, ListEffect, ListSide, VerdictMove
    from essfund.review.diff.model import Comparison

MOST_SHOWN, MOST_ROWS = 4, 15
"""Instruments that are shown on a screen, and in a table of Markdown; JSON holds all."""
MOST_PARTS, MOST_IDS = 3, 2
"""Legal forms or départements that are named, and ids of one that may be several."""
HEADER = (N_("Instrument"), N_("win"), N_("lose"), N_("lines"))
NOT_TOLD, WIN, LOSE = N_("not told"), N_("win: {who}"), N_("lose: {who}")


class ListStory(NamedTuple):
    """The effect on a list in the words of one language."""

    found: Comparison
    effect: ListEffect
    tr: Translator

    def title(self) -> str:
        """The list, and how many of its rows were answered."""
        return self.tr.say(say("List « {name} », {rows}", name=self.effect.reading.name, rows=rows_read(self.effect.reading, self.tr)))

    def sums(self) -> str:
        """For how many enterprises something gets better, worse, both; and that an instrument that is not there opens nothing."""
        effect = self.effect
        if not effect.instruments:
            return self.tr.say(say("No enterprise of the list is answered otherwise on {day}", day=self.found.day))
        better, worse, both, same = map(self.tr.number, (effect.better, effect.worse, effect.both, effect.same))
        return self.tr.say(say(
            "On {day} something gets better for {better}, worse for {worse}, both for {both}; nothing changes for {same}",
            day=self.found.day, better=better, worse=worse, both=both, same=same))

    def ordered(self) -> list[ListedInstrument]:
        """Instruments, those that move most enterprises first."""
        return sorted(self.effect.instruments, key=lambda item: -item.wins.rows - item.loses.rows)

    def head(self, item: ListedInstrument) -> str:
        """An instrument, its id, and that it came or went."""
        status = InstrumentStatus.ADDED if item.added else InstrumentStatus.REMOVED if item.removed else None
        return f"{item.name} ({item.id})" + (f" – {self.tr.text(STATUSES[status])}" if status else "")

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields of both catalogues."""
        return self.found.new.beside(self.found.old).catalogue.fields

    def read(self) -> list[str]:
        """What was read of the list, but for its rows, which the title counts."""
        return list(head_lines(self.effect.reading, self.fields, self.tr))[1:]

    def sides(self, item: ListedInstrument) -> Iterator[str]:
        """Who wins and who loses an instrument."""
        for template, side, better in ((WIN, item.wins, True), (LOSE, item.loses, False)):
            if side.rows:
                moves = ", ".join(self.move(move) for move in item.moves if move.better is better)
                who = [f"{self.tr.number(side.rows)} ({moves})", *self.splits(side), self.lines(side)]
                yield self.tr.say(Message(template, {"who": self.tr.text(SEMICOLON).join(who)}))

    def move(self, move: VerdictMove) -> str:
        """A change of verdict, and how many there are."""
        was, now = (self.tr.text(VERDICTS[verdict] if verdict else NOT_THERE) for verdict in (move.before, move.after))
        return f"{turned(was, now)} {self.tr.number(move.rows)}"

    def splits(self, side: ListSide) -> Iterator[str]:
        """Who they are by legal form and by département, the most frequent."""
        for key, counts in side.by.items():
            parts = [f"{self.label(key, ids)} {self.tr.number(rows)}" for ids, rows in list(counts.items())[:MOST_PARTS]]
            parts += [f"… (+{len(counts) - MOST_PARTS})"] if len(counts) > MOST_PARTS else []
            yield self.tr.text(FACT).format(field=self.tr.words(self.fields[key].label), value=", ".join(parts))

    def label(self, key: str, ids: Ids) -> str:
        """What a list tells of a choice."""
        if not ids:
            return self.tr.text(NOT_TOLD)
        known = [words for side in (self.found.new, self.found.old) if (words := side.catalogue.vocabularies.of(key))]
        called = [next((self.tr.say(each.words(one)) for each in known if one in each.terms), one) for one in ids[:MOST_IDS]]
        return " / ".join([*(name.partition(" (")[0] for name in called), *(["…"] if len(ids) > MOST_IDS else [])])

    def lines(self, side: ListSide) -> str:
        """Lines of the list on which the first of them stand."""
        message = counted(len(side.lines), N_("line {lines}"), N_("lines {lines}"), lines=", ".join(map(str, side.lines)))
        return self.tr.say(message)

    def left_out(self, shown: int) -> list[str]:
        """How many instruments are not shown."""
        if (more := len(self.effect.instruments) - shown) <= 0:
            return []
        message = counted(more, N_("{count} other instrument; --format json has them all"),
                          N_("{count} other instruments; --format json has them all"))
        return [self.tr.say(message)]


def list_lines(found: Comparison, tr: Translator) -> Iterator[str | Line]:
    """Lines on a list for a terminal; none where there is no list."""
    if found.listed is None:
        return
    story = ListStory(found, found.listed, tr)
    yield ""
    yield story.title()
    yield from (Line(text, "dim", 2, hang=2) for text in story.read())
    yield Line(story.sums(), "", 2, hang=2)
    for item in story.ordered()[:MOST_SHOWN]:
        yield Line(story.head(item), "", 2, hang=2)
        yield from (Line(side, "", 4, hang=2) for side in story.sides(item))
    yield from (Line(text, "dim", 2) for text in story.left_out(MOST_SHOWN))


def list_table(found: Comparison, tr: Translator) -> tuple[list[str], str]:
    """Sentences on a list and, as Markdown, a table of the instruments that move enterprises; nothing where there is no list."""
    if found.listed is None:
        return [], ""
    story = ListStory(found, found.listed, tr)
    rows = []
    for item in story.ordered()[:MOST_ROWS]:
        sides = item.wins, item.loses
        who = [tr.text(SEMICOLON).join([tr.number(side.rows), *story.splits(side)]) if side.rows else "" for side in sides]
        lines = [", ".join(map(str, side.lines)) for side in sides if side.rows]
        rows.append((story.head(item), *who, tr.text(SEMICOLON).join(lines)))
    sentences = [story.title(), *story.read(), story.sums(), *story.left_out(MOST_ROWS)]
    return sentences, markdown_table([tr.text(word) for word in HEADER], rows) if rows else ""
