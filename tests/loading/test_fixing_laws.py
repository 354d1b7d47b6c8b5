"""Laws of fixing, on spoilt pieces of the bundled data: it undoes the harm, keeps the rest, and twice is once."""

from __future__ import annotations

import random
import re
from collections import Counter
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from essfund.authoring.fix import fix_text
from essfund.loading.schema_lookup import wanted
from essfund.loading.yaml_reader import parse
from tests.depth import law
from tests.loading.excerpts import excerpts, mappings, pieces, scalars, tree

if TYPE_CHECKING:
    from essfund.authoring.fix import Fixed
    from essfund.loading.schema_lookup import Expectation

SEEDS = st.integers(0, 2**32)
NBSP = "\u00a0"


def at(place: Expectation, node: yaml.Node, target: yaml.Node) -> Expectation | None:
    """Return what the model wants of a node."""
    if node is target:
        return place
    if isinstance(node, yaml.MappingNode):
        inner = [(place.under(key.value), value) for key, value in node.value]
    else:
        inner = [(place.item, value) for value in node.value] if isinstance(node, yaml.SequenceNode) else []
    found = [at(one, value, target) for one, value in inner]
    return next((one for one in found if one is not None), None)


def shuffled(text: str, node: yaml.MappingNode, rng: random.Random) -> str:
    """Shuffle the keys of one mapping, in a plain way of its own: chunks of lines, or pieces between commas."""
    order = list(range(len(node.value)))
    rng.shuffle(order)
    if node.flow_style:
        ends = [(key.start_mark.index, value.end_mark.index) for key, value in node.value]
        result = text[: ends[0][0]]
        for slot, source in enumerate(order):
            after = ends[slot + 1][0] if slot + 1 < len(ends) else len(text)
            result += text[slice(*ends[source])] + text[ends[slot][1] : after]
        return result
    lines = text.split("\n")
    starts = [key.start_mark.line for key, _ in node.value]
    column = node.value[0][0].start_mark.column
    end = starts[-1] + 1
    while end < len(lines) and (lines[end].startswith(" " * (column + 1)) or lines[end].startswith(" " * column + "- ")):
        end += 1
    dash = bool(lines[starts[0]][:column].strip())
    for index in range(dash, len(starts)):
        while lines[starts[index] - 1].startswith(" " * column + "#"):
            starts[index] -= 1
    if dash and any(lines[start].lstrip().startswith("#") for start in starts):
        return text
    prefix = lines[starts[0]][:column]
    lines[starts[0]] = " " * column + lines[starts[0]][column:]
    chunks = [lines[a:b] for a, b in zip(starts, [*starts[1:], end], strict=True)]
    mixed = [line for index in order for line in chunks[index]]
    if dash:
        mixed[0] = prefix + mixed[0][column:]
    return "\n".join([*lines[: starts[0]], *mixed, *lines[end:]])


def keyed(text: str, rng: random.Random, role: str) -> yaml.MappingNode | None:
    """Return an entry whose keys have a usual order, chosen at random."""
    root = tree(text)
    found = []
    for node in mappings(root):
        place = at(wanted(role), root, node)
        if node is not root and len(node.value) > 1 and place and place.order and all(key.value in place.order for key, _ in node.value):
            found.append(node)
    return rng.choice(found) if found else None


def misspelt(text: str, rng: random.Random, role: str) -> str:
    """Take the quotes off one text that needs them, or write one whole number in another style."""
    root = tree(text)
    choices: list[tuple[yaml.ScalarNode, str]] = []
    for node in scalars(root):
        place, value = at(wanted(role), root, node), node.value
        if place is None:
            continue
        if node.style == '"' and re.fullmatch(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}", value) and not place.number and (role != "cases" or "-" not in value):
            choices.append((node, value))
        if not node.style and re.fullmatch(r"[1-9][0-9]{3,}", value) and place.whole and place.number:
            grouped = f"{int(value):,}"
            choices += [(node, one) for one in (grouped.replace(",", "_"), f"+{value}", f"{value}.0", f"{value}e0")]
            if "string" not in place.types:
                choices += [(node, f'"{value}"'), (node, grouped.replace(",", " ")), (node, grouped.replace(",", NBSP))]
    if not choices:
        return text
    node, written = rng.choice(choices)
    return text[: node.start_mark.index] + written + text[node.end_mark.index :]


def commented(text: str, rng: random.Random) -> str:
    """Put comments above keys that begin a line, each naming its key, and behind values."""
    lines = text.split("\n")
    keys = {key.start_mark.line: key for node in mappings(tree(text)) if not node.flow_style for key, _ in node.value}
    for line, key in sorted(keys.items(), reverse=True):
        if key.start_mark.column and lines[line][: key.start_mark.column].strip() == "" and rng.random() < 0.3:
            lines.insert(line, f"{' ' * key.start_mark.column}# on {key.value}")
    return "\n".join(lines)


def without(data: Any, fixed: Fixed) -> Any:
    """Return data without the values that were fixed."""
    for fix in fixed.fixes:
        inner = data
        if fix.on_key:
            continue
        for step in fix.path[:-1]:
            inner = inner[step]
        inner[fix.path[-1]] = "fixed"
    return data


