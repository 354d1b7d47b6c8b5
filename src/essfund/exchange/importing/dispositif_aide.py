"""etalab `dispositif-aide` and its extension for professionals, to drafts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.text import fold
from essfund.exchange.importing.bearers import of_role, read_bearers
from essfund.exchange.importing.drafts import NOBODY, Drafts, ImportedInstrument, audience, sorted_out
from essfund.exchange.importing.foreign_rows import text
from essfund.exchange.importing.foreign_values import PEOPLE, YEARS, items, names_whole, url_in
from essfund.exchange.importing.suggested import GRANT, GUARANTEE, LOAN, SUPPORT, family_that, reach_that
from essfund.model.field_types import ParseError
from essfund.model.field_types.texts_and_flags import CodeType
from essfund.model.vocabulary import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.importing.foreign_rows import Row
    from essfund.exchange.importing.geography import Geography
    from essfund.model.vocabulary import Vocabularies, Vocabulary

MARKS = {"titre", "types_aides", "porteurs", "eligibilite"}
"""Columns by which the format is known."""

TYPES = {"garantie": GUARANTEE, "pret": LOAN, "financement": GRANT, "subvention": GRANT, "avantage-fiscal": GRANT}
"""Types of aid by what the schema, and whoever follows it, calls them, the most telling first."""

FORMS = {"ei": "entreprise-individuelle", "entreprise-individuelle": "entreprise-individuelle"}
"""Labels of the schema that people use for more than it does."""

PART_OF_A_FORM = {"microentrepreneur": "entreprise-individuelle", "micro-entrepreneur": "entreprise-individuelle",
                  "micro-entreprise": "entreprise-individuelle"}
"""Labels of a part of a legal form: whoever refuses them does not refuse the form."""

SIZES = {"MIC": "microentreprise", "PME": "PME", "ETI": "entreprise de taille intermédiaire", "GE": "grande entreprise"}
EVERY_SECTOR = "tous-secteurs"
NUMBERS = (
    ("eligibilite_effectif_minimal", "effectif-minimal", ("employees", "at_least"), PEOPLE),
    ("eligibilite_effectif_maximal", "effectif-maximal", ("employees", "at_most"), PEOPLE),
    ("eligibilite_annees_existence_minimal", "annees-minimales", ("age_years", "at_least"), YEARS),
)
LISTS = (
    ("eligibilite_forme_juridique", "formes", "legal_form", "in"),
    ("eligibilite_forme_juridique_exclusions", "formes-exclues", "legal_form", "not_in"),
    ("ciblage_naf", "naf", "naf", "starts_with"), ("ciblage_naf_exclusions", "naf-exclues", "naf", "not_starts_with"),
)
"""Columns that list ids or codes: each with the id of its test, the field and the operator."""

SIZE, SECTOR, AREA = "eligibilite_categorie_taille_entreprise", "ciblage_secteur_activite", "eligibilite_geographique"
READ = frozenset({
    "titre", "types_aides", "promesse", "description", "eligibilite", "porteurs", "cibles", "date_ouverture", "date_cloture",
    "date_mise_a_jour", "url_source", "base_juridique", SIZE, SECTOR, AREA, f"{AREA}_exclusions",
    *(entry[0] for entry in NUMBERS), *(entry[0] for entry in LISTS),
})


def read(rows: Sequence[Row], vocabularies: Vocabularies, geography: Geography) -> Drafts:
    """Draft for each row that has a title and is for others than households."""
    named, left_out = sorted_out(rows, [_left_out(row) for row in rows])
    return Drafts("dispositif-aide", [_draft(row, vocabularies, geography) for row in named], len(named), left_out)


def _left_out(row: Row) -> str:
    if not text(row, "titre"):
        return "titre"
    return "cibles : particuliers" if audience(items(row.get("cibles"))) == {"households"} else ""


def _draft(row: Row, words: Vocabularies, geography: Geography) -> ImportedInstrument:
    kinds = text(row, "types_aides")
    draft = ImportedInstrument(
        origin=text(row, "id"), name=text(row, "titre"), family=family(kinds, words.family), provider=NOBODY,
        reach=reach_that(Meaning.TERRITORY, words.reach),
        summary=text(row, "promesse") or text(row, "description") or text(row, "titre"), url=url_in(text(row, "url_source")),
        asked=[item.strip(" •-\t;") for item in re.split(r"\n|•", text(row, "eligibilite")) if item.strip(" •-\t;")],
        notes=[f"Famille déduite de « types_aides » : {kinds}."],
    )
    _bearers(row, draft)
    if text(row, "promesse") and text(row, "description"):
        draft.notes.append(text(row, "description"))
    if text(row, "base_juridique"):
        draft.notes.append(f"Base juridique : {text(row, 'base_juridique')}")
    draft.set_window(row, "date_ouverture", "date_cloture")
    draft.set_updated(row, "date_mise_a_jour")
    for column, key, test, kind in NUMBERS:
        draft.set_bound(row, column, key, test, kind)
    draft.set_audience("cibles", "cibles", items(row.get("cibles")))
    if draft.set_territory(AREA, items(row.get(AREA)), geography):
        draft.reach = reach_that(Meaning.COUNTRY, words.reach)
    draft.set_territory(f"{AREA}_exclusions", items(row.get(f"{AREA}_exclusions")), geography, excluded=True)
    _lists(row, draft, words.legal_form)
    if sizes := [SIZES.get(size.upper(), size) for size in items(row.get(SIZE))]:
        draft.asked.append(f"Taille de l’entreprise : {', '.join(sizes)}")
    if (sectors := items(row.get(SECTOR))) and not all(fold(sector).startswith(EVERY_SECTOR) for sector in sectors):
        draft.asked.append(f"Secteurs d’activité : {', '.join(sectors)}")
    draft.keep_rest(row, READ)
    return draft


def family(kinds: str, families: Vocabulary) -> str:
    """Family that the types of aid suggest."""
    return family_that(next((meant for word, meant in TYPES.items() if word in fold(kinds)), SUPPORT), families)


def _bearers(row: Row, draft: ImportedInstrument) -> None:
    """Take who finances as the provider, who examines as the place to apply at; whoever else there is, and who is missing, as a note."""
    bearers = read_bearers(row.get("porteurs"))
    financer, examiner = of_role(bearers, "financeur"), of_role(bearers, "instructeur", "diffuseur")
    if not bearers:
        return
    provider = financer or bearers[0]
    place = examiner or provider
    draft.provider, draft.place, draft.siren = provider.name, place.name, place.siren
    if financer is None or examiner is None or {provider, place} != set(bearers):
        draft.notes.append(f"Porteurs : {' ; '.join(bearer.said for bearer in bearers)}")


def _lists(row: Row, draft: ImportedInstrument, forms: Vocabulary) -> None:
    for column, key, field, operator in LISTS:
        listed = items(row.get(column))
        excluded = operator.startswith("not_")
        found = [naf_of(label) if field == "naf" else forms_of(label, forms, excluded=excluded) for label in listed]
        if listed and not all(found):
            draft.asked.append(f"{column} : {', '.join(listed)}")
        if any(found) if excluded else all(found) and listed:
            draft.tests[key] = {field: {operator: sorted({each for ids in found for each in ids})}}


def naf_of(label: str) -> frozenset[str]:
    """NAF code; none if it is none."""
    try:
        return frozenset({CodeType().read(label, None)})
    except ParseError:
        return frozenset()


def forms_of(label: str, forms: Vocabulary, *, excluded: bool) -> frozenset[str]:
    """Legal forms that a label stands for; none if it is unknown, or excludes what may be others too."""
    folded = fold(label)
    if folded in PART_OF_A_FORM:
        return frozenset() if excluded else frozenset({PART_OF_A_FORM[folded]})
    if folded in FORMS:
        return frozenset({FORMS[folded]})
    found = forms.find(label) or frozenset()
    ambiguous = folded in forms.codes or folded in {fold(name) for name in forms.names} or not names_whole(label, found, forms)
    return frozenset() if excluded and ambiguous else found
