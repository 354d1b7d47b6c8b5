"""What is said below a diagnostic: an enterprise that shows it, what to do, where to read more."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING

from essfund.core.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.diagnostics import Diagnostic, Witness
    from essfund.core.language.translator import Translator


def notes(item: Diagnostic, tr: Translator) -> Iterator[str]:
    """Each note of a diagnostic."""
    if item.witness:
        if item.witness.shows:
            yield tr.say(item.witness.shows)
        yield tr.say(say("to see it: {command}", command=witness_command(item.witness)))
    if item.help:
        yield tr.say(say("help: {text}", text=item.help))
    yield tr.say(say("more: {command}", command=f"essfund explain {item.code}"))


def witness_command(witness: Witness, call: str = "match") -> str:
    """Command line that shows a witness; it can be pasted into a shell."""
    profile = json.dumps(dict(witness.profile), ensure_ascii=False)
    profile = profile if profile.isprintable() else json.dumps(dict(witness.profile))
    written = "printf %s" if "\\" in profile else "echo"
    catalogue = "".join(f" --catalogue {shlex.quote(layer)}" for layer in witness.catalogue)
    return f"{written} {shlex.quote(profile)} | essfund {call} - --as-of {witness.day.isoformat()}{catalogue}"
