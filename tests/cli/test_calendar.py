"""`match --ics`: a calendar that other programs read, which says nothing of the enterprise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import icalendar

from essfund import Profile, match
from essfund.core.messages import Words
from essfund.engine.availability import first_day, months_before
from essfund.engine.places import advice
from essfund.engine.timeline import Turning, milestones
from essfund.model.condition import Strength
from essfund.model.tool import DatedFact, Suspension
from essfund.model.verdict import Place, Verdict
from tests.bundled import LAST_CHECKED, bundled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from essfund import Catalogue
    from tests.command_line import Done

    Essfund = Callable[..., Done]

DAY = ("--as-of", "2019-06-01")
LATE = LAST_CHECKED
MARK = "Zébulon"


def events(path: Path) -> list[Any]:
    return list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_closing_days_are_events_with_a_reminder(essfund: Essfund, tmp_path: Path) -> None:
    file = tmp_path / "jours.ics"
    done = essfund("match", "--name", MARK, "--legal-form", "scop", "--amount", "43210", *DAY, "--ics", str(file))
    assert (done.code, done.err) == (0, "")
    found = {str(one["uid"]): one for one in events(file)}
    sifa = found["sifa-closes-2020-02-29@essfund"]
    assert sifa["dtstart"].dt == date(2020, 2, 29)
    assert sifa["dtend"].dt == date(2020, 3, 1)
    assert "dernier jour" in sifa["summary"]
    (alarm,) = sifa.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-30)
    assert all(one["dtstart"].dt >= date(2019, 6, 1) for one in found.values())
    assert {one["dtstamp"].dt.date() for one in found.values()} == {date(2019, 6, 1)}
    assert not [one for one in found.values() if one.walk("VALARM") and "-closes-" not in one["uid"]]
    text = file.read_text(encoding="utf-8")
    assert MARK not in text
    assert "43210" not in text.replace(" ", "")


def test_equal_answers_are_equal_bytes_in_each_language(essfund: Essfund, tmp_path: Path) -> None:
    one, other, english = (tmp_path / name for name in ("a.ics", "b.ics", "c.ics"))
    for file, lang in ((one, "fr"), (other, "fr"), (english, "en")):
        assert essfund("match", *DAY, "--ics", str(file), "--lang", lang).code == 0
    assert one.read_bytes() == other.read_bytes()
    assert b"closes: last day" in english.read_bytes()
    assert {str(event["uid"]) for event in events(one)} == {str(event["uid"]) for event in events(english)}


def test_no_day_ahead_is_an_empty_calendar_and_is_said(essfund: Essfund, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.ics"
    monkeypatch.setattr("essfund.engine.timeline.milestones", lambda _: ())
    done = essfund("match", "--as-of", "2099-01-01", "--ics", str(file))
    assert done.code == 0
    assert "est vide" in done.err
    assert events(file) == []
    assert icalendar.Calendar.from_ical(file.read_bytes())["version"] == "2.0"


def test_the_calendar_needs_a_file_of_its_own(essfund: Essfund, tmp_path: Path) -> None:
    for words in (("--ics", "-"), ("--ics", str(tmp_path / "x.json"), "--output", str(tmp_path / "x.json"))):
        done = essfund("match", *DAY, *words)
        assert (done.code, done.out) == (2, "")
    assert not list(tmp_path.iterdir())
    assert essfund("match", *DAY, "--ics", str(tmp_path / "absent" / "x.ics")).code == 74


def test_a_proof_of_life_is_to_be_renewed_when_it_is_too_old_and_at_once_where_it_leads(essfund: Essfund, tmp_path: Path) -> None:
    found = match(bundled(), Profile({"legal_form": frozenset(["association"])}), on=LATE)
    limit = bundled().ranking.freshness_months
    leading = [result.instrument.id for result in advice(found).first]
    renewed = {item.result.instrument.id: item.day for item in milestones(found) if item.turning is Turning.PROOF}
    assert renewed
    for result in found.results:
        stale = result.last_proof is not None and first_day(result.last_proof) < months_before(LATE, limit)
        if result.place is Place.FIRST and result.last_proof:
            assert (result.instrument.id in renewed) is (not stale or result.instrument.id in leading)
            if result.instrument.id in renewed:
                day = renewed[result.instrument.id]
                assert day == LATE if stale else months_before(day, limit) > first_day(result.last_proof)
        else:
            assert result.instrument.id not in renewed
    essfund("match", "--legal-form", "association", "--as-of", LATE.isoformat(), "--ics", str(tmp_path / "a.ics"))
    told = [one for one in events(tmp_path / "a.ics") if "-proof-" in one["uid"]]
    assert len(told) == len(renewed)
    assert all("existe encore" in one["summary"] and "preuve" in one["description"] for one in told)


def with_days(catalogue: Catalogue) -> Catalogue:
    """Return a catalogue in which one instrument, of one offer, has every kind of day."""
    one = catalogue.instruments["socoden"]
    kept = one.offers[:1]
    pause = Suspension(text=Words("complet", "full"), source=("source",), first_day=date(2019, 8, 1), last_day=date(2019, 8, 31))
    offers = {each.id: replace(each.entry, first_day=date(2019, 7, 1), last_day=date(2019, 12, 31)) for each in kept}
    tool = replace(one.tool, valid_from=DatedFact(date(2019, 6, 1), ("source",), Strength.PROBABLE),
                   valid_until=DatedFact(date(2020, 1, 31), ("source",)), suspended=pause, offers=offers)
    return replace(catalogue, instruments={**catalogue.instruments, "socoden": replace(one, tool=tool, offers=kept)})


def test_every_kind_of_day_and_never_one_of_an_instrument_that_is_refused() -> None:
    catalogue = with_days(bundled())
    found = [one for one in milestones(match(catalogue, Profile(), on=date(2019, 6, 1))) if one.result.instrument.id == "socoden"]
    assert [(one.day.isoformat(), one.turning, one.offer is None) for one in found] == [
        ("2019-06-01", Turning.OPENS, True), ("2019-07-01", Turning.OPENS, False), ("2019-08-01", Turning.PAUSES, True),
        ("2019-09-01", Turning.REOPENS, True), ("2019-12-31", Turning.CLOSES, False), ("2020-01-31", Turning.CLOSES, True),
    ]
    assert found[0].strength is Strength.PROBABLE
    refused = match(catalogue, Profile({"legal_form": frozenset(["association"])}), on=date(2019, 6, 1))
    assert refused.result("socoden").verdict is Verdict.INELIGIBLE
    assert not [one for one in milestones(refused) if one.result.instrument.id == "socoden"]
