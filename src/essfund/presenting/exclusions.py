"""Why an enterprise is shut out, in few words: « réservé aux structures en difficulté », « pas pour : association »."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import Either, say
from essfund.model.condition import Leaf
from essfund.presenting.sentences import short_name

if TYPE_CHECKING:
    from essfund.core.language.translator import Translator
    from essfund.model.report import Finding, Report

def shut_out(item: Finding, report: Report, tr: Translator) -> str:
    """Why an unmet condition shuts this enterprise out, in few words; empty if its sentence says it best."""
    test, known = item.trace.test, item.trace.seen
    if not isinstance(test, Leaf):
        return ""
    if test.argument is True:
        return tr.words(report.catalogue.fields[test.field].reserved)
    if test.argument is False:
        return tr.say(say("not for: {whom}", whom=tr.words(report.catalogue.fields[test.field].label)))
    vocabulary = report.catalogue.vocabularies.of(report.catalogue.fields[test.field].vocabulary)
    if test.operator != "not_in" or vocabulary is None or not isinstance(known, frozenset):
        return ""
    names = [short_name(str(key), report.catalogue.fields[test.field], vocabulary, tr) for key in sorted(known)]
    return tr.say(say("not for: {whom}", whom=Either(tuple(names))))
