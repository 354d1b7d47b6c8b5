"""What is wrong with a command line, in the reader's language. Typer's own sentences are English only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.cli.parameters import help_of, suggesting
from essfund.core.messages import say
from essfund.core.text import suggested
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator


def usage_text(error: Any, tr: Translator) -> str:
    """Message of a usage error of Typer's parser, and where to find help. Help itself comes back as it is."""
    name = type(error).__name__
    if name == "NoArgsIsHelpError":
        return f"{error.format_message()}\n"
    return f"{message_line(tr.say(_message(error, name)))}\n{tr.say(help_of(getattr(error, 'ctx', None)))}\n"


def _message(error: Any, name: str) -> Any:
    option = getattr(error, "option_name", None)
    if name == "NoSuchOption":
        return suggesting(say("there is no option {option}", option=option), suggested(str(option), _long_options(error.ctx)))
    if name == "BadParameter":
        where = error.param.opts[0] if error.param and error.param.param_type_name == "option" else _argument(error)
        return say("{option}: {problem}", option=where, problem=error.message)
    if name == "BadOptionUsage" and _is_switch(error):
        return say("{option} takes no value", option=option)
    if name in {"MissingParameter", "BadOptionUsage", "BadArgumentUsage"}:
        return say("{option}: a value is missing", option=option or _argument(error))
    return say("{problem}", problem=error.format_message())


def _long_options(ctx: Any) -> list[str]:
    """The options of a command by their long names, but for those that its help does not show."""
    shown = [option for option in ctx.command.get_params(ctx) if not getattr(option, "hidden", False)] if ctx else []
    return [name for option in shown for name in (*option.opts, *option.secondary_opts) if name.startswith("--")]


def _is_switch(error: Any) -> bool:
    """Whether an option only switches something on: it was given a value, and not too few."""
    options = error.ctx.command.params if error.ctx else ()
    return any(getattr(option, "is_flag", False) and error.option_name in option.opts for option in options)


def _argument(error: Any) -> str:
    parameter = getattr(error, "param", None)
    return str(parameter.name).upper() if parameter else ""
