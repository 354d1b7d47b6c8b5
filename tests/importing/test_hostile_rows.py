"""Rows that nobody meant to write: an import ends soon, never fails by a bug, and what it writes passes `validate`."""

from __future__ import annotations

import cProfile
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from essfund import validate
from essfund.exchange.exporting.dispositif_files import COLUMNS
from essfund.exchange.importing.foreign_rows import read_rows
from essfund.exchange.importing.foreign_values import lines, without_tags
from essfund.exchange.importing.plain_sheet import READ
from essfund.model.condition import to_plain
from tests.depth import law, sliced
from tests.hostile.work import assert_little_work, counted
from tests.importing.making import AWARDS, DAY, RAE, aid, drafted, table
from tests.importing.test_case_files import notes, only

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done

DEEP = "[" * 100_000
STRANGE = [
    "", "9999-12-31", "0001-01-01", "2026-12-31", "2025-01-01", "2027-02-01T23:30:00Z", "9" * 19, "-" + "9" * 19, "9" * 5000, "1e400",
    "\u200b", "\u3164", "\u2800 ", "\u202e", "\ud800", "\x85", "\x00", "[" * 5000, '[{"nom": "A", "roles": 5}]', '[{"nom": {"a": []}}]',
    '[{"nom": "\u200b", "roles": ["financeur"]}]', "null", "~", "yes", "012", "1:30", "1.1.1", ".".join("1" * 90), "- a", "a: b", "# x", "'",
    '"', "%", "&a", "*a", "!x", "|", ">", "@", "`", "REG-76", "DEP-09|COM-31555", "PAYS-99100", "EI|SAS", "5710", "88.99B|A", "5", "0", "3,4",
    "professionnels", "secteur public", "associations", "https://example.org/a", "https://\u200b", "https://[", "<!--", "<a ", "&lt;p&gt;x",
    "x" * 3000, "é" * 5, "2", "- de 3 ans", "552081317", "21290019600015",
]
COLUMNS_OF = {"dispositif-aide": COLUMNS, "aides-entreprises": (*RAE, "cache_indexation", "profils", "femmes"),
              "scdl-subventions": tuple(AWARDS[0]), "sheet": (*sorted(READ), "autre")}
NAMED = {"dispositif-aide": "titre", "aides-entreprises": "aid_nom", "scdl-subventions": "nomAttribuant", "sheet": "name"}
VALUES = st.one_of(st.sampled_from(STRANGE), st.text(max_size=12), st.none(), st.booleans(), st.integers(),
                   st.lists(st.sampled_from(STRANGE), max_size=3),
                   st.dictionaries(st.sampled_from(["org_nom", "typ_libelle", "tut_libelle", "ter_libelle", "nom"]), st.sampled_from(STRANGE), max_size=2))


@pytest.mark.parametrize("name", COLUMNS_OF)
@settings(law(12, unchecked=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]), phases=[Phase.reuse, Phase.generate])
@given(data=st.data())
def test_what_an_import_writes_passes_validate(name: str, data: st.DataObject, tmp_path: Path) -> None:
    rows = data.draw(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS_OF[name], VALUES)), min_size=2, max_size=4))
    rows[0][NAMED[name]] = "Une aide"  # a failure is shown as drawn: to shrink and to explain it takes ten minutes of writing YAML
    rows[0] |= {"status": "1", "cibles": "professionnels", "profils": None}
    drafted(json.dumps(rows).encode(), tmp_path, "rows.json", name)
    assert [item for item in validate(tmp_path / "draft", on=DAY) if item.is_error] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", COLUMNS_OF)
