"""One field that changed, in words: what it is called, what it was, what it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum
from typing import TYPE_CHECKING

from essfund.core.messages import N_, Words
from essfund.model.condition import Strength
from essfund.model.rulebook import PLAN_SUMS, ReservationEntry
from essfund.model.tool import Limit
from essfund.presenting.sentences import sentence
from essfund.presenting.wording import FACT, SEMICOLON, STRENGTHS, limit
from essfund.review.diff.model import RequirementText, WrittenTest

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies
    from essfund.review.diff.model import CatalogueVersion, FieldChange

LABELS: dict[str, str] = {
    "accepted_words": N_("words that no dictionary has"),
    "accepts": N_("accepted finding"), "aliases": N_("other names"), "alternatives": N_("in place of one another"),
    "amount": N_("amount"), "apply": N_("where to apply"), "at_least": N_("floor"), "at_most": N_("ceiling"),
    "before": N_("before what"), "builds_on": N_("layer below"), "by_departement": N_("local contact"),
    "calls": N_("order of the calls"),
    "besides": N_("not counted on purpose"), "cases_state": N_("what golden cases must state"),
    "checked_on": N_("sources read on"), "conditions_of_money": N_("the money"),
    "contact": N_("contact"), "contacts": N_("contact"), "choices": N_("choice"), "cost": N_("cost to the enterprise"),
    "costs": N_("cost to the enterprise"),
    "counted": N_("percent that counts"),
    "date": N_("date"), "day": N_("day"), "dedicated_to": N_("made for"), "deferral": N_("deferral, months"), "delay": N_("delay"),
    "departement_sets": N_("set of départements"), "departements": N_("département"), "each": N_("euros per head"),
    "edition": N_("edition"), "effort": N_("effort of knowing"), "effort_to_change": N_("effort to change"),
    "en": N_("English text"), "ess_by_form": N_("ESS by its form"),
    "evidence": N_("strength of the evidence"), "except_at": N_("not supposed at"), "facts_of_the_world": N_("fact of the world"),
    "families": N_("family"), "family": N_("family"), "fee": N_("fee, percent"), "field": N_("field"),
    "fields": N_("field of this catalogue"), "fixed": N_("fixed sum"),
    "forms": N_("legal forms"), "formerly": N_("former ids"), "fr": N_("French text"),
    "freshness_months": N_("limit of freshness, in months"),
    "from": N_("first day"), "id": N_("id"), "in": N_("stages"), "incompatibilities": N_("not together"),
    "insee_codes": N_("INSEE code"), "instruments": N_("instrument"), "kind": N_("kind"), "label": N_("label"),
    "legal_form_names": N_("name of several forms"), "legal_form_sets": N_("set of legal forms"), "legal_forms": N_("legal form"),
    "least_fee": N_("least fee, in euros"), "leaving_out": N_("left out of the sums"), "less": N_("less what was received"),
    "licence": N_("licence"), "limits": N_("computed ceiling"), "members": N_("members"),
    "name": N_("name"), "note": N_("note"), "notes": N_("note"), "of": N_("computed from"), "offers": N_("offer"),
    "one_entry": N_("one entry"), "only_for": N_("about these forms alone"), "only_with": N_("only with"),
    "open_to_all": N_("open to all"),
    "other": N_("other costs"), "otherwise": N_("otherwise"), "outside": N_("outside"), "paid": N_("how it is paid"),
    "paper": N_("paper to bring"),
    "paid_to": N_("who receives it"), "pairings": N_("together"), "phone": N_("telephone"), "plan": N_("line of the Plan"),
    "plan_ceilings": N_("ceiling of a plan"),
    "plan_sections": N_("part of the Plan"), "plus": N_("added to it"), "printed": N_("printed"), "provider": N_("provider"),
    "proximity": N_("proximity"), "purposes": N_("purpose"), "question": N_("question"), "quasi_own": N_("counts with own funds"),
    "ranking": N_("ranking"), "rate": N_("rate, percent a year"),
    "reach": N_("reach"), "reaches": N_("reach"), "region": N_("region"), "regions": N_("region"), "requires": N_("condition"),
    "reservations": N_("reservation"), "reserved": N_("said to others"), "role": N_("role"), "running": N_("shown running by"),
    "section": N_("section"),
    "security": N_("security"), "share": N_("share"), "shared": N_("shared condition"), "shared_reservations": N_("shared reservation"),
    "siren": "SIREN", "source": N_("source"), "sources": N_("source"), "stage_sets": N_("set of stages"), "stages": N_("stages"),
    "strength": N_("strength"),
    "strengths": N_("strength"), "successor": N_("successor"), "summary": N_("summary"), "suppositions": N_("supposition"),
    "suspended": N_("suspended"), "terms": N_("terms"), "territory": N_("territory"), "test": N_("test"), "text": N_("text"),
    "title": N_("title"), "tools": N_("instruments"), "towns": N_("towns"), "type": N_("type"), "unit": N_("unit"),
    "until": N_("last day"), "url": N_("web address"),
    "meaning": N_("meaning"),
    "usual": N_("offered first"), "valid_from": N_("exists from"), "valid_until": N_("exists until"), "value": N_("value"),
    "weights": N_("weight"), "years": N_("term, years"),
}
"""What the keys of catalogue files are called; one that is missing here is shown as it is written."""

NAMED = frozenset({
    "accepts", "alternatives", "by_departement", "calls", "choices", "conditions_of_money", "contacts", "cost", "costs", "counted",
    "departement_sets", "departements",
    "evidence", "facts_of_the_world", "families", "fields", "incompatibilities", "insee_codes", "instruments", "legal_form_names",
    "legal_form_sets", "legal_forms", "limits", "notes", "offers", "one_entry", "pairings", "plan_ceilings",
    "plan_sections", "proximity", "purposes",
    "reaches", "regions", "requires", "reservations", "shared", "shared_reservations", "sources", "stage_sets", "stages", "strengths",
    "suppositions", "tools", "weights",
})
"""Keys below which the next step of a path, if there is one, names one of several things."""

CALLED = N_("{label} « {id} »")
TURNED, ADDED, REMOVED, REORDERED = N_("{old} → {new}"), N_("added: {new}"), N_("removed: {old}"), N_("same, in another order: {new}")
YES, NO, OTHER_LANGUAGE, CUT = N_("yes"), N_("no"), N_("{text} [{language}]"), "…"
TITLES = ("title", "name", "label", "printed", "text")
"""Fields that stand for the whole of an entry, the best first."""

LONG, AROUND = 90, 24
"""Longer texts are shown around what differs, with so many characters on each side."""


def field_line(change: FieldChange, side: CatalogueVersion, tr: Translator) -> str:
    """A change of one field on one line; `side` gives the vocabularies and the shared reservations."""
    was, now = (None if value in (None, ()) else value for value in (change.old, change.new))
    said = _sets(was, now, side, tr) if isinstance(was, tuple) and isinstance(now, tuple) else _values(change, was, now, side, tr)
    called = path_words(change.path, tr)
    return tr.text(FACT).format(field=called, value=said) if called else said


def _values(change: FieldChange, was: object, now: object, side: CatalogueVersion, tr: Translator) -> str:
    if isinstance(was, Words) and isinstance(now, Words):
        return _texts(was, now, tr)
    old, new = (worded(value, side, tr, change.unit) for value in (was, now))
    if was is None or now is None:
        return tr.text(ADDED).format(new=new) if was is None else tr.text(REMOVED).format(old=old)
    if isinstance(was, str) and isinstance(now, str):
        old, new = excerpts(old, new)
    return tr.text(TURNED).format(old=old, new=new)


def _sets(was: tuple[object, ...], now: tuple[object, ...], side: CatalogueVersion, tr: Translator) -> str:
    come, gone = [item for item in now if item not in was], [item for item in was if item not in now]
    parts = [tr.text(ADDED).format(new=worded(tuple(come), side, tr))] if come else []
    parts += [tr.text(REMOVED).format(old=worded(tuple(gone), side, tr))] if gone else []
    return tr.text(SEMICOLON).join(parts) or tr.text(REORDERED).format(new=worded(now, side, tr))


def _texts(was: Words, now: Words, tr: Translator) -> str:
    """A text in the reader's language before and after; in the other one if only that changed."""
    language = "en" if was.fr == now.fr else "fr"
    seen = tr.say(was) != tr.say(now)
    old, new = excerpts(tr.say(was), tr.say(now)) if seen else excerpts(getattr(was, language), getattr(now, language))
    turned = tr.text(TURNED).format(old=old, new=new)
    return turned if seen else tr.text(OTHER_LANGUAGE).format(text=turned, language=language)


