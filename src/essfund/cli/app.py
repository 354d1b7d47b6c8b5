"""The commands and how Typer runs them, in the language asked for. Only the command asked for is made in full, for a fast start."""

from __future__ import annotations

import gettext
import os
import sys
from pkgutil import resolve_name
from typing import TYPE_CHECKING, NamedTuple

import typer
from typer.core import DEFAULT_MARKUP_MODE

from essfund.cli.declaring import declared, function_of, switch
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import language_option
from essfund.cli.output import write_error
from essfund.cli.parameters import command_class, group_class
from essfund.cli.session import chosen_accessible
from essfund.cli.usage import usage_text
from essfund.core.errors import UsageError
from essfund.core.language.translator import LOCALES
from essfund.core.messages import N_, say
from essfund.core.record import record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from essfund.core.language.translator import Translator

ABOUT = N_("Which financing instruments may an enterprise of the social and solidarity economy ask for, why, how much, "
           "and whom to call.")
EPILOG = N_("Example: essfund match --legal-form scop --employees 12 --amount 40000 --departement 31")
SETTINGS = {"help_option_names": ["-h", "--help"]}


TYPED_SO_FAR = ({"COMP_WORDS", "COMP_CWORD"}, {"_TYPER_COMPLETE_ARGS"})
"""Variables in which shells tell Typer the line that is to be completed."""


class CommandEntry(NamedTuple):
    """One command: the words that call it, the record of its options (which runs it), its summary."""

    words: tuple[str, ...]
    record: str
    summary: str


COMMANDS = (
    CommandEntry(("match",), "essfund.cli.commands.match:Match",
          N_("Rank the financing options of one enterprise: why, how much, what is still to check, whom to call.")),
    CommandEntry(("interview",), "essfund.cli.commands.interview:Interview",
          N_("Ask one question at a time, the one that settles most first, and show the options after each answer.")),
    CommandEntry(("explain",), "essfund.cli.commands.explain:Explain",
          N_("Show the proof for one instrument and a profile, and what would have to change; or explain a diagnostic code.")),
    CommandEntry(("plan",), "essfund.cli.commands.plan:PlanCommand",
          N_("The financing plan: uses and resources, who is asked for what and in which order, in two or three variants.")),
    CommandEntry(("screen",), "essfund.cli.commands.screen:ScreenCommand",
          N_("A whole list of enterprises: who may ask for what, row by row and in numbers, and which facts decide.")),
    CommandEntry(("compare",), "essfund.cli.commands.compare:Compare",
          N_("Set instruments side by side for one enterprise: answers, amounts, conditions, contacts, and whether they go together.")),
    CommandEntry(("validate",), "essfund.cli.commands.validate:Validate",
          N_("Check a catalogue: shape, references, amounts, dates and golden cases. The gate for continuous integration.")),
    CommandEntry(("verify",), "essfund.cli.commands.verify:Verify",
          N_("Make the sheet on which a funder corrects what is said of an instrument; or record the answer as a proof of life.")),
    CommandEntry(("diff",), "essfund.cli.commands.diff:Diff",
          N_("Compare two catalogues, or two git revisions of one: what changed in words, and exactly who wins or loses what.")),
    CommandEntry(("coverage",), "essfund.cli.commands.coverage:CoverageCommand",
          N_("Find where nothing exists: for which enterprises no instrument of a family can be asked for.")),
    CommandEntry(("map",), "essfund.cli.commands.map:Map",
          N_("Draw the financing landscape: which instruments at which stage, or how much each gives.")),
    CommandEntry(("init",), "essfund.cli.commands.init:Init",
          N_("Begin the catalogue of another region, laid over the national one: files, golden cases, hook, workflow.")),
    CommandEntry(("new",), "essfund.cli.commands.new:New",
          N_("Write the skeleton of an instrument, with its open questions, for a catalogue.")),
    CommandEntry(("schema",), "essfund.cli.commands.schema:Schema",
          N_("Print the JSON Schema of a catalogue file, a profile or a report, for editors and other programs.")),
    CommandEntry(("boundaries",), "essfund.cli.commands.boundaries:Boundaries",
          N_("Show where the answer of an instrument turns, just inside and just outside; or write golden cases of it.")),
    CommandEntry(("case",), "essfund.cli.commands.case:CaseCommand",
          N_("Make a golden case of a saved profile: anonymous, with the facts that decide and no others.")),
    CommandEntry(("export",), "essfund.cli.commands.export:Export",
          N_("Write the catalogue as a file that other tools open: CSV, JSON, Excel, Parquet, Markdown, HTML, dispositif-aide.")),
    CommandEntry(("import",), "essfund.cli.commands.import_:Import",
          N_("Make a draft catalogue of a file of another directory of aids, everything unproven marked so.")),
    CommandEntry(("words",), "essfund.cli.commands.words:WordsCommand",
          N_("List what may be typed for a legal form, a purpose, a stage, a quality, a département.")),
    CommandEntry(("tools", "list"), "essfund.cli.commands.tools:ToolsList", N_("List the instruments, filtered.")),
    CommandEntry(("tools", "show"), "essfund.cli.commands.tools:ToolsShow",
          N_("Show everything that is known of one instrument, with its sources.")),
)
GROUPS = {"tools": N_("Browse the catalogue.")}


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
        record = resolve_name(entry.record) if wanted else Nothing
        parent.command(entry.words[-1], help=tr.text(entry.summary), context_settings=SETTINGS, cls=command_class(tr, record))(
            function_of(record, tr))
    for name, inner in groups.items():
        app.add_typer(inner, name=name, help=tr.text(GROUPS[name]))
    return app


def invoke(argv: list[str], tr: Translator) -> int:
    """Exit code of one command line, which is run: what the command returns, 0 where it returns nothing."""
    os.environ["LANGUAGE"] = tr.language  # Typer's own words come from the process-wide gettext domain: it becomes ours
    gettext.bindtextdomain("essfund", str(LOCALES))
    gettext.textdomain("essfund")
    completing = os.environ.get("_ESSFUND_COMPLETE", "")
    if completing.startswith("complete") and not any(names <= os.environ.keys() for names in TYPED_SO_FAR):
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
