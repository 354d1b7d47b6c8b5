"""Boundaries of one instrument: both sides with their answers as text, Markdown and JSON, and as golden cases."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from essfund.core.diagnostics import Witness
from essfund.core.messages import N_, Words, say
from essfund.core.text import fold
from essfund.engine.boundaries import AS_OF, TOGETHER, BoundaryNature
from essfund.engine.golden_cases import refusing
from essfund.loading.yaml_writer import block
from essfund.model.case import OTHERS
from essfund.model.condition import Leaf
from essfund.model.fields import FIELDS
from essfund.model.verdict import Verdict
from essfund.presenting.notes import witness_command
from essfund.presenting.safe_text import json_text
from essfund.presenting.sentences import MORE, MOST_NAMED, condition_sentence, one_or_none_of, seen
from essfund.presenting.table_cells import markdown_cell, markdown_table
from essfund.presenting.terminal import Line, typeset
from essfund.presenting.wording import AVAILABILITIES, FACT, VERDICTS, amount

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from essfund.core.language.translator import Translator
    from essfund.engine.boundaries import Boundary, BoundarySide
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.fields import Field
    from essfund.model.vocabulary import Vocabulary
    from essfund.presenting.view import View

    Numbered = Mapping[int, Boundary]

SCHEMA = "essfund.boundaries/1"
DATE, NONE = N_("day"), N_("no boundary: nothing that is known of an enterprise turns the answer")
AT_MOST, BEGINS, AVAILABILITY = N_("highest amount"), N_("begins or ends: {ids}"), N_("availability")
CEILING, WHOLE, PART = N_("ceiling that depends on: {field}"), N_("covers the whole need"), N_("covers part of the need")
HEADER = (N_("No."), N_("What turns the answer"), N_("Just inside"), N_("Answer inside"), N_("Just outside"), N_("Answer outside"))


def text(catalogue: Catalogue, instrument: Instrument, day: date, numbered: Numbered, view: View) -> str:
    """Boundaries of an instrument as text: both sides with their answers, and the command that shows the outer one."""
    tr = view.tr
    lines = [Line(_title(instrument, day, tr), "bold")]
    if not numbered:
        lines.append(Line(tr.text(NONE)))
    for number, boundary in numbered.items():
        lines += [Line(""), Line(f"{number}. {subject(boundary, catalogue, tr)}", "bold")]
        lines += [Line(" → ".join(_words(boundary, side, catalogue, tr)), indent=3) for side in (boundary.inside, boundary.outside)]
        witness = Witness(boundary.outside.profile, boundary.outside.day, catalogue=view.catalogue)
        command = witness_command(witness, f"explain {instrument.id}")
        lines.append(Line(tr.say(say("to see it: {command}", command=command)), indent=3, whole=True))
    return typeset(lines, view)


def markdown(catalogue: Catalogue, instrument: Instrument, day: date, numbered: Numbered, view: View) -> str:
    """Boundaries of an instrument as a Markdown table, one line each."""
    tr = view.tr
    title = markdown_cell(_title(instrument, day, tr))
    rows = [
        [number, subject(item, catalogue, tr), *_words(item, item.inside, catalogue, tr), *_words(item, item.outside, catalogue, tr)]
        for number, item in numbered.items()
    ]
    return f"# {title}\n\n" + (markdown_table([tr.text(item) for item in HEADER], rows) if rows else f"{tr.text(NONE)}\n")


def json(catalogue: Catalogue, instrument: Instrument, day: date, numbered: Numbered, view: View) -> str:
    """Boundaries of an instrument as JSON, `essfund.boundaries/1`: the profile on each side and what it is answered."""
    return json_text({
        "schema": SCHEMA, "as_of": day.isoformat(), "catalogue": {"edition": catalogue.edition, "digest": catalogue.digest},
        "tool": instrument.id, "name": instrument.tool.name,
        "boundaries": [
            {
                "number": number, "nature": item.nature.value, "id": item.id, "offer": item.offer, "field": item.field,
                "label": subject(item, catalogue, view.tr), "strength": item.condition.strength.value if item.condition else None,
                "sources": list(item.sources), "inside": _side(item.inside), "outside": _side(item.outside),
            }
            for number, item in numbered.items()
        ],
    })


def _side(side: BoundarySide) -> dict[str, Any]:
    result = side.result
    return {
        "values": list(side.values), "profile": dict(side.profile), "as_of": side.day.isoformat(),
        "verdict": result.verdict.value, "availability": result.availability.value, "offer": result.offer.offer.id,
        "amount": {"min": result.amount.low, "max": result.amount.high},
        "need_covered": result.need_covered, "because": list(refusing(result)),
        "doubts": [doubt.condition.id for doubt in result.doubts], "missing": list(result.missing),
    }


def _title(instrument: Instrument, day: date, tr: Translator) -> str:
    return tr.say(say("{name} [{id}]: boundaries on {day}", name=instrument.tool.name, id=instrument.id, day=day))


def subject(boundary: Boundary, catalogue: Catalogue, tr: Translator) -> str:
    """What turns the answer: a condition with its sentence, a ceiling, a day."""
    if boundary.condition is not None:
        found = tr.text(FACT).format(field=boundary.id, value=condition_sentence(boundary.condition, catalogue, tr))
    elif boundary.nature is BoundaryNature.PERIOD:
        found = tr.text(BEGINS).format(ids=boundary.id)
    elif boundary.nature is BoundaryNature.AVAILABILITY:
        found = tr.text(AVAILABILITY)
    else:
        found = tr.text(AT_MOST if boundary.id == "at_most" else CEILING).format(field=tr.words(FIELDS[boundary.field].label))
    return f"{found} [{boundary.offer}]" if boundary.offer else found


def _words(boundary: Boundary, side: BoundarySide, catalogue: Catalogue, tr: Translator) -> tuple[str, str]:
    return _value_words(boundary, side, catalogue, tr), _answer_words(boundary, side, tr)


def _value_words(boundary: Boundary, side: BoundarySide, catalogue: Catalogue, tr: Translator) -> str:
    """The field with its value on one side; of many values that are answered alike, the first ones."""
    if boundary.field == AS_OF:
        return tr.text(FACT).format(field=tr.text(DATE), value=tr.say(side.day))
    assert boundary.field is not None
    field = catalogue.fields[boundary.field]
    vocabulary = catalogue.vocabularies.of(field.vocabulary)
    if vocabulary is None:
        known = field.kind.read(side.profile[boundary.field], None)
        return tr.text(FACT).format(field=tr.words(field.label), value=seen(field, known, catalogue.vocabularies, tr))
    return tr.text(FACT).format(field=tr.words(field.label), value=_set_words(side.values, field, vocabulary, tr))


def _set_words(values: Sequence[str], field: Field, vocabulary: Vocabulary, tr: Translator) -> str:
    """Many values in few words: the set that they are, all but a set, all but a few; else the first ones and how many more there are."""
    names = [TOGETHER.join(tr.say(vocabulary.words(key)) for key in value.split(TOGETHER)) for value in values]
    if len(names) <= MOST_NAMED + 1:
        return ", ".join(names)
    ids, others = frozenset(values), vocabulary.ids.difference(values)
    sets = {vocabulary.expand(key): key for key in vocabulary.sets}
    if ids in sets or others in sets:
        kind, known = ("in", ids) if ids in sets else ("not_in", others)
        return one_or_none_of(Leaf(field.key, kind, known, sets[known]), field, vocabulary, tr)
    return tr.text(MORE).format(some=", ".join(names[:MOST_NAMED]), count=len(names) - MOST_NAMED)


def _answer_words(boundary: Boundary, side: BoundarySide, tr: Translator) -> str:
    """A verdict with what is in its way, the offer, the amount; or whether it can be asked for."""
    result = side.result
    if boundary.nature is BoundaryNature.AVAILABILITY:
        return tr.text(AVAILABILITIES[result.availability])
    verdict = tr.text(VERDICTS[result.verdict])
    if boundary.condition is not None and side is boundary.outside and result.verdict is not Verdict.ELIGIBLE:
        return tr.text(FACT).format(field=verdict, value=boundary.id)
    if result.verdict is Verdict.INELIGIBLE:
        return verdict
    label = result.offer.offer.entry.label or Words(result.offer.offer.id, result.offer.offer.id)
    offer = [tr.say(label)] if len(result.instrument.offers) > 1 else []
    covered = result.need_covered if boundary.nature is BoundaryNature.AMOUNT and boundary.id == "at_most" else None
    need = [] if covered is None else [tr.text(PART if covered < 1 else WHOLE)]
    return ", ".join([verdict, *offer, amount(result.amount, tr), *need])


HEAD = N_("Boundaries as the rules put them, which need not be as the sources do: hold each against its source.")
SAYS = N_("{subject}; {value} → {answer}.")


def cases_text(boundaries: Iterable[Boundary], catalogue: Catalogue, modeline: str | None, tr: Translator) -> str:
    """File of golden cases, one a side; where several ids are answered alike, a series states all of them."""
    cases, series = dict[str, dict[str, Any]](), dict[str, dict[str, Any]]()
    for boundary in boundaries:
        sides = (boundary.inside, boundary.outside)
        for side in sides:
            key = _unused(_name(boundary, side.values[0]), cases)
            cases[key] = {"id": key, **_head(boundary, side, catalogue, tr), "profile": dict(side.profile),
                          "expect": {side.result.instrument.id: _expected(boundary, side)}}
        verdicts = _verdicts(boundary, catalogue)
        if sum(len(side.values) for side in sides) > len(sides):
            side = boundary.inside
            key = _unused(_name(boundary), series)
            rest = {name: value for name, value in side.profile.items() if name != boundary.field}
            series[key] = {"id": key, **_head(boundary, side, catalogue, tr), "tool": side.result.instrument.id,
                           "profile": rest, "vary": boundary.field, "verdicts": verdicts}
    head = "".join(f"{line}\n" for line in (modeline, f"# {tr.text(HEAD)}") if line)
    blocks = [block(word, list(items.values())) for word, items in (("cases", cases), ("series", series)) if items]
    return head + "".join(f"{line}\n" for lines in blocks for line in ("", *lines))


def _verdicts(boundary: Boundary, catalogue: Catalogue) -> dict[str, str]:
    """The answer for each value; of the side that has more of all there are, only one for all of its values together."""
    fewer, more = sorted((boundary.inside, boundary.outside), key=lambda side: len(side.values))
    field = catalogue.fields.get(boundary.field)
    vocabulary = catalogue.vocabularies.of(field.vocabulary) if field and field.kind.name == "choice" else None
    whole = vocabulary is not None and vocabulary.ids == {*fewer.values, *more.values} and not vocabulary.find(OTHERS)
    named = (fewer,) if whole and len(more.values) > MOST_NAMED else (boundary.inside, boundary.outside)
    found = {value: side.result.verdict.value for side in named for value in side.values}
    return found if len(named) > 1 else {**found, OTHERS: more.result.verdict.value}


def _head(boundary: Boundary, side: BoundarySide, catalogue: Catalogue, tr: Translator) -> dict[str, Any]:
    """What every case begins with: what it shows, its day, who says so."""
    name = boundary.id if boundary.condition else subject(boundary, catalogue, tr)
    value, answer = _words(boundary, side, catalogue, tr)
    sources = list(boundary.sources or side.result.instrument.tool.sources)
    return {
        "says": tr.text(SAYS).format(subject=name, value=value, answer=answer),
        "as_of": side.day.isoformat(), "source": sources if len(sources) > 1 else sources[0],
    }


def _expected(boundary: Boundary, side: BoundarySide) -> dict[str, Any]:
    """What a case states of one side: no more than the boundary is about."""
    result = side.result
    if boundary.nature is BoundaryNature.AVAILABILITY:
        return {"availability": result.availability.value}
    expected: dict[str, Any] = {"verdict": result.verdict.value}
    if result.verdict is not Verdict.INELIGIBLE and len(result.instrument.offers) > 1:
        expected["offer"] = result.offer.offer.id
    if boundary.nature is BoundaryNature.AMOUNT:
        expected["amount"] = {"min": result.amount.low, "max": result.amount.high}
    ids = {"because": list(refusing(result)), "doubts": [doubt.condition.id for doubt in result.doubts]}
    own = boundary.condition.id if boundary.condition else None
    return expected | {word: listed for word, listed in ids.items() if own in listed}


def _name(boundary: Boundary, value: str = "") -> str:
    """The id of a case: the instrument, what turns its answer, the field, the value."""
    parts = (boundary.inside.result.instrument.id, boundary.offer or "", boundary.id, boundary.field, value)
    return "-".join(word for part in parts for word in re.findall(r"[a-z0-9]+", fold(part)))


def _unused(name: str, taken: Container[str]) -> str:
    """The id, or the id with a number, that no other case has."""
    return next(key for key in chain([name], (f"{name}-{number}" for number in count(2))) if key not in taken)
