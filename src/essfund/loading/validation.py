"""Documents, and entries of files that cannot be read to their end, against the models of `essfund.model`, by pydantic."""

from __future__ import annotations

from contextlib import suppress
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from essfund.core.errors import InvalidInputError
from essfund.loading.model_schemas import MODELS, adapter, testing
from essfund.loading.profile import read_profile
from essfund.model.added_field import AddedField, taken
from essfund.model.field_types import TextType
from essfund.model.fields import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from essfund.core.diagnostics import Diagnostic
    from essfund.loading.yaml_reader import Document, WellFormed
    from essfund.model.catalogue import Catalogue


def validate(role: str, document: Document, added: Sequence[Field] = ()) -> tuple[Any, list[Diagnostic]]:
    """The model of a document, or None and everything that is wrong with its shape; its conditions may test `added` fields too."""
    try:
        return adapter(role, added).validate_python(document.data), []
    except ValidationError as error:
        from essfund.loading.schema_lookup import wanted  # noqa: PLC0415 - only when something is wrong
        from essfund.loading.shape import shape_diagnostics  # noqa: PLC0415 - only when something is wrong

        return None, shape_diagnostics(error, document, wanted(role, tuple(added)))


def added_fields(data: object) -> list[Field]:
    """The fields that the data of a `vocabularies.yaml` adds, whatever the rest of it is worth.

    One that is not written as it should be is among them too, as far as it can be read: what tests it is not wrong for that.
    """
    entries = data.get("fields") if isinstance(data, dict) else None
    made = [_added(str(key), entry) for key, entry in entries.items()] if isinstance(entries, dict) else []
    return [field for field in made if not taken(field.key)]


@cache
def _entry() -> TypeAdapter[AddedField]:
    return TypeAdapter(AddedField)


def _added(key: str, entry: object) -> Field:
    hint = _entry()
    try:
        return hint.validate_python(entry).made(key)
    except ValidationError:
        words = {"fr": key, "en": key}
        kept = {"type": entry.get("type"), "unit": entry.get("unit")} if isinstance(entry, dict) else {}
        for least in (kept, {"type": kept.get("type")}):
            with suppress(ValidationError):
                return hint.validate_python({**least, "label": words, "question": words}).made(key)
        return Field(key, TextType(), "", key, key)  # of no type: any test of it will do


@lru_cache(16)
def _adapters(role: str, added: tuple[Field, ...] = ()) -> Mapping[object, TypeAdapter[Any]]:
    """Return, for each section of a document that holds entries, the validator of one entry."""
    hints = {section: getattr(hint, "__origin__", hint) if hasattr(hint, "__metadata__") else hint
             for section, hint in get_type_hints(MODELS[role], include_extras=True).items()}
    with testing(added):
        return {section: TypeAdapter([kind for kind in get_args(hint) if kind is not ...][-1])
                for section, hint in hints.items() if get_origin(hint) in {dict, tuple}}


def _fits(role: str, added: tuple[Field, ...], above: tuple[object, ...], data: object) -> bool:
    try:
        _adapters(role, added)[above[-1]].validate_python(data)
    except (KeyError, ValidationError):
        return False
    return True


def entries_of(role: str, added: Sequence[Field] = ()) -> WellFormed:
    """The judge of the entries of one kind of document, whose conditions may test `added` fields too."""
    return partial(_fits, role, tuple(added) if role == "rules" else ())


def of_export(above: tuple[object, ...], data: object) -> bool:
    """Judge an entry of an export, where the documents of a catalogue stand one level deeper."""
    return above[0] in MODELS and _fits(str(above[0]), (), above, data)


def cases_for(catalogue: Catalogue) -> WellFormed:
    """The judge of golden cases: their instruments must exist, their profiles be readable."""

    def fits(above: tuple[object, ...], data: Any) -> bool:
        if not (_fits("cases", (), above, data) and catalogue.instruments.keys() >= {data.get("tool"), *data.get("expect", ())} - {None}):
            return False
        try:
            read_profile(catalogue, data["profile"])
        except InvalidInputError:
            return False
        return True

    return fits
