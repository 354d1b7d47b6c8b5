"""Contacts of an aid as a file publishes them: services are kept; what names a person stays in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.core.named_tuple import NamedTuple
from essfund.core.text import fold
from essfund.exchange.importing.foreign_rows import as_text, parsed
from essfund.exchange.importing.foreign_values import items, labels

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("org_nom", "cnt_nom", "nom")
"""Keys of a name, that of an organisation first: `labels` takes the first."""

ORGANISATION = "org_"
TITLE = re.compile(r"\s*(?:M\.?|MM\.?|Mr\.?|Mme|Mlle|Monsieur|Madame|Dr\.?)\s", re.IGNORECASE)
EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@((?:[\w-]{1,63}\.){1,8}[\w-]{1,63})")
LEFT_IN_THE_FILE = "[adresse de courriel laissée dans le fichier]"
PERSONS = "Contacts : noms de personnes et courriels qui peuvent être personnels laissés dans le fichier ; vérifier le reste."
WORDS_OF_SERVICES = """
    accompagnement accueil adherents agence aide aides antenne appel appels asso associations bureau candidature candidatures
    chambre collectivites commerce communaute communication conseil contact contacts courrier creation culture delegation demande
    demandes departement developpement dialogue direction dossier dossiers eco economie economique emploi entreprendre entreprise
    entreprises environnement ess federation financement financements fondation fonds formation garantie gestion guichet info
    information informations infos initiative innovation instruction mairie mission plateforme pole pret prets projet projets region
    reseau secretariat service services siege standard subvention subventions support tourisme transition union
"""
SERVICES = frozenset(WORDS_OF_SERVICES.split())
"""Words by which an address or a name is that of a service. An address without one may be somebody's own and is not taken."""


class Contacts(NamedTuple):
    """Contacts that are services, and whether something that tells of a person was left in the file."""

    kept: list[Any]
    left: bool

    @property
    def names(self) -> list[str]:
        """Name of each service that has one."""
        return labels([item for item in self.kept if not isinstance(item, dict) or item.keys() & set(NAMES)], *NAMES)


def services(value: Any) -> Contacts:
    """Contacts without what tells of a person: names beside a first name, a title or an organisation, and whatever belongs to them."""
    found = parsed(value)
    if isinstance(found, dict) and not found.keys() & set(NAMES):
        found = list(found.values())
    given = [item for item in (found if isinstance(found, list) else items(found)) if item]
    kept = [_of_service(item) if isinstance(item, dict) else "" if TITLE.match(as_text(item)) else item for item in given]
    return Contacts([item for item in kept if item], given != kept or EMAIL.sub(_kept, as_text(kept)) != as_text(kept))


def _of_service(item: Mapping[str, Any]) -> dict[str, Any]:
    person = [as_text(item.get(key)) for key in NAMES[1:] if as_text(item.get(key))]
    named = any("prenom" in fold(key) and as_text(part) for key, part in item.items()) or any(TITLE.match(name) for name in person)
    beside = as_text(item.get(NAMES[0])) and person and not all(words_of(name) & SERVICES for name in person)
    return {key: part for key, part in item.items() if key.startswith(ORGANISATION) or not (named or beside)}


def words_of(said: str) -> set[str]:
    """Words of a name or of what stands before the sign of an address."""
    return set(fold(said.replace(".", " ").replace("_", " ")).split("-"))


def without_personal_addresses(said: str) -> str:
    """Text without the addresses of electronic mail that may be a person's own."""
    return EMAIL.sub(_kept, said)


def _kept(address: re.Match[str]) -> str:
    site = words_of(address[2])
    return address[0] if words_of(address[1]) & (SERVICES | site) else LEFT_IN_THE_FILE
