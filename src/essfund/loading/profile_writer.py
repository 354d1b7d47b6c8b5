"""A profile as the YAML that `match` reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.loading.yaml_writer import block

if TYPE_CHECKING:
    from essfund.model.profile import Profile


def profile_text(profile: Profile) -> str:
    """Return a profile as text; reading it gives the same profile."""
    plain = profile.plain()
    return "".join(f"{line}\n" for key, value in plain.items() for line in block(key, value)) if plain else "{}\n"
