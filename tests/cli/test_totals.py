"""The last lines of `validate`: singular and plural, in both languages, and what is not there is not counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from essfund.core.diagnostics import MOST_FINDINGS, Diagnostic, Findings, Severity, Span
from essfund.core.language.translator import translator
from essfund.core.messages import counted, say
from essfund.review.diagnostics.text import KINDS, totals

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.command_line import Done


def found(errors: int = 0, warnings: int = 0, notes: int = 0, *, files: int = 1, **more: int) -> Findings:
    counts = {Severity.ERROR: errors, Severity.WARNING: warnings, Severity.NOTE: notes}
    severities = [severity for severity, count in counts.items() for _ in range(count)]
    items = [
        Diagnostic("CAT010", say("a problem"), severity, Span(f"{index % files}.yaml", 1, 1, 1, 2)) for index, severity in enumerate(severities)
    ]
    return Findings(tuple(items), {}, **more)  # type: ignore[arg-type] # only numbers are given


@pytest.mark.parametrize(
    ("findings", "english", "french"),
    [
        (found(), "nothing to report", "rien à signaler"),
        (found(1), "1 error in 1 file", "1 erreur dans 1 fichier"),
        (found(1, 1, 1, files=2), "1 error, 1 warning, 1 note in 2 files", "1 erreur, 1 avertissement, 1 remarque dans 2 fichiers"),
        (found(2, 3, 4), "2 errors, 3 warnings, 4 notes in 1 file", "2 erreurs, 3 avertissements, 4 remarques dans 1 fichier"),
        (found(0, 2), "2 warnings in 1 file", "2 avertissements dans 1 fichier"),
        (found(instruments=1), "nothing to report; 1 instrument examined", "rien à signaler\u00a0; 1 instrument examiné"),
        (found(cases=1, instruments=2), "nothing to report; 2 instruments examined, 1 golden case tried",
         "rien à signaler\u00a0; 2 instruments examinés, 1 cas de référence essayé"),
    ],
)
def test_what_was_found_and_looked_at(findings: Findings, english: str, french: str) -> None:
    assert totals(findings, translator("en")) == f"{english}\n"
    assert totals(findings, translator("fr")) == f"{french}\n"


def test_what_golden_cases_leave_unstated_is_said_by_kind() -> None:
    whole = Findings((), {}, coverage={"verdicts": (4, 4), "days": (2, 2)})
    partly = Findings((), {}, coverage={"verdicts": (3, 4), "days": (2, 2), "bounds": (0, 9)})
    assert totals(whole, translator("en")).endswith("\nfacts stated: 6 of 6\n")
    line = "\nfacts stated: 5 of 15; incomplete: verdicts 3 of 4, bounds with their neighbours 0 of 9\n"
    assert totals(partly, translator("en")).endswith(line)
    assert "incomplets\u00a0: réponses 3 sur 4" in totals(partly, translator("fr"))


def test_every_kind_that_is_counted_has_a_name(essfund: Callable[..., Done], root: Path) -> None:
    counted_kinds = json.loads(essfund("validate", str(root / "tests/golden/catalogue"), "-f", "json").out)["coverage"]
    assert set(counted_kinds) == set(KINDS)


def test_the_totals_count_what_is_not_listed_too(essfund: Callable[..., Done], tmp_path: Path) -> None:
    (tmp_path / "tools.yaml").write_text("".join(f"k{number}: 1\n" for number in range(MOST_FINDINGS)), encoding="utf-8")
    (tmp_path / "rules.yaml").write_text("k: 1\n", encoding="utf-8")
    done = essfund("validate", str(tmp_path), "--lang", "en", "-f", "concise")
    assert done.out.count("\n") == MOST_FINDINGS + 1
    assert int(done.err.split(" ", 1)[0]) > MOST_FINDINGS
    assert done.err.endswith(" errors in 2 files\n")


@pytest.mark.parametrize(("language", "singular"), [("en", {1}), ("fr", {0, 1})])
def test_a_number_takes_the_singular_where_the_language_says_so(language: str, singular: set[int]) -> None:
    tr = translator(language)
    assert {count for count in (0, 1, 2, 11, 100, 1_000_000) if tr.say(counted(count, "one", "many")) == "one"} == singular
