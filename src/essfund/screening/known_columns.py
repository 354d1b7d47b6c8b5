"""Names of columns that are known, by the kind of list, as text and JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.messages import N_, say
from essfund.loading.lists.columns import HINT, IDENTIFIER, presets
from essfund.model.fields import FIELDS
from essfund.presenting.safe_text import json_text
from essfund.presenting.terminal import Line, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.language.translator import Translator
    from essfund.loading.lists.columns import ColumnRule
    from essfund.presenting.view import View

OWN = N_("Every field of a profile is known by its key and its option too; upper case, accents, spaces and hyphens do not matter.")
WAYS = {IDENTIFIER: N_("says which enterprise it is"), HINT: N_("a hint: not taken"), "band": N_("band of staff of Sirene"),
        "commune": N_("by the INSEE code of the commune"), "postcode": N_("by the postcode"),
        "full-time": N_("in full-time equivalents"), "town": N_("by the name of the town, where it is known")}


def render_table(view: View) -> str:
    """Kinds of lists, each with its columns."""
    return typeset(lines(view), view)


def lines(view: View) -> Iterator[Line]:
    """Lines of the page."""
    tr = view.tr
    for preset in presets():
        yield Line(f"{tr.say(preset.label)} [{preset.id}]", "bold")
        for name, rule in preset.columns.items():
            yield Line(f"{name} → {told(rule, tr)}", indent=3, hang=2)
        for name, values in preset.set_aside.items():
            yield Line(tr.say(say("{column} {values}: the row is set aside, the enterprise has ceased",
                                  column=name, values=", ".join(sorted(values)))), indent=3, hang=2)
        yield Line("")
    yield Line(tr.text(OWN), "dim")


def told(rule: ColumnRule, tr: Translator) -> str:
    """What a column tells, and how it is written."""
    label = tr.words(FIELDS[rule.field].label) if rule.field in FIELDS else rule.field.upper()
    return f"{label} ({tr.text(WAYS[rule.way])})" if rule.way in WAYS else label


def render_json(view: View) -> str:
    """Kinds of lists as plain values, `essfund.columns/1`."""
    return json_text({"schema": "essfund.columns/1", "presets": [
        {"id": preset.id, "label": view.tr.say(preset.label), "source": preset.source or None,
         "columns": {name: {"field": rule.field, "as": rule.way} for name, rule in preset.columns.items()},
         "set_aside": {name: sorted(values) for name, values in preset.set_aside.items()}} for preset in presets()]})
