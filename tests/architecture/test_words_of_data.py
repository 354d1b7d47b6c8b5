"""Words that are data: no id of the bundled vocabularies stands in the code, but where it is a word of something else."""

from __future__ import annotations

import ast

from tests.architecture.test_layers import MODULES, SOURCE, tree
from tests.bundled import bundled, loaded

FOREIGN, FRENCH, LINES = "what other directories call it", "what people and texts say in French", "natures of plan lines, a list of the program"
ALLOWED: dict[str, tuple[str, set[str]]] = {
    "exchange/importing/dispositif_aide.py": (FOREIGN, {"garantie", "pret", "subvention"}),
    "exchange/importing/aides_entreprises.py": (FOREIGN, {"garantie", "pret", "subvention", "fonds-propres"}),
    "exchange/importing/geography.py": (FOREIGN, {"national"}),
    "exchange/exporting/dispositif_files.py": (FOREIGN, {"garantie"}),
    "review/checks/prose/lexicon.py": (FRENCH, {"garantie", "accompagnement"}),
    "model/field_types/line_words.py": (FRENCH, {"fonds-propres"}),
    "model/plan_line.py": (LINES, {"subvention", "pret", "garantie"}),
    "model/fields.py": ("an example that help shows", {"developpement"}),
    "authoring/region.py": ("the folder of the national layer", {"national"}),
    "model/field_types/number.py": ("bands of staff in Sirene", {"01", "02", "03", "11", "32", "52", "53"}),
    "presenting/terminal.py": ("a colour of terminals", {"32"}),
}
"""Files that hold such a word, why, and which: each of them stands there."""


def ids_of_data() -> set[str]:
    """Return the ids of families, stages, reaches, parts of the Plan, sets of départements, regions, and the names of these."""
    words = bundled().vocabularies
    found: set[str] = set(words.departement.sets) | {each.fr for each in words.departement.sets.values()}
    for vocabulary in (words.family, words.stage, words.reach, words.plan_section):
        found |= {*vocabulary.terms, *vocabulary.sets}
    subject = loaded().subject
    assert subject
    return found.union(*subject.words.regions.items())


def test_no_program_names_a_family_a_stage_a_reach_a_region_or_a_part_of_the_plan() -> None:
    ids = ids_of_data()
    assert {"national-decline", "changement-echelle", "subvention", "cartographie", "occitanie", "Bretagne", "76"} <= ids
    found = {}
    for module, path in MODULES.items():
        if words := {node.value for node in ast.walk(tree(module)) if isinstance(node, ast.Constant) and isinstance(node.value, str)} & ids:
            found[path.relative_to(SOURCE).as_posix()] = words
    assert found == {name: words for name, (_, words) in ALLOWED.items()}


def test_no_program_speaks_of_the_territory() -> None:
    """Not inside longer texts either, nor in comments."""
    names = {name.lower() for name in bundled().vocabularies.departement.sets}
    for path in MODULES.values():
        text = path.read_text(encoding="utf-8").lower()
        assert not [name for name in names if name in text], path
