"""Things that stand in the catalogue twice under two ids, or two things under one name."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.core.text import fold
from essfund.loading.checks.check import Check

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.loading.checks.check import Subject
    from essfund.model.tool import Source, Tool

ALIKE_NAMES = 0.9  # names of instruments of one provider that differ by no more than this are probably one instrument
ALIKE_WORDS = 0.6  # share of words that two titles of the same day have in common, from which they are probably one document
DAY = len("2026-01-15")
NEIGHBOURS = 20  # larger groups are not compared pair by pair: of a thousand sources of one day there are half a million


def find_twins(subject: Subject) -> Iterator[Fault]:
    """Find instruments, sources and names of the vocabularies that stand twice."""
    yield from _instruments(subject.tools.tools)
    yield from _providers(subject)
    yield from _former(subject.tools.tools)
    yield from _sources(subject.tools.sources)
    words = subject.words
    taken: dict[str, dict[str, str]] = {}
    for section in ("legal_forms", "stages", "purposes", "families", "reaches", "costs", "strengths", "plan_sections"):
        names = ((key, (key, item.fr, item.en, *item.aliases)) for key, item in getattr(words, section).items())
        yield from _names(section, names, taken.setdefault(section, {}))
    for section, terms in (("legal_form_sets", "legal_forms"), ("stage_sets", "stages")):
        yield from _names(section, ((key, item.aliases) for key, item in getattr(words, section).items()), taken[terms])


def _instruments(tools: dict[str, Tool]) -> Iterator[Fault]:
    """Compare instruments that share a family, by the beginnings of their names: few pairs, even of thousands."""
    groups: dict[object, list[tuple[str, str]]] = {}
    for key, tool in tools.items():
        groups.setdefault((tool.family, tool.provider, fold(tool.name)[:4]), []).append((key, fold(tool.name)))
    for members in groups.values():
        for (first, item), (second, other) in _pairs(members):
            if item == other or SequenceMatcher(None, item, other).ratio() >= ALIKE_NAMES:
                yield Fault("CAT033", say("`{second}` looks like `{first}`: same family and provider, nearly the same name",
                                          first=first, second=second), "tools", ("tools", second, "name"),
                            say("keep one entry; if one follows the other, close it and give it `successor`"))


SHARED_MARKS = {
    "name": say("`{second}` has the name of `{first}`, under another provider"),
    "apply": say("`{second}` is asked for on the page of `{first}`, under another provider"),
}


def _rivals(first: str, one: Tool, second: str, other: Tool) -> bool:
    """Whether two instruments have different providers and neither follows the other."""
    return fold(one.provider) != fold(other.provider) and second != one.successor and first != other.successor


def _is_first_page(url: str) -> bool:
    """Whether an address is that of a whole site, so of all its services; what is no address is said by CAT019."""
    try:
        return not urlsplit(url).path.strip("/")
    except ValueError:
        return True


def _former(tools: dict[str, Tool]) -> Iterator[Fault]:
    """Find former ids that are in use, or that two instruments claim."""
    claimed: dict[str, str] = {}
    for key, tool in tools.items():
        for place, former in enumerate(tool.formerly):
            path = ("tools", key, "formerly", place)
            if former in tools:
                yield Fault("CAT036", say("the former id `{id}` is in use", id=former), "tools", path,
                            say("remove it here: it means the instrument that has it"))
            elif former in claimed:
                yield Fault("CAT036", say("`{id}` is already a former id of `{other}`", id=former, other=claimed[former]), "tools", path,
                            say("keep it at one of the two"))
            claimed.setdefault(former, key)


def _providers(subject: Subject) -> Iterator[Fault]:
    """Find instruments that have the name of an earlier one, or the page to ask on, under another provider and without following it."""
    tools, contacts = subject.tools.tools, subject.tools.contacts
    first: dict[tuple[str, str], str] = {}
    for key, tool in tools.items():
        contact = contacts.get(tool.apply)
        marks = {"name": fold(tool.name)}
        if contact and contact.url and not _is_first_page(contact.url):
            marks["apply"] = contact.url.rstrip("/")
        for where, mark in marks.items():
            other = first.setdefault((where, mark), key)
            if _rivals(other, tools[other], key, tool) and not (where == "apply" and tools[other].apply == tool.apply):
                yield Fault("CAT035", say(SHARED_MARKS[where].template, first=other, second=key), "tools", ("tools", key, where),
                            say("keep one entry and correct its provider; if they are two, tell them apart by their names and pages"))


def _sources(sources: dict[str, Source]) -> Iterator[Fault]:
    places: dict[object, list[str]] = {}
    for key, source in sources.items():
        if source.url and source.date:
            places.setdefault((source.url, source.date), []).append(key)
        if source.date and len(source.date) == DAY:
            places.setdefault(source.date, []).append(key)
    done: set[tuple[str, str]] = set()
    for place, keys in places.items():
        for (first, title), (second, other) in _pairs([(key, fold(sources[key].title)) for key in keys]):
            words, words_too = set(title.split("-")), set(other.split("-"))
            same = isinstance(place, tuple) or len(words & words_too) / len(words | words_too) >= ALIKE_WORDS
            if same and (first, second) not in done:
                done.add((first, second))
                yield Fault("CAT034", say("`{second}` looks like the source `{first}`", first=first, second=second), "tools",
                            ("sources", second), say("keep one of the two, and let every fact name it"), on_key=True)


def _pairs(members: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield the pairs to compare: all of a small group; in a large one each with its neighbours by the alphabet."""
    if len(members) <= NEIGHBOURS:
        yield from combinations(members, 2)
        return
    ordered = sorted(enumerate(members), key=lambda item: (item[1][1], item[0]))
    for place, item in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + NEIGHBOURS]:
            first, second = sorted((item, other))
            yield first[1], second[1]


