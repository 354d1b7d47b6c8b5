"""Made lists: a few rows with everything that goes wrong, and a register with the column names of Sirene. No row is a real enterprise."""

from __future__ import annotations

from datetime import date
from random import Random

from essfund.model.field_types.naf import naf_codes
from tests.bundled import LAST_CHECKED

DAY = LAST_CHECKED
HEADER = ("siren,denominationUniteLegale,categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,"
          "nomenclatureActivitePrincipaleUniteLegale,trancheEffectifsUniteLegale,dateCreationUniteLegale,etatAdministratifUniteLegale,"
          "economieSocialeSolidaireUniteLegale,codeCommuneEtablissement\n")
LIST = HEADER + """\
000000001,LES JARDINS,9220.0,8899B,NAFRev2,11,2015-03-12,A,O,31555
000000002,FONDERIE,5458,62.02A,NAFRev2,NN,1900-01-01,A,,9122
000000003,VIEUX CODE,5710,748K,NAF1993,,2020-01-01,A,N,75056
000000004,PARTIE,9220,88.99B,NAFRev2,01,2010-01-01,C,O,31555
000000005,LICORNE,licorne,88.99B,NAFRev2,01,2010-01-01,A,O,31555
000000006,PETITE,9220,,,00,,A,,11069
000000007,BRISEE,9220,88.99B
"""
CODES = ["9220"] * 40 + ["5710"] * 15 + ["5499"] * 15 + ["1000"] * 10 + [
    "5458", "5460", "5560", "9210", "9260", "9300", "6317", "8210", "6540", "5599", "9230", "5710.0"]
BANDS = ["NN"] * 40 + ["", "01", "02", "03", "11", "12", "21", "22", "31", "32", "00"]
PLACES = ["31", "34", "11", "81", "12", "65", "66", "82", "46", "09", "32", "48", "30"] * 3 + ["75", "13", "33", "69", "974", "2A"]


def register_rows(count: int, seed: int = 7) -> str:
    """Return a CSV with the columns of Sirene, drawn: always the same for a seed."""
    chance, codes, first = Random(seed), sorted(code for code in naf_codes() if len(code) == 6), date(2026, 10, 1).toordinal()
    rows = []
    for number in range(count):
        born = date.fromordinal(first - int(chance.random() ** 2 * 20_000))
        place = chance.choice(PLACES)
        commune = place + str(chance.randrange(1, 10 ** (5 - len(place)))).zfill(5 - len(place))
        rows.append(f"{number:09d},ENTREPRISE {number},{chance.choice(CODES)},{chance.choice(codes)},NAFRev2,{chance.choice(BANDS)},{born},"
                    f"{'C' if chance.random() < 0.05 else 'A'},{chance.choice(['O', 'N', ''])},{commune}\n")
    return HEADER + "".join(rows)
