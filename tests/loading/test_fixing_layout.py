"""Keys come into their usual order with all that belongs to them; every other byte stays where it was."""

from __future__ import annotations

from textwrap import dedent

import pytest

from essfund.authoring.fix import fix_text

CASES = {
    "a whole block moves, with the lines of its value": (
        """
        sources:
          s:
            kind: law
            title: >-
              A long title
              on two lines

            date: "2018"
        """,
        """
        sources:
          s:
            title: >-
              A long title
              on two lines
            date: "2018"

            kind: law
        """,
    ),
    "comments directly above a key and on its line move with it": (
        """
        sources:
          s:
            title: T
            # why this kind
            # in two lines
            kind: law  # printed so
            # the day of the vote
            date: "2018"
            note: {fr: f, en: e}
        """,
        """
        sources:
          s:
            title: T
            # the day of the vote
            date: "2018"
            # why this kind
            # in two lines
            kind: law  # printed so
            note: {fr: f, en: e}
        """,
    ),
    "a comment with a blank line below it heads a section and stays": (
        """
        sources:
          s:
            title: T
            kind: law
            # --- what is optional

            # the day of the vote
            date: "2018"
        """,
        """
        sources:
          s:
            title: T
            # the day of the vote
            date: "2018"
            # --- what is optional

            kind: law
        """,
    ),
    "comments below a value that are indented deeper belong to it": (
        """
        tools:
          t:
            offers:
              a:
                amount:
                  at_most: 3
                  # no floor is known

                  # nor any limit
                from: "2018-01-01"
        """,
        """
        tools:
          t:
            offers:
              a:
                from: "2018-01-01"
                amount:
                  at_most: 3
                  # no floor is known

                  # nor any limit
        """,
    ),
    "an entry of a list keeps its dash in place; comments of the key that comes first stand above it": (
        """
        cases:
          # about the whole case
          - says: S
            # about the id
            id: i
            as_of: "2018-01-01"
        """,
        """
        cases:
          # about the whole case
          # about the id
          - id: i
            says: S
            as_of: "2018-01-01"
        """,
    ),
    "a comment after the dash stays, those below it move": (
        """
        cases:
          - # a case
            # what it says
            says: S
            id: i
        """,
        """
        cases:
          - # a case
            id: i
            # what it says
            says: S
        """,
    ),
    "mappings in braces, over several lines and inside one another": (
        """
        cases:
          - id: c
            expect:
              t:
                {doubts: [a, b], amount: {max: 3, min: 1},
                 verdict: to_check}
        """,
        """
        cases:
          - id: c
            expect:
              t:
                {verdict: to_check, amount: {min: 1, max: 3},
                 doubts: [a, b]}
        """,
    ),
    "lists with the indentation of their key, and block texts that look like comments": (
        """
        instruments:
          i:
            requires:
            - note:
                fr: |-
                  # no comment
                en: e
              source: [s]
              id: a
              legal_form:
                in:
                - scop
        """,
        """
        instruments:
          i:
            requires:
            - id: a
              legal_form:
                in:
                - scop
              source: [s]
              note:
                fr: |-
                  # no comment
                en: e
        """,
    ),
    "values and order at once": (
        """
        sources:
          s: {date: 2018, title: T}
        tools:
          t:
            sources: [s]
            checked_on: 2018-11-16
            offers:
              u:
                amount: {source: s, at_most: 50_000}
        """,
        """
        sources:
          s: {title: T, date: "2018"}
        tools:
          t:
            offers:
              u:
                amount: {at_most: 50000, source: s}
            checked_on: "2018-11-16"
            sources: [s]
        """,
    ),
}
ROLES = {"sources": "tools", "tools": "tools", "cases": "cases", "instruments": "rules"}


def parts(name: str) -> tuple[str, str, str]:
    before, after = (dedent(text).lstrip("\n") for text in CASES[name])
    return ROLES[before.split(":")[0]], before, after


@pytest.mark.parametrize("name", CASES)
def test_keys_come_into_their_usual_order(name: str) -> None:
    role, before, after = parts(name)
    assert fix_text(role, before, "f.yaml").text == after
    assert fix_text(role, after, "f.yaml").fixes == ()


