"""Conditions as a colleague says them: the short side, no list of one, nothing that did not count, who it is reserved for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.model.condition import AnyOf, Leaf
from essfund.model.fields import FIELDS
from essfund.presenting.sentences import condition_sentence, sentence
from essfund.presenting.wording import refusals, to_confirm, why
from tests.bundled import LAST_CHECKED

if TYPE_CHECKING:
    from essfund import Catalogue

DAY = LAST_CHECKED


def said(catalogue: Catalogue, field: str, operator: str, *ids: str, language: str = "fr") -> str:
    """The sentence of a test of ids."""
    terms = catalogue.vocabularies.of(FIELDS[field].vocabulary)
    leaf = Leaf(field, operator, FIELDS[field].kind.argument(operator, list(ids), terms), ids)
    return sentence(leaf, catalogue.vocabularies, translator(language))


@pytest.mark.parametrize(("field", "operator", "ids", "french", "english"), [
    ("legal_form", "not_in", ["associations", "fondation", "scop"], "forme juridique : ni associations ni fondation ni Scop",
     "legal form: neither associations nor foundation nor Scop"),
    ("legal_form", "not_in", ["sasu"], "forme juridique : tout sauf SASU", "legal form: anything but SASU"),
    ("legal_form", "in", ["scop", "scic", "sas"], "forme juridique : Scop, Scic ou SAS", "legal form: Scop, Scic, or SAS"),
    ("stage", "not_in", ["emergence", "creation", "developpement"], "stade du projet : changement d’échelle",
     "stage of the project: scaling up"),
    ("stage", "in", ["creation", "developpement", "changement-echelle"], "stade du projet : tout sauf émergence",
     "stage of the project: anything but idea and preparation"),
    ("purposes", "any_of", ["transmission-reprise"], "objet du financement : transmission ou reprise", "purposes: transfer or takeover"),
    ("departement", "in", ["31", "81"], "département : Haute-Garonne ou Tarn", "département: Haute-Garonne or Tarn"),
])
def test_the_short_side_is_said(field: str, operator: str, ids: list[str], french: str, english: str, catalogue: Catalogue) -> None:
    assert said(catalogue, field, operator, *ids).replace("\u00a0", " ") == french
    assert said(catalogue, field, operator, *ids, language="en") == english


def test_all_purposes_but_two_are_the_two_left_out(catalogue: Catalogue) -> None:
    ids = [key for key in catalogue.vocabularies.purposes.terms if key not in {"pertes", "fonctionnement"}]
    assert said(catalogue, "purposes", "any_of", *ids).endswith("autre chose que fonctionnement courant ou couverture de pertes")


def test_a_job_there_or_planned_is_one_job(catalogue: Catalogue) -> None:
    test = AnyOf((Leaf("employees", "more_than", 0, 0), Leaf("jobs_planned", "more_than", 0, 0)))
    assert sentence(test, catalogue.vocabularies, translator("fr")) == "au moins un emploi, existant ou prévu"
    report = match(catalogue, read_profile(catalogue, {"legal_form": "association", "employees": 12, "jobs_planned": 0}), on=DAY)
    spoken = why(report.result("fonds-amorcage-associatif"), report, translator("fr"))
    assert "au moins un emploi, existant ou prévu (12)" in spoken
    assert "emplois prévus" not in spoken


def test_no_sentence_of_the_catalogue_lists_one_thing_as_several(catalogue: Catalogue) -> None:
    for instrument in catalogue.instruments.values():
        for condition in (*instrument.conditions, *(item for offer in instrument.offers for item in offer.conditions)):
            text = condition_sentence(condition, catalogue, translator("fr"))
            assert "au moins un parmi" not in text
            assert ": oui" not in text.replace("\u00a0", " ").replace(" : oui", ": oui")
            assert "(société" not in text


def test_who_it_is_reserved_for(catalogue: Catalogue) -> None:
    tr = translator("fr")
    report = match(catalogue, read_profile(catalogue, {"legal_form": "association", "in_difficulty": False}), on=DAY)
    assert "sans doute réservé aux structures en difficulté ; demander" in [
        text.replace("\u00a0", " ") for text in to_confirm(report.result("prevention-difficultes"), report, tr)]
    assert "sans doute pas pour : association ; demander" in [
        text.replace("\u00a0", " ") for text in to_confirm(report.result("ies"), report, tr)]
    troubled = match(catalogue, read_profile(catalogue, {"legal_form": "association", "in_difficulty": True}), on=DAY)
    refused = [text for result in troubled.results for text in refusals(result, troubled, tr)]
    assert "pas pour : entreprise en difficulté" in {text.replace("\u00a0", " ") for text in refused}


def test_every_quality_says_for_whom_it_is_reserved() -> None:
    assert all(field.reserved for field in FIELDS.values() if field.kind.name == "flag")


def test_labels_of_the_vocabulary_are_plain(catalogue: Catalogue) -> None:
    assert catalogue.vocabularies.reach.words("national-decline").fr == "National, décidé en région"
    assert catalogue.vocabularies.cost.words("quasi-fonds-propres").fr == "À rembourser, dernier rang"
