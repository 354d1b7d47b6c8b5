"""Vocabularies: the ids a field may hold, and everything people may type for them.

Nobody prints these records: without a `__repr__` of their own, every start of the program makes less code.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated

from essfund.core.lazily import cached_property
from essfund.core.messages import N_, Words
from essfund.core.pattern import pattern
from essfund.core.record import field, record, replace
from essfund.core.text import fold, nearest
from essfund.model.fields import FIELDS, NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from essfund.model.authored_types import about
    from essfund.model.fields import Field


DEEPEST_SETS, MOST_OPENED = 10, 20_000
"""Levels of sets of sets; ids behind all the sets of one vocabulary together."""


class Role(Enum):
    """What the instruments of a family do for an enterprise, in the order in which people read them.

    Programs ask for the role and never for the id of a family: a catalogue may have families that nobody foresaw.
    """

    CASH = "cash"
    LOAN = "loan"
    GUARANTEE = "guarantee"
    SUPPORT = "support"
    OTHER = "other"

    @property
    def funds(self) -> bool:
        """Whether it brings money that covers a need."""
        return self is Role.CASH or self is Role.LOAN


class Meaning(Enum):
    """What a stage, a purpose or a legal form tells of an enterprise, and a reach of an instrument.

    Programs ask for the meaning and never for the id.
    """

    IDEA = "idea"
    START = "start"
    RUNNING = "running"
    SCALING = "scaling"
    ANY = "any"
    STUDY = "study"
    TAKEOVER = "takeover"
    WORKERS = "workers"
    STAKEHOLDERS = "stakeholders"
    TERRITORY = "territory"
    COUNTRY = "country"


@record(frozen=True)
class Term:
    """One id: its labels, and other names people use for it."""

    fr: str
    en: str
    aliases: tuple[str, ...] = ()
    ess_by_form: str | None = None
    """Legal forms only: whether the law of 31 July 2014, article 1, counts this form as ESS: yes, no or check."""
    role: Role = Role.OTHER
    """Families only."""
    quasi_own: bool = False
    """Families only: whether its money counts with the own funds of whoever receives it."""
    usual: bool = False
    """Whether an interview offers it first: most enterprises have it."""
    meaning: Meaning | None = None

    @property
    def words(self) -> Words:
        """The label in both languages."""
        return Words(self.fr, self.en)


@record(frozen=True)
class TermSet:
    """A named set of ids, used in rules and accepted from people."""

    fr: Annotated[str, about(N_("The text in French."))]
    en: Annotated[str, about(N_("The text in English."))]
    members: Annotated[tuple[str, ...], about(N_("Ids, or names of other sets."))]
    aliases: Annotated[tuple[str, ...], about(N_("Other names people type; case and accents do not matter."))] = ()


@record(frozen=True)
class OfficialCode:
    """An official code and every id it may stand for: INSEE 5710 may be a SAS, a Scop or a Scic."""

    label: Annotated[str, about(N_("What the official list calls it."))]
    forms: Annotated[tuple[str, ...], about(N_("Every legal form it may stand for, by id."))]
    note: Annotated[str | None, about(N_("Why it may stand for several forms."))] = None


@record(frozen=True)
class Departement:
    """A département and the region it lies in. Region and département codes collide, so each has its own field."""

    name: Annotated[str, about(N_("The name of the département."))]
    region: Annotated[str, about(N_("The code of its region, between quotes."))]
    towns: Annotated[tuple[str, ...], about(N_("Towns that people may give for it."))] = ()


@record(frozen=True)
class SharedName:
    """What people call enterprises that may have one of several forms: a CAE is a Scop or a Scic."""

    forms: Annotated[tuple[str, ...], about(N_("Every legal form it may stand for, by id."))]
    note: Annotated[str | None, about(N_("Why it may stand for several forms."))] = None


@record(frozen=True)
class Territory:
    """The territory that a catalogue describes."""

    departements: Annotated[str, about(N_("Its départements: a set of `departement_sets`."))]
    outside: Annotated[Words, about(N_("How to say that a place lies outside it: grammar needs more than the name."))]


POSTCODE = pattern(r"(?P<first>97\d|98\d|\d{2})\d{2,3}")
NAME_AND_CODE, LONGEST_PLACE = pattern(r"(?P<name>[^()]+?) *\((?P<code>\w{1,5})\)"), 80
POSTCODE_DIGITS, CORSICA = 5, "20"


@record(frozen=True)
class Vocabulary:
    """The ids of one field."""

    terms: Mapping[str, Term]
    sets: Mapping[str, TermSet] = field(default_factory=dict)
    codes: Mapping[str, OfficialCode] = field(default_factory=dict)
    names: Mapping[str, SharedName] = field(default_factory=dict)
    postcodes: bool = False
    """Whether its ids begin postcodes: of nearly all communes, those of their département."""

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
        for key, group in self.sets.items():
            members = self.expand(key)
            for text in (key, *group.aliases) if members else ():
                found.setdefault(fold(text), members or frozenset())
        for name, shared in self.names.items():
            found.setdefault(fold(name), frozenset().union(*[self.expand(form) or frozenset() for form in shared.forms]))
        return found

    @cached_property
    def by_meaning(self) -> Mapping[Meaning, frozenset[str]]:
        """The ids of each meaning; of some there may be none."""
        found: dict[Meaning, list[str]] = {each: [] for each in Meaning}
        for key, term in self.terms.items():
            if term.meaning:
                found[term.meaning].append(key)
        return {each: frozenset(ids) for each, ids in found.items()}

    @cached_property
    def running(self) -> frozenset[str]:
        """The stages of an enterprise that runs, those at which it changes scale too."""
        return self.by_meaning[Meaning.RUNNING] | self.by_meaning[Meaning.SCALING]

    def find(self, text: str) -> frozenset[str] | None:
        """Return the ids a text may mean, or None. Ids, codes, names, aliases and sets; case and accents ignored."""
        return self._by_name.get(fold(text)) or (self._of_postcode(text.strip()) if self.postcodes else None)

    def _of_postcode(self, text: str) -> frozenset[str] | None:
        """What a postcode, a name with its code, « Gers (32) », or a code without its nought means."""
        if both := NAME_AND_CODE.fullmatch(text) if len(text) <= LONGEST_PLACE else None:
            return (self.find(both["name"]) or frozenset()) & (self.find(both["code"]) or frozenset()) or None
        if len(text) == 1 and text.isascii() and text.isdecimal():
            return self.ids & {f"0{text}"} or None
        code = POSTCODE.fullmatch(text) if len(text) == POSTCODE_DIGITS else None
        if code is None:
            return None
        first = code["first"]
        return (self.ids & {"2A", "2B"} if first == CORSICA else self.ids & {first}) or None

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
    def _opened(self) -> tuple[dict[str, frozenset[str]], str | None]:
        """The ids behind every set name, and the set at which opening stopped: sets hold sets, in bounds."""
        found: dict[str, frozenset[str]] = dict.fromkeys(self.sets, frozenset())
        for _ in range(DEEPEST_SETS):
            before, found, total = found, {}, 0
            for name, group in self.sets.items():
                names = dict.fromkeys(group.members)
                found[name] = frozenset(names & self.terms.keys()).union(*[before[item] for item in names if item in before])
                total += len(found[name])
                if total > MOST_OPENED:
                    return before, name
            if found == before:
                return found, None
        return found, next(name for name in found if found[name] != before[name])

    @property
    def unopened(self) -> str | None:
        """A set that nests too deep, or where too many ids come together; None if every set could be opened."""
        return self._opened[1]

    def expand(self, name: str) -> frozenset[str] | None:
        """Return the ids behind an id or a set name as rules write them, or None if there is no such name."""
        return frozenset([name]) if name in self.terms else self._opened[0].get(name)

    @cached_property
    def _together(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def together(self, names: tuple[str, ...]) -> frozenset[str]:
        """Return the ids behind several names, worked out once: many instruments write the same."""
        found = self._together.get(names)
        if found is None:
            found = self._together[names] = frozenset[str]().union(*[self.expand(name) or () for name in names])
        return found

    def said_of(self, ids: frozenset[str]) -> Words | None:
        """Return what people call several ids together, « en activité »; None if they have no name for them."""
        named = (group for key, group in self.sets.items() if group.aliases and len(ids) > 1 and self.expand(key) == ids)
        return next((Words(group.fr, group.en) for group in named), None)

    def words(self, key: str) -> Words:
        """Return the label of an id; an unknown id is its own label."""
        term = self.terms.get(key)
        return term.words if term else Words(key, key)


@record(frozen=True)
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
    plan_section: Vocabulary
    territory: Territory | None = None
    added: Mapping[str, Any] = field(default_factory=dict)
    """Fields that the catalogue adds, as plain data (`essfund.model.added_field`): most catalogues add none."""

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field of a profile, those of the program first, then those that the catalogue adds."""
        if not self.added:
            return FIELDS
        from essfund.model.added_field import fields_with  # noqa: PLC0415 - a catalogue that adds no field need not know how

        return fields_with(self.added)

    @cached_property
    def field_names(self) -> Mapping[str, str]:
        """Fields by everything that names one, folded."""
        return {**NAMES, **{fold(key): key for key in self.fields if key not in FIELDS}} if self.added else NAMES

    @cached_property
    def field_labels(self) -> Mapping[str, str]:
        """Fields that the catalogue adds by what they are called in both languages, folded."""
        labels = {key: self.fields[key].label for key in self.added if key in self.fields}
        return {fold(text): key for key, said in labels.items() if isinstance(said, Words) for text in (said.fr, said.en)}

    @cached_property
    def choices(self) -> Mapping[str, Vocabulary]:
        """The vocabularies of the choices that the catalogue adds, by the name that their fields declare."""
        if not self.added:
            return {}
        return {each.vocabulary: Vocabulary({choice: Term(**said) for choice, said in self.added[key]["choices"].items()})
                for key, each in self.fields.items() if key in self.added and each.vocabulary}

    def beside(self, other: Vocabularies) -> Vocabularies:
        """These vocabularies, with the fields that only another catalogue adds."""
        missing = {key: item for key, item in other.added.items() if key not in self.added}
        return replace(self, added={**self.added, **missing}) if missing else self

    def differing(self, other: Vocabularies) -> frozenset[str]:
        """Fields that both catalogues add, and that are of another kind or count something else in each."""
        both = self.added.keys() & other.added.keys()
        return frozenset(key for key in both if any(self.added[key][part] != other.added[key][part] for part in ("type", "unit")))

    @property
    def home(self) -> frozenset[str]:
        """The départements of the territory; none where the catalogue names no territory."""
        return self.departement.expand(self.territory.departements) or frozenset() if self.territory else frozenset()

    def of(self, name: str | None) -> Vocabulary | None:
        """Return the vocabulary a field declares, if any."""
        if self.added and name in self.choices:
            return self.choices[str(name)]
        found = getattr(self, name, None) if name else None
        return found if isinstance(found, Vocabulary) else None