@pytest.mark.parametrize("name", CASES)
def test_line_breaks_byte_order_mark_and_the_end_of_the_file_stay_as_they_are(name: str) -> None:
    role, before, after = parts(name)
    for mark in ("", "\ufeff"):
        for line_break in ("\n", "\r\n"):
            old, new = (mark + text.replace("\n", line_break) for text in (before, after))
            assert fix_text(role, old, "f.yaml").text == new
            assert fix_text(role, old.rstrip("\r\n"), "f.yaml").text == new.rstrip("\r\n")
            assert fix_text(role, old + line_break * 2, "f.yaml").text == new + line_break * 2


LEFT_ALONE = {
    "a key without a place of its own": "sources:\n  s: {unheard_of: 1, kind: law, title: T}\n",
    "comments between the entries in braces": "sources:\n  s: {kind: law, # why\n    title: T}\n",
    "an empty value in braces": "sources:\n  s: {kind: , title: T}\n",
    "explicit keys": "sources:\n  s:\n    ? kind\n    : law\n    ? title\n    : T\n",
    "blank lines that are part of a value": "sources:\n  s:\n    kind: law\n    title: |+\n      T\n\n",
    "a last line that would no longer be the last": "sources:\n  s:\n    kind: law\n    title: |\n      T",
    "keys that the author chooses": "tools:\n  zebre: {name: Z}\n  abeille: {name: A}\n",
    "the sections of a file": "tools: {}\nsources: {}\nedition: x\n",
    "a key twice": "sources:\n  s: {kind: law, title: T, kind: plan}\n",
    "an anchor": "sources:\n  s: {kind: &k law, title: T}\n",
    "two documents": "sources:\n  s: {kind: law, title: T}\n---\na: 1\n",
    "broken syntax": "sources:\n  s: {kind: law, title: T\n",
    "a key that is a list": "? [a, b]\n: 1\nsources:\n  s: {title: T}\n",
    "no text at all": "",
    "half a character": "sources:\n  s: {kind: law, title: \ud800}\n",
    "a forbidden character": "sources:\n  s: {kind: law, title: \x01}\n",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_cannot_be_read_or_leaves_a_doubt_is_left_alone(name: str) -> None:
    fixed = fix_text("tools", LEFT_ALONE[name], "f.yaml")
    assert fixed.text == LEFT_ALONE[name]
    assert fixed.fixes == ()


def test_values_are_fixed_even_where_moving_keys_would_change_the_data() -> None:
    fixed = fix_text("tools", "sources:\n  s:\n    kind: law\n    date: 2018-01-01\n    title: |\n      T", "f.yaml")
    assert fixed.text == 'sources:\n  s:\n    kind: law\n    date: "2018-01-01"\n    title: |\n      T'
    assert [fix.code for fix in fixed.fixes] == ["IN006"]


def test_a_doubt_about_one_entry_does_not_keep_the_others_from_being_fixed() -> None:
    doubtful = "sources:\n  s:\n    kind: law\n    title: |+\n      T\n\n"
    assert fix_text("tools", doubtful + "  z: {kind: law, title: T}\n", "f.yaml").text == doubtful + "  z: {title: T, kind: law}\n"


def test_a_fix_says_where_and_what() -> None:
    text = "tools:\n  t:\n    sources: [s]\n    checked_on: 2018-11-16\n    name: T\n"
    order, day = fix_text("tools", text, "f.yaml").fixes
    assert (order.code, order.span.line, order.span.column) == ("CAT092", 3, 5)
    assert str(order.message) == "these keys are now in the usual order: name, checked_on, sources"
    fault = order.fault("tools")
    assert (fault.document, fault.path, fault.on_key) == ("tools", ("tools", "t", "sources"), True)
    assert str(fault.help) == "the usual order is name, checked_on, sources"
    assert (day.code, day.span.line, day.span.column, day.span.end_column) == ("IN006", 4, 17, 27)
    assert str(day.message) == "`2018-11-16` is now between quotes"


def test_lines_that_yaml_ends_and_others_do_not() -> None:
    text = "sources:\n  s:\n    kind: law # a\u2028    title: T # b\u0085    date: x\n"
    assert fix_text("tools", text, "f.yaml").text == "sources:\n  s:\n    title: T # b\u2028    date: x\u0085    kind: law # a\n"
