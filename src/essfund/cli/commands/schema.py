"""`essfund schema`: the JSON Schema of what people and programs write and read, and the registry of schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.cli.declaring import argument, group
from essfund.cli.options import Common
from essfund.core.messages import N_
from essfund.core.record import record
from essfund.core.reference import resolve
from essfund.loading.schemas import CATALOGUE_FILES
from essfund.presenting.safe_text import json_text

if TYPE_CHECKING:
    from essfund.cli.session import Session
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies


DIALECT = "https://json-schema.org/draft/2020-12/schema"
SCHEMAS: dict[str, str] = {
    **dict.fromkeys(CATALOGUE_FILES, "essfund.loading.schemas.files:file_schema"),
    "profile": "essfund.loading.schemas.profile:profile_schema",
    "report": "essfund.answer.report_schema:report_schema",
    "plan": "essfund.financing_plan.plan_schema:plan_schema",
    "screen": "essfund.screening.summary_schema:screen_schema",
    "diagnostics": "essfund.review.diagnostics.schema:findings_schema",
    "diff": "essfund.review.diff.schema:comparison_schema",
}
"""Each name leads to a function of the name, the vocabularies and the language of the descriptions."""


def schema(name: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """One schema. Raises KeyError for a name that `SCHEMAS` does not have."""
    return {"$schema": DIALECT, **resolve(SCHEMAS[name])(name, vocabularies, tr)}


@record(frozen=True)
class Schema:
    """Options of `schema`."""

    name: str = argument(N_("What to describe: a file of a catalogue, a profile, what `match` or `validate` prints as JSON."), "NAME",
                         choices=tuple(SCHEMAS), required=True)
    common: Common = group(Common)

    def run(self, session: Session) -> None:
        """Write one schema, with the ids of the catalogue's vocabularies."""
        from essfund.loading.catalogue import load_vocabularies  # noqa: PLC0415 - `--help` reads no catalogue

        form = session.format("schema")
        session.write(form, json_text(schema(self.name, load_vocabularies(session.places), session.tr)))
