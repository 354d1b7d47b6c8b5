"""Single values: what is put between quotes, what becomes plain digits, what is left alone because it could mean two things."""

from __future__ import annotations

import pytest

from essfund.authoring.fix import fix_text
from essfund.loading.scalars import plain_digits

NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("50_000", "50000"), ("50 000", "50000"), (f"50{NBSP}000", "50000"), (f"1{NARROW}250{NARROW}000", "1250000"),
        ("+50", "50"), ("-50_000", "-50000"), ("5e4", "50000"), ("1.5e5", "150000"), ("50000.0", "50000"), ("50000.00", "50000"),
        ("50000.", "50000"), ("0", "0"), ("50000", "50000"),
    ],
)
def test_a_whole_number_in_plain_digits(text: str, written: str) -> None:
    assert plain_digits(text, whole=True) == written


@pytest.mark.parametrize(
    "text",
    [
        "1.500", "50.000", "1,5", "50,000", "5_0000", "50_00", f"50_000{NBSP}000", "012", "0x1F", "0o7", "0b1", "12:30", "12.5", "5e-1",
        "50 k€", "65 %", "", ".", "+", "e5", "1e99", "9" * 19, "−50", "50'000", "٥٠", "1 2", "NN", "10..19",
    ],
)
def test_what_is_no_whole_number_or_could_be_two_is_left_alone(text: str) -> None:
    assert plain_digits(text, whole=True) is None


@pytest.mark.parametrize(
    ("text", "written"), [(".5", "0.5"), ("12.5", "12.5"), ("5e-1", "0.5"), ("1.0", "1.0"), ("+1.25", "1.25"), ("1.500", None), ("65.", "65")]
)
def test_a_number_that_need_not_be_whole_keeps_its_decimals(text: str, written: str | None) -> None:
    assert plain_digits(text, whole=False) == written


TOOL = "tools:\n  t:\n    {}\n"
RULE = "instruments:\n  i:\n    requires:\n      - {}\n"
CASE = "cases:\n  - id: c\n    {}\n"


@pytest.mark.parametrize(
    ("role", "frame", "before", "after", "code"),
    [
        # dates and codes that are texts
        ("tools", TOOL, "checked_on: 2026-11-23", 'checked_on: "2026-11-23"', "IN006"),
        ("tools", TOOL, "valid_from: {day: 2018-01-01, source: x}", 'valid_from: {day: "2018-01-01", source: x}', "IN006"),
        ("tools", "sources:\n  s: {}\n", "{title: T, date: 2018, kind: law}", '{title: T, date: "2018", kind: law}', "CAT003"),
        ("tools", "contacts:\n  c: {}\n", "{name: Maison, phone: 0561234567}", '{name: Maison, phone: "0561234567"}', "IN006"),
        ("tools", "{}\n", "edition: 2026", 'edition: "2026"', "CAT003"),
        ("tools", TOOL, "name: 1_000", 'name: "1_000"', "IN006"),
        ("rules", RULE, "legal_form: {in: [5710]}", 'legal_form: {in: ["5710"]}', "CAT003"),
        ("rules", RULE, "departement: {in: [09,2A, 31]}", 'departement: {in: ["09",2A, "31"]}', None),
        ("rules", RULE, "naf: {starts_with: [88.99]}", 'naf: {starts_with: ["88.99"]}', "CAT003"),
        ("vocabularies", "legal_forms:\n  x: {}\n", "{fr: A, en: A, ess_by_form: no}", '{fr: A, en: A, ess_by_form: "no"}', "IN006"),
        ("vocabularies", "departements:\n  {}\n", "01: {name: Ain, region: x}", '"01": {name: Ain, region: x}', "IN006"),
        ("vocabularies", "insee_codes:\n  {}\n", "5710: {label: SAS, forms: [sas]}", '"5710": {label: SAS, forms: [sas]}', "IN006"),
        ("cases", "series:\n  - {}\n", "verdicts: {9: eligible, 1_0: eligible}", 'verdicts: {"9": eligible, "1_0": eligible}', "IN006"),
        ("cases", CASE, "profile: {departement: 09}", 'profile: {departement: "09"}', "IN006"),
        ("cases", CASE, "profile: {siren: 732829320}", 'profile: {siren: "732829320"}', "CAT003"),
        ("cases", CASE, "profile: {created_on: 2019}", 'profile: {created_on: "2019"}', "CAT003"),
        # numbers
        ("tools", TOOL, "offers: {a: {amount: {at_most: 50_000}}}", "offers: {a: {amount: {at_most: 50000}}}", "IN006"),
        ("tools", TOOL, f"offers: {{a: {{amount: {{at_most: 50{NARROW}000}}}}}}", "offers: {a: {amount: {at_most: 50000}}}", "CAT003"),
        ("tools", TOOL, "offers: {a: {amount: {at_most: '50000'}}}", "offers: {a: {amount: {at_most: 50000}}}", "CAT003"),
        ("tools", TOOL, "offers: {a: {amount: {at_most: 50000.0}}}", "offers: {a: {amount: {at_most: 50000}}}", "CAT003"),
        ("rules", RULE, 'employees: {at_least: "10"}', "employees: {at_least: 10}", "CAT003"),
        ("rules", RULE, "employees: {at_least: +10}", "employees: {at_least: 10}", "IN006"),
        ("cases", CASE, "expect: {t: {amount: {max: 1e5}}}", "expect: {t: {amount: {max: 100000}}}", "IN006"),
        ("cases", CASE, "profile: {amount_needed: 50_000}", "profile: {amount_needed: 50000}", "IN006"),
    ],
)
def test_a_value_is_written_as_its_place_wants_it(role: str, frame: str, before: str, after: str, code: str | None) -> None:
    old, new = frame.replace("{}", before, 1), frame.replace("{}", after, 1)
    fixed = fix_text(role, old, "f.yaml")
    assert fixed.text == new
    assert fixed.fixes
    assert {fix.code for fix in fixed.fixes} == ({code} if code else {"IN006", "CAT003"})
    for fix in fixed.fixes:
        line = old.split("\n")[fix.span.line - 1]
        written = line[fix.span.column - 1 : fix.span.end_column - 1]
        assert written in before
        assert written.strip("'\"") in str(fix.message)
    assert not fix_text(role, new, "f.yaml").fixes


