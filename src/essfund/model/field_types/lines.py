"""Fields that hold lines of a financing plan: « Véhicule=35000:materiel », « Prêt bancaire=28000:demande,5 ans »."""

from __future__ import annotations

import re
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from essfund.core.messages import Either, did_you_mean, say
from essfund.core.text import fold, nearest, printable
from essfund.model.field_types.field_type import FieldType, ParseError
from essfund.model.field_types.number import Interval, NumberType
from essfund.model.plan_line import LineState, Nature, ResourceLine, UseLine, UseNature

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from essfund.model.field_types.field_type import VocabularyTerms

E = TypeVar("E", bound=Enum)
EUROS = NumberType("euro", lowest=1)
MOST_LINES, LONGEST_LABEL = 100, 200

USE_WORDS: Mapping[str, UseNature] = {
    **dict.fromkeys((
        "vehicule", "vehicules", "camion", "camionnette", "fourgon", "minibus", "machine", "machines", "equipement", "equipements", "outillage",
        "mobilier", "four", "ordinateurs", "informatique", "investissement", "equipment", "vehicle", "van", "tangible"), UseNature.TANGIBLE),
    **dict.fromkeys(("logiciel", "site", "etude", "etudes", "formation", "brevet", "communication", "conseil", "recrutement", "embauche",
                     "software", "study", "training", "intangible"), UseNature.INTANGIBLE),
    **dict.fromkeys(("terrain", "local", "locaux", "batiment", "travaux", "construction", "amenagement", "renovation", "parts-de-sci",
                     "building", "premises", "works", "property"), UseNature.PROPERTY),
    **dict.fromkeys(("tresorerie", "besoin-en-fonds-de-roulement", "fonds-de-roulement", "stock", "stocks", "working-capital", "cash"),
                    UseNature.WORKING_CAPITAL),
    **dict.fromkeys(("dette", "dettes", "debt", "repayment"), UseNature.REPAYMENT),
    **dict.fromkeys(("fees",), UseNature.FEES),
}
RESOURCE_WORDS: Mapping[str, Nature] = {
    **dict.fromkeys(("apports", "fonds-propres", "autofinancement", "capital", "capitaux-propres", "parts-sociales", "own", "equity",
                     "own-money", "savings", "tresorerie"), Nature.OWN),
    **dict.fromkeys(("pret-participatif", "titres-associatifs", "titres-participatifs", "compte-courant", "quasi-own", "quasi-equity"),
                    Nature.QUASI_OWN),
    **dict.fromkeys(("subventions", "don", "dons", "aide", "mecenat", "crowdfunding", "grant", "grants", "donation"), Nature.GRANT),
    **dict.fromkeys(("banque", "emprunt-bancaire", "emprunt", "credit-bancaire", "bank", "bank-loan"), Nature.BANK_LOAN),
    **dict.fromkeys(("pret-d-honneur", "avance", "avance-remboursable", "loan"), Nature.LOAN),
    **dict.fromkeys(("guarantee", "caution"), Nature.GUARANTEE),
}
STATE_WORDS: Mapping[str, LineState] = {
    **dict.fromkeys(("obtenu", "obtenue", "acquise", "acquises", "accorde", "accordee", "disponible", "obtained", "granted"), LineState.OBTAINED),
    **dict.fromkeys(("demandee", "en-cours", "sollicite", "sollicitee", "requested", "asked", "depose", "deposee"), LineState.REQUESTED),
    **dict.fromkeys(("a-solliciter", "prevu", "prevue", "to-request", "to-be-requested", "planned"), LineState.TO_REQUEST),
}
"""What people write for natures and states besides their ids, folded."""

YEARS = re.compile(r"(?P<number>\d{1,2}(?:[.,]\d)?) ?(?P<unit>ans?|ann[ée]es?|years?|mois|months?)", re.IGNORECASE)
RATE = re.compile(r"(?P<number>\d{1,2}(?:[.,]\d{1,3})?) ?(?:%|pour ?cents?|percent)", re.IGNORECASE)
ON = re.compile(r"(?:sur|on) +(?P<label>.+)", re.IGNORECASE)
MOST_YEARS, MOST_RATE = 50, 30
FORM = say("write LABEL=AMOUNT, for example Véhicule=35000:materiel")


