"""The one connection that an answer opens: recherche-entreprises is asked about one number, for `--fetch` alone."""

from __future__ import annotations

import re
import socket
import ssl
import time
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead
from typing import IO, TYPE_CHECKING, NoReturn
from urllib.error import HTTPError, URLError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from essfund.core.diagnostics import Diagnostic
from essfund.core.errors import InvalidInputError
from essfund.core.messages import Message, say
from essfund.loading.files import decode
from essfund.loading.register.reading import NOT_PUBLIC
from essfund.version import VERSION

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse

HOST = "recherche-entreprises.api.gouv.fr"
ADDRESS = f"https://{HOST}/search"
PATIENCE = 10.0
"""Seconds after which a register that says nothing, or says it too slowly, counts as silent."""
LARGEST = 1_000_000
"""Bytes of an answer about one enterprise: one with a thousand establishments takes a few hundred thousand."""
STRETCH = 1 << 16
LATER = say("try again later; or tell what is known by options")
BY_HAND = say("tell what is known by options, or save the answer with a browser and give it to --register")
WAITING = re.compile(r"\d{1,5}")


class _NotElsewhere(HTTPRedirectHandler):
    """Follows no redirection: the number goes to one host and to no other."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str) -> None:
        """Leave the answer as it is: it becomes an error with its status."""


def ask(number: str, address: str | None = None, patience: float = PATIENCE) -> str:
    """The answer of the register to a SIREN or a SIRET, as text. Raises InvalidInputError; `address` is another one in tests."""
    url = f"{address or ADDRESS}?q={number}"
    request = Request(url, headers={"User-Agent": f"essfund/{VERSION}", "Accept": "application/json"})  # noqa: S310 - ours, or a test's
    try:
        with build_opener(_NotElsewhere).open(request, timeout=patience) as response:
            data = _within(response, time.monotonic() + patience)
    except HTTPError as error:
        error.close()
        _refused(error.code, error.headers.get("Retry-After", "") if error.headers else "")
    except (URLError, OSError, HTTPException, ValueError) as error:
        reason = error.reason if isinstance(error, URLError) else error
        _silent(reason)
    text, problems = decode(data, HOST, LARGEST)
    if len(data) > LARGEST:
        _fail(say("the answer of the register is longer than {count} bytes", count=LARGEST), BY_HAND)
    if any(problem.is_error for problem in problems):
        _fail(say("the answer of the register is no text in UTF-8"), BY_HAND)
    return text


def _within(response: HTTPResponse, end: float) -> bytes:
    """Bytes of an answer; more than the most where it is too long. Raises TimeoutError, and IncompleteRead where it breaks off."""
    data = bytearray()
    while len(data) <= LARGEST and (piece := response.read1(STRETCH)):
        data += piece
        if time.monotonic() > end:
            raise TimeoutError
    if len(data) <= LARGEST and response.length:
        raise IncompleteRead(bytes(data), response.length)
    return bytes(data)


def _refused(status: int, wait: str) -> NoReturn:
    """Say what a status means. Raises InvalidInputError."""
    if status == HTTPStatus.NOT_FOUND:
        _fail(say("the register knows no enterprise with this number (404)"), NOT_PUBLIC)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        seconds = WAITING.fullmatch(wait.strip())
        _fail(say("the register is asked too often from here (429)"),
              say("try again in {count} seconds; or tell what is known by options", count=int(seconds[0])) if seconds else LATER)
    if status < HTTPStatus.BAD_REQUEST:
        _fail(say("the register sends elsewhere ({status}): nothing else is asked", status=status), BY_HAND)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _fail(say("the register is out of order ({status})", status=status), LATER)
    _fail(say("the register does not take the question ({status})", status=status), BY_HAND)


def _silent(reason: object) -> NoReturn:
    """Say why there is no answer. Raises InvalidInputError."""
    if isinstance(reason, TimeoutError):
        _fail(say("the register does not answer within {count} seconds", count=int(PATIENCE)), LATER)
    if isinstance(reason, socket.gaierror):
        _fail(say("`{host}` is not found: there is no network here, or it does not reach the internet", host=HOST), BY_HAND)
    if isinstance(reason, ssl.SSLError):
        _fail(say("`{host}` cannot prove that it is who it says: nothing was asked", host=HOST), BY_HAND)
    if isinstance(reason, ConnectionRefusedError):
        _fail(say("`{host}` takes no connection", host=HOST), LATER)
    _fail(say("the connection to `{host}` broke", host=HOST), LATER)


def _fail(message: Message, help_: Message) -> NoReturn:
    raise InvalidInputError([Diagnostic("REG004", message, help=help_)]) from None


