"""`--what-if` and `--since` of `match`: what is typed, read, and put into the report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from essfund.core.errors import InvalidInputError, UsageError
from essfund.core.messages import Either, did_you_mean, say
from essfund.core.text import nearest
from essfund.model.fields import FIELDS
from essfund.presenting.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from essfund.cli.session import Session
    from essfund.model.profile import Answer
    from essfund.model.report import Report
    from essfund.presenting.formats import Format

def complete_keys(incomplete: str) -> list[str]:
    """Return the fields that begin with what was typed."""
    return [f"{key}=" for key in FIELDS if key.startswith(incomplete.replace("-", "_"))]


def refuse_format(form: Format, what_if: Sequence[str], earlier: str | None) -> None:
    """Raise UsageError where a format has no place for what differs."""
    if (what_if or earlier is not None) and not form.changes:
        having = Either(tuple(item.name for item in FORMATS["match"].values() if item.changes))
        raise UsageError(say("--what-if and --since have no place in `{format}`", format=form.name),
                         say("choose one of these formats: {words}", words=having))


def with_shifts(session: Session, report: Report, what_if: Sequence[str], earlier: str | None) -> Report:
    """Return the report with what differs under a supposition, and from an earlier answer.

    Raises:
        UsageError: if a supposition is not written KEY=VALUE, or names nothing.
        InvalidInputError: if a value, or the earlier answer, cannot be read.
    """
    from essfund.answer.changes import since, suppose  # noqa: PLC0415 - most matches compare nothing

    if what_if:
        values, answers = read_suppositions(session, what_if)
        report = replace(report, what_if=suppose(report, values, answers))
    if earlier is not None:
        from essfund.loading.earlier_answer import LARGEST_ANSWER, read_earlier  # noqa: PLC0415 - as above
        from essfund.loading.files import read_text  # noqa: PLC0415 - as above

        text, problems = read_text(Path(earlier), LARGEST_ANSWER)
        if any(item.is_error for item in problems):
            raise InvalidInputError(problems)
        report = replace(report, since=since(report, read_earlier(session.catalogue, text, earlier)))
    return report


def read_suppositions(session: Session, texts: Sequence[str]) -> tuple[dict[str, Hashable], dict[str, Answer]]:
    """Return what is supposed: fields with their values, None for unknown, and answers by id. The last of two wins."""
    from essfund.loading.profile import ANSWERS, read_profile  # noqa: PLC0415 - most matches suppose nothing

    raw: dict[str, Any] = {}
    answers: dict[str, str] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        key = field_named(name)
        if not equals:
            raise UsageError(say("a supposition is written KEY=VALUE"),
                             say("for example --what-if esus=yes --what-if amount_needed=60000"))
        if key is not None:
            raw[key] = value if value.strip() else None
        elif name.strip() in session.catalogue.answerable:
            answers[name.strip()] = value.strip()
        else:
            near = nearest(name.strip(), [*FIELDS, *session.catalogue.answerable])
            raise UsageError(say("`{key}` is not a field of a profile", key=name.strip()),
                             did_you_mean(near, say("`essfund match --help` lists the fields")))
    found = read_profile(session.catalogue, {**raw, ANSWERS: answers} if answers else raw)[0]
    return {key: found.values.get(key) for key in raw}, dict(found.answers)


def field_named(name: str) -> str | None:
    """Return the key of a field by its key or its option."""
    plain = name.strip().lstrip("-")
    if plain.replace("-", "_") in FIELDS:
        return plain.replace("-", "_")
    return next((key for key, field in FIELDS.items() if field.option == f"--{plain}"), None)
