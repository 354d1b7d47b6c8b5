"""Pieces of the bundled data, small enough to be spoilt and fixed hundreds of times."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parents[2] / "data"
ROLES = {"tools.yaml": "tools", "rules.yaml": "rules", "vocabularies.yaml": "vocabularies"}


def tree(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    assert node is not None
    return node


def mappings(node: yaml.Node) -> Iterator[yaml.MappingNode]:
    """Yield every mapping, outermost first."""
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from mappings(value)


def scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Yield every single value, keys left out."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from scalars(value)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from scalars(value)


@cache
def pieces() -> tuple[tuple[str, str], ...]:
    """Return every entry of the data alone under its section, comments left out, with the role of its file."""
    found = []
    for path in sorted([*DATA.glob("*.yaml"), *DATA.glob("national/*.yaml"), *DATA.glob("cases/*.yaml")]):
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        root = tree(text)
        assert isinstance(root, yaml.MappingNode)
        sections = [value for _, value in root.value]
        ends = [key.start_mark.line for key, _ in root.value[1:]] + [len(lines)]
        for (key, _), section, end in zip(root.value, sections, ends, strict=True):
            if isinstance(section, yaml.ScalarNode) or not section.value:
                continue
            starts = [(one[0] if isinstance(one, tuple) else one).start_mark.line for one in section.value]
            heads = [f"{key.value}:"]
            if section.flow_style:  # its entries share lines: it is one piece
                starts, heads = [key.start_mark.line], []
            for first, after in zip(starts, [*starts[1:], end], strict=True):
                kept = [line for line in lines[first:after] if line.strip() and not line.lstrip().startswith("#")]
                found.append((ROLES.get(path.name, "cases"), "\n".join([*heads, *kept, ""])))
    return tuple(found)


def excerpts() -> st.SearchStrategy[tuple[str, str]]:
    """One entry of the data, with the role of its file."""
    return st.sampled_from(pieces())
