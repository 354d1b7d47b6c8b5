"""`essfund diff` as people and bots use it: what it prints, in every format, and how it leaves."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from essfund import load_catalogue
from essfund.core.language.translator import translator
from essfund.presenting.formats import FORMATS
from essfund.presenting.view import View
from essfund.review.diff import json as as_json
from essfund.review.diff import text as as_text
from tests.diff.edits import BASE, EDITS, edited
from tests.diff.test_laws import SEEDS, comparison
from tests.schemas.programs import validator

if TYPE_CHECKING:
    from collections.abc import Callable

    from jsonschema import Draft202012Validator

    from tests.command_line import Done

GOLDEN = Path(__file__).parent / "golden"
DAY = ["--as-of", "2026-02-01"]


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    edited(tmp_path / "avant")
    edited(tmp_path / "apres", *EDITS)
    monkeypatch.chdir(tmp_path)
    return "avant", "apres"


@pytest.fixture
def schema() -> Draft202012Validator:
    return validator("diff")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(FORMATS["diff"]))
def test_output_is_golden(name: str, lang: str, pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    done = essfund("diff", *pair, *DAY, "-f", name, "--lang", lang)
    assert (done.code, done.err) == (1, "")
    found = re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", done.out)
    path = GOLDEN / f"{name}.{lang}.txt"
    if os.environ.get("ESSFUND_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")


def test_the_code_tells_whether_something_differs(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    assert essfund("diff", *pair).code == 1
    assert essfund("diff", *pair, "--exit-zero").code == 0
    for name in FORMATS["diff"]:
        same = essfund("diff", "avant", str(BASE), "-f", name, "--lang", "en")
        assert same.code == 0
        assert "Nothing changed" in same.out


def test_layout_comments_and_the_order_of_keys_are_no_difference(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    other = edited(tmp_path / "autre")
    for name in ("tools", "rules", "vocabularies"):
        path = other / f"{name}.yaml"
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        path.write_text("# written by a program\n" + json.dumps(data, ensure_ascii=False, indent=1, sort_keys=name == "rules"), encoding="utf-8")
    done = essfund("diff", str(BASE), str(other), "-f", "json")
    assert (done.code, json.loads(done.out)["changed"]) == (0, False)
    digests = [json.loads(done.out)[side]["digest"] for side in ("old", "new")]
    assert digests[0] != digests[1]


def test_every_command_that_is_shown_can_be_run(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    text = essfund("diff", *pair, *DAY, "--lang", "en").out
    commands = [line.partition("to see it: ")[2] for line in text.splitlines() if "to see it: " in line]
    assert len(commands) > 5
    instruments = load_catalogue(Path("apres")).instruments
    for command in commands:
        words = shlex.split(command)
        bar = words.index("|")
        done = essfund(*words[bar + 2 :], "--lang", "en", stdin=words[1])
        assert done.code == 0, done.err
        assert done.out.startswith(f"{instruments[words[bar + 3]].tool.name} – ")


def test_json_fits_its_schema(pair: tuple[str, str], essfund: Callable[..., Done], schema: Draft202012Validator) -> None:
    found = json.loads(essfund("diff", *pair, *DAY, "-f", "json").out)
    assert not list(schema.iter_errors(found))
    assert list(schema.iter_errors(found | {"more": 1}))
    for seed in SEEDS[:8:4]:
        for lang in ("fr", "en"):
            plain = json.loads(as_json.render(comparison(seed), View(translator(lang))))
            plain["old"]["digest"] = plain["new"]["digest"] = "sha256:" + "0" * 64
            assert not list(schema.iter_errors(plain)), seed


def test_json_says_by_which_rule_whom(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    found = json.loads(essfund("diff", *pair, *DAY, "-f", "json").out)
    by_tool = {one["tool"]: one for one in found["instruments"]}
    assert {key: one["effect"]["class"] for key, one in by_tool.items()} == {
        "pret-exemple": "narrower", "pret-large": "wider", "aide-nouvelle": "wider", "don-exemple": "equivalent",
    }
    size, form = by_tool["pret-exemple"]["effect"]["rules"][1], by_tool["pret-exemple"]["effect"]["rules"][0]
    assert (size["id"], size["gained"], size["lost"]["witness"]["profile"]["employees"]) == ("effectif", None, 40)
    assert (form["id"], form["origin"], form["lost"]["witness"]["profile"]["legal_form"]) == ("cooperative-de-travail", "shared", "scic")
    assert form["old"] == form["new"]
    assert [(one["offer"], one["kind"]) for one in by_tool["pret-exemple"]["effect"]["amounts"]] == [
        ("jeune", "higher"), ("jeune", "lower"), ("etablie", "higher"),
    ]
    assert by_tool["don-exemple"]["effect"]["availability"] == [
        {"first": "2026-07-01", "last": "2026-12-31", "old": "open", "new": "closed"},
    ]
    lost = [one["cases"] for one in by_tool["pret-large"]["golden"]["changes"]]
    assert ["entreprise-ancienne"] in lost
    assert found["vocabulary"] == [{"field": "legal_form", "id": "sas", "added": True, "tools": ["pret-large", "aide-nouvelle"]}]
    assert {(one["kind"], one["id"]) for one in found["entries"]} == {
        ("contact", "maison"), ("ranking", "ranking"), ("vocabulary", "legal_forms"), ("vocabulary", "legal_form_sets"),
    }


def test_markdown_calls_nobody_and_holds_no_markup_of_the_data(pair: tuple[str, str], essfund: Callable[..., Done]) -> None:
    text = essfund("diff", *pair, *DAY, "-f", "markdown").out
    assert "<nouvelle>" not in text
    assert not re.search(r"@maison|#12", text)
    assert text.count("<details>") == text.count("</details>") == 9
    assert text.startswith("## ")


def test_markdown_fits_into_one_comment_and_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = comparison(5)
    view = View(translator("en"))
    whole = as_text.render_markdown(found, view)
    monkeypatch.setattr(as_text, "MOST", len(whole) + 2_000)
    assert as_text.render_markdown(found, view) == whole
    for most in (len(whole) * 2 // 3, 2_500, 1_300):
        monkeypatch.setattr(as_text, "MOST", most)
        text = as_text.render_markdown(found, view)
        assert len(text) <= most
        assert text.count("<details>") == text.count("</details>")
        assert "for want of room" in text


@pytest.mark.slow
def test_a_large_difference_still_fits(tmp_path: Path, essfund: Callable[..., Done], root: Path) -> None:
    text = (root / "data/tools.yaml").read_text(encoding="utf-8")
    changed = re.sub(r"at_most: (\d+)", lambda found: f"at_most: {int(found[1]) + 1000}", text)
    for name in ("rules", "vocabularies"):
        (tmp_path / f"{name}.yaml").write_bytes((root / f"data/{name}.yaml").read_bytes())
    (tmp_path / "tools.yaml").write_text(changed, encoding="utf-8")
    text = essfund("diff", str(root / "data"), str(tmp_path), "-f", "markdown", "--as-of", "2019-06-01").out
    assert 20_000 < len(text) <= 65_536


def wrong(folder: Path) -> Path:
    return edited(folder, ("rules.yaml", "employees: {less_than: 50}", "employes: {less_than: 50}"))


def test_each_side_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    bad, good = wrong(tmp_path / "bad"), edited(tmp_path / "good")
    old = essfund("diff", str(bad), str(good), "--lang", "en")
    assert (old.code, old.out) == (3, "")
    assert f"{bad}/rules.yaml:" in old.err
    assert f"the old catalogue ({bad}) cannot be used" in old.err
    assert "the new catalogue" not in old.err
    both = essfund("diff", str(bad), str(bad), "--lang", "en")
    assert "the old catalogue" in both.err
    assert "the new catalogue" in both.err
    nothing = essfund("diff", str(good), str(tmp_path / "none"), "--lang", "en")
    assert nothing.code == 3
    assert f"`{tmp_path / 'none'}` is neither a directory nor a revision" in nothing.err


def test_golden_cases_that_cannot_be_read_are_said_to_be_left_out(tmp_path: Path, essfund: Callable[..., Done]) -> None:
    other = edited(tmp_path / "autre", ("cases/exemples.yaml", "legal_form: sarl, purposes", "legal_form: sarrl, purposes"), EDITS[0])
    done = essfund("diff", str(BASE), str(other), "--lang", "en")
    assert done.code == 1
    assert f"golden cases of {other} that cannot be read are left out: 1 problems" in done.err


def test_one_directory_is_compared_with_the_catalogue_in_use(tmp_path: Path, essfund: Callable[..., Done], root: Path) -> None:
    assert essfund("diff", str(root / "data"), *DAY).code == 0
    other = edited(tmp_path / "autre", EDITS[0])
    done = essfund("diff", str(BASE), "--catalogue", str(other), *DAY, "-f", "json")
    found: dict[str, Any] = json.loads(done.out)
    assert [one["tool"] for one in found["instruments"]] == ["pret-exemple"]
    assert found["new"]["name"] == str(other)


def test_the_result_can_go_to_a_file(pair: tuple[str, str], essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("diff", *pair, "-f", "markdown", "-o", str(tmp_path / "comment.md"))
    assert (done.code, done.out) == (1, "")
    assert (tmp_path / "comment.md").read_text(encoding="utf-8").startswith("## avant → apres")
