"""Why an enterprise is shut out, in few words: « réservé aux structures en difficulté », « pas pour : association »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, Either, say
from essfund.model.condition import Leaf
from essfund.model.fields import FIELDS
from essfund.presenting.sentences import short_name

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.report import Finding, Report

RESERVED = {
    "ess": N_("only for enterprises whose statuts make them ESS"), "esus": N_("only with the ESUS approval"),
    "siae": N_("only for work-integration enterprises"), "entreprise_adaptee": N_("only for entreprises adaptées"),
    "general_interest": N_("only for what is of general interest"), "cgscop_member": N_("only for members of CGSCOP"),
    "social_innovation": N_("only for social innovation"), "innovation": N_("only for innovative projects"),
    "in_difficulty": N_("only for enterprises in difficulty"), "tourism_social": N_("only for social tourism accommodation"),
    "micro_enterprise": N_("only for micro-enterprises"), "woman_founder": N_("only for enterprises led by a woman"),
    "jobless_founder": N_("only for founders without a job or in an insecure situation"),
    "jep_approval": N_("only with the JEP approval"),
}
"""What is said to an enterprise that has not the quality that a condition asks for."""


def shut_out(item: Finding, report: Report, tr: Translator) -> str:
    """Why an unmet condition shuts this enterprise out, in few words; empty if its sentence says it best."""
    test, known = item.trace.test, item.trace.seen
    if not isinstance(test, Leaf):
        return ""
    if test.argument is True:
        return tr.text(RESERVED[test.field]) if test.field in RESERVED else ""
    if test.argument is False:
        return tr.say(say("not for: {whom}", whom=tr.text(FIELDS[test.field].label)))
    vocabulary = report.catalogue.vocabularies.of(FIELDS[test.field].vocabulary)
    if test.operator != "not_in" or vocabulary is None or not isinstance(known, frozenset):
        return ""
    names = [short_name(str(key), FIELDS[test.field], vocabulary, tr) for key in sorted(known)]
    return tr.say(say("not for: {whom}", whom=Either(tuple(names))))
