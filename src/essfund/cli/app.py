"""The commands and how Typer runs them. Texts are in the language asked for, so the app is made once it is known.

Only the command that was asked for is made in full; the others are there with their summary, for `--help`.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from essfund.cli.options import language_parameter
from essfund.cli.output import write_error
from essfund.cli.parameters import command_class, group_class
from essfund.cli.typer_texts import speak_click
from essfund.cli.usage import usage_text
from essfund.core.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from essfund.core.language.translator import Translator

ABOUT = N_(
    "Which financing instruments may an enterprise of the social and solidarity economy ask for, why, how much, "
    "and whom to call."
)
EPILOG = N_("Example: essfund match --legal-form scop --employees 12 --amount 40000 --departement 31")
SETTINGS = {"help_option_names": ["-h", "--help"]}


class CommandEntry(NamedTuple):
    """One command: the words that call it, where it is made, its summary."""

    words: tuple[str, ...]
    made_by: str
    summary: str


COMMANDS = (
    CommandEntry(("match",), "essfund.cli.match:command",
          N_("Rank the financing options of one enterprise: why, how much, what is still to check, whom to call.")),
    CommandEntry(("interview",), "essfund.cli.interview:command",
          N_("Ask one question at a time, the one that settles most first, and show the options after each answer.")),
    CommandEntry(("explain",), "essfund.cli.explain:command",
          N_("Show the proof for one instrument and a profile, and what would have to change; or explain a diagnostic code.")),
    CommandEntry(("compare",), "essfund.cli.compare:command",
          N_("Set instruments side by side for one enterprise: answers, amounts, conditions, contacts, and whether they go together.")),
    CommandEntry(("validate",), "essfund.cli.validate:command",
          N_("Check a catalogue: shape, references, amounts, dates and golden cases. The gate for continuous integration.")),
    CommandEntry(("diff",), "essfund.cli.diff:command",
          N_("Compare two catalogues, or two git revisions of one: what changed in words, and exactly who wins or loses what.")),
    CommandEntry(("coverage",), "essfund.cli.coverage:command",
          N_("Find where nothing exists: for which enterprises no instrument of a family can be asked for.")),
    CommandEntry(("map",), "essfund.cli.map:command",
          N_("Draw the financing landscape: which instruments at which stage, or how much each gives.")),
    CommandEntry(("new",), "essfund.cli.new:command",
          N_("Write the skeleton of an instrument, with its open questions, for a catalogue.")),
    CommandEntry(("schema",), "essfund.cli.schema:command",
          N_("Print the JSON Schema of a catalogue file, a profile or a report, for editors and other programs.")),
    CommandEntry(("boundaries",), "essfund.cli.boundaries:command",
          N_("Show what a change of the catalogue changes at the edges of its rules, or write the answers people review.")),
    CommandEntry(("export",), "essfund.cli.export:command",
          N_("Write the catalogue as a file that other tools open: CSV, JSON, Excel, Parquet, Markdown, HTML, dispositif-aide.")),
    CommandEntry(("import",), "essfund.cli.import_:command",
          N_("Make a draft catalogue of a file of another directory of aids, everything unproven marked so.")),
    CommandEntry(("tools", "list"), "essfund.cli.tools:list_command", N_("List the instruments, filtered.")),
    CommandEntry(("tools", "show"), "essfund.cli.tools:show_command",
          N_("Show everything that is known of one instrument, with its sources.")),
)
GROUPS = {"tools": N_("Browse the catalogue.")}


def build(tr: Translator, argv: Sequence[str] | None = None) -> typer.Typer:
    """Make the application in one language; in full if `argv` is None."""
    app = typer.Typer(
        name="essfund", cls=group_class(tr), no_args_is_help=True, pretty_exceptions_enable=False, context_settings=SETTINGS,
        epilog=tr.text(EPILOG),
    )
    app.callback(help=tr.text(ABOUT))(_root(tr))
    groups = {name: typer.Typer(cls=group_class(tr), no_args_is_help=True, context_settings=SETTINGS) for name in GROUPS}
    for entry in COMMANDS:
        parent = groups[entry.words[0]] if len(entry.words) > 1 else app
        wanted = argv is None or all(word in argv for word in entry.words)
        function = _made(entry, tr) if wanted else _placeholder
        parent.command(
            entry.words[-1], help=tr.text(entry.summary), context_settings=SETTINGS, cls=command_class(tr)
        )(function)
    for name, group in groups.items():
        app.add_typer(group, name=name, help=tr.text(GROUPS[name]))
    return app


def _made(entry: CommandEntry, tr: Translator) -> Callable[..., Any]:
    module, _, name = entry.made_by.partition(":")
    function: Callable[..., Any] = getattr(import_module(module), name)(tr)
    return function


def _placeholder() -> None:
    """Stand for a command that was not asked for."""


def _root(tr: Translator) -> Callable[..., None]:
    option = typer.Option("--version", "-V", help=tr.text(N_("Version of the software and edition of the catalogue.")))

    def root(version: bool = False, lang: Any = None) -> None:  # noqa: FBT002 - both are answered before Typer, in `main`
        """Hold the options of the whole application."""

    root.__annotations__ = {"version": Annotated[bool, option], "lang": language_parameter(tr)[1], "return": None}
    return root


def invoke(argv: list[str], tr: Translator) -> int:
    """Run one command line; the command's return value is the exit code."""
    speak_click(tr.language)
    completing = "_ESSFUND_COMPLETE" in os.environ
    try:
        app = typer.main.get_command(build(tr, None if completing else argv))
        code = app.main(argv, prog_name="essfund", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not (hasattr(error, "format_message") and hasattr(error, "exit_code")):
            raise
        write_error(usage_text(error, tr))
        return int(error.exit_code)
    return code if isinstance(code, int) else 0
