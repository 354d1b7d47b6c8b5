"""Options that several commands share, and those made from the fields of a profile and the filters of a list."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from essfund.cli.declaring import ASKING, COUNTED_ON, FILTER, OUTPUT, PROFILE, Declared, argument, each, language_option, option, switch
from essfund.cli.environment import catalogue_layers
from essfund.core.errors import UsageError
from essfund.core.messages import N_, say
from essfund.core.record import record
from essfund.model.fields import FIELDS, Field
from essfund.presenting.formats import FORMATS, Format, endings_of
from essfund.presenting.view import DIALECTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from essfund.core.language.translator import Translator
    from essfund.loading.lists.columns import ListColumns
    from essfund.loading.lists.kinds import KindUse
    from essfund.loading.lists.source import ListSource
    from essfund.model.list_reading import ListReading
    from essfund.model.vocabulary import Vocabularies


def completing(ids: Callable[[Any], Iterable[str]]) -> Callable[[str], list[str]]:
    """Completion by those ids of a catalogue that begin with what was typed."""
    def complete(incomplete: str) -> list[str]:
        from essfund.loading.catalogue import load_catalogue  # noqa: PLC0415 - only while completing

        catalogue = load_catalogue(catalogue_layers(), cache=True)
        return sorted(key for key in ids(catalogue) if key.startswith(incomplete))

    return complete


def complete_keys(incomplete: str) -> list[str]:
    """Fields that begin with what was typed, those that the catalogue adds too."""
    return [f"{key}=" for key in completing(lambda catalogue: catalogue.fields)(incomplete.replace("-", "_"))]


complete_tools = completing(lambda catalogue: catalogue.instruments)


def completer(name: str | None) -> Callable[[str], list[str]] | None:
    """Completion by the ids of a vocabulary, if one is named."""
    return None if name is None else completing(lambda catalogue: catalogue.vocabularies.of(name).ids)


def _field_option(field: Field) -> Declared:
    if field.kind.name == "flag":
        return Declared(str(field.question), (f"{field.option}/--no-{field.option.removeprefix('--')}",), panel=field.panel, switch=True)
    shown = field.kind.form or (field.example if field.kind.name == "number" else field.key)
    return Declared(str(field.question), (field.option,), shown.upper(), field.panel, many=field.kind.many,
                    complete=completer(field.vocabulary))


def filter_options() -> Mapping[str, Declared]:
    """Declarations of the filters of lists, by name: for `each`."""
    from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - commands that list nothing need no engine

    options = {}
    for item in FILTERS:
        field = FIELDS.get(item.field)
        metavar = None if item.values else (field.example if field and field.kind.name == "number" else item.name).upper()
        options[item.name] = Declared(item.help, (field.option if field else f"--{item.name}",), metavar, FILTER, item.values,
                                      many=item.many, complete=completer(item.vocabulary or (field.vocabulary if field else None)))
    return options


def profile_options() -> Mapping[str, Declared]:
    """Declarations of the fields of a profile, by key: for `each`."""
    return {key: _field_option(field) for key, field in FIELDS.items()}


def catalogue_filters() -> Mapping[str, Declared]:
    """Declarations of those filters that ask nothing of a profile: for `each`, where options of a profile stand too."""
    from essfund.exchange.filters import FILTERS  # noqa: PLC0415 - as above

    options = filter_options()
    return {item.name: options[item.name] for item in FILTERS if not item.field}


@record(frozen=True)
class HeldFacts:
    """What is known of an enterprise: an option a field, and the fields that a catalogue adds by their key."""

    fields: Mapping[str, Any] = each(profile_options)
    fact: Sequence[str] = option(
        N_("A fact by the key of its field, of those that the catalogue adds too (repeatable); KEY= says that nobody knows it."),
        "--fact", metavar="KEY=VALUE", many=True, panel=PROFILE, complete=complete_keys)

    def __bool__(self) -> bool:
        """Whether anything was given."""
        return bool(self.fields or self.fact)


@record(frozen=True)
class Known(HeldFacts):
    """What is known of an enterprise, besides a file: facts, and answers."""

    answer: Sequence[str] = option(N_("What you learnt about a condition or reservation: it overrides the rule."), "--answer",
                                   metavar="ID=yes|no[:note]", many=True, panel=PROFILE)

    def __bool__(self) -> bool:
        """Whether anything was given."""
        return bool(super().__bool__() or self.answer)

    def asked_of_register(self) -> tuple[str | None, bool]:
        """The file of an answer of a register, and whether one is asked for; here there is neither."""
        return None, False


@record(frozen=True)
class KnownOfOne(Known):
    """What is known of one enterprise, and what a register says of it, which counts where nothing else is told."""

    register: str | None = option(
        N_("An answer of a register, saved as JSON: recherche-entreprises, Sirene (Insee), API Entreprise; - reads standard input. "
           "All that is told otherwise wins over it; of several enterprises --siren says which."), "--register", metavar="FILE",
        panel=PROFILE)
    fetch: bool = switch(
        N_("Ask the public register about --siren (a SIREN or a SIRET): the number goes to recherche-entreprises.api.gouv.fr, and "
           "nothing else. Without this option no connection is opened."), "--fetch", panel=PROFILE)

    def __bool__(self) -> bool:
        """Whether anything was given."""
        return bool(super().__bool__() or self.register or self.fetch)

    def asked_of_register(self) -> tuple[str | None, bool]:
        """The file of an answer of a register, and whether one is asked for. Raises UsageError for both."""
        if self.register is not None and self.fetch:
            raise UsageError(say("--register and --fetch both name an answer of a register"), say("keep one of them"))
        return self.register, self.fetch


@record(frozen=True)
class CountedOn:
    """A list of enterprises on which an answer is counted."""

    listed: str | None = option(
        N_("A list of enterprises to count on, read as `essfund screen` reads it: CSV, .xlsx, .parquet, a folder of Parquet; - reads "
           "standard input. No name leaves it."), "--list", metavar="LIST", panel=COUNTED_ON)
    map: Sequence[str] = option(N_("The column that tells a field, where its name does not say so."), "--map", metavar="FIELD=COLUMN",
                                many=True, panel=COUNTED_ON)

    def check(self) -> None:
        """Raise UsageError for columns of a list that nobody named."""
        if self.map and self.listed is None:
            raise UsageError(say("--map names a column of a list, and there is no list"), say("add --list LIST"))

    def count(self, tr: Translator, words: Vocabularies, prepare: Callable[[ListColumns, list[str]], KindUse]) -> ListReading | None:
        """Read the list, if there is one, for what `prepare` makes of its columns. Raises InvalidInputError and UsageError."""
        if self.listed is None:
            return None
        from essfund.cli.output import Progress  # noqa: PLC0415 - only where a list is read
        from essfund.loading.lists.kinds import count_list  # noqa: PLC0415 - as above

        with ExitStack() as stack:
            def watch(source: ListSource) -> Callable[[], None]:
                progress = stack.enter_context(Progress(tr, say("Reading the list"), source.size))
                return lambda: progress.tick(max(0, source.place() - progress.done))

            return count_list(self.listed, self.map, tr, prepare, watch, words)


@record(frozen=True)
class Common:
    """Options that every command has."""

    catalogue: Sequence[str] = option(
        N_("Another catalogue: its directory, or its export as JSON. Repeated, each is laid over those before it, and what the last one "
           "says counts; `national` is the layer that comes with essfund. ESSFUND_CATALOGUE names several as PATH does."), "--catalogue",
        metavar="DIR", many=True, panel=OUTPUT)
    lang: str | None = language_option()
    color: str = option(N_("Colours; NO_COLOR is heeded."), "--color", choices=("auto", "always", "never"), default="auto", panel=OUTPUT)
    accessible: bool | None = option(
        N_("For a screen reader: no columns, boxes or drawings, each fact on a line of its own with its label; ESSFUND_ACCESSIBLE=1, "
           "ACCESSIBLE=1 and a terminal with TERM=dumb do the same."), "--accessible/--no-accessible", switch=True, panel=OUTPUT)
    output: str | None = option(N_("Write the result to a file, whole or not at all; - is standard output."), "--output", "-o",
                                metavar="FILE", panel=OUTPUT)


def format_option(*commands: str) -> Any:
    """Declaration of `--format`, with the choices that commands have in the registry; see `Session.format`."""
    names = dict.fromkeys(name for command in commands for name in FORMATS[command])
    endings = dict.fromkeys(ending for command in commands for ending in endings_of(command))
    return option(N_("Output format; if not given, the ending of --output decides ({endings}), else it is `{first}`."), "--format", "-f",
                  choices=tuple(names), panel=OUTPUT, words={"endings": ", ".join(endings), "first": next(iter(names))})


def dialect_option(panel: str) -> Any:
    """Declaration of the option that says how CSV is written."""
    return option(N_("How CSV is written: fr is semicolon, decimal comma, BOM."), "--dialect", choices=DIALECTS, default=DIALECTS[0],
                  panel=panel)


def check_dialect(dialect: str, form: Format) -> None:
    """Raise UsageError for a dialect of CSV where no CSV is written."""
    if dialect != DIALECTS[0] and form.name != "csv":
        raise UsageError(say("--dialect is for CSV"))


def day_option() -> Any:
    """Declaration of `--as-of`; see `read_as_of`."""
    return option(N_("Day the question is asked for; today if not given."), "--as-of", metavar="DAY", panel=ASKING)


def profile_argument() -> Any:
    """Argument that names a profile."""
    return argument(N_("YAML or JSON file with what is known; - reads standard input. Options win over it."), "PROFILE")


def profile_option() -> Any:
    """Option that names a profile where instruments are named too."""
    return option(N_("YAML or JSON file with what is known of an enterprise. The options below do the same."), "--profile",
                  metavar="FILE", panel=PROFILE)


def one_file(first: str | None, second: str | None) -> str | None:
    """The one profile of two places where it may be named. Raises UsageError for two."""
    if first is not None and second is not None:
        raise UsageError(say("two profiles are named: {names}", names=f"`{first}`, `{second}`"), say("keep one of them"))
    return first if second is None else second


def tool_argument(help_: str, complete: Callable[[str], list[str]] = complete_tools) -> Any:
    """Argument that names an instrument."""
    return argument(help_, "ID", required=True, complete=complete)
