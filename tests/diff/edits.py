"""A small catalogue, and the same after a few edits that show every kind of difference."""

from __future__ import annotations

import shutil
from pathlib import Path

BASE = Path(__file__).parent / "base"
NEW_TOOL = """  aide-nouvelle:
    name: "Aide <nouvelle> @maison #12"
    family: subvention
    reach: regional
    provider: Maison de l’économie sociale
    apply: maison
    summary: {fr: Une aide de plus., en: One more grant.}
    cost: don
    offers: {unique: {amount: {at_most: 3000, source: reglement}}}
    running: [reglement]
    checked_on: "2026-01-20"
    sources: [reglement]

  don-exemple:
"""
EDITS = (
    ("rules.yaml", "employees: {less_than: 50}", "employees: {less_than: 40}"),
    ("rules.yaml", "age_years: {less_than: 10}", "age_years: {less_than: 12}"),
    ("rules.yaml", "purposes: {any_of: [investissement]}, source", "purposes: {any_of: [investissement]}, strength: probable, source"),
    ("rules.yaml", "  don-exemple:\n", "  aide-nouvelle:\n    requires: [{id: age, age_years: {at_least: 1}, source: reglement}]\n  don-exemple:\n"),
    ("rules.yaml", "need_coverage: 30", "need_coverage: 40"),
    ("vocabularies.yaml", "members: [scop, scic]", "members: [scop]"),
    ("vocabularies.yaml", "  scop: {", "  sas: {fr: SAS, en: SAS (company), ess_by_form: check}\n  scop: {"),
    ("tools.yaml", "at_least: 5000, at_most: 60000", "at_least: 5000, at_most: 80000"),
    ("tools.yaml", "amount: {at_most: 20000, source: reglement}",
     "amount: {at_most: 30000, limits: [{each: 4000, of: employees, source: reglement}], source: reglement}"),
    ("tools.yaml", "Subvention pour une association qui investit.", "Subvention pour une association qui investit ou qui achète."),
    ("tools.yaml", "  don-exemple:\n", NEW_TOOL),
    ("tools.yaml", 'valid_until: {day: "2026-12-31"', 'valid_until: {day: "2026-06-30"'),
    ("tools.yaml", "    url: https://www.exemple.fr/contact\n", "    url: https://www.exemple.fr/contact\n    phone: 05 61 00 00 00\n"),
)


def edited(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Copy the small catalogue and change it; each piece stands exactly once."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, before, after in edits:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, before
        path.write_text(text.replace(before, after), encoding="utf-8")
    return folder
