"""Findings that follow from others: what one mistake makes wrong elsewhere is known by the entry that both hang on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from essfund.core.diagnostics import file_order
from essfund.core.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from essfund.core.diagnostics import About, Diagnostic, Findings

CONTRADICTIONS = {"CAT070", "CAT071"}
"""Rules that refuse everybody. Each is a mistake of its own, and the golden cases of the instrument fail because of them."""

CASES_OF_RULES = {"CAT040", "CAT041", "CAT042"}
"""What golden cases say of the rules of an instrument: never the cause of anything."""

Thing = tuple[tuple[str, ...], str, str]
"""An entry: its catalogue, kind and id."""


def with_causes(diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The same findings, in the order given; those that follow from one of them carry it, and it how many they are."""
    named = {place: _named(item.about) for place, item in enumerate(diagnostics) if item.about}
    known = {thing for thing, _ in named.values()}
    members: dict[Thing, list[int]] = {}
    for place, (thing, meant) in named.items():
        members.setdefault(meant if meant in known else thing, []).append(place)
    causes = {
        place: cause for places in members.values() if (cause := _cause(places, diagnostics)) is not None
        for place in places if place != cause and diagnostics[place].code not in CONTRADICTIONS
    }
    counts = Counter(causes.values())
    return [
        replace(item, cause=diagnostics[causes[place]]) if place in causes else replace(item, consequences=counts[place])
        for place, item in enumerate(diagnostics)
    ]


def _named(about: About) -> tuple[Thing, Thing]:
    """The entry that a finding hangs on, and the one that was probably meant: what is found there too has the same cause."""
    return (about.catalogue, about.kind, about.id), (about.catalogue, about.kind, about.meant)


def _cause(places: Iterable[int], diagnostics: Sequence[Diagnostic]) -> int | None:
    """The first error among findings about one entry, or the first of them; None if none can be a cause.

    Layers lie in several directories: what is wrong in the tools of any of them comes before what is wrong in the rules of another.
    """
    ordered = sorted(places, key=lambda place: _rank(diagnostics[place]))
    able = [place for place in ordered if diagnostics[place].code not in CASES_OF_RULES]
    return next((place for place in able if diagnostics[place].is_error), able[0] if able else None)


def _rank(item: Diagnostic) -> int:
    """Where the kind of file of a finding comes, causes before consequences."""
    return file_order(item.span.file)[1] if item.span else 0


def folded(found: Findings) -> Findings:
    """The same run without the findings that follow from others; its numbers stay those of all of them."""
    return replace(found, diagnostics=tuple(item for item in found.diagnostics if item.cause is None), counts=found.by_code())
