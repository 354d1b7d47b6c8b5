"""`diff --list`: a change counted on enterprises, held against `match` row by row before both catalogues."""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from essfund import match, read_profile
from essfund.cli.commands.schema import schema
from essfund.core.errors import InvalidInputError
from essfund.core.language.translator import translator
from essfund.loading.lists import kinds as reading
from essfund.loading.lists.kinds import count_list
from essfund.model.profile import Profile
from essfund.model.verdict import LEVELS
from essfund.review.diff.comparison import renamed
from essfund.review.diff.listed import ListComparison
from tests.bundled import bundled as whole
from tests.depth import sliced
from tests.diff.catalogues import DAY, bundled, changed, side_of
from tests.diff.edits import BASE, EDITS, edited

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from essfund import Catalogue
    from essfund.review.diff.list_effect import ListedInstrument, ListEffect
    from essfund.review.diff.model import CatalogueVersion
    from tests.command_line import Done

COLUMNS: dict[str, list[str]] = {
    "legal_form": ["9220", "5710", "5499", "5458", "scop", "scic", "association", "forme-nouvelle", "licorne", ""],
    "departement": ["11", "31", "34", "75", "NSP", ""],
    "employees": ["0", "1", "3", "9", "12", "40", "300", "10..19", ""],
    "age_years": ["0", "1", "2", "5", "12", ""],
    "turnover": ["0", "100000", "499999", "3000000", ""],
    "amount_needed": ["1000", "20000", "100000", ""],
    "purposes": ["investissement", "recrutement", ""],
    "esus": ["true", "false", ""],
}
ROWS = 25


def drawn(seed: int) -> list[dict[str, str]]:
    chance = random.Random(seed)
    names = chance.sample(sorted(COLUMNS), 6)
    return [{name: chance.choice(COLUMNS[name]) for name in names} for _ in range(ROWS)]


