"""Pages of diagnostics, for docs and `explain CODE`: of files and profiles. Checks hold their own (`essfund.review.checks`)."""

from __future__ import annotations

from essfund.core.codes.catalogue import RULES, SHAPES, UPKEEP
from essfund.core.codes.code import CodePage, Example
from essfund.core.codes.inputs import FILES, PROFILES
from essfund.core.codes.links import LINKS
from essfund.core.messages import N_

__all__ = ["CODES", "SUBJECTS", "CodePage", "Example", "subject_of"]

CODES: dict[str, CodePage] = FILES | SHAPES | RULES | UPKEEP | PROFILES | LINKS

SUBJECTS: dict[str, str] = {
    "IN": N_("Reading files"),
    "CAT": N_("The catalogue"),
    "CAT00": N_("Shape of the entries"),
    "CAT01": N_("Ids, references and sources"),
    "CAT02": N_("Amounts and dates"),
    "CAT03": N_("What is unused or stands twice"),
    "CAT04": N_("Golden cases"),
    "CAT05": N_("What time does to the entries"),
    "CAT06": N_("What texts say beside the rules"),
    "CAT07": N_("What the rules add up to"),
    "CAT08": N_("Relations between instruments"),
    "CAT09": N_("Upkeep of the files"),
    "PRO": N_("Profiles that cannot be read"),
    "LST": N_("Lists that cannot be read"),
    "REG": N_("Answers of registers"),
    "LNK": N_("Addresses on the web"),
    "DBT": N_("Profiles that leave a doubt"),
}
"""What codes are about, by how they begin: the longest beginning counts."""


def subject_of(code: str) -> str:
    """What a code is about."""
    return SUBJECTS[max((start for start in SUBJECTS if code.startswith(start)), key=len)]
