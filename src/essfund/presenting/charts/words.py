"""What a chart says in words: headings, legend, and everything about one bar. Every format of `map` says the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, counted, say
from essfund.model.condition import Strength
from essfund.model.vocabulary import Role
from essfund.presenting.amounts import amount_by_offer, amount_here, open_offers
from essfund.presenting.short_amounts import short_by_offer
from essfund.presenting.wording import AVAILABILITIES, FACT, SEMICOLON, STRENGTHS, VERDICTS, profile_line

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.engine.cartography import Band, Bar, Chart, MoneyBand
    from essfund.model.catalogue import Catalogue

TITLES = {
    "stages": N_("Financing landscape on {day}: which instruments at which stage"),
    "amounts": N_("Financing landscape on {day}: how much each instrument gives"),
}
MILLIONS, THOUSANDS, EUROS = N_("€{count}M"), N_("€{count}k"), N_("€{count}")
UP_TO, BETWEEN, MORE = N_("≤ {money}"), N_("{low} – {high}"), N_("> {money}")
COUNTED = N_("Numbers: instruments made for the stage; hatched: none")
COUNTED_MONEY = N_("Numbers: instruments known to give as much, up to the amount on their right; hatched: none")
NO_STAGE, NO_MONEY = N_("Stage not stated"), N_("help without money")
LEFT_OUT = N_("{count} more instruments cannot be asked for on this day; --all shows them")
LEFT_OUT_ONE = N_("1 more instrument cannot be asked for on this day; --all shows it")
UNAVAILABLE = N_("{count} more instruments cannot be asked for on this day"), N_("1 more instrument cannot be asked for on this day")
REFUSED = (N_("{count} instrument that refuses this profile is left out"),
           N_("{count} instruments that refuse this profile are left out"))
NEED = N_("need: {money}")
WITHOUT_MONEY = N_("{count} instruments of the family {family} help without money")
UNCERTAIN_STAGES = N_("dashed: stages that are probable, inferred or not stated")
UNCERTAIN_AMOUNTS = N_("dashed outline: amount that is probable or inferred")
OPEN_ENDED = N_("dashed line: no floor, or no ceiling, is known")
REACH, STATE, ANSWER = N_("Reach"), N_("On this day"), N_("For this profile")
STAGES, AMOUNT = N_("Stages"), N_("Amount")
EDITION, NOTHING = N_("Catalogue {edition}, {licence}, {digest}"), N_("No instrument can be asked for on this day.")


def title(chart: Chart, kind: str, tr: Translator) -> str:
    """Heading of a chart."""
    return chart.heading or usual_title(chart, kind, tr)


def usual_title(chart: Chart, kind: str, tr: Translator) -> str:
    """Heading that a chart has if nobody gave one: what it shows, and the day."""
    return tr.text(TITLES[kind]).format(day=tr.day(chart.day))


def subtitles(chart: Chart, kind: str, tr: Translator) -> list[str]:
    """What the chart is about, below its heading: what it shows, if the heading does not say it; the profile, if there is one."""
    shown = [usual_title(chart, kind, tr)] if chart.heading else []
    return [*shown, *([tr.say(say("For: {profile}", profile=profile_line(chart.report, tr)))] if chart.report else [])]


def need_words(chart: Chart, tr: Translator) -> str:
    """The need, for the line drawn at it."""
    return tr.text(NEED).format(money=tr.money(chart.need or 0))


def description(chart: Chart, tr: Translator) -> str:
    """Chart in one sentence, for those who do not see it."""
    counts = tr.text(SEMICOLON).join(band_words(chart, band, tr) for band in chart.bands)
    return tr.say(say("{count} instruments by family: {families}", count=sum(bar.askable for bar in chart.bars), families=counts))


def band_words(chart: Chart, band: Band, tr: Translator, *, short: bool = False) -> str:
    """Name of a family and how many of its instruments can be asked for, and how many that are shown cannot."""
    name, others = tr.say(chart.catalogue.vocabularies.family.words(band.family)), len(band.bars) - band.askable
    if not others:
        return f"{name} ({band.askable})"
    if short:
        return f"{name} ({band.askable} + {others})"
    more = counted(others, N_("{count} other one cannot be asked for"), N_("{count} others cannot be asked for"))
    return tr.say(say("{family} ({count}; {others})", family=name, count=band.askable, others=tr.say(more)))


def money_words(band: MoneyBand, tr: Translator) -> str:
    """Band of needs, short: « 5 – 10 k€ »."""
    if band.high is None:
        return tr.text(MORE).format(money=short_money(band.low - 1, tr))
    if band.low == 1:
        return tr.text(UP_TO).format(money=short_money(band.high, tr))
    return tr.text(BETWEEN).format(low=short_money(band.low - 1, tr), high=short_money(band.high, tr))


def short_money(euros: int, tr: Translator) -> str:
    """Round amount in thousands or millions."""
    for unit, text in ((1_000_000, MILLIONS), (1_000, THOUSANDS)):
        if euros >= unit:
            return tr.text(text).format(count=tr.number(euros // unit))
    return tr.text(EUROS).format(count=euros)


def stage_words(chart: Chart, tr: Translator) -> list[str]:
    """Headings of the columns; the last one, for bars without stages, only if there are any."""
    found = [tr.say(chart.catalogue.vocabularies.stage.words(key)) for key in chart.stages]
    return found + ([tr.text(NO_STAGE)] if any(not bar.stages for bar in chart.bars) else [])


def amount_words(bar: Bar, tr: Translator, *, short: bool = False) -> str:
    """Amount of a bar: for a profile what it can have, else what the offers of the day give; a gap says that it is one.

    `short` where a column has little room.
    """
    if bar.instrument.role is Role.SUPPORT:
        return tr.text(NO_MONEY)
    by_offer = short_by_offer if short else amount_by_offer
    return by_offer(bar.running, tr) if bar.result is None else amount_here(bar.amount, open_offers(bar.result), tr, by_offer)


def state_words(bar: Bar, tr: Translator) -> str:
    """Whether a bar can be asked for."""
    return tr.text(AVAILABILITIES[bar.availability])


def line_words(bar: Bar, tr: Translator) -> str:
    """Amount as a bar shows it: what cannot be asked for says so first."""
    said = amount_words(bar, tr)
    return said if bar.askable else f"{state_words(bar, tr)} – {said}"


def reach_words(chart: Chart, bar: Bar, tr: Translator) -> str:
    """Reach of a bar."""
    return tr.say(chart.catalogue.vocabularies.reach.words(bar.instrument.tool.reach))


def stages_of(chart: Chart, bar: Bar, tr: Translator) -> str:
    """Stages of a bar and, unless they are established, how well they are known."""
    if not bar.stages:
        return tr.text(NO_STAGE)
    words = chart.catalogue.vocabularies.stage
    said = ", ".join(tr.say(words.words(chart.stages[place])) for place in bar.stages)
    return said if bar.stages_strength is Strength.ESTABLISHED else f"{said} ({tr.text(STRENGTHS[bar.stages_strength.value])})"


def answer_words(bar: Bar, tr: Translator) -> str:
    """Answer for the profile; nothing without one."""
    return tr.text(VERDICTS[bar.result.verdict]) if bar.result else ""


def bar_words(chart: Chart, bar: Bar, tr: Translator) -> str:
    """Everything a bar shows, on one line: its alternative text."""
    parts = [answer_words(bar, tr), amount_words(bar, tr), stages_of(chart, bar, tr), reach_words(chart, bar, tr), state_words(bar, tr)]
    return tr.text(FACT).format(field=bar.instrument.tool.name, value=tr.text(SEMICOLON).join(filter(None, parts)))


def remarks(chart: Chart, kind: str, tr: Translator, *, hint: bool = True) -> list[str]:
    """What the chart leaves out, with a hint at the option that shows it, and where it comes from."""
    found = [] if chart.bars else [tr.text(NOTHING)]
    if chart.left_out:
        several, one = (LEFT_OUT, LEFT_OUT_ONE) if hint else UNAVAILABLE
        found.append(tr.text(several if chart.left_out > 1 else one).format(count=chart.left_out))
    if chart.refused:
        found.append(tr.say(counted(chart.refused, *REFUSED)))
    if kind == "amounts":
        words = chart.catalogue.vocabularies.family
        found += [tr.text(WITHOUT_MONEY).format(count=band.askable, family=tr.say(words.words(band.family)))
                  for band in chart.bands if band.role is Role.SUPPORT]
    return [*found, *filter(None, [chart.credit]), edition(chart.catalogue, tr)]


def edition(catalogue: Catalogue, tr: Translator) -> str:
    """Which catalogue a picture or a sheet was made from."""
    return tr.text(EDITION).format(edition=catalogue.edition, licence=catalogue.licence, digest=catalogue.digest[:19])
