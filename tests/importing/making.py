"""Rows of each format, and drafts made of them."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from essfund import Catalogue, load_catalogue, match, read_profile, validate
from essfund.exchange.exporting.dispositif_files import COLUMNS
from essfund.exchange.importing.draft_catalogue import draft_catalogue
from essfund.exchange.importing.entries import SOURCE
from essfund.model.condition import Strength
from essfund.model.verdict import Availability, Verdict

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 24)
RAE = {
    "id_aid": "77", "aid_nom": "Prêt croissance « TPE »", "aid_objet": "<p>Financer la <b>croissance</b>&nbsp;des TPE.</p>",
    "aid_conditions": "<ul><li>Être à jour.</li><li>Avoir un projet.</li></ul>", "aid_montant": "<p>De 10&nbsp;000 &euro; à 50 000 €</p>",
    "aid_benef": "Entreprises", "couverture_geo": "1", "date_fin": "0000-00-00 00:00:00", "status": "1", "effectif": "2,3",
    "age_entreprise": "+ de 3 ans", "natures": "Prêt", "financeurs": "Région", "complements_sources": "voir https://example.org/p",
    "aid_validation": "2025-03-04", "territoires": "Bretagne", "contacts": "",
}
AWARDS = [
    {"nomAttribuant": "Commune de Brest", "idAttribuant": "21290019600015", "dateConvention": day, "nomBeneficiaire": "Une asso",
     "objet": "Fonctionnement", "montant": amount, "nature": "aide en numéraire", "dispositifAide": scheme}
    for day, amount, scheme in (("2021-05-01", "1500,50", "Vie associative"), ("2023-06-01", "900", "Vie associative"), ("2022-01-01", "x", ""))
]


def table(rows: list[dict[str, str]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def aid(**given: str) -> dict[str, str]:
    row = dict.fromkeys(COLUMNS, "") | {
        "id": "1", "titre": "Aide", "description": "Une aide.", "eligibilite": "• Être en Bretagne\n• Embaucher", "types_aides": "financement",
        "porteurs": "[{ nom: 'ADEME', siren: '385290309', roles: [ 'instructeur' ]}]", "cibles": "professionnels|associations",
        "eligibilite_geographique": "REG-53", "date_mise_a_jour": "2025-10-15T15:00:00Z",
    }
    return row | given


def drafted(data: bytes, folder: Path, name: str = "aides.csv", wanted: str | None = None) -> Catalogue:
    path = folder / name
    path.write_bytes(data)
    _, files = draft_catalogue(path, DAY, wanted)
    (folder / "draft").mkdir(exist_ok=True)
    for filename, text in files.items():
        (folder / "draft" / filename).write_text(text, encoding="utf-8")
    return load_catalogue(folder / "draft")


def assert_unproven(catalogue: Catalogue, folder: Path) -> None:
    """Everything is inferred and of the file; nobody is refused, nobody is told yes; `validate` finds no error."""
    for one in catalogue.instruments.values():
        asked = (*one.asked(), *(item for offer in one.offers for item in offer.asked()))
        assert {item.strength for item in asked} == {Strength.INFERRED}
        assert {source for item in asked for source in item.sources} == {SOURCE}
        assert any("rien n’est vérifié" in note.fr for note in one.tool.notes)
        assert all(note.en != note.fr for note in one.tool.notes)
        assert not one.tool.running
    for values in ({}, {"legal_form": "scop", "employees": 12, "stage": "creation", "departement": "35", "amount_needed": 10000}):
        for result in match(catalogue, read_profile(catalogue, values), on=DAY).results:
            assert result.verdict is Verdict.TO_CHECK
            assert result.availability in {Availability.UNVERIFIED, Availability.PROBABLY_ENDED, Availability.PROBABLY_NOT_YET}
    assert [item for item in validate(folder / "draft", on=DAY) if item.is_error] == []
