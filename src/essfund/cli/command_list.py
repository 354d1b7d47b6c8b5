"""The commands: what calls each, the record of its options, its summary. To add one: its module in `commands`, one entry here."""

from __future__ import annotations

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple


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
