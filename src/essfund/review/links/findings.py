"""Addresses of a catalogue that lead nowhere, elsewhere, or could not be asked: a finding each, at its line."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urlsplit

from essfund.core.diagnostics import Diagnostic, Findings
from essfund.core.messages import say
from essfund.loading.catalogue import read_texts
from essfund.loading.texts import bundled_directory
from essfund.loading.yaml_reader import parse
from essfund.presenting.safe_text import brief
from essfund.review.checks import PAGES
from essfund.review.links import asking
from essfund.review.links.asking import LinkOutcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from urllib.parse import SplitResult

    from essfund.core.messages import Message
    from essfund.loading.yaml_reader import Document
    from essfund.review.links.asking import LinkState

SECTIONS = ("sources", "contacts")
MOST_ADDRESSES = 500
AT_ONCE = 8
"""So many hosts are asked at once, each for one page at a time."""
ALTOGETHER = 300.0
"""Seconds after which nothing more is asked."""
CODES = {LinkOutcome.DEAD: "LNK001", LinkOutcome.MOVED: "LNK002", LinkOutcome.UNREACHABLE: "LNK003", LinkOutcome.REFUSED: "LNK004",
         LinkOutcome.UNASKED: "LNK005"}


def check_links(folder: Path, opener: Callable[[str, SplitResult], tuple[int, str]] | None = None) -> Findings:
    """Findings of the addresses of the sources and contacts of a catalogue. This opens connections; bad data raise nothing."""
    texts = read_texts(folder, bundled_directory())
    text, name = texts.texts.get("tools", ""), texts.names.get("tools", "")
    document = parse(text, name)
    named = addresses(document)
    states = asked([*named], opener or asking.opened)
    found = [_finding(document, path, address, states[address]) for address, paths in named.items() for path in paths
             if states[address].outcome is not LinkOutcome.THERE]
    return Findings(tuple(found), {name: text})


def addresses(document: Document) -> dict[str, list[tuple[str, ...]]]:
    """Every address of the sources and contacts, without its fragment, and where it stands."""
    found: dict[str, list[tuple[str, ...]]] = {}
    data = document.data if isinstance(document.data, dict) else {}
    for section in SECTIONS:
        entries = data.get(section)
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            url = entry.get("url") if isinstance(entry, dict) else None
            if isinstance(url, str):
                found.setdefault(urldefrag(url).url, []).append((section, key, "url"))
    return found


def asked(named: list[str], opener: Callable[[str, SplitResult], tuple[int, str]]) -> Mapping[str, LinkState]:
    """What became of each address: hosts side by side, the pages of one host one after the other, no more than there is time for."""
    hosts: dict[str, list[str]] = {}
    for address in named[:MOST_ADDRESSES]:
        hosts.setdefault(_host(address), []).append(address)
    end = time.monotonic() + ALTOGETHER
    states = dict.fromkeys(named, asking.LinkState(LinkOutcome.UNASKED))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for found in pool.map(lambda pages: [(page, asking.ask(page, opener, end)) for page in pages], hosts.values()):
            states |= dict(found)
    return states


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _finding(document: Document, path: tuple[str, ...], address: str, state: LinkState) -> Diagnostic:
    code = CODES[state.outcome]
    message, help_ = _words(brief(address), state)
    return Diagnostic(code, message, PAGES[code].severity, document.span(path), help_)


def _words(address: str, state: LinkState) -> tuple[Message, Message]:
    """What is said of an address, and what to do."""
    if state.outcome is LinkOutcome.DEAD:
        return (say("`{address}` is not there any more ({status})", address=address, status=state.status),
                say("find where the page stands now, or name a source that can still be read"))
    if state.outcome is LinkOutcome.MOVED:
        return (say("`{address}` sends to `{target}`", address=address, target=brief(state.leads_to)),
                say("read it there; if it says the same, write that address"))
    if state.outcome is LinkOutcome.REFUSED:
        return (say("`{address}` is no address of the public network: nothing was asked", address=address),
                say("write an address that everybody can open"))
    if state.outcome is LinkOutcome.UNASKED:
        return (say("`{address}` was not asked: there was no time left, or there are too many", address=address),
                say("try again later"))
    status = (say("it answers {status}", status=state.status),) if state.status else ()
    return (say("`{address}` could not be read now: {reason}", address=address, reason=status[0] if status else say("no answer")),
            say("that does not mean that it is gone: open it with a browser"))

