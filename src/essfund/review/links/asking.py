"""Asking whether a page is there: HEAD, then GET; only public hosts, no cookie, no proxy, bounded in time and size.

The name is resolved here, every address that it has must be public, and one of these is connected to: what was checked is what is
asked. A redirection is followed on the same host only.
"""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from enum import Enum
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address, ip_network
from threading import Timer
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from essfund.core.named_tuple import NamedTuple
from essfund.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult

PATIENCE = 10.0
"""Seconds after which a host that says nothing, or says it too slowly, counts as silent."""
LARGEST = 1 << 16
"""Bytes of a page that are read at most: its status is what is asked."""
MOST_STEPS = 5
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
MOVING = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
SENDING = MOVING | {HTTPStatus.FOUND, HTTPStatus.SEE_OTHER, HTTPStatus.TEMPORARY_REDIRECT}
HEADERS = {"User-Agent": f"essfund/{VERSION} (link check)", "Accept": "*/*", "Connection": "close"}


TRANSLATED = ip_network("64:ff9b::/96")
"""Addresses behind which a gateway puts any IPv4 address, local ones too."""


class LinkOutcome(Enum):
    """What became of one address."""

    THERE = "there"
    DEAD = "dead"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    UNASKED = "unasked"


class LinkState(NamedTuple):
    """What became of an address: its status, 0 where none came, and where it leads now, if that is elsewhere."""

    outcome: LinkOutcome
    status: int = 0
    leads_to: str = ""


class NotPublicError(OSError):
    """A host whose address is that of a machine, a house, or nobody."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network."""
    with suppress(ValueError):
        found = ip_address(address.partition("%")[0])
        inside = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
        looked = inside or found
        return looked.is_global and not looked.is_multicast and looked not in TRANSLATED
    return False


def public_connection(place: tuple[str, int], timeout: float, *_: object) -> socket.socket:
    """Connection to a host all of whose addresses are public. Raises NotPublicError, OSError."""
    found = [given[4][:2] for given in socket.getaddrinfo(*place, type=socket.SOCK_STREAM)]
    if not found or not all(is_public(str(address)) for address, _ in found):
        raise NotPublicError
    error: OSError = OSError()
    for address, port in found:
        try:
            return socket.create_connection((str(address), int(port)), timeout)
        except OSError as problem:
            error = problem
    raise error


def opened(method: str, url: SplitResult, patience: float = PATIENCE) -> tuple[int, str]:
    """Status of a page, and where it sends, if it does. Raises OSError, HTTPException, ValueError."""
    kind = HTTPSConnection if url.scheme == "https" else HTTPConnection
    connection: Any = kind(url.hostname or "", url.port, timeout=patience)
    connection._create_connection = public_connection  # noqa: SLF001 - what the library connects by; TLS still asks for the name
    end = Timer(patience, _cut, (connection,))  # each read may take as long as all of them may: a host that drips is cut off
    end.daemon = True
    end.start()
    try:
        path = urlunsplit(("", "", quote(url.path or "/", safe="/%:@!$&'()*+,;=~-._"), quote(url.query, safe="/?%:@!$&'()*+,;=~-._"), ""))
        connection.request(method, path, headers=HEADERS)
        answer: HTTPResponse = connection.getresponse()
        answer.read(LARGEST)
        return answer.status, answer.headers.get("Location") or ""
    finally:
        end.cancel()
        connection.close()


def _cut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def ask(address: str, opener: Callable[[str, SplitResult], tuple[int, str]] = opened, end: float | None = None) -> LinkState:
    """What became of an address; nothing is asked after `end`, a time of the monotonic clock."""
    first, permanent = address, False
    for _ in range(MOST_STEPS):
        if end is not None and time.monotonic() > end:
            return LinkState(LinkOutcome.UNASKED)
        try:
            url = urlsplit(address)
            if url.scheme not in {"http", "https"} or not url.hostname or url.username is not None:
                return LinkState(LinkOutcome.REFUSED)
            status, sends = _status(url, opener)
            target = urljoin(address, sends) if sends and status in SENDING else ""
            host = urlsplit(target).hostname
        except NotPublicError:
            return LinkState(LinkOutcome.REFUSED)
        except (OSError, HTTPException, ValueError):
            return LinkState(LinkOutcome.UNREACHABLE)
        if not target:
            return _settled(status, address if permanent and address != first else "")
        permanent = permanent or status in MOVING
        if host != url.hostname:
            return LinkState(LinkOutcome.MOVED, status, target)
        address = target
    return LinkState(LinkOutcome.UNREACHABLE)


def _status(url: SplitResult, opener: Callable[[str, SplitResult], tuple[int, str]]) -> tuple[int, str]:
    """Status of a page by HEAD, and by GET where HEAD is not answered well: many hosts do not know it."""
    with suppress(HTTPException, ConnectionError, ssl.SSLEOFError):
        status, sends = opener("HEAD", url)
        if status < HTTPStatus.BAD_REQUEST:
            return status, sends
    return opener("GET", url)


def _settled(status: int, now: str) -> LinkState:
    if status in GONE:
        return LinkState(LinkOutcome.DEAD, status)
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        return LinkState(LinkOutcome.UNREACHABLE, status)
    return LinkState(LinkOutcome.MOVED, status, now) if now else LinkState(LinkOutcome.THERE, status)
