"""Ids that only one of the catalogues has: enterprises that the other one cannot even describe, and what they may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.errors import TooIntricateError
from essfund.engine.eligibility import Eligibility
from essfund.engine.regions import Space
from essfund.model.condition import Leaf
from essfund.model.field_types import SeveralType
from essfund.model.fields import FIELDS
from essfund.review.diff.model import Arrival

if TYPE_CHECKING:
    from datetime import date

    from essfund.model.catalogue import Catalogue
    from essfund.review.diff.model import CatalogueVersion


def arrivals(old: CatalogueVersion, new: CatalogueVersion, day: date) -> tuple[Arrival, ...]:
    """Return every id of a tested field that came or went, with the instruments that enterprises of that kind may have on a day."""
    found = []
    for key, field in FIELDS.items():
        words = [side.catalogue.vocabularies.of(field.vocabulary) for side in (old, new)]
        if not field.tested or words[0] is None or words[1] is None:
            continue
        for added, side in ((True, new), (False, old)):
            others = words[0].ids if added else words[1].ids
            for name in (words[1] if added else words[0]).terms:
                if name not in others:
                    found.append(Arrival(key, name, added, _open_to(side.catalogue, key, name, day)))
    return tuple(found)


def _open_to(catalogue: Catalogue, key: str, name: str, day: date) -> tuple[str, ...] | None:
    """Return the instruments that some enterprise with this id may have; None if the rules are too intricate to say."""
    operator = "any_of" if isinstance(FIELDS[key].kind, SeveralType) else "in"
    such = Leaf(key, operator, frozenset([name]), (name,))
    leaves = dict(catalogue.leaves_by_field)
    try:
        space = Space(leaves | {key: (*leaves.get(key, ()), such)}, catalogue.vocabularies)
        eligibility, region = Eligibility(catalogue, space), space.leaf(such)
        return tuple(
            one.id for one in catalogue.instruments.values() if not space.empty(space.meet(eligibility.eligible(one, day), region))
        )
    except TooIntricateError:
        return None
