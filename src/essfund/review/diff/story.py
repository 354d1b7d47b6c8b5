"""What differs between two catalogues, told chapter by chapter; text and Markdown only lay it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.model.profile import Profile
from essfund.presenting.notes import witness_command
from essfund.presenting.sentences import condition_sentence
from essfund.presenting.wording import STRENGTHS, VERDICTS, amount, known_line
from essfund.review.diff import model
from essfund.review.diff.gist import AMOUNTS, COUNTED, availability, gist, sort_of, span_words, turned
from essfund.review.diff.words import LABELS, field_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from essfund.core.diagnostics import Witness
    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message
    from essfund.model.condition import Condition

EXAMPLES = 3
"""Golden profiles shown for each instrument and direction; JSON holds all."""

IN_WORDS, EXACTLY, BY_RULE, ON_GOLDEN = N_("In words"), N_("Who wins, who loses"), N_("By which rule"), N_("On the golden profiles")
HOW_MUCH = N_("How much")
KINDS = {
    model.EntryKind.SHARED: N_("shared condition « {id} »"), model.EntryKind.RESERVATION: N_("shared reservation « {id} »"),
    model.EntryKind.RELATION: N_("relations between instruments: {id}"),
    model.EntryKind.RANKING: N_("ranking"), model.EntryKind.VOCABULARY: N_("vocabularies: {id}"),
    model.EntryKind.SOURCE: N_("source « {id} »"), model.EntryKind.CONTACT: N_("contact « {id} »"),
    model.EntryKind.CATALOGUE: N_("the catalogue ({id}.yaml)"),
}
PROVED = N_("nobody (proved for every enterprise and every day)")


class Item(NamedTuple):
    """One line, and the command that shows it."""

    text: str
    command: str = ""


class Part(NamedTuple):
    """A heading and its lines."""

    heading: str
    items: tuple[Item, ...]


class Chapter(NamedTuple):
    """One instrument or one other entry: its title, what became of it, and the parts that say so."""

    title: str
    gist: str
    parts: tuple[Part, ...]


def chapters(found: model.Comparison, tr: Translator) -> Iterator[Chapter]:
    """A chapter for each instrument that differs, then for each other entry."""
    yield from (_StoryWriter(found, tr).instrument(instrument) for instrument in found.instruments)
    writer = _StoryWriter(found, tr)
    yield from map(writer.entry, found.entries)
    if found.arrivals:
        yield writer.arrivals()


class _StoryWriter:
    def __init__(self, found: model.Comparison, tr: Translator) -> None:
        self.found, self.tr = found, tr
        self.shown: set[str] = set()
        self.new = found.new.beside(found.old)
        self.words = self.new.catalogue.vocabularies

    def instrument(self, item: model.InstrumentChange) -> Chapter:
        known = item.new or item.old
        fields = self._fields(item.fields)
        if item.was:
            fields.insert(0, Item(self.tr.say(say("its id was « {id} »", id=item.was))))
        elif known and not (item.old and item.new):
            fields.append(Item(self.tr.say(known.tool.summary)))
        parts = ((IN_WORDS, fields), (EXACTLY, self._steps(item)), (BY_RULE, self._rules(item)),
                 (HOW_MUCH, [self._amount(item, change) for change in (item.effect.amounts if item.effect else ())]),
                 (ON_GOLDEN, list(self._golden(item))))
        return Chapter(f"{item.name} ({item.id})", gist(item, self.found.day, self.tr), self._parts(parts))

    def _parts(self, parts: tuple[tuple[str, list[Item]], ...]) -> tuple[Part, ...]:
        return tuple(Part(self.tr.text(heading), tuple(items)) for heading, items in parts if items)

    def _fields(self, changes: Iterable[model.FieldChange]) -> list[Item]:
        sides = ((change, self.found.old if change.new is None else self.new) for change in changes)
        return [Item(field_line(change, side, self.tr)) for change, side in sides]

    def _steps(self, item: model.InstrumentChange) -> list[Item]:
        effect = item.effect
        if effect is None:
            return []
        found = [
            self._shown(item, step.shown, ", ".join(span_words(span, self.tr) for span in step.spans)) for step in effect.transitions
        ]
        if effect.turn is model.EffectKind.NOBODY and effect.rules and not effect.moves_offers:
            found.append(Item(self.tr.say(say("no answer of this instrument differs: {proof}", proof=self.tr.text(PROVED)))))
        for change in effect.availability:
            states = turned(availability(change.before, self.tr), availability(change.after, self.tr))
            found.append(Item(self.tr.say(say("{days}: {states}", days=span_words(change.span, self.tr), states=states))))
        return found

    def _shown(self, item: model.InstrumentChange, shown: model.ChangedEnterprise, days: str = "") -> Item:
        verdicts = turned(self.tr.text(VERDICTS[shown.before]), self.tr.text(VERDICTS[shown.after]))
        if shown.offer:
            verdicts = self.tr.say(say("offer « {id} »: {verdicts}", id=shown.offer, verdicts=verdicts))
        verdicts += f" ({days})" if days else ""
        command = self._command(item, shown.witness)
        if command in self.shown:
            return Item(self.tr.say(say("{verdicts}, for example the enterprise above", verdicts=verdicts)))
        self.shown.add(command)
        example = say("{verdicts}, for example: {profile}", verdicts=verdicts, profile=self._enterprise(shown.witness))
        return Item(self.tr.say(example), command)

    def _enterprise(self, witness: Witness) -> str:
        fields = self.words.fields
        values = {key: fields[key].kind.read(raw, self.words.of(fields[key].vocabulary)) for key, raw in witness.profile.items()}
        return known_line(Profile(values), self.words, self.tr) if values else self.tr.say(say("any enterprise"))

    def _command(self, item: model.InstrumentChange, witness: Witness) -> str:
        """A command line that shows a witness to the newest catalogue that has the instrument."""
        side = self.found.new if item.new else self.found.old
        return witness_command(replace(witness, catalogue=side.layers or ("…",)), f"explain {item.id}")

    def _rules(self, entry: model.InstrumentChange) -> list[Item]:
        """Tell for each changed rule who wins and who loses by it; a rule that stands in several offers is told once."""
        groups: dict[object, list[model.RuleEffect]] = {}
        for rule in entry.effect.rules if entry.effect else ():
            groups.setdefault((rule.id, rule.old and rule.old.test, rule.new and rule.new.test), []).append(rule)
        return [item for rules in groups.values() for item in self._rule(entry, rules)]

    def _rule(self, entry: model.InstrumentChange, rules: list[model.RuleEffect]) -> Iterator[Item]:
        rule, offers = rules[0], [rule.offer for rule in rules if rule.offer]
        head = say("offer « {id} »", id=rule.id)
        if rule.old or rule.new:
            written = any(rule.id in change.path for change in entry.fields)
            head = say("condition « {id} »", id=rule.id) if written else self._turned(rule)
        if offers and (rule.old or rule.new):
            head = say("{rule} (offers: {offers})", rule=head, offers=", ".join(offers))
        yield Item(self.tr.say(head))
        for template, found in ((N_("by it wins: {who}"), [rule.gained for rule in rules if rule.gained]),
                                (N_("by it loses: {who}"), [rule.lost for rule in rules if rule.lost])):
            first = min(found, key=lambda shown: shown.offer is not None, default=None)
            item = self._shown(entry, first) if first else Item(self.tr.text(PROVED))
            yield Item("  " + self.tr.text(template).format(who=item.text), item.command)

    def _turned(self, rule: model.RuleEffect) -> Message:
        """A condition before and after: its sentence, and its strength or its days if these differ."""
        old, new = self._condition(rule.old, rule.new, self.found.old), self._condition(rule.new, rule.old, self.found.new)
        if old == new:
            return say("condition « {id} »: {new} (the sets that it names changed)", id=rule.id, new=new)
        return say("condition « {id} »: {old} → {new}", id=rule.id, old=old, new=new)

    def _condition(self, condition: Condition | None, other: Condition | None, side: model.CatalogueVersion) -> str:
        if condition is None:
            return self.tr.say(say("nothing asked"))
        said, days = [condition_sentence(condition, side.catalogue, self.tr)], model.DayRange(condition.first_day, condition.last_day)
        if other and other.strength is not condition.strength:
            said.append(self.tr.text(STRENGTHS[condition.strength.value]))
        if other and model.DayRange(other.first_day, other.last_day) != days:
            said.append(span_words(days, self.tr))
        return ", ".join(said)

    def _amount(self, item: model.InstrumentChange, change: model.AmountEffect) -> Item:
        sides = {"before": amount(change.before, self.tr), "after": amount(change.after, self.tr)}
        text = say("offer « {offer} », {kind}: {before} → {after}, for example: {profile}", offer=change.offer,
                   kind=self.tr.text(AMOUNTS[change.kind]), profile=self._enterprise(change.witness), **sides)
        return Item(self.tr.say(text), self._command(item, change.witness))

    def _golden(self, item: model.InstrumentChange) -> Iterator[Item]:
        for key, template in COUNTED.items():
            changes = [change for change in item.golden if sort_of(change) == key]
            if changes:
                yield Item(self.tr.text(template).format(count=len(changes)))
            by_case: dict[tuple[str, ...], model.GoldenChange] = {}  # one of each; first those that state the answer of this instrument
            for change in sorted(changes, key=lambda item: not item.stated):
                by_case.setdefault(change.cases[:1], change)
            shown = list(by_case.values())[:EXAMPLES]
            yield from (Item(f"  {self._example(change)}") for change in shown)
            if len(changes) > len(shown):
                yield Item("  " + self.tr.say(say("and {count} more (all in --format json)", count=len(changes) - len(shown))))

    def _example(self, change: model.GoldenChange) -> str:
        said = turned(self._outcome(change.before), self._outcome(change.after))
        line = self.tr.say(say("{case}, {day}: {outcomes}", case=", ".join(change.cases[:2]), day=change.day, outcomes=said))
        notes = [self.tr.say(say("by {ids}", ids=", ".join(change.because)))] if change.because else []
        notes += [self.tr.say(say("with answers of the adviser"))] if change.profile.answers else []
        return f"{line} ({', '.join(notes)})" if notes else line

    def _outcome(self, item: model.VersionAnswer | None) -> str:
        parts = [self.tr.text(VERDICTS[item.verdict]), amount(item.amount, self.tr)] if item else []
        return ", ".join([*parts, availability(item.availability if item else None, self.tr)])

    def entry(self, item: model.EntryChange) -> Chapter:
        """Tell what became of an entry that is no instrument."""
        plain = item.kind in {model.EntryKind.RELATION, model.EntryKind.VOCABULARY}
        title = self.tr.text(KINDS[item.kind]).format(id=self.tr.text(LABELS.get(item.id, item.id)) if plain else item.id)
        touched = self.tr.say(say("used by: {names}", names=", ".join(item.touches))) if item.touches else ""
        return Chapter(title, touched, self._parts(((IN_WORDS, self._fields(item.fields)),)))

    def arrivals(self) -> Chapter:
        """Tell which ids came and went, and what enterprises of that kind may have."""
        return Chapter(
            self.tr.say(say("words that only one of the catalogues has")), "",
            self._parts(((EXACTLY, [Item(self._arrival(arrival)) for arrival in self.found.arrivals]),)),
        )

    def _arrival(self, item: model.Arrival) -> str:
        tools = ", ".join(item.tools or ()) or self.tr.say(say("too intricate to say") if item.tools is None else say("nothing"))
        template = N_("new, {field} « {id} »: may have {tools}") if item.added else N_("gone, {field} « {id} »: could have {tools}")
        return self.tr.text(template).format(field=self.tr.words(self.words.fields[item.field].label), id=item.id, tools=tools)
