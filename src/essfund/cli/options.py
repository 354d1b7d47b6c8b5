"""Options that several commands share, and those made from the fields of a profile."""

from __future__ import annotations

import inspect
from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.core.messages import N_
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from essfund.core.language.translator import Translator
    from essfund.exchange.filters import Filter
    from essfund.model.fields import Field

PROFILE, ASKING, OUTPUT, FILTER = N_("Profile"), N_("Question"), N_("Output"), N_("Filters")


def choices(name: str, values: Iterable[str]) -> type[Enum]:
    """Make an enumeration of a registry, so that `--help` lists exactly what exists."""
    return Enum(name, {value: value for value in values}, type=str)  # type: ignore[return-value] # the functional form


def with_options(
    command: Callable[..., Any], parameters: Iterable[tuple[str, Any, Any]]
) -> Callable[..., Any]:
    """Give a command that takes keywords the signature that Typer reads: (name, annotation, default) each."""

    def run(**given: Any) -> Any:
        return command(**given)

    listed = list(parameters)
    run.__signature__ = inspect.Signature(  # type: ignore[attr-defined] # Typer reads it
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
            for name, annotation, default in listed
        ]
    )
    run.__annotations__ = {name: annotation for name, annotation, _ in listed}
    return run


def profile_parameters(tr: Translator) -> list[tuple[str, Any, Any]]:
    """Return one option a field, the file argument and the answers."""
    return [
        (
            "profile",
            Annotated[
                str | None,
                typer.Argument(
                    metavar="PROFILE",
                    help=tr.text(N_("YAML or JSON file with what is known; - reads standard input. Options win over it.")),
                ),
            ],
            None,
        ),
        *(_field_parameter(field, tr) for field in FIELDS.values()),
        (
            "answer",
            Annotated[
                list[str],
                typer.Option(
                    "--answer",
                    metavar="ID=yes|no[:note]",
                    help=tr.text(N_("What you learnt about a condition or reservation: it overrides the rule.")),
                    rich_help_panel=tr.text(PROFILE),
                ),
            ],
            [],
        ),
    ]


def filter_parameters(tr: Translator) -> list[tuple[str, Any, Any]]:
    """Return one option a filter of instruments; see `read_filters`."""
    from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - commands that list nothing need no engine

    return [_filter_parameter(one, tr) for one in FILTERS]


def _filter_parameter(one: Filter, tr: Translator) -> tuple[str, Any, Any]:
    field = FIELDS.get(one.field)
    metavar = None if one.values else (field.example if field and field.kind.name == "number" else one.name).upper()
    name = field.option if field else f"--{one.name}"
    option = typer.Option(
        name, help=tr.text(one.help), metavar=metavar, case_sensitive=False, rich_help_panel=tr.text(FILTER),
        show_default=False, autocompletion=completer(one.vocabulary or (field.vocabulary if field else None)),
    )
    value: Any = choices(one.name.title(), one.values) if one.values else str
    return (one.name, Annotated[list[value], option], []) if one.many else (one.name, Annotated[value | None, option], None)


def _field_parameter(field: Field, tr: Translator) -> tuple[str, Any, Any]:
    help_, panel = tr.text(field.question), tr.text(field.panel)
    if field.kind.name == "flag":
        names = f"{field.option}/--no-{field.option.removeprefix('--')}"
        option = typer.Option(names, help=help_, rich_help_panel=panel, show_default=False)
        return field.key, Annotated[bool | None, option], None
    metavar = field.example.upper() if field.kind.name == "number" else field.key.upper()
    option = typer.Option(
        field.option, metavar=metavar, help=help_, rich_help_panel=panel, autocompletion=completer(field.vocabulary),
        show_default=False,
    )
    if field.kind.name == "several":
        return field.key, Annotated[list[str], option], []
    return field.key, Annotated[str | None, option], None


def completer(name: str | None) -> Callable[[str], list[str]] | None:
    """Return what completes the ids of a vocabulary."""
    if name is None:
        return None

    def complete(incomplete: str) -> list[str]:
        vocabulary = completion_catalogue().vocabularies.of(name)
        return sorted(key for key in (vocabulary.ids if vocabulary else ()) if key.startswith(incomplete))

    return complete


