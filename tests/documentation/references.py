"""The generated pages: the command line, fields, operators, codes, exit codes and JSON Schemas, from the registries."""

from __future__ import annotations

import inspect
import json
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from essfund.cli import exit_codes
from essfund.cli.app import build
from essfund.cli.commands.schema import SCHEMAS, schema
from essfund.core.codes import SUBJECTS, subject_of
from essfund.core.language.translator import translator
from essfund.exchange.exporting.export_tables import PROVENANCE, TABLES
from essfund.interview.words import HINTS
from essfund.loading.catalogue import load_vocabularies
from essfund.model.fields import FIELDS
from essfund.presenting.formats import FORMATS
from essfund.presenting.safe_text import capital
from essfund.presenting.view import View
from essfund.review.checks import PAGES as CODES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from essfund.exchange.exporting.column import Column
    from essfund.presenting.formats import Format

HEAD = "<!-- Generated from the code. Do not edit: run `ESSFUND_UPDATE=1 pytest tests/documentation`. -->\n\n"


def cell(text: object) -> str:
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    lines = ["| " + " | ".join(header) + " |", "|" + " --- |" * len(header)]
    lines += ["| " + " | ".join(cell(value) for value in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def fields_page() -> str:
    def rows() -> Iterator[tuple[object, ...]]:
        for field in FIELDS.values():
            option = f"{field.option} / --no-{field.option[2:]}" if field.kind.name == "flag" else field.option
            unit = getattr(field.kind, "unit", "")
            example = "yes or no" if field.kind.name == "flag" else f"`{field.example}`" if field.example else ""
            yield (f"`{field.key}`", f"`{option}`", field.kind.name, unit, field.question, ", ".join(field.kind.operators), example)

    text = (
        "Keys of a profile file and options of `match` and `explain`. A field that is left out is unknown. A catalogue may add fields "
        "([how](../how-to/use-another-catalogue.md#fields-of-your-own)): `--fact KEY=VALUE` tells them, `essfund words fields` lists them.\n\n"
    )
    header = ("key", "option", "kind", "unit", "question", "operators", "example")
    return f"# Fields of a profile\n\n{HEAD}{text}{table(header, rows())}\n{writing_part()}"


def writing_part() -> str:
    """How values are typed, by unit or kind, as the interview says it."""
    rows = ((name, words) for name, words in HINTS.items())
    text = "Options, files and the interview understand the same; French words as well as English ones.\n\n"
    return f"## How values are written\n\n{text}{table(('unit or kind', 'what may be written'), rows)}"


def operators_page() -> str:
    operators = {name: operator for field in FIELDS.values() for name, operator in field.kind.operators.items()}
    rows = ((f"`{name}`", one.meaning, json.dumps(dict(one.takes))) for name, one in operators.items())
    text = (
        "What a condition in `rules.yaml` may ask of a field. Besides them a condition is `all`, `any` (lists of conditions), "
        "`not` or `shared` (the id of a shared condition). A yes-or-no field is written bare: `esus: true`.\n\n"
    )
    return f"# Operators\n\n{HEAD}{text}{table(('operator', 'holds when', 'argument'), rows)}"


def codes_page() -> str:
    text = (
        "What `validate`, `match` and every other command may find wrong or doubtful. Each page says what is found, why it matters, "
        "with an example, and what to do; `essfund explain CODE` prints the same. A severity is the usual one: `--severity` "
        "changes how much a code counts.\n"
    )
    parts = [f"# Diagnostic codes\n\n{HEAD}{text}"]
    for subject in dict.fromkeys(SUBJECTS.values()):
        codes = [code for code in CODES if subject_of(code) == subject]
        rows = ((f"[{code}](codes/{code}.md)", CODES[code].title, CODES[code].severity.value) for code in codes)
        if codes:
            parts.append(f"## {subject}\n\n{table(('code', 'what is found', 'usual severity'), rows)}")
    return "\n".join(parts)


def code_page(code: str) -> str:
    view = View(translator("en"))
    heading, _, rest = str(FORMATS["explain CODE"]["markdown"].render(code, CODES[code], view)).partition("\n\n")
    return f"{heading}\n\n{HEAD}{subject_of(code)} · [all codes](../codes.md)\n\n{rest}"


def exit_codes_page() -> str:
    source = inspect.getsource(exit_codes.ExitCode).split("\n")
    meanings = [line.strip().strip('"') for line in source if line.strip().startswith('"""')][1:]
    rows = ((int(code), meaning) for code, meaning in zip(exit_codes.ExitCode, meanings, strict=True))
    return f"# Exit codes\n\n{HEAD}{table(('code', 'meaning'), rows)}"


def formats_page() -> str:
    """Each format with what its own module says it is, and the endings of its files."""
    text = (
        "The first one of a command is what it prints without `--format`. With `--output`, the ending of the file decides: the first format that "
        "has it, and an ending that no format of the command has is refused. `--format` wins where it can be right: among formats "
        "that share an ending, for `.txt` (any format that is text), and for an ending that says nothing. `import` writes a directory.\n"
    )
    parts = [f"# Output formats\n\n{HEAD}{text}"]
    shown: dict[tuple[Format, ...], list[str]] = {}
    for command, formats in FORMATS.items():
        shown.setdefault(tuple(formats.values()), []).append(f"`{command}`")
    for listed, commands in shown.items():
        rows = ((f"`{form.name}`", ", ".join(f"`{ending}`" for ending in form.endings), about(form)) for form in listed)
        parts.append(f"## {', '.join(commands)}\n\n{table(('format', 'endings', 'what it is'), rows)}")
    return "\n".join(parts)


def about(form: Format) -> str:
    """Return the first line of what the renderer of a format says, or its module where that makes one format only."""
    path, _, function = form.made_by.partition(":")
    module = import_module(path)
    several = function.startswith("render_")
    text = (getattr(module, function) if several else module).__doc__ or ""
    return capital(text.split("\n")[0].rstrip(".").removeprefix("Return "))


def columns_page() -> str:
    header = ("column", "kind", "unit", "meaning", "source")

    def rows(columns: Iterable[Column]) -> Iterator[tuple[object, ...]]:
        for one in columns:
            kind = f"{one.kind} ({one.vocabulary})" if one.vocabulary else one.kind
            yield f"`{one.key}`", kind, one.unit, one.meaning, one.source.replace("<", "&lt;")

    text = (
        "What `export` writes: every column of every table, in this order unless `--columns` chooses. Kinds: `id` is an id of the "
        "catalogue (in brackets the vocabulary that has its labels), `list` several of them, `lines` sentences, `structure` data as "
        "JSON; days are ISO 8601, amounts whole euros, empty is « nobody says ».\n"
    )
    parts = [f"# Columns of exports\n\n{HEAD}{text}"]
    parts += [f"## `{one.name}`\n\n{one.meaning}\n\n{table(header, rows(one.columns))}" for one in TABLES.values()]
    parts.append(f"## Where a row comes from\n\nAt the end of every row of csv, jsonl and parquet; other formats say it once.\n\n"
                 f"{table(header, rows(PROVENANCE))}")
    return "\n".join(parts)


def cli_page() -> str:
    root: Any = typer.main.get_command(build(translator("en")))
    parts = [f"# Command line\n\n{HEAD}"]

    def walk(command: Any, path: str) -> None:
        parts.append(f"## `{path}`\n\n{command.help}\n")
        rows = []
        for parameter in command.params:
            if parameter.name in {"install_completion", "show_completion"}:
                continue
            names = ", ".join([*parameter.opts, *parameter.secondary_opts])
            shown = names if parameter.param_type_name == "option" else str(parameter.metavar or parameter.name).upper()
            choices = parameter.type_descriptor.choices
            allowed = ", ".join(one.value for one in choices) if choices else ""
            rows.append((f"`{shown}`", parameter.help or "", allowed))
        if rows:
            parts.append(table(("option or argument", "meaning", "choices"), iter(rows)))
        for name, inner in getattr(command, "commands", {}).items():
            walk(inner, f"{path} {name}")

    walk(root, "essfund")
    return "\n".join(parts)


def schema_page(name: str) -> str:
    """What `essfund schema NAME` prints: descriptions in French, the language of those who write catalogues."""
    return json.dumps(schema(name, load_vocabularies(), translator("fr")), ensure_ascii=False, indent=2) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/cli.md": cli_page,
    "docs/reference/fields.md": fields_page,
    "docs/reference/operators.md": operators_page,
    "docs/reference/codes.md": codes_page,
    **{f"docs/reference/codes/{code}.md": partial(code_page, code) for code in CODES},
    "docs/reference/exit-codes.md": exit_codes_page,
    "docs/reference/formats.md": formats_page,
    "docs/reference/columns.md": columns_page,
    **{f"schemas/{name}.json": partial(schema_page, name) for name in SCHEMAS},
}


def without_words(name: str, text: str) -> object:
    """Return a page; of a schema, what it says without the ids and labels of vocabularies: they are data, and may change alone."""
    if not name.startswith("schemas/"):
        return text

    def pruned(part: Any) -> Any:
        if isinstance(part, dict):
            gone = {"enum", "enumDescriptions"} if "enumDescriptions" in part else set()
            return {key: pruned(value) for key, value in part.items() if key not in gone}
        return [pruned(value) for value in part] if isinstance(part, list) else part

    return pruned(json.loads(text))