def path_words(path: Iterable[str], tr: Translator) -> str:
    """Where a field stands, in words: « offre « jeune », condition « age », force »."""
    found: list[str] = []
    steps = list(path)
    while steps:
        key = steps.pop(0)
        label = tr.text(LABELS.get(key, key))
        if key in NAMED and steps and steps[0] not in LABELS:
            found.append(tr.text(CALLED).format(label=label, id=steps.pop(0)))
        elif key != "test" or not found:
            found.append(label)
    return ", ".join(found)


def worded(value: object, side: CatalogueVersion, tr: Translator, unit: str = "") -> str:
    """Any value of a catalogue in words."""
    words = side.catalogue.vocabularies
    if isinstance(value, bool):
        return tr.text(YES if value else NO)
    if isinstance(value, int | float):
        return tr.money(int(value)) if unit == "euro" else tr.percent(value / 100) if unit == "percent" else tr.number(value)
    if isinstance(value, Strength):
        return tr.text(STRENGTHS[value.value])
    if isinstance(value, Enum | date | Words):
        return tr.say(value.value if isinstance(value, Enum) else value)
    if isinstance(value, WrittenTest):
        return sentence(value.test, words, tr)
    if isinstance(value, RequirementText):
        return _requirement(value, words, tr)
    if isinstance(value, Limit):
        return limit(value, tr)
    if isinstance(value, ReservationEntry) and value.shared and value.text is None:
        shared = side.rules.shared_reservations.get(value.shared)
        return tr.say(shared.text) if shared else value.shared
    if is_dataclass(value) and not isinstance(value, type):
        return _entry(value, side, tr)
    if isinstance(value, Mapping):
        return tr.text(SEMICOLON).join(tr.text(FACT).format(field=key, value=worded(inner, side, tr)) for key, inner in value.items())
    if isinstance(value, tuple | list):
        return ", ".join(worded(item, side, tr) for item in value)
    return named(str(value), words, tr)


