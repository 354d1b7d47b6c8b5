"""Entries of a new instrument: what is known of it, and a skeleton that says what is not."""

from __future__ import annotations

from itertools import chain
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from essfund.authoring.insertion import Insertion
from essfund.core.messages import N_, Message
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import record
from essfund.loading.yaml_writer import block, flow
from essfund.model.skeleton_texts import AMOUNTS, CONDITIONS, GAP, OPEN_QUESTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from essfund.core.language.translator import Translator

OPEN = N_("open questions: answer what is « to establish », uncomment what the sources say, delete the rest")
WIDEST = 110
"""Comments are wrapped beyond this width."""

Path = tuple[str, ...]


class Assumed(NamedTuple):
    """A value that the format asks for and that nobody has looked up yet: it is written, and said to be open."""

    value: str


class Skeleton:
    """Writes one entry. `given` is what is known, by the path of its keys; `source` is where all of it was read."""

    def __init__(self, schema: Mapping[str, Any], given: Mapping[Path, Any], source: str, tr: Translator) -> None:
        self.definitions: Mapping[str, Any] = schema.get("$defs", {})
        self.given, self.source, self.tr = given, source, tr

    def lines(self, definition: str) -> list[str]:
        """Lines of an entry, without its own key and not indented."""
        found = list(self.mapping(self.definitions[definition], ()))
        return [f"# {self.tr.text(OPEN)}", *found] if any(line.lstrip().startswith("#") for line in found) else found

    def mapping(self, node: Mapping[str, Any], path: Path) -> Iterator[str]:
        """Lines of a mapping: what is known or needed first, then what may be added, as comments."""
        properties, required = node["properties"], node.get("required", ())
        left = {key: item for key, item in properties.items() if key not in required and not self.known((*path, key))}
        for key, item in properties.items():
            if key not in left:
                yield from self.entry(key, item, (*path, key))
        yield from (f"# {key}:  # {item['description']}" for key, item in left.items())

    def known(self, path: Path) -> bool:
        """Whether something at this path, or inside it, is known."""
        return any(item[: len(path)] == path for item in self.given)

    def entry(self, key: str, node: Mapping[str, Any], path: Path) -> Iterator[str]:
        """Lines of one key with its value."""
        value, shape = self.given.get(path), self.resolved(node)
        if path in self.given and not isinstance(value, Assumed):
            yield from block(key, value)
        elif self.known(path) and value is None:
            yield from (f"{key}:", *(f"  {line}" for line in self.inside(shape, path)))
        else:
            gap = value.value if isinstance(value, Assumed) else self.gap(shape, path)
            yield from (*self.gap_comment(node), f"{key}: {flow(gap)}")

    def gap_comment(self, node: Mapping[str, Any]) -> list[str]:
        """Comment above a key whose value is open: what it is for, and its closed list if there is one."""
        what, values = str(node["description"]), self.resolved(node).get("enum", ())
        if values:
            what = f"{what.removesuffix('.')} ({', '.join(str(item) for item in values if item is not None)})."
        return [f"# {line}" for line in wrap(self.tr.say(Message(OPEN_QUESTION, {"what": what})), WIDEST)]

    def inside(self, shape: Mapping[str, Any], path: Path) -> Iterator[str]:
        """Lines under a key of which something is known."""
        if "properties" in shape:
            yield from self.mapping(shape, path)
            return
        inner = self.resolved(shape["additionalProperties"])
        for name in dict.fromkeys(item[len(path)] for item in self.given if item[: len(path)] == path):
            yield f"{name}:"
            yield from (f"  {line}" for line in self.mapping(inner, (*path, name)))

    def gap(self, shape: Mapping[str, Any], path: Path) -> Any:
        """Value of a key that is needed and not known. Raises LookupError if a gap cannot stand there."""
        if "properties" in shape:
            return {key: self.gap(self.resolved(item), (*path, key)) for key, item in shape["properties"].items()
                    if key in shape.get("required", ())}
        if "anyOf" in shape and any(item.get("type") == "array" for item in shape["anyOf"]):
            return self.source
        if shape.get("type") == "string" and not {"enum", "pattern", "format"} & set(shape):
            return GAP.en if path[-1] == "en" else GAP.fr
        raise LookupError(".".join(path))

    def resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """Schema behind its reference, and without « or null »."""
        if "$ref" in node:
            return self.resolved(self.definitions[str(node["$ref"]).rpartition("/")[2]])
        rest = [item for item in node.get("anyOf", ()) if item != {"type": "null"}]
        return self.resolved(rest[0]) if len(rest) == 1 else node


