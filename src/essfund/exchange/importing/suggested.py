"""What the words of other directories suggest, as ids of a vocabulary: families by what they do, reaches by what they mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.named_tuple import NamedTuple
from essfund.model.vocabulary import Role

if TYPE_CHECKING:
    from essfund.model.vocabulary import Meaning, Vocabulary


class Help(NamedTuple):
    """What a kind of aid does for an enterprise, as vocabularies say it of families."""

    role: Role
    quasi_own: bool = False


GRANT, EQUITY = Help(Role.CASH), Help(Role.CASH, quasi_own=True)
LOAN, GUARANTEE, SUPPORT = Help(Role.LOAN), Help(Role.GUARANTEE), Help(Role.SUPPORT)


def family_that(help_: Help, families: Vocabulary) -> str:
    """The first family that does this; where none does, one that does what is nearest."""
    terms = families.terms
    return min(terms, key=lambda key: (terms[key].role is not help_.role, terms[key].quasi_own is not help_.quasi_own))


def reach_that(meaning: Meaning, reaches: Vocabulary) -> str:
    """The first reach that means this; where none does, the first of all."""
    return min(reaches.terms, key=lambda key: reaches.terms[key].meaning is not meaning)
