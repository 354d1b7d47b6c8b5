"""Holding a catalogue against the answers that people have reviewed at its edges: what differs, and what nobody has reviewed yet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.boundaries.amounts import turning
from essfund.engine.boundaries.card import card
from essfund.engine.boundaries.days import steps
from essfund.engine.boundaries.demands import edges, shows, wanted
from essfund.engine.boundaries.ground import ProbeSet
from essfund.engine.boundaries.values import spread, universe, varied
from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from essfund.engine.boundaries.viewpoint import Viewpoint
    from essfund.model.boundaries import Answers, Boundaries
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.condition import Condition

Path = tuple[object, ...]
ABSENT = "-"


class Difference(NamedTuple):
    """What was reviewed and is no longer so: where it stands, what of, the answer reviewed and the answer now."""

    path: Path
    subject: str
    reviewed: str
    now: str


class Gap(NamedTuple):
    """An edge that nobody has reviewed: the field and the values, and the condition or the place in the file it belongs to."""

    field: str
    values: tuple[str, ...]
    condition: Condition | None
    path: Path


def _giving(view: Viewpoint, field: str, text: str) -> str:
    """Return what an offer gives with a field changed; ABSENT for a value that cannot be read."""
    try:
        return view.gives(field, text)
    except (ParseError, ValueError):
        return ABSENT


class Comparison:
    """One instrument beside its file; `views` are the profiles of the file as this catalogue sees them, in the same order."""

    def __init__(self, catalogue: Catalogue, instrument: Instrument, reviewed: Boundaries, views: Sequence[Viewpoint]) -> None:
        self.catalogue, self.instrument, self.reviewed = catalogue, instrument, reviewed
        self.ground = ProbeSet(catalogue, instrument)
        self.pairs = list(zip(reviewed.profiles, views, strict=True))
        self.edges = (0, 0)
        """How many edges the file states, of how many; known once `gaps` has been read."""

    def differences(self) -> Iterator[Difference]:
        """Yield everything that is no longer as it was reviewed."""
        yield from lines_that_differ(self.reviewed.card, card(self.instrument), ("card",))
        yield from lines_that_differ(dict(self.reviewed.days), dict(steps(self.catalogue, self.instrument)), ("days",))
        for place, (point, view) in enumerate(self.pairs):
            path: Path = ("profiles", place)
            yield from lines_that_differ(dict(point.answer), dict(view.whole()), (*path, "answer"))
            for field, answers in point.vary.items():
                yield from self._of_field(field, answers, self._asking(view, field), (*path, "vary", field))
            for field, answers in point.amounts.items():
                yield from self._of_field(field, answers, partial(_giving, view, field), (*path, "amounts", field))

    def _of_field(self, field: str, answers: Answers, ask: Callable[[str], str], path: Path) -> Iterator[Difference]:
        for answer, values in spread(answers, field, self.catalogue.vocabularies).items():
            others: dict[str, list[str]] = {}
            for value in values:
                now = ask(value)
                if now != answer:
                    others.setdefault(now, []).append(value)
            for now, moved in others.items():
                yield Difference((*path, answer), f"{field} {', '.join(moved)}", answer, now)

    def _asking(self, view: Viewpoint, field: str) -> Callable[[str], str]:
        """Return what answers a value of a field; ids that no test tells apart are asked for once."""
        every = set(universe(field, self.catalogue.vocabularies)) if field in self.ground.leaves else ()
        known: dict[object, str] = {}

        def ask(text: str) -> str:
            alike: object = text
            if text in every:
                alike = self.ground.signature(field, text if FIELDS[field].kind.name == "code" else frozenset([text]))
            if alike not in known:
                try:
                    known[alike] = view.changed(field, text)
                except (ParseError, ValueError):
                    known[alike] = ABSENT
            return known[alike]

        return ask

    def gaps(self) -> Iterator[Gap]:
        """Yield what the catalogue has and the file does not state."""
        every = left = edges(self.ground)
        for place, (point, view) in enumerate(self.pairs):
            lies = self.ground.point(view.values)
            left = [one for one in left if varied(one.field) not in point.vary or not shows(self.ground, view, one, lies)]
            path: Path = ("profiles", place)
            for field, answers in point.vary.items():
                yield from self._unstated(field, wanted(self.ground, view, field), answers, (*path, "vary", field))
            if point.amounts and view.offer is not None:
                for field, values in turning(view.offer.entry.amount, view.values).items():
                    yield from self._unstated(field, values, point.amounts.get(field, {}), (*path, "amounts", field))
        self.edges = (len(every) - len(left), len(every))
        conditions = {id(one.condition): one.condition for one in left}
        for condition in conditions.values():
            for field in dict.fromkeys(varied(one.field) for one in left if one.condition is condition):
                yield Gap(field, (), condition, ("tool",))
        yield from self._offers()

    def _unstated(self, field: str, values: Sequence[str], answers: Answers, path: Path) -> Iterator[Gap]:
        stated = {one for listed in spread(answers, field, self.catalogue.vocabularies).values() for one in listed}
        absent = tuple(one for one in values if one not in stated)
        if absent:
            yield Gap(field, absent, None, path)

    def _offers(self) -> Iterator[Gap]:
        looked_at = {view.name for _, view in self.pairs}
        for offer in self.instrument.offers:
            if offer.id not in looked_at:
                yield Gap("offer", (offer.id,), None, ("tool",))


def lines_that_differ(reviewed: Mapping[str, object], now: Mapping[str, object], path: Path) -> Iterator[Difference]:
    """Yield the lines of two nested mappings that are not the same."""
    for key in [*reviewed, *(key for key in now if key not in reviewed)]:
        old, new = reviewed.get(key), now.get(key)
        if isinstance(old, dict) or isinstance(new, dict):
            yield from lines_that_differ(_lines(old), _lines(new), (*path, key))
        elif old != new:
            yield Difference((*path, key), str(key), ABSENT if old is None else str(old), ABSENT if new is None else str(new))


def _lines(found: object) -> Mapping[str, object]:
    return found if isinstance(found, dict) else {} if found is None else {"": found}
