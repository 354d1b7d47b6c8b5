"""Commands and their groups as Typer runs them, with values read as plain text; choices are checked here, in the reader's language.

Typer's own pydantic adapters, one for every parameter of a command, given or not, would cost a third of the time of `match`.
"""

from __future__ import annotations

import sys
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand, TyperGroup

from essfund.cli.declaring import declared
from essfund.cli.ordinary_line import run_command
from essfund.core.errors import UsageError
from essfund.core.messages import N_, Either, say
from essfund.core.text import fold, suggested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.cli.declaring import Declared
    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message


ASKED_BY_TYPER = (
    N_("Arguments"), N_("Options"), N_("Commands"), N_("Error"), N_("[default: {}]"), N_("[env var: {}]"), N_("[required]"),
    N_("(deprecated) "), N_("Aborted."), N_("default: {default}"), N_("required"), N_("env var: {var}"),
)
"""Kept here so that the translation catalogue keeps them."""

OWN_OPTIONS = {
    "help": N_("Show this message and leave."),
    "install_completion": N_("Install completion for the current shell."),
    "show_completion": N_("Show completion for the current shell, to copy it or to adapt it."),
}
"""Help of the options that Typer adds by itself, by the name of their parameter."""


def command_class(tr: Translator, record: type[Any]) -> type[TyperCommand]:
    """Class of a command in one language: it fills the record of its options, and runs it."""
    options = dict(declared(record))

    class Command(TyperCommand):
        allow_extra_args = True  # refused below, in the reader's language

        def get_params(self, ctx: Any) -> list[Any]:
            return take_over(super().get_params(ctx), options, tr)

        def get_help(self, ctx: Any) -> str:
            return in_its_encoding(super().get_help(ctx), tr)

        def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
            try:
                left = super().parse_args(ctx, args)
            except Exception as error:
                if getattr(error, "ctx", ctx) is None:
                    error.ctx = ctx  # type: ignore[attr-defined] # the parser does not know it: which help to name
                raise
            if left and not ctx.resilient_parsing:
                raise UsageError(say("one argument too many: {words}", words=" ".join(left)), help_of(ctx))
            return left

        def invoke(self, ctx: Any) -> Any:
            return run_command(record, ctx.params, tr.language)

    return Command


def group_class(tr: Translator, options: Mapping[str, Declared]) -> type[TyperGroup]:
    """Class of our groups of commands in one language."""

    class Group(TyperGroup):
        def get_params(self, ctx: Any) -> list[Any]:
            return take_over(super().get_params(ctx), options, tr)

        def get_help(self, ctx: Any) -> str:
            return in_its_encoding(super().get_help(ctx), tr)

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
            name = args[0]
            if name.startswith("-") or ctx.resilient_parsing or self.get_command(ctx, name):
                return super().resolve_command(ctx, args)
            near, problem = suggested(name, self.commands), say("there is no command `{name}`", name=name)
            raise UsageError(suggesting(problem, near), help_of(ctx) if near or ctx.parent else AN_INSTRUMENT)

    return Group


def in_its_encoding(text: str, tr: Translator) -> str:
    """Help in the letters that standard output takes; nothing where Rich has printed it already."""
    if not text:
        return text
    from essfund.presenting.terminal import plain_ascii  # noqa: PLC0415 - only for help
    from essfund.presenting.view import View  # noqa: PLC0415 - as above

    return plain_ascii(text, View(tr, encoding=sys.stdout.encoding or "ascii"))


def suggesting(problem: Message, near: Sequence[str]) -> Message:
    """Problem, with what may have been meant if there is anything near."""
    return say("{problem}; did you mean {words}?", problem=problem, words=Either(tuple(near))) if near else problem


AN_INSTRUMENT = say("see: essfund --help; for an instrument: essfund explain NAME")
"""What somebody may do who typed something that is like no command."""


def help_of(context: Any) -> Message:
    """Where to find the help of a command."""
    return say("see: {command} --help", command=context.command_path if context else "essfund")


def take_over(parameters: list[Any], options: Mapping[str, Declared], tr: Translator) -> list[Any]:
    """Make `process_value` of each parameter ours: Click calls it for every value, and Typer makes adapters in it."""
    for parameter in parameters:
        parameter.help = tr.text(OWN_OPTIONS[parameter.name]) if parameter.name in OWN_OPTIONS else parameter.help
        parameter.process_value = partial(process_value, parameter, options.get(parameter.name), tr)
    return parameters


def process_value(parameter: Any, option: Declared | None, tr: Translator, ctx: Any, value: Any) -> Any:
    """Value as it was declared; call the callback that Typer's own options have."""
    if option is None:
        return parameter.callback(ctx, parameter, value) if parameter.callback else value
    if option.required and (value is None or (option.many and not value)):
        names = ", ".join(option.choices)
        needed = say("a value is needed: one of {names}", names=names) if names else say("this argument is needed")
        raise typer.BadParameter(tr.say(needed), ctx=ctx, param=parameter)
    if option.many:
        return [chosen(text, parameter, option, tr, ctx) for text in value or ()]
    return value if value is None else chosen(value, parameter, option, tr, ctx)


def chosen(value: Any, parameter: Any, option: Declared, tr: Translator, ctx: Any) -> Any:
    """Choice, whatever its case, by a synonym too; a value of another kind as it is."""
    if isinstance(value, Enum):
        return value.value
    if not option.choices:
        return value
    if (choice := option.choice(str(value))) is not None:
        return choice
    message = suggesting(say("`{value}` is not one of {names}", value=value, names=", ".join(option.choices)),
                         suggested(fold(str(value)), (*option.choices, *option.synonyms)))
    raise typer.BadParameter(tr.say(message), ctx=ctx, param=parameter)
