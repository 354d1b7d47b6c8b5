"""Reading of the lines of a plan, as people type them or as a file holds them. Imported when there are lines to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from essfund.core.messages import Either, did_you_mean, say
from essfund.core.named_tuple import NamedTuple
from essfund.core.pattern import pattern
from essfund.core.text import fold, nearest, printable
from essfund.model.field_types.field_type import ParseError
from essfund.model.field_types.line_words import RESOURCE_WORDS, STATE_WORDS, USE_WORDS, meant, supposed
from essfund.model.field_types.number import NumberType
from essfund.model.plan_line import LineState, Nature, ResourceLine, UseLine, UseNature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

EUROS = NumberType("euro", lowest=1)
MOST_LINES, LONGEST_LABEL = 100, 200
YEARS = pattern(r"(?P<number>\d{1,2}(?:[.,]\d{1,20})?) ?(?P<unit>ans?|ann[ée]es?|years?|mois|months?)", re.IGNORECASE)
RATE = pattern(r"(?P<number>\d{1,2}(?:[.,]\d{1,3})?) ?(?:%|pour ?cents?|percent)", re.IGNORECASE)
ON = pattern(r"(?:sur|on) +(?P<label>.+)", re.IGNORECASE)
DECIMAL_COMMA = pattern(r"((?:^|[,;:])\s*\d{1,2}),(\d+ ?(?:%|pour|percent|an|year|mois|month))", re.IGNORECASE)
WORDS_BEHIND = pattern(r"[:;]|,\s*(?=[^\W\d_])|,\s+(?=\d{1,2}(?:[.,]\d+)? ?(?:%|pour|percent|an|year|mois|month))", re.IGNORECASE)
"""Where the words behind an amount begin: no decimal comma does, so « 28 000, demandé, 5 ans » is read like « 28 000:demandé,5 ans »."""
NO_AMOUNT = pattern(r"\s*[-−]\s*\d.*|\s*0+\s*(?:€|euros?)?\s*")
FORM = say("write LABEL=AMOUNT, for example Véhicule=35000:materiel")
LEAST_YEARS, MOST_YEARS, MOST_RATE = 1 / 12, 50, 30


class LineParts(NamedTuple):
    """A line as it was told: its label, whole euros, and the words behind them."""

    label: str
    amount: int
    said: list[str]


def read_lines(raw: object, keys: Sequence[str], line: Callable[[LineParts], Any]) -> tuple[Any, ...]:
    """Lines as told: texts, mappings of the keys of a line, mappings of names to amounts. Raises ParseError."""
    told = raw if isinstance(raw, list | tuple) else [raw]
    lines = [line for each in told for line in (named_amounts(each, keys) if isinstance(each, dict) else [each])]
    if len(lines) > MOST_LINES:
        raise ParseError(say("more than {most} lines", most=MOST_LINES))
    read = tuple([line(parts_of(each, keys)) for each in lines])
    labels = [fold(each.label) for each in read]
    twice = next((each.label for each in read if labels.count(fold(each.label)) > 1), None)
    if twice is not None:
        raise ParseError(say("two lines are called « {label} »", label=twice), say("add them up, or give each its own name"))
    return read


def named_amounts(raw: Mapping[Any, Any], keys: Sequence[str]) -> list[object]:
    """Lines of a mapping: the one that it tells, by the keys of a line or by its name beside them; else each name with its amount."""
    if not {"label", "amount"}.isdisjoint(raw):
        return [raw]
    names, beside = [name for name in raw if name not in keys], {key: raw[key] for key in keys if key in raw}
    if beside and len(names) == 1:
        told = [typed_as(key, value) for key, value in beside.items()] if _has_words(raw[names[0]]) else []
        return [", ".join([f"{names[0]}={raw[names[0]]}", *told])] if told else [{"label": names[0], "amount": raw[names[0]], **beside}]
    return [f"{name}={told}" if _has_words(told) else {"label": name, "amount": told} for name, told in raw.items()]


def _has_words(told: object) -> bool:
    """Whether words stand behind an amount."""
    return isinstance(told, str) and bool(WORDS_BEHIND.search(told))


def parts_of(raw: object, keys: Sequence[str]) -> LineParts:
    """Parts of a line: a mapping, or « label=amount:word,word ». Raises ParseError."""
    if isinstance(raw, str):
        written, amount, said = _typed(raw)
    elif isinstance(raw, dict):
        written, amount, said = _mapped(raw, keys)
    else:
        raise ParseError(say("expected lines of a plan"), FORM)
    label = printable(written).strip()
    if not label or len(label) > LONGEST_LABEL:
        raise ParseError(say("a line needs a name of at most {most} characters", most=LONGEST_LABEL), FORM)
    return LineParts(label, whole_euros(label, amount), said)


def _typed(raw: str) -> tuple[str, object, list[str]]:
    """Label, amount and words of a text; a decimal comma parts no words. Raises ParseError."""
    label, equals, rest = raw.partition("=")
    if not equals:
        raise ParseError(say("« {text} » is no line of a plan", text=printable(raw)[:LONGEST_LABEL]), FORM)
    amount, said, *_ = (*WORDS_BEHIND.split(rest, maxsplit=1), "")
    return label, amount, [word for word in re.split(r"[,;:]", DECIMAL_COMMA.sub(r"\1.\2", said)) if word.strip()]


def _mapped(raw: Mapping[Any, Any], keys: Sequence[str]) -> tuple[str, object, list[str]]:
    """Label, amount and words of a mapping, each as it would be typed. Raises ParseError."""
    known = ["label", "amount", *keys]
    if unknown := next((key for key in raw if key not in known), None):
        raise ParseError(say("`{key}` is not a key of a line", key=printable(str(unknown))[:LONGEST_LABEL]),
                         did_you_mean(nearest(str(unknown), known), say("one of: {words}", words=Either(tuple(known)))))
    said = [typed_as(key, raw[key]) for key in keys if raw.get(key) is not None]
    return str(raw.get("label") or ""), raw.get("amount"), said


def typed_as(key: str, value: object) -> str:
    """Value of a key of a line as it would be typed."""
    return f"{value} ans" if key == "years" else f"{value} %" if key == "rate" else f"sur {value}" if key == "covers" else str(value)


def whole_euros(label: str, raw: object) -> int:
    """Whole euros of a line, more than none. Raises ParseError."""
    try:
        known = EUROS.read(raw, None)
    except ParseError as parse_error:
        if NO_AMOUNT.fullmatch(str(raw)):
            raise ParseError(say("« {label} »: an amount is more than 0 €", label=label), FORM) from None
        raise ParseError(say("« {label} »: {problem}", label=label, problem=parse_error.message), parse_error.help) from None
    if known.low is None or known.low != known.high:
        raise ParseError(say("« {label} »: a line needs one amount, not a range", label=label), FORM)
    return known.low


def not_understood(label: str, word: str, known: tuple[str, ...]) -> ParseError:
    """Error for a word behind an amount."""
    return ParseError(say("« {label} »: `{word}` is not understood", label=label, word=printable(word.strip())[:LONGEST_LABEL]),
                      did_you_mean(nearest(fold(word), known), say("one of: {words}", words=Either(known))))


def use_line(parts: LineParts) -> UseLine:
    """Use of its parts. Raises ParseError."""
    nature = None
    for word in parts.said:
        nature = meant(word, UseNature, USE_WORDS)
        if nature is None:
            raise not_understood(parts.label, word, tuple(item.value for item in UseNature))
    told = nature or supposed(parts.label, UseNature, USE_WORDS)
    if nature is None and told is UseNature.FEES:  # the fees of a notary are no cost of the money
        told = None
    return UseLine(parts.label, parts.amount, told, supposed=nature is None and told is not None)


def resource_line(parts: LineParts) -> ResourceLine:
    """Resource of its parts. Raises ParseError."""
    said = dict(_said(parts.label, word.strip()) for word in parts.said)
    nature = said.pop("nature", None)
    told = nature or supposed(parts.label, Nature, RESOURCE_WORDS) or Nature.UNTOLD
    state = said.pop("state", LineState.OBTAINED if told is Nature.OWN else LineState.TO_REQUEST)
    return ResourceLine(parts.label, parts.amount, told, state, supposed=nature is None, **said)


def _said(label: str, word: str) -> tuple[str, Any]:
    """Key of a line and its value, of one word behind an amount. Raises ParseError."""
    if state := meant(word, LineState, STATE_WORDS):
        return "state", state
    if nature := meant(word, Nature, RESOURCE_WORDS):
        return "nature", nature
    if found := YEARS.fullmatch(word):
        years = float(found["number"].replace(",", ".")) / (12 if found["unit"].casefold().startswith("m") else 1)
        if LEAST_YEARS <= years <= MOST_YEARS:
            return "years", years
    elif found := RATE.fullmatch(word):
        rate = float(found["number"].replace(",", "."))
        if rate <= MOST_RATE:
            return "rate", rate
    elif found := ON.fullmatch(word):
        return "on", printable(found["label"]).strip()
    known = [item.value for kind in (LineState, Nature) for item in kind]
    raise not_understood(label, word, (*known, "5 ans", "2 %"))
