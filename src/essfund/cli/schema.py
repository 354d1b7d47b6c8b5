"""`essfund schema`: the JSON Schema of what people and programs write and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from essfund.cli.declaring import argument, group
from essfund.cli.exit_codes import ExitCode
from essfund.cli.options import Common
from essfund.cli.schemas import SCHEMAS, schema
from essfund.core.messages import N_
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from essfund.cli.session import Session


@dataclass(frozen=True)
class Schema:
    """Options of `schema`."""

    name: str = argument(N_("What to describe: a file of a catalogue, a profile, what `match` or `validate` prints as JSON."), "NAME",
                         choices=tuple(SCHEMAS), required=True)
    common: Common = group(Common)

    def run(self, session: Session) -> int:
        """Write one schema, with the ids of the catalogue's vocabularies."""
        from essfund.loading.catalogue import load_vocabularies  # noqa: PLC0415 - `--help` reads no catalogue

        form = session.format("schema")
        session.write(form, json_text(schema(self.name, load_vocabularies(session.catalogue_directory), session.tr)))
        return ExitCode.DONE
