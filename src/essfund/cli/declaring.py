"""Declaration of the options of a command as the fields of a frozen record: what Typer reads, and the filled record, derive from it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

from essfund.cli.environment import language_of
from essfund.core.messages import N_
from essfund.core.record import field, metadata_of, record
from essfund.core.text import fold

if TYPE_CHECKING:
    import inspect
    from collections.abc import Callable, Iterator, Mapping

    from essfund.core.language.translator import Translator

PROFILE, ASKING, OUTPUT, FILTER, COMPARING = N_("Profile"), N_("Question"), N_("Output"), N_("Filters"), N_("Comparison")
COUNTED_ON = N_("Counted on a list")


@record(frozen=True)
class Declared:
    """Declaration of an option, or of an argument if it has no `names`. Its value is a text, a choice, or a switch."""

    help: str
    names: tuple[str, ...] = ()
    metavar: str | None = None
    panel: str = ""
    choices: tuple[str, ...] = ()
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """What people write for a choice besides its name, folded."""
    switch: bool = False
    many: bool = False
    required: bool = False
    default: Any = None
    complete: Callable[[str], list[str]] | None = None
    envvar: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    """What the placeholders of `help` stand for."""

    def choice(self, text: str) -> str | None:
        """The choice that a text means, whatever its case, by a synonym too; None if it is none."""
        folded = {**self.synonyms, **{fold(name): name for name in self.choices}}
        return folded.get(fold(language_of(text) if "--lang" in self.names else text))

    def parameter(self, name: str, tr: Translator) -> inspect.Parameter:
        """Parameter of a function that Typer reads."""
        import inspect  # noqa: PLC0415 - ordinary command lines are read without Typer

        import typer  # noqa: PLC0415 - as above

        kind: type[Any] = bool if self.switch else str
        default = self.default
        if self.choices:  # an enumeration, so that help and completion list exactly what exists
            members: Any = Enum  # a call through `Any`: mypy takes no members that are made here
            kind = members(name.title(), {value: value for value in self.choices}, type=str)
            default = default and kind(default)
        text = tr.text(self.help)
        given: dict[str, Any] = {"metavar": self.metavar, "help": text.format(**self.words) if self.words else text,
                                 "autocompletion": self.complete}
        if self.names:
            given |= {"rich_help_panel": tr.text(self.panel) if self.panel else None, "case_sensitive": False, "envvar": self.envvar,
                      "show_envvar": bool(self.envvar), "show_default": self.default is not None}
        info = typer.Option(*self.names, **given) if self.names else typer.Argument(**given)
        type_: Any = list[kind] if self.many else kind if self.required or default is not None else kind | None  # type: ignore[valid-type] # made here
        missing: Any = ... if self.required else [] if self.many else default
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=missing, annotation=Annotated[type_, info])


def option(help_: str, *names: str, **given: Any) -> Any:
    """Field of a record that is an option with a value."""
    return field(metadata={"declared": Declared(help_, names, **given)})


def language_option() -> Any:
    """Declaration of `--lang`, which is read before anything else (`cli.session.chosen_language`)."""
    return option(N_("Language: fr or en."), "--lang", choices=("fr", "en"), envvar="ESSFUND_LANG", panel=OUTPUT)


def switch(help_: str, *names: str, panel: str = ASKING) -> Any:
    """Field of a record that is an option without a value, off unless it is given."""
    return option(help_, *names, switch=True, default=False, panel=panel)


def argument(help_: str, metavar: str | None = None, **given: Any) -> Any:
    """Field of a record that is an argument."""
    return option(help_, metavar=metavar, **given)


def group(record: type[Any]) -> Any:
    """Field of a record that holds another record: options that several commands share."""
    return field(metadata={"group": record})


def each(declare: Callable[[], Mapping[str, Declared]]) -> Any:
    """Field of a record that holds those options of a registry that were given, by name."""
    return field(metadata={"each": declare})


def declared(record: type[Any]) -> Iterator[tuple[str, Declared]]:
    """Every option of a record, those of the records in it too, in order."""
    for name, said in metadata_of(record).items():
        if "declared" in said:
            yield name, said["declared"]
        elif "group" in said:
            yield from declared(said["group"])
        else:
            yield from said["each"]().items()


def filled(record: type[Any], values: Mapping[str, Any]) -> Any:
    """Record with the values of a command line."""
    content: dict[str, Any] = {}
    for name, said in metadata_of(record).items():
        if "declared" in said:
            content[name] = values[name]
        elif "group" in said:
            content[name] = filled(said["group"], values)
        else:
            content[name] = {key: values[key] for key in said["each"]() if values[key] not in (None, [])}
    return record(**content)


def function_of(record: type[Any], tr: Translator) -> Callable[..., None]:
    """Function with the signature that Typer reads the options of a record from; `parameters.Command` runs in its place."""
    import inspect  # noqa: PLC0415 - as above

    def options(**_: Any) -> None: ...

    listed = [item.parameter(name, tr) for name, item in declared(record)]
    options.__signature__ = inspect.Signature(listed)  # type: ignore[attr-defined] # what `inspect` looks for first
    options.__annotations__ = {parameter.name: parameter.annotation for parameter in listed}
    return options