class LinesType(FieldType):
    """Lines, each with a label and whole euros; never tested by a rule."""

    name: ClassVar[str] = "lines"
    many: ClassVar[bool] = True
    keys: ClassVar[tuple[str, ...]] = ()
    """What a line may say besides its label and amount."""

    def read(self, raw: object, terms: VocabularyTerms | None) -> Hashable:  # noqa: ARG002 - natures are no vocabulary of a catalogue
        listed = [{"label": key, "amount": value} for key, value in raw.items()] if isinstance(raw, dict) and "amount" not in raw else raw
        lines = listed if isinstance(listed, list | tuple) else [listed]
        if len(lines) > MOST_LINES:
            raise ParseError(say("more than {most} lines", most=MOST_LINES))
        read = tuple([self.line(self._parts(line)) for line in lines])
        labels = [fold(line.label) for line in read]
        twice = next((line.label for line in read if labels.count(fold(line.label)) > 1), None)
        if twice is not None:
            raise ParseError(say("two lines are called « {label} »", label=twice), say("add them up, or give each its own name"))
        return read

    def line(self, parts: dict[str, Any]) -> Any:
        """Line of its parts. Raises ParseError."""
        raise NotImplementedError(parts)

    def _parts(self, raw: object) -> dict[str, Any]:
        """Label, amount and what else a line says: a mapping, or « label=amount:word,word ». Raises ParseError."""
        if isinstance(raw, str):
            label, equals, rest = raw.partition("=")
            amount, _, said = rest.partition(":")
            parts: dict[str, Any] = {"label": label, "amount": amount, "said": [word for word in re.split(r"[,;:]", self._joined(said)) if word.strip()]}
            if not equals:
                raise ParseError(say("« {text} » is no line of a plan", text=printable(raw)[:LONGEST_LABEL]), FORM)
        elif isinstance(raw, dict):
            if unknown := next((key for key in raw if key not in {"label", "amount", *self.keys}), None):
                raise ParseError(say("`{key}` is not a key of a line", key=unknown), did_you_mean(nearest(str(unknown), ["label", "amount", *self.keys])))
            parts = {**raw, "said": [self._phrase(key, raw[key]) for key in self.keys if raw.get(key) is not None]}
        else:
            raise ParseError(say("expected lines of a plan"), FORM)
        label = printable(str(parts.get("label") or "")).strip()
        if not label or len(label) > LONGEST_LABEL:
            raise ParseError(say("a line needs a name of at most {most} characters", most=LONGEST_LABEL), FORM)
        return {"label": label, "amount": self._euros(label, parts.get("amount")), "said": parts["said"]}

    @staticmethod
    def _joined(said: str) -> str:
        """Words behind an amount, a decimal comma no longer parting them."""
        return re.sub(r"(\d),(\d+ ?%)", r"\1.\2", said)

    @staticmethod
    def _phrase(key: str, value: object) -> str:
        """Value of a key as it would be typed."""
        return f"{value} ans" if key == "years" else f"{value} %" if key == "rate" else f"sur {value}" if key == "on" else str(value)

    @staticmethod
    def _euros(label: str, raw: object) -> int:
        """Whole euros, more than none. Raises ParseError."""
        try:
            known = EUROS.read(raw, None)
        except ParseError as parse_error:
            if re.fullmatch(r"\s*[-−]\s*\d.*|\s*0+\s*(?:€|euros?)?\s*", str(raw)):
                raise ParseError(say("« {label} »: an amount is more than 0 €", label=label), FORM) from None
            raise ParseError(say("« {label} »: {problem}", label=label, problem=parse_error.message), parse_error.help) from None
        if known.low is None or known.low != known.high:
            raise ParseError(say("« {label} »: a line needs one amount, not a range", label=label), FORM)
        return known.low


def meant(word: str, kind: type[E], words: Mapping[str, E]) -> E | None:
    """Member of an enumeration that a word names."""
    folded = fold(word)
    return next((member for member in kind if member.value == folded), words.get(folded))


def supposed(label: str, kind: type[E], words: Mapping[str, E]) -> E | None:
    """Member that a label speaks of: its longest run of words that names one."""
    parts = fold(label).split("-")
    runs = ["-".join(parts[start:end]) for start in range(len(parts)) for end in range(len(parts), start, -1)]
    return next((found for run in sorted(runs, key=lambda run: -run.count("-")) if (found := meant(run, kind, words))), None)


