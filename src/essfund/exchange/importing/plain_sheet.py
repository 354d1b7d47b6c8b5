"""A plain sheet, one row an instrument, to drafts: our own export as CSV or xlsx, or a list that somebody keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.language.translator import translator
from essfund.core.text import fold
from essfund.exchange.exporting.export_tables import INSTRUMENTS
from essfund.exchange.importing.dispositif_aide import LISTS, NUMBERS, family, forms_of, naf_of
from essfund.exchange.importing.drafts import NOBODY, Drafts, ImportedInstrument, audience, sorted_out
from essfund.exchange.importing.foreign_rows import text
from essfund.exchange.importing.foreign_values import EUROS, URL, items, number, url_in
from essfund.exchange.importing.suggested import reach_that
from essfund.model.vocabulary import Meaning
from essfund.presenting.table_cells import is_formula

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from essfund.exchange.importing.foreign_rows import Row
    from essfund.exchange.importing.geography import Geography
    from essfund.model.vocabulary import Vocabularies, Vocabulary

MARKS = {"name", "provider"}
OTHER_NAMES = {
    "name": ("nom", "nom du dispositif", "dispositif", "intitulé", "titre", "aide", "outil", "nom de l'aide", "scheme", "title"),
    "tool": ("id", "identifier", "code"),
    "family": ("type", "type d'aide", "nature", "nature de l'aide", "famille de financement", "kind"),
    "provider": ("financeur", "organisme", "porteur", "opérateur", "structure", "qui finance", "funder", "organisation"),
    "summary": ("description", "résumé", "objet", "objectif", "présentation"),
    "amount_min": ("montant min", "montant minimum", "montant minimal", "minimum amount"),
    "amount_max": ("montant max", "montant maximum", "montant maximal", "plafond", "maximum amount", "ceiling"),
    "amount": ("montants", "montant de l'aide", "taux"),
    "conditions": ("critères", "critères d'éligibilité", "éligibilité", "bénéficiaires", "eligibility", "criteria"),
    "contact": ("contacts", "guichet", "interlocuteur", "où demander"),
    "contact_url": ("site", "site web", "site internet", "website"),
    "source_url": ("lien", "url", "page", "link"),
    "valid_from": ("ouverture", "date d'ouverture", "date de début", "début", "opening", "start"),
    "valid_until": ("clôture", "date de clôture", "date limite", "date de fin", "fin", "closing", "deadline", "end"),
    "checked_on": ("mise à jour", "date de mise à jour", "dernière mise à jour", "updated"),
    "notes": ("remarques", "commentaires", "commentaire", "observations", "comments"),
    "territory": ("territoire", "territoires", "géographie", "périmètre", "départements", "département", "région", "zone", "area"),
    "audience": ("public", "publics", "cibles", "cible", "pour qui"),
    "legal_form": ("forme juridique", "formes juridiques", "statut", "statuts", "legal forms"),
    "naf": ("codes naf", "ape", "code naf"),
    "least_staff": ("effectif minimum", "effectif minimal", "effectif min", "minimum staff"),
    "most_staff": ("effectif maximum", "effectif maximal", "effectif max", "maximum staff"),
    "least_age": ("ancienneté minimale", "années d'existence minimum", "minimum age"),
}
"""Names that people give to columns, beside those of an export and its labels in both languages."""

BOUNDS = dict(zip(("least_staff", "most_staff", "least_age"), NUMBERS, strict=True))
READ = frozenset({"tool", "name", "family", "reach", "provider", "summary", "stages", "amount_min", "amount_max", "amount", "conditions",
                  "reservations", "rules", "offers", "money", "valid_from", "valid_until", "contact", "contact_url", "source_url",
                  "notes", "checked_on", "territory", "audience", "legal_form", "naf", *BOUNDS})
"""What is read, or said in words by what is read: the rules and offers of an export as data."""


def named(columns: Iterable[str]) -> dict[str, str]:
    """Columns of a sheet by what they hold, the first of two that hold the same; an export names them by its ids or by its labels."""
    french = translator("fr")
    known = {fold(name): key for key, names in OTHER_NAMES.items() for name in (key, *names)}
    known |= {fold(name): column.key for column in INSTRUMENTS.columns for name in (french.text(column.label), column.label, column.key)}
    found: dict[str, str] = {}
    for column in columns:
        if key := known.get(fold(column)):
            found.setdefault(key, column)
    return found


def knows(columns: Collection[str]) -> bool:
    """Whether columns are those of such a sheet: a name, and two more things that an instrument has."""
    found = named(columns)
    return "name" in found and len(found.keys() & READ) > len(MARKS)


def read(rows: Sequence[Row], vocabularies: Vocabularies, geography: Geography) -> Drafts:
    """Draft for each row that has a name and is for others than households."""
    columns = named(dict.fromkeys(column for row in rows for column in row))
    kept, left_out = sorted_out(rows, [_left_out(row, columns) for row in rows])
    return Drafts("sheet", [_draft(row, columns, vocabularies, geography) for row in kept], len(kept), left_out)


def _left_out(row: Row, columns: dict[str, str]) -> str:
    if not said(row, columns, "name"):
        return columns.get("name", "name")
    whom = audience(items(said(row, columns, "audience")))
    return f"{columns['audience']} : particuliers" if whom == {"households"} else ""


def said(row: Row, columns: dict[str, str], key: str) -> str:
    """Cell of a column, without the apostrophe by which an export disarms a formula."""
    cell = text(row, columns[key]) if key in columns else ""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _draft(row: Row, columns: dict[str, str], vocabularies: Vocabularies, geography: Geography) -> ImportedInstrument:
    cells = {key: said(row, columns, key) for key in READ}
    provider, kinds = cells["provider"] or NOBODY, cells["family"]
    known = one_of(kinds, vocabularies.family)
    draft = ImportedInstrument(
        name=cells["name"], key=cells["tool"], origin=cells["tool"], provider=provider, place=_before_link(cells["contact"]) or provider,
        family=known or family(kinds, vocabularies.family),
        reach=one_of(cells["reach"], vocabularies.reach) or reach_that(Meaning.TERRITORY, vocabularies.reach),
        summary=cells["summary"] or cells["name"], url=url_in(cells["contact_url"]) or url_in(cells["source_url"]),
        stages=_stages(cells["stages"], vocabularies.stage),
        asked=[item for key in ("conditions", "reservations") for item in _lines(cells[key])], money=_lines(cells["money"]),
    )
    draft.notes += [] if known else [f"Famille déduite de « {columns.get('family', 'family')} » : {kinds or 'rien'}."]
    draft.notes += _lines(cells["notes"])
    draft.notes += [f"{columns[key]} : {cells[key]}" for key in ("contact", "contact_url", "source_url") if _more(cells[key], draft)]
    _amounts(cells, columns, draft)
    draft.set_window(row, columns.get("valid_from", ""), columns.get("valid_until", ""))
    draft.set_updated(row, columns.get("checked_on", ""))
    if draft.set_territory(columns.get("territory", ""), items(cells["territory"]), geography):
        draft.reach = reach_that(Meaning.COUNTRY, vocabularies.reach)
    draft.set_audience("publics", columns.get("audience", ""), items(cells["audience"]))
    for held, (_, bound, test, kind) in BOUNDS.items():
        draft.set_bound(row, columns.get(held, ""), bound, test, kind)
    for column, key, field, operator in (LISTS[0], LISTS[2]):
        listed = items(cells[field])
        found = [naf_of(label) if field == "naf" else forms_of(label, vocabularies.legal_form, excluded=False) for label in listed]
        if listed and all(found):
            draft.tests[key] = {field: {operator: sorted({each for ids in found for each in ids})}}
        elif listed:
            draft.asked.append(f"{columns.get(field, column)} : {', '.join(listed)}")
    draft.keep_rest(row, {column for key, column in columns.items() if key in READ})
    return draft


def _before_link(contact: str) -> str:
    """Name of a contact, without the address that an export writes behind it."""
    return URL.split(contact.partition("\n")[0], maxsplit=1)[0].strip(" ,;:–-(")


def _lines(cell: str) -> list[str]:
    return [item.strip(" •-\t") for item in cell.split("\n") if item.strip(" •-\t")]


def _more(cell: str, draft: ImportedInstrument) -> bool:
    """Whether a cell of a contact or a link says more than the draft does already."""
    return bool(cell) and cell not in {draft.place, draft.url}


def one_of(label: str, vocabulary: Vocabulary) -> str | None:
    """Id that a label or an id stands for alone."""
    found = {label} & vocabulary.terms.keys() or vocabulary.find(label) or ()
    return next(iter(found)) if len(found) == 1 else None


def _stages(cell: str, vocabulary: Vocabulary) -> list[str]:
    """Stages by their ids with spaces between, or by their labels; none if one of them is unknown."""
    words = cell.split()
    if set(words) <= vocabulary.terms.keys():
        return words
    found = [one_of(label, vocabulary) for label in items(cell)]
    return [stage for stage in found if stage] if all(found) else []


def _amounts(cells: dict[str, str], columns: dict[str, str], draft: ImportedInstrument) -> None:
    """Take the bounds of the amount; words that are no whole euros, and bounds the wrong way round, as what is known of the money."""
    found = {key: number(cells[key], EUROS) for key in ("amount_min", "amount_max")}
    exact = {key: bound.low for key, bound in found.items() if bound and bound.low == bound.high and (bound.low or 0) > 0}
    least, most = exact.get("amount_min"), exact.get("amount_max")
    if least and most and least > most:
        exact.clear()
    draft.amount = {{"amount_min": "at_least", "amount_max": "at_most"}[key]: bound for key, bound in exact.items()}
    draft.money += [f"{columns[key]} : {cells[key]}" for key in found if cells[key] not in {"", "0"} and key not in exact]
    if not exact and any(char.isdecimal() for char in cells["amount"]):
        draft.money.append(f"{columns['amount']} : {cells['amount']}")
