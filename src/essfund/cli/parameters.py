"""Parameters as Typer declares them, read as plain text.

Typer makes a pydantic adapter for every parameter of a command, given or not: about 40 of them and pydantic itself cost a
third of the time of `match`. Our values are texts that kinds of field read later, switches and choices, so a parameter of
ours hands over the text, checks a choice itself, and says in the reader's language what is wrong.
"""

from __future__ import annotations

from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from essfund.cli.typer_texts import OWN_OPTIONS
from essfund.core.errors import UsageError
from essfund.core.messages import Either, say
from essfund.core.similar_words import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message


def command_class(tr: Translator) -> type[TyperCommand]:
    """Return the class of our commands in one language."""

    class Command(TyperCommand):
        allow_extra_args = True  # refused below, in the reader's language

        def get_params(self, ctx: Any) -> list[Any]:
            return take_over(super().get_params(ctx), tr)

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

    return Command


def group_class(tr: Translator) -> type[TyperGroup]:
    """Return the class of our groups of commands in one language."""

    class Group(TyperGroup):
        def get_params(self, ctx: Any) -> list[Any]:
            return take_over(super().get_params(ctx), tr)

        def resolve_command(self, ctx: Any, args: list[str]) -> tuple[Any, Any, list[str]]:
            name = args[0]
            if name.startswith("-") or ctx.resilient_parsing or self.get_command(ctx, name):
                return super().resolve_command(ctx, args)
            raise UsageError(suggesting(say("there is no command `{name}`", name=name), nearest(name, self.commands)), help_of(ctx))

    return Group


def suggesting(problem: Message, near: Sequence[str]) -> Message:
    """Return a problem, with what may have been meant if there is anything near."""
    return say("{problem}; did you mean {words}?", problem=problem, words=Either(tuple(near))) if near else problem


def help_of(context: Any) -> Message:
    """Return where to find the help of a command."""
    return say("see: {command} --help", command=context.command_path if context else "essfund")


def take_over(parameters: list[Any], tr: Translator) -> list[Any]:
    """Make `process_value` of each parameter ours."""
    for parameter in parameters:
        if parameter.name in OWN_OPTIONS:
            parameter.help = tr.text(OWN_OPTIONS[parameter.name])
        if isinstance(parameter, TyperOption | TyperArgument):
            parameter.process_value = partial(process_value, tr, parameter)  # type: ignore[method-assign] # the point
    return parameters


def process_value(tr: Translator, parameter: TyperOption | TyperArgument, ctx: Any, value: Any) -> Any:
    """Return a value as text, as a list of texts, as a choice, or None if it was not given; then call its callback."""
    found = read_value(tr, parameter, ctx, value)
    return parameter.callback(ctx, parameter, found) if parameter.callback else found


def read_value(tr: Translator, parameter: TyperOption | TyperArgument, ctx: Any, value: Any) -> Any:
    """Return a value as text, as a list of texts, as a choice, or None if it was not given."""
    if not value and value != "" and parameter.required:
        names = [choice.value for choice in parameter.type_descriptor.choices or ()]
        needed = say("a value is needed: one of {names}", names=", ".join(names)) if names else say("this argument is needed")
        raise typer.BadParameter(tr.say(needed), ctx=ctx, param=parameter)
    if parameter.nargs == -1 or getattr(parameter, "multiple", False):
        return [chosen(tr, parameter, ctx, one) for one in value or ()]
    return None if value is None else chosen(tr, parameter, ctx, value)


def chosen(tr: Translator, parameter: TyperOption | TyperArgument, ctx: Any, value: Any) -> Any:
    """Return the member of a choice, any case; a value of another kind as it is."""
    choices = parameter.type_descriptor.choices
    if not choices or isinstance(value, Enum):
        return value
    for choice in choices:
        if fold(choice.value) == fold(str(value)):
            return choice
    names = [choice.value for choice in choices]
    near = nearest(str(value), names)
    message = suggesting(say("`{value}` is not one of {names}", value=value, names=", ".join(names)), near)
    raise typer.BadParameter(tr.say(message), ctx=ctx, param=parameter)
