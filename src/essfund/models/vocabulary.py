"""Vocabularies: the ids a field may hold, and everything people may type for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from essfund.messages import N_, Words
from essfund.spelling import fold, nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from essfund.models.authoring import about


@dataclass(frozen=True)
class Term:
    """One id: its labels, and other names people use for it."""

    fr: str
    en: str
    aliases: tuple[str, ...] = ()
    ess_by_form: str | None = None
    """Legal forms only: whether the law of 31 July 2014, article 1, counts this form as ESS: yes, no or check."""

    @property
    def words(self) -> Words:
        """The label in both languages."""
        return Words(self.fr, self.en)


@dataclass(frozen=True)
class TermSet:
    """A named set of ids, used in rules and accepted from people."""

    fr: Annotated[str, about(N_("The text in French."))]
    en: Annotated[str, about(N_("The text in English."))]
    members: Annotated[tuple[str, ...], about(N_("Ids, or names of other sets."))]


@dataclass(frozen=True)
class Code:
    """An official code and every id it may stand for: INSEE 5710 may be a SAS, a Scop or a Scic."""

    label: Annotated[str, about(N_("What the official list calls it."))]
    forms: Annotated[tuple[str, ...], about(N_("Every legal form it may stand for, by id."))]
    note: Annotated[str | None, about(N_("Why it may stand for several forms."))] = None


@dataclass(frozen=True)
class Place:
    """A département and the region it lies in. Region and département codes collide, so each has its own field."""

    name: Annotated[str, about(N_("The name of the département."))]
    region: Annotated[str, about(N_("The code of its region, between quotes."))]


@dataclass(frozen=True)
class Vocabulary:
    """The ids of one field."""

    terms: Mapping[str, Term]
    sets: Mapping[str, TermSet] = field(default_factory=dict)
    codes: Mapping[str, Code] = field(default_factory=dict)

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id."""
        return frozenset(self.terms)

    @cached_property
    def _by_name(self) -> dict[str, frozenset[str]]:
        """Everything people may type, folded, and the ids it may mean. Codes come first: they say most."""
        found: dict[str, frozenset[str]] = {code: frozenset(entry.forms) for code, entry in self.codes.items()}
        for key, term in self.terms.items():
            for text in (key, term.fr, term.en, *term.aliases):
                found.setdefault(fold(text), frozenset([key]))
        for key in self.sets:
            members = self.expand(key)
            if members:
                found.setdefault(fold(key), members)
        return found

    def find(self, text: str) -> frozenset[str] | None:
        """Return the ids a text may mean, or None. Ids, codes, names, aliases and sets; case and accents ignored."""
        return self._by_name.get(fold(text))

    def suggest(self, text: str) -> list[str]:
        """Return ids close to a mistyped text, best first."""
        names = nearest(text, [name for name in self._by_name if not name.isdigit()])
        found: list[str] = []
        for name in names:
            ids = self._by_name[name]
            key = next(iter(ids))
            label = name if len(ids) > 1 else key if key.islower() else f"{key} ({self.terms[key].fr})"
            if label not in found:
                found.append(label)
        return found

    @cached_property
    def _members(self) -> dict[str, frozenset[str]]:
        """The ids behind every set name."""
        return {name: self._unfold(name, frozenset()) or frozenset() for name in self.sets}

    def expand(self, name: str) -> frozenset[str] | None:
        """Return the ids behind an id or a set name as rules write them, or None if there is no such name."""
        return frozenset([name]) if name in self.terms else self._members.get(name)

    def _unfold(self, name: str, seen: frozenset[str]) -> frozenset[str] | None:
        if name in self.terms:
            return frozenset([name])
        if name not in self.sets or name in seen:
            return None
        parts = [self._unfold(member, seen | {name}) for member in self.sets[name].members]
        return frozenset(item for part in parts if part for item in part)

    def words(self, key: str) -> Words:
        """Return the label of an id; an unknown id is its own label."""
        term = self.terms.get(key)
        return term.words if term else Words(key, key)


@dataclass(frozen=True)
class Vocabularies:
    """Every vocabulary of a catalogue."""

    legal_form: Vocabulary
    stage: Vocabulary
    departement: Vocabulary
    purposes: Vocabulary
    family: Vocabulary
    reach: Vocabulary
    cost: Vocabulary
    strength: Vocabulary

    def of(self, name: str | None) -> Vocabulary | None:
        """Return the vocabulary a field declares, if any."""
        found = getattr(self, name) if name else None
        return found if isinstance(found, Vocabulary) else None
