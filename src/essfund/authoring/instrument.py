"""What a new instrument needs in each file of a catalogue, with what is known of it; the rest is said to be open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from essfund.authoring.insertion import Insertion
from essfund.authoring.skeleton import GAP, Assumed, Path, Skeleton
from essfund.core.messages import N_

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from essfund.core.language.translator import Translator

AMOUNTS = {"fr": "Montants à établir.", "en": "Amounts to be established."}
CONDITIONS = {"fr": "Conditions à établir : qui peut le demander ?", "en": "Conditions to be established: who may ask for it?"}
NOTHING_KNOWN = "D’une entreprise dont on ne sait rien, on ne peut rien dire."
EXAMPLE = "#   - {{id: au-moins-un-salarie, employees: {{at_least: 1}}, source: {source}, strength: inferred}}"
CASES = N_("Golden cases. Expectations come from the sources, not from the program.")
WANTED = N_(
    "to establish: a profile that is eligible, one that is refused; each condition once as the only reason; each bound with its "
    "neighbours"
)


@dataclass(frozen=True)
class InstrumentFacts:
    """What is known of the instrument. `source` and `apply` are ids that the catalogue has, or None: new ones are made then."""

    id: str
    family: str
    reach: str
    day: date
    name: str | None = None
    provider: str | None = None
    apply: str | None = None
    source: str | None = None
    source_title: str | None = None
    source_url: str | None = None

    @property
    def source_id(self) -> str:
        """The source of everything that is known so far."""
        return self.source or f"{self.id}-source"

    @property
    def contact_id(self) -> str:
        """Whom to call."""
        return self.apply or f"{self.id}-contact"


class EntryWriter:
    """Makes the entries of one new instrument. `schemas` are those of tools, rules and cases, in the writer's language."""

    def __init__(self, wanted: InstrumentFacts, schemas: Mapping[str, Mapping[str, Any]], tr: Translator) -> None:
        self.wanted, self.schemas, self.tr = wanted, schemas, tr

    def made(self, role: str, definition: str, given: dict[Path, Any]) -> tuple[str, ...]:
        """Return the lines of an entry; what is None is not known."""
        known = {path: value for path, value in given.items() if value is not None}
        return tuple(Skeleton(self.schemas[role], known, self.wanted.source_id, self.tr).lines(definition))

    def tools(self, neighbour: str | None) -> list[Insertion]:
        """Return what goes into tools.yaml."""
        wanted, found = self.wanted, []
        day = wanted.day.isoformat()
        if wanted.source is None:
            source: dict[Path, Any] = {
                ("title",): wanted.source_title, ("kind",): Assumed("secondary"), ("date",): Assumed(day), ("url",): wanted.source_url,
            }
            found.append(Insertion("sources", wanted.source_id, self.made("tools", "Source", source)))
        if wanted.apply is None:
            contact = self.made("tools", "Contact", {("source",): wanted.source_id})
            found.append(Insertion("contacts", wanted.contact_id, contact))
        tool: dict[Path, Any] = {
            ("name",): wanted.name, ("family",): wanted.family, ("reach",): wanted.reach, ("provider",): wanted.provider,
            ("apply",): wanted.contact_id, ("offers", "unique", "amount", "note"): AMOUNTS, ("checked_on",): day,
            ("sources",): [wanted.source_id],
        }
        found.append(Insertion("tools", wanted.id, self.made("tools", "Tool", tool), neighbour))
        return found

    def rules(self, neighbour: str | None) -> Insertion:
        """Return what goes into rules.yaml: a reservation that says that the conditions are open."""
        source = self.wanted.source_id
        gap = {"id": "conditions-a-etablir", "text": CONDITIONS, "source": source, "strength": "inferred"}
        lines: list[str] = []
        for line in self.made("rules", "InstrumentRules", {("reservations",): [gap]}):
            lines.append(line)
            if line.startswith("# requires:"):
                lines.append(EXAMPLE.format(source=source))
        return Insertion("instruments", self.wanted.id, tuple(lines), neighbour)

    def cases(self, modeline: str | None) -> str:
        """Return the text of the file of golden cases: one that holds whatever the conditions are, two as comments."""
        lines = [modeline] if modeline else []
        lines += [f"# {self.tr.text(CASES)}", "cases:", *self.case("profil-inconnu", "to_check", NOTHING_KNOWN)]
        lines.append(f"  # {self.tr.text(WANTED)}")
        for name, verdict in (("eligible", "eligible"), ("refuse", "ineligible")):
            lines += [f"  # {line.removeprefix('  ')}" for line in self.case(name, verdict, GAP.fr)]
        return "\n".join(lines) + "\n"

    def case(self, name: str, verdict: str, says: str) -> list[str]:
        """Return one golden case as an item of the list."""
        wanted = self.wanted
        lines = self.made("cases", "Case", {
            ("id",): f"{wanted.id}-{name}", ("says",): says, ("as_of",): wanted.day.isoformat(), ("source",): wanted.source_id,
            ("profile",): {}, ("expect",): {wanted.id: verdict},
        })
        return [f"  {'-' if index == 0 else ' '} {line}" for index, line in enumerate(lines)]
