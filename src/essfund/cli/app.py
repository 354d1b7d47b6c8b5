"""The commands and how Typer runs them. Texts are in the language asked for, so the app is made once it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli import explain, match, tools, validate
from essfund.language.click_texts import speak_click
from essfund.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker

ABOUT = N_(
    "Which financing instruments may an enterprise of the social and solidarity economy in Occitanie ask for, why, how much, "
    "and whom to call."
)
EPILOG = N_("Example: essfund match --legal-form scop --employees 12 --amount 40000 --departement 31")
SETTINGS = {"help_option_names": ["-h", "--help"]}


def build(speak: Speaker) -> typer.Typer:
    """Make the application in one language."""
    app = typer.Typer(
        name="essfund", no_args_is_help=True, pretty_exceptions_enable=False, context_settings=SETTINGS,
        epilog=speak.text(EPILOG),
    )
    app.callback(help=speak.text(ABOUT))(_root(speak))
    _add(app, "match", match.command(speak), match.HELP, speak)
    _add(app, "explain", explain.command(speak), explain.HELP, speak)
    _add(app, "validate", validate.command(speak), validate.HELP, speak)
    group = typer.Typer(no_args_is_help=True, context_settings=SETTINGS, help=speak.text(tools.HELP))
    _add(group, "list", tools.list_command(speak), tools.LIST_HELP, speak)
    _add(group, "show", tools.show_command(speak), tools.SHOW_HELP, speak)
    app.add_typer(group, name="tools", help=speak.text(tools.HELP))
    return app


def _add(app: typer.Typer, name: str, command: Callable[..., Any], help_: str, speak: Speaker) -> None:
    app.command(name, help=speak.text(help_), context_settings=SETTINGS)(command)


def _root(speak: Speaker) -> Callable[..., None]:
    option = typer.Option("--version", "-V", help=speak.text(N_("Version of the software and edition of the catalogue.")))

    def root(version: Annotated[bool, option] = False) -> None:  # noqa: ARG001, FBT002, PT028 - answered in `main` before Typer
        """Hold the options of the whole application."""

    root.__annotations__ = {"version": Annotated[bool, option], "return": None}
    return root


def invoke(argv: list[str], speak: Speaker) -> int:
    """Run one command line; the command's return value is the exit code."""
    speak_click(speak.language)
    try:
        code = typer.main.get_command(build(speak)).main(argv, prog_name="essfund", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if hasattr(error, "show") and hasattr(error, "exit_code"):
            error.show()
            return int(error.exit_code)
        raise
    return code if isinstance(code, int) else 0
