"""Who runs an aid, by their roles: as JSON, as the official sample of `dispositif-aide` writes it in JavaScript, or as a plain name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.core.text import fold
from essfund.exchange.importing.foreign_rows import as_text, parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

OBJECT = re.compile(r"\{[^{}]*\}")
QUOTED = r"""(?:'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)")"""
NAME = re.compile(rf"""\bnom['"]?\s*[:=]\s*{QUOTED}""")
SIREN = re.compile(r"""\bsiren['"]?\s*[:=]\s*['"]?(\d[\d ]*)""")
ROLES = re.compile(r"""\broles?['"]?\s*[:=]\s*(\[[^\[\]]*\]|'[^']*'|"[^"]*")""")
ROLE_NAMES = ("financeur", "instructeur", "diffuseur")


class Bearer(NamedTuple):
    """Who runs an aid, and as what."""

    name: str
    siren: str | None = None
    roles: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """The name with its roles."""
        return f"{self.name} ({', '.join(self.roles)})" if self.roles else self.name


def read_bearers(value: Any) -> list[Bearer]:
    """Bearers in the order in which they are written."""
    found = parsed(value)
    if isinstance(found, dict):
        found = [found]
    if isinstance(found, list):
        return [bearer for item in found if (bearer := _of_value(item)).name]
    said = as_text(found)
    named = [_of_text(part, name) for part in OBJECT.findall(said) if (name := NAME.search(part))]
    return named or ([Bearer(said)] if said else [])


def _of_value(item: Any) -> Bearer:
    if not isinstance(item, dict):
        return Bearer(as_text(item))
    return Bearer(as_text(item.get("nom")), as_text(item.get("siren")) or None, roles_in(as_text(item.get("roles"))))


def _of_text(part: str, name: re.Match[str]) -> Bearer:
    siren, roles = SIREN.search(part), ROLES.search(part, name.end()) or ROLES.search(part)
    said = name["single"] if name["single"] is not None else name["double"]
    return Bearer(re.sub(r"\\(.)", r"\1", said).strip(), siren[1].strip() if siren else None, roles_in(roles[1] if roles else ""))


def roles_in(said: str) -> tuple[str, ...]:
    """Roles that a text names."""
    words = {word.removesuffix("s") for word in fold(said).split("-")}
    return tuple(role for role in ROLE_NAMES if role in words)


def of_role(bearers: Sequence[Bearer], *roles: str) -> Bearer | None:
    """First bearer of the first role that somebody has."""
    return next((bearer for role in roles for bearer in bearers if role in bearer.roles), None)
