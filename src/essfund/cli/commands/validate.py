"""`essfund validate`: everything that is wrong with a catalogue, at its line."""

from __future__ import annotations

import re
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.declaring import ASKING, argument, group, option, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common, format_option
from essfund.cli.output import write_error, write_result
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, counted, say
from essfund.core.record import record
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from essfund.authoring.fix import FixedFile
    from essfund.core.diagnostics import Findings
    from essfund.presenting.formats import Format
    from essfund.review.severity_filter import Policy


def write_fixes(stacks: Sequence[Sequence[Path]], session: Session) -> None:
    """Put right what is mechanical, and say so. Raises OutputError: files written before stay fixed, the others as they were."""
    count = 0
    for file in _changed(stacks):
        write_result(file.fixed.text, file.path)
        for fix in file.fixed.fixes:
            line = f"{file.path}:{fix.span.line}:{fix.span.column}: [{fix.code}] {session.tr.say(fix.message)}"
            write_error(message_line(line) + "\n")
        count += len(file.fixed.fixes)
    session.note(counted(count, N_("{count} place was put right"), N_("{count} places were put right")))


def _changed(stacks: Sequence[Sequence[Path]]) -> list[FixedFile]:
    """Files that fixing changes: of all layers of these catalogues, those that are not lent. Raises UsageError for an export."""
    from essfund.authoring.fix import fix_directory  # noqa: PLC0415 - only when asked for
    from essfund.loading.catalogue import read_texts  # noqa: PLC0415 - only when asked for
    from essfund.loading.files import is_file  # noqa: PLC0415 - only when asked for

    for path in filter(is_file, chain.from_iterable(stacks)):
        raise UsageError(say("`{path}` is an export: nothing is put right in it", path=path),
                         say("put right the directory that it was made from, and export it again"))
    folders = [layer.folder for places in stacks for layer in read_texts(places).layers if layer.folder and not layer.lent]
    return [file for folder in dict.fromkeys(folders) for file in fix_directory(folder) if file.changed]


CHECKING = N_("Checks")
NEWEST = "newest"
"""The day on which somebody last looked at the catalogue, so that a run of continuous integration says the same in a year."""

AHEAD, MOST_MONTHS = 6, 120
"""Months that the work list looks ahead, and the most that anybody plans for."""

FOLDING = "full"
"""The form in which findings that follow from another are told under it; the others are for programs, and hold all."""