def written(rows: list[dict[str, str]], path: Path) -> Path:
    lines = [";".join(["siren", "nom", *rows[0]]), *(";".join([f"9{number:08}", f"SECRET {number}", *row.values()]) for number, row in enumerate(rows))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def told(catalogue: Catalogue, row: Mapping[str, str]) -> Profile:
    """Return the profile of a row, cell by cell: what a catalogue cannot read is unknown."""
    values: dict[str, Any] = {}
    for key, raw in row.items():
        with suppress(InvalidInputError):
            values |= read_profile(catalogue, {key: raw}).values if raw not in {"", "NSP"} else {}
    return Profile(values)


def levels(side: CatalogueVersion, rows: list[dict[str, str]]) -> list[dict[str, int]]:
    """Return how good the verdict of each instrument is for each row, by `match`."""
    reports = [match(side.catalogue, told(side.catalogue, row), on=DAY) for row in rows]
    return [{result.instrument.id: LEVELS.index(result.verdict) for result in report.results} for report in reports]


def counted(old: CatalogueVersion, new: CatalogueVersion, path: Path, *asked: str) -> ListEffect:
    comparison = ListComparison(old, new, DAY)
    return comparison.effect(count_list(str(path), asked, translator("en"), comparison.prepared, lambda _: lambda: None))


def moves(item: ListedInstrument) -> Counter[tuple[int, int]]:
    return Counter({(LEVELS.index(move.before) if move.before else 0, LEVELS.index(move.after) if move.after else 0): move.rows
                    for move in item.moves})


@pytest.mark.parametrize("seed", sliced([*range(1, 31)], 30))
def test_a_change_is_counted_as_match_answers_row_by_row(seed: int, tmp_path: Path) -> None:
    old, new, rows = side_of(bundled(), "old"), changed(seed), drawn(seed)
    effect = counted(old, new, written(rows, tmp_path / "liste.csv"))
    was_called = renamed(old, new)
    before, after = levels(old, rows), levels(new, rows)
    tools = [*new.catalogue.instruments, *({*old.catalogue.instruments} - {*new.catalogue.instruments} - {*was_called.values()})]
    steps = {tool: [(before[number].get(was_called.get(tool, tool), 0), after[number].get(tool, 0)) for number in range(ROWS)] for tool in tools}
    found = {item.id: item for item in effect.instruments}
    assert {*found} == {tool for tool, pairs in steps.items() if any(was != now for was, now in pairs)}
    for tool, item in found.items():
        assert moves(item) == Counter(pair for pair in steps[tool] if pair[0] != pair[1])
        for side, sign in ((item.wins, 1), (item.loses, -1)):
            who = [number for number, (was, now) in enumerate(steps[tool]) if (now - was) * sign > 0]
            assert (side.rows, list(side.lines)) == (len(who), [number + 2 for number in who[:3]])
            for key in ("legal_form", "departement") if who else ():
                ids = [told(new.catalogue, rows[number]).ids(key) or told(old.catalogue, rows[number]).ids(key) for number in who]
                assert side.by.get(key, {}) == (Counter(tuple(sorted(one or ())) for one in ids) if key in rows[0] else {})
    turned = Counter((any(pairs[number][1] > pairs[number][0] for pairs in steps.values()),
                      any(pairs[number][1] < pairs[number][0] for pairs in steps.values())) for number in range(ROWS))
    assert [effect.better, effect.worse, effect.both, effect.same] == [turned[key] for key in ((True, False), (False, True), (True, True), (False, False))]
    assert effect.reading.rows.read == effect.reading.rows.answered == ROWS


@pytest.mark.slow
def test_some_drawn_change_moves_somebody_both_ways() -> None:
    """The law above would hold of a list for which nothing changes."""
    chance = [changed(seed) for seed in (1, 11, 21)]
    assert len({side.name for side in chance}) == 3
    rows = drawn(1)
    before = levels(side_of(bundled(), "old"), rows)
    assert any(levels(side, rows) != before for side in chance)


def test_kinds_that_come_again_and_blocks_of_parquet_count_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyarrow import csv, parquet

    old, new, rows = side_of(bundled(), "old"), changed(3), [row for seed in (3, 3, 3) for row in drawn(seed)]
    path = written(rows, tmp_path / "liste.csv")
    once = counted(old, new, path)
    assert once.instruments
    table = csv.read_csv(path, parse_options=csv.ParseOptions(delimiter=";"), convert_options=csv.ConvertOptions(
        column_types=dict.fromkeys(rows[0], "string"), strings_can_be_null=False))
    parquet.write_table(table, tmp_path / "liste.parquet")
    in_blocks = counted(old, new, tmp_path / "liste.parquet")
    assert in_blocks[1:] == once[1:]
    assert [column[2:] for column in in_blocks.reading.columns] == [column[2:] for column in once.reading.columns]
    monkeypatch.setattr(reading, "MOST_KINDS", 3)
    monkeypatch.setattr(reading, "STEP", 1)
    assert counted(old, new, path) == once


def test_a_code_is_told_in_the_words_of_the_new_catalogue_and_a_doubt_is_better_than_a_refusal(
    tmp_path: Path, essfund: Callable[..., Done],
) -> None:
    old, new = edited(tmp_path / "avant"), edited(
        tmp_path / "apres", ("vocabularies.yaml", "forms: [sarl, scop, scic]", "forms: [scop, scic]"),
        ("rules.yaml", "{id: effectif, employees: {less_than: 50}, source", "{id: effectif, employees: {less_than: 50}, strength: inferred, source"))
    rows = "legal_form;employees;age_years;amount_needed\n5499;60;5;9000\n5499;40;5;9000\n5458;40;5;9000\n"
    found = json.loads(essfund("diff", str(old), str(new), "--list", "-", "-f", "json", stdin=rows).out)["list"]
    (item,) = found["instruments"]
    assert item["moves"] == [{"old": "ineligible", "new": "to_check", "rows": 1}, {"old": "to_check", "new": "eligible", "rows": 1}]
    assert item["wins"] == {"rows": 2, "lines": [2, 3], "by": {"legal_form": [{"ids": ["scic", "scop"], "rows": 2}]}}
    assert item["loses"] == {"rows": 0, "lines": [], "by": {}}
    assert [found[key] for key in ("better", "worse", "both", "same")] == [2, 0, 0, 1]


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    edited(tmp_path / "avant")
    edited(tmp_path / "apres", *EDITS)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "liste.csv").write_text(
        "siren;Nom;Forme juridique;Effectif;Âge;Projet\n"
        "111222333;SECRET;Scop;45;5;investissement\n222333444;SECRET;Scop;12;5;investissement\n333444555;SECRET;SAS;3;11;investissement\n"
        "444555666;SECRET;Licorne;3;2;\n555666777;SECRET;Scic;12;2;investissement\n666;SECRET;Scop\n", encoding="utf-8")
    return "avant", "apres"


