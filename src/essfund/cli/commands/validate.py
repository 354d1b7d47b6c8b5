"""`essfund validate`: everything that is wrong with a catalogue, at its line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.declaring import argument, group, option, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common, day_option, format_option
from essfund.cli.output import write_error, write_result
from essfund.cli.session import Session, read_as_of
from essfund.core.messages import N_, counted
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from essfund.authoring.fix import FixedFile
    from essfund.core.diagnostics import Findings
    from essfund.presenting.formats import Format
    from essfund.review.severity_filter import Policy


def write_fixes(folders: list[Path], session: Session) -> None:
    """Put right what is mechanical, and say so. Raises OutputError: files written before stay fixed, the others as they were."""
    count = 0
    for file in _changed(folders):
        write_result(file.fixed.text, file.path)
        for fix in file.fixed.fixes:
            line = f"{file.path}:{fix.span.line}:{fix.span.column}: [{fix.code}] {session.tr.say(fix.message)}"
            write_error(message_line(line) + "\n")
        count += len(file.fixed.fixes)
    session.note(counted(count, N_("{count} place was put right"), N_("{count} places were put right")))


def _changed(folders: list[Path]) -> list[FixedFile]:
    from essfund.authoring.fix import fix_directory  # noqa: PLC0415 - only when asked for

    return [file for folder in folders for file in fix_directory(folder) if file.changed]


CHECKING = N_("Checks")
FOLDING = "full"
"""The form in which findings that follow from another are told under it; the others are for programs, and hold all."""


@dataclass(frozen=True)
class Validate:
    """Options of `validate`."""

    paths: list[str] = argument(
        N_("Directories of catalogues, files of one, or profiles; the bundled catalogue if nothing is given."), "PATH...", many=True)
    select: list[str] = option(N_("Only findings whose code begins so (repeatable, or separated by commas)."), "--select",
                                   metavar="CODE", many=True, panel=CHECKING)
    ignore: list[str] = option(N_("Leave out findings whose code begins so (repeatable, or separated by commas)."), "--ignore",
                                   metavar="CODE", many=True, panel=CHECKING)
    severity: list[str] = option(N_("Count a code as error, warning or note (repeatable)."), "--severity", metavar="CODE=LEVEL",
                                     many=True, panel=CHECKING)
    strict: bool = switch(N_("Warnings stop a pull request too."), "--strict", panel=CHECKING)
    all: bool = switch(N_("In the usual form, list findings that follow from another too."), "--all", panel=CHECKING)
    statistics: bool = switch(N_("Instead of the findings, how many there are of each code, the most frequent first."), "--statistics",
                              panel=CHECKING)
    fix: bool = switch(N_("Put right what is mechanical: quotes, plain digits, the order of keys, a byte order mark. Comments and "
                          "layout stay."), "--fix", panel=CHECKING)
    diff: bool = switch(N_("Show what --fix would change, and write nothing; leave with code 1 if there is something."), "--diff",
                        panel=CHECKING)
    no_cases: bool = switch(N_("Leave the golden cases out."), "--no-cases", panel=CHECKING)
    as_of: str | None = day_option()
    format: str | None = format_option("validate")
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Check every catalogue and profile that was named."""
        from essfund.review.causes import folded, with_causes  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.checks import PAGES  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.diagnostics.text import totals  # noqa: PLC0415 - `--help` counts nothing
        from essfund.review.severity_filter import read_policy  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.validation import catalogues_of, examine  # noqa: PLC0415 - `--help` reads nothing

        form = self._form(session)
        policy = read_policy(self.select, self.ignore, self.severity, PAGES, strict=self.strict)
        chosen = [Path(path) for path in self.paths]
        own = catalogues_of(chosen or session.places)
        if self.diff:
            changes = "".join(file.diff() for file in _changed(own))
            session.write(form, changes)
            return ExitCode.FINDINGS if changes else ExitCode.DONE
        if self.fix:
            write_fixes(own, session)
        findings = examine(chosen, read_as_of(self.as_of), cases=not self.no_cases, catalogue=lambda: session.catalogue,
                           layers=session.places)
        kept = findings.showing(with_causes(list(policy.apply(findings.diagnostics))))
        shown = kept if self.all or form.name != FOLDING else folded(kept)
        session.write(form, form.render(shown.listed(), session.view(everything=self.all)))
        write_error(totals(kept, session.tr))
        return exit_code(session, findings, kept, policy)

    def _form(self, session: Session) -> Format:
        """Format of what is shown: findings, totals by code, or changes. Raises UsageError."""
        if self.diff:
            return session.format("validate --diff")
        return session.format("validate --statistics" if self.statistics else "validate", self.format)


def exit_code(session: Session, found: Findings, kept: Findings, policy: Policy) -> int:
    """Exit code of the run. A catalogue that cannot be used fails even if what is wrong with it was left out."""
    if found.unread:
        return ExitCode.INPUT
    if policy.fails(kept.diagnostics):
        return ExitCode.FINDINGS
    hidden = found.by_severity()["error"] if found.unusable else 0
    if hidden:
        session.note(counted(hidden, N_("a catalogue cannot be used: {count} error was not shown"),
                             N_("a catalogue cannot be used: {count} errors were not shown")))
    return ExitCode.FINDINGS if hidden else ExitCode.DONE
