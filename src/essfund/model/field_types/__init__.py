"""The kinds of profile field. A kind owns reading, judging, splitting and writing back its values; one module each."""

from essfund.model.field_types.choice import ChoiceType, SeveralType
from essfund.model.field_types.day import DayType
from essfund.model.field_types.field_type import FieldType, Operator, ParseError, says_unknown
from essfund.model.field_types.lines import ResourcesType, UsesType
from essfund.model.field_types.number import Interval, NumberType
from essfund.model.field_types.texts_and_flags import CodeType, FlagType, TextType

JUDGES: dict[str, FieldType] = {
    operator: kind for kind in (FlagType(), NumberType(""), ChoiceType(), SeveralType(), CodeType()) for operator in kind.operators
}
"""The kind of field that judges each operator: a test says by itself how it is judged, whichever catalogue added its field."""

__all__ = [
    "JUDGES", "ChoiceType", "CodeType", "DayType", "FieldType", "FlagType", "Interval", "NumberType", "Operator", "ParseError",
    "ResourcesType", "SeveralType", "TextType", "UsesType", "says_unknown",
]
