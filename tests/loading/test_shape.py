"""What is said of an entry of the wrong shape: what the model takes at that very place, in words, in the reader's language."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from essfund.core.language.translator import translator
from essfund.loading.model_schemas import model_schema
from essfund.loading.schema_lookup import wanted
from essfund.loading.validation import validate
from essfund.loading.yaml_reader import parse
from essfund.model.authored_types import FORMS
from essfund.model.fields import FIELDS, TESTED
from tests.depth import sliced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.diagnostics import Diagnostic

BASE = Path(__file__).parents[1] / "checks" / "base"
NAMES = {"tools": "tools.yaml", "rules": "rules.yaml", "vocabularies": "vocabularies.yaml", "cases": "cases/exemples.yaml"}
AMOUNT = "        amount: {at_most: 20000, source: reglement}\n"
CONDITION = "      - {id: effectif, employees: {less_than: 50}, source: reglement}\n"
PLACES = {
    "tools": AMOUNT,
    "rules": CONDITION,
    "vocabularies": '  "9220": {label: Association déclarée, forms: [association]}\n',
    "cases": "      pret-large: {verdict: ineligible, because: [pret-large.pas-pour-recruter]}\n",
}
VERDICTS = "did you mean eligible? allowed here: `eligible`, `to_check`, or `ineligible`"
SEVERAL_KEYS = "the keys here are at_least, at_most, limits, source, strength, note"
NUMBERS = "`employees` takes at_least, at_most, more_than, less_than"


def found(role: str, piece: str) -> list[Diagnostic]:
    text = (BASE / NAMES[role]).read_text(encoding="utf-8")
    assert text.count(PLACES[role]) == 1
    return validate(role, parse(text.replace(PLACES[role], piece), NAMES[role]))[1]


def told(item: Diagnostic, language: str = "en") -> tuple[str, str, str]:
    tr = translator(language)
    return item.code, tr.say(item.message), tr.say(item.help) if item.help else ""


def condition(written: str) -> tuple[str, str]:
    return "rules", f"      - {{id: effectif, {written}, source: reglement}}\n"


def amount(written: str) -> tuple[str, str]:
    return "tools", f"        amount: {{{written}}}\n"


@pytest.mark.parametrize(
    ("place", "code", "message", "advice"),
    [
        (condition("employees: {lesser_than: 50}"), "CAT001", "`lesser_than` is not a key that may stand here",
         f"did you mean less_than? {NUMBERS}"),
        (condition("employees: {in: [scop]}"), "CAT001", "`in` is not a key that may stand here", NUMBERS),
        (condition("any: [{legal_form: {equals: [scop]}}]"), "CAT001", "`equals` is not a key that may stand here",
         "`legal_form` takes in, not_in"),
        (condition("employes: {less_than: 50}"), "CAT001", "`employes` is not a key that may stand here", "did you mean employees?"),
        (condition("employees: {less_than: 50, note: {fr: a, en: b}}"), "CAT001", "`note` is not a key that may stand here",
         "`note` belongs one level higher, beside `employees`"),
        (condition("employees: 50"), "CAT003", "expected a mapping of keys to values", NUMBERS),
        (condition("employees: {}"), "CAT004", "`employees` has no operator", NUMBERS),
        (condition("strength: probable"), "CAT004", "this condition holds no test", "use one of: a field, all, any, not, shared"),
        (condition("not: {employees: {less_than: 50}, esus: true}"), "CAT004",
         "a condition holds exactly one test; this one holds `employees`, `esus`",
         "make two conditions of it, or join the tests under `all` or `any`"),
        (condition("legal_form: {in: scop}"), "CAT003", "expected a list", "write [scop]"),
        (condition("departement: {in: [31]}"), "CAT003", "expected a text", 'write "31"'),
        (condition("esus: true, strength: probably"), "CAT003", "this is not one of the allowed values",
         "did you mean probable? allowed here: `established`, `probable`, or `inferred`"),
        (condition('esus: true, from: "2026-02-30"'), "CAT003", "this day does not exist", ""),
        (condition("esus: true, from: spring"), "CAT003", 'expected: a day between quotes, like "2018-11-16"', ""),
        (amount("at_mots: 20000, source: reglement"), "CAT001", "`at_mots` is not a key that may stand here",
         f"did you mean at_most? {SEVERAL_KEYS}"),
        (amount("at_most: 0, source: reglement"), "CAT003", "expected a number above 0", ""),
        (amount('at_most: "20 000", source: reglement'), "CAT003", "expected a whole number, in plain digits", "write 20000"),
        (amount("limits: [{share: 1200, of: project_cost, source: reglement}]"), "CAT003", "expected 1000 or less", ""),
        (amount("at_most: 20000, source: Règlement"), "CAT003", "this text does not have the expected form",
         "did you mean reglement? expected: an id: small letters without accents, digits and hyphens, like fonds-local"),
        (("tools", "        at_most: 20000\n"), "CAT001", "`at_most` is not a key that may stand here",
         "`at_most` belongs inside `amount`"),
        (("vocabularies", '  "922": {label: Association déclarée, forms: [association]}\n'), "CAT003",
         "this text does not have the expected form",
         'expected: the four digits of an INSEE legal category between quotes, like "5710"'),
        (("vocabularies", '  "9220": {forms: [association]}\n'), "CAT002", "`label` is missing",
         "add `label`. What the official list calls it."),
        (("cases", "      pret-large: ineligible\n  - {id: a, says: B., source: c, profile: {}, expect: {d: eligible}}\n"), "CAT002", "`as_of` is missing",
         'add `as_of`: a day between quotes, like "2018-11-16". The day the question is asked for.'),
        (("cases", "      don-exemple: eligibel\n"), "CAT003", "this is not one of the allowed values", VERDICTS),
        (("cases", "      don-exemple: {verdict: eligibel}\n"), "CAT003", "this is not one of the allowed values", VERDICTS),
    ],
)
def test_what_is_wrong_is_said_with_what_to_write_there(place: tuple[str, str], code: str, message: str, advice: str) -> None:
    assert [told(item) for item in found(*place)] == [(code, message, advice)]


def test_a_value_refused_by_every_variant_of_a_type_is_told_once_with_all_that_is_allowed() -> None:
    (item,) = found(*amount("limits: [{share: 50, of: cost, source: reglement}]"))
    advice = told(item)[2]
    assert advice.startswith("allowed here: `project_cost`, ")
    assert advice.endswith("`employees`, or `jobs_planned`")


def test_a_list_whose_only_entry_is_wrong_is_not_said_to_be_empty_too() -> None:
    text, place = (BASE / "tools.yaml").read_text(encoding="utf-8"), "    cost: don\n"
    assert text.count(place) == 1
    for stages, message in (("[Creation]", "this text does not have the expected form"), ("[]", "this is empty")):
        piece = f"    stages: {{in: {stages}, source: reglement}}\n{place}"
        assert [told(item)[1] for item in validate("tools", parse(text.replace(place, piece), "tools.yaml"))[1]] == [message]


def test_alternatives_are_listed_as_each_language_does() -> None:
    (item,) = found(*condition("esus: true, strength: sure"))
    assert told(item, "en")[2].endswith("`established`, `probable`, or `inferred`")
    assert told(item, "fr")[2].endswith("`established`, `probable` ou `inferred`")


def test_a_field_that_no_rule_tests_is_told_from_a_mistyped_one() -> None:
    (item,) = found(*condition("created_on: {at_least: 2019}"))
    advice = told(item)[2]
    assert advice.startswith("no rule can test `created_on`; a condition holds one of all, any, not, shared, ")
    assert set(TESTED) <= set(advice.partition("one of ")[2].split(", "))


def entries(data: Any, path: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
    """Yield the path of every mapping."""
    if isinstance(data, dict):
        yield path
    for step, inner in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from entries(inner, (*path, step))


@pytest.mark.parametrize("role", sliced(sorted(NAMES, key="tools".__ne__), 4))
def test_every_mistyped_key_of_a_catalogue_is_answered_with_the_key_that_was_meant(role: str) -> None:
    text, seen = (BASE / NAMES[role]).read_text(encoding="utf-8"), set()
    for path in entries(parse(text, role).data):
        for key in wanted(role).at(path).keys:
            document = parse(text, role)
            entry = document.data
            for step in path:
                entry = entry[step]
            if key not in entry or "profile" in path:
                continue
            typed = f"{key}{key[-1]}"
            entry[typed] = entry.pop(key)
            unknown = [item for item in validate(role, document)[1] if item.code == "CAT001"]
            assert [told(item)[1] for item in unknown] == [f"`{typed}` is not a key that may stand here"]
            assert key in told(unknown[0])[2].partition("?")[0], (typed, told(unknown[0]))
            seen.add(key)
    assert len(seen) > 2


def test_every_field_says_which_operators_it_takes() -> None:
    for key in TESTED:
        operators = FIELDS[key].kind.operators
        piece = condition(f"{key}: {{equals: 3}}")
        (item,) = found(*piece)
        expected = "expected true or false" if set(operators) == {"is"} else f"`{key}` takes {', '.join(operators)}"
        assert expected in told(item)


def test_every_pattern_of_the_files_has_words() -> None:
    def patterns(schema: Any) -> Iterator[str]:
        if isinstance(schema, dict):
            if isinstance(schema.get("pattern"), str):
                yield schema["pattern"]
                assert schema.get("patternErrorMessage") == FORMS[schema["pattern"]]
            yield from schema.get("patternProperties", ())
        for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
            yield from patterns(inner)

    used = {pattern for role in NAMES for pattern in patterns(model_schema(role))}
    assert used <= set(FORMS)
    assert len(used) > 4
