"""Options that several commands share, and those made from the fields of a profile and the filters of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from essfund.cli.declaring import ASKING, FILTER, OUTPUT, PROFILE, Declared, argument, each, option
from essfund.core.messages import N_
from essfund.model.fields import FIELDS
from essfund.presenting.formats import FORMATS, endings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from essfund.exchange.filters import Filter
    from essfund.model.fields import Field


def completion_catalogue() -> Any:
    """Return the catalogue for completion, from the cache if it is there."""
    from essfund.cli.session import Session  # noqa: PLC0415 - only while completing

    return Session("fr").catalogue


def complete_tools(incomplete: str) -> list[str]:
    """Return the instrument ids that begin with what was typed."""
    return sorted(key for key in completion_catalogue().instruments if key.startswith(incomplete))


def completer(name: str | None) -> Callable[[str], list[str]] | None:
    """Return what completes the ids of a vocabulary."""
    if name is None:
        return None

    def complete(incomplete: str) -> list[str]:
        return sorted(key for key in completion_catalogue().vocabularies.of(name).ids if key.startswith(incomplete))

    return complete


def _field_option(field: Field) -> Declared:
    if field.kind.name == "flag":
        return Declared(field.question, (f"{field.option}/--no-{field.option.removeprefix('--')}",), panel=field.panel, switch=True)
    return Declared(field.question, (field.option,), (field.example if field.kind.name == "number" else field.key).upper(), field.panel,
                    many=field.kind.name == "several", complete=completer(field.vocabulary))


def _filter_options() -> Mapping[str, Declared]:
    from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - commands that list nothing need no engine

    return {item.name: _filter_option(item) for item in FILTERS}


def _filter_option(item: Filter) -> Declared:
    field = FIELDS.get(item.field)
    metavar = None if item.values else (field.example if field and field.kind.name == "number" else item.name).upper()
    return Declared(item.help, (field.option if field else f"--{item.name}",), metavar, FILTER, item.values, many=item.many,
                    complete=completer(item.vocabulary or (field.vocabulary if field else None)))


@dataclass(frozen=True)
class Known:
    """What is known of an enterprise, besides a file: an option a field, and answers."""

    fields: Mapping[str, Any] = each(lambda: {key: _field_option(field) for key, field in FIELDS.items()})
    answer: Sequence[str] = option(N_("What you learnt about a condition or reservation: it overrides the rule."), "--answer",
                                   metavar="ID=yes|no[:note]", many=True, panel=PROFILE)

    def __bool__(self) -> bool:
        """Whether anything was given."""
        return bool(self.fields or self.answer)


@dataclass(frozen=True)
class Filters:
    """Which instruments are listed."""

    given: Mapping[str, Any] = each(_filter_options)


def language_option() -> Any:
    """Return `--lang`, which is read before anything else (`cli.session.chosen_language`)."""
    return option(N_("Language: fr or en."), "--lang", choices=("fr", "en"), envvar="ESSFUND_LANG", panel=OUTPUT)


@dataclass(frozen=True)
class Common:
    """Options that every command has."""

    catalogue: str | None = option(N_("Another catalogue: its directory, or its export as JSON."), "--catalogue", metavar="DIR",
                                   envvar="ESSFUND_CATALOGUE", panel=OUTPUT)
    lang: str | None = language_option()
    color: str = option(N_("Colours; NO_COLOR is heeded."), "--color", choices=("auto", "always", "never"), default="auto", panel=OUTPUT)
    output: str | None = option(N_("Write the result to a file, whole or not at all; - is standard output."), "--output", "-o",
                                metavar="FILE", panel=OUTPUT)


def format_option(*commands: str) -> Any:
    """Return `--format`, with the choices that commands have in the registry; see `Session.format`."""
    names = dict.fromkeys(name for command in commands for name in FORMATS[command])
    endings = dict.fromkeys(ending for command in commands for ending in endings_of(command))
    return option(N_("Output format; if not given, the ending of --output decides ({endings}), else it is `{first}`."), "--format", "-f",
                  choices=tuple(names), panel=OUTPUT, words={"endings": ", ".join(endings), "first": next(iter(names))})


def day_option() -> Any:
    """Return `--as-of`; see `read_as_of`."""
    return option(N_("Day the question is asked for; today if not given."), "--as-of", metavar="DAY", panel=ASKING)


def profile_argument() -> Any:
    """Return the argument that names a profile."""
    return argument(N_("YAML or JSON file with what is known; - reads standard input. Options win over it."), "PROFILE")


def tool_argument(help_: str, complete: Callable[[str], list[str]] = complete_tools) -> Any:
    """Return the argument that names an instrument."""
    return argument(help_, "ID", required=True, complete=complete)
