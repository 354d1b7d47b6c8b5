"""Web addresses and SIREN numbers that cannot be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from essfund.core.codes import CodePage, Example
from essfund.core.diagnostics import Fault, Severity
from essfund.core.messages import N_, say
from essfund.loading.checks.check import Check
from essfund.model.field_types import ParseError
from essfund.model.field_types.text import clean_siren

if TYPE_CHECKING:
    from collections.abc import Iterator

    from essfund.core.messages import Message
    from essfund.loading.checks.subject import Subject

HOST = re.compile(r"(?!-)[a-z0-9-]+(?<!-)(\.(?!-)[a-z0-9-]+(?<!-))*\.[a-z]{2,}")
TRACKING = re.compile(r"(^|&)(utm_\w+|fbclid|gclid|mc_cid|mc_eid)=", re.IGNORECASE)


def find_addresses(subject: Subject) -> Iterator[Fault]:
    """Find addresses that no browser could open or that carry a trace of where they were copied, and SIREN with a wrong key."""
    for word, entries in (("sources", subject.tools.sources), ("contacts", subject.tools.contacts)):
        for key, entry in entries.items():
            problem = wrong_address(entry.url) if entry.url else None
            if problem:
                yield Fault("CAT019", problem, "tools", (word, key, "url"), say("open it in a browser, and copy it from there"))
    for key, contact in subject.tools.contacts.items():
        if contact.siren is not None:
            try:
                clean_siren(contact.siren)
            except ParseError as parse_error:
                yield Fault("CAT018", parse_error.message, "tools", ("contacts", key, "siren"), parse_error.help)


def wrong_address(url: str) -> Message | None:
    """Return what is wrong with an address, if anything; nothing is fetched."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return say("this is not a web address")
    plain = host.encode("idna").decode("ascii", "replace") if host.isascii() or _encodable(host) else host
    if not HOST.fullmatch(plain.lower()):
        return say("`{host}` is not the name of a site", host=host or url)
    if parts.username or parts.password or port:
        return say("an address of a public page holds no user, password or port")
    if TRACKING.search(parts.query):
        return say("this address carries a mark of where it was copied from")
    if url[-1] in ".,;:!?)»'\"" and not (url.endswith(")") and "(" in url):
        return say("this address ends with a punctuation mark")
    return None


def _encodable(host: str) -> bool:
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return True


CHECK = Check(find_addresses, {
    "CAT018": CodePage(
        N_("SIREN with a wrong key"),
        N_("The number does not have nine digits, or its last digit does not agree with the others (Luhn's rule)."),
        N_("Compare it with the Kbis or the Sirene notice."),
        why=N_("With one digit wrong it names another enterprise, or none, in every register that is linked by it."),
        example=Example(
            "tools.yaml",
            at="    url: https://www.exemple.fr/contact\n",
            good='    url: https://www.exemple.fr/contact\n    siren: "732829320"\n',
            bad='    url: https://www.exemple.fr/contact\n    siren: "732829321"\n',
        ),
    ),
    "CAT019": CodePage(
        N_("address that leads nowhere"),
        N_("The address has no real site name, holds a password, a port or a tracking mark, or ends with a punctuation mark."),
        N_("Open it in a browser, and copy it from there."),
        why=N_("An adviser clicks on it in front of the entrepreneur. Nothing is fetched here: a page that is gone is not seen."),
        severity=Severity.WARNING,
        example=Example(
            "tools.yaml",
            good="    url: https://www.exemple.fr/contact\n",
            bad="    url: https://www.exemple/contact?utm_source=lettre\n",
        ),
    ),
})
