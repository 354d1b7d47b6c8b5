"""`essfund map`: the financing landscape as a chart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    OUTPUT,
    as_of_parameter,
    choices,
    common_parameters,
    format_parameter,
    profile_parameters,
    switch,
    with_options,
)
from essfund.cli.output import output_format, write_formatted
from essfund.cli.session import open_session, read_as_of
from essfund.errors import UsageError
from essfund.messages import N_, say
from essfund.render.formats import MAP_VIEWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker

NARROWEST, USUAL, WIDEST = 320, 1123, 8000


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    kinds = choices("Kind", MAP_VIEWS)
    kind = typer.Option("--view", case_sensitive=False, help=speak.text(N_("Which instruments at which stage, or how much each gives.")))
    file = typer.Option("--profile", metavar="FILE", show_default=False,
                        help=speak.text(N_("YAML or JSON file with what is known of an enterprise: its options stand out. "
                                           "The options below do the same.")))
    width = typer.Option("--width", metavar="PIXELS", rich_help_panel=speak.text(OUTPUT), show_default=False,
                         help=speak.text(N_("Width of a picture, 320 to 8000; 1123, an upright A3 sheet, if not given.")))
    fields = [one for one in profile_parameters(speak) if one[0] != "profile"]
    return with_options(
        partial(run, speak),
        [
            ("view", Annotated[kinds, kind], kinds("stages")),
            ("profile", Annotated[str | None, file], None),
            *fields,
            as_of_parameter(speak),
            switch("all", N_("Show the instruments that cannot be asked for on this day too."), speak),
            format_parameter(speak, "map"),
            ("width", Annotated[str | None, width], None),
            *common_parameters(speak),
        ],
    )


def run(speak: Speaker, view: Any, profile: str | None, answer: list[str], as_of: str | None, format: Any, **given: Any) -> int:  # noqa: A002 - the option's name
    """Read, match if there is a profile, draw."""
    from essfund.engine.cartography import make_chart  # noqa: PLC0415 - `--help` draws nothing
    from essfund.engine.matching import match  # noqa: PLC0415 - `--help` matches nothing

    session, output = open_session(speak, given)
    everything, width = given.pop("all"), read_width(given.pop("width"))
    form = output_format("map", format, output)
    day = read_as_of(as_of)
    known = {key: value for key, value in given.items() if value is not None and value != []}
    report = None
    if profile is not None or known or answer:
        report = match(session.catalogue, session.profile(profile, known, answer), on=day)
    chart = make_chart(session.catalogue, day, everything=everything, report=report)
    drawn = form.render(chart, session.view(to_file=output is not None), view.value, width)
    write_formatted(form, drawn, output)
    return ExitCode.DONE


def read_width(text: str | None) -> int:
    """Return the width of a picture. Raises UsageError."""
    if text is None:
        return USUAL
    if not text.isascii() or not text.isdigit() or not NARROWEST <= int(text[:6]) <= WIDEST:
        raise UsageError(say("--width is not a whole number of pixels from {low} to {high}", low=NARROWEST, high=WIDEST))
    return int(text)
