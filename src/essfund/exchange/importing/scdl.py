"""SCDL `subventions`: grants that were awarded, to a draft for each scheme they name. They say nothing of who may ask."""

from __future__ import annotations

from collections import Counter
from math import isfinite
from typing import TYPE_CHECKING

from essfund.exchange.importing.dispositif_aide import day
from essfund.exchange.importing.draft_catalogue import Drafts, ImportedInstrument, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.exchange.importing.draft_catalogue import Row
    from essfund.model.vocabulary import Vocabularies

MARKS = {"nomAttribuant", "nomBeneficiaire", "montant"}


def read(rows: Sequence[Row], vocabularies: Vocabularies, regions: Mapping[str, str]) -> Drafts:  # noqa: ARG001 - as every format
    """Draft for each funder and scheme."""
    groups: dict[tuple[str, str], list[Row]] = {}
    named = [row for row in rows if text(row, "nomAttribuant")]
    for row in named:
        groups.setdefault((text(row, "nomAttribuant"), text(row, "dispositifAide")), []).append(row)
    drafts = [_draft(funder, scheme, awards) for (funder, scheme), awards in groups.items()]
    return Drafts("scdl-subventions", drafts, +Counter(nomAttribuant=len(rows) - len(named)))


def _draft(funder: str, scheme: str, awards: Sequence[Row]) -> ImportedInstrument:
    amounts = [amount for row in awards if (amount := euros(text(row, "montant"))) is not None]
    days = [signed for row in awards if (signed := day(text(row, "dateConvention")))]
    siret = text(awards[0], "idAttribuant")
    seen = f"{len(awards)} attribution(s) lue(s)"
    if days:
        seen += f", du {min(days).isoformat()} au {max(days).isoformat()}"
    if amounts:
        seen += f", de {min(amounts):.0f} à {max(amounts):.0f} €"
    purposes = list(dict.fromkeys(text(row, "objet") for row in awards if text(row, "objet")))[:3]
    draft = ImportedInstrument(
        name=scheme or f"Subventions de {funder}", family="subvention", reach="regional", provider=funder, place=funder,
        siren=siret[:9] if siret[:9].isdecimal() else None, updated=max(days) if days else None,
        summary=f"{seen}. Objets : {' ; '.join(purposes) or 'non précisés'}",
        notes=[f"{seen} : ce sont des subventions versées, pas les bornes du dispositif.",
               "Le fichier ne dit pas qui peut demander : ses critères sont à établir."],
    )
    draft.tests["personne-morale"] = {"legal_form": {"not_in": ["entreprise-individuelle", "organisme-public"]}}
    return draft


def euros(said: str) -> float | None:
    """Amount; None if it is not one."""
    try:
        amount = float(said.translate(dict.fromkeys(map(ord, "\u202f\u00a0 €"))).replace(",", "."))
    except ValueError:
        return None
    return amount if isfinite(amount) else None