def not_understood(label: str, word: str, known: tuple[str, ...]) -> ParseError:
    """Error for a word behind an amount."""
    return ParseError(say("« {label} »: `{word}` is not understood", label=label, word=printable(word.strip())[:LONGEST_LABEL]),
                      did_you_mean(nearest(fold(word), known), say("one of: {words}", words=Either(known))))


class UsesType(LinesType):
    """What the money is for."""

    keys: ClassVar[tuple[str, ...]] = ("nature",)

    def line(self, parts: dict[str, Any]) -> UseLine:
        label, nature = parts["label"], None
        for word in parts["said"]:
            nature = meant(word, UseNature, USE_WORDS)
            if nature is None:
                raise not_understood(label, word, tuple(item.value for item in UseNature))
        told = nature or supposed(label, UseNature, USE_WORDS)
        return UseLine(label, parts["amount"], told, supposed=nature is None and told is not None)

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, tuple)
        return [{"label": line.label, "amount": line.amount, **({"nature": line.nature.value} if line.nature and not line.supposed else {})}
                for line in known]

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - as `read`
        return lines_schema({"nature": {"type": "string"}})


class ResourcesType(LinesType):
    """Where the money comes from, as far as somebody has said it."""

    keys: ClassVar[tuple[str, ...]] = ("nature", "state", "years", "rate", "on")

    def line(self, parts: dict[str, Any]) -> ResourceLine:
        label, said = parts["label"], {}
        for word in parts["said"]:
            key, value = self._said(label, word.strip())
            said[key] = value
        nature = said.pop("nature", None)
        told = nature or supposed(label, Nature, RESOURCE_WORDS) or Nature.UNTOLD
        state = said.pop("state", LineState.OBTAINED if told is Nature.OWN else LineState.TO_REQUEST)
        return ResourceLine(label, parts["amount"], told, state, supposed=nature is None, **said)

    @staticmethod
    def _said(label: str, word: str) -> tuple[str, Any]:
        """Key of a line and its value, of one word behind an amount. Raises ParseError."""
        if state := meant(word, LineState, STATE_WORDS):
            return "state", state
        if nature := meant(word, Nature, RESOURCE_WORDS):
            return "nature", nature
        if found := YEARS.fullmatch(word):
            years = float(found["number"].replace(",", ".")) / (12 if found["unit"].casefold().startswith("m") else 1)
            if 0 < years <= MOST_YEARS:
                return "years", years
        elif found := RATE.fullmatch(word):
            rate = float(found["number"].replace(",", "."))
            if rate <= MOST_RATE:
                return "rate", rate
        elif found := ON.fullmatch(word):
            return "on", found["label"].strip()
        raise not_understood(label, word, (*(item.value for item in LineState), *(item.value for item in Nature), "5 ans", "2 %"))

    def plain(self, known: Hashable) -> object:
        assert isinstance(known, tuple)
        return [{"label": line.label, "amount": line.amount, **({} if line.supposed else {"nature": line.nature.value}), "state": line.state.value,
                 **{key: getattr(line, key) for key in ("years", "rate", "on") if getattr(line, key) not in {None, ""}}} for line in known]

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - as `read`
        return lines_schema({"nature": {"type": "string"}, "state": {"type": "string"}, "years": {"type": "number"}, "rate": {"type": "number"},
                             "on": {"type": "string"}})


def lines_schema(more: dict[str, object]) -> dict[str, object]:
    """JSON Schema of lines: texts, or mappings; or one mapping of names to amounts."""
    amount: dict[str, object] = {"anyOf": [{"type": "number"}, {"type": "string"}]}
    line = {"type": "object", "properties": {"label": {"type": "string"}, "amount": amount, **more}, "required": ["label", "amount"],
            "additionalProperties": False}
    return {"anyOf": [{"type": "array", "items": {"anyOf": [{"type": "string"}, line]}}, {"type": "string"},
                      {"type": "object", "additionalProperties": amount}]}


def total(lines: object) -> Interval | None:
    """Sum of some lines, if there are any."""
    found = lines if isinstance(lines, tuple) else ()
    whole = sum(line.amount for line in found)
    return Interval(whole, whole) if found else None
