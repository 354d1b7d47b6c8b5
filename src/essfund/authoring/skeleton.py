"""An entry of a catalogue that holds what is known and says what is not, made from the schema of its file.

Keys, their order, which are needed and what each is for come from the schema, so from the models: a key that is added there
appears here. A gap is a comment above its key, and in its value where the format asks for one. Nothing is made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_, Words, say
from essfund.loading.yaml_writer import block, flow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from essfund.core.language.translator import Translator

GAP = Words("À établir", "To be established")
"""What stands where the format asks for a text and nobody knows it yet."""

OPEN = N_("open questions: answer what is « to establish », uncomment what the sources say, delete the rest")
WIDEST = 110
"""Comments are wrapped beyond this width."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Assumed:
    """A value that the format asks for and that nobody has looked up yet: it is written, and said to be open."""

    value: str


class Skeleton:
    """Writes one entry. `given` is what is known, by the path of its keys; `source` is where all of it was read."""

    def __init__(self, schema: Mapping[str, Any], given: Mapping[Path, Any], source: str, tr: Translator) -> None:
        self.definitions: Mapping[str, Any] = schema.get("$defs", {})
        self.given, self.source, self.tr = given, source, tr

    def lines(self, definition: str) -> list[str]:
        """Return the lines of an entry, without its own key and not indented."""
        found = list(self.mapping(self.definitions[definition], ()))
        return [f"# {self.tr.text(OPEN)}", *found] if any(line.lstrip().startswith("#") for line in found) else found

    def mapping(self, node: Mapping[str, Any], path: Path) -> Iterator[str]:
        """Yield the lines of a mapping: what is known or needed first, then what may be added, as comments."""
        properties, required = node["properties"], node.get("required", ())
        left = {key: one for key, one in properties.items() if key not in required and not self.known((*path, key))}
        for key, one in properties.items():
            if key not in left:
                yield from self.entry(key, one, (*path, key))
        yield from (f"# {key}:  # {one['description']}" for key, one in left.items())

    def known(self, path: Path) -> bool:
        """Whether something at this path, or inside it, is known."""
        return any(one[: len(path)] == path for one in self.given)

    def entry(self, key: str, node: Mapping[str, Any], path: Path) -> Iterator[str]:
        """Yield the lines of one key with its value."""
        value, shape = self.given.get(path), self.resolved(node)
        if isinstance(value, Assumed):
            yield from (*self.gap_comment(node), f"{key}: {flow(value.value)}")
            return
        if path in self.given:
            yield from block(key, value)
            return
        if self.known(path):
            yield f"{key}:"
            yield from (f"  {line}" for line in self.inside(shape, path))
            return
        yield from (*self.gap_comment(node), f"{key}: {flow(self.gap(shape, path))}")

    def gap_comment(self, node: Mapping[str, Any]) -> list[str]:
        """Return the comment above a key whose value is open: what it is for, and its closed list if there is one."""
        what, values = str(node["description"]), self.resolved(node).get("enum", ())
        if values:
            what = f"{what.removesuffix('.')} ({', '.join(str(one) for one in values if one is not None)})."
        said = self.tr.say(say("to establish: {what}", what=what))
        return [f"# {line}" for line in wrap(said, WIDEST)]

    def inside(self, shape: Mapping[str, Any], path: Path) -> Iterator[str]:
        """Yield what stands under a key of which something is known."""
        if "properties" in shape:
            yield from self.mapping(shape, path)
            return
        inner = self.resolved(shape["additionalProperties"])
        for name in dict.fromkeys(one[len(path)] for one in self.given if one[: len(path)] == path):
            yield f"{name}:"
            yield from (f"  {line}" for line in self.mapping(inner, (*path, name)))

    def gap(self, shape: Mapping[str, Any], path: Path) -> Any:
        """Return the value of a key that is needed and not known. Raises LookupError if a gap cannot stand there."""
        if "properties" in shape:
            return {key: self.gap(self.resolved(one), (*path, key)) for key, one in shape["properties"].items()
                    if key in shape.get("required", ())}
        if "anyOf" in shape and any(one.get("type") == "array" for one in shape["anyOf"]):
            return self.source
        if shape.get("type") == "string" and not {"enum", "pattern", "format"} & set(shape):
            return GAP.en if path[-1] == "en" else GAP.fr
        raise LookupError(".".join(path))

    def resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return a schema behind its reference, and without « or null »."""
        if "$ref" in node:
            return self.resolved(self.definitions[str(node["$ref"]).rpartition("/")[2]])
        rest = [one for one in node.get("anyOf", ()) if one != {"type": "null"}]
        return self.resolved(rest[0]) if len(rest) == 1 else node
