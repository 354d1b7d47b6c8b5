"""`essfund schema`: the JSON Schema of what people and programs write and read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import choices, common_parameters, with_options
from essfund.cli.output import output_format, write_formatted
from essfund.cli.session import open_session
from essfund.messages import N_
from essfund.reading.schemas import SCHEMAS, schema
from essfund.render.safe import json_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from essfund.language.speaker import Speaker


def command(speak: Speaker) -> Callable[..., Any]:
    """Return the command with its options in one language."""
    help_ = N_("What to describe: a file of a catalogue, a profile, what `match` or `validate` prints as JSON.")
    argument = typer.Argument(metavar="NAME", help=speak.text(help_))
    return with_options(
        partial(run, speak),
        [("name", Annotated[choices("Schema", SCHEMAS), argument], ...), *common_parameters(speak)],
    )


def run(speak: Speaker, name: Any, **given: Any) -> int:
    """Write one schema, with the ids of the catalogue's vocabularies."""
    from essfund.reading.catalogue import load_vocabularies  # noqa: PLC0415 - `--help` reads no catalogue

    session, output = open_session(speak, given)
    form = output_format("schema", None, output)
    found = schema(name.value, load_vocabularies(session.catalogue_directory), speak)
    write_formatted(form, json_text(found), output)
    return ExitCode.DONE
