"""Boundaries of an instrument as golden cases: a profile on each side with its answer, and the condition that must be the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.core.text import fold
from essfund.engine.boundaries import Nature
from essfund.engine.golden_cases import refusing
from essfund.loading.yaml_writer import block
from essfund.model.verdict import Verdict
from essfund.review.boundaries import answer_words, subject, value_words

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from essfund.core.language.translator import Translator
    from essfund.engine.boundaries import Boundary, BoundarySide
    from essfund.model.catalogue import Catalogue

HEAD = N_("Boundaries as the rules put them, which need not be as the sources do: hold each against its source.")
SAYS = N_("{subject}; {value} → {answer}.")


def cases_text(boundaries: Iterable[Boundary], catalogue: Catalogue, modeline: str | None, tr: Translator) -> str:
    """Return a file of golden cases that hold in the catalogue which the boundaries come from.

    Each side of a boundary is a case; where several ids are answered alike, a series states all of them.
    """
    cases: dict[str, dict[str, Any]] = {}
    series: dict[str, dict[str, Any]] = {}
    for boundary in boundaries:
        sides = (boundary.inside, boundary.outside)
        for side in sides:
            key = _unused(_name(boundary, side.values[0]), cases)
            cases[key] = {"id": key, **_head(boundary, side, catalogue, tr), "profile": dict(side.profile),
                          "expect": {side.result.instrument.id: _expected(boundary, side)}}
        verdicts = {value: side.result.verdict.value for side in sides for value in side.values}
        if len(verdicts) > len(sides):
            side = boundary.inside
            key = _unused(_name(boundary), series)
            rest = {name: value for name, value in side.profile.items() if name != boundary.field}
            series[key] = {"id": key, **_head(boundary, side, catalogue, tr), "tool": side.result.instrument.id,
                           "profile": rest, "vary": boundary.field, "verdicts": verdicts}
    head = "".join(f"{line}\n" for line in (modeline, f"# {tr.text(HEAD)}") if line)
    blocks = [block(word, list(items.values())) for word, items in (("cases", cases), ("series", series)) if items]
    return head + "".join(f"{line}\n" for lines in blocks for line in ("", *lines))


def _head(boundary: Boundary, side: BoundarySide, catalogue: Catalogue, tr: Translator) -> dict[str, Any]:
    """Return what every case begins with: what it shows, its day, who says so."""
    name = boundary.id if boundary.condition else subject(boundary, catalogue, tr)
    value, answer = value_words(boundary, side, catalogue, tr), answer_words(boundary, side, tr)
    sources = list(boundary.sources or side.result.instrument.tool.sources)
    return {
        "says": tr.text(SAYS).format(subject=name, value=value, answer=answer),
        "as_of": side.day.isoformat(), "source": sources if len(sources) > 1 else sources[0],
    }


def _expected(boundary: Boundary, side: BoundarySide) -> dict[str, Any]:
    """Return what a case states of one side: no more than the boundary is about."""
    result = side.result
    if boundary.nature is Nature.AVAILABILITY:
        return {"availability": result.availability.value}
    found: dict[str, Any] = {"verdict": result.verdict.value}
    if result.verdict is not Verdict.INELIGIBLE and len(result.instrument.offers) > 1:
        found["offer"] = result.offer.offer.id
    if boundary.nature is Nature.AMOUNT:
        found["amount"] = {"min": result.amount.low, "max": result.amount.high}
    reasons, doubts = refusing(result), [one.condition.id for one in result.doubts]
    if boundary.condition is not None and boundary.condition.id in reasons:
        found["because"] = list(reasons)
    if boundary.condition is not None and boundary.condition.id in doubts:
        found["doubts"] = doubts
    return found


def _name(boundary: Boundary, value: str = "") -> str:
    """Return the id of a case: the instrument, what turns its answer, the field, the value."""
    parts = (boundary.inside.result.instrument.id, boundary.offer or "", boundary.id, boundary.field, value)
    return "-".join(word for part in parts for word in re.findall(r"[a-z0-9]+", fold(part)))


def _unused(name: str, taken: Container[str]) -> str:
    """Return an id that no other case has."""
    number = 1
    while (found := name if number == 1 else f"{name}-{number}") in taken:
        number += 1
    return found
