"""The real second region, `examples/bretagne`: laid over the national layer, valid and sourced; that every command shows it whole is tested beside the made-up one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import yaml

from essfund import load_catalogue, match, read_profile, validate
from essfund.core.language.translator import translator
from essfund.loading.catalogue import read_texts
from tests.other_region.making import REAL, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

FOLDER, READ_ON = REAL.folder, REAL.day
OWN = ["cap-creation-ess", "fonds-de-confiance", "pass-commerce-artisanat", "pret-croissance-tpe-bretagne", "pret-honneur-brit", "tag-bzh"]


def test_it_is_the_national_layer_and_its_own_and_nothing_is_found() -> None:
    assert sorted(set(REAL.catalogue.instruments) - set(load_catalogue("national").instruments)) == OWN
    assert set(load_catalogue("national").instruments) < set(REAL.catalogue.instruments)
    assert validate(FOLDER, on=READ_ON) == []
    assert REAL.catalogue.digest == load_catalogue([ROOT / "data/national", FOLDER]).digest
    assert load_catalogue(ROOT / "data").digest == load_catalogue().digest != REAL.catalogue.digest


def test_every_source_has_its_page_and_its_day() -> None:
    (_, file) = read_texts([FOLDER]).files["tools"]
    for name, source in yaml.safe_load(file.text)["sources"].items():
        assert source["url"], name
        assert "date" in source or translator("fr").day(READ_ON).replace("\u00a0", " ") in source["note"]["fr"], name


def test_each_enterprise_is_answered_in_the_words_of_the_region() -> None:
    def answered(**facts: object) -> dict[str, str]:
        found = match(REAL.catalogue, read_profile(REAL.catalogue, facts), on=READ_ON)
        return {result.instrument.id: result.verdict.value for result in found.results}

    scop = answered(legal_form="scop", departement="35", employees=8, age_years=6, own_funds=40000, amount_needed=30000)
    assert scop["pret-croissance-tpe-bretagne"] == "eligible"
    assert scop["garantie-sogama"] == "ineligible"
    idea = answered(stage="emergence", departement="56", social_innovation=True, purposes=["etude"], amount_needed=9000)
    assert {key for key, verdict in idea.items() if verdict == "eligible"} >= {"tag-bzh", "cap-creation-ess", "fonds-de-confiance"}
    outside = match(REAL.catalogue, read_profile(REAL.catalogue, {"departement": "31"}), on=READ_ON)
    assert [translator("fr").say(doubt.message) for doubt in outside.doubts] == ["le département est hors de Bretagne"]
    assert {result.verdict.value for result in outside.results if result.instrument.id in OWN} == {"ineligible"}


def test_findings_name_its_files_alone(essfund: Callable[..., Done], tmp_path: Path) -> None:
    text = (FOLDER / "tools.yaml").read_text(encoding="utf-8")
    (tmp_path / "tools.yaml").write_text(text.replace("family: accompagnement", "family: conseil"), encoding="utf-8")
    for name in ("rules", "vocabularies"):
        (tmp_path / f"{name}.yaml").write_bytes((FOLDER / f"{name}.yaml").read_bytes())
    done = essfund("validate", str(tmp_path), "--format", "json", "--as-of", READ_ON.isoformat())
    assert done.code == 1
    assert {one["file"].rpartition("/")[2] for one in json.loads(done.out)["diagnostics"]} == {"tools.yaml"}
