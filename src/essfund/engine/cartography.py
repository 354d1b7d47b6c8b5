"""The landscape of financing as a chart, before it is drawn: families as bands, instruments as bars, with the answers for one profile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from essfund.engine.amounts import hull, offer_range
from essfund.engine.availability import availability_on
from essfund.engine.coverage import ASKABLE, consecutive
from essfund.engine.dated_instrument import offers_on
from essfund.model.condition import Strength

if TYPE_CHECKING:
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.report import Range, Report, Result
    from essfund.model.verdict import Availability
    from essfund.model.vocabulary import Role


class Bar(NamedTuple):
    """One instrument. `stages` are places among the columns of the chart, none if nobody said; `result` answers for a profile.

    `running` are the offers of the day.
    """

    instrument: Instrument
    availability: Availability
    stages: tuple[int, ...]
    stages_strength: Strength
    amount: Range
    amount_strength: Strength
    result: Result | None
    running: tuple[Offer, ...] = ()

    @property
    def askable(self) -> bool:
        """Whether it can be asked for on the day."""
        return self.availability in ASKABLE

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The stages as runs of neighbours, first and last place each."""
        return tuple((run[0], run[-1]) for run in consecutive(self.stages))


class Band(NamedTuple):
    """One family and its instruments."""

    family: str
    bars: tuple[Bar, ...]

    @property
    def role(self) -> Role:
        """The role of the family: a band has at least one bar."""
        return self.bars[0].instrument.role


@dataclass(frozen=True)
class Chart:
    """Everything a chart says. `left_out` instruments cannot be asked for on the day and were not wanted."""

    catalogue: Catalogue
    day: date
    stages: tuple[str, ...]
    bands: tuple[Band, ...]
    left_out: int
    report: Report | None = None

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Every bar, band by band."""
        return tuple(bar for band in self.bands for bar in band.bars)


def make_chart(catalogue: Catalogue, day: date, *, everything: bool = False, report: Report | None = None) -> Chart:
    """Chart of a catalogue on a day: bands in the order of the vocabulary of families, bars in that of the catalogue; no empty band.

    `everything` adds the instruments that cannot be asked for on that day; `report` is the answer for one profile on the same day,
    whose amounts and verdicts are shown then.
    """
    results = {result.instrument.id: result for result in report.results} if report else {}
    columns = tuple(catalogue.vocabularies.stage.terms)
    bars = [_bar(catalogue, instrument, day, columns, results.get(instrument.id)) for instrument in catalogue.instruments.values()]
    shown = [bar for bar in bars if everything or bar.askable]
    bands = [Band(family, tuple(bar for bar in shown if bar.instrument.tool.family == family))
             for family in catalogue.vocabularies.family.terms]
    return Chart(catalogue, day, columns, tuple(band for band in bands if band.bars), len(bars) - len(shown), report)


def _bar(catalogue: Catalogue, instrument: Instrument, day: date, columns: tuple[str, ...], result: Result | None) -> Bar:
    made_for = instrument.tool.stages
    state = availability_on(day, instrument.tool, catalogue)
    places = tuple(place for place, key in enumerate(columns) if made_for and key in made_for.stages)
    offers = offers_on(instrument, day)
    running = [offer.entry.amount for offer in offers]
    amount = result.amount if result else hull([offer_range(each) for each in running])._replace(certain=None)
    figures = [each.strength for each in running if each.at_least is not None or each.at_most is not None]
    weakest = max(figures, key=list(Strength).index, default=Strength.ESTABLISHED)
    return Bar(instrument, state, places, made_for.strength if made_for else Strength.INFERRED, amount, weakest, result, offers)