def test_each_strange_value_in_every_column_passes_validate(name: str, tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [dict.fromkeys(COLUMNS_OF[name], value) | {NAMED[name]: f"{value}{number}"[-1900:]}
                                  for number, value in enumerate(STRANGE)]
    drafted(json.dumps(rows).encode(), tmp_path, "rows.json", name)
    assert [item for item in validate(tmp_path / "draft", on=DAY) if item.is_error] == []


@pytest.mark.parametrize("given", sliced([
    {"porteurs": DEEP}, {"porteurs": '[{"nom": "A", "roles": 5}]'}, {"cibles": DEEP}, {"eligibilite_effectif_minimal": "9" * 5000},
    {"eligibilite_annees_existence_minimal": "9" * 19}, {"date_cloture": "9999-12-31"}, {"date_ouverture": "0001-01-01"},
    {"date_ouverture": "2026-02-01", "date_cloture": "2026-01-01"}, {"porteurs": '[{"nom": "\u200b", "roles": ["financeur"]}]'},
    {"date_mise_a_jour": "0001-01-01"}, {"eligibilite_effectif_minimal": "50", "eligibilite_effectif_maximal": "10"},
], 4))
def test_a_cell_that_nobody_meant_is_no_bug(given: dict[str, str], essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(table([aid(**given)]))
    done = essfund("import", str(tmp_path / "x.csv"), "--output", str(tmp_path / "draft"))
    assert done.code == 0
    assert essfund("validate", str(tmp_path / "draft"), "--as-of", DAY.isoformat()).code == 0


def test_a_number_of_json_is_what_is_written(tmp_path: Path) -> None:
    data = json.dumps([aid(eligibilite_effectif_minimal="N", eligibilite_effectif_maximal="49")]).replace('"N"', "9" * 5000).replace('"49"', "49.0")
    assert [to_plain(c.test) for c in only(drafted(data.encode(), tmp_path)).conditions if c.short_id.startswith("effectif")] == [
        {"employees": {"at_most": 49}}]


@pytest.mark.parametrize("name", ["\u200b", "\u3164", "\u2800 \u00a0"])
def test_a_name_that_nobody_sees_is_none(name: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(table([aid(titre=name), aid()]))
    assert "2 rows read: 1 drafted, 1 left out" in essfund("import", str(tmp_path / "x.csv"), "--output", str(tmp_path / "draft"), "--lang", "en").err


def test_days_without_end_and_ends_before_their_start_stay_as_notes(tmp_path: Path) -> None:
    one = only(drafted(table([aid(date_ouverture="2026-02-01", date_cloture="2026-01-01")]), tmp_path))
    assert (one.tool.valid_from, one.tool.valid_until) == (None, None)
    assert "Fin avant le début : date_ouverture 2026-02-01, date_cloture 2026-01-01" in notes(one)
    assert "date_cloture : 9999-12-31" in notes(only(drafted(table([aid(date_cloture="9999-12-31")]), tmp_path)))


def test_orphan_quotes_on_every_line_are_as_much_work_as_there_are_lines() -> None:
    def calls(rows: int) -> int:
        profile = cProfile.Profile(subcalls=False)
        profile.runcall(read_rows, table([aid()]) + b'x,"y\n' * rows, [])
        return sum(entry.callcount for entry in profile.getstats())

    assert calls(2_000) - calls(1_000) < 1_000 * 60


PIECES = ["<!--", "<a ", '<a a="', "</", "&", "<!-- -->", "<p>"]


@pytest.mark.parametrize("piece", PIECES)
def test_markup_that_never_ends_is_as_much_work_as_it_is_long(piece: str) -> None:
    def calls(size: int) -> int:
        profile = cProfile.Profile(subcalls=False)
        profile.runcall(lines, piece * (size // len(piece)))
        return sum(entry.callcount for entry in profile.getstats())

    some, more = calls(5_000), calls(10_000)
    assert more <= 2 * some
    assert more < 10_000 * 8


def test_no_piece_of_markup_is_looked_at_beyond_the_next_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def kept(piece: str) -> str:
        seen.append(piece)
        return piece

    monkeypatch.setattr("essfund.exchange.importing.foreign_values.after_tag", kept)
    without_tags('<a a="' * 1000)
    assert {len(piece) for piece in seen} == {5}


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES[:3])
def test_much_markup_that_never_ends_is_little_work(piece: str, essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps([RAE | {"aid_objet": piece * (400_000 // len(piece)), "autre": piece * 1000}]), encoding="utf-8")
    done = counted(essfund, "import", str(tmp_path / "x.json"), "--output", str(tmp_path / "draft"))
    assert done.code == 0
    assert_little_work(done)
