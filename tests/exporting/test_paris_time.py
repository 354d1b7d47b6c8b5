"""Days of Paris: the rule of the European Union is that of the time zone, and a last day that is exported ends there."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from essfund.core.paris_time import day_in_paris, end_of_day, offset_by_rule
from essfund.exchange.exporting.dispositif_files import write_sidecar
from essfund.model.condition import Strength
from tests.bundled import bundled
from tests.depth import sliced
from tests.exporting.making import export, selection


@pytest.mark.parametrize("year", sliced(range(1996, 2041), 15))
def test_the_rule_of_the_union_is_that_of_the_time_zone(year: int) -> None:
    paris = ZoneInfo("Europe/Paris")
    for hour in range(366 * 24):
        moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
        assert offset_by_rule(moment) == paris.utcoffset(moment.astimezone(paris)), moment


def test_an_instant_without_data_of_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essfund.core.paris_time.paris", lambda: None)
    assert day_in_paris(datetime(2026, 6, 29, 22, tzinfo=UTC)) == date(2026, 6, 30)
    assert day_in_paris(datetime(2025, 12, 31, 22, 59, tzinfo=UTC)) == date(2025, 12, 31)
    assert day_in_paris(datetime(2025, 12, 31, 22, tzinfo=timezone(timedelta(hours=-2)))) == date(2026, 1, 1)
    assert day_in_paris(datetime(2026, 6, 29, 22)) == date(2026, 6, 29)  # noqa: DTZ001 - as many files write it


@pytest.mark.parametrize("day", [date(2026, 6, 30), date(2026, 12, 31), date(2026, 3, 29), date(2026, 10, 25)])
def test_a_last_day_ends_in_paris_and_is_read_back(day: date) -> None:
    written = end_of_day(day)
    assert written.date() == day == day_in_paris(written)
    assert day_in_paris(written + timedelta(seconds=1)) == day + timedelta(days=1)


def test_an_exported_last_day_is_its_last_second_in_paris() -> None:
    rows = csv.DictReader(io.StringIO(export("dispositif-aide", selection()).decode()))
    closed = {tool.name: tool.valid_until.day for one in bundled().instruments.values()
              if (tool := one.tool).valid_until and tool.valid_until.strength is Strength.ESTABLISHED}
    found = {row["titre"]: row["date_cloture"] for row in rows if row["date_cloture"]}
    assert found == {name: end_of_day(day).strftime("%Y-%m-%dT%H:%M:%SZ") for name, day in closed.items()}
    assert all(said.endswith(("T21:59:59Z", "T22:59:59Z")) for said in found.values())


def test_a_day_that_nobody_established_closes_no_window_and_is_said_as_such() -> None:
    rows = {row["titre"]: row for row in csv.DictReader(io.StringIO(export("dispositif-aide", selection()).decode()))}
    sidecar = {entry["tool"]: entry["days"] for entry in json.loads(write_sidecar(selection()))["dispositifs"].values()}
    unsure = 0
    for one in bundled().instruments.values():
        for key, fact, column, said in (("from", one.tool.valid_from, "date_ouverture", "Ouverture"),
                                        ("until", one.tool.valid_until, "date_cloture", "Clôture")):
            row = rows[one.tool.name]
            inferred = bool(fact and fact.strength is not Strength.ESTABLISHED)
            unsure += inferred
            assert bool(row[column]) == bool(fact and not inferred)
            assert (f"{said}\u00a0: " in row["description"]) == inferred
            assert sidecar[one.id][key] == (fact and {"day": fact.day.isoformat(), "strength": fact.strength.value, "sources": list(fact.source)})
    assert unsure
