"""`essfund match`: ranked options for one profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.cli.declaring import COMPARING, OUTPUT, group, option, switch
from essfund.cli.environment import as_paths
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import (
    Common,
    KnownOfOne,
    check_dialect,
    complete_keys,
    complete_tools,
    day_option,
    dialect_option,
    format_option,
    profile_argument,
)
from essfund.cli.output import output_format, write_result
from essfund.cli.session import Session, read_as_of
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import N_, Either, did_you_mean, say
from essfund.core.pattern import pattern
from essfund.core.record import record, replace
from essfund.core.text import nearest
from essfund.model.verdict import Verdict
from essfund.presenting.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from essfund.model.profile import Answer
    from essfund.model.report import Report
    from essfund.presenting.document.blocks import Section
    from essfund.presenting.formats import Format
    from essfund.presenting.view import View


def check_calendar(name: str | None) -> None:
    """Raise UsageError where the calendar would go where the answer goes, or its file ends like something else."""
    if name is not None:
        output_format("match --ics", None, *as_paths([name]))
    if name == "-":
        raise UsageError(say("--ics needs a file of its own"), say("the answer itself goes to standard output, or to --output"))


def write_calendar(session: Session, report: Report, name: str) -> None:
    """Write the days ahead as a calendar; say so if there are none. Raises OutputError, and UsageError without the library."""
    from essfund.engine.timeline import milestones  # noqa: PLC0415 - most matches write no calendar

    days = milestones(report)
    write_result(FORMATS["match --ics"]["ics"].render(report, days, session.tr), *as_paths([name]), private=session.private)
    if not days:
        session.note(say("nothing opens, closes or has to be seen again on a known day: the calendar `{path}` holds no event", path=name))


def drafted_to(session: Session, report: Report, asked: str) -> str:
    """Id of the instrument to whose funder a message is drafted; it is said where that one has closed or refuses. Raises UsageError."""
    from essfund.cli.commands.tools import find_result  # noqa: PLC0415 - most matches draft no message

    result = find_result(report, asked)
    name = result.instrument.tool.name
    if result.availability.over:
        session.note(say("warning: `{name}` has ended, surely or probably; the draft asks what has taken its place", name=name))
    elif result.verdict is Verdict.INELIGIBLE:
        session.note(say("warning: `{name}` refuses this profile; the draft asks whether it is open, no more", name=name))
    return result.instrument.id


def planned(session: Session, report: Report, view: View) -> tuple[Section, ...]:
    """The financing plan of the same profile and day, as sections. Raises InvalidInputError if there is nothing to finance."""
    from essfund.financing_plan.plan_document import IN_A_SHEET, plan_sections  # noqa: PLC0415 - most matches plan nothing

    return plan_sections(session.plan(report.profile, report.as_of, variants=IN_A_SHEET), view)


def refuse_format(form: Format, *, message: bool, plan: bool, changes: bool) -> None:
    """Raise UsageError where a format has no place for a message, for a plan, or for what differs."""
    for asked, place, problem in (
        (message, "handout", say("--message goes into the sheet to hand over, not into `{format}`", format=form.name)),
        (plan, "handout", say("--plan goes into the sheet to hand over, not into `{format}`", format=form.name)),
        (changes, "changes", say("--what-if and --since have no place in `{format}`", format=form.name)),
    ):
        if asked and not getattr(form, place):
            having = Either(tuple(item.name for item in FORMATS["match"].values() if getattr(item, place)))
            raise UsageError(problem, say("choose one of these formats: {words}", words=having))


DAY_LIKE = pattern(r"\d{4}(?:-\d{1,2}){0,2}|(?:\d{1,2}[/.-]){1,2}\d{4}")
"""What somebody types who takes `--since` for a day."""


def with_shifts(session: Session, report: Report, what_if: Sequence[str], earlier: str | None) -> Report:
    """Report with what differs under a supposition, and from an earlier answer. Raises UsageError, InvalidInputError."""
    from essfund.answer.changes import since, suppose  # noqa: PLC0415 - most matches compare nothing

    if what_if:
        values, answers = read_suppositions(session, what_if)
        report = replace(report, what_if=suppose(report, values, answers))
    if earlier is not None:
        from pathlib import Path  # noqa: PLC0415 - as above

        from essfund.loading.earlier_answer import LARGEST_ANSWER, read_earlier  # noqa: PLC0415 - as above
        from essfund.loading.files import is_file, read_text  # noqa: PLC0415 - as above

        if DAY_LIKE.fullmatch(earlier.strip()) and not is_file(Path(earlier)):
            raise UsageError(say("--since takes the file of an earlier answer, not a day"),
                             say("keep the answer of an appointment: essfund match … --format json --output FILE.json"))
        text, problems = read_text(Path(earlier), LARGEST_ANSWER)
        if any(item.is_error for item in problems):
            raise InvalidInputError(problems)
        report = replace(report, since=since(report, read_earlier(session.catalogue, text, earlier)))
    return report


def read_suppositions(session: Session, texts: Sequence[str]) -> tuple[dict[str, Hashable], dict[str, Answer]]:
    """What is supposed: fields with their values, None for unknown, and answers by id. The last of two wins."""
    from essfund.loading.profile import ANSWERS, field_named, listed_by, read_profile  # noqa: PLC0415 - most matches suppose nothing

    raw: dict[str, Any] = {}
    answers: dict[str, str] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise UsageError(say("a supposition is written KEY=VALUE"),
                             say("for example --what-if esus=yes --what-if amount_needed=60000"))
        if key := field_named(name, session.catalogue.vocabularies):
            raw[key] = value or None
        elif (answered := session.catalogue.id_today(name)) in session.catalogue.answerable:
            answers[answered] = value
        else:
            raise UsageError(say("`{key}` is not a field of a profile", key=name),
                             did_you_mean(nearest(name, [*session.catalogue.fields, *session.catalogue.answerable]),
                                          listed_by(session.catalogue.vocabularies)))
    supposed = read_profile(session.catalogue, {**raw, ANSWERS: answers} if answers else raw)[0]
    return {key: supposed.values.get(key) for key in raw}, dict(supposed.answers)


@record(frozen=True)
class Match:
    """Options of `match`."""

    profile: str | None = profile_argument()
    known: KnownOfOne = group(KnownOfOne)
    as_of: str | None = day_option()
    what_if: Sequence[str] = option(
        N_("Also say what would differ if a field of the profile, or an answer to a condition, were this one; KEY= supposes it unknown. "
           "May be repeated: all hold at once."), "--what-if", metavar="KEY=VALUE", many=True, panel=COMPARING, complete=complete_keys)
    since: str | None = option(N_("Also say what differs from an earlier answer, which `match --format json` wrote, and why."), "--since",
                               metavar="FILE", panel=COMPARING)
    all: bool = switch(N_("Show the instruments that are not eligible too, and why."), "--all")
    scores: bool = switch(N_("Show how each score is made."), "--scores")
    exit_status: bool = switch(N_("Leave with code 4 if nothing is eligible."), "--exit-status")
    format: str | None = format_option("match")
    dialect: str = dialect_option(OUTPUT)
    message: str | None = option(N_("Add a draft of a message to the funder of this instrument to the sheet to hand over."), "--message",
                                 metavar="ID", complete=complete_tools, panel=OUTPUT)
    plan: bool = switch(N_("Add the financing plan to the sheet to hand over, in two variants."), "--plan", panel=OUTPUT)
    ics: str | None = option(
        N_("Also write the days on which the options open or close, or are to be seen again, as a calendar."), "--ics", metavar="FILE",
        panel=OUTPUT)
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Read, match, show."""
        from essfund.engine.match import match  # noqa: PLC0415 - `--help` matches nothing

        form = session.format("match", self.format)
        check_calendar(self.ics)
        check_dialect(self.dialect, form)
        changes = bool(self.what_if) or self.since is not None
        refuse_format(form, message=self.message is not None, plan=self.plan, changes=changes)
        day = read_as_of(self.as_of)
        report = match(session.catalogue, session.profile(self.profile, self.known), on=day)
        report = with_shifts(session, report, self.what_if, self.since) if changes else report
        message = "" if self.message is None else drafted_to(session, report, self.message)
        view = session.view(everything=self.all, scores=self.scores, message=message)
        view = replace(view, dialect=self.dialect, options=view.options or self.as_of is not None)
        added = (planned(session, report, view),) if self.plan else ()
        session.write(form, form.render(report, view, *added))
        if self.ics is not None:
            write_calendar(session, report, self.ics)
        fits = any(result.verdict is Verdict.ELIGIBLE for result in report.results)
        return ExitCode.NOTHING if self.exit_status and not fits else ExitCode.DONE
