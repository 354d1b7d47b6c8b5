"""`essfund tools list` and `essfund tools show`: browse the catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    as_of_parameter,
    common_parameters,
    filter_parameters,
    format_parameter,
    tool_parameter,
    with_options,
)
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of, read_ids
from essfund.errors import UsageError
from essfund.messages import N_, did_you_mean, say
from essfund.render import SHEET_FORMATS, TOOLS_FORMATS, renderer
from essfund.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from essfund.cli.session import Session
    from essfund.engine.listing import Listed
    from essfund.language.speaker import Speaker
    from essfund.models.catalogue import Catalogue, Instrument


def list_command(speak: Speaker) -> Callable[..., Any]:
    """Return `tools list` with its options in one language."""
    return with_options(
        partial(run_list, speak),
        [
            *filter_parameters(speak),
            as_of_parameter(speak),
            format_parameter(speak, TOOLS_FORMATS, "table"),
            *common_parameters(speak),
        ],
    )


def run_list(speak: Speaker, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """List the instruments that pass every filter."""
    session, output = open_session(speak, given)
    listing = listing_of(session, read_as_of(as_of), given | named_filters(session, given))
    view = session.view(to_file=output is not None)
    write_result(renderer(TOOLS_FORMATS, format.value)(session.catalogue, listing, view), output)
    return ExitCode.DONE


def named_filters(session: Session, given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the ids that are meant by the filters whose values a vocabulary lists. Raises UsageError for one it does not have."""
    from essfund.engine.listing import FILTERS  # noqa: PLC0415 - `--help` lists nothing

    return {one.name: read_ids(f"--{one.name}", given[one.name], vocabulary) for one in FILTERS
            if (vocabulary := session.catalogue.vocabularies.of(one.vocabulary))}


def listing_of(session: Session, day: date, given: Mapping[str, Any]) -> tuple[Listed, ...]:
    """Return the instruments that pass the filters given. Raises InvalidInputError for a value that does not exist."""
    from essfund.engine.listing import FILTERS, list_instruments, profile_filters  # noqa: PLC0415 - `--help` lists nothing

    def plain(value: Any) -> Any:
        return frozenset(getattr(one, "value", one) for one in value) if isinstance(value, list | tuple) else value

    asked = profile_filters(given)
    profile = session.profile(None, asked) if asked else None
    wanted = {one.name: plain(given[one.name]) for one in FILTERS if one.passes}
    return list_instruments(session.catalogue, on=day, profile=profile, **wanted)


def show_command(speak: Speaker) -> Callable[..., Any]:
    """Return `tools show` with its options in one language."""
    return with_options(
        partial(run_show, speak),
        [
            tool_parameter(speak, N_("Id of an instrument.")),
            as_of_parameter(speak),
            format_parameter(speak, SHEET_FORMATS, "text"),
            *common_parameters(speak),
        ],
    )


def run_show(speak: Speaker, id: str, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the argument's name
    """Show one instrument."""
    session, output = open_session(speak, given)
    instrument = find_tool(session.catalogue, id)
    view = session.view(to_file=output is not None)
    text = renderer(SHEET_FORMATS, format.value)(session.catalogue, instrument, read_as_of(as_of), view)
    write_result(text, output)
    return ExitCode.DONE


def find_tool(catalogue: Catalogue, name: str) -> Instrument:
    """Return an instrument by its id or its name, whatever the case and accents. Raises UsageError with a suggestion."""
    for key, one in catalogue.instruments.items():
        if fold(name) in {fold(key), fold(one.tool.name)}:
            return one
    names = {one.tool.name: key for key, one in catalogue.instruments.items()} | {key: key for key in catalogue.instruments}
    near = [names[text] for text in nearest(name, names)]
    raise UsageError(
        say("no instrument is called `{id}`", id=name),
        did_you_mean(near, say("`essfund tools list` lists them")),
    )
