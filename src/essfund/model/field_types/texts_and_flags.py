"""Fields of a text, a hierarchical code such as NAF, or yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from essfund.core.messages import N_, Either, say
from essfund.core.pattern import pattern
from essfund.core.text import fold, printable
from essfund.core.truth import FALSE, TRUE, UNKNOWN, Truth, every, negate, some
from essfund.model.field_types.choice import IDS, raw_texts
from essfund.model.field_types.field_type import FieldType, Operator, ParseError, says_unknown
from essfund.model.field_types.naf import codes_under, known_start, naf_codes

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    from essfund.model.field_types.field_type import Tests, VocabularyTerms

LONGEST = 200
SIREN_DIGITS = 9
COMPARE_NUMBER = say("compare it with the Kbis or the Sirene notice")
LA_POSTE = "356000000"
"""More establishments than check digits allow for: the sum of the digits of their SIRET is a multiple of five."""


class TextType(FieldType):
    """Free text, kept on one line: control characters never reach a terminal or a file."""

    name: ClassVar[str] = "text"

    def __init__(self, clean: Callable[[str], str] = str.strip) -> None:
        self.clean = clean

    def read(self, raw: object, terms: VocabularyTerms | None) -> str:  # noqa: ARG002 - texts need no vocabulary
        if not isinstance(raw, str):
            raise ParseError(say("expected a text"), say("write it between quotes"))
        shown = printable(raw)
        if len(shown) > LONGEST:
            raise ParseError(say("this text is longer than {count} characters", count=LONGEST))
        text = self.clean(shown)
        if raw and says_unknown(text):
            raise ParseError(say("nothing of this text can be read"))
        return text

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - texts need no vocabulary
        return {"type": "string", "maxLength": LONGEST}


def is_siret(raw: object) -> bool:
    """Whether a text has the fourteen digits of a SIRET, of which the first nine are the SIREN."""
    return isinstance(raw, str) and bool(re.fullmatch(r"[0-9]{14}", re.sub(r"\s", "", raw)))


def clean_siren(text: str) -> str:
    """Check a SIREN, or the one that a SIRET begins with: nine digits whose Luhn sum is a multiple of ten. Raises `ParseError`."""
    digits = re.sub(r"\s", "", text)
    if is_siret(digits):
        digits = digits[:SIREN_DIGITS]
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise ParseError(say("a SIREN has {count} digits", count=SIREN_DIGITS), say("write it between quotes"))
    if luhn(digits) % 10:
        raise ParseError(say("this SIREN has a wrong check digit"), COMPARE_NUMBER)
    return digits


def luhn(digits: str) -> int:
    """Sum of digits, each second one from the right doubled: a multiple of ten where nothing is mistyped."""
    return sum(map(int, digits[-1::-2])) + sum(sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])


def clean_number(text: str) -> str:
    """SIREN or SIRET as its digits, those of the establishment checked too. Raises `ParseError`."""
    siren, digits = clean_siren(text), re.sub(r"\s", "", text)
    if not is_siret(digits):
        return siren
    if luhn(digits) % 10 and not (siren == LA_POSTE and sum(map(int, digits)) % 5 == 0):
        raise ParseError(say("this SIRET has a wrong check digit"), COMPARE_NUMBER)
    return digits


ANYTHING_ELSE = "\0"  # stands for the codes that no rule names; it can never be typed
CODE_OF_TODAY = say("take the code that the Sirene notice shows today")
SHAPE = "00.00Z"  # A whole code
OLD_NAF = pattern(r"\d{2}\.?\d[A-Z]")  # NAF rev. 1, until 2007: three digits and a letter
NAF = pattern(r"(?P<division>\d{2})(?:\.?(?P<group>\d)(?P<class>\d)?(?P<letter>[A-Z])?)?")


class CodeType(FieldType):
    """A NAF rev. 2 code at any depth: `88`, `88.9`, `88.99`, `88.99B`."""

    name: ClassVar[str] = "code"
    operators: ClassVar[Mapping[str, Operator]] = {
        "starts_with": Operator("starts_with", IDS, N_("begins with {value}"), N_("the code lies under one of these")),
        "not_starts_with": Operator("not_starts_with", IDS, N_("outside {value}"), N_("the code lies under none of these")),
    }

    def read(self, raw: object, terms: VocabularyTerms | None) -> str:  # noqa: ARG002 - codes need no vocabulary
        texts = raw_texts(raw)
        text = texts[0].strip().upper() if len(texts) == 1 else ""
        found = NAF.fullmatch(text)
        if OLD_NAF.fullmatch(text):
            raise ParseError(say("`{text}` is a code of the list that ended in 2007", text=text), CODE_OF_TODAY)
        if not found:
            problem = say("`{text}` is not a NAF code", text=text) if text else say("this is not a NAF code")
            raise ParseError(problem, say("write it like 88.99B, or its beginning like 88"))
        division, group, klass, letter = found.groups()
        code = division + (f".{group}" if group else "") + (klass or "") + (letter or "")
        if code not in naf_codes():
            start = known_start(code)
            listed = say("below {start} there is {words}", start=start, words=Either(tuple(codes_under(start)))) if start else None
            raise ParseError(say("`{code}` is not in NAF rev. 2, the list in force until the end of 2026", code=code),
                             listed or CODE_OF_TODAY)
        return code

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> frozenset[str]:  # noqa: ARG002 - same for both
        return frozenset(self.read(text, None) for text in raw_texts(raw))

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:
        assert isinstance(argument, frozenset)
        assert isinstance(known, str)
        under = some(TRUE if known.startswith(prefix) else UNKNOWN if prefix.startswith(known) else FALSE for prefix in argument)
        return under if operator == "starts_with" else negate(under)

    def cells(self, tests: Tests, known: Hashable | None, terms: VocabularyTerms | None) -> list[Hashable]:  # noqa: ARG002 - as above
        start = known if isinstance(known, str) else ""
        if every(self.evaluate(op, argument, start) for op, argument in tests if start) is not UNKNOWN and start:
            return [start]
        prefixes = {prefix for _, argument in tests if isinstance(argument, frozenset) for prefix in argument}
        return [start + ANYTHING_ELSE, *(prefix + ANYTHING_ELSE for prefix in sorted(prefixes - {start}) if prefix.startswith(start))]

    def both(self, known: Hashable, other: Hashable) -> str | None:
        assert isinstance(known, str)
        assert isinstance(other, str)
        shorter, longer = sorted((known, other), key=len)
        return longer if longer.startswith(shorter) else None

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - codes need no vocabulary
        return {"type": "string", "pattern": r"^\d{2}(\.?\d(\d([A-Za-z])?)?)?$"}


WORDS = {
    "true": True, "yes": True, "y": True, "oui": True, "o": True, "vrai": True,
    "false": False, "no": False, "non": False, "n": False, "faux": False,
}
WORDS_PATTERN = f"^({'|'.join(''.join(f'[{letter.upper()}{letter}]' for letter in word) for word in WORDS)})$"
"""The same words, any case, as JSON Schemas write it."""


class FlagType(FieldType):
    """True or false. In rules it is written bare: `esus: true`."""

    name: ClassVar[str] = "flag"
    operators: ClassVar[Mapping[str, Operator]] = {
        "is": Operator("is", {"type": "boolean"}, N_("{value}"), N_("the answer is this one")),
    }

    def read(self, raw: object, terms: VocabularyTerms | None) -> bool:  # noqa: ARG002 - flags need no vocabulary
        if isinstance(raw, bool):
            return raw
        from essfund.model.field_types.spoken import without_hedge  # noqa: PLC0415 - files mostly hold yes or no as such

        said = fold(without_hedge(raw)[0]) if isinstance(raw, str) else ""
        if said in WORDS:
            return WORDS[said]
        raise ParseError(say("expected yes or no"), say("write yes or no"))

    def argument(self, operator: str, raw: object, terms: VocabularyTerms | None) -> bool:  # noqa: ARG002 - one operator
        if not isinstance(raw, bool):
            raise ParseError(say("expected true or false"))
        return raw

    def evaluate(self, operator: str, argument: Hashable, known: Hashable) -> Truth:  # noqa: ARG002 - one operator
        return TRUE if known == argument else FALSE

    def cells(self, tests: Tests, known: Hashable | None, terms: VocabularyTerms | None) -> list[Hashable]:  # noqa: ARG002 - always both
        return [True, False] if known is None else [known]

    def schema(self, terms: VocabularyTerms | None) -> dict[str, object]:  # noqa: ARG002 - flags need no vocabulary
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": WORDS_PATTERN}]}
