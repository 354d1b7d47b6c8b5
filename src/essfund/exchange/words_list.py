"""The words that a profile may hold, with everything that may be typed for them, as text, Markdown and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.model.fields import FIELDS, LISTS
from essfund.presenting.safe_text import json_text
from essfund.presenting.table_cells import markdown_cell, markdown_table
from essfund.presenting.terminal import Line, Row, TerminalColumn, tabled, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue
    from essfund.model.vocabulary import Vocabulary
    from essfund.presenting.view import View

QUALITIES, ADDED_FIELDS = "qualities", "fields"
TITLES = {
    "legal-forms": N_("Legal forms"), "purposes": N_("Purposes"), "stages": N_("Stages"), QUALITIES: N_("Qualities"),
    "departements": N_("Départements"), ADDED_FIELDS: N_("Fields of this catalogue"),
}
"""The lists that there are, in the order in which they are shown."""

COLUMNS = (N_("Id"), N_("What it is"), N_("May also be typed"))
SCHEMA = "essfund.words/1"


class Word(NamedTuple):
    """One word: its id, what it is called, and what else is understood for it; `members` where it stands for several."""

    id: str
    label: str
    also: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def typed(self) -> tuple[str, ...]:
        """What stands in the last column."""
        return (*self.members, *self.also)


def words_of(name: str, catalogue: Catalogue, tr: Translator) -> list[Word]:
    """Words of one list; sets of words follow the words themselves."""
    if name == QUALITIES:
        flags = (field for field in catalogue.fields.values() if field.kind.name == "flag")
        return [Word(flag.key, tr.words(flag.label), tuple(flag.typed(value=value) for value in (True, False))) for flag in flags]
    if name == ADDED_FIELDS:
        return list(words_of_added(catalogue, tr))
    vocabulary = catalogue.vocabularies.of(field_of(name))
    assert vocabulary is not None
    found = [Word(key, tr.say(term.words), also(key, vocabulary)) for key, term in vocabulary.terms.items()]
    return found + [Word(key, group.fr if tr.language == "fr" else group.en, group.aliases, group.members)
                    for key, group in vocabulary.sets.items()]


def words_of_added(catalogue: Catalogue, tr: Translator) -> Iterator[Word]:
    """Fields that the catalogue adds, each with what is typed for it; below a choice, what it may be."""
    for key, field in catalogue.fields.items():
        if key not in FIELDS:
            yield Word(key, tr.words(field.label), (f"{field.option}{field.example}",))
            vocabulary = catalogue.vocabularies.of(field.vocabulary)
            for choice, term in vocabulary.terms.items() if vocabulary else ():
                yield Word(f"{key}={choice}", tr.say(term.words), term.aliases)


def also(key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Other names of a word, then the official codes that may stand for it."""
    codes = (code for code, entry in vocabulary.codes.items() if key in entry.forms)
    return tuple(dict.fromkeys((*vocabulary.terms[key].aliases, *codes)))


def field_of(name: str) -> str | None:
    """The vocabulary, and so the field, of a list; None for lists of fields."""
    return next((key for key, listed in LISTS.items() if listed == name), None)


def title(name: str, tr: Translator) -> str:
    """Heading of a list, with the option that takes its words."""
    field = field_of(name)
    return f"{tr.text(TITLES[name])} ({FIELDS[field].option})" if field else tr.text(TITLES[name])


def render_text(catalogue: Catalogue, names: Sequence[str], view: View) -> str:
    """Lists as tables, one below another."""
    return typeset(_lists(catalogue, names, view), view)


def _lists(catalogue: Catalogue, names: Sequence[str], view: View) -> Iterator[Line | Row]:
    tr = view.tr
    for number, name in enumerate(names):
        found = words_of(name, catalogue, tr)
        columns = [TerminalColumn(tr.text(text), 0) for text in COLUMNS]
        columns[0] = columns[0]._replace(width=max([len(word.id) for word in found], default=0))
        yield from (Line(""),) if number else ()
        yield Line(title(name, tr), "bold")
        if not found:
            yield Line(tr.say(say("This catalogue adds no field.")))
            continue
        yield from tabled(columns, [(word.id, word.label, ", ".join(word.typed)) for word in found], view)
    yield Line("")
    yield Line(tr.say(say("Case and accents do not matter; ids, names in both languages and official codes are all understood.")))


def render_markdown(catalogue: Catalogue, names: Sequence[str], view: View) -> str:
    """Lists as Markdown tables."""
    tr, parts = view.tr, []
    for name in names:
        rows = [(word.id, word.label, ", ".join(word.typed)) for word in words_of(name, catalogue, tr)]
        parts += [f"## {markdown_cell(title(name, tr))}\n", markdown_table([tr.text(text) for text in COLUMNS], rows)]
    return "\n".join(parts)


def render_json(catalogue: Catalogue, names: Sequence[str], view: View) -> str:
    """Lists as JSON, `essfund.words/1`."""
    lists = {name: {"option": FIELDS[field].option if (field := field_of(name)) else None,
                    "words": [{"id": word.id, "label": word.label, "also": list(word.also), "members": list(word.members)}
                              for word in words_of(name, catalogue, view.tr)]} for name in names}
    return json_text({"schema": SCHEMA, "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest}, "lists": lists})
