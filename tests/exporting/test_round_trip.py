"""An export as JSON is read back through the same validation as the files, and is the same catalogue."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from essfund import InvalidInputError, load_catalogue
from essfund.exchange.exporting.text_files import SCHEMA
from essfund.loading import exported
from tests.bundled import bundled
from tests.depth import law, sliced
from tests.exporting.making import documents, export, renamed, selection

if TYPE_CHECKING:
    from pathlib import Path


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Return where two values differ, field by field; the digest is that of the files, so it differs by nature."""
    if type(one) is not type(other):
        return [f"{path}: {type(one)} {type(other)}"]
    if dataclasses.is_dataclass(one):
        names = [field.name for field in dataclasses.fields(one) if field.name != "digest"]
        return [text for name in names for text in differences(getattr(one, name), getattr(other, name), f"{path}.{name}")]
    if isinstance(one, Mapping):
        if list(one) != list(other):
            return [f"{path}: {list(one)} {list(other)}"]
        return [text for key in one for text in differences(one[key], other[key], f"{path}[{key}]")]
    if isinstance(one, list | tuple):
        if len(one) != len(other):
            return [f"{path}: {len(one)} {len(other)}"]
        return [text for i, pair in enumerate(zip(one, other, strict=True)) for text in differences(*pair, f"{path}[{i}]")]
    return [] if one == other else [f"{path}: {one!r} {other!r}"]


@pytest.mark.parametrize("lang", sliced(["fr", "en"], 2))
def test_a_whole_export_is_read_back_as_the_same_catalogue(lang: str, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(export("json", selection(lang=lang)))
    again = load_catalogue(path)
    assert differences(bundled(), again) == []
    assert json.loads(path.read_bytes())["tools"] == documents()["tools"]
    assert differences(bundled(), renamed("Autre")) != [], "the comparison sees a difference"


@law(8, unchecked=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_part_is_read_back_with_its_own_instruments(tmp_path: Path, data: st.DataObject) -> None:
    whole = selection()
    listing = tuple(data.draw(st.lists(st.sampled_from(whole.listing), unique=True, min_size=1, max_size=20)))
    path = tmp_path / "part.json"
    path.write_bytes(export("json", replace(whole, listing=listing)))
    again, said = load_catalogue(path), json.loads(path.read_bytes())
    assert set(again.instruments) == {one.instrument.id for one in listing}
    for key, one in again.instruments.items():
        first = bundled().instruments[key]
        tool = replace(first.tool, successor=None) if key in said["left_out"]["successors"] else first.tool
        assert differences(replace(first, tool=tool), one) == []
        assert list(said["sentences"][key]["instrument"]) == [asked.id for asked in one.asked()]
        assert list(said["sentences"][key]["offers"]) == [offer.id for offer in one.offers]
    assert said["left_out"]["instruments"] == len(bundled().instruments) - len(listing)


def test_a_part_keeps_the_rules_of_plans_that_are_about_it(tmp_path: Path) -> None:
    """A ceiling adds what is left of its instruments; one that another instrument asks for goes with that one."""
    kept = {"fonjep", "pass-transformation-ecologique", "socoden"}
    whole = selection()
    path = tmp_path / "part.json"
    path.write_bytes(export("json", replace(whole, listing=tuple(one for one in whole.listing if one.instrument.id in kept))))
    again = load_catalogue(path)
    assert {one.id: (one.tools, one.counted) for one in again.plan_ceilings} == {
        "socoden-capitaux-permanents": (("socoden",), {}),
        "contrats-regionaux-fonds-propres": (("pass-transformation-ecologique",), {}),
        "subventions-regionales-moitie": (("pass-transformation-ecologique",), {}),
        "minimis-general": (("pass-transformation-ecologique",), {}),
        "subventions-publiques-cout": (("pass-transformation-ecologique", "fonjep"), {}),
    }
    assert [(call.tools, call.families) for call in again.calls] == [(("socoden",), ()), ((), ("subvention",))]


def export_with(name: str, path: Path) -> str:
    """Export the catalogue with another name for its first instrument; return the id of that."""
    data = json.loads(json.dumps({role: documents()[role] for role in ("tools", "rules", "vocabularies")}))
    key = next(iter(data["tools"]["tools"]))
    data["tools"]["tools"][key]["name"] = name
    path.write_bytes(export("json", replace(selection(), documents=lambda: data)))
    return str(key)


@pytest.mark.parametrize("name", sliced(["tab\there", "« é » \U0001f600", 'quote " and \\'], 3))
def test_any_character_that_a_catalogue_may_hold_comes_back(name: str, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    key = export_with(name, path)
    assert load_catalogue(path).instruments[key].tool.name == name


@pytest.mark.parametrize("name", sliced(["a\u2028b", "a\u0085b", "\u202eliam", "a\x7fb"], 4))
def test_a_character_that_hides_is_refused_in_an_export_as_in_any_catalogue(name: str, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    export_with(name, path)
    with pytest.raises(InvalidInputError, match=r"IN00[29]"):
        load_catalogue(path)


@pytest.mark.parametrize("text", ["[]", "{}", '{"schema": "essfund.export/1"}', '{"schema": "essfund.match/1", "tools": {}}', "{", "\x00"])
def test_what_is_no_export_is_an_input_error(text: str, tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError):
        load_catalogue(path)


def test_a_defect_in_an_export_is_shown_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    text = export("json", selection()).decode().replace('"family": "garantie"', '"family": "garanti"', 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError) as caught:
        load_catalogue(path)
    spans = [item.span for item in caught.value.diagnostics if item.span]
    assert {span.line for span in spans} == {text[: text.index('"garanti"')].count("\n") + 1}


def test_reader_and_writer_agree_on_the_schema() -> None:
    assert exported.SCHEMA == SCHEMA
