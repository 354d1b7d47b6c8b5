"""Findings that authors accept at an entry and below it: `accepts: {CAT050: why}`. What waives nothing is a finding itself.

Defects of shape and golden cases that fail cannot be waived: nothing could be built on them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.core.diagnostics import Fault
from essfund.core.messages import did_you_mean, say
from essfund.core.record import record
from essfund.core.text import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from essfund.loading.yaml_reader import Document

KEY = "accepts"


@record
class Waiver:
    """One code accepted at one entry of one file; `used` once it has waived something. `document` is the name of `home`."""

    code: str
    document: str
    path: tuple[object, ...]
    home: Document
    used: bool = False


def read_waivers(documents: Mapping[str, Document]) -> list[Waiver]:
    """Every waiver of the documents of single files, in reading order."""
    return [waiver for name, document in documents.items() if document.home(())[0] is document
            for waiver in _inside(document.data, name, (), document)]


def _inside(data: object, document: str, path: tuple[object, ...], home: Document) -> Iterator[Waiver]:
    if isinstance(data, dict):
        accepted = data.get(KEY)
        if isinstance(accepted, dict):
            yield from (Waiver(str(code), document, path, home) for code in accepted)
        for key, value in data.items():
            if key != KEY:
                yield from _inside(value, document, (*path, key), home)
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _inside(value, document, (*path, index), home)


def unwaived(faults: Iterable[Fault], waivers: Iterable[Waiver], documents: Mapping[str, Document]) -> Iterator[Fault]:
    """Yield the faults that nothing waives; note which waivers were used."""
    at: dict[tuple[str, int, tuple[object, ...]], list[Waiver]] = {}
    for waiver in waivers:
        at.setdefault((waiver.code, id(waiver.home), waiver.path), []).append(waiver)
    for fault in faults:
        home, path = documents[fault.document].home(fault.path)
        matching = [waiver for length in range(len(path) + 1) for waiver in at.get((fault.code, id(home), path[:length]), ())]
        for waiver in matching:
            waiver.used = True
        if not matching:
            yield fault


def idle_waivers(waivers: Iterable[Waiver], known: Collection[str], looked_for: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each waiver of a code that does not exist, or that was looked for and not found there."""
    for waiver in waivers:
        path = (*waiver.path, KEY, waiver.code)
        if waiver.code not in known:
            yield Fault("CAT091", say("`{code}` is not a code", code=waiver.code), waiver.document, path,
                        did_you_mean(nearest(waiver.code, known)), on_key=True)
        elif not waiver.used and waiver.code in looked_for:
            yield Fault("CAT090", say("`{code}` is accepted here and not found", code=waiver.code), waiver.document, path,
                        say("remove it"), on_key=True)
