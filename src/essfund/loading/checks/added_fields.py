"""Fields that a catalogue adds: whether their keys and names are free, and whether each says what its type needs, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault
from essfund.core.language.translator import LANGUAGES, translator
from essfund.core.messages import N_, say
from essfund.core.text import fold
from essfund.loading.checks.check import Check
from essfund.model.added_field import taken
from essfund.model.field_types import ParseError
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.loading.checks.check import Subject
    from essfund.model.added_field import AddedField

NEEDED = {"flag": "reserved", "number": "unit", "choice": "choices"}
"""What a field of each type cannot do without."""

ONLY_FOR = {"reserved": "flag", "unit": "number", "at_least": "number", "at_most": "number", "choices": "choice"}
FEWEST_CHOICES = 2


def find_taken(subject: Subject) -> Iterator[Fault]:
    """Find keys, labels and names of choices that mean something else already."""
    names = {fold(translator(language).words(field.label)): key for language in LANGUAGES for key, field in FIELDS.items()}
    for key, entry in subject.words.fields.items():
        if other := taken(key):
            what = say("a field of the program is called `{other}` already", other=other) if other in FIELDS else say(
                "`{key}` means something else in rules, profiles or cases", key=key)
            yield Fault("CAT005", what, "vocabularies", ("fields", key), say("give the field another key"), on_key=True)
        for language, label in (("fr", entry.label.fr), ("en", entry.label.en)):
            if names.setdefault(fold(label), key) != key:
                yield Fault("CAT005", say("« {name} » is what `{other}` is called", name=label, other=names[fold(label)]), "vocabularies",
                            ("fields", key, "label", language), say("give the field another label"))
        meant: dict[str, str] = {}
        for choice, said in entry.choices.items():
            for name in dict.fromkeys(map(fold, (choice, said.fr, said.en, *said.aliases))):
                if meant.setdefault(name, choice) != choice:
                    yield Fault("CAT005", say("« {name} » already means `{other}`", name=name, other=meant[name]), "vocabularies",
                                ("fields", key, "choices", choice), say("keep it at one of the two"), on_key=True)


def find_unfinished(subject: Subject) -> Iterator[Fault]:
    """Find fields that lack what their type needs, or say what belongs to another type; and bounds between which nothing lies."""
    for key, entry in subject.words.fields.items():
        path = ("fields", key)
        needed = NEEDED[entry.type]
        if not getattr(entry, needed):
            yield Fault("CAT006", say("a field of the type {type} needs `{key}`", type=entry.type, key=needed), "vocabularies", path,
                        say("add `{key}`", key=needed), on_key=True)
        elif 0 < len(entry.choices) < FEWEST_CHOICES:
            yield Fault("CAT006", say("a choice needs two values at least"), "vocabularies", (*path, "choices"),
                        say("add the other values, or make a flag of it"), on_key=True)
        for part, type_ in ONLY_FOR.items():
            if type_ != entry.type and getattr(entry, part) not in (None, {}):
                yield Fault("CAT006", say("`{key}` is for fields of the type {type}", key=part, type=type_), "vocabularies",
                            (*path, part), say("leave it out, or change the type"), on_key=True)
        if entry.type == "number":
            yield from _bounds(key, entry)


def _bounds(key: str, entry: AddedField) -> Iterator[Fault]:
    for part in ("at_least", "at_most"):
        try:
            entry.kind.argument(part, getattr(entry, part) or 0, None)
        except ParseError as parse_error:
            yield Fault("CAT006", parse_error.message, "vocabularies", ("fields", key, part), parse_error.help)
    least, most = entry.at_least or 0, entry.at_most
    if most is not None and least >= most:
        yield Fault("CAT006", say("nothing lies between these bounds"), "vocabularies", ("fields", key, "at_most"),
                    say("write the smaller number at `at_least`"))


AT = "regions:\n"
UNFINISHED = (
    "fields:\n  qpv:\n    type: flag\n    label: {fr: en quartier prioritaire, en: in a priority neighbourhood}\n"
    "    question: {fr: Est-elle en quartier prioritaire ?, en: Is it in a priority neighbourhood?}\n"
)
QUARTER = f"{UNFINISHED}    reserved: {{fr: en quartier prioritaire seulement, en: only in a priority neighbourhood}}\n\n"

CHECK_TAKEN = Check(find_taken, {
    "CAT005": CodePage(
        N_("field that means something already"),
        N_("The key or the label of a field that the catalogue adds is that of another field, or a word that means something else in "
           "rules and profiles; or two of its choices have a name in common."),
        N_("Give the field another key or label; keep the name at one of the choices."),
        why=N_("Whoever types it would tell one thing and mean the other, and a column of a list would be read as the wrong field."),
        example=Example("vocabularies.yaml", at=AT, good=f"{QUARTER}{AT}", bad=f"{QUARTER.replace('  qpv:', '  esus:')}{AT}"),
    ),
})

CHECK_UNFINISHED = Check(find_unfinished, {
    "CAT006": CodePage(
        N_("field that its type does not fit"),
        N_("A field that the catalogue adds lacks what its type needs (`reserved` of a flag, `unit` of a number, `choices` of a choice), "
           "or says what belongs to another type."),
        N_("Add what is missing, leave out what is too much, or change the type."),
        why=N_("Nobody could be asked for it, or be told why it shuts them out."),
        example=Example("vocabularies.yaml", at=AT, good=f"{QUARTER}{AT}", bad=f"{UNFINISHED}\n{AT}"),
    ),
})
