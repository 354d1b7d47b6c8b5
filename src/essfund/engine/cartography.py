"""The landscape of financing as a chart, before it is drawn: families as bands, instruments as bars, with the answers for one profile.

A bar stands at the stages that its instrument is made for, and reaches as far as its amounts are known in euros: what `coverage` counts
by default (`engine.supply`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.engine.amounts import hull, offer_range
from essfund.engine.availability import availability_on
from essfund.engine.coverage import ASKABLE, ROUND, consecutive
from essfund.engine.dated_instrument import offers_on
from essfund.model.condition import Strength
from essfund.model.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Container
    from datetime import date

    from essfund.model.catalogue import Catalogue, Instrument, Offer
    from essfund.model.report import Range, Report, Result
    from essfund.model.verdict import Availability
    from essfund.model.vocabulary import Role


class MoneyBand(NamedTuple):
    """Needs from `low` to `high`, both included; without end if `high` is None."""

    low: int
    high: int | None


MONEY_BANDS = tuple(MoneyBand(low + 1, high) for low, high in zip((0, *ROUND), (*ROUND, None), strict=True))


class Bar(NamedTuple):
    """One instrument. `stages` are places among the columns of the chart, none if nobody said; `result` answers for a profile.

    `offers` are the amounts of its windows, of those that do not refuse the profile; `running` are the windows of the day.
    """

    instrument: Instrument
    availability: Availability
    stages: tuple[int, ...]
    stages_strength: Strength
    amount: Range
    amount_strength: Strength
    result: Result | None
    running: tuple[Offer, ...]
    offers: tuple[Range, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is counted: it can be asked for on the day, and is not refused to the profile."""
        return self.askable and (self.result is None or self.result.verdict is not Verdict.INELIGIBLE)

    def gives(self, band: MoneyBand) -> bool:
        """Whether it is known to give some amount of a band."""
        known = [(each.low, each.high) for each in self.offers if each.high is not None]
        return any(high >= band.low and (band.high is None or low <= band.high) for low, high in known)

    @property
    def askable(self) -> bool:
        """Whether it can be asked for on the day."""
        return self.availability in ASKABLE

    @property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """The stages as runs of neighbours, first and last place each."""
        return tuple((run[0], run[-1]) for run in consecutive(self.stages))


class Band(NamedTuple):
    """One family and its instruments, those that cannot be asked for last."""

    family: str
    bars: tuple[Bar, ...]

    @property
    def askable(self) -> int:
        """How many can be asked for."""
        return sum(bar.askable for bar in self.bars)

    def at_stage(self, place: int) -> int:
        """How many are made for a stage."""
        return sum(bar.counts and place in bar.stages for bar in self.bars)

    def in_money(self, band: MoneyBand) -> int:
        """How many are known to give some amount of a band."""
        return sum(bar.counts and bar.gives(band) for bar in self.bars)

    @property
    def role(self) -> Role:
        """The role of the family: a band has at least one bar."""
        return self.bars[0].instrument.role


@record(frozen=True)
class Chart:
    """Everything a chart says. `left_out` instruments cannot be asked for on the day, `refused` refuse the profile: neither was wanted.

    `heading` stands in place of the usual title, `credit` below the chart: who made it.
    """

    catalogue: Catalogue
    day: date
    stages: tuple[str, ...]
    bands: tuple[Band, ...]
    left_out: int
    report: Report | None = None
    refused: int = 0
    heading: str = ""
    credit: str = ""

    @property
    def need(self) -> int | None:
        """The need of the profile in euros, if it is known exactly."""
        known = self.report.profile.number("amount_needed") if self.report else None
        return known.low if known and known.low == known.high else None

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Every bar, band by band."""
        return tuple(bar for band in self.bands for bar in band.bars)


def make_chart(
    catalogue: Catalogue, day: date, *, everything: bool = False, report: Report | None = None, only: Container[str] | None = None,
    fitting: bool = False,
) -> Chart:
    """Chart of a catalogue on a day: bands in the order of the vocabulary of families, bars in that of the catalogue; no empty band.

    `everything` adds the instruments that cannot be asked for on that day, after the others of their families; `report` is the answer
    for one profile on the same day, whose amounts and verdicts are shown then; `only` are the instruments looked at, all if it is None;
    `fitting` leaves out those that refuse the profile.
    """
    results = {result.instrument.id: result for result in report.results} if report else {}
    columns = tuple(catalogue.vocabularies.stage.terms)
    bars = [_bar(catalogue, instrument, day, columns, results.get(instrument.id)) for instrument in catalogue.instruments.values()
            if only is None or instrument.id in only]
    wanted = sorted([bar for bar in bars if everything or bar.askable], key=lambda bar: not bar.askable)
    shown = [bar for bar in wanted if not fitting or not bar.askable or bar.counts]
    bands = [Band(family, tuple(bar for bar in shown if bar.instrument.tool.family == family))
             for family in catalogue.vocabularies.family.terms]
    return Chart(catalogue, day, columns, tuple(band for band in bands if band.bars), len(bars) - len(wanted), report,
                 len(wanted) - len(shown))


def _bar(catalogue: Catalogue, instrument: Instrument, day: date, columns: tuple[str, ...], result: Result | None) -> Bar:
    made_for = instrument.tool.stages
    state = availability_on(day, instrument.tool, catalogue)
    places = tuple(place for place, key in enumerate(columns) if made_for and key in made_for.stages)
    offers = offers_on(instrument, day)
    running = [offer.entry.amount for offer in offers]
    ranges = tuple([offer_range(each) for each in running])
    if result:
        ranges = tuple([each.amount for each in result.offers if each.verdict is not Verdict.INELIGIBLE])
    amount = result.amount if result else hull(ranges)._replace(certain=None)
    figures = [each.strength for each in running if each.at_least is not None or each.at_most is not None]
    weakest = max(figures, key=list(Strength).index, default=Strength.ESTABLISHED)
    return Bar(instrument, state, places, made_for.strength if made_for else Strength.INFERRED, amount, weakest, result, offers,
               ranges)
