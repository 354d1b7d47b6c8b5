"""SCDL `subventions`: grants that were awarded, to a draft for each scheme they name. They say nothing of who may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.exchange.importing.dispositif_aide import NOBODY, day
from essfund.exchange.importing.draft_catalogue import Drafts, ImportedInstrument, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.exchange.importing.draft_catalogue import Row
    from essfund.model.vocabulary import Vocabularies

NAME = "scdl-subventions"
MARKS = {"nomAttribuant", "nomBeneficiaire", "montant"}


def read(rows: Sequence[Row], vocabularies: Vocabularies, regions: Mapping[str, str]) -> Drafts:
    """Return a draft for each funder and scheme."""
    del vocabularies, regions
    found = Drafts(NAME)
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if not text(row, "nomAttribuant"):
            found.leave_out("nomAttribuant")
            continue
        groups.setdefault((text(row, "nomAttribuant"), text(row, "dispositifAide")), []).append(row)
    found.drafts += [_draft(funder, scheme, awards) for (funder, scheme), awards in groups.items()]
    return found


def _draft(funder: str, scheme: str, awards: Sequence[Row]) -> ImportedInstrument:
    amounts = [amount for row in awards if (amount := euros(text(row, "montant"))) is not None]
    days = [found for row in awards if (found := day(text(row, "dateConvention")))]
    siret = text(awards[0], "idAttribuant")
    seen = f"{len(awards)} attribution(s) lue(s)"
    if days:
        seen += f", du {min(days).isoformat()} au {max(days).isoformat()}"
    if amounts:
        seen += f", de {min(amounts):.0f} à {max(amounts):.0f} €"
    purposes = list(dict.fromkeys(text(row, "objet") for row in awards if text(row, "objet")))[:3]
    draft = ImportedInstrument(
        name=scheme or f"Subventions de {funder}", family="subvention", reach="regional", provider=funder or NOBODY, place=funder,
        siren=siret[:9] if siret[:9].isdecimal() else None, updated=max(days) if days else None,
        summary=f"{seen}. Objets : {' ; '.join(purposes) or 'non précisés'}",
        notes=[f"{seen} : ce sont des subventions versées, pas les bornes du dispositif.",
               "Le fichier ne dit pas qui peut demander : ses critères sont à établir."],
    )
    draft.tests["personne-morale"] = {"legal_form": {"not_in": ["entreprise-individuelle", "organisme-public"]}}
    return draft


def euros(said: str) -> float | None:
    """Return an amount; None if it is not one."""
    try:
        found = float(said.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace("€", "").replace(",", "."))
    except ValueError:
        return None
    return found if found == found and abs(found) != float("inf") else None  # noqa: PLR0124 - not a number is unlike itself


def marks(row: Mapping[str, Any]) -> bool:
    """Whether a row is of this format."""
    return set(row) >= MARKS
