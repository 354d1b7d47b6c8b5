"""etalab `dispositif-aide` and its extension for professionals, to drafts."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from essfund.core.text import fold
from essfund.exchange.importing.draft_catalogue import Drafts, ImportedInstrument, text, url_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.exchange.importing.draft_catalogue import Row
    from essfund.model.vocabulary import Vocabularies

MARKS = {"titre", "types_aides", "porteurs", "eligibilite"}
"""Columns by which the format is known."""

FAMILIES = (("garantie", "garantie"), ("pret", "pret"), ("financement", "subvention"), ("subvention", "subvention"),
            ("avantage-fiscal", "subvention"))
NOBODY = "Organisme non précisé"
BEARER = re.compile(r"nom\s*:\s*'([^']*)'(?:\s*,\s*siren\s*:\s*'(\d{9})')?")
"""The official sample writes bearers with single quotes, which is not JSON."""

LISTS = (
    ("eligibilite_forme_juridique", "formes", "legal_form", "in"),
    ("eligibilite_forme_juridique_exclusions", "formes-exclues", "legal_form", "not_in"),
    ("ciblage_naf", "naf", "naf", "starts_with"), ("ciblage_naf_exclusions", "naf-exclues", "naf", "not_starts_with"),
    ("eligibilite_geographique", "territoire", "departement", "in"),
    ("eligibilite_geographique_exclusions", "territoire-exclu", "departement", "not_in"),
)
"""Columns that list ids or codes: each with the id of its test, the field and the operator."""
NAF = re.compile(r"\d{2}(\.\d{1,2}[A-Z]?)?")


def read(rows: Sequence[Row], vocabularies: Vocabularies, regions: Mapping[str, str]) -> Drafts:
    """Draft for each row that has a title."""
    named = [row for row in rows if text(row, "titre")]
    return Drafts("dispositif-aide", [_draft(row, vocabularies, regions) for row in named], +Counter(titre=len(rows) - len(named)))


def _draft(row: Row, vocabularies: Vocabularies, regions: Mapping[str, str]) -> ImportedInstrument:
    bearers = read_bearers(text(row, "porteurs"))
    provider = bearers[0][0] if bearers else NOBODY
    place, siren = bearers[-1] if bearers else (provider, None)
    kinds = text(row, "types_aides")
    draft = ImportedInstrument(
        name=text(row, "titre"), family=family(kinds), provider=provider, place=place, siren=siren,
        reach="national" if "PAYS-" in text(row, "eligibilite_geographique") else "regional",
        summary=text(row, "promesse") or text(row, "description") or text(row, "titre"),
        url=url_in(text(row, "url_source")), first_day=day(text(row, "date_ouverture")), last_day=day(text(row, "date_cloture")),
        updated=day(text(row, "date_mise_a_jour")),
        asked=[item.strip(" •-\t;") for item in re.split(r"\n|•", text(row, "eligibilite")) if item.strip(" •-\t;")],
        notes=[f"Famille déduite de « types_aides » : {kinds}."],
    )
    if text(row, "promesse") and text(row, "description"):
        draft.notes.append(text(row, "description"))
    if text(row, "base_juridique"):
        draft.notes.append(f"Base juridique : {text(row, 'base_juridique')}")
    _numbers(row, draft)
    _audience(row, draft)
    _lists(row, draft, vocabularies, regions)
    return draft


def family(kinds: str) -> str:
    """Family that the types of aid suggest."""
    return next((family for word, family in FAMILIES if word in fold(kinds)), "accompagnement")


def read_bearers(said: str) -> list[tuple[str, str | None]]:
    """Names and SIREN of who runs an aid, financers first."""
    try:
        listed = json.loads(said)
    except ValueError:
        return [(name, siren or None) for name, siren in BEARER.findall(said)] or ([(said, None)] if said else [])
    people = [item for item in listed if isinstance(item, dict) and item.get("nom")] if isinstance(listed, list) else []
    people.sort(key=lambda item: "financeur" not in (item.get("roles") or ()))
    return [(str(item["nom"]), str(item["siren"]) if item.get("siren") else None) for item in people]


def day(said: str) -> date | None:
    """Day of an instant; None if it is none."""
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


def _items(row: Row, column: str) -> list[str]:
    return [item.strip() for item in text(row, column).split("|") if item.strip()]


def _numbers(row: Row, draft: ImportedInstrument) -> None:
    for column, key, field, operator in (
        ("eligibilite_effectif_minimal", "effectif-minimal", "employees", "at_least"),
        ("eligibilite_effectif_maximal", "effectif-maximal", "employees", "at_most"),
        ("eligibilite_annees_existence_minimal", "annees-minimales", "age_years", "at_least"),
    ):
        said = text(row, column)
        if said.isdecimal() and int(said) > (0 if operator == "at_least" else -1):
            draft.tests[key] = {field: {operator: int(said)}}


def _audience(row: Row, draft: ImportedInstrument) -> None:
    audiences = set(_items(row, "cibles"))
    refused = [group for audience, group in (("associations", "associations"), ("secteur public", "organisme-public"))
               if audience not in audiences]
    if audiences == {"associations"}:
        draft.tests["cibles"] = {"legal_form": {"in": ["associations"]}}
    elif refused:
        draft.tests["cibles"] = {"legal_form": {"not_in": refused}}


def _lists(row: Row, draft: ImportedInstrument, vocabularies: Vocabularies, regions: Mapping[str, str]) -> None:
    for column, key, field, operator in LISTS:
        items = _items(row, column)
        if ids := _ids(field, items, vocabularies, regions):
            draft.tests[key] = {field: {operator: ids}}
        elif items and not (field == "departement" and any(item.startswith("PAYS-") for item in items)):
            draft.asked.append(f"{column} : {', '.join(items)}")


def _ids(field: str, items: list[str], vocabularies: Vocabularies, regions: Mapping[str, str]) -> list[str]:
    """Ids or codes that the items of a column stand for; none if one of the items stands for nothing."""
    if field == "legal_form":
        forms = [vocabularies.legal_form.find(label) for label in items]
        return sorted({form for ids in forms for form in ids or ()}) if all(forms) else []
    if field == "naf":
        return items if all(NAF.fullmatch(code) for code in items) else []
    places = all(code.startswith(("DEP-", "REG-")) for code in items)
    return sorted(item for item, region in regions.items() if places and {f"DEP-{item}", f"REG-{region}"} & set(items))