@record(frozen=True)
class Validate:
    """Options of `validate`."""

    paths: list[str] = argument(
        N_("Directories or exports of catalogues, files of one, or profiles; the bundled catalogue if nothing is given."),
        "PATH...", many=True)
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
    due: bool = switch(N_("Instead of the findings, the work list: which source to renew first, and the instruments that hang on it."),
                       "--due", panel=CHECKING)
    within: str | None = option(N_("With --due: what ends, or whose proof grows too old, within so many months; {months} if not given."),
                                "--within", metavar="MONTHS", panel=CHECKING, words={"months": str(AHEAD)})
    fix: bool = switch(N_("Put right what is mechanical: quotes, plain digits, the order of keys, a byte order mark. Comments and "
                          "layout stay."), "--fix", panel=CHECKING)
    diff: bool = switch(N_("Show what --fix would change, and write nothing; leave with code 1 if there is something."), "--diff",
                        panel=CHECKING)
    links: bool = switch(N_("Ask the hosts of sources and contacts whether their pages are still there, and nothing else. Without this "
                            "option no connection is opened."), "--links", panel=CHECKING)
    no_cases: bool = switch(N_("Leave the golden cases out."), "--no-cases", panel=CHECKING)
    as_of: str | None = option(N_("Day from which the catalogue is seen; today if not given; newest: of each instrument, its last "
                                  "check."), "--as-of", metavar="DAY", panel=ASKING)
    format: str | None = format_option("validate", "validate --due")
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Check every catalogue and profile that was named."""
        from essfund.review.causes import folded, with_causes  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.checks import PAGES  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.checks.prose.spelling import REQUIREMENT  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.diagnostics.text import totals  # noqa: PLC0415 - `--help` counts nothing
        from essfund.review.severity_filter import read_policy  # noqa: PLC0415 - `--help` checks nothing
        from essfund.review.validation import catalogues_of, examine  # noqa: PLC0415 - `--help` reads nothing

        form = self._form(session)
        policy = read_policy(self.select, self.ignore, self.severity, PAGES, strict=self.strict)
        chosen = [Path(path) for path in self.paths]
        stacks: list[Sequence[Path]] = [[folder] for folder in catalogues_of(chosen)] if chosen else [session.places]
        day = None if self.as_of == NEWEST else read_as_of(self.as_of)
        if self.due:
            session.write(form, self._work_list(form, stacks, day, session))
            return ExitCode.DONE
        if self.diff:
            changes = "".join(file.diff() for file in _changed(stacks))
            session.write(form, changes)
            return ExitCode.FINDINGS if changes else ExitCode.DONE
        if self.fix:
            write_fixes(stacks, session)
        findings = examine(chosen, day, cases=not self.no_cases, catalogue=lambda: session.catalogue, layers=session.places)
        if self.links:
            findings = with_links(findings, stacks)
        kept = findings.showing(with_causes(list(policy.apply(findings.diagnostics))))
        shown = kept if self.all or form.name != FOLDING else folded(kept)
        session.write(form, form.render(shown.listed(), session.view(everything=self.all)))
        write_error(totals(kept, session.tr))
        if findings.unspelled:
            session.note(say('spelling was not checked: {python} -m pip install "{requirement}"', python=sys.executable or "python3",
                             requirement=REQUIREMENT))
        return exit_code(session, findings, kept, policy)

    def _work_list(self, form: Format, stacks: Sequence[Sequence[Path]], day: date | None, session: Session) -> str:
        """What is due in each catalogue that was named. Raises UsageError where none was, InvalidInputError."""
        from essfund.review.work_list import work_list  # noqa: PLC0415 - only when asked for

        if not stacks:
            raise UsageError(say("--due needs a catalogue"), say("name its directory"))
        months = read_months(self.within)
        rendered: str = form.render([work_list(places, day, months) for places in stacks], session.view(everything=self.all))
        return rendered

    def _form(self, session: Session) -> Format:
        """Format of what is shown: findings, totals by code, or changes. Raises UsageError."""
        chosen = [name for name, asked in (("--due", self.due), ("--diff", self.diff), ("--fix", self.fix), ("--links", self.links),
                                           ("--statistics", self.statistics)) if asked]
        if self.within is not None and not self.due:
            raise UsageError(say("--within is for --due"))
        if self.due and len(chosen) > 1:
            raise UsageError(say("{first} and {second} do not go together", first=chosen[0], second=chosen[1]), say("keep one of them"))
        if self.due:
            return session.format("validate --due", self.format)
        if self.diff:
            return session.format("validate --diff")
        return session.format("validate --statistics" if self.statistics else "validate", self.format)


def with_links(found: Findings, stacks: Sequence[Sequence[Path]]) -> Findings:
    """Findings, and those of the addresses that catalogues name. This opens connections."""
    from essfund.core.diagnostics import in_reading_order  # noqa: PLC0415 - only when asked for
    from essfund.review.links.findings import check_links  # noqa: PLC0415 - what opens connections is loaded only for that

    for places in stacks:
        found = found.joined(check_links(places))
    return found.showing(in_reading_order(list(found.diagnostics)))


def read_months(text: str | None) -> int:
    """Number of months; the usual one if none is given. Raises UsageError."""
    if text is None:
        return AHEAD
    if not re.fullmatch(r"[0-9]{1,3}", text.strip()) or int(text) > MOST_MONTHS:
        raise UsageError(say("`{value}` is no number of months", value=text),
                         say("write a whole number from 0 to {most}", most=MOST_MONTHS))
    return int(text)


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
