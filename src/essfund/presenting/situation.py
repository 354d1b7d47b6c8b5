"""Who is asked about, the need as a sum, what follows and what is supposed: the lines that stand above every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.model.field_types import Interval
from essfund.model.fields import FIELDS
from essfund.presenting.sentences import OR, seen
from essfund.presenting.wording import SEMICOLON

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.report import Report
    from essfund.model.rulebook import Supposition
    from essfund.model.vocabulary import Vocabularies

PARTS = {
    "own_contribution": N_("own contribution {amount}"),
    "bank_loan": N_("bank loan {amount}"),
    "grants_obtained": N_("grants obtained {amount}"),
}
WHO = ("legal_form", "employees", "age_years")
MIDDLE = " · "
FORMS_NAMED = 2
"""Legal forms of which an enterprise may be and that are named; of more there is a choice still to make."""


def enterprise_line(report: Report, tr: Translator, *, named: bool = True) -> str:
    """Who is asked about: « Services du Tarn · association, 12 salariés, 9 ans · Tarn »; the name only where it is not said already."""
    known, words = report.facts.values, report.catalogue.vocabularies
    told = [key for key in (*WHO, "departement", "stage") if key in known and key not in report.derived]
    values = {key: seen(report.catalogue.fields[key], known[key], words, tr) for key in told}
    if "legal_form" in values:
        values["legal_form"] = _form(report.facts.ids("legal_form") or frozenset(), words, tr)
    staff = report.facts.number("employees") if "employees" in values else None
    if staff is not None:
        values["employees"] = _staff(staff, values["employees"], tr)
    facts = [values[key] for key in WHO if key in values]
    name = known.get("name")
    parts = [name if isinstance(name, str) and named else "", ", ".join(facts), values.get("departement", ""), values.get("stage", "")]
    return MIDDLE.join(part for part in parts if part) or tr.say(say("nothing known yet"))


def _form(forms: frozenset[str], words: Vocabularies, tr: Translator) -> str:
    """The legal form, without what its letters stand for: « Scop », « Scic ou Scop »; of more it is to be settled."""
    names = [tr.say(words.legal_form.words(form)).split(" (")[0] for form in sorted(forms)]
    return tr.text(OR).join(names) if 0 < len(names) <= FORMS_NAMED else tr.say(say("legal form to be settled"))


def _staff(staff: Interval, seen_as: str, tr: Translator) -> str:
    """The headcount in words: « aucun salarié », « 1 salarié », « 12 salariés ou plus »."""
    if staff.high in {0, 1} and staff.low == staff.high:
        return tr.say(say("1 employee") if staff.high else say("no employee"))
    if staff.high is None:
        return tr.say(say("{count} employees or more", count=tr.number(staff.low or 0)))
    return tr.say(say("{count} employees", count=seen_as))


def need_line(report: Report, tr: Translator) -> str:
    """The need as a sum: « Projet 35 000 € = prêt bancaire 28 000 € + reste à trouver 7 000 € »."""
    need = report.need
    cost = need.parts.get("project_cost")
    if need.amount is None:
        return tr.say(say("Need: not known yet"))
    if cost is None:
        return tr.say(say("Asked for: {amount}", amount=_asked(report, need.amount, tr)))
    parts = [tr.text(text).format(amount=tr.money(amount)) for key, text in PARTS.items() if (amount := need.parts.get(key))]
    if need.asked is not None:
        here = tr.say(say("Project {cost}", cost=tr.money(cost)))
        there = tr.say(say("of which is there: {parts}", parts=" + ".join(parts))) if parts else ""
        asked = tr.say(say("asked for: {amount}", amount=_asked(report, need.asked, tr)))
        return tr.text(SEMICOLON).join(part for part in (here, there, asked) if part)
    parts.append(tr.say(say("left to find {amount}", amount=tr.money(need.amount))))
    return tr.say(say("Project {cost} = {parts}", cost=tr.money(cost), parts=" + ".join(parts)))


def _asked(report: Report, most: int, tr: Translator) -> str:
    """What was asked for, which may be a range."""
    known = report.facts.values.get("amount_needed")
    exact = isinstance(known, Interval) and known.low == known.high
    return tr.money(most) if exact else seen(FIELDS["amount_needed"], known, report.catalogue.vocabularies, tr)


def suppositions(report: Report) -> list[Supposition]:
    """What is supposed of the enterprise; only what makes a difference to some option."""
    matter = {key for result in report.results for key in result.only_if}
    return [item for item in report.catalogue.suppositions if item.field in matter]


def derived_line(report: Report, tr: Translator) -> str:
    """What follows from what was told, but for the need, which has its line, what it rules out, and choices that it leaves open."""
    told = [(report.catalogue.fields[key], value) for key, value in report.derived.items()
            if value is not False and key != "amount_needed" and not (isinstance(value, frozenset) and len(value) > 1)]
    facts = [f"{tr.words(field.label)} {seen(field, value, report.catalogue.vocabularies, tr)}" for field, value in told]
    return tr.say(say("It follows: {facts}", facts=", ".join(facts))) if facts else ""


def supposed_line(report: Report, tr: Translator) -> str:
    """What is supposed of the enterprise; empty where it makes no difference."""
    items = suppositions(report)
    if not items:
        return ""
    return tr.say(say("Supposed: {texts}", texts=", ".join(tr.say(item.text) for item in items)))
