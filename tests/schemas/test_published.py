"""What editors and programs need of a schema: words on every key, closed lists, references they can follow; and the command."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from essfund.cli.commands.schema import DIALECT, SCHEMAS, schema
from essfund.core.language.translator import translator
from essfund.loading.catalogue import load_vocabularies
from essfund.loading.schemas import CATALOGUE_FILES
from essfund.model.condition import Strength
from essfund.model.fields import FIELDS, TESTED
from tests.bundled import bundled
from tests.documentation.references import PAGES, without_words
from tests.schemas.programs import FOLDER, ROOT, as_process

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.command_line import Done

WRITTEN = [*CATALOGUE_FILES, "profile"]
"""What people write; the rest is written by essfund."""

PROSE = ("description", "patternErrorMessage", "errorMessage")


def published(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / f"schemas/{name}.json").read_text(encoding="utf-8"))
    return found


def nodes(node: Any, *, names: bool = False) -> Iterator[dict[str, Any]]:
    """Yield every schema inside a schema; the mapping of `properties` itself is none."""
    if isinstance(node, dict):
        if not names:
            yield node
        for key, value in node.items():
            yield from nodes(value, names=not names and key in {"properties", "$defs"})
    elif isinstance(node, list):
        for value in node:
            yield from nodes(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_2020_12(name: str) -> None:
    found = published(name)
    assert found["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"].startswith("essfund ")
    Draft202012Validator.check_schema(found)


@pytest.mark.parametrize("name", SCHEMAS)
def test_references_stay_inside_the_file_and_each_definition_is_used(name: str) -> None:
    found = published(name)
    targets = {str(node["$ref"]) for node in nodes(found) if "$ref" in node}
    assert {target.removeprefix("#/$defs/") for target in targets} == set(found.get("$defs", {}))


@pytest.mark.parametrize("name", WRITTEN)
def test_every_key_says_what_it_is_for_in_the_language_asked_for(name: str) -> None:
    french, english = (schema(name, load_vocabularies(), translator(language)) for language in ("fr", "en"))
    keys = [(key, one) for node in nodes(french) for key, one in node.get("properties", {}).items()]
    assert [key for key, one in keys if not one.get("description")] == []
    assert len(keys) > 10
    words = list(zip(nodes(french), nodes(english), strict=True))
    same = [one[word] for one, other in words for word in PROSE if word in one and one[word] == other[word]]
    assert same == []


@pytest.mark.parametrize("name", WRITTEN)
def test_nothing_is_there_that_editors_would_insert_or_show_for_nothing(name: str) -> None:
    for node in nodes(published(name)):
        assert "default" not in node or node["default"] not in (None, [], {})
        assert "vocabulary" not in node
        assert "title" not in node or str(node["title"]).startswith("essfund ")
        assert "patternProperties" not in node


def listed(name: str, *path: str) -> list[str]:
    found: Any = published(name)
    definitions = found["$defs"]
    for step in path:
        found = found[step]
    found = definitions[found["$ref"].rpartition("/")[2]] if "$ref" in found else found
    assert len(found["enum"]) == len(found["enumDescriptions"])
    return list(found["enum"])


def test_closed_lists_are_enumerations_with_their_labels() -> None:
    vocabularies = bundled().vocabularies
    tool = ("$defs", "Tool", "properties")
    assert listed("tools", *tool, "family") == list(vocabularies.family.terms)
    assert set(listed("tools", *tool, "reach")) == set(vocabularies.reach.ids)
    assert listed("tools", "$defs", "PlanLine", "properties", "section") == list(vocabularies.plan_section.terms)
    assert set(listed("tools", "$defs", "Stages", "properties", "in", "items")) == set(vocabularies.stage.ids)
    assert listed("rules", "$defs", "condition", "properties", "strength") == [one.value for one in Strength]
    assert set(listed("rules", "$defs", "RankingRules", "properties", "cost", "propertyNames")) == vocabularies.cost.ids
    assert set(listed("tools", "$defs", "LocalContact", "properties", "departements", "items")) == vocabularies.departement.ids


@pytest.mark.parametrize(("key", "operator"), [("legal_form", "in"), ("departement", "not_in"), ("stage", "in"), ("purposes", "any_of")])
def test_tests_list_the_ids_and_sets_of_their_vocabulary(key: str, operator: str) -> None:
    vocabulary = bundled().vocabularies.of(FIELDS[key].vocabulary)
    assert vocabulary
    found = listed("rules", "$defs", f"test-{key}", "properties", operator, "items")
    assert found == [*vocabulary.terms, *vocabulary.sets]


def test_a_condition_has_exactly_the_tests_that_the_engine_knows() -> None:
    condition = published("rules")["$defs"]["condition"]
    assert [one["required"] for one in condition["oneOf"]] == [[key] for key in ("all", "any", "not", "shared", *TESTED)]
    assert set(published("rules")["$defs"]["test"]["properties"]) == {"all", "any", "not", "shared", *TESTED}


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_command_prints_what_is_published(name: str, essfund: Callable[..., Done]) -> None:
    done = essfund("schema", name)
    assert (done.code, done.err) == (0, "")
    page = f"schemas/{name}.json"
    assert done.out == PAGES[page]()
    assert without_words(page, done.out) == without_words(page, (ROOT / page).read_text(encoding="utf-8"))


def test_another_catalogue_lists_its_own_words_even_if_the_rest_of_it_is_broken(essfund: Callable[..., Done], tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "good", tmp_path / "mine")
    (tmp_path / "mine/tools.yaml").write_text("tools: [", encoding="utf-8")
    done = essfund("schema", "rules", "--catalogue", str(tmp_path / "mine"), "--lang", "en", "-o", str(tmp_path / "rules.json"))
    assert (done.code, done.out, done.err) == (0, "", "")
    found = json.loads((tmp_path / "rules.json").read_text(encoding="utf-8"))
    assert found["$defs"]["legal_form-or-set"]["enum"] == ["association", "associations"]
    assert found["$defs"]["legal_form-or-set"]["enumDescriptions"] == ["Association", "Associations"]


def test_a_catalogue_that_is_not_there_is_an_input_error(essfund: Callable[..., Done], tmp_path: Path) -> None:
    done = essfund("schema", "rules", "--catalogue", str(tmp_path / "nowhere"))
    assert (done.code, done.out) == (3, "")
    assert "nowhere" in done.err
    (tmp_path / "vocabularies.yaml").write_text("legal_forms: {a: {fr: A}}\n", encoding="utf-8")
    done = essfund("schema", "rules", "--catalogue", str(tmp_path), "--lang", "en")
    assert done.code == 3
    assert "vocabularies.yaml:1:15: error [CAT002]" in done.err


@pytest.mark.parametrize("argv", [["schema"], ["schema", "rule"], ["schema", "tools", "rules"]])
def test_a_wrong_call_is_a_usage_error_with_the_names(argv: list[str], essfund: Callable[..., Done]) -> None:
    done = essfund(*argv, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert argv != ["schema", "rule"] or "did you mean rules?" in done.err


@pytest.mark.parametrize("folder", [pytest.param("tests/frozen/catalogue", marks=pytest.mark.slow), "tests/schemas/good", "tests/checks/base", "tests/cli/bad", "nowhere"])
def test_what_validate_prints_fits_its_schema(folder: str, essfund: Callable[..., Done]) -> None:
    found = json.loads(essfund("validate", str(ROOT / folder), "--format", "json").out)
    assert [error.message for error in Draft202012Validator(published("diagnostics")).iter_errors(found)] == []
    assert found["diagnostics"] or folder == "tests/checks/base"
    found["diagnostics"].append({"code": "CAT001"})
    assert len(list(Draft202012Validator(published("diagnostics")).iter_errors(found))) > 1


def test_the_shell_completes_the_names() -> None:
    done = as_process(_ESSFUND_COMPLETE="complete_bash", COMP_WORDS="essfund schema r", COMP_CWORD="2")
    assert done.stdout.split() == ["rules", "report"]
