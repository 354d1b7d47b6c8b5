"""The dialogue of an interview: it prints, asks, takes commands, and hands every answer to the course."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from essfund.cli.keyboard import ClosedError, Judged, Keyboard
from essfund.cli.output import write_out
from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.core.text import fold
from essfund.engine.match import match
from essfund.interview.answers import read_answer
from essfund.interview.completing import choices_for
from essfund.interview.interviewer import Interviewer, left_to_ask
from essfund.interview.notes import notes_of
from essfund.interview.words import changes, heading, hint, lead, more, question, taken, tally, to_confirm, warnings
from essfund.model.field_types import ParseError
from essfund.model.field_types.field_type import UNKNOWN_WORDS
from essfund.model.profile import Profile
from essfund.presenting.formats import FORMATS
from essfund.presenting.terminal import Line, typeset
from essfund.presenting.wording import FACT, known_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from datetime import date

    from essfund.cli.saving import Saving
    from essfund.cli.session import Session
    from essfund.interview.interviewer import InterviewState, Step
    from essfund.model.report import Report
    from essfund.model.vocabulary import Vocabularies


class TypedCommand(NamedTuple):
    """One thing that may be typed: its sign, its words by language (all are understood in both), what it does."""

    name: str
    sign: str
    words: dict[str, tuple[str, ...]]
    help: str

    def shown(self, language: str) -> str:
        """How it is typed in one language."""
        return ", ".join(part for part in (self.sign, *self.words[language]) if part)


HELP, MORE, BACK, SKIP, UNKNOWN, OPTIONS, STOP = "help", "more", "back", "skip", "unknown", "options", "stop"

TYPED = (
    TypedCommand(UNKNOWN, "", {"fr": ("nsp", "je ne sais pas", "inconnu"), "en": ("dk", "I don't know", "unknown")},
                 N_("it is not known; it is not asked again")),
    TypedCommand(MORE, "+", {"fr": ("plus",), "en": ("more",)}, N_("all choices, all reasons, what the last answer changed")),
    TypedCommand(SKIP, "-", {"fr": ("passer",), "en": ("skip",)}, N_("not now; it is asked once more at the end")),
    TypedCommand(BACK, "<", {"fr": ("retour",), "en": ("back",)}, N_("back to the question before, its answer taken back")),
    TypedCommand(OPTIONS, "=", {"fr": ("options",), "en": ("options",)}, N_("the options as they stand")),
    TypedCommand(STOP, "", {"fr": ("fin",), "en": ("end",)}, N_("stop here with what is known (Ctrl-D does the same)")),
    TypedCommand(HELP, "?", {"fr": ("aide",), "en": ("help",)}, N_("what may be typed")),
)

SIGNS = {item.sign: item.name for item in TYPED if item.sign}
WORDS = dict.fromkeys(UNKNOWN_WORDS, UNKNOWN) | {
    fold(word): item.name for item in TYPED for words in item.words.values() for word in words
}


def command_of(text: str) -> str | None:
    """Command that a text is, if it is one."""
    plain = text.strip()
    return SIGNS.get(plain) or WORDS.get(fold(plain))


def understood(key: str, text: str, words: Vocabularies) -> str | tuple[str, Hashable]:
    """Command typed, or field and value of an answer: what is legal as that is never a command. Raises ParseError if it is neither."""
    try:
        return read_answer(key, text, words)
    except ParseError:
        command = command_of(text)
        if command is None:
            raise
        return command


SIGN = "> "


class Dialogue:
    """One interview of one person."""

    def __init__(self, session: Session, course: InterviewState, day: date, saving: Saving) -> None:
        self.session, self.tr, self.catalogue = session, session.tr, session.catalogue
        self.course, self.day, self.saving = course, day, saving
        self.interviewer = Interviewer(self.catalogue, day)
        self.keyboard = Keyboard(colour=session.coloured(terminal=True), plain=session.accessible(terminal=True))
        self.report = self.last = self._match()

    def run(self) -> Report:
        """Answer to what is known when nothing is left to ask or the person stops. Raises KeyboardInterrupt at Ctrl-C."""
        self.show(heading(self.report, self.tr))
        while (step := self._next()) is not None:
            self.show(question(step, len(self.course.asked) + 1, self.report, self.tr))
            if not self._answer(step):
                return self._end()
        settled = say("Nothing is left to ask: no answer can change anything more.")
        unknown = say("Nothing is left to ask: what could still change the answer is not known.")
        self.show([Line(""), Line(self.tr.say(unknown if self.report.questions else settled), "bold")])
        return self._end()

    def _end(self) -> Report:
        """Say what is to be confirmed; the report without the questions that the person could not answer."""
        self.show([*to_confirm(self.course, self.catalogue, self.tr), Line("")])
        return replace(self.report, questions=left_to_ask(self.report, self.course.unanswered))

    def _next(self) -> Step | None:
        """Next step; what was put off comes back when nothing else is left."""
        asked, skipped = (*self.course.passed, *self.course.asked), self.course.skipped
        return self.interviewer.next_step(self.report, asked) or self.interviewer.next_step(
            self.report, [key for key in asked if key not in skipped])

    def _answer(self, step: Step) -> bool:
        """Whether to go on after one answer, or commands until there is one."""
        key = step.field
        while True:
            try:
                text = self.keyboard.ask(SIGN, partial(self._judged, key), choices_for(key, self.catalogue, self.tr))
            except (EOFError, ClosedError):
                return False
            said = understood(key, text, self.catalogue.vocabularies)
            if said == STOP:
                return False
            if said == HELP:
                self._help(key)
            elif said == MORE:
                self._more(step)
            elif said == OPTIONS:
                write_out(FORMATS["interview"]["table"].render(self.report, self.session.view(to_file=False)))
            elif said == BACK and self.course.before is None:
                self.show([Line(self.tr.say(say("This is the first question.")))])
            else:
                self._go(said, key, text)
                return True

    def _go(self, said: object, key: str, text: str) -> None:
        """Take the step that was typed, save, and show what it changed."""
        before, report = self.course, self.report
        if said == BACK:
            self.course = before.back()
        elif said == UNKNOWN:
            self.course = before.unknown(key)
        elif said == SKIP:
            self.course = before.skip(key)
        else:
            self.course = before.answer(key, text, self.catalogue.vocabularies)
        self.saving.keep(self.course.profile, notes_of(self.course, self.tr.language, self.catalogue.fields))
        if self.course.profile == before.profile:
            return
        self.report, self.last = self._match(), report
        if said != BACK:
            self.show([taken(before, self.course, self.catalogue, self.tr)])
        self.show([*warnings(report, self.report, self.tr), *lead(report, self.report, self.tr)])

    def _more(self, step: Step) -> None:
        """Show the rest of a question, and what the last answer changed."""
        self.show([*more(step, self.report, self.tr), *changes(self.last, self.report, self.tr),
                   tally(self.last, self.report, self.tr), *lead(None, self.report, self.tr)])

    def _judged(self, key: str, text: str) -> Judged:
        """What to say of a text below the line while it is typed."""
        try:
            said = understood(key, text, self.catalogue.vocabularies)
        except ParseError as parse_error:
            return Judged(fit=False, said=" – ".join(self.tr.say(part) for part in (parse_error.message, parse_error.help) if part))
        if isinstance(said, str):
            return Judged(fit=True, said=next(f"→ {self.tr.text(item.help)}" for item in TYPED if item.name == said))
        return Judged(fit=True, said=f"→ {known_line(Profile(dict([said])), self.catalogue.vocabularies, self.tr)}")

    def _help(self, key: str) -> None:
        """Show what may be typed here."""
        self.show([Line(hint(key, self.catalogue, self.tr)), *(
            Line(self.tr.text(FACT).format(field=item.shown(self.tr.language), value=self.tr.text(item.help)), "", 2) for item in TYPED)])

    def _match(self) -> Report:
        return match(self.catalogue, self.course.profile, on=self.day)

    def show(self, lines: Iterable[Line]) -> None:
        """Print lines in the width that the terminal has now."""
        write_out(typeset(lines, self.session.view(to_file=False)))
