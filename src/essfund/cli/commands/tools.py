"""`essfund tools list` and `essfund tools show`: browse the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.cli.declaring import each, group
from essfund.cli.options import Common, Known, day_option, filter_options, format_option, tool_argument
from essfund.cli.session import Session, read_as_of, read_ids
from essfund.core.errors import UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.record import record
from essfund.core.text import fold, suggested

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.report import Report, Result


MOST_NAMED = 3
"""Instruments that are named where a word is part of many names."""


@record(frozen=True)
class ToolsList:
    """Options of `tools list`."""

    filters: Mapping[str, Any] = each(filter_options)
    as_of: str | None = day_option()
    format: str | None = format_option("tools list")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """List the instruments that pass every filter."""
        form = session.format("tools list", self.format)
        listing, _ = listing_of(session, read_as_of(self.as_of), self.filters)
        session.write(form, form.render(session.catalogue, listing, session.view()))


@record(frozen=True)
class ToolsShow:
    """Options of `tools show`."""

    id: str = tool_argument(N_("Id of an instrument."))
    as_of: str | None = day_option()
    format: str | None = format_option("tools show")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Show one instrument."""
        form = session.format("tools show", self.format)
        instrument = find_tool(session.catalogue, self.id)
        session.write(form, form.render(session.catalogue, instrument, read_as_of(self.as_of), session.view()))


def listing_of(session: Session, day: date, filters: Mapping[str, Any]) -> tuple[tuple[Listed, ...], dict[str, Any]]:
    """Instruments that pass filters, and the filters with the ids that they mean. Raises UsageError, and InvalidInputError by a field."""
    from essfund.exchange.filters import FILTERS, list_instruments, profile_filters  # noqa: PLC0415 - `--help` lists nothing

    given = {**filters, **{item.name: read_ids(f"--{item.name}", filters[item.name], vocabulary) for item in FILTERS
                           if item.name in filters and (vocabulary := session.catalogue.vocabularies.of(item.vocabulary))}}
    asked = profile_filters(given)
    profile = session.profile(None, Known(asked, [], [])) if asked else None
    wanted = {item.name: frozenset(given[item.name]) if item.many else given[item.name]
              for item in FILTERS if item.passes and item.name in given}
    return list_instruments(session.catalogue, on=day, profile=profile, **wanted), given


def find_result(report: Report, name: str) -> Result:
    """Return the result of an instrument by its rank in the answer, its name or its id. Raises UsageError."""
    if not name.isdecimal():
        return report.result(find_tool(report.catalogue, name).id)
    if 1 <= int(name) <= len(report.results):
        return report.results[int(name) - 1]
    raise UsageError(say("no option has the rank {rank}", rank=name),
                     say("ranks go from 1 to {last}; `essfund match --all` shows them", last=len(report.results)))


def find_tool(catalogue: Catalogue, name: str) -> Instrument:
    """Instrument by its id, a former one or its name, whatever the case and accents. Raises UsageError with a suggestion."""
    today = catalogue.id_today(fold(name))
    if today in catalogue.instruments:
        return catalogue.instruments[today]
    for key, item in catalogue.instruments.items():
        if fold(name) in {fold(key), fold(item.tool.name)}:
            return item
    names = {item.tool.name: key for key, item in catalogue.instruments.items()} | {key: key for key in catalogue.instruments}
    near = dict.fromkeys([names[text] for text in suggested(name, names, 2 * MOST_NAMED)])  # each has a name and an id
    raise UsageError(say("no instrument is called `{id}`", id=name),
                     did_you_mean(tuple(near)[:MOST_NAMED], say("`essfund tools list` lists them")))
