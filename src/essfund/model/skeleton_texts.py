"""Texts that stand in a new entry until somebody answers them: `essfund new` writes them, `validate` finds what is left of them."""

from __future__ import annotations

from essfund.core.messages import N_, Words

GAP = Words("À établir", "To be established")
"""What stands where the format asks for a text and nobody knows it yet."""

AMOUNTS = Words("Montants à établir.", "Amounts to be established.")
CONDITIONS = Words("Conditions à établir : qui peut le demander ?", "Conditions to be established: who may ask for it?")

SKELETON_TEXTS = (GAP, AMOUNTS, CONDITIONS)
"""Every text that a skeleton holds in the place of an answer."""

OPEN_QUESTION = N_("to establish: {what}")
"""The comment above a value that is a guess or a gap, in the language of whoever began the entry."""
