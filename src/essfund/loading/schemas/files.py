"""Schemas of the files of a catalogue: pydantic's, made fit for editors: keys with what they are for, closed lists with their labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, Words
from essfund.loading.model_schemas import model_schema
from essfund.loading.schemas.profile import profile_object
from essfund.model.case import ADDED_TOO
from essfund.model.fields import FIELDS

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.vocabulary import Vocabularies

SAID = ("description", "patternErrorMessage", "errorMessage")  # keywords that hold a text for people
EMPTY: tuple[object, ...] = (None, [], {})
ABOUT = {
    "tools": N_("What exists: instruments, contacts and sources."),
    "rules": N_("Who may have each instrument, and in which order options are shown."),
    "vocabularies": N_("The words that profiles and rules may use."),
    "cases": N_("Golden cases: what the catalogue must answer."),
}
LANGUAGES = {"fr": N_("The text in French."), "en": N_("The text in English.")}


def file_schema(role: str, vocabularies: Vocabularies, tr: Translator) -> dict[str, Any]:
    """The schema of one kind of catalogue file. Raises KeyError for an unknown kind."""
    made = model_schema(role, [field for key, field in vocabularies.fields.items() if key not in FIELDS])
    finisher = _Finisher(vocabularies, tr)
    raw = {name: _undocumented(item) for name, item in made.pop("$defs", {}).items()}
    for key, item in raw.get("Words", {}).get("properties", {}).items():
        item["description"] = LANGUAGES[key]
    definitions = {name: finisher.finish(item) for name, item in raw.items()}
    body = finisher.finish(_undocumented(made))
    definitions |= finisher.lists
    if role != "cases":
        body.pop("required", None)  # a layer leaves out what those below it have: reading them all says what is missing
    if role == "cases":
        definitions["profile"] = profile_object(vocabularies, tr)
    return {
        "title": f"essfund {role}.yaml" if role != "cases" else "essfund cases/*.yaml",
        "description": tr.text(ABOUT[role]),
        **body,
        "$defs": _used(definitions, body),
    }


def _undocumented(node: dict[str, Any]) -> dict[str, Any]:
    """Drop the docstring of a class: it speaks to programmers. What a key is for stands at the key."""
    return {key: value for key, value in node.items() if key != "description"}


class _Finisher:
    """Turns what pydantic makes into what an editor shows well. `lists` are the enumerations that were needed."""

    def __init__(self, vocabularies: Vocabularies, tr: Translator) -> None:
        self.vocabularies, self.tr = vocabularies, tr
        self.lists: dict[str, Any] = {}

    def finish(self, node: dict[str, Any]) -> dict[str, Any]:
        """A schema, and everything inside it, in its final form."""
        if node.get("$comment") == "profile":
            return {"description": self.tr.text(node["description"]), "$ref": "#/$defs/profile"}
        if node.get("$comment") == ADDED_TOO:
            added = [key for key in self.vocabularies.fields if key not in FIELDS]
            node = {**{key: value for key, value in node.items() if key != "$comment"}, "enum": [*node["enum"], *added]}
        found = {key: self.part(key, value) for key, value in node.items()}
        if isinstance(found.get("title"), str):
            del found["title"]
        if "default" in found and found["default"] in EMPTY:
            del found["default"]
        if "patternProperties" in found:
            _name_keys(found)
        if "vocabulary" in found:
            self.enumerate(found)
        _join(found)
        return found

    def part(self, key: str, value: Any) -> Any:
        """The value of one keyword."""
        if key in SAID and isinstance(value, str | Words):
            return self.tr.words(value)
        if key in {"properties", "patternProperties"}:
            return {name: self.finish(item) for name, item in value.items()}
        if key in {"items", "additionalProperties", "propertyNames", "not"} and isinstance(value, dict):
            return self.finish(value)
        if key in {"anyOf", "oneOf", "allOf"}:
            return [self.finish(item) for item in value]
        return value

    def enumerate(self, node: dict[str, Any]) -> None:
        """Put the ids of a vocabulary in the place of its name."""
        name, sets = node.pop("vocabulary"), node.pop("sets")
        vocabulary = self.vocabularies.of(name)
        if vocabulary is None:
            return
        labels = {key: self.tr.say(term.words) for key, term in vocabulary.terms.items()}
        if "enum" in node:
            node["enumDescriptions"] = [labels.get(key, key) for key in node["enum"]]
            return
        title = name
        if sets and vocabulary.sets:
            title = f"{name}-or-set"
            labels |= {key: item.fr if self.tr.language == "fr" else item.en for key, item in vocabulary.sets.items()}
        self.lists[title] = {"type": "string", "enum": list(labels), "enumDescriptions": list(labels.values())}
        for keyword in ("type", "pattern", "patternErrorMessage"):
            node.pop(keyword, None)
        node["$ref"] = f"#/$defs/{title}"


def _name_keys(node: dict[str, Any]) -> None:
    """Say the form of keys once: a key of another form is refused with words, not as an unknown key."""
    ((pattern, inside),) = node.pop("patternProperties").items()
    names = node.setdefault("propertyNames", {})
    if "$ref" not in names:
        node["propertyNames"] = {"pattern": pattern, **names}
    node["additionalProperties"] = inside


def _join(node: dict[str, Any]) -> None:
    """Make one type of « this or null », where that says the same: editors then complete and complain better."""
    branches = node.get("anyOf", [])
    nothing = {"type": "null"}
    rest = [branch for branch in branches if branch != nothing]
    if rest and all("enum" in item and "$ref" not in item for item in rest):
        del node["anyOf"]
        node["enum"] = [value for item in rest for value in item["enum"]] + [None] * (nothing in branches)
    elif len(rest) == 1 and nothing in branches and isinstance(rest[0].get("type"), str):
        del node["anyOf"]
        node |= {**rest[0], **node, "type": [rest[0]["type"], "null"]}


def _used(definitions: dict[str, Any], body: dict[str, Any]) -> dict[str, Any]:
    """Keep the definitions that are referred to, from the body or from one another."""
    wanted: set[str] = set()

    def visit(node: Any) -> None:
        name = str(node.get("$ref", "")).removeprefix("#/$defs/") if isinstance(node, dict) else ""
        if name in definitions and name not in wanted:
            wanted.add(name)
            visit(definitions[name])
        for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            visit(value)

    visit(body)
    return {name: definitions[name] for name in sorted(wanted)}
