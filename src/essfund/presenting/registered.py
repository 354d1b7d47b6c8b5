"""What came from a register, shown as such: which facts, of which day, what was told otherwise, what it hints at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.model.profile import Profile
from essfund.presenting.sentences import seen

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from essfund.core.language.translator import Translator
    from essfund.model.registered import Registered
    from essfund.model.report import Report
    from essfund.presenting.json_shapes import RegisterPlain

UNSHOWN = frozenset({"siren", "name"})
"""Fields that say which enterprise it is: they decide nothing."""
CEASED = "DBT011"
MIDDLE = " · "
TAKEN_IN = N_("{field} ({year})")


def register_lines(report: Report, tr: Translator, *, alone: bool = False) -> Iterator[str]:
    """Lines that say what came from a register, none where nothing did; `alone` where no warnings are shown besides."""
    register = report.profile.register
    if register is None:
        return
    if alone:
        yield from (tr.say(say("Warning ({code}): {message}", code=doubt.code, message=doubt.message))
                    for doubt in report.doubts if doubt.code == CEASED)
    kept = [_named(key, register, tr) for key in FIELDS if key in register.kept(report.profile.values) and key not in UNSHOWN]
    facts = ", ".join(kept) or tr.say(say("nothing that is not told otherwise"))
    if register.day is None:
        yield tr.say(say("From the register ({register}, no day given): {facts}", register=register.label, facts=facts))
    else:
        yield tr.say(say("From the register ({register}, {day}): {facts}", register=register.label, day=register.day, facts=facts))
    if others := MIDDLE.join(_others(report, register, tr)):
        yield others


def _named(key: str, register: Registered, tr: Translator) -> str:
    """Field of a register; staff with the year that it is of."""
    label = tr.words(FIELDS[key].label)
    return tr.text(TAKEN_IN).format(field=label, year=register.staff_year) if key == "employees" and register.staff_year else label


def _others(report: Report, register: Registered, tr: Translator) -> Iterator[str]:
    """What is told otherwise and wins, what is only a hint, what is not shown."""
    words = report.catalogue.vocabularies
    if told := told_otherwise(report):
        said = [tr.say(say("{field} {value}", field=tr.words(FIELDS[key].label), value=seen(FIELDS[key], value, words, tr)))
                for key, value in told.items()]
        yield tr.say(say("What is told wins; the register says otherwise: {facts}", facts=", ".join(said)))
    if register.ess and not _ess_known(report):
        yield tr.say(say("The register flags it as ESS: a hint, no proof"))
    if register.partial:
        yield tr.say(say("Partly public: its name and address are hidden in the register"))


def _ess_known(report: Report) -> bool:
    """Whether the quality was told, or the law gives it to every legal form that is possible: a hint then adds nothing."""
    terms, forms = report.catalogue.vocabularies.legal_form.terms, report.facts.ids("legal_form")
    by_form = forms is not None and all(form in terms and terms[form].ess_by_form == "yes" for form in forms)
    return by_form or "ess" in report.facts.values


def told_otherwise(report: Report) -> dict[str, Hashable]:
    """What a register says of fields that were told otherwise: no enterprise can have both."""
    register, values = report.profile.register, report.profile.values
    told: dict[str, Hashable] = {}
    for key, value in (register.values if register else {}).items():
        if key in UNSHOWN:
            continue
        other, said = (key, value) if key in values else _age(value, report) if key == "created_on" else (key, value)
        if other in values and not _together(said, values[other]):
            told[key] = value
    return told


def _age(created: Hashable, report: Report) -> tuple[str, Hashable]:
    """Age that follows from a day of creation, which an age that is told displaces."""
    return "age_years", Profile({"created_on": created}).on(report.as_of).values.get("age_years")


def _together(one: Hashable, other: Hashable) -> bool:
    """Whether two values may be true of one enterprise."""
    if isinstance(one, Interval) and isinstance(other, Interval):
        return not one.above(other) and not other.above(one)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return not one.isdisjoint(other)
    if isinstance(one, str) and isinstance(other, str):
        return one.startswith(other) or other.startswith(one)
    return one == other


def register_plain(report: Report, tr: Translator) -> RegisterPlain | None:
    """What came from a register as plain values; None where nothing did."""
    register = report.profile.register
    if register is None:
        return None
    fields = report.catalogue.fields
    return {
        "register": register.register,
        "label": tr.say(register.label),
        "day": register.day.isoformat() if register.day else None,
        "fields": list(register.kept(report.profile.values)),
        "employees_year": register.staff_year,
        "told_otherwise": {key: fields[key].kind.plain(value) for key, value in told_otherwise(report).items()},
        "hints": {} if register.ess is None else {"ess": register.ess},
        "state": register.state.value,
        "partly_public": register.partial,
    }
