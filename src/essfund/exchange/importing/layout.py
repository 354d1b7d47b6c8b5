"""Fields and entries written between the lines of somebody's YAML: comments and layout of all else stay as they are."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.lazily import cached_property
from essfund.core.messages import say
from essfund.core.named_tuple import NamedTuple
from essfund.exchange.importing.entries import written
from essfund.loading.yaml_reader import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.loading.yaml_reader import Document

Steps = tuple[str, ...]
Lines = tuple[int, int]
MISSING: Any = object()


class Edit(NamedTuple):
    """A field or an entry to write, or to take out where it is MISSING."""

    steps: Steps
    value: Any


class Layout:
    """The lines of a document of mappings, and where each key and its value stand."""

    def __init__(self, document: Document) -> None:
        self.document, self.data = document, document.data

    @cached_property
    def lines(self) -> list[str]:
        """Lines of the text."""
        return self.document.text.split("\n")

    def at(self, steps: Steps) -> Any:
        """Value at a place; MISSING if there is none."""
        found = self.data
        for step in steps:
            found = found.get(step, MISSING) if isinstance(found, dict) else MISSING
        return found

    def lines_of(self, steps: Steps) -> Lines | None:
        """First line of a field or an entry, from 0, and the one behind its last; None if it shares one with others."""
        key, value = self.document.span(steps, key=True), self.document.span(steps)
        if key is None or value is None:
            return None
        before, behind = self.lines[key.line - 1][: key.column - 1], self.lines[value.end_line - 1][value.end_column - 1 :]
        return None if before.strip() or behind.strip() else (key.line - 1, value.end_line)

    def below(self, above: Steps) -> Lines | None:
        """Place behind the last entry of a mapping; None if it has none, or not on lines of its own."""
        data = self.at(above)
        last = self.lines_of((*above, list(data)[-1])) if isinstance(data, dict) and data else None
        return (last[1], last[1]) if last else None

    def commented(self, steps: Steps, value: Any) -> bool:
        """Whether somebody wrote a comment into a field, or laid it out anew beside others: whoever did, has read it."""
        if self.at(steps) is MISSING:
            return False
        place = self.lines_of(steps)
        if place is None:
            return True
        text = [line.strip() for line in self.lines[slice(*place)]]
        return any("#" in line for line in text) and text != [line.strip() for line in written({steps[-1]: value}).splitlines()]

    def edited(self, edits: Sequence[Edit]) -> str:
        """Text with the edits. Raises UsageError where the layout has no room for them."""
        ending = "\r" if "\r\n" in self.document.text else ""
        lines, wanted, places = [*self.lines], deepcopy(self.data), []
        for edit in edits:
            *above, name = edit.steps
            inside = wanted
            for step in above:
                inside = inside.setdefault(step, {})
            place = self.below(tuple(above)) if self.at(edit.steps) is MISSING else self.lines_of(edit.steps)
            if place is None:
                raise uneditable(self.document)
            inside[name] = edit.value
            if edit.value is MISSING:
                del inside[name]
            places.append((place, edit))
        places.reverse()  # of two entries for one place the first stands first
        for (start, end), edit in sorted(places, key=lambda item: item[0], reverse=True):
            lines[start:end] = [f"{line}{ending}" for line in self._written(edit)]
        text = "\n".join(lines)
        if parse(text, self.document.name).data != wanted:
            raise uneditable(self.document)
        return text

    def _written(self, edit: Edit) -> list[str]:
        """Lines of a field or an entry, as deep as its neighbours."""
        if edit.value is MISSING:
            return []
        above = edit.steps[:-1]
        neighbour = self.document.span((*above, list(self.at(above))[-1]), key=True)
        indent = " " * (neighbour.column - 1 if neighbour else 0)
        return [f"{indent}{line}" for line in written({edit.steps[-1]: edit.value}).splitlines()]


def uneditable(document: Document) -> UsageError:
    """What to say of a file that cannot be written into."""
    return UsageError(say("{file} is laid out so that an import cannot write into it", file=document.name),
                      say("write each entry and each field on lines of its own, or import into a new directory and compare the two"))
