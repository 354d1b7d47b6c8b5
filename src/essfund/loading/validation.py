"""Documents, and entries of files that cannot be read to their end, against the models of `essfund.model`, by pydantic."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from essfund.core.errors import InvalidInputError
from essfund.loading.model_schemas import MODELS, adapter
from essfund.loading.profile import read_profile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.yaml_reader import Document, WellFormed
    from essfund.model.catalogue import Catalogue


def validate(role: str, document: Document) -> tuple[Any, list[Diagnostic]]:
    """The model of a document, or None and everything that is wrong with its shape."""
    try:
        return adapter(role).validate_python(document.data), []
    except ValidationError as error:
        from essfund.loading.schema_lookup import wanted  # noqa: PLC0415 - only when something is wrong
        from essfund.loading.shape import shape_diagnostics  # noqa: PLC0415 - only when something is wrong

        return None, shape_diagnostics(error, document, wanted(role))


@cache
def _adapters(role: str) -> Mapping[object, TypeAdapter[Any]]:
    """Return, for each section of a document that holds entries, the validator of one entry."""
    hints = {section: getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
             for section, hint in get_type_hints(MODELS[role], include_extras=True).items()}
    return {section: TypeAdapter([kind for kind in get_args(hint) if kind is not ...][-1])
            for section, hint in hints.items() if get_origin(hint) in {dict, tuple}}


def _fits(role: str, above: tuple[object, ...], data: object) -> bool:
    try:
        _adapters(role)[above[-1]].validate_python(data)
    except (KeyError, ValidationError):
        return False
    return True


def entries_of(role: str) -> WellFormed:
    """The judge of the entries of one kind of document."""
    return partial(_fits, role)


def of_export(above: tuple[object, ...], data: object) -> bool:
    """Judge an entry of an export, where the documents of a catalogue stand one level deeper."""
    return above[0] in MODELS and _fits(str(above[0]), above, data)


def cases_for(catalogue: Catalogue) -> WellFormed:
    """The judge of golden cases: their instruments must exist, their profiles be readable."""

    def fits(above: tuple[object, ...], data: Any) -> bool:
        if not (_fits("cases", above, data) and catalogue.instruments.keys() >= {data.get("tool"), *data.get("expect", ())} - {None}):
            return False
        try:
            read_profile(catalogue, data["profile"])
        except InvalidInputError:
            return False
        return True

    return fits
