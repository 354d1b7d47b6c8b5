"""YAML that our own strict reader, and every other, reads back as it was: values, and profiles."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from essfund.loading.yaml_reader import parse
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.model.fields import Field
    from essfund.model.profile import Profile


def flow(value: Any, *, inside: bool = False) -> str:
    """Write a value on one line; `inside` a list or mapping, where a comma ends a text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key, inside=True)}: {flow(item, inside=True)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item, inside=True) for item in value) + "]"
    if isinstance(value, str):
        return value if _plain(value, inside=inside) else json.dumps(value, ensure_ascii=False)
    return json.dumps(value)


def block(key: str, value: Any) -> list[str]:
    """Write a key and its value: a list of mappings line by line, anything else on one line."""
    if not (isinstance(value, list) and value and all(isinstance(entry, dict) and entry for entry in value)):
        return [f"{key}: {flow(value)}"]
    items = ([f"{name}: {flow(entry)}" for name, entry in item.items()] for item in value)
    return [f"{key}:", *(f"  {'-' if index == 0 else ' '} {line}" for item in items for index, line in enumerate(item))]


@lru_cache(1 << 12)
def _plain(text: str, *, inside: bool) -> bool:
    """Whether a text may stand without quotes."""
    written, read = (f"[{text}]", [text]) if inside else (f"a: {text}", {"a": text})
    document = parse(written, "")
    return not document.diagnostics and bool(document.data == read)


def profile_text(profile: Profile, fields: Mapping[str, Field] = FIELDS) -> str:
    """A profile as text; reading it gives the same profile. `fields` are those of the catalogue."""
    plain = profile.plain(fields)
    return "".join(f"{line}\n" for key, value in plain.items() for line in block(key, value)) if plain else "{}\n"
