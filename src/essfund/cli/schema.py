"""`essfund schema`: the JSON Schema of what people and programs write and read."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import choices, common_parameters, with_options
from essfund.cli.output import write_result
from essfund.cli.schemas import SCHEMAS, schema
from essfund.cli.session import open_session
from essfund.core.messages import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.core.language.translator import Translator


def command(tr: Translator) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    help_ = N_("What to describe: a file of a catalogue, a profile, what `match` or `validate` prints as JSON.")
    argument = typer.Argument(metavar="NAME", help=tr.text(help_))
    return with_options(
        partial(run, tr),
        [("name", Annotated[choices("Schema", SCHEMAS), argument], ...), *common_parameters(tr)],
    )


def run(tr: Translator, name: Any, **given: Any) -> int:
    """Write one schema, with the ids of the catalogue's vocabularies."""
    from essfund.loading.catalogue import load_vocabularies  # noqa: PLC0415 - `--help` reads no catalogue

    session, output = open_session(tr, given)
    found = schema(name.value, load_vocabularies(session.catalogue_directory), tr)
    write_result(json.dumps(found, ensure_ascii=False, indent=2) + "\n", output)
    return ExitCode.DONE
