"""Amounts and days that cannot be meant, and evidence without a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault
from essfund.core.messages import N_, say
from essfund.engine.availability import first_day
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from essfund.loading.checks.check import Subject
    from essfund.model.rulebook import InstrumentRules, OfferRules
    from essfund.model.tool import Tool


COUNTED = {"employees", "jobs_planned"}


def find_amounts(subject: Subject) -> Iterator[Fault]:
    """Find floors above ceilings, figures without source, and computed ceilings that are not one formula."""
    for key, tool in subject.tools.tools.items():
        for name, offer in tool.offers.items():
            amount, path = offer.amount, ("tools", key, "offers", name, "amount")
            if amount.at_least is not None and amount.at_most is not None and amount.at_least > amount.at_most:
                yield Fault("CAT020", say("the floor {low} is above the ceiling {high}", low=amount.at_least, high=amount.at_most),
                            "tools", (*path, "at_least"))
            if (amount.at_least is not None or amount.at_most is not None) and not amount.source:
                yield Fault("CAT022", say("these amounts have no source"), "tools", path)
            for i, limit in enumerate(amount.limits):
                if limit.less and limit.fixed and not limit.of:
                    continue
                if limit.fixed or limit.less or limit.of is None or (limit.share is None) == (limit.each is None):
                    yield Fault("CAT003", say("a limit is `share` of a money field, `each` per head, or `fixed` less a field"), "tools",
                                (*path, "limits", i), say("write {example}", example="{share: 50, of: project_cost, source: …}"))
                elif (limit.each is not None) != (limit.of in COUNTED):
                    yield Fault("CAT003", say("`share` goes with money, `each` with employees or jobs_planned"), "tools",
                                (*path, "limits", i))


AMOUNTS_CHECK = Check(find_amounts, {
    "CAT020": CodePage(
        N_("amounts out of order"),
        N_("The floor of an offer is above its ceiling."),
        N_("Swap or correct the two amounts."),
        why=N_("Whoever asks for enough is shown less than the least that is given: no enterprise can make sense of it."),
        example=Example("tools.yaml", good="        amount: {at_least: 5000, at_most: 60000, source: reglement}\n",
                        bad="        amount: {at_least: 60000, at_most: 5000, source: reglement}\n"),
    ),
    "CAT022": CodePage(
        N_("amount without source"),
        N_("A floor or a ceiling does not say where it was read."),
        N_("Add `source` to the amount."),
        why=N_("The adviser quotes a figure and cannot say whose it is, and nobody can find out whether it still holds."),
        example=Example("tools.yaml", good="        amount: {at_least: 5000, at_most: 60000, source: reglement}\n",
                        bad="        amount: {at_least: 5000, at_most: 60000}\n"),
    ),
})


def find_days(subject: Subject) -> Iterator[Fault]:
    """Find days that do not exist, periods that end before they begin, and undated sources given as evidence of running."""
    tools, rules = subject.tools, subject.rules
    for key, item in tools.sources.items():
        try:
            _ = item.date and first_day(item.date)
        except ValueError:
            yield Fault("CAT003", say("this day does not exist"), "tools", ("sources", key, "date"))
    for key, tool in tools.tools.items():
        for first, last, path in _periods(tool):
            yield from _period(first, last, "tools", ("tools", key, *path))
        for i, name in enumerate(tool.running):
            source = tools.sources.get(name)
            if source is not None and source.date is None:
                yield Fault("CAT023", say("the source `{id}` has no date", id=name), "tools", ("tools", key, "running", i))
    for key, entry in rules.instruments.items():
        lists: dict[tuple[object, ...], InstrumentRules | OfferRules] = {(): entry}
        lists |= {("offers", name): offer for name, offer in entry.offers.items()}
        for path, asked in lists.items():
            for i, raw in enumerate(asked.requires):
                yield from _period(raw.get("from"), raw.get("until"), "rules", ("instruments", key, *path, "requires", i, "from"))


def _period(first: date | None, last: date | None, document: str, path: tuple[object, ...]) -> Iterator[Fault]:
    if first and last and first > last:
        yield Fault("CAT021", say("this period ends on {last}, before it begins on {first}", first=first, last=last), document, path)


def _periods(tool: Tool) -> Iterator[tuple[date | None, date | None, tuple[object, ...]]]:
    start, end = tool.valid_from, tool.valid_until
    yield start.day if start else None, end.day if end else None, ("valid_from", "day")
    if tool.suspended:
        yield tool.suspended.first_day, tool.suspended.last_day, ("suspended", "from")
    for name, offer in tool.offers.items():
        yield offer.first_day, offer.last_day, ("offers", name, "from")


DAYS_CHECK = Check(find_days, {
    "CAT021": CodePage(
        N_("dates out of order"),
        N_("A period ends before it begins."),
        N_("Swap or correct the two dates."),
        why=N_("It holds on no day: an instrument would never be open, and a condition would never be asked."),
        example=Example("tools.yaml", at='    valid_from: {day: "2026-01-01", source: reglement}\n',
                        good='    valid_from: {day: "2026-01-01", source: reglement}\n'
                             '    valid_until: {day: "2030-12-31", source: reglement}\n',
                        bad='    valid_from: {day: "2026-01-01", source: reglement}\n'
                            '    valid_until: {day: "2020-12-31", source: reglement}\n'),
    ),
    "CAT023": CodePage(
        N_("evidence without date"),
        N_("`running` names a source that has no date."),
        N_("Give the source its date, or take it out of `running`."),
        why=N_("« It was running » says nothing without the day: an instrument that closed years ago would still be shown as open."),
        example=Example("tools.yaml", good='    date: "2026-01-15"\n', bad="", found_in="tools.yaml"),
    ),
})
