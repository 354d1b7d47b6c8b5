"""Long tables for pivots: one row for an instrument and a stage, a legal form, a département or a contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple
from essfund.exchange.exporting.column import Column, ExportTable
from essfund.model.verdict import Availability
from essfund.presenting.wording import AVAILABILITIES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.exchange.exporting.selection import Selection
    from essfund.exchange.filters import Listed
    from essfund.model.catalogue import Instrument
    from essfund.model.tool import Contact


class StageItem(NamedTuple):
    """One instrument and a stage it was made for; no stage if nobody says."""

    instrument: Instrument
    availability: Availability
    stage: str | None


class AdmittedItem(NamedTuple):
    """One instrument and an id of a field, such as a legal form, that it does not refuse; whether it is made for it."""

    instrument: Instrument
    availability: Availability
    id: str
    made_for: bool


class ContactItem(NamedTuple):
    """One instrument and a contact, with the départements for which it is the one to call; none means everywhere else."""

    instrument: Instrument
    availability: Availability
    contact: Contact
    departement: str | None


KEYS: tuple[Column, ...] = (
    Column("tool", "id", N_("Id"), "Id of the instrument.", "tools.yaml, key under `tools`", lambda _, i: i.instrument.id, width=24),
    Column("name", "text", N_("Instrument"), "Name of the instrument.", "tools.yaml, tools.<id>.name",
           lambda _, i: i.instrument.tool.name, width=34),
    Column("family", "id", N_("Family"), "Kind of financing.", "tools.yaml, tools.<id>.family", lambda _, i: i.instrument.tool.family,
           vocabulary="family"),
    Column("availability", "id", N_("Availability"), "Whether it can be asked for on the day of the export.",
           "worked out from the dates of the entry and of its sources (rules.yaml, ranking.freshness_months)",
           lambda _, i: i.availability.value, words={key.value: text for key, text in AVAILABILITIES.items()}),
)
"""What each row says of its instrument."""


def stages(selection: Selection) -> Iterator[StageItem]:
    """Stages that each instrument was made for."""
    for one in selection.listing:
        made_for = one.instrument.tool.stages
        for stage in made_for.stages if made_for else (None,):
            yield StageItem(one.instrument, one.availability, stage)


def admitted(selection: Selection, field: str, ids: Sequence[str]) -> Iterator[AdmittedItem]:
    """Ids of a field that each instrument does not refuse, for some enterprise, on the day: what `coverage` counts."""
    from essfund.engine.coverage import Counting
    from essfund.engine.supply import Asked, supply

    found = supply(selection.catalogue, selection.day, Asked((field,), Counting.MADE_FOR), frozenset(Availability))
    cells = {cell.places: cell for cell in found.counts()}
    place = {item: (number,) for axis in found.axes for number, inside in enumerate(axis.classes)
             for bit, known in enumerate(found.space.variables[axis.variable].cells) if inside >> bit & 1
             for item in (known if isinstance(known, frozenset) else ())}
    for one in selection.listing:
        for item in ids:
            cell = cells[place.get(item, ())]  # where no rule looks at the field there is one cell, of no place
            if one.instrument.id in cell.bound:
                yield AdmittedItem(one.instrument, one.availability, item, one.instrument.id in cell.tools)


def forms(selection: Selection) -> Iterator[AdmittedItem]:
    """Legal forms that each instrument does not refuse."""
    return admitted(selection, "legal_form", tuple(selection.catalogue.vocabularies.legal_form.terms))


def departements(selection: Selection) -> Iterator[AdmittedItem]:
    """Départements of the territory of the catalogue in which each instrument refuses not everybody."""
    words = selection.catalogue.vocabularies
    return admitted(selection, "departement", tuple(key for key in words.departement.terms if key in words.home))


def contacts(selection: Selection) -> Iterator[ContactItem]:
    """Whom to call for each instrument: the general contact, then the local ones."""
    for one in selection.listing:
        yield from _contacts(selection, one)


def _contacts(selection: Selection, one: Listed) -> Iterator[ContactItem]:
    known, contact = selection.catalogue.contacts, selection.catalogue.contacts[one.instrument.tool.apply]
    yield ContactItem(one.instrument, one.availability, contact, None)
    for local in contact.by_departement:
        for departement in sorted(local.departements):
            if local.contact in known:
                yield ContactItem(one.instrument, one.availability, known[local.contact], departement)


STAGES = ExportTable(
    "stages", N_("By stage"), "One row an instrument and a stage it was made for; one without a stage where nobody says.",
    (
        *KEYS,
        Column("stage", "id", N_("Stage"), "Stage it was made for; empty if nobody says.", "tools.yaml, tools.<id>.stages.in",
               lambda _, i: i.stage, vocabulary="stage"),
        Column("strength", "id", N_("Strength"), "How well that is known.", "tools.yaml, tools.<id>.stages.strength",
               lambda _, i: i.instrument.tool.stages.strength.value if i.instrument.tool.stages else None, vocabulary="strength"),
    ),
    stages,
)


def _admitting(name: str, label: str, meaning: str, field: str, column: Column) -> ExportTable:
    made_for = Column("made_for", "flag", N_("Made for it"), "Whether no source says that it is made for others.",
                      "tools.yaml, tools.<id>.dedicated_to", lambda _, i: i.made_for)
    return ExportTable(name, label, meaning, (*KEYS, column, *([made_for] if field == "legal_form" else [])),
                       forms if field == "legal_form" else departements, key=("tool", field))


FORMS = _admitting(
    "forms", N_("By legal form"), "One row an instrument and a legal form that it does not refuse on the day, whatever else holds.",
    "legal_form",
    Column("legal_form", "id", N_("Legal form"), "Legal form that is not refused.", "rules.yaml, instruments.<id>", lambda _, i: i.id,
           vocabulary="legal_form", width=34),
)
DEPARTEMENTS = _admitting(
    "departements", N_("By département"), "One row an instrument and a département of the territory where it refuses not everybody.",
    "departement",
    Column("departement", "id", N_("Département"), "Code of the département.", "rules.yaml, instruments.<id>", lambda _, i: i.id,
           vocabulary="departement"),
)
CONTACTS = ExportTable(
    "contacts", N_("By contact"), "One row an instrument and a contact; for each département that has its own, one more.",
    (
        *KEYS,
        Column("departement", "id", N_("Département"), "Code of the département for which it is this contact; empty for all others.",
               "tools.yaml, contacts.<apply>.by_departement", lambda _, i: i.departement, vocabulary="departement"),
        Column("contact", "text", N_("Contact"), "Whom to call.", "tools.yaml, contacts.<contact>.name", lambda _, i: i.contact.name,
               width=40),
        Column("phone", "text", N_("Telephone"), "Its telephone.", "tools.yaml, contacts.<contact>.phone", lambda _, i: i.contact.phone),
        Column("url", "url", N_("Link"), "Its page.", "tools.yaml, contacts.<contact>.url", lambda _, i: i.contact.url, width=40),
        Column("siren", "text", N_("SIREN"), "Its SIREN.", "tools.yaml, contacts.<contact>.siren", lambda _, i: i.contact.siren),
    ),
    contacts,
)
PIVOTS = (STAGES, FORMS, DEPARTEMENTS, CONTACTS)
