"""Files that cannot be read, and profiles that keep quiet."""

from __future__ import annotations

from pathlib import Path

import pytest

from essfund import Catalogue, InvalidInputError, load_profile, read_profile, validate
from essfund.loading.files import read_text
from essfund.review.checks import PAGES as CODES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"a: \xff\n", "IN002"), ("a: 1".encode("utf-16"), "IN002"), (b"\xef\xbb\xbfa: 1\n", "IN003"), (b"x" * 101, "IN001")],
)
def test_bytes_that_are_no_plain_text(data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes(data)
    _, found = read_text(path, 100)
    assert [one.code for one in found] == [code]
    assert all(one.help for one in found)


def test_missing_forbidden_and_strange_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.code for one in read_text(tmp_path / "none", 10)[1]] == ["IN001"]
    assert [one.code for one in read_text(tmp_path, 10)[1]] == ["IN001"]
    assert [one.code for one in read_text(tmp_path / "a\0b", 10)[1]] == ["IN001"]

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.open", forbidden)
    assert [one.code for one in read_text(tmp_path / "x", 10)[1]] == ["IN001"]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"legal_frm": "scop"}, "PRO001"), ({"legal_form": "scopp"}, "PRO002"), ({"employees": "NN ou 3"}, "PRO002"),
        ({"employees": True}, "PRO002"), ({"employees": "19..10"}, "PRO002"), ({"employees": -1}, "PRO002"),
        ({"amount_needed": "1.23.4567"}, "PRO002"), ({"market_income_share": 101}, "PRO002"), ({"created_on": "2019-02-30"}, "PRO002"),
        ({"esus": "peut-être"}, "PRO002"), ({"siren": "123456789"}, "PRO002"), ({"naf": "ZZ"}, "PRO002"), ({"stage": []}, "PRO002"),
        ({"name": "x" * 300}, "PRO002"), ({"answers": ["x"]}, "PRO002"), ({"answers": {"fiso.nothing": "yes"}}, "PRO003"),
        ({"answers": {"membre-cgscop": "perhaps"}}, "PRO002"), ({"answers": {"membre-cgscop": {"mett": 1}}}, "PRO002"),
    ],
)
def test_a_wrong_profile_is_refused_and_its_values_kept_quiet(values: dict[str, object], code: str, catalogue: Catalogue) -> None:
    with pytest.raises(InvalidInputError) as caught:
        read_profile(catalogue, {"turnover": 31415926, **values})
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert "31415926" not in str(caught.value) + repr(read_profile(catalogue, {"turnover": 31415926}))


def test_json_and_yaml_say_the_same(catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{\n\t"legal_form": "scop",\n\t"employees": null, "esus": true}', encoding="utf-8")
    (tmp_path / "b.yaml").write_text("legal_form: SCOP\nesus: oui\n", encoding="utf-8")
    first, second = load_profile(catalogue, tmp_path / "a.json"), load_profile(catalogue, tmp_path / "b.yaml")
    assert first == second
    assert read_profile(catalogue, first.plain()) == first


def test_a_catalogue_with_faults_names_each_at_its_line(tmp_path: Path) -> None:
    tools = (ROOT / "tests/cli/bad/tools.yaml").read_text(encoding="utf-8").replace("    reach: national\n", "").replace("{fr: a}", "{fr: a, en: a}")
    tools = tools.replace("date: 2026-01-15", 'date: "2026-01-15"').replace("officiel", "official").replace("no\n", '"2026-11-24"\n')
    (tmp_path / "tools.yaml").write_text(tools.replace("sources: reglement}", "source: reglement}"), encoding="utf-8")
    rules = (ROOT / "tests/cli/bad/rules.yaml").read_text(encoding="utf-8").replace("at_leest", "at_least").replace(", esus: true", "")
    extra = "  fonnds:\n    requires:\n      - {shared: nothing}\n      - {id: b, legal_form: {in: [scopp]}, strength: probable}\n"
    (tmp_path / "rules.yaml").write_text(rules + extra + "  fonds-b: {open_to_all: reglement}\n", encoding="utf-8")
    found = {(one.code, Path(one.span.file).name, one.span.line) for one in validate(tmp_path) if one.span and one.is_error}
    assert {("CAT010", "tools.yaml", 6), ("CAT020", "tools.yaml", 17), ("CAT012", "rules.yaml", 10)} <= found
    assert all(one.code in CODES for one in validate(tmp_path))
