"""etalab `dispositif-aide` and its extension for professionals, to drafts."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from essfund.core.text import fold
from essfund.exchange.importing.draft_catalogue import Drafts, ImportedInstrument, text, url_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.exchange.importing.draft_catalogue import Row
    from essfund.model.vocabulary import Vocabularies

NAME = "dispositif-aide"
MARKS = {"titre", "types_aides", "porteurs", "eligibilite"}
"""Columns by which the format is known."""

NOBODY = "Organisme non précisé"
BEARER = re.compile(r"nom\s*:\s*'([^']*)'(?:\s*,\s*siren\s*:\s*'(\d{9})')?")
"""The official sample writes bearers with single quotes, which is not JSON."""

NAF = re.compile(r"\d{2}(\.\d{1,2}[A-Z]?)?")


def read(rows: Sequence[Row], vocabularies: Vocabularies, regions: Mapping[str, str]) -> Drafts:
    """Return a draft for each row that has a title."""
    found = Drafts(NAME)
    for row in rows:
        if not text(row, "titre"):
            found.leave_out("titre")
            continue
        found.drafts.append(_draft(row, vocabularies, regions))
    return found


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
    _forms(row, draft, vocabularies)
    _naf(row, draft)
    _places(row, draft, regions)
    return draft


def family(kinds: str) -> str:
    """Return the family that the types of aid suggest."""
    folded = fold(kinds)
    for words, found in (("garantie", "garantie"), ("pret", "pret"), ("financement", "subvention"), ("subvention", "subvention"),
                         ("avantage-fiscal", "subvention")):
        if words in folded:
            return found
    return "accompagnement"


def read_bearers(said: str) -> list[tuple[str, str | None]]:
    """Return names and SIREN of who runs an aid, financers first."""
    try:
        listed = json.loads(said)
    except ValueError:
        return [(name, siren or None) for name, siren in BEARER.findall(said)] or ([(said, None)] if said else [])
    people = [item for item in listed if isinstance(item, dict) and item.get("nom")] if isinstance(listed, list) else []
    people.sort(key=lambda item: "financeur" not in (item.get("roles") or ()))
    return [(str(item["nom"]), str(item["siren"]) if item.get("siren") else None) for item in people]


def day(said: str) -> date | None:
    """Return the day of an instant."""
    try:
        return date.fromisoformat(said[:10])
    except ValueError:
        return None


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
    audiences = {item.strip() for item in text(row, "cibles").split("|")}
    refused = [group for audience, group in (("associations", "associations"), ("secteur public", "organisme-public"))
               if audience not in audiences]
    if audiences == {"associations"}:
        draft.tests["cibles"] = {"legal_form": {"in": ["associations"]}}
    elif refused:
        draft.tests["cibles"] = {"legal_form": {"not_in": refused}}


def _forms(row: Row, draft: ImportedInstrument, vocabularies: Vocabularies) -> None:
    for column, key, operator in (("eligibilite_forme_juridique", "formes", "in"),
                                  ("eligibilite_forme_juridique_exclusions", "formes-exclues", "not_in")):
        labels = [item.strip() for item in text(row, column).split("|") if item.strip()]
        known = [vocabularies.legal_form.find(label) for label in labels]
        ids = sorted({form for forms in known for form in forms or ()})
        if labels and all(known):
            draft.tests[key] = {"legal_form": {operator: ids}}
        elif labels:
            draft.asked.append(f"{column} : {', '.join(labels)}")


def _naf(row: Row, draft: ImportedInstrument) -> None:
    for column, key, operator in (("ciblage_naf", "naf", "starts_with"), ("ciblage_naf_exclusions", "naf-exclues", "not_starts_with")):
        codes = [item.strip() for item in text(row, column).split("|") if item.strip()]
        if codes and all(NAF.fullmatch(code) for code in codes):
            draft.tests[key] = {"naf": {operator: codes}}
        elif codes:
            draft.asked.append(f"{column} : {', '.join(codes)}")


def _places(row: Row, draft: ImportedInstrument, regions: Mapping[str, str]) -> None:
    for column, key, operator in (("eligibilite_geographique", "territoire", "in"),
                                  ("eligibilite_geographique_exclusions", "territoire-exclu", "not_in")):
        codes = [item.strip() for item in text(row, column).split("|") if item.strip()]
        found: list[str] = []
        for code in codes:
            kind, _, number = code.partition("-")
            found += [item for item, region in regions.items() if (kind, number) in {("DEP", item), ("REG", region)}]
        whole = all(code.startswith(("DEP-", "REG-")) for code in codes)
        if found and whole:
            draft.tests[key] = {"departement": {operator: sorted(set(found))}}
        elif codes and not any(code.startswith("PAYS-") for code in codes):
            draft.asked.append(f"{column} : {', '.join(codes)}")


def marks(row: Mapping[str, Any]) -> bool:
    """Whether a row is of this format."""
    return set(row) >= MARKS