NOTHING_KNOWN = "D’une entreprise dont on ne sait rien, on ne peut rien dire."
EXAMPLE = "#   - {{id: au-moins-un-salarie, employees: {{at_least: 1}}, source: {source}, strength: inferred}}"
CASES = N_("Golden cases. Expectations come from the sources, not from the program.")
WANTED = N_(
    "to establish: a profile that is eligible, one that is refused; each condition once as the only reason; each bound with its "
    "neighbours"
)


@record(frozen=True)
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
        """Lines of an entry; what is None is not known."""
        known = {path: value for path, value in given.items() if value is not None}
        return tuple(Skeleton(self.schemas[role], known, self.wanted.source_id, self.tr).lines(definition))

    def tools(self, neighbour: str | None) -> list[Insertion]:
        """Entries of tools.yaml."""
        wanted, day, parts = self.wanted, self.wanted.day.isoformat(), []
        if wanted.source is None:
            source: dict[Path, Any] = {("title",): wanted.source_title, ("kind",): Assumed("secondary"), ("date",): Assumed(day),
                                       ("url",): wanted.source_url}
            parts.append(Insertion("sources", wanted.source_id, self.made("tools", "Source", source)))
        if wanted.apply is None:
            parts.append(Insertion("contacts", wanted.contact_id, self.made("tools", "Contact", {("source",): wanted.source_id})))
        tool: dict[Path, Any] = {
            ("name",): wanted.name, ("family",): wanted.family, ("reach",): wanted.reach, ("provider",): wanted.provider,
            ("apply",): wanted.contact_id, ("offers", "unique", "amount", "note"): vars(AMOUNTS), ("checked_on",): day,
            ("sources",): [wanted.source_id],
        }
        return [*parts, Insertion("tools", wanted.id, self.made("tools", "Tool", tool), neighbour)]

    def rules(self, neighbour: str | None) -> Insertion:
        """Entry of rules.yaml: a reservation that says that the conditions are open."""
        source = self.wanted.source_id
        gap = {"id": "conditions-a-etablir", "text": vars(CONDITIONS), "source": source, "strength": "inferred"}
        example = EXAMPLE.format(source=source)
        lines = [[line, example] if line.startswith("# requires:") else [line]
                 for line in self.made("rules", "InstrumentRules", {("reservations",): [gap]})]
        return Insertion("instruments", self.wanted.id, tuple(chain.from_iterable(lines)), neighbour)

    def cases(self, modeline: str | None) -> str:
        """Text of the file of golden cases: one that holds whatever the conditions are, two as comments."""
        lines = [modeline] if modeline else []
        lines += [f"# {self.tr.text(CASES)}", "cases:", *self.case("profil-inconnu", "to_check", NOTHING_KNOWN)]
        lines.append(f"  # {self.tr.text(WANTED)}")
        for name, verdict in (("eligible", "eligible"), ("refuse", "ineligible")):
            lines += [f"  # {line.removeprefix('  ')}" for line in self.case(name, verdict, GAP.fr)]
        return "\n".join(lines) + "\n"

    def case(self, name: str, verdict: str, says: str) -> list[str]:
        """Golden case as an item of the list."""
        wanted = self.wanted
        lines = self.made("cases", "Case", {
            ("id",): f"{wanted.id}-{name}", ("says",): says, ("as_of",): wanted.day.isoformat(), ("source",): wanted.source_id,
            ("profile",): {}, ("expect",): {wanted.id: verdict},
        })
        return [f"  {'-' if index == 0 else ' '} {line}" for index, line in enumerate(lines)]
