"""The amount of an instrument in words: by offer where offers differ, with its ceilings, and the same wherever it is said."""

from __future__ import annotations

import csv
import io
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from essfund import match, read_profile
from essfund.core.language.translator import translator
from essfund.engine.cartography import make_chart
from essfund.exchange.exporting.dispositif_files import description, write_sidecar
from essfund.model.tool import Amount, Limit
from essfund.model.vocabulary import Role
from essfund.presenting import advice
from essfund.presenting.amounts import amount_by_offer, instrument_amount, is_stated
from essfund.presenting.charts.words import amount_words
from essfund.presenting.short_amounts import short_amount
from tests.bundled import bundled
from tests.exporting.making import DAY, export, selection

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

FRENCH = translator("fr")


def limits(**given: Any) -> tuple[Limit, ...]:
    return (Limit(source=("a",), **given),)


def said(*amounts: Amount) -> str:
    offers: list[Any] = [SimpleNamespace(entry=SimpleNamespace(amount=amount)) for amount in amounts]
    return amount_by_offer(offers, FRENCH).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(("amounts", "words"), [
    ([Amount(limits=limits(share=70, of="bank_loan"))], "jusqu’à 70 % du prêt bancaire"),
    ([Amount(at_most=20000, limits=limits(share=50, of="project_cost"))], "jusqu’à 20 000 €, au plus 50 % du coût du projet"),
    ([Amount(at_least=30000, limits=limits(share=50, of="project_cost") + limits(share=100, of="own_contribution", plus=("bank_loan",)))],
     "à partir de 30 000 €, au plus 50 % du coût du projet et 100 % de l’apport et du prêt bancaire"),
    ([Amount(at_most=600000, limits=limits(each=3000, of="employees")), Amount()], "selon l’offre : jusqu’à 600 000 €, au plus 3 000 € par salarié ; non précisé"),
    ([Amount(at_least=50000), Amount(at_least=200000), Amount(at_least=10000)],
     "selon l’offre : à partir de 50 000 € ; à partir de 200 000 € ; à partir de 10 000 €"),
    ([Amount(at_least=5000, at_most=100000), Amount(at_most=25000)], "selon l’offre : 5 000 – 100 000 € ; jusqu’à 25 000 €"),
    ([Amount(at_most=10000), Amount(at_most=10000)], "jusqu’à 10 000 €"),
    ([Amount(at_most=10000, limits=limits(fixed=300000, less="de_minimis_received"))], "jusqu’à 10 000 €"),
    ([Amount()], "non précisé"),
])
def test_offers_that_differ_are_said_each_and_none_is_hidden_in_a_least(amounts: list[Amount], words: str) -> None:
    assert said(*amounts) == words


@pytest.mark.parametrize(("amounts", "words"), [
    ([Amount(at_most=20000, limits=limits(share=share, of="project_cost") + limits(share=100, of="own_funds")) for share in (50, 70)],
     "jusqu’à 20 000 €, plafonds selon l’offre"),
    ([Amount(limits=limits(share=60, of="project_cost")), Amount()], "jusqu’à 60 % du coût du projet ou non précisé"),
    ([Amount(at_most=20000, limits=limits(share=50, of="project_cost")), Amount(at_most=20000, limits=(Limit(share=50, of="project_cost", source=("b",)),))],
     "jusqu’à 20 000 €, au plus 50 % du coût du projet"),
    ([Amount(at_least=5000, at_most=30000, limits=limits(share=100, of="own_funds", plus=("bank_loan",)))], "5 000 – 30 000 €, plafond calculé"),
    ([Amount(limits=limits(share=share, of="bank_loan")) for share in (50, 25)], "jusqu’à 25 % ou 50 % du prêt bancaire"),
    ([Amount(at_most=600000, limits=limits(each=3000, of="employees")), Amount()], "jusqu’à 600 000 € ou non précisé"),
    ([Amount(at_least=50000), Amount(at_least=200000), Amount(at_least=10000)], "à partir de 10 000 € selon l’offre"),
    ([Amount(at_least=5000, at_most=100000), Amount(at_most=25000)], "5 000 – 100 000 € ou jusqu’à 25 000 €"),
    ([Amount()], "non précisé"),
])
def test_a_row_of_a_list_has_room_for_them(amounts: list[Amount], words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offers: list[Any] = [SimpleNamespace(entry=SimpleNamespace(amount=amount)) for amount in amounts]
    monkeypatch.setattr("essfund.presenting.short_amounts.offers_on", lambda *_: offers)
    assert short_amount(bundled().instruments["ies"], DAY, FRENCH).replace("\u202f", " ").replace("\u00a0", " ") == words


def test_every_map_and_export_says_the_same() -> None:
    chosen = selection()
    wanted = {listed.instrument.id: "" if listed.instrument.role is Role.SUPPORT else instrument_amount(listed.instrument, DAY, FRENCH)
              for listed in chosen.listing}
    assert any("selon l’offre" in words for words in wanted.values())
    rows = {row["tool"]: row["amount"] for row in csv.DictReader(io.StringIO(export("csv", chosen).decode()))}
    assert rows == {key: words if words and is_stated(words, FRENCH) else "" for key, words in wanted.items()}
    assert {bar.instrument.id: amount_words(bar, FRENCH) for bar in make_chart(bundled(), DAY, everything=True).bars} == {
        key: words or "aide sans argent" for key, words in wanted.items()}
    for item in chosen.listing:
        words = wanted[item.instrument.id]
        assert (f"Montant\u00a0: {words}." in description(chosen, item)) == bool(words and is_stated(words, FRENCH))


def test_the_list_of_instruments_says_it_too(essfund: Callable[..., Done]) -> None:
    found = essfund("tools", "list", "--as-of", DAY.isoformat(), "--format", "markdown").out
    one = bundled().instruments["garantie-sogama"]
    assert f"| {instrument_amount(one, DAY, FRENCH)} |".replace("\u00a0", " ") in found


def test_a_guarantee_of_an_unknown_loan_says_its_share() -> None:
    report = match(bundled(), read_profile(bundled(), {"legal_form": "scop"}), on=DAY)
    assert advice.here(report.result("garantie-sogama"), report, FRENCH) == "jusqu’à 70\u00a0% du prêt bancaire"


def test_what_nobody_says_is_empty_or_null_and_never_nought(essfund: Callable[..., Done]) -> None:
    chosen = selection()
    rows = {row["tool"]: row for row in csv.DictReader(io.StringIO(export("csv", chosen).decode()))}
    sidecar = {entry["tool"]: entry["amounts"] for entry in json.loads(write_sidecar(chosen))["dispositifs"].values()}
    listed = {tool["tool"]: tool["amount"] for tool in json.loads(essfund("tools", "list", "--format", "json").out)["tools"]}
    for one in bundled().instruments.values():
        told = [offer.entry.amount for offer in one.offers]
        for key, least in (("min", all(money.at_least is not None for money in told)), ("max", all(money.at_most is not None for money in told))):
            if not least:
                assert (rows[one.id][f"amount_{key}"], sidecar[one.id][key]) == ("", None)
            assert 0 not in {listed[one.id][key], sidecar[one.id][key]}
        words = {key: offer["words"] for key, offer in sidecar[one.id]["offers"].items()}
        assert all(said is None or said != "non précisé" for said in (*words.values(), sidecar[one.id]["words"], rows[one.id]["amount"]))
