"""Where the profile of an interview is kept: in the file that was asked for, and nowhere else while a file can be written."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.cli.keyboard import ClosedError, Judged, Keyboard
from essfund.cli.output import write_error, write_out
from essfund.cli.streams import trouble
from essfund.cli.writing import replace_file
from essfund.core.errors import OutputError, UsageError
from essfund.core.messages import say
from essfund.loading.files import is_there
from essfund.presenting.json_writing import escaped
from essfund.presenting.safe_text import json_text, message_line

if TYPE_CHECKING:
    from essfund.cli.session import Session
    from essfund.core.messages import Message
    from essfund.model.profile import Profile


class Saving:
    """Writes a profile, whole or not at all, and knows what is not written yet. Raises UsageError if another profile would be lost."""

    def __init__(self, session: Session, path: Path | None, resumed: Path | None) -> None:
        self.session, self.path, self.resumed = session, path, resumed
        self.written: Profile | None = None
        self.notes = self.noted = ""
        if path is not None and is_there(path) and not self._resumes(path):
            raise UsageError(say("`{path}` exists already", path=path),
                             say("to go on from it: essfund interview {path} --save {path}", path=path))

    def begin(self, profile: Profile, notes: str = "", *, told: bool) -> None:
        """Note what is known before the first question, `told` if options add to what a file holds: only news is worth saving."""
        self.notes = self.noted = notes
        news = told or (bool(profile.values or profile.answers) and self.path is not None and not is_there(self.path))
        self.written = None if self.path is not None and news else profile

    def keep(self, profile: Profile, notes: str | None = None) -> None:
        """Write the profile, with notes below it, if a file was asked for. What goes wrong is said, and a place is offered at the end."""
        self.notes = self.notes if notes is None else notes
        news = profile != self.written or self.notes != self.noted
        if self.path is not None and news and self._write(self.path, profile):
            self.written, self.noted = profile, self.notes

    def offer(self, profile: Profile) -> None:
        """Offer to save what no file holds; it is printed if a file failed or nobody is there. Raises KeyboardInterrupt at Ctrl-C."""
        self.keep(profile)
        if profile == self.written:
            if self.path is not None and is_there(self.path):
                self._tell(say("The profile is in `{path}`.", path=self.path))
            return
        try:
            self._ask(profile)
        except (EOFError, ClosedError, OutputError, KeyboardInterrupt) as error:
            if self.path is not None or not sys.stdin.isatty():  # a terminal that is gone reads as Ctrl-D
                self._print(profile)
            if isinstance(error, KeyboardInterrupt):
                raise

    def _ask(self, profile: Profile) -> None:
        """Ask where to save the profile until it is saved. Raises EOFError where the person does not want it saved."""
        keyboard = Keyboard(colour=self.session.coloured(terminal=True), plain=self.session.accessible(terminal=True))
        sign = self.session.tr.say(say("Save the profile as (empty: do not save): "))
        write_out("\n")
        while name := keyboard.ask(sign, self._judged, empty=True):
            if self._write(place(name), profile):
                self._tell(say("The profile is in `{path}`.", path=name))
                return
        raise EOFError

    def _print(self, profile: Profile) -> None:
        """Print the profile as a file would hold it, on standard error if standard output is gone."""
        heading = self.session.tr.say(say("No file holds the profile. Here it is:"))
        (write_out if sys.stdout.isatty() else write_error)(f"\n{heading}\n\n{escaped(self._text(profile))}")

    def _resumes(self, path: Path) -> bool:
        """Whether a file is the one that the interview goes on from."""
        with suppress(OSError):
            return self.resumed is not None and path.samefile(self.resumed)
        return False

    def _judged(self, name: str) -> Judged:
        """Return whether a profile may be written there: never over another file."""
        try:
            path = place(name)
            if path.is_dir():
                return Judged(fit=False, said=self.session.tr.say(say("`{path}` is a directory", path=name)))
            if path.exists() and not self._resumes(path):
                return Judged(fit=False, said=self.session.tr.say(say("`{path}` exists already", path=name)))
        except OSError as error:
            return Judged(fit=False, said=self.session.tr.say(trouble(error, Path(name))))
        return Judged(fit=True)

    def _write(self, path: Path, profile: Profile) -> bool:
        try:
            text = json_text(profile.plain(self.session.catalogue.fields)) if path.suffix.casefold() == ".json" else self._text(profile)
            replace_file(path, text, private=True)
        except OSError as error:
            self.session.note(trouble(error, path))
            return False
        return True

    def _text(self, profile: Profile) -> str:
        from essfund.loading.yaml_writer import profile_text  # noqa: PLC0415 - it brings PyYAML, which the first question does not need

        return profile_text(profile, self.session.catalogue.fields) + self.notes

    def _tell(self, message: Message) -> None:
        write_out(message_line(self.session.tr.say(message)) + "\n")


def place(name: str) -> Path:
    """Path that a typed name means: `~` is the home directory, as in a shell; a NUL stands in no name."""
    path = Path(name.replace("\0", ""))
    with suppress(RuntimeError):
        return path.expanduser()
    return path
