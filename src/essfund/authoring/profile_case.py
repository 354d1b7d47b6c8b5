"""A golden case of a saved profile: nobody can be known again by it, and it holds the facts that decide, no others.

A fact decides if the answers of the chosen instruments are others without it: asked of the engine, fact by fact, until each that is
left is needed. So a case says what a rule depends on, and a change of any other rule leaves it alone.
"""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Any

from essfund.core.messages import N_
from essfund.core.named_tuple import NamedTuple
from essfund.core.record import replace
from essfund.engine.golden_cases import refusing
from essfund.engine.match import Matcher, sums_of_lines
from essfund.loading.cases import FOLDER
from essfund.loading.files import LARGEST_CATALOGUE, read_text
from essfund.loading.yaml_writer import block
from essfund.model.field_types import Interval
from essfund.model.profile import YEAR, Answer, Profile
from essfund.model.verdict import Verdict
from essfund.presenting.json_writing import escaped
from essfund.presenting.wording import FACT, SEMICOLON, VERDICTS, amount, known_line

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from essfund.core.language.translator import Translator
    from essfund.model.catalogue import Catalogue, Instrument
    from essfund.model.fields import Field
    from essfund.model.report import Result

TELLING = frozenset({"text", "lines"})
"""Kinds of fields that are never kept: names, numbers of registers, what lines of a plan are called."""
DIGITS = 2
"""So many digits of an amount are kept where they decide as much as all of them."""
HEAD = N_("Of an appointment, anonymised: the facts that decide and no others. The answers are today’s: hold them against the sources.")


CASE_ID = re.compile(r"^ *- *id: *\"?([a-z0-9-]+)", re.MULTILINE)


class DecidingFacts(NamedTuple):
    """What is left of a profile, and what it is answered."""

    profile: Profile
    results: tuple[Result, ...]


def deciding_facts(catalogue: Catalogue, profile: Profile, day: date, tools: Sequence[Instrument]) -> DecidingFacts:
    """Facts on which the answers of some instruments depend on a day, told as roughly as the answers allow."""
    def answered(told: Profile) -> tuple[Result, ...]:
        matcher = Matcher(catalogue, told, day)
        return tuple(matcher.result(tool) for tool in tools)

    def same(told: Profile) -> bool:
        return [_said(result) for result in answered(told)] == wanted

    values = {key: value for key, value in profile.values.items() if catalogue.fields[key].kind.name not in TELLING}
    kept = Profile({**sums_of_lines(profile), **values}, {key: Answer(item.met) for key, item in profile.answers.items()})
    wanted = [_said(result) for result in answered(kept)]
    for change in (_without_one, _rougher):
        while (fewer := next((told for told in change(kept, day, catalogue.fields) if same(told)), None)) is not None:
            kept = fewer
    return DecidingFacts(kept, answered(kept))


def _said(result: Result) -> tuple[object, ...]:
    """What a case can state of an answer."""
    doubts = [doubt.condition.id for doubt in result.doubts]
    amounts = (result.amount.low, result.amount.high)
    return (result.verdict, result.offer.offer.id, *amounts, refusing(result), doubts, sorted(result.missing))


def _without_one(told: Profile, _: date, fields: Mapping[str, Field]) -> Iterator[Profile]:
    """Yield a profile without one of its facts or answers."""
    for key in fields:
        if key in told.values:
            yield replace(told, values={name: value for name, value in told.values.items() if name != key})
    for key in told.answers:
        yield replace(told, answers={name: item for name, item in told.answers.items() if name != key})


