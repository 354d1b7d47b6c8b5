"""`essfund plan` as people type it: variants, what is required and left out, bad lines at their place, any width, both languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.bundled import LAST_CHECKED
from tests.depth import sliced
from tests.frozen import AT
from tests.schemas.programs import validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

    Essfund = Callable[..., Done]


ROOT = Path(__file__).parents[2]
APPOINTMENTS = sorted(path for path in (ROOT / "docs/appointments").glob("*.yaml") if "idee" not in path.stem)
VAN = str(ROOT / "docs/appointments/02-asso-12-van.yaml")
TODAY = ("--as-of", str(LAST_CHECKED))
LINES = ("--legal-form", "association", "--employees", "12", "--age", "9", "--departement", "81", "--purpose", "investissement",
         "--use", "Véhicule=35 000 €:matériel", "--resource", "Prêt bancaire=28k:demandé,5 ans")


def plan(essfund: Essfund, *argv: str, at: tuple[str, ...] = AT) -> dict[str, Any]:
    """Return a plan over the frozen catalogue, or asked otherwise."""
    done = essfund("plan", *argv, *at, "--format", "json")
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def asked(variant: dict[str, Any]) -> dict[str, int]:
    return {line["tool"]: line["amount"] for line in variant["resources"] if line["tool"]}


def test_the_plan_of_the_van_is_that_of_the_dossier(essfund: Essfund) -> None:
    first, second, *_ = plan(essfund, *LINES)["variants"]
    assert asked(first) == {"garantie-france-active": 14000, "contrat-apport-associatif": 7280}
    assert [use["amount"] for use in first["uses"]] == [35000, 280]
    assert (first["missing"], first["yearly_repayment"], first["certain"]) == (0, 5600 + 1456, False)
    parity = next(check for check in first["checks"] if check["id"] == "limit-contrat-apport-associatif-own_funds-bank_loan")
    assert (parity["left"], parity["right"], parity["holds"]) == (7280, 28000, True)
    assert first["calls"][0]["tools"] == ["garantie-france-active", "contrat-apport-associatif"]
    assert first["calls"][0]["before_step"] == "bank"
    assert second["certain"]
    assert "france-active-investissement" in asked(second)


def test_the_van_is_the_plan_that_was_worked_out_by_hand(essfund: Essfund) -> None:
    typed = ("plan", VAN, "--use", "Véhicule=35000:materiel", "--resource", "Prêt bancaire=28000:demande,5 ans", *AT)
    first = " ".join(essfund(*typed, "--all").out.split("\nB ·", maxsplit=1)[0].split())
    for words in (
        "Véhicule 35 000 € Prêt bancaire 28 000 € demandé",
        "Frais de garantie (2 %) 280 € Garantie France Active sur (14 000 €) à demander « Prêt bancaire »",
        "Contrat d’apport associatif 7 280 € à demander",
        "Total 35 280 € Total 35 280 €",
        "7 056 € à rembourser par an",
        "7 280 € sur 28 000 €", "7 280 € pour 5 000 € au moins", "7 280 € sur 30 000 €",
        "21 %, usage 30 %", "79 %, usage 70 %", "sur 300 000 €",
        "1. France Active MPA-Occitanie : Garantie France Active, Contrat d’apport associatif – avant la banque ; 2. la banque",
    ):
        assert words in first, words
    variant = json.loads(essfund(*typed, "--format", "json").out)["variants"][0]
    assert sorted(round(line["amount"] / line["years"]) for line in variant["resources"] if line["nature"] != "garantie") == [1456, 5600]
    assert variant["missing"] == 0


@pytest.mark.parametrize("path", sliced(APPOINTMENTS, 2), ids=lambda path: path.stem)
def test_every_appointment_has_a_plan_that_its_schema_accepts(essfund: Essfund, path: Path) -> None:
    found = plan(essfund, str(path), at=TODAY)
    validator("plan").validate(found)
    for variant in found["variants"]:
        money = sum(line["amount"] for line in variant["resources"] if not line["guarantee"])
        assert money + variant["missing"] == sum(use["amount"] for use in variant["uses"])
        assert all(check["holds"] is not False for check in variant["checks"])


def test_what_is_required_is_there_and_what_is_excluded_is_not(essfund: Essfund) -> None:
    found = plan(essfund, VAN, "--require", "France Active Investissement, prêt participatif", "--exclude", "garantie-france-active")
    for variant in found["variants"]:
        assert "france-active-investissement" in asked(variant)
        assert "garantie-france-active" not in asked(variant)
        assert variant["refused"]["garantie-france-active"] == "laissé de côté, comme demandé"


def test_what_is_required_brings_what_it_can_and_not_one_euro(essfund: Essfund) -> None:
    variant, *_ = plan(essfund, "--legal-form", "association", "--employees", "5", "--departement", "31", "--age", "4", "--use", "Four=35000",
                       "--require", "pass-transformation-ecologique", "--variants", "1")["variants"]
    assert asked(variant)["pass-transformation-ecologique"] == 10_000
    assert variant["missing"] == 0


def test_an_advance_that_is_paid_late_is_no_grant(essfund: Essfund) -> None:
    variant, *_ = plan(essfund, "--legal-form", "scop", "--employees", "8", "--age", "4", "--departement", "31", "--use", "Four=400000",
                       "--require", "contrat-entreprise-avenir-avance", "--exclude", "contrat-entreprise-avenir", "--variants", "1", at=TODAY)["variants"]
    late = next(check for check in variant["checks"] if check["id"] == "cash-gap")
    assert not any(line["nature"] == "subvention" for line in variant["resources"])
    assert late["label"].startswith("Aides versées sur justificatifs")


@pytest.mark.parametrize("preference", ["fewest-files", "cheapest", "least-bank"])
def test_the_first_variant_prefers_what_was_asked_for(essfund: Essfund, preference: str) -> None:
    found = plan(essfund, VAN, "--prefer", preference, "--variants", "1")["variants"]
    assert [variant["prefers"] for variant in found] == [preference]


def test_a_longer_term_is_named_where_it_lets_a_plan_cover_the_need(essfund: Essfund) -> None:
    """Prêt ESS stands beside a bank loan of three years or more."""
    told = ("--legal-form", "sas", "--esus", "--ess", "--employees", "45", "--age", "7", "--departement", "34", "--stage", "developpement",
            "--purpose", "numerique", "--own-funds", "2000000", "--use", "Logiciel=2200000:immateriel", "--variants", "1")
    short, longer = (plan(essfund, *told, "--resource", f"Banque=1000000:demande,{years} ans", at=TODAY) for years in (2, 3))
    assert not short["covers"]
    assert {"loan_years": 3} in [change["profile"] for change in short["changes"]]
    assert longer["covers"]


@pytest.mark.parametrize(("word", "preference"), [("moins-de-dossiers", "fewest-files"), ("Moins cher", "cheapest"), ("banque", "least-bank")])
def test_a_preference_is_said_in_french_too(essfund: Essfund, word: str, preference: str) -> None:
    assert essfund("plan", VAN, *AT, "--prefer", word, "--variants", "1").out == essfund(
        "plan", VAN, *AT, "--prefer", preference, "--variants", "1").out


@pytest.mark.parametrize(("argv", "says"), [
    (("--legal-form", "scop"), "il n’y a rien à financer"),
    (("--use", "Van=-3"), "« Van » : un montant dépasse 0 €"),
    (("--use", "Van"), "« Van » n’est pas une ligne de plan"),
    (("--use", "Van=10000", "--resource", "Prêt bancaire=12000"), "les ressources font 12 000 €, les emplois seulement 10 000 €"),
    (("--use", "Van=10000", "--project-cost", "9000"), "les emplois font 10 000 €, coût du projet dit 9 000 €"),
    (("--use", "Van=35000", "--amount", "50000"), "les emplois font 35 000 €, besoin de financement dit 50 000 €"),
    (("--use", "Van=900000", "--resource", "Contrat d’apport associatif=300000:demande", "--legal-form", "association"),
     "« Contrat d’apport associatif » : 300 000 €, alors qu’il donne ici"),
    (("--use", "Van=90000", "--resource", "Prêt A=20000:pret-bancaire", "--resource", "Prêt B=20000:pret-bancaire",
      "--resource", "Garantie=15000:garantie"), "« Garantie » : une garantie couvre un prêt du plan"),
    (("--use", "Van=90000", "--resource", "Prêt=20000:pret-bancaire", "--resource", "Garantie A=5000:garantie",
      "--resource", "Garantie B=5000:garantie"), "« Garantie B » et « Garantie A » couvrent le même prêt"),
    (("--use", "Van=90000", "--require", "sifa", "--legal-form", "association"), "est imposé et"),
    (("--use", "Van=90000", "--require", "ies", "--exclude", "ies"), "est à la fois imposé et exclu"),
])
def test_what_cannot_be_a_plan_is_said_and_leaves_with_code_3(essfund: Essfund, argv: tuple[str, ...], says: str) -> None:
    done = essfund("plan", *argv, *AT)
    assert done.code == 3
    assert says in " ".join(done.err.replace("\u202f", " ").replace("\u00a0", " ").split())
    assert done.out == ""


def test_why_not_names_the_rule_and_says_once_what_holds_for_every_variant(essfund: Essfund) -> None:
    refused = [variant["refused"] for variant in plan(essfund, VAN, at=TODAY)["variants"]]
    assert refused[0]["socoden"].startswith("il refuse cette structure (forme juridique\u00a0: Scop ou Scic")
    assert refused[0]["pass-occitanie"] == "on ne peut pas le demander aujourd’hui (fermé depuis le 12 avril 2022)"
    assert refused[0]["garantie-sogama"] == "un prêt a une seule garantie, et il a Garantie France Active"
    assert refused[1]["garantie-france-active"] == "il reste quelque chose à vérifier"
    for form in ("table", "markdown"):
        shown = essfund("plan", VAN, *TODAY, "--all", "--format", form).out
        assert shown.count("Parcours START’OC") == 1
        assert shown.count("Garantie Sogama") == len(refused)
    assert "START’OC" in essfund("plan", VAN, *TODAY, "--all", "--variants", "1").out


def test_a_guarantee_without_a_loan_to_be_obtained_is_left_out_for_that(essfund: Essfund) -> None:
    (variant,) = plan(essfund, "--legal-form", "association", "--use", "Van=9000", "--resource", "Banque=5000:acquis", "--variants", "1")["variants"]
    assert variant["refused"]["garantie-france-active"] == "aucun prêt à obtenir qu’elle puisse garantir"


def test_a_rule_of_our_own_reading_that_is_exceeded_is_to_be_confirmed_and_numbers_read_as_what_they_are(essfund: Essfund) -> None:
    shown = essfund("plan", str(ROOT / "docs/appointments/15-asso-difficulte.yaml"), *AT, "--all", "--variants", "1").out
    words = " ".join(shown.replace("\u202f", " ").replace("\u00a0", " ").split())
    assert "à confirmer L’argent de France Active doit en débloquer d’autre." in words
    assert words.index("à confirmer") < words.index("à voir") < words.index("tenu")
    assert "son plancher : 50 000 € pour 5 000 € au moins" in words
    assert "reste à trouver : 50 000 € = 50 000 €" in words
    assert "aucune norme) : 100 %, usage 30 %" in words


def test_a_wrong_line_is_shown_at_its_place(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "profil.yaml"
    path.write_text("legal_form: association\nuses:\n  - Van=35000\nresources:\n  - Prêt bancaire=20000\n  - Garantie=25000:garantie\n", encoding="utf-8")
    done = essfund("plan", str(path), *AT)
    assert done.code == 3
    assert f"{path}:6:5: " in done.err
    assert "Garantie=25000" in done.err


def test_an_amount_beyond_a_ceiling_is_underlined_and_no_sentence_ends_before_a_semicolon(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "profil.yaml"
    path.write_text("legal_form: association\nuses: [Van=35000]\nresources:\n  - {label: Contrat d’apport associatif, amount: 31000}\n",
                    encoding="utf-8")
    assert f"{path}:4:50: " in essfund("plan", str(path), *AT).err
    assert ".\u00a0;" not in essfund("plan", VAN, *AT, "--all").out


def test_a_key_that_no_line_has_is_refused_with_those_that_it_has(essfund: Essfund, tmp_path: Path) -> None:
    path = tmp_path / "profil.yaml"
    path.write_text("uses: [Van=35000]\nresources:\n  - {label: Prêt, amount: 9, durée: 3}\n", encoding="utf-8")
    done = essfund("plan", str(path), *AT)
    assert done.code == 3
    assert "label, amount, nature, state, years, rate ou covers" in done.err


@pytest.mark.parametrize("words", [("--variants", "0"), ("--variants", "six"), ("--prefer", "chance")])
def test_a_wrong_option_is_a_wrong_use(essfund: Essfund, words: tuple[str, ...]) -> None:
    assert essfund("plan", VAN, *words).code == 2


@pytest.mark.parametrize("language", ["fr", "en"])
def test_both_languages_say_it_whole(essfund: Essfund, language: str) -> None:
    page = essfund("plan", VAN, *AT, "--all", "--lang", language).out
    own, other = ("à demander", "to request") if language == "fr" else ("to request", "à demander")
    assert own in page
    assert other not in page
    assert ("Pourquoi" if language == "fr" else "WHY NOT").casefold() in page.casefold()
