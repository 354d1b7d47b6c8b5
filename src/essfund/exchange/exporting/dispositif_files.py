"""The State's interchange schema for aid to professionals: etalab `dispositif-aide-professionnels` 0.2.0, as CSV.

It is in French whatever the language asked for. What it cannot say goes into the sidecar.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, TypeGuard
from uuid import NAMESPACE_URL, uuid5

from essfund.core.language.translator import translator
from essfund.core.paris_time import end_of_day
from essfund.core.record import replace
from essfund.exchange.exporting.bounds import Bounds, Places
from essfund.exchange.exporting.cells import disarmed, json_bytes
from essfund.exchange.exporting.values import all_rules, all_sentences, amount_words, ceiling, floor
from essfund.model.condition import Strength, to_plain
from essfund.model.vocabulary import Role
from essfund.presenting.wording import STRENGTHS

if TYPE_CHECKING:
    from datetime import date

    from essfund.exchange.exporting.selection import Selection
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Offer
    from essfund.model.tool import DatedFact

SCHEMA = "essfund.dispositif-aide/1"
STATUSES = ("ess", "esus", "siae", "entreprise_adaptee", "general_interest", "cgscop_member")


def write_sidecar(selection: Selection) -> bytes:
    """What `dispositif-aide` cannot say, beside it as JSON: amounts, greatest age, ESS and ESUS, stages, and the rules themselves."""
    entries = {identifier(listed.instrument.id): entry(selection, listed) for listed in selection.listing}
    document = {"schema": SCHEMA, "catalogue": selection.provenance(), "dispositifs": entries}
    return json_bytes(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


def entry(selection: Selection, listed: Listed) -> dict[str, Any]:
    """What is known of one instrument beyond the columns of the schema."""
    item, tool = listed.instrument, listed.instrument.tool
    return {
        "tool": item.id, "family": tool.family, "reach": tool.reach, "availability": listed.availability.value,
        "successor": tool.successor, "stages": list(tool.stages.stages) if tool.stages else [], "cost": tool.cost,
        "age_years_max": Bounds(item, selection.catalogue.vocabularies).most("age_years"),
        "statuses": [{"id": c.id, "test": to_plain(c.test), "strength": c.strength.value}
                     for c in item.all_conditions if set(c.fields) & set(STATUSES)],
        "days": {key: {"day": fact.day.isoformat(), "strength": fact.strength.value, "sources": list(fact.source)} if fact else None
                 for key, fact in (("from", tool.valid_from), ("until", tool.valid_until))},
        "amounts": {"min": floor(item.offers), "max": ceiling(item.offers), "words": amount_words(selection, item),
                    "offers": {offer.id: {**amounts(offer), "words": amount_words(selection, item, offer)} for offer in item.offers}},
        "rules": all_rules(item), "sources": list(tool.sources),
    }


def amounts(offer: Offer) -> dict[str, Any]:
    """Amounts of an offer, its ceilings as formulas, and how well they are known."""
    money = offer.entry.amount
    ceilings = [{"share": item.share, "each": item.each, "of": item.of, "plus": list(item.plus), "fixed": item.fixed,
                 "less": item.less, "strength": item.strength.value, "sources": list(item.source)}
                for item in money.limits]
    return {"min": money.at_least, "max": money.at_most, "limits": ceilings,
            "strength": money.strength.value if money.source else None, "sources": list(money.source or ())}


COLUMNS = (
    "id", "titre", "promesse", "description", "eligibilite", "types_aides", "porteurs", "programmes_parents", "url_source",
    "cibles", "eligibilite_geographique", "eligibilite_geographique_exclusions", "date_ouverture", "date_cloture",
    "date_mise_a_jour", "base_juridique", "eligibilite_effectif_minimal", "eligibilite_effectif_maximal",
    "eligibilite_categorie_taille_entreprise", "eligibilite_annees_existence_minimal", "eligibilite_forme_juridique",
    "eligibilite_forme_juridique_exclusions", "ciblage_secteur_activite", "ciblage_naf", "ciblage_naf_exclusions",
    "chainage_paiement",
)
TYPES = {Role.CASH: "financement", Role.LOAN: "prêt", Role.GUARANTEE: "garantie", Role.SUPPORT: "assistance"}
"""Types of aid by the words of the schema; the list is open, other help keeps the label of its family."""
LABELS = {"entreprise-individuelle": "EI", "eurl": "EURL", "sasu": "SASU", "sarl": "SARL", "sas": "SAS", "sa": "SA", "snc": "SNC"}
"""Legal forms by the labels of the schema; the list is open, others keep the label of our vocabulary."""

LONGEST, EVERY_SECTOR = 5000, "tous secteurs d’activité"


def identifier(tool: str) -> str:
    """UUID of an instrument: made of its id, so that it never changes."""
    return str(uuid5(NAMESPACE_URL, f"urn:essfund:instrument:{tool}"))


def write_csv(selection: Selection) -> bytes:
    """The State's interchange schema for aid to professionals: etalab `dispositif-aide-professionnels` 0.2.0, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    french, places = replace(selection, tr=translator("fr")), Places(selection)
    for listed in selection.listing:
        selection.tick()
        cells = row(french, listed, places)
        writer.writerow([disarmed(cells.get(column, ""), keep="\n") for column in COLUMNS])
    return out.getvalue().encode("utf-8")


