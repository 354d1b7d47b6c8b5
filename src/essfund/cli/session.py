"""What every command shares: language, colour, width, the catalogue, the profile and the day."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from essfund.cli.environment import as_paths, catalogue_layers, here, language_of
from essfund.cli.output import output_format, write_error, write_result
from essfund.cli.streams import as_bytes
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.language.translator import LANGUAGES, Translator, translator
from essfund.core.lazily import cached_property
from essfund.core.messages import Message, did_you_mean, say
from essfund.core.record import record, replace
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import TextIO

    from essfund.cli.options import Known
    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue
    from essfund.model.plan import Plan
    from essfund.model.profile import Profile
    from essfund.model.registered import Registered
    from essfund.model.vocabulary import Vocabulary
    from essfund.presenting.formats import Format
    from essfund.presenting.view import View

COLOURS = ("auto", "always", "never")


def chosen_language(argv: Sequence[str]) -> str:
    """Language asked for: `--lang`, then ESSFUND_LANG, then French."""
    short = language_of(_given(argv, "--lang", os.environ.get("ESSFUND_LANG", "")))
    return short if short in LANGUAGES else LANGUAGES[0]


def chosen_colour(argv: Sequence[str]) -> str:
    """Colours that `--color` asks for, for messages that are shown before or after the command reads its options."""
    wanted = _given(argv, "--color", COLOURS[0]).casefold()
    return wanted if wanted in COLOURS else COLOURS[0]


def chosen_accessible(argv: Sequence[str], *, terminal: bool) -> bool:
    """Whether lines with labels are asked for: the option, ESSFUND_ACCESSIBLE, ACCESSIBLE, then a terminal that moves no cursor."""
    for word in reversed(argv):
        if word in {"--accessible", "--no-accessible"}:
            return word == "--accessible"
    for name in ("ESSFUND_ACCESSIBLE", "ACCESSIBLE"):
        if said := os.environ.get(name):
            return said.casefold() not in {"0", "no", "false", "off"}
    return terminal and os.environ.get("TERM") == "dumb"


def _given(argv: Sequence[str], option: str, otherwise: str) -> str:
    """Last value of an option among words not yet read by Typer."""
    words = [part for word in argv for part in (word.split("=", 1) if word.startswith(f"{option}=") else [word])]
    return next((value for word, value in zip(reversed(words[:-1]), reversed(words), strict=False) if word == option), otherwise)


def terminal_width(second: TextIO | None = None) -> int:
    """Columns: COLUMNS, then the terminal of standard output, then that of a second stream."""
    import shutil  # noqa: PLC0415 - only in a terminal

    own: list[os.terminal_size] = []
    with suppress(OSError, ValueError):
        own += [os.get_terminal_size(second.fileno())] if second else []
    return shutil.get_terminal_size(*own).columns


@record
class Session:
    """One run of one command."""

    language: str
    layers: tuple[Path, ...] = ()
    """What `--catalogue` names, the lowest layer first."""
    colour: str = "auto"
    output: Path | None = None
    """The file that the result goes to; None is standard output."""
    lines: bool | None = None
    """Whether `--accessible` or its contrary was given."""
    document: Document | None = None
    """The file of the profile, for the places of what is wrong with it as a whole."""
    private: bool = False
    """Whether the result tells of an enterprise by its name."""
    told: tuple[str, bool] = ("", False)
    """What the command was given of an enterprise: a file, and whether options told something; for the commands typed next."""

    @property
    def tr(self) -> Translator:
        """The language of this run."""
        return translator(self.language)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue: `--catalogue`, then ESSFUND_CATALOGUE, then the bundled one. Raises InvalidInputError."""
        from essfund.loading.catalogue import load_catalogue  # noqa: PLC0415 - `--help` reads no catalogue

        return load_catalogue(self.places, cache=True)

    @property
    def places(self) -> tuple[Path, ...]:
        """The layers of another catalogue, the lowest first, if one was chosen; its own files are in the last one."""
        return self.layers or catalogue_layers()

    def format(self, command: str, name: str | None = None) -> Format:
        """Format of the result: named, or that of the ending of its file. Raises UsageError."""
        return output_format(command, name, self.output)

    def write(self, form: Format, result: str | bytes) -> None:
        """Write the result; in UTF-8 where its format says so, whatever standard output takes. Raises OutputError."""
        write_result(as_bytes(result) if form.utf8 else result, self.output, private=self.private)

    def note(self, message: Message) -> None:
        """Write a message to standard error, on one line."""
        write_error(f"{message_line(self.tr.say(message))}\n")

    def view(self, *, to_file: bool | None = None, everything: bool = False, scores: bool = False, message: str = "") -> View:
        """Return how results are shown: in the terminal's width and colours if there is a terminal."""
        from essfund.presenting.view import PAGE, View  # noqa: PLC0415 - `--help` shows no result

        to_file = self.output is not None if to_file is None else to_file
        terminal = sys.stdout.isatty() and not to_file
        width = terminal_width() if terminal else PAGE
        encoding = "utf-8" if to_file else (sys.stdout.encoding or "ascii")
        other = tuple(map(str, self.places))
        return View(self.tr, everything, width, self.coloured(terminal=terminal), encoding, scores, here(), other, message,
                    profile=self.told[0], options=self.told[1], terminal=terminal, accessible=self.accessible(terminal=terminal))

    def accessible(self, *, terminal: bool) -> bool:
        """Whether each fact stands on a line of its own with its label, and nothing moves on the screen."""
        asked = [] if self.lines is None else ["--accessible" if self.lines else "--no-accessible"]
        return chosen_accessible(asked, terminal=terminal)

    def error_view(self) -> View:
        """How messages are shown on standard error: as results are, if that is a terminal."""
        from essfund.presenting.view import View  # noqa: PLC0415 - only when something is wrong

        terminal = sys.stderr.isatty()
        return View(self.tr, width=terminal_width(sys.stderr) if terminal else None, colour=self.coloured(terminal=terminal),
                    encoding=sys.stderr.encoding or "ascii", directory=here(), terminal=terminal)

    def coloured(self, *, terminal: bool) -> bool:
        """`--color` decides, then NO_COLOR, then FORCE_COLOR, then whether there is a terminal that shows colours."""
        if self.colour != "auto":
            return self.colour == "always"
        if os.environ.get("NO_COLOR"):
            return False
        return bool(os.environ.get("FORCE_COLOR")) or (terminal and os.environ.get("TERM") != "dumb")

    def profile(self, path: str | None, known: Known) -> Profile:
        """Profile of a register, of a file and of options; each wins over those before it. Warnings go to standard error.

        An option, and a word in the file, that says « unknown » wins too.
        """
        from essfund.loading.profile import parse_profile, read_profile, told_fields  # noqa: PLC0415 - `--help` reads no profile
        from essfund.model.profile import Profile  # noqa: PLC0415 - `--help` reads no profile

        base, self.told = Profile(), (path or "", bool(known) or bool(self.layers))
        said: Mapping[str, Any] = {}
        warnings: list[Diagnostic] = []
        if path is not None:
            text, name, warnings = self.profile_text(path)
            said, self.document = parse_profile(text, name)
            base, doubtful = read_profile(self.catalogue, said, self.document)
            warnings = [*warnings, *doubtful]
        typed = self.typed(known)
        raw = {**typed, "answers": dict(one_answer(text) for text in known.answer)} if known.answer else typed
        options, noted = read_profile(self.catalogue, raw)
        in_file = told_fields(said, self.catalogue.vocabularies)
        if (found := self.registered(known, path, {**in_file, **typed}.get("siren"))) is not None:
            base = Profile(found.values, register=found).supposing({**dict.fromkeys(in_file), **base.values}, base.answers)
        self.tell([*warnings, *noted])
        profile = base.supposing({**dict.fromkeys(typed), **options.values}, options.answers)
        self.private = names_somebody(profile)
        return profile

    def typed(self, known: Known) -> Mapping[str, Any]:
        """Fields that options tell, their own or `--fact`. Raises UsageError for one that both tell."""
        if not known.fact:
            return known.fields
        from essfund.loading.profile import read_facts  # noqa: PLC0415 - `--help` reads no profile

        facts = read_facts(known.fact, self.catalogue.vocabularies)
        if twice := next((key for key in facts if key in known.fields), None):
            raise UsageError(say("--fact {key} and {option} tell the same field", key=twice, option=self.catalogue.fields[twice].option),
                             say("keep one of them"))
        return {**known.fields, **facts}

    def registered(self, known: Known, path: str | None, siren: object) -> Registered | None:
        """What a register says of one enterprise, None if nobody asked. Raises UsageError, InvalidInputError."""
        file, fetch = known.asked_of_register()
        if file is None and not fetch:
            return None
        from essfund.loading.register.reading import LARGEST_ANSWER, read_register  # noqa: PLC0415 - most profiles have no register

        problems: list[Diagnostic]
        number, problems = number_told(siren), []
        if file is None:
            from essfund.loading.register.asking import HOST, ask  # noqa: PLC0415 - what opens connections is loaded only for that

            if not number:
                raise UsageError(say("--fetch needs to know which enterprise"), say("add --siren with its SIREN or SIRET"))
            text, name = ask(number), HOST
        elif file == path == "-":
            raise UsageError(say("the profile and the answer of the register cannot both come from standard input"),
                             say("give one of them as a file"))
        else:
            text, name, problems = self.profile_text(file, LARGEST_ANSWER)
        found, left_out = read_register(self.catalogue, text, name, number)
        self.tell([*problems, *left_out])
        return found

    def profile_text(self, path: str, largest: int | None = None) -> tuple[str, str, list[Diagnostic]]:
        """Text of a profile, or of an answer that may be larger, its name, and warnings. Raises InvalidInputError."""
        from essfund.loading.files import LARGEST_PROFILE, decode, not_readable, read_text  # noqa: PLC0415 - only if there is a file

        most = LARGEST_PROFILE if largest is None else largest
        if path == "-":
            if sys.stdin is None or sys.stdin.closed:
                raise UsageError(say("there is no standard input to read"))
            if sys.stdin.isatty():
                self.note(say("Reading the profile from the keyboard; end with Ctrl-D."))
            path = self.tr.say(say("standard input"))
            try:
                text, problems = decode(sys.stdin.buffer.read(most + 1), path, most)
            except OSError as error:
                raise InvalidInputError([not_readable(path, error)]) from None
        else:
            (place,) = as_paths([path])
            text, problems = read_text(place, most)
        if any(item.is_error for item in problems):
            raise InvalidInputError(problems)
        return text, path, problems

    def plan(self, profile: Profile, day: date, **given: Any) -> Plan:
        """Financing plan of a profile. Raises InvalidInputError, each problem at its place in the file."""
        from essfund.engine.planning.variants import plan  # noqa: PLC0415 - most commands plan nothing

        try:
            return plan(self.catalogue, profile, on=day, **given)
        except InvalidInputError as error:
            raise InvalidInputError([self.placed(item) for item in error.diagnostics]) from None

    def placed(self, item: Diagnostic) -> Diagnostic:
        """A diagnostic with its place in the file of the profile, where it is about something that stands there."""
        raw: object = self.document.data if self.document else None
        if item.span is not None or not item.path or not isinstance(raw, dict) or item.path[0] not in raw:
            return item
        return replace(item, span=self.document.span(item.path) if self.document else None)

    def tell(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Show diagnostics on standard error."""
        if diagnostics and sys.stderr is not None:
            from essfund.core.diagnostics import Findings, of_a_catalogue  # noqa: PLC0415 - only when something is wrong
            from essfund.review.diagnostics.text import render_full  # noqa: PLC0415 - only when something is wrong

            texts = texts_of(diagnostics)
            places = zip(texts, as_paths(texts), strict=True)
            confided = frozenset(name for name, path in places if not of_a_catalogue(name) and path not in self.places)
            write_error(render_full(Findings(tuple(diagnostics), texts, confided=confided).listed(), self.error_view()))


def names_somebody(profile: Profile) -> bool:
    """Whether a profile says which enterprise it is: a new file that tells of it its owner alone can read."""
    return not profile.values.keys().isdisjoint({"name", "siren"})


def number_told(siren: object) -> str:
    """SIREN or SIRET that was told; empty where nobody knows it. Raises InvalidInputError."""
    from essfund.core.diagnostics import Diagnostic  # noqa: PLC0415 - most profiles have no register
    from essfund.model.field_types import ParseError, says_unknown  # noqa: PLC0415 - as above
    from essfund.model.field_types.texts_and_flags import clean_number  # noqa: PLC0415 - as above

    if says_unknown(siren):
        return ""
    try:
        return clean_number(str(siren))
    except ParseError as parse_error:
        problem = say("{field}: {problem}", field="--siren", problem=parse_error.message)
        raise InvalidInputError([Diagnostic("PRO002", problem, help=parse_error.help)]) from None


def read_ids(option: str, texts: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """Ids that texts name, in any case and language. Raises UsageError, with all ids and a suggestion."""
    ids: dict[str, None] = {}
    for text in texts:
        meant = vocabulary.find(text)
        if meant is None:
            problem = say("`{value}` is not one of {names}", value=text, names=", ".join(vocabulary.terms))
            raise UsageError(say("{option}: {problem}", option=option, problem=problem), did_you_mean(vocabulary.suggest(text)))
        ids |= dict.fromkeys(sorted(meant))
    return tuple(ids)


def one_answer(text: str) -> tuple[str, Any]:
    """Id and answer of `ID=yes` or `ID=no:note`. Raises UsageError."""
    key, equals, said = text.partition("=")
    if not equals:
        raise UsageError(say("an answer is written ID=yes or ID=no, perhaps with a note: ID=no:note"))
    met, _, note = said.partition(":")
    return key.strip(), {"met": met.strip(), "note": note.strip()}


def texts_of(diagnostics: Sequence[Diagnostic]) -> dict[str, str]:
    """Files that diagnostics speak of, for code frames; those that cannot be read are left out."""
    from essfund.loading.files import LARGEST_CATALOGUE, is_file, read_text  # noqa: PLC0415 - only when something is wrong

    names = {item.span.file for item in diagnostics if item.span}
    return {name: read_text(name, LARGEST_CATALOGUE)[0] for name in names if is_file(name)}


def read_as_of(text: str | None) -> date:
    """Day of the question; today if none is given. Raises UsageError."""
    return today() if text is None else read_whole_day("--as-of", text)


def today() -> date:
    """The day where the adviser sits."""
    return date.today()  # noqa: DTZ011 - as it says


WHOLE_DAY = say("write it like 2019-06-01, 01/06/2019, hier")


def read_whole_day(option: str, text: str) -> date:
    """Day that an option names. Raises UsageError."""
    from essfund.model.field_types import ParseError  # noqa: PLC0415 - only if a day is given
    from essfund.model.field_types.day import read_days  # noqa: PLC0415 - only if a day is given

    try:
        first, last = read_days(text, today())
    except ParseError as parse_error:
        raise UsageError(say("{option}: {problem}", option=option, problem=parse_error.message), parse_error.help and WHOLE_DAY) from None
    if first != last:
        raise UsageError(say("{option} needs a whole day", option=option), WHOLE_DAY)
    return first
