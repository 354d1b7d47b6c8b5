"""`essfund map`: the financing landscape as a chart."""

from __future__ import annotations

from dataclasses import dataclass

from essfund.cli.declaring import OUTPUT, group, option, switch
from essfund.cli.options import Common, Known, day_option, format_option
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.presenting.formats import MAP_VIEWS

NARROWEST, USUAL, WIDEST = 320, 1123, 8000


@dataclass(frozen=True)
class Map:
    """Options of `map`."""

    view: str = option(N_("Which instruments at which stage, or how much each gives."), "--view", choices=MAP_VIEWS, default="stages")
    profile: str | None = option(N_("YAML or JSON file with what is known of an enterprise: its options stand out. "
                                    "The options below do the same."), "--profile", metavar="FILE")
    known: Known = group(Known)
    as_of: str | None = day_option()
    all: bool = switch(N_("Show the instruments that cannot be asked for on this day too."), "--all")
    format: str | None = format_option("map")
    width: str | None = option(N_("Width of a picture, 320 to 8000; 1123, an upright A3 sheet, if not given."), "--width",
                               metavar="PIXELS", panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Read, match if there is a profile, draw."""
        from essfund.engine.cartography import make_chart  # noqa: PLC0415 - `--help` draws nothing
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing

        form, width, day = session.format("map", self.format), read_width(self.width), read_as_of(self.as_of)
        asked = self.profile is not None or self.known
        report = match(session.catalogue, session.profile(self.profile, self.known), on=day) if asked else None
        chart = make_chart(session.catalogue, day, everything=self.all, report=report)
        session.write(form, form.render(chart, session.view(), self.view, width))


def read_width(text: str | None) -> int:
    """Width of a picture. Raises UsageError."""
    if text is None:
        return USUAL
    if not text.isascii() or not text.isdigit() or not NARROWEST <= int(text[:6]) <= WIDEST:
        raise UsageError(say("--width is not a whole number of pixels from {low} to {high}", low=NARROWEST, high=WIDEST))
    return int(text)
