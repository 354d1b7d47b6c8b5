"""Répertoire des aides aux entreprises (aides-entreprises.fr), to drafts: its HTML, escaped or not, and lists of many shapes."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from essfund.core.text import fold
from essfund.exchange.importing.contacts import PERSONS, services
from essfund.exchange.importing.drafts import AUDIENCES, NOBODY, Drafts, ImportedInstrument, audience, sorted_out
from essfund.exchange.importing.foreign_rows import parsed, text
from essfund.exchange.importing.foreign_values import details, items, labels, lines, url_in
from essfund.exchange.importing.suggested import EQUITY, GRANT, GUARANTEE, LOAN, SUPPORT, family_that, reach_that
from essfund.loading.lists.cells import FLAGS
from essfund.model.field_types import FlagType, ParseError
from essfund.model.vocabulary import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.importing.foreign_rows import Row
    from essfund.exchange.importing.geography import Geography
    from essfund.model.vocabulary import Vocabularies

MARKS = {"id_aid", "aid_nom"}
EMPLOYEES = {"1": (0, 9), "2": (0, 9), "3": (10, 49), "4": (50, 249), "5": (250, None), "6": (250, None)}
"""Codes of `effectif`, as third parties read them."""

NATURES = {"garantie": GUARANTEE, "fonds-propres": EQUITY, "participation": EQUITY, "pret": LOAN, "avance": LOAN, "subvention": GRANT,
           "appel-a-projet": GRANT, "exoneration": GRANT}
"""What an aid does by what the directory calls its nature, the most telling first."""

DELETED = "0"
YOUNG, OLD = re.compile(r"-\s*de\s*3\s*ans"), re.compile(r"\+\s*de\s*3\s*ans")
COVERAGES = {"1": Meaning.TERRITORY}
"""Codes of `couverture_geo` that are less than the country."""

PUBLICS = {"handicapes": "personnes handicapées", "femmes": "femmes", "seniors": "seniors", "jeunes": "jeunes"}
"""Columns that say yes or no of a public."""

LINKS = ("complements_sources", "complements", "complements_formulaires", "complements_reglements")
READ = frozenset({
    "aid_nom", "aid_objet", "aid_operations_el", "aid_conditions", "aid_montant", "aid_benef", "aid_validation", "couverture_geo",
    "horodatage", "date_fin", "status", "effectif", "age_entreprise", "natures", "financeurs", "contacts", "territoires", "profils",
    "cache_indexation", *PUBLICS,
})


def read(rows: Sequence[Row], vocabularies: Vocabularies, geography: Geography) -> Drafts:
    """Draft for each aid on line that is for others than households."""
    rows = [_opened(row) for row in rows]
    named, left_out = sorted_out(rows, [_left_out(row) for row in rows])
    return Drafts("aides-entreprises", [_draft(row, vocabularies, geography) for row in named], len(named), left_out)


def _opened(row: Row) -> Row:
    """Row with what stands in `cache_indexation`, where its own columns do not say it."""
    indexed = parsed(row.get("cache_indexation"))
    inside = indexed if isinstance(indexed, dict) else {"indexation": indexed}
    return {**row, **{key: value for key, value in inside.items() if not text(row, key) or key not in READ}}


def _left_out(row: Row) -> str:
    if text(row, "status") == DELETED:
        return "status 0"
    if not lines(text(row, "aid_nom")):
        return "aid_nom"
    return "profils : particuliers" if audience(labels(row.get("profils"), "tut_libelle")) == {"households"} else ""


def _draft(row: Row, words: Vocabularies, geography: Geography) -> ImportedInstrument:
    financers, natures = labels(row.get("financeurs"), "org_nom"), labels(row.get("natures"), "typ_libelle")
    contacts = services(row.get("contacts"))
    name, purpose, folded = _line(row, "aid_nom"), _line(row, "aid_objet"), fold(" ".join(natures))
    provider = ", ".join(financers) or NOBODY
    draft = ImportedInstrument(
        origin=text(row, "id_aid"), name=name, provider=provider, place=", ".join(contacts.names) or provider, summary=purpose or name,
        family=family_that(next((meant for word, meant in NATURES.items() if word in folded), SUPPORT), words.family),
        reach=reach_that(COVERAGES.get(text(row, "couverture_geo"), Meaning.COUNTRY), words.reach),
        url=next(filter(None, (url_in(text(row, key)) for key in LINKS)), None),
        asked=[*lines(text(row, "aid_conditions")), *lines(text(row, "aid_benef"))], money=lines(text(row, "aid_montant")),
        notes=[f"Famille déduite de « natures » : {', '.join(natures) or 'rien'}."],
    )
    if operations := _line(row, "aid_operations_el"):
        draft.asked.append(f"Opérations éligibles : {operations}")
    draft.set_window(row, "", "date_fin")
    draft.set_updated(row, "aid_validation" if text(row, "aid_validation") else "horodatage")
    draft.set_territory("Territoires", labels(row.get("territoires"), "ter_libelle"), geography)
    profiles = labels(row.get("profils"), "tut_libelle")
    draft.set_audience("aide-aux-entreprises", "Profils", profiles)
    known = {AUDIENCES.get(fold(profile), "") for profile in profiles}
    if audience(profiles) is None and (not known - {""} or known & {"companies", "associations"}):
        draft.tests["aide-aux-entreprises"] = {"legal_form": {"not_in": ["organisme-public"]}}
    _employees(row, draft)
    _age(row, draft)
    _publics(row, draft)
    listed = {"financeurs": row.get("financeurs"), "contacts": contacts.kept}
    draft.notes += [f"{column} : {told}" for column, value in listed.items() if (told := details(value))]
    draft.notes += [PERSONS] if contacts.left else []
    if text(row, "couverture_geo") not in {"1", "2"}:
        draft.notes.append(f"Portée à établir, couverture_geo : {text(row, 'couverture_geo') or 'rien'}")
    draft.keep_rest(row, READ)
    return draft


def _line(row: Row, column: str) -> str:
    return " ".join(lines(text(row, column)))


def _employees(row: Row, draft: ImportedInstrument) -> None:
    codes = items(row.get("effectif"))
    bands = sorted({EMPLOYEES[code] for code in codes if code in EMPLOYEES}, key=lambda band: band[0])
    joined = all(high is not None and high + 1 == low for (_, high), (low, _) in pairwise(bands))
    if codes and (not joined or not all(code in EMPLOYEES for code in codes)):
        draft.asked.append(f"effectif : {', '.join(codes)}")
    elif bands:
        (low, _), (_, high) = bands[0], bands[-1]
        draft.tests |= {"effectif-minimal": {"employees": {"at_least": low}}} if low else {}
        draft.tests |= {"effectif-maximal": {"employees": {"at_most": high}}} if high is not None else {}


def _age(row: Row, draft: ImportedInstrument) -> None:
    said = text(row, "age_entreprise")
    young, old = bool(YOUNG.search(said)), bool(OLD.search(said))
    if young != old:
        draft.tests["age"] = {"age_years": {"less_than": 3} if young else {"at_least": 3}}
    elif said and not young:
        draft.asked.append(f"age_entreprise : {', '.join(items(row['age_entreprise']))}")


def _publics(row: Row, draft: ImportedInstrument) -> None:
    flags: dict[str, Any] = {column: FLAGS.get(said, said) for column in PUBLICS if (said := text(row, column))}
    for column, said in flags.items():
        try:
            meant = FlagType().read(said, None)
        except ParseError:
            draft.asked.append(f"{column} : {said}")
        else:
            draft.asked += [f"Public visé : {PUBLICS[column]}"] if meant else []