def row(selection: Selection, listed: Listed, places: Places) -> dict[str, str]:
    """One instrument by column; columns about which nothing is known are left out."""
    item, tool, catalogue = listed.instrument, listed.instrument.tool, selection.catalogue
    bounds = Bounds(item, catalogue.vocabularies)
    asked = (*all_sentences(selection, item, "conditions"), *all_sentences(selection, item, "reservations"))
    asked = asked or (("Ouvert à tous",) if item.open_to_all else ("Aucun critère connu",))
    own = [catalogue.sources[key] for key in tool.sources]
    laws = [{"libelle": source.title, "lien": source.url} for source in own if source.kind == "law"]
    links = [source.url for source in sorted(own, key=lambda source: source.kind != "official") if source.url]
    found: dict[str, Any] = {
        "id": identifier(item.id),
        "titre": tool.name,
        "description": description(selection, listed),
        "eligibilite": "\n".join(f"• {line}" for line in asked),
        "types_aides": TYPES.get(item.role) or selection.tr.say(catalogue.vocabularies.family.words(tool.family)),
        "porteurs": json.dumps(bearers(selection, listed), ensure_ascii=False),
        "programmes_parents": piped([source.title for source in own if source.kind == "plan"]) if tool.plan else None,
        "url_source": links[0] if links else None,
        "cibles": "|".join(bounds.audiences()),
        "eligibilite_geographique": places.of(item),
        "date_ouverture": instant(tool.valid_from.day) if is_established(tool.valid_from) else None,
        "date_cloture": last_instant(tool.valid_until.day) if is_established(tool.valid_until) else None,
        "date_mise_a_jour": instant(tool.checked_on),
        "base_juridique": json.dumps(laws, ensure_ascii=False) if laws else None,
        "eligibilite_effectif_minimal": bounds.least("employees"),
        "eligibilite_effectif_maximal": bounds.most("employees"),
        "eligibilite_annees_existence_minimal": bounds.least("age_years"),
        "eligibilite_forme_juridique": piped(forms(selection, bounds.named("legal_form", "in"))),
        "eligibilite_forme_juridique_exclusions": piped(forms(selection, bounds.named("legal_form", "not_in"))),
        "ciblage_secteur_activite": EVERY_SECTOR,
        "ciblage_naf": piped(bounds.named("naf", "starts_with")),
        "ciblage_naf_exclusions": piped(bounds.named("naf", "not_starts_with")),
    }
    return {key: str(value) for key, value in found.items() if value not in {None, ""}}


def description(selection: Selection, listed: Listed) -> str:
    """Summary, amounts in words, and where it comes from, within the length of the schema."""
    tool, facts = listed.instrument.tool, selection.provenance()
    parts = [selection.tr.say(tool.summary)]
    money = amount_words(selection, listed.instrument)
    if money:
        parts.append(f"Montant\u00a0: {money}.")
    parts += [f"{said}\u00a0: {selection.tr.day(fact.day)} ({selection.tr.text(STRENGTHS[fact.strength.value])})."
              for said, fact in (("Ouverture", tool.valid_from), ("Clôture", tool.valid_until)) if fact and not is_established(fact)]
    end = f"Catalogue essfund, édition {facts['edition']} ({facts['digest']}), au {facts['as_of']}. {facts['licence']}."
    text = "\n".join(parts)
    room = LONGEST - len(end) - 3
    return (text if len(text) <= room else text[:room] + " …") + "\n" + end


def is_established(fact: DatedFact | None) -> TypeGuard[DatedFact]:
    """Whether a day is known well enough to open or to close a window: whoever reads the file takes it for certain."""
    return fact is not None and fact.strength is Strength.ESTABLISHED


def bearers(selection: Selection, listed: Listed) -> list[dict[str, Any]]:
    """Who finances and who examines, with their SIREN if it is known."""
    tool = listed.instrument.tool
    place = selection.catalogue.contacts[tool.apply]
    role = "instructeur" if listed.instrument.role is Role.SUPPORT else "financeur"
    examiner: dict[str, Any] = {"nom": place.name, "siren": place.siren, "roles": ["instructeur"]}
    if place.name == tool.provider:
        return [{**examiner, "roles": list(dict.fromkeys([role, "instructeur"]))}]
    return [{"nom": tool.provider, "siren": None, "roles": [role]}, examiner]


def forms(selection: Selection, names: list[str]) -> list[str]:
    """Legal forms by the labels of the schema, sets opened."""
    words = selection.catalogue.vocabularies.legal_form
    return [LABELS.get(key) or selection.tr.say(words.words(key)) for key in names]


def piped(values: list[str]) -> str:
    """Several values as the schema separates them."""
    return "|".join(" ".join(value.replace("|", " ").split()) for value in values)


def instant(day: date) -> str:
    """Day as an instant of ISO 8601."""
    return f"{day.isoformat()}T00:00:00Z"


def last_instant(day: date) -> str:
    """Last second of a day in Paris, as an instant of ISO 8601: whoever reads it there or in Greenwich reads that day."""
    return end_of_day(day).isoformat().replace("+00:00", "Z")
