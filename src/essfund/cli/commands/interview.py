"""`essfund interview`: one question at a time, a conversation first, then what settles most."""

from __future__ import annotations

import sys
from pathlib import Path

from essfund.cli.declaring import OUTPUT, argument, group, option, switch
from essfund.cli.options import Common, KnownOfOne, day_option, format_option
from essfund.cli.session import Session, names_somebody, read_as_of
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record

DRAFT = "profil.yaml"
"""How commands to type next call a profile that is not saved yet."""


@record(frozen=True)
class Interview:
    """Options of `interview`."""

    profile: str | None = argument(N_("YAML or JSON file with what is known, to go on from there."), "PROFILE")
    known: KnownOfOne = group(KnownOfOne)
    as_of: str | None = day_option()
    all: bool = switch(N_("Show the instruments that are not eligible too, and why."), "--all")
    scores: bool = switch(N_("Show how each score is made."), "--scores")
    save: str | None = option(
        N_("Write the profile here after every answer, for `match` or to go on later; nobody else may read a new file."), "--save",
        metavar="FILE", panel=OUTPUT)
    format: str | None = format_option("interview")
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Ask, then show what `match` would show. Raises UsageError, with what to use instead, if nobody can be asked."""
        if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
            raise UsageError(
                say("an interview needs a terminal: somebody who reads and types"),
                say("without one, give what is known to `essfund match`; its `--format json` holds the next questions in `questions`"))
        from essfund.cli.dialogue import Dialogue  # noqa: PLC0415 - `--help` asks nothing
        from essfund.cli.saving import Saving  # noqa: PLC0415 - `--help` asks nothing
        from essfund.interview.notes import notes_of, resumed  # noqa: PLC0415 - `--help` asks nothing

        form = session.format("interview", self.format)
        form.load()  # a library that is missing is said before the questions, not after them
        if "-" in (self.profile, self.known.register, self.save):
            raise UsageError(say("an interview reads the keyboard and needs a file here, not -"))
        saving = Saving(session, Path(self.save) if self.save else None, Path(self.profile) if self.profile else None)
        noted = session.profile_text(self.profile)[0] if self.profile else ""
        fields = session.catalogue.fields
        course = resumed(session.profile(self.profile, self.known), noted, session.typed(self.known), fields)
        saving.begin(course.profile, notes_of(course, session.language, fields), told=bool(self.known))
        dialogue = Dialogue(session, course, read_as_of(self.as_of), saving)
        try:
            report = dialogue.run()
            session.private = names_somebody(report.profile)
            session.told = (self.save or DRAFT, self.as_of is not None)
            session.write(form, form.render(report, session.view(everything=self.all, scores=self.scores)))
        finally:  # also after Ctrl-C, or a result that cannot be written
            saving.offer(dialogue.course.profile)