def data_of(role: str, text: str) -> Any:
    return parse(text.removeprefix("\ufeff"), "f.yaml", plain_words=role == "cases").data


@law(200)
@given(excerpts(), SEEDS, st.integers(0, 4))
def test_fixing_gives_back_the_data_as_it_was_before_it_was_spoilt(piece: tuple[str, str], seed: int, times: int) -> None:
    role, text = piece
    rng = random.Random(seed)
    spoilt = text
    for _ in range(times):
        node = keyed(spoilt, rng, role)
        spoilt = shuffled(spoilt, node, rng) if node else spoilt
        spoilt = misspelt(spoilt, rng, role)
    fixed = fix_text(role, spoilt, "f.yaml")
    assert fixed.text == text
    assert bool(fixed.fixes) == (spoilt != text)


@law(150)
@given(excerpts(), SEEDS)
def test_comments_directly_above_keys_come_back_with_them(piece: tuple[str, str], seed: int) -> None:
    role, text = piece
    rng = random.Random(seed)
    spoilt = commented(text, rng)
    node = keyed(spoilt, rng, role)
    written = spoilt
    spoilt = shuffled(spoilt, node, rng) if node else spoilt
    fixed = fix_text(role, spoilt, "f.yaml").text
    assert fixed == written


def comment_lines(text: str) -> Counter[str]:
    return Counter(line.strip() for line in text.splitlines() if line.strip().startswith("#"))


def damaged(text: str, rng: random.Random) -> str:
    """Do to a text what people and editors do."""
    for _ in range(rng.randint(1, 5)):
        lines = text.split("\n")
        i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
        action = rng.randrange(9)
        if action == 0:
            lines.insert(i, rng.choice(["", "# note", "      # note", "          # note", "  # note: x", "\t# note"]))
        elif action == 1:
            lines[i], lines[j] = lines[j], lines[i]
        elif action == 2:
            lines[i] = "  " + lines[i] if rng.random() < 0.5 else lines[i].removeprefix(" ")
        elif action == 3:
            lines[i] += rng.choice(["  # note", " ", ",", " |", " >-", "\r"])
        elif action == 4:
            lines[i] = re.sub(r"\"([^\"]*)\"", r"\1", lines[i])
        elif action == 5:
            del lines[i]
        elif action == 6:
            lines[i] = re.sub(r"\d+", lambda found: rng.choice([f"0{found[0]}", f"{found[0]}_000", f"+{found[0]}", f"'{found[0]}'"]), lines[i])
        elif action == 7:
            lines.insert(j, lines[i])
        text = "\n".join(lines)
        if action == 8 and text:
            at_ = rng.randrange(len(text))
            text = text[:at_] + rng.choice("#:-{}[]'\",&*!|>%@\u2028\u0085é\t\n \ufeff~?0") + text[at_:]
    return text if rng.random() < 0.8 else text.rstrip("\n")


@law(400)
@given(excerpts(), SEEDS, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\ufeff"]))
def test_whatever_the_text_nothing_but_fixed_values_changes_and_twice_is_once(
    piece: tuple[str, str], seed: int, line_break: str, mark: str
) -> None:
    role, text = piece
    rng = random.Random(seed)
    node = keyed(text, rng, role)
    spoilt = mark + damaged(shuffled(text, node, rng) if node else text, rng).replace("\n", line_break)
    fixed = fix_text(role, spoilt, "f.yaml")
    assert fix_text(role, fixed.text, "f.yaml").fixes == ()
    assert (fixed.text == spoilt) == (not fixed.fixes)
    assert comment_lines(fixed.text) == comment_lines(spoilt)
    assert re.findall(r"[\r\n]+", fixed.text).count(line_break) == re.findall(r"[\r\n]+", spoilt).count(line_break)
    if fixed.fixes:
        assert without(data_of(role, fixed.text), fixed) == without(data_of(role, spoilt), fixed)
    if {fix.code for fix in fixed.fixes} == {"CAT092"}:
        assert Counter(fixed.text.split()) == Counter(spoilt.split()) or "{" in spoilt


@law(60)
@given(excerpts(), SEEDS)
def test_another_reader_finds_the_same_data_and_comments_after_keys_have_moved(piece: tuple[str, str], seed: int) -> None:
    role, text = piece
    rng = random.Random(seed)
    spoilt = commented(text, rng)
    node = keyed(spoilt, rng, role)
    spoilt = shuffled(spoilt, node, rng) if node else spoilt
    before, after = (YAML().load(StringIO(one)) for one in (spoilt, fix_text(role, spoilt, "f.yaml").text))
    assert before == after


@law(200)
@given(st.sampled_from(["tools", "rules", "vocabularies", "cases"]), st.text(max_size=80))
def test_no_text_makes_it_raise(role: str, text: str) -> None:
    fixed = fix_text(role, text, "f.yaml")
    assert fix_text(role, fixed.text, "f.yaml").text == fixed.text


@pytest.mark.parametrize("role", ["tools", "rules", "vocabularies", "cases"])
def test_there_are_pieces_of_every_kind_of_file(role: str) -> None:
    assert len([one for one, _ in pieces() if one == role]) > 50