def _requirement(written: RequirementText, words: Vocabularies, tr: Translator) -> str:
    facts = [*([tr.text(STRENGTHS[written.strength.value])] if written.strength else []), *written.source]
    asked = sentence(written.test.test, words, tr)
    return f"{asked} ({', '.join(facts)})" if facts else asked


def _entry(value: object, side: CatalogueVersion, tr: Translator) -> str:
    """What stands for an entry: its title, else its text in two languages, else all its fields."""
    if title := next(filter(None, (getattr(value, key, None) for key in TITLES)), None):
        return worded(title, side, tr)
    if hasattr(value, "fr") and hasattr(value, "en"):
        return tr.say(Words(value.fr, value.en))
    known = [(field.name, getattr(value, field.name)) for field in fields(value)]  # type: ignore[arg-type] # a dataclass, as the caller saw
    return tr.text(SEMICOLON).join(
        tr.text(FACT).format(field=tr.text(LABELS.get(key, key)), value=worded(inner, side, tr))
        for key, inner in known if inner not in (None, (), {})
    )


def named(text: str, words: Vocabularies, tr: Translator) -> str:
    """The label of an id of a vocabulary, of a field or of a sum of a plan; any other text as it is."""
    for vocabulary in (words.family, words.reach, words.cost, words.stage, words.legal_form, words.purposes, words.plan_section):
        if text in vocabulary.terms:
            return tr.say(vocabulary.words(text))
    return tr.words(words.fields[text].label) if text in words.fields else tr.text(PLAN_SUMS.get(text, text))


def excerpts(old: str, new: str) -> tuple[str, str]:
    """Two texts around what differs, if they are long and much is the same."""
    if max(len(old), len(new)) <= LONG:
        return old, new
    blocks = [opcode for opcode in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if opcode[0] != "equal"]
    return (_cut(old, blocks[0][1], blocks[-1][2]), _cut(new, blocks[0][3], blocks[-1][4])) if blocks else (old, new)


def _cut(text: str, start: int, end: int) -> str:
    left = 0 if start <= AROUND else text.rfind(" ", 0, start - AROUND) + 1
    right = -1 if end + AROUND >= len(text) else text.find(" ", end + AROUND)
    return (CUT if left else "") + text[left : len(text) if right < 0 else right] + (CUT if right >= 0 else "")
