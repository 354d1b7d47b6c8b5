"""The commands and how Typer runs them, in the language asked for. Only the command asked for is made in full, for a fast start."""

from __future__ import annotations

import gettext
import os
import sys
from typing import TYPE_CHECKING

import typer
from typer.core import DEFAULT_MARKUP_MODE

from essfund.cli.command_list import COMMANDS, GROUPS
from essfund.cli.declaring import declared, function_of, language_option, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.output import write_error
from essfund.cli.parameters import command_class, group_class
from essfund.cli.session import chosen_accessible
from essfund.cli.usage import usage_text
from essfund.core.errors import UsageError
from essfund.core.language.translator import LOCALES
from essfund.core.messages import N_, say
from essfund.core.record import record
from essfund.core.reference import resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.language.translator import Translator

ABOUT = N_("Which financing instruments may an enterprise of the social and solidarity economy ask for, why, how much, "
           "and whom to call.")
EPILOG = N_("Example: essfund match --legal-form scop --employees 12 --amount 40000 --departement 31")
SETTINGS = {"help_option_names": ["-h", "--help"]}


TYPED_SO_FAR = ({"COMP_WORDS", "COMP_CWORD"}, {"_TYPER_COMPLETE_ARGS"})
"""Variables in which shells tell Typer the line that is to be completed."""


@record(frozen=True)
class Root:
    """Options of the whole application; both are answered before Typer, in `main`."""

    version: bool = switch(N_("Version of the software and edition of the catalogue."), "--version", "-V", panel="")
    lang: str | None = language_option()


@record(frozen=True)
class Nothing:
    """Options of a command that was not asked for."""


def build(tr: Translator, argv: Sequence[str] | None = None) -> typer.Typer:
    """Application in one language; in full if `argv` is None."""
    group, root = group_class(tr, {}), group_class(tr, dict(declared(Root)))
    letters = (sys.stdout.encoding or "utf-8").casefold()
    plain = chosen_accessible(argv or (), terminal=sys.stdout.isatty()) or not letters.startswith("utf")
    boxes = None if plain else DEFAULT_MARKUP_MODE
    app = typer.Typer(name="essfund", cls=root, no_args_is_help=True, pretty_exceptions_enable=False, context_settings=SETTINGS,
                      epilog=tr.text(EPILOG), rich_markup_mode=boxes)
    app.callback(help=tr.text(ABOUT))(function_of(Root, tr))
    groups = {name: typer.Typer(cls=group, no_args_is_help=True, context_settings=SETTINGS, rich_markup_mode=boxes) for name in GROUPS}
    for entry in COMMANDS:
        parent = groups[entry.words[0]] if len(entry.words) > 1 else app
        wanted = argv is None or all(word in argv for word in entry.words)
        record = resolve(entry.record) if wanted else Nothing
        parent.command(entry.words[-1], help=tr.text(entry.summary), context_settings=SETTINGS, cls=command_class(tr, record))(
            function_of(record, tr))
    for name, inner in groups.items():
        app.add_typer(inner, name=name, help=tr.text(GROUPS[name]))
    return app


def invoke(argv: list[str], tr: Translator) -> int:
    """Exit code of one command line, which is run: what the command returns, 0 where it returns nothing."""
    os.environ["LANGUAGE"] = tr.language  # Typer's own words come from the process-wide gettext domain: it becomes ours
    gettext.bindtextdomain("essfund", LOCALES)
    gettext.textdomain("essfund")
    completing = os.environ.get("_ESSFUND_COMPLETE", "")
    asked = not completing.startswith("source_") and not any(names <= os.environ.keys() for names in TYPED_SO_FAR)
    if completing and asked:
        raise UsageError(say("_ESSFUND_COMPLETE is set, and nothing that is to be completed: only shells set it"), say("unset it"))
    try:
        app = typer.main.get_command(build(tr, None if completing else argv))
        code = app.main(argv, prog_name="essfund", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as left:  # Rich leaves so where the reader of a help page is gone (`| head`): no error. So does completion
        return ExitCode.USAGE if completing and left.code else ExitCode.DONE
    except Exception as error:
        if not (hasattr(error, "format_message") and hasattr(error, "exit_code")):
            raise
        write_error(usage_text(error, tr))
        return int(error.exit_code)
    return code if isinstance(code, int) else 0
