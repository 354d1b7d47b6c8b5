"""Flags and files to a profile, or to everything that is wrong with them. No value ever reaches a log."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import AtMost, Diagnostic, Enough, Severity, stopped
from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import Either, Message, did_you_mean, say
from essfund.core.record import replace
from essfund.core.text import fold, nearest, printable
from essfund.model.field_types import FlagType, Interval, ParseError, says_unknown
from essfund.model.field_types.field_type import NO_ACTIVITY
from essfund.model.field_types.texts_and_flags import is_siret
from essfund.model.fields import FIELDS, LISTS, NAMES, OTHER_WORDS, told_too
from essfund.model.profile import Answer, Profile

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabularies, Vocabulary

ANSWERS = "answers"
LISTED = say("`essfund match --help` lists the fields")
SHORT_LIST = 20
"""Terms of a vocabulary that one line of help can list."""


class _ProfileReader:
    """Collects values and what is wrong with them; `document` gives places when there is a file."""

    def __init__(self, catalogue: Catalogue, document: Document | None = None, at: tuple[object, ...] = ()) -> None:
        self.catalogue, self.document, self.at = catalogue, document, at
        self.words = catalogue.vocabularies
        self.values: dict[str, Hashable] = {}
        self.answers: dict[str, Answer] = {}
        self.found: AtMost[Diagnostic] = AtMost()

    def complain(self, code: str, message: Message, path: tuple[object, ...], help_: Message | None = None,
                 *, key: bool = False, severity: Severity = Severity.ERROR) -> None:
        span = self.document.span((*self.at, *path), key=key) if self.document else None
        self.found.append(Diagnostic(code, message, severity, span, help_))

    def take(self, raw: Mapping[str, Any]) -> None:
        """Read every key of a mapping; the name of an option is one too. A null value is an unknown field."""
        told: dict[str, str] = {}
        for name, value in raw.items():
            key = field_named(name, self.words)
            if name == ANSWERS:
                self.take_answers(value)
            elif key is None:
                self.complain("PRO001", say("`{key}` is not a field of a profile", key=name), (name,),
                              did_you_mean(meant(name) or nearest(name, [*self.words.fields, ANSWERS]), listed_by(self.words)), key=True)
            elif key in told:
                self.complain("PRO002", say("`{key}` and `{other}` are the same field", key=told[key], other=name), (name,),
                              say("keep one of them"), key=True)
            else:
                told[key] = name
                self.take_value(key, value, name)

    def take_value(self, key: str, raw: object, name: str) -> None:
        """Read the value of a field; what says that it is unknown leaves it out, unless it is the name of something."""
        field = self.words.fields[key]
        terms = self.words.of(field.vocabulary)
        called = name if self.document else field.option.removesuffix("=")
        if says_unknown(raw) and not (terms and isinstance(raw, str) and terms.find(raw)):
            if key == "naf" and isinstance(raw, str) and fold(raw) in NO_ACTIVITY:
                self.note_reading(name, called, say("the code of an activity that is not known yet: it is left out"))
            return
        try:
            told, value = _read(field, raw, terms)
        except ParseError as parse_error:
            self.complain("PRO002", say("{field}: {problem}", field=called, problem=parse_error.message), (name,),
                          parse_error.help or (choices(terms, field.vocabulary) if terms and field.vocabulary else None))
        else:
            self.values = {**told_too(key, raw), **self.values, told: left_to_the_catalogue(value, self.catalogue)}
            if key == "siren" and is_siret(raw):
                self.note_reading(name, called, say(
                    "the SIRET of an establishment: its first nine digits are the SIREN, {siren}", siren=self.values[key]))

    def note_reading(self, name: str, called: str, what: Message) -> None:
        """Say that a value was not taken as it stands."""
        self.complain("PRO005", say("{field}: {problem}", field=called, problem=what), (name,), severity=Severity.NOTE)

    def take_answers(self, raw: object) -> None:
        """Read the adviser's answers: `id: yes`, or `id: {met: yes, note: …}`."""
        if not isinstance(raw, dict):
            self.complain("PRO002", say("answers are a mapping of condition ids to yes or no"), (ANSWERS,))
            return
        for typed, value in raw.items():
            key = self.catalogue.id_today(typed) if isinstance(typed, str) else typed
            if key not in self.catalogue.answerable:
                self.complain("PRO003", say("no condition or reservation is called `{key}`", key=key), (ANSWERS, typed),
                              did_you_mean(nearest(key, self.catalogue.answerable)), key=True)
            met, note = value, ""
            if isinstance(value, dict):
                met, note = value.get("met"), value.get("note", "")
                if set(value) - {"met", "note"} or not isinstance(note, str):
                    self.complain("PRO002", say("an answer holds `met` and perhaps `note`"), (ANSWERS, typed))
                    continue
            if says_unknown(met):
                continue
            try:
                decided = FlagType().read(met, None)
            except ParseError:
                self.complain("PRO002", say("{field}: {problem}", field=key, problem=say("an answer is yes or no")), (ANSWERS, typed),
                              say("write yes, no, or « unknown »"))
                continue
            self.answers[key] = Answer(decided, printable(note)[:500])


def read_value(key: str, raw: object, catalogue: Catalogue) -> tuple[tuple[str, Hashable], ...]:
    """The fields that one value tells, its own first, and what it says, as a profile would be read. Raises ParseError.

    A field that only another catalogue adds tells nothing.
    """
    field = catalogue.fields.get(key)
    if field is None:
        return ()
    return _read(field, raw, catalogue.vocabularies.of(field.vocabulary)), *told_too(key, raw).items()


