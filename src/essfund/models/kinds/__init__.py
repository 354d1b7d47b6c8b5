"""The kinds of profile field. A kind owns reading, judging, splitting and writing back its values; one module each."""

from essfund.models.kinds.choice import ChoiceKind
from essfund.models.kinds.code import CodeKind
from essfund.models.kinds.day import DayKind
from essfund.models.kinds.flag import FlagKind
from essfund.models.kinds.kind import Kind, Misread, Operator
from essfund.models.kinds.number import Interval, NumberKind
from essfund.models.kinds.several import SeveralKind
from essfund.models.kinds.text import TextKind

__all__ = [
    "ChoiceKind",
    "CodeKind",
    "DayKind",
    "FlagKind",
    "Interval",
    "Kind",
    "Misread",
    "NumberKind",
    "Operator",
    "SeveralKind",
    "TextKind",
]
