"""Which instruments of a catalogue pass a filter on a day. `tools list`, `export` and what else browses share `FILTERS`.

To add a filter, add one `Filter`: the options, their help and the docs derive from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.core.text import fold
from essfund.engine.availability import availability_on
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.profile import Profile


class Listed(NamedTuple):
    """One instrument and its availability on a day."""

    instrument: Instrument
    availability: Availability
    day: date


@record(frozen=True)
class Filter:
    """One way to leave instruments out: `passes` tells whether one has a value asked for, of the closed list `values` or `vocabulary`.

    Without `passes` it is a `field` of a profile: an instrument stays unless its rules refuse an enterprise of which only that is
    known, or it states that it was made for others. What nobody stated leaves nothing out.
    """

    name: str
    help: str
    values: tuple[str, ...] = ()
    passes: Callable[[Listed, frozenset[str]], bool] | None = None
    field: str = ""
    many: bool = True
    vocabulary: str = ""


def _provider(listed: Listed, wanted: frozenset[str]) -> bool:
    provider = fold(listed.instrument.tool.provider)
    return any(all(word in provider for word in fold(text).split("-")) for text in wanted)


def _search(listed: Listed, wanted: frozenset[str]) -> bool:
    tool = listed.instrument.tool
    text = fold(f"{listed.instrument.id} {tool.name} {tool.provider} {tool.summary.fr} {tool.summary.en}")
    return all(word in text for item in wanted for word in fold(item).split("-"))


FILTERS: tuple[Filter, ...] = (
    Filter("family", N_("Only this family (repeatable)."), vocabulary="family",
           passes=lambda listed, wanted: listed.instrument.tool.family in wanted),
    Filter("reach", N_("Only this reach (repeatable)."), vocabulary="reach",
           passes=lambda listed, wanted: listed.instrument.tool.reach in wanted),
    Filter("availability", N_("Only this availability on the day (repeatable)."),
           tuple(item.value for item in Availability), lambda listed, wanted: listed.availability.value in wanted),
    Filter("provider", N_("Only this provider; part of the name is enough (repeatable)."), passes=_provider),
    Filter("search", N_("Words of the name, the provider or the summary."), passes=_search, many=False),
    Filter("stage", N_("Only what is not refused, and not stated for others, at this stage (repeatable)."), field="stage"),
    Filter("legal_form", N_("Only what is not refused to this legal form (repeatable)."), field="legal_form"),
    Filter("amount", N_("Only what may be asked for when so much is needed, in euros."), field="amount_needed", many=False),
)


def list_instruments(
    catalogue: Catalogue, *, on: date, profile: Profile | None = None, **given: frozenset[str] | str | None
) -> tuple[Listed, ...]:
    """Instruments that pass every filter, by family in the order of the vocabulary, then as the catalogue lists them.

    `given` holds values by the name of a filter, empty ones let everything through; `profile` what is asked of its fields.
    """
    wanted = {key: frozenset([value]) if isinstance(value, str) else value for key, value in given.items() if value}
    asked = [(item.passes, wanted[item.name]) for item in FILTERS if item.passes and item.name in wanted]
    open_to = _open_to(catalogue, profile, on) if profile and profile.values else None
    listing = [Listed(item, availability_on(on, item.tool, catalogue), on)
               for item in catalogue.instruments.values() if open_to is None or item.id in open_to]
    passed = [listed for listed in listing if all(passes(listed, values) for passes, values in asked)]
    families = list(catalogue.vocabularies.family.terms)
    return tuple(sorted(passed, key=lambda item: families.index(item.instrument.tool.family)))


def _open_to(catalogue: Catalogue, profile: Profile, on: date) -> frozenset[str]:
    """Instruments that an enterprise of which this is known may ask for, as far as anybody stated."""
    from essfund.engine.match import match

    stages = profile.ids("stage")
    return frozenset(
        result.instrument.id for result in match(catalogue, profile, on=on).results
        if result.verdict is not Verdict.INELIGIBLE
        and (stages is None or (made_for := result.instrument.tool.stages) is None or stages & set(made_for.stages))
    )


def profile_filters(given: Mapping[str, object]) -> dict[str, object]:
    """What was asked of fields of a profile, by field."""
    return {item.field: given[item.name] for item in FILTERS if item.field and given.get(item.name)}