def left_to_the_catalogue(value: Hashable, catalogue: Catalogue) -> Hashable:
    """Lines of a plan, the nature of those that are called like an instrument left open: a Contrat d’apport is no own money."""
    if not isinstance(value, tuple) or isinstance(value, Interval):
        return value
    from essfund.model.plan_line import Nature, ResourceLine  # noqa: PLC0415 - most profiles have no lines

    if not any(isinstance(line, ResourceLine) and line.supposed for line in value):
        return value
    names = {fold(name) for key, one in catalogue.instruments.items() for name in (key, one.tool.name, *one.tool.formerly)}
    return tuple([
        replace(line, nature=Nature.UNTOLD) if isinstance(line, ResourceLine) and line.supposed and fold(line.label) in names else line
        for line in value])


FIRST_YEAR = 1000
"""From here on a number is a year and no age."""


def _read(field: Field, raw: object, terms: Vocabulary | None) -> tuple[str, Hashable]:
    """The field that a value tells, and what it says: « depuis 2015 » for an age is a day of creation. Raises ParseError."""
    other = field.follows
    if other and (isinstance(raw, str) or (isinstance(raw, int) and raw >= FIRST_YEAR)):
        from essfund.model.field_types.spoken import said_since  # noqa: PLC0415 - most ages are small numbers

        since = said_since(str(raw))
        if since:
            return other, FIELDS[other].kind.read(since, None)
    return field.key, field.kind.read(raw, terms)


def meant(name: str) -> list[str]:
    """The field that people mean by a word that is none."""
    return [key for key in [OTHER_WORDS.get(fold(name))] if key] if len(name) <= LONGEST_KEY else []


LONGEST_KEY = 60


def field_named(name: object, words: Vocabularies | None = None) -> str | None:
    """The field that a key names, by its key or by its option; None if neither the program nor the catalogue has one."""
    names = words.field_names if words else NAMES
    return names.get(fold(name)) if isinstance(name, str) and len(name) <= LONGEST_KEY else None


def listed_by(words: Vocabularies) -> Message:
    """Where the fields are listed, those that the catalogue adds too."""
    return say("`essfund match --help` lists the fields, `essfund words fields` those of this catalogue") if words.added else LISTED


def told_fields(raw: Mapping[str, Any], words: Vocabularies) -> dict[str, Any]:
    """Fields that plain values say something of, if only that it is not known; a null says nothing."""
    return {key: value for name, value in raw.items() if value not in (None, "") and (key := field_named(name, words))}


def read_facts(texts: Sequence[str], words: Vocabularies) -> dict[str, Any]:
    """Fields and their values as typed, KEY=VALUE each; of a field that holds several, all are kept. Raises UsageError.

    A value that is left out says that nobody knows.
    """
    found: dict[str, Any] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals:
            raise UsageError(say("a fact is written KEY=VALUE"), say("for example --fact employees=12"))
        key = field_named(name, words)
        if key is None:
            raise UsageError(say("--fact: `{key}` is not a field of a profile", key=name),
                             did_you_mean(meant(name) or nearest(name, words.fields), listed_by(words)))
        if words.fields[key].kind.many and key in found:
            found[key].append(value)
        else:
            found[key] = [value] if words.fields[key].kind.many else value
    return found


def choices(terms: Vocabulary, name: str) -> Message:
    """What a field of a vocabulary may be: the ids where they are few, and the command that lists all that is understood."""
    command = f"essfund words {LISTS.get(name, 'fields')}"
    if len(terms.terms) > SHORT_LIST:
        return say("`{command}` lists what is understood", command=command)
    return say("one of: {words}; `{command}` says what else is understood", words=Either(tuple(terms.terms)), command=command)


def read_profile(
    catalogue: Catalogue, raw: Mapping[str, Any], document: Document | None = None, *, at: tuple[object, ...] = ()
) -> tuple[Profile, list[Diagnostic]]:
    """A profile from plain values (None is unknown), and warnings. Raises InvalidInputError with everything that is wrong, at once.

    `document` is the file they stand in, for lines; `at` where in it: what was wrong with it is then told elsewhere.
    """
    reader = _ProfileReader(catalogue, document, at)
    problems = list(document.diagnostics) if document and not at else []
    try:
        reader.take(raw)
    except Enough:
        problems.append(stopped(document.span(at) if document else None))
    problems += reader.found
    if any(item.is_error for item in problems):
        raise InvalidInputError(problems)
    return Profile(reader.values, reader.answers), problems


def read_profile_text(catalogue: Catalogue, text: str, name: str) -> tuple[Profile, list[Diagnostic]]:
    """Read a profile from YAML or JSON text. `name` is how messages call it. Raises InvalidInputError."""
    return read_profile(catalogue, *parse_profile(text, name))


def parse_profile(text: str, name: str) -> tuple[Mapping[str, Any], Document]:
    """The keys and values of YAML or JSON text, and where they stand. Raises InvalidInputError if there are none."""
    from essfund.loading.yaml_reader import parse  # noqa: PLC0415 - most matches have no file

    document = parse(text, name, plain_words=True)
    if document.diagnostics and text.lstrip().startswith("{"):
        _as_json(text, document)
    raw = {} if document.data is None and not document.diagnostics else document.data
    if not isinstance(raw, dict):
        problem = document.report("PRO002", say("a profile is a mapping of fields to values"), ())
        raise InvalidInputError(document.diagnostics or [problem])
    return raw, document


def _as_json(text: str, document: Document) -> None:
    """Take JSON that is not YAML (tabs, surrogate escapes) as JSON; keep the YAML findings if it is not JSON either."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise ValueError
        return dict(pairs)

    with suppress(ValueError, RecursionError):
        document.data, document.root, document.diagnostics = json.loads(text, object_pairs_hook=unique), None, []