@pytest.mark.parametrize(
    ("role", "frame", "value"),
    [
        ("tools", TOOL, "offers: {a: {amount: {at_most: 50.000}}}"),
        ("tools", TOOL, "offers: {a: {amount: {at_most: 012}}}"),
        ("tools", TOOL, "offers: {a: {amount: {at_most: 12:30}}}"),
        ("tools", TOOL, "offers: {a: {amount: {at_most: 50 k€}}}"),
        ("tools", TOOL, "successor: ~"),
        ("tools", TOOL, "successor: null"),
        ("tools", TOOL, "checked_on: 2018-1-5"),
        ("tools", TOOL, "checked_on: 2018-02-30"),
        ("tools", TOOL, "unheard_of: 2018-01-01"),
        ("tools", TOOL, "01: x"),
        ("rules", RULE, "strength: yes"),
        ("tools", TOOL, "name: !!str 2018"),
        ("tools", TOOL, "summary: {fr: |\n        50_000\n      , en: x}"),
        ("rules", RULE, "siae: yes"),
        ("rules", "ranking:\n  cost: {}\n", "{don: 1.0, pret: 0.50}"),
        ("vocabularies", "insee_codes:\n  {}\n", "5_710: {label: SAS, forms: [sas]}"),
        ("vocabularies", "regions:\n  {}\n", "<<: x"),
        ("cases", CASE, "as_of: 2018-11-16"),
        ("cases", CASE, "profile: {ess: no, created_on: 2018-11-16, departement: 31, naf: 88, employees: 012, amount_needed: '50 000'}"),
        ("cases", CASE, "profile: {unheard_of: 09}"),
    ],
)
def test_a_value_in_doubt_or_rightly_written_is_left_alone(role: str, frame: str, value: str) -> None:
    text = frame.replace("{}", value, 1)
    fixed = fix_text(role, text, "f.yaml")
    assert fixed.text == text
    assert fixed.fixes == ()


def test_texts_with_quotes_inside_are_quoted_too() -> None:
    fixed = fix_text("tools", 'edition: 2018-11-16 "x"\n', "f.yaml")
    assert fixed.text == "edition: '2018-11-16 \"x\"'\n"
