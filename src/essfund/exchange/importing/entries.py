"""Entries of a draft catalogue made of drafts: unproven, of one source, and on lines that a catalogue takes."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import yaml

from essfund.core.named_tuple import NamedTuple
from essfund.core.text import fold, printable
from essfund.exchange.importing.contacts import LEFT_IN_THE_FILE, without_personal_addresses
from essfund.loading.scalars import bare_value
from essfund.model.field_types import ParseError
from essfund.model.field_types.texts_and_flags import clean_siren

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from essfund.exchange.importing.drafts import ImportedInstrument

SOURCE = "fichier-importe"
"""Id of the source that stands for the file."""
LONGEST, LONGEST_ID = 1900, 60
WARNING = (
    "Brouillon importé le {day} de {file} ({format}) : rien n’est vérifié. Lire les sources, établir chaque condition et chaque "
    "montant, dire depuis quand l’instrument court, ôter toute donnée personnelle, traduire."
)
ENGLISH = (
    "Draft imported on {day} from {file} ({format}): nothing is verified. Read the sources, establish every condition and amount, "
    "say since when the instrument runs, take out personal data, translate."
)
UNPROVEN = "a-etablir"
WHY_NEVER = {
    "fr": "Placée par l’import : tant qu’elle reste, la réponse est « à vérifier », jamais oui. À retirer quand les conditions sont "
          "établies.",
    "en": "Placed by the import: while it stands, the answer is “to be checked”, never yes. Remove it once the conditions are "
          "established.",
}
"""Why there is a test that nobody meets, inferred: it refuses nobody, and it lets nobody be told that a draft is open to them."""

ACCEPTED = f"brouillon : à retirer avec la condition {UNPROVEN}"
INFERRED = {"source": SOURCE, "strength": "inferred"}


class Imported(NamedTuple):
    """When something was imported, and from which file of which format."""

    day: str
    file: str
    format: str

    @property
    def warning(self) -> dict[str, str]:
        """What stands in each entry of a draft."""
        return {"fr": line(WARNING.format(**self._asdict())), "en": line(ENGLISH.format(**self._asdict()))}


def line(text: str) -> str:
    """Text on one line that a catalogue takes: what nobody sees and personal addresses are gone, what is too long is cut and says so."""
    found = without_personal_addresses(" ".join(printable(text).split()))
    return found if len(found) <= LONGEST else found[:LONGEST] + " […]"


def words(text: str) -> dict[str, str]:
    """Text in both languages: the English says that nobody translated it."""
    said = line(text)
    return {"fr": said, "en": f"Imported, not translated: {said}"}


class Ids:
    """Ids made of names, each unlike those that are taken; however many names are alike, each is found at once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)
        self.used: Counter[str] = Counter()

    def take(self, text: str, otherwise: str) -> str:
        """Id made of a name, or the other one."""
        parts = filter(None, fold(text).encode("ascii", "ignore").decode().split("-"))
        base = key = "-".join(parts)[:LONGEST_ID].strip("-") or otherwise
        while key in self.taken:
            self.used[base] += 1
            key = f"{base}-{self.used[base] + 1}"
        self.taken.add(key)
        return key


class DraftContacts:
    """Contacts of drafts, each once; those that were there keep their ids."""

    def __init__(self, known: Mapping[str, Any], taken: Iterable[str] = ()) -> None:
        self.entries = dict(known)
        self.ids = Ids([*known, *taken])
        self.keys = {tuple(entry.items()): key for key, entry in known.items()}

    def of(self, draft: ImportedInstrument) -> str:
        """Id of the contact of a draft, made unless it is there."""
        name = line(draft.place)
        entry: dict[str, Any] = {"name": line(draft.provider) if name in {"", LEFT_IN_THE_FILE} else name}
        entry |= {"url": draft.url} if draft.url else {}
        with suppress(ParseError):  # a SIREN whose check digit is wrong would be somebody else, or nobody
            entry |= {"siren": clean_siren(draft.siren)} if draft.siren else {}
        entry["source"] = SOURCE
        found = tuple(entry.items())
        if found not in self.keys:
            self.keys[found] = self.ids.take(entry["name"], f"contact-{len(self.entries) + 1}")
            self.entries[self.keys[found]] = entry
        return self.keys[found]


def tool(draft: ImportedInstrument, place: str, imported: Imported, day: date) -> dict[str, Any]:
    """Entry of an instrument. Nothing stands under `running`: its availability is unverified on any day."""
    found: dict[str, Any] = {
        "name": line(draft.name), "family": draft.family, "reach": draft.reach,
        "provider": line(draft.provider), "apply": place, "summary": words(draft.summary),
        "stages": {"in": draft.stages, **INFERRED} if draft.stages else [],
        "offers": {"unique": {"amount": {**draft.amount, **INFERRED}} if draft.amount else {}},
        "conditions_of_money": [{**words(item), **INFERRED} for item in draft.money],
        **{key: {"day": when.isoformat(), **INFERRED} for key, when in (("valid_from", draft.first_day), ("valid_until", draft.last_day))
           if when},
        "notes": [{**item, "sources": [SOURCE]} for item in (imported.warning, *(words(note) for note in draft.notes))],
        "checked_on": min(draft.updated or day, day).isoformat(), "sources": [SOURCE],
    }
    return {key: value for key, value in found.items() if value != []}


def requirements(draft: ImportedInstrument, stages: list[str]) -> dict[str, Any]:
    """Rules of a draft: tests that never refuse, and prose as reservations. `stages` are all stages that a project may be at."""
    tests = [{"id": key, **test, **INFERRED} for key, test in draft.tests.items()]
    never = {"not": {"stage": {"in": stages}}}
    unproven = {"id": UNPROVEN, "accepts": {"CAT071": ACCEPTED}, **never, **INFERRED, "note": WHY_NEVER}
    asked = filter(None, dict.fromkeys(map(line, draft.asked)))
    prose = [{"id": f"critere-{number}", "text": words(item), **INFERRED} for number, item in enumerate(asked, start=1)]
    found = {"accepts": {"CAT078": ACCEPTED} if tests else None, "requires": [*tests, unproven], "reservations": prose}
    return {key: value for key, value in found.items() if value}


class _Dumper(yaml.SafeDumper):
    """Writes every value out, and quotes what YAML readers do not read alike."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - as PyYAML calls it
        """Write no alias: our reader takes none."""
        return True


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    agreed = bare_value(text, plain_words=False)[1]
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=None if agreed else '"')


_Dumper.add_representer(str, _quoted)


def written(document: Mapping[str, Any]) -> str:
    """Document as YAML."""
    return str(yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120))
