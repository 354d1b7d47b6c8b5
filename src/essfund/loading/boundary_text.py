"""Boundaries to YAML text: always the same text for the same answers, so that a diff shows what changed and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from essfund.loading.scalars import DECIMAL, INTEGER, TRAP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.model.boundaries import Boundaries, Standpoint

WIDTH = 130
HEAD = """\
# Derived from the catalogue for a person to review once; do not edit. When a rule changes, `essfund boundaries DIR --write` rewrites
# this file; read the difference as a reviewer would. Each profile stands for an enterprise; `vary` says what becomes of the
# answer when one field changes: the verdict and the conditions that are not met, then the values that get it.
"""
SHARED_HEAD = """\
# Derived from the catalogue for a person to review once; do not edit. What all instruments share: when sources speak, whom to call
# where, which instruments go together, what names and codes stand for. `essfund boundaries DIR --write` rewrites this file.
"""


class InOneLine(dict[str, Any]):
    """A mapping that is written between braces."""


class Writer(yaml.SafeDumper):
    """Writes mappings in their own order and puts between quotes what YAML readers would not all take for a text."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - every value is written where it stands
        """Never write an alias."""
        return True


def _text(writer: Writer, value: str) -> yaml.Node:
    doubtful = TRAP.fullmatch(value) or DECIMAL.fullmatch(value) or INTEGER.fullmatch(value)
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style='"' if doubtful else None)


def _mapping(writer: Writer, value: Mapping[str, Any]) -> yaml.Node:
    return writer.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=isinstance(value, InOneLine))


Writer.add_representer(str, _text)
Writer.add_representer(dict, _mapping)
Writer.add_representer(InOneLine, _mapping)


def _written(data: Mapping[str, Any]) -> str:
    text: str = yaml.dump(data, Dumper=Writer, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


def boundaries_text(found: Boundaries) -> str:
    """Return the file of one instrument."""
    parts: list[Mapping[str, Any]] = [
        {"tool": found.tool}, {"card": found.card}, {"days": found.days}, {"profiles": [_plain(one) for one in found.profiles]},
    ]
    text = "\n".join(_written(part) for part in parts)
    return HEAD + text.replace("\n- as_of", "\n\n- as_of").replace("profiles:\n\n", "profiles:\n")


def shared_text(facts: Mapping[str, Mapping[str, str]]) -> str:
    """Return the file of what instruments share."""
    return SHARED_HEAD + _written({"facts": {key: dict(lines) for key, lines in facts.items()}})


def _plain(one: Standpoint) -> dict[str, Any]:
    found: dict[str, Any] = {
        "as_of": one.as_of.isoformat(),
        "offer": one.offer,
        "profile": InOneLine({key: _bare(value) for key, value in one.profile.items()}),
        "answer": InOneLine(one.answer),
        "vary": one.vary,
    }
    return found | ({"amounts": one.amounts} if one.amounts else {})


def _bare(value: object) -> object:
    """Return a value as people write it: an id alone without brackets."""
    return value[0] if isinstance(value, list) and len(value) == 1 else value
