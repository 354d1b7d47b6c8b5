"""Flags and files to a profile, or to everything that is wrong with them. No value ever reaches a log."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import AtMost, Diagnostic, Enough, Severity, stopped
from essfund.core.errors import InvalidInputError
from essfund.core.messages import Message, did_you_mean, say
from essfund.core.text import nearest
from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS
from essfund.model.profile import Answer, Profile

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.loading.yaml_reader import Document
    from essfund.model.catalogue import Catalogue

ANSWERS = "answers"
YES = {"yes": True, "oui": True, "true": True, "no": False, "non": False, "false": False}


class _ProfileReader:
    """Collects values and what is wrong with them; `document` gives places when there is a file."""

    def __init__(self, catalogue: Catalogue, document: Document | None = None, at: tuple[object, ...] = ()) -> None:
        self.catalogue, self.document, self.at = catalogue, document, at
        self.values: dict[str, Hashable] = {}
        self.answers: dict[str, Answer] = {}
        self.found: AtMost[Diagnostic] = AtMost()

    def complain(self, code: str, message: Message, path: tuple[object, ...], help_: Message | None = None,
                 *, key: bool = False, severity: Severity = Severity.ERROR) -> None:
        span = self.document.span((*self.at, *path), key=key) if self.document else None
        self.found.append(Diagnostic(code, message, severity, span, help_))

    def take(self, raw: Mapping[str, Any]) -> None:
        """Read every key of a mapping. A null value is an unknown field."""
        for key, value in raw.items():
            if key == ANSWERS:
                self.take_answers(value)
            elif key not in FIELDS:
                self.complain("PRO001", say("`{key}` is not a field of a profile", key=key), (key,),
                              did_you_mean(nearest(key, [*FIELDS, ANSWERS])), key=True)
            elif value is not None:
                self.take_value(key, value)

    def take_value(self, key: str, raw: object) -> None:
        field = FIELDS[key]
        try:
            self.values[key] = field.kind.read(raw, self.catalogue.vocabularies.of(field.vocabulary))
        except ParseError as parse_error:
            where = say("{field}: {problem}", field=key if self.document else field.option, problem=parse_error.message)
            self.complain("PRO002", where, (key,), parse_error.help)

    def take_answers(self, raw: object) -> None:
        """Read the adviser's answers: `id: yes`, or `id: {met: yes, note: …}`."""
        if not isinstance(raw, dict):
            self.complain("PRO002", say("answers are a mapping of condition ids to yes or no"), (ANSWERS,))
            return
        for key, value in raw.items():
            if key not in self.catalogue.answerable:
                self.complain("PRO003", say("no condition or reservation is called `{key}`", key=key), (ANSWERS, key),
                              did_you_mean(nearest(key, self.catalogue.answerable)), key=True)
            met, note = value, ""
            if isinstance(value, dict):
                met, note = value.get("met"), value.get("note", "")
                if set(value) - {"met", "note"} or not isinstance(note, str):
                    self.complain("PRO002", say("an answer holds `met` and perhaps `note`"), (ANSWERS, key))
                    continue
            decided = met if isinstance(met, bool) else YES.get(met.strip().casefold()) if isinstance(met, str) else None
            if decided is None:
                self.complain("PRO002", say("an answer is yes or no"), (ANSWERS, key), say("write yes or no"))
                continue
            self.answers[key] = Answer(decided, "".join(c if c.isprintable() else " " for c in note)[:500])


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
