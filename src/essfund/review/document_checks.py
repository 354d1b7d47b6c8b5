"""Everything that can be said of a catalogue: its files, its shape, every check, its golden cases, what it accepts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from essfund.core.diagnostics import Findings, in_reading_order
from essfund.loading.cases import read_cases, run_cases
from essfund.loading.catalogue import all_located, load_texts, read_texts
from essfund.loading.checks import run_checks
from essfund.loading.key_order import MISPLACED, find_disorder
from essfund.loading.texts import bundled_directory
from essfund.loading.waivers import idle_waivers, read_waivers, unwaived
from essfund.review.checks import CHECKS, PAGES, VALIDATING_CHECKS
from essfund.review.checks.subject import ValidationSubject

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.catalogue import Loaded
    from essfund.model.catalogue import Catalogue


@dataclass
class DocumentChecks:
    """What was found; `catalogue` is None if it cannot be used."""

    catalogue: Catalogue | None
    diagnostics: list[Diagnostic]
    texts: dict[str, str]
    cases: int = 0
    coverage: dict[str, tuple[int, int]] = field(default_factory=dict)

    def findings(self) -> Findings:
        """Return this as the findings of one run."""
        instruments = len(self.catalogue.instruments) if self.catalogue else 0
        unusable = any(item.is_error for item in self.diagnostics)
        return Findings(tuple(self.diagnostics), self.texts, instruments, self.cases, self.coverage, unusable=unusable)


def check_documents(folder: Path, day: date, *, cases: bool = True) -> DocumentChecks:
    """Check the catalogue of a directory as seen on a day. Never raises for bad data.

    `cases` tells whether golden cases are tried; what they should state is not looked at otherwise.
    """
    texts = read_texts(folder, bundled_directory())
    loaded = load_texts(texts)
    shown = {texts.names[role]: text for role, text in texts.texts.items()}
    if loaded.catalogue is None or loaded.subject is None:
        return DocumentChecks(None, loaded.diagnostics, shown)
    return _examine(folder, loaded, ValidationSubject(**vars(loaded.subject), day=day),
                    DocumentChecks(loaded.catalogue, [], shown), cases=cases)


def _examine(folder: Path, loaded: Loaded, subject: ValidationSubject, found: DocumentChecks, *, cases: bool) -> DocumentChecks:
    """Run what waits for a catalogue without errors: golden cases, the checks that prove, waivers that waive nothing."""
    catalogue, documents = subject.catalogue, dict(loaded.documents)
    waivers, diagnostics = list(loaded.waivers), list(loaded.diagnostics)
    if cases:
        known = read_cases(folder, catalogue)
        runs = list(run_cases(known, catalogue))
        subject = replace(subject, tried=[(trial, result) for trial, result, _ in runs])
        diagnostics += [*known.diagnostics, *(item for _, _, items in runs for item in items)]
        documents |= known.documents
        waivers += read_waivers(known.documents)
        found.texts |= known.texts
        found.cases = known.count
        found.coverage = subject.coverage.counts
    roles = {name: name if name in loaded.documents else "cases" for name in documents}
    disorder = (fault for name, one in documents.items() for fault in find_disorder(roles[name], name, one.data))
    checked = unwaived(chain(run_checks(VALIDATING_CHECKS, subject), disorder), waivers)
    idle = unwaived(idle_waivers(waivers, PAGES, _looked_for(subject, cases=cases)), waivers)
    diagnostics += all_located(chain(checked, idle), documents, PAGES)
    found.diagnostics = in_reading_order([_in_catalogue(item, folder) for item in diagnostics])
    return found


def _in_catalogue(item: Diagnostic, folder: Path) -> Diagnostic:
    """Say of which catalogue a witness speaks, unless it is the bundled one."""
    if item.witness is None or folder.resolve() == bundled_directory().resolve():
        return item
    return replace(item, witness=replace(item.witness, catalogue=str(folder)))


def _looked_for(subject: ValidationSubject, *, cases: bool) -> set[str]:
    """Return the codes that the checks can have found in this run.

    What comes and goes with the day is not missed if the question is about a day before the last check: its waivers are younger.
    """
    past = any(one.tool.checked_on > subject.day for one in subject.catalogue.instruments.values())
    checks = [one for one in CHECKS if (cases or not one.needs_cases) and not (past and one.by_day)]
    return {MISPLACED, *(code for check in checks for code in check.codes)}
