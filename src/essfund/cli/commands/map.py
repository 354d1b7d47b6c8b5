"""`essfund map`: the financing landscape as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.cli.commands.tools import listing_of
from essfund.cli.declaring import OUTPUT, each, group, option, switch
from essfund.cli.options import Common, Known, catalogue_filters, day_option, format_option
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record, replace
from essfund.presenting.charts.papers import PAPERS
from essfund.presenting.formats import MAP_VIEWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.presenting.charts.papers import Paper
    from essfund.presenting.formats import Format

NARROWEST, USUAL, WIDEST = 320, 1123, 8000


@record(frozen=True)
class Map:
    """Options of `map`."""

    view: str = option(N_("Which instruments at which stage, or how much each gives."), "--view", choices=MAP_VIEWS, default="stages")
    profile: str | None = option(N_("YAML or JSON file with what is known of an enterprise: its options stand out. "
                                    "The options below do the same."), "--profile", metavar="FILE")
    known: Known = group(Known)
    as_of: str | None = day_option()
    all: bool = switch(N_("Show the instruments that cannot be asked for on this day too."), "--all")
    without_refused: bool = switch(N_("Leave out what refuses this profile, instead of showing it pale."), "--without-refused")
    filters: Mapping[str, Any] = each(catalogue_filters)
    format: str | None = format_option("map")
    width: str | None = option(N_("Width of a picture, 320 to 8000; 1123, an upright A3 sheet, if not given."), "--width",
                               metavar="PIXELS", panel=OUTPUT)
    paper: str | None = option(N_("Draw the picture on one sheet, the long edge below, in its real size."), "--paper",
                               choices=tuple(PAPERS), panel=OUTPUT)
    title: str | None = option(N_("Title in place of the usual one, which then stands below it."), "--title", metavar="TEXT",
                               panel=OUTPUT)
    credit: str | None = option(N_("Who made it, for the foot of the page."), "--credit", metavar="TEXT", panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Read, match if there is a profile, draw."""
        from essfund.engine.cartography import make_chart  # noqa: PLC0415 - `--help` draws nothing
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing

        form, day = session.format("map", self.format), read_as_of(self.as_of)
        size = self.size(form)
        only = {listed.instrument.id for listed in listing_of(session, day, self.filters)[0]} if self.filters else None
        asked = self.profile is not None or self.known
        report = match(session.catalogue, session.profile(self.profile, self.known), on=day) if asked else None
        chart = make_chart(session.catalogue, day, everything=self.all or "availability" in self.filters, report=report, only=only,
                           fitting=self.without_refused)
        chart = replace(chart, heading=" ".join((self.title or "").split()), credit=" ".join((self.credit or "").split()))
        session.write(form, form.render(chart, session.view(), self.view, size))

    def size(self, form: Format) -> int | Paper:
        """Width of a picture in pixels, or its sheet. Raises UsageError."""
        if self.paper is None:
            return read_width(self.width)
        if self.width is not None:
            raise UsageError(say("--paper and --width both say how large the picture is"), say("keep one of them"))
        if form.name in {"text", "html"}:
            raise UsageError(say("--paper is for pictures: svg, png, pdf"),
                             say("write for example {example}", example="--output paysage.pdf"))
        return PAPERS[self.paper]


def read_width(text: str | None) -> int:
    """Width of a picture. Raises UsageError."""
    if text is None:
        return USUAL
    if not text.isascii() or not text.isdigit() or not NARROWEST <= int(text[:6]) <= WIDEST:
        raise UsageError(say("--width is not a whole number of pixels from {low} to {high}", low=NARROWEST, high=WIDEST))
    return int(text)