ON = ("--as-of", "2026-02-01")
MAP = ("--map", "purposes=Projet")


def test_json_holds_everything_and_fits_its_schema(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    plain = json.loads(essfund("diff", *pair, *ON, "-f", "json").out)
    done = essfund("diff", *pair, *ON, "--list", "liste.csv", *MAP, "-f", "json")
    assert done.code == 1
    found = json.loads(done.out)
    jsonschema.validate(found, schema("diff", whole().vocabularies, translator("en")))
    listed = found.pop("list")
    assert found == plain, "nothing else of the comparison differs"
    assert listed["read"]["rows"] == {"read": 6, "answered": 5, "ceased": 0, "rejected": 1}
    assert {column["field"]: column["unread"] for column in listed["read"]["columns"]} == {
        "legal_form": 2, "employees": 0, "age_years": 0, "purposes": 0}, "a form that one of the catalogues lacks is told too"
    assert listed["better"] + listed["worse"] + listed["both"] + listed["same"] == 5
    tools = {item["tool"]: item for item in listed["instruments"]}
    assert tools["aide-nouvelle"]["added"]
    assert tools["aide-nouvelle"]["moves"] == [{"old": None, "new": "eligible", "rows": 5}]
    assert tools["pret-exemple"]["loses"]["lines"] == [2, 4, 6], "40 employees at most, no SAS, no Scic"
    assert tools["pret-large"]["wins"]["lines"] == [4]
    assert {tuple(one["ids"]): one["rows"] for one in tools["pret-exemple"]["loses"]["by"]["legal_form"]} == {
        ("scop",): 1, ("scic",): 1, ("sas",): 1}, "a form that the old catalogue does not know is told in the words of the new one"


@pytest.mark.parametrize(("form", "lang"), sliced([(form, lang) for form in ("text", "markdown", "json") for lang in ("fr", "en")], 2))
def test_lines_are_said_and_never_a_name_or_a_number(form: str, lang: str, pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    out = essfund("diff", *pair, *ON, "--list", "liste.csv", *MAP, "-f", form, "--lang", lang).out
    assert "SECRET" not in out
    assert not [siren for siren in ("111222333", "222333444", "333444555", "444555666", "555666777") if siren in out]
    if form != "json":
        words = " ".join(out.replace("\u00a0", " ").split())
        assert {"fr": "6 lignes lues : 5 avec réponse, 1 brisée", "en": "6 rows read: 5 answered, 1 broken"}[lang] in words
        assert {"fr": "« Forme juridique » 2", "en": "« Forme juridique » 2"}[lang] in words
        assert "2, 4, 6" in words


def test_the_section_is_at_most_a_screen_and_comes_first(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    plain, out = (essfund("diff", *pair, *ON, *more).out for more in ((), ("--list", "liste.csv", *MAP)))
    head, listed, *chapters = out.split("\n\n")
    assert "\n\n".join([head, *chapters]) == plain
    assert listed.startswith("Liste «")
    assert len(listed.splitlines()) < 40


def test_nothing_changes_for_a_catalogue_held_against_itself(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    done = essfund("diff", pair[0], str(BASE), *ON, "--list", "-", "--lang", "en", stdin="Forme juridique\nScop\n")
    assert done.code == 0
    assert "1 row read: 1 answered" in done.out
    assert "No enterprise of the list is answered otherwise on February 1, 2026" in done.out