def _rougher(told: Profile, day: date, fields: Mapping[str, Field]) -> Iterator[Profile]:
    """Yield a profile with one fact told more roughly: an age for a day of creation, an amount in fewer digits."""
    if "created_on" in told.values and (age := told.on(day).number("age_years")) and age.low is not None and age.low == age.high:
        years = age.low // YEAR * YEAR
        rest: dict[str, Hashable] = {key: value for key, value in told.values.items() if key != "created_on"}
        yield replace(told, values={**rest, "age_years": Interval(years, years)})
    for key, value in told.values.items():
        euros = getattr(fields[key].kind, "unit", "") == "euro"
        if euros and isinstance(value, Interval) and value.low is not None and value.low == value.high:
            step = 10 ** max(0, len(str(value.low)) - DIGITS)
            rounded = value.low // step * step
            if rounded not in {0, value.low}:
                yield told.knowing(key, Interval(rounded, rounded))


def case_text(catalogue: Catalogue, found: DecidingFacts, day: date, head: str | None, tr: Translator,
              taken: frozenset[str] = frozenset()) -> str:
    """File of one golden case; `taken` are the ids of others."""
    first = found.results[0]
    name = f"{first.instrument.id}-{first.verdict.value.replace('_', '-')}"
    key = next(key for key in chain([f"rendez-vous-{name}"], (f"rendez-vous-{name}-{number}" for number in count(2))) if key not in taken)
    sources = list(dict.fromkeys(source for result in found.results for source in _sources(result)))
    case: dict[str, Any] = {
        "id": key, "says": _sentence(catalogue, found, tr), "as_of": day.isoformat(),
        "source": sources if len(sources) > 1 else sources[0],
        "profile": found.profile.plain(catalogue.fields), "expect": {result.instrument.id: _expected(result) for result in found.results},
    }
    lines = [*(line for line in (head, f"# {tr.text(HEAD)}") if line), "cases:"]
    for number, (word, value) in enumerate(case.items()):
        written = block(word, value) if word != "expect" else ["expect:", *(f"  {line}" for tool, said in value.items()
                                                                             for line in block(tool, said))]
        lines += [f"  {' ' if number or place else '-'} {line}" for place, line in enumerate(written)]
    return escaped("".join(f"{line}\n" for line in lines))


def _sources(result: Result) -> tuple[str, ...]:
    """Sources of what decides: the conditions that refuse, or all that are asked; of the instrument if there are none."""
    asked = result.reasons if result.verdict is Verdict.INELIGIBLE else result.findings
    return tuple(source for item in asked for source in item.condition.sources) or result.instrument.tool.sources


def _expected(result: Result) -> dict[str, Any]:
    """What a case states: the verdict, and what refuses, leaves open, or is given."""
    stated: dict[str, Any] = {"verdict": result.verdict.value}
    if result.verdict is Verdict.INELIGIBLE:
        return {**stated, "because": list(refusing(result))}
    if len(result.instrument.offers) > 1:
        stated["offer"] = result.offer.offer.id
    stated["amount"] = {"min": result.amount.low, "max": result.amount.high}
    if result.verdict is Verdict.TO_CHECK:
        stated |= {"missing": list(result.missing), "doubts": [doubt.condition.id for doubt in result.doubts]}
    return stated


def _sentence(catalogue: Catalogue, found: DecidingFacts, tr: Translator) -> str:
    """The case in one sentence: what is known, and each answer."""
    answers = []
    for result in found.results:
        given = "" if result.verdict is Verdict.INELIGIBLE else f", {amount(result.amount, tr)}"
        answers.append(tr.text(FACT).format(field=result.instrument.tool.name, value=f"{tr.text(VERDICTS[result.verdict])}{given}"))
    return f"{known_line(found.profile, catalogue.vocabularies, tr)} → {tr.text(SEMICOLON).join(answers)}."


def ids_of_cases(folders: Sequence[Path]) -> frozenset[str]:
    """Ids that the golden cases of a catalogue have, beside each of its layers."""
    files = [path for folder in folders for path in (folder / FOLDER).rglob("*.yaml")]
    return frozenset(name for path in files for name in CASE_ID.findall(read_text(path, LARGEST_CATALOGUE)[0]))
