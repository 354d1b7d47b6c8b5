"""SCDL `subventions`: grants that were awarded, to a draft for each scheme they name. They say nothing of who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.exchange.importing.drafts import Drafts, ImportedInstrument, sorted_out
from essfund.exchange.importing.foreign_rows import text
from essfund.exchange.importing.foreign_values import EUROS, days_of, number
from essfund.exchange.importing.suggested import GRANT, family_that, reach_that
from essfund.model.vocabulary import Meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.exchange.importing.foreign_rows import Row
    from essfund.exchange.importing.geography import Geography
    from essfund.model.vocabulary import Vocabularies

MARKS = {"nomAttribuant", "nomBeneficiaire", "montant"}
SAID_OF_ALL, MOST_VALUES = ("nature", "conditionsVersement", "notificationUE", "idRAE"), 3
"""Columns of which the first values are kept, and the number of the others."""


def read(rows: Sequence[Row], vocabularies: Vocabularies, geography: Geography) -> Drafts:  # noqa: ARG001 - as every format
    """Draft for each funder and scheme."""
    groups: dict[tuple[str, str], list[Row]] = {}
    named, left_out = sorted_out(rows, ["" if text(row, "nomAttribuant") else "nomAttribuant" for row in rows])
    for row in named:
        groups.setdefault((text(row, "nomAttribuant"), text(row, "dispositifAide")), []).append(row)
    drafts = [_draft(funder, scheme, awards, vocabularies) for (funder, scheme), awards in groups.items()]
    return Drafts("scdl-subventions", drafts, len(named), left_out)


def _draft(funder: str, scheme: str, awards: Sequence[Row], words: Vocabularies) -> ImportedInstrument:
    read_amounts = [number(text(row, "montant"), EUROS) for row in awards]
    amounts = [amount.low for amount in read_amounts if amount and amount.low is not None and amount.low == amount.high]
    days = [signed for row in awards for signed in days_of(text(row, "dateConvention")) or ()]
    siret = "".join(text(awards[0], "idAttribuant").split())
    seen = f"{len(awards)} attribution(s) lue(s)"
    if days:
        seen += f", du {min(days).isoformat()} au {max(days).isoformat()}"
    if amounts:
        seen += f", de {min(amounts)} à {max(amounts)} €"
    if unread := sum(bool(text(row, "montant")) for row in awards) - len(amounts):
        seen += f", {unread} montant(s) illisible(s)"
    draft = ImportedInstrument(
        origin=f"{funder} – {scheme}",
        name=scheme or f"Subventions de {funder}", family=family_that(GRANT, words.family), provider=funder, place=funder,
        reach=reach_that(Meaning.TERRITORY, words.reach),
        siren=siret[:9] or None, updated=max(days, default=None),
        summary=f"{seen}. Objets : {' ; '.join(_values(awards, 'objet')) or 'non précisés'}",
        notes=[f"{seen} : ce sont des subventions versées, pas les bornes du dispositif.",
               "Le fichier ne dit pas qui peut demander : ses critères sont à établir.",
               *(f"{column} : {' ; '.join(values)}" for column in SAID_OF_ALL if (values := _values(awards, column)))],
    )
    draft.tests["personne-morale"] = {"legal_form": {"not_in": ["entreprise-individuelle", "organisme-public"]}}
    return draft


def _values(awards: Sequence[Row], column: str) -> list[str]:
    found = list(dict.fromkeys(text(row, column) for row in awards if text(row, column)))
    return found[:MOST_VALUES] + ([f"et {len(found) - MOST_VALUES} autre(s)"] if len(found) > MOST_VALUES else [])
