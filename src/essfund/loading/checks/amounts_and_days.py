"""Amounts and days that cannot be meant, and evidence without a day."""

from __future__ import annotations

from collections.abc import Mapping
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
                            "tools", (*path, "at_least"), say("swap the two, or correct one of them: read them again in the source"))
            if (amount.at_least is not None or amount.at_most is not None) and not amount.source:
                yield Fault("CAT022", say("these amounts have no source"), "tools", path,
                            say("add `source`: the id of the source in which they were read"))
            for i, limit in enumerate(amount.limits):
                if limit.less and limit.fixed and not limit.of:
                    continue
                if limit.fixed or limit.less or limit.of is None or (limit.share is None) == (limit.each is None):
                    yield Fault("CAT003", say("a limit is `share` of a money field, `each` per head, or `fixed` less a field"), "tools",
                                (*path, "limits", i), say("write {example}", example="{share: 50, of: project_cost, source: …}"))
                elif (limit.each is not None) != (limit.of in COUNTED):
                    yield Fault("CAT003", say("`share` goes with money, `each` with employees or jobs_planned"), "tools",
                                (*path, "limits", i), say("write `each` for euros a head, `share` for percent of money"))


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


def find_shares(subject: Subject) -> Iterator[Fault]:
    """Find shares and percentages under 1: 0.5 where 50 is meant."""
    for key, tool in subject.tools.tools.items():
        for name, offer in tool.offers.items():
            for i, limit in enumerate(offer.amount.limits):
                yield from _share(limit.share, "tools", ("tools", key, "offers", name, "amount", "limits", i, "share"))
    rules, fields = subject.rules, subject.catalogue.fields
    percentages = frozenset(key for key, field in fields.items() if getattr(field.kind, "unit", "") == "percent")
    for i, ceiling in enumerate(rules.plan_ceilings):
        yield from _share(ceiling.share, "rules", ("plan_ceilings", i, "share"))
        for key, part in ceiling.counted.items():
            yield from _share(part, "rules", ("plan_ceilings", i, "counted", key))
    yield from _percents(rules.shared, ("shared",), percentages)
    for key, entry in rules.instruments.items():
        yield from _percents(entry.requires, ("instruments", key, "requires"), percentages)
        for name, asked in entry.offers.items():
            yield from _percents(asked.requires, ("instruments", key, "offers", name, "requires"), percentages)


def _percents(raw: object, path: tuple[object, ...], percentages: frozenset[str], *, percent: bool = False) -> Iterator[Fault]:
    """Find the bounds under 1 of fields that are percentages, at any depth of some conditions."""
    if isinstance(raw, (Mapping, list, tuple)):
        for key, value in raw.items() if isinstance(raw, Mapping) else enumerate(raw):
            yield from _percents(value, (*path, key), percentages, percent=percent or key in percentages)
    elif percent and isinstance(raw, float):
        yield from _share(raw, "rules", path)


def _share(share: float | None, document: str, path: tuple[object, ...]) -> Iterator[Fault]:
    if share is not None and 0 < share < 1:
        yield Fault("CAT024", say("{share} is less than one percent", share=f"{share:g}"), document, path,
                    say("write {percent}: shares are in percent; if so little is meant, say so in `accepts`", percent=f"{share * 100:g}"))


SMALL_GRANT = "        amount:\n          at_most: 10000\n"
OF_THE_COST = "of: project_cost, source: reglement}]\n          source: reglement\n"

SHARES_CHECK = Check(find_shares, {
    "CAT024": CodePage(
        N_("share under one percent"),
        N_("A share or a percentage lies between 0 and 1. Shares are written in percent: half is 50, not 0.5."),
        N_("Multiply it by a hundred. If less than one percent is really meant, say so in `accepts`, with the reason."),
        why=N_("Half of the cost would become half a percent of it: an enterprise is told that it may have 500 € where it may have "
               "50 000 €."),
        example=Example("tools.yaml",
                        at="        amount: {at_most: 10000, source: reglement}\n",
                        good=f"{SMALL_GRANT}          limits: [{{share: 50, {OF_THE_COST}",
                        bad=f"{SMALL_GRANT}          limits: [{{share: 0.5, {OF_THE_COST}"),
    ),
})


def find_days(subject: Subject) -> Iterator[Fault]:
    """Find days that do not exist, periods that end before they begin, and undated sources given as evidence of running."""
    tools, rules = subject.tools, subject.rules
    for key, item in tools.sources.items():
        try:
            _ = item.date and first_day(item.date)
        except ValueError:
            yield Fault("CAT003", say("this day does not exist"), "tools", ("sources", key, "date"),
                        say("look at the calendar: the month has fewer days, or day and month are swapped"))
    for key, tool in tools.tools.items():
        for first, last, path in _periods(tool):
            yield from _period(first, last, "tools", ("tools", key, *path))
        for i, name in enumerate(tool.running):
            source = tools.sources.get(name)
            if source is not None and source.date is None:
                yield Fault("CAT023", say("the source `{id}` has no date", id=name), "tools", ("tools", key, "running", i),
                            say("give the source its `date`, or take it out of `running`"))
    for key, entry in rules.instruments.items():
        lists: dict[tuple[object, ...], InstrumentRules | OfferRules] = {(): entry}
        lists |= {("offers", name): offer for name, offer in entry.offers.items()}
        for path, asked in lists.items():
            for i, raw in enumerate(asked.requires):
                yield from _period(raw.get("from"), raw.get("until"), "rules", ("instruments", key, *path, "requires", i, "from"))


def _period(first: date | None, last: date | None, document: str, path: tuple[object, ...]) -> Iterator[Fault]:
    if first and last and first > last:
        yield Fault("CAT021", say("this period ends on {last}, before it begins on {first}", first=first, last=last), document, path,
                    say("swap the two, or correct one of them"))


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