def _names(section: str, entries: Iterable[tuple[str, tuple[str, ...]]], taken: dict[str, str]) -> Iterator[Fault]:
    for key, names in entries:
        for name in dict.fromkeys(fold(item) for item in names):
            if taken.setdefault(name, key) != key:
                yield Fault("CAT032", say("« {name} » already means `{other}`", name=name, other=taken[name]), "vocabularies",
                            (section, key), say("keep it at one of the two"), on_key=True)


CHECK = Check(find_twins, {
    "CAT032": CodePage(
        N_("name that means two things"),
        N_("Two ids of a vocabulary have a name or alias in common, case and accents aside."),
        N_("Keep the name at one of the two."),
        why=N_("Whoever types it gets the first one, silently, and perhaps another legal form than the one meant."),
        example=Example("vocabularies.yaml",
                        good='  association: {fr: Association, en: Association, ess_by_form: "yes", aliases: [asso]}\n',
                        bad='  association: {fr: Association, en: Association, ess_by_form: "yes", aliases: [asso, Scop]}\n',
                        found_in="vocabularies.yaml"),
    ),
    "CAT033": CodePage(
        N_("instrument that stands twice"),
        N_("Two instruments of one family and provider have nearly the same name."),
        N_("Keep one entry. If one follows the other, close the first and give it `successor`."),
        why=N_("A renewal entered as a second instrument leaves the old one open beside it, and advisers call for a closed window."),
        severity=Severity.WARNING,
        example=Example("tools.yaml",
                        good="    name: Prêt ouvert\n    family: pret\n    reach: regional\n    provider: Caisse des entreprises\n",
                        bad="    name: Prêt d’exemples\n    family: pret\n    reach: regional\n"
                            "    provider: Maison de l’économie sociale\n"),
    ),
    "CAT035": CodePage(
        N_("one instrument under two providers"),
        N_("Two instruments have the same name, or are asked for on the same page by two contacts, and their providers differ. One that "
           "follows the other (`successor`) may keep its name."),
        N_("Keep one entry with the right provider; if they are two instruments, give each its own name and page."),
        why=N_("An adviser offers the same money twice, and sends the enterprise to somebody who does not give it."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", good="    name: Prêt ouvert\n", bad="    name: Prêt d’exemple\n"),
    ),
    "CAT036": CodePage(
        N_("former id that means something else"),
        N_("`formerly` of an instrument holds an id that an instrument has today, or that another one claims as its own former id."),
        N_("Keep the id where it belongs, and remove it elsewhere."),
        why=N_("Whoever still types the id, or has saved an answer with it, is answered for another instrument."),
        example=Example("tools.yaml", at="    name: Don d’exemple\n", good="    name: Don d’exemple\n    formerly: [don-d-essai]\n",
                        bad="    name: Don d’exemple\n    formerly: [pret-exemple]\n"),
    ),
    "CAT034": CodePage(
        N_("source that stands twice"),
        N_("Two sources have the same address and date, or were published the same day under nearly the same title."),
        N_("Keep one of the two, and let every fact name it."),
        why=N_("Two witnesses that are one make a fact look better founded than it is."),
        severity=Severity.WARNING,
        example=Example("tools.yaml", at="contacts:\n", good="contacts:\n",
                        bad="  reglement-bis:\n    title: Règlement d’intervention des deux exemples (copie)\n"
                        '    date: "2026-01-15"\n    kind: secondary\ncontacts:\n', found_in="tools.yaml"),
    ),
})
