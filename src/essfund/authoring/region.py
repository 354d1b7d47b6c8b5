"""The catalogue of another region as it begins: the files, laid over the national layer, that `essfund init` writes."""

from __future__ import annotations

from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, Any

from essfund.core.errors import UsageError
from essfund.core.messages import did_you_mean, say
from essfund.core.text import fold, nearest
from essfund.loading.catalogue import read_documents
from essfund.loading.texts import bundled_layers
from essfund.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

BASE = "national"
"""The layer on which a region begins."""

TEMPLATES = {
    "tools.yaml": "tools.yaml", "rules.yaml": "rules.yaml", "vocabularies.yaml": "vocabularies.yaml", "cases/cas.yaml": "cases.yaml",
    "README.md": "README.md", ".pre-commit-config.yaml": "pre-commit.yaml", ".github/workflows/catalogue.yml": "workflow.yml",
}
"""Where each template goes."""


def region_files(folder: Path, region: str) -> dict[Path, str]:
    """Every file of the catalogue of a region. Raises UsageError for a region that is none, and for a file that is there already."""
    words = read_documents([bundled_layers()[BASE]])
    regions: Mapping[str, str] = words["vocabularies"]["regions"]
    code = region if region in regions else next((key for key, name in regions.items() if fold(name) == fold(region)), None)
    if code is None:
        near = [f"{key} ({regions[key]})" for key in nearest(region, regions)] or nearest(region, regions.values())
        raise UsageError(say("{option}: `{value}` is neither the INSEE code nor the name of a region", option="--region", value=region),
                         did_you_mean(near, say("one of {names}", names=", ".join(f"{key} {name}" for key, name in regions.items()))))
    members = [key for key, place in words["vocabularies"]["departements"].items() if place["region"] == code]
    ranking = words["rules"]["ranking"]
    known = {
        "base": BASE, "region": code, "name": regions[code], "set": fold(regions[code]), "version": VERSION,
        "members": ", ".join(f'"{key}"' for key in members), "listed": ", ".join(
            f"{words['vocabularies']['departements'][key]['name']} ({key})" for key in members),
        "freshness": ranking["freshness_months"], "weights": _lines(ranking["weights"], 4), "cost": _lines(ranking["cost"], 4),
        "proximity": _lines(ranking["proximity"], 4), "evidence": _lines(ranking["evidence"], 4),
    }
    made = {folder / place: _template(name).substitute(known) for place, name in TEMPLATES.items()}
    for path in made:
        if path.exists():
            raise UsageError(say("`{path}` exists already", path=path), say("choose another directory: nothing is overwritten"))
    return made


def _template(name: str) -> Template:
    return Template(files("essfund.authoring").joinpath("region_templates", name).read_text(encoding="utf-8"))


def _lines(entries: Mapping[str, Any], indent: int) -> str:
    """Entries of a mapping as lines of YAML."""
    return "\n".join(f"{' ' * indent}{key}: {value}" for key, value in entries.items())
