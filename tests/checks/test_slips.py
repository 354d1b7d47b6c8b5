"""Slips that read well: a share written as a fraction, an activity that is in no list, one instrument under two providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.checks.test_causes import changed, found_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.checks.test_causes import Essfund

STAFF = "{id: effectif, employees: {less_than: 50}, source: reglement}"
CEILING = (
    "plan_ceilings:\n  - id: moitie\n    tools: [don-exemple]\n    share: {}\n    of: [own_funds]\n"
    "    text: {{fr: La moitié., en: Half.}}\n    source: reglement\n\nshared:\n  coop"
)


@pytest.mark.parametrize(("share", "codes"), [("0.5", ["CAT024"]), ("0.999", ["CAT024"]), ("1", []), ("50", [])])
def test_a_percentage_that_a_rule_tests_is_written_in_percent(share: str, codes: list[str], essfund: Essfund, tmp_path: Path) -> None:
    test = f"{{id: ventes, not: {{any: [{{market_income_share: {{at_least: {share}}}}}]}}, source: reglement}}"
    found = found_in(essfund, changed(tmp_path, "rules.yaml", STAFF, test))
    slips = [item for item in found if item["code"] == "CAT024"]
    assert [item["code"] for item in slips] == codes
    if slips:
        line = (tmp_path / "rules.yaml").read_text(encoding="utf-8").split(f"at_least: {share}")[0]
        assert (slips[0]["line"], slips[0]["column"]) == (line.count("\n") + 1, len(line.rpartition("\n")[2]) + len("at_least: ") + 1)
        assert slips[0]["help"] == f"write {float(share) * 100:g}: shares are in percent; if so little is meant, say so in `accepts`"


def test_a_share_of_a_plan_ceiling_is_written_in_percent(essfund: Essfund, tmp_path: Path) -> None:
    found = found_in(essfund, changed(tmp_path, "rules.yaml", "shared:\n  coop", CEILING.format("0.7")))
    assert "CAT024" in {item["code"] for item in found}, found


def test_so_little_may_be_meant(essfund: Essfund, tmp_path: Path) -> None:
    tested = "{id: ventes, market_income_share: {at_least: 0.5}, source: reglement}"
    changed(tmp_path, "rules.yaml", STAFF, tested)
    text = (tmp_path / "rules.yaml").read_text(encoding="utf-8")
    accepted = text.replace("  pret-exemple:\n", "  pret-exemple:\n    accepts: {CAT024: un demi pour cent, dit le règlement}\n")
    (tmp_path / "rules.yaml").write_text(accepted, encoding="utf-8")
    assert {"CAT024", "CAT090"}.isdisjoint({item["code"] for item in found_in(essfund, tmp_path)})


@pytest.mark.parametrize(("code", "help_"), [
    ("88.98", "below 88.9 there is 88.91 or 88.99"), ("34", "take the code that the Sirene notice shows today"),
    ("853K", "take the code that the Sirene notice shows today"),
])
def test_an_activity_of_a_rule_is_in_the_list(code: str, help_: str, essfund: Essfund, tmp_path: Path) -> None:
    test = f'{{id: activite, naf: {{starts_with: ["{code}"]}}, source: reglement}}'
    found = found_in(essfund, changed(tmp_path, "rules.yaml", STAFF, test))
    line = (tmp_path / "rules.yaml").read_text(encoding="utf-8").split("starts_with")[0].count("\n") + 1
    assert [(item["code"], item["line"], item["help"]) for item in found] == [("CAT010", line, help_)]


PAGE = "https://www.exemple.fr/prets/demande"
OTHER_DESK = f"  caisse:\n    name: Caisse\n    url: {PAGE}/\n    source: reglement\n\ntools:\n"


def test_one_page_under_two_providers(essfund: Essfund, tmp_path: Path) -> None:
    changed(tmp_path, "tools.yaml", "https://www.exemple.fr/contact", PAGE)
    text = (tmp_path / "tools.yaml").read_text(encoding="utf-8").replace("\ntools:\n", OTHER_DESK, 1)
    (tmp_path / "tools.yaml").write_text(
        text.replace("provider: Caisse des entreprises\n    apply: maison", "provider: Caisse des entreprises\n    apply: caisse"),
        encoding="utf-8")
    found = [item for item in found_in(essfund, tmp_path) if item["code"] == "CAT035"]
    assert [item["message"] for item in found] == ["`pret-large` is asked for on the page of `pret-exemple`, under another provider"]
    home = (tmp_path / "tools.yaml").read_text(encoding="utf-8").replace("/prets/demande", "")
    (tmp_path / "tools.yaml").write_text(home, encoding="utf-8")
    assert not [item for item in found_in(essfund, tmp_path) if item["code"] == "CAT035"]


def test_what_follows_an_instrument_may_keep_its_name(essfund: Essfund, tmp_path: Path) -> None:
    changed(tmp_path, "tools.yaml", "    name: Prêt ouvert\n", "    name: Prêt d’exemple\n    successor: pret-exemple\n")
    assert not [item for item in found_in(essfund, tmp_path) if item["code"] == "CAT035"]


def test_an_address_that_is_none_is_said_and_nothing_fails(essfund: Essfund, tmp_path: Path) -> None:
    found = found_in(essfund, changed(tmp_path, "tools.yaml", "    url: https://www.exemple.fr/contact\n", "    url: https://[\n"))
    assert [item["code"] for item in found] == ["CAT019"]
