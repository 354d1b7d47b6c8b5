"""What `explain` says in its second line: the year of the last proof of life, and what stands in the way as things are.

And in its proof: what follows from the facts of the world is not said to have been told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from essfund.core.language.translator import translator
from tests.bundled import LAST_CHECKED

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done


def test_the_whole_proof_says_the_year_of_the_last_proof_and_what_followed(essfund: Callable[..., Done]) -> None:
    def said(tool: str) -> str:
        return essfund("explain", tool, "--legal-form", "association", "--as-of", str(LAST_CHECKED), "--proof", "--lang", "en").out.split("\n")[1]

    assert "not verified lately" not in said("fonds-amorcage-associatif")
    assert "proof of 2018" in said("fonds-amorcage-associatif")
    assert "probably ended; proof of" in said("sifa")


def test_money_that_is_missing_elsewhere_is_named(essfund: Callable[..., Done]) -> None:
    profile = ("--legal-form", "association", "--departement", "34", "--employees", "4", "--amount", "8000", "--bank-loan", "0",
               "--purpose", "investissement", "--no-in-difficulty", "--as-of", str(LAST_CHECKED))
    short = essfund("explain", "contrat-apport-associatif", *profile, "--own-funds", "1000").out
    assert "pas en l’état" in short
    assert "manque 4 000 €" in " ".join(short.split())
    assert "pas en l’état" not in essfund("explain", "contrat-apport-associatif", *profile, "--own-funds", "8000").out


def test_the_sheet_of_an_instrument_says_the_year_of_the_proof_and_names_what_goes_with_it(essfund: Callable[..., Done]) -> None:
    shown = " ".join(essfund("tools", "show", "socoden", "--as-of", str(LAST_CHECKED)).out.split())
    assert f"{translator('fr').day(LAST_CHECKED)} : dernière preuve : 2021 ; sources lues" in shown
    assert "se combine avec Garantie Sofiscop [garantie-sofiscop]" in shown
    assert "[→ 31 décembre 2021]" in shown
    assert "[1er janvier 2022 →]" in shown


def test_what_follows_is_shown_as_inferred_and_what_was_told_as_told(essfund: Callable[..., Done]) -> None:
    proof = essfund("explain", "realis", "--stage", "emergence", "--as-of", str(LAST_CHECKED), "--proof").out
    assert re.search(r"âge de l’entreprise\s: .*\(déduit\s: 0 an\)", proof)
    assert re.search(r"stade du projet\s: .*\(profil\s: Émergence\)", proof)
