"""The strict YAML reader: every surprise is a diagnostic at its place, and nothing raises."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from essfund.core.diagnostics import Span
from essfund.loading.yaml_reader import parse
from tests.depth import law

SURPRISES = ["no", "Yes", "on", "~", "=", "<<", "01", "0o7", "0x1F", "1_000", "12:30:00", "2018-11-16", "1e3", ".5", "+1", ".nan", "-.inf"]


def codes(text: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.span.line, one.span.column) for one in parse(text, "x").diagnostics if one.span]


@pytest.mark.parametrize("value", SURPRISES)
def test_a_value_that_readers_disagree_on_is_refused_where_it_stands(value: str) -> None:
    assert codes(f"a: 1\nb: {value}\n") == [("IN006", 2, 4)]
    assert codes(f'a: 1\nb: "{value}"\n') == []
    assert parse(f'b: "{value}"', "x").data == {"b": value}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [("IN005", 3, 1)]),
        ("a: &x 1\nb: *x\n", [("IN007", 1, 4), ("IN007", 2, 4)]),
        ("a: !!python/name:os.system x\n", [("IN008", 1, 4)]),
        ("a: !!python/object/apply:os.system [x]\n", [("IN008", 1, 4)]),
        ("a: 1\n---\nb: 2\n", [("IN008", 2, 1)]),
        ("a: [1\nb: 2\n", [("IN004", 2, 2)]),
        ("\ta: 1\n", [("IN004", 1, 1)]),
        ("a: \x01\n", [("IN002", 1, 4)]),
        ("1: x\n", [("IN006", 1, 1)]),
    ],
)
def test_what_is_refused(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert codes(text) == expected


def test_everything_wrong_is_said_at_once() -> None:
    assert [code for code, _, _ in codes("a: no\na: 01\nb: &x z\n")] == ["IN006", "IN005", "IN006", "IN007"]


def test_depth_and_laughs_are_bounded() -> None:
    assert [code for code, _, _ in codes("[" * 100_000)] == ["IN007"]
    laughs = "a: &a [x, x]\n" + "".join(f"{name}: &{name} [*{before}, *{before}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True))
    assert {code for code, _, _ in codes(laughs)} == {"IN007"}


def test_plain_words_stay_the_texts_they_are_in_a_profile() -> None:
    document = parse("a: yes\nb: no\nc: 2019-05-03\nd: 2019-05\ne: 09\n", "x", plain_words=True)
    assert document.data == {"a": "yes", "b": "no", "c": "2019-05-03", "d": "2019-05", "e": "09"}
    assert [one.code for one in document.diagnostics] == ["IN006"]


@law(200)
@given(st.text(max_size=60))
def test_no_text_makes_it_raise(text: str) -> None:
    document = parse(text, "x")
    assert document.data is None or isinstance(document.data, dict | list | str | int | float | bool)


PLAIN = st.recursive(
    st.booleans() | st.integers(-(10**9), 10**9) | st.text("abc é:-#[]{}\"'\n", max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcé ", min_size=1, max_size=5), inner, max_size=3),
    max_leaves=12,
)


@law(150)
@given(PLAIN)
def test_what_it_accepts_is_what_pyyaml_reads(data: object) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_style=None)
    document = parse(text, "x")
    if not document.diagnostics:
        assert document.data == data == yaml.safe_load(text)


def test_places_point_at_keys_and_values() -> None:
    document = parse("a:\n  - b: xyz\n    c: 3\n", "x")
    value, key = document.span(("a", 0, "c")), document.span(("a", 0, "c"), key=True)
    parent = document.span(("a", 0, "missing"))
    assert value is not None
    assert (value.line, value.column, value.end_column) == (3, 8, 9)
    assert key is not None
    assert (key.line, key.column) == (3, 5)
    assert parent is not None
    assert parent.line == 2


def test_a_place_ends_where_the_value_does_not_at_the_next_key() -> None:
    text = "a:\n  b:\n    c: 1\n\n  # of d\n  d: |\n    text\n\n  e:\n    f:\n  g: [1,\n    2]  # more\n"
    document = parse(text, "x")
    paths: list[tuple[str, ...]] = [(), ("a", "b"), ("a", "d"), ("a", "e"), ("a", "e", "f"), ("a", "g")]
    places = {path: document.span(path) for path in paths}
    assert {path: (place.end_line, place.end_column) for path, place in places.items() if place} == {
        (): (12, 7), ("a", "b"): (3, 9), ("a", "d"): (7, 9), ("a", "e"): (10, 7), ("a", "e", "f"): (10, 7), ("a", "g"): (12, 7),
    }


@pytest.mark.parametrize("text", ["", "# nothing\n", "\n\n"])
def test_a_file_that_holds_nothing_has_a_place(text: str) -> None:
    assert parse(text, "x").span(("a",)) == Span("x", 1, 1, 1, 1)
