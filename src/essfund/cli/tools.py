"""`essfund tools list` and `essfund tools show`: browse the catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import as_of_parameter, common_parameters, filter_parameters, format_parameter, tool_parameter, with_options
from essfund.cli.output import write_result
from essfund.cli.session import open_session, read_as_of, read_ids
from essfund.core.errors import UsageError
from essfund.core.messages import N_, did_you_mean, say
from essfund.core.similar_words import fold, nearest
from essfund.presenting.formats import SHEET_FORMATS, TOOLS_FORMATS, renderer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from essfund.cli.session import Session
    from essfund.core.language.translator import Translator
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Catalogue, Instrument


def list_command(tr: Translator) -> Callable[..., Any]:
    """Return `tools list` with its options in one language."""
    return with_options(
        partial(run_list, tr),
        [
            *filter_parameters(tr),
            as_of_parameter(tr),
            format_parameter(tr, TOOLS_FORMATS, "table"),
            *common_parameters(tr),
        ],
    )


def run_list(tr: Translator, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """List the instruments that pass every filter."""
    session, output = open_session(tr, given)
    listing = listing_of(session, read_as_of(as_of), given | named_filters(session, given))
    view = session.view(to_file=output is not None)
    write_result(renderer(TOOLS_FORMATS, format.value)(session.catalogue, listing, view), output)
    return ExitCode.DONE


def named_filters(session: Session, given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the ids that are meant by the filters whose values a vocabulary lists. Raises UsageError for one it does not have."""
    from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - `--help` lists nothing

    return {one.name: read_ids(f"--{one.name}", given[one.name], vocabulary) for one in FILTERS
            if (vocabulary := session.catalogue.vocabularies.of(one.vocabulary))}


def listing_of(session: Session, day: date, given: Mapping[str, Any]) -> tuple[Listed, ...]:
    """Return the instruments that pass the filters given. Raises InvalidInputError for a value that does not exist."""
    from essfund.exchange.filters import FILTERS, list_instruments, profile_filters  # noqa: PLC0415 - `--help` lists nothing

    def plain(value: Any) -> Any:
        return frozenset(getattr(one, "value", one) for one in value) if isinstance(value, list | tuple) else value

    asked = profile_filters(given)
    profile = session.profile(None, asked) if asked else None
    wanted = {one.name: plain(given[one.name]) for one in FILTERS if one.passes}
    return list_instruments(session.catalogue, on=day, profile=profile, **wanted)


def show_command(tr: Translator) -> Callable[..., Any]:
    """Return `tools show` with its options in one language."""
    return with_options(
        partial(run_show, tr),
        [
            tool_parameter(tr, N_("Id of an instrument.")),
            as_of_parameter(tr),
            format_parameter(tr, SHEET_FORMATS, "text"),
            *common_parameters(tr),
        ],
    )


def run_show(tr: Translator, id: str, as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the argument's name
    """Show one instrument."""
    session, output = open_session(tr, given)
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