def complete_tools(incomplete: str) -> list[str]:
    """Return the instrument ids that begin with what was typed."""
    return sorted(key for key in completion_catalogue().instruments if key.startswith(incomplete))


def completion_catalogue() -> Any:
    """Return the catalogue for completion, from the cache if it is there."""
    from essfund.cli.session import Session  # noqa: PLC0415 - only while completing

    return Session("fr").catalogue


def common_parameters(tr: Translator) -> list[tuple[str, Any, Any]]:
    """Return the options that every command has."""
    panel = tr.text(OUTPUT)
    colours = choices("Colour", ("auto", "always", "never"))
    return [
        (
            "catalogue",
            Annotated[
                str | None,
                typer.Option(metavar="DIR", help=tr.text(N_("Another catalogue: its directory, or its export as JSON.")),
                             envvar="ESSFUND_CATALOGUE", rich_help_panel=panel, show_default=False, show_envvar=True),
            ],
            None,
        ),
        language_parameter(tr),
        (
            "color",
            Annotated[
                colours,
                typer.Option(help=tr.text(N_("Colours; NO_COLOR is heeded.")), rich_help_panel=panel),
            ],
            colours("auto"),
        ),
        (
            "output",
            Annotated[
                str | None,
                typer.Option("--output", "-o", metavar="FILE", rich_help_panel=panel, show_default=False,
                             help=tr.text(N_("Write the result to a file, whole or not at all; - is standard output."))),
            ],
            None,
        ),
    ]


def language_parameter(tr: Translator) -> tuple[str, Any, Any]:
    """Return `--lang`, which is read before anything else (`cli.session.chosen_language`)."""
    option = typer.Option("--lang", help=tr.text(N_("Language: fr or en.")), envvar="ESSFUND_LANG",
                          rich_help_panel=tr.text(OUTPUT), case_sensitive=False, show_default=False)
    return "lang", Annotated[choices("Language", ("fr", "en")) | None, option], None


def format_parameter(tr: Translator, formats: Iterable[str], default: str) -> tuple[str, Any, Any]:
    """Return `--format`, with the choices of a registry."""
    named = choices("Format", formats)
    option = typer.Option("--format", "-f", help=tr.text(N_("Output format.")), rich_help_panel=tr.text(OUTPUT))
    return "format", Annotated[named, option], named(default)


def inferred_format_parameter(tr: Translator, formats: Iterable[str], endings: Iterable[str]) -> tuple[str, Any, Any]:
    """Return `--format` where the ending of `--output` decides if it is not given."""
    text = tr.text(N_("Output format; if not given, the ending of --output decides ({endings}), else it is `{first}`."))
    listed = list(formats)
    option = typer.Option("--format", "-f", help=text.format(endings=", ".join(endings), first=listed[0]), show_default=False,
                          rich_help_panel=tr.text(OUTPUT))
    return "format", Annotated[choices("Format", listed) | None, option], None


def as_of_parameter(tr: Translator) -> tuple[str, Any, Any]:
    """Return `--as-of`."""
    option = typer.Option("--as-of", metavar="DAY", help=tr.text(N_("Day the question is asked for; today if not given.")),
                          rich_help_panel=tr.text(ASKING), show_default=False)
    return "as_of", Annotated[str | None, option], None


def switch(name: str, help_: str, tr: Translator, panel: str = ASKING) -> tuple[str, Any, Any]:
    """Return an on-off option that is off unless given."""
    option = typer.Option(f"--{name.replace('_', '-')}", help=tr.text(help_), rich_help_panel=tr.text(panel))
    return name, Annotated[bool, option], False


def tool_parameter(
    tr: Translator, help_: str, complete: Callable[[str], list[str]] = complete_tools
) -> tuple[str, Any, Any]:
    """Return the argument that names an instrument."""
    argument = typer.Argument(metavar="ID", help=tr.text(help_), autocompletion=complete)
    return "id", Annotated[str, argument], ...
