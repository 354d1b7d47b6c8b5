"""A register of our own on the loopback: it gives the answers that a test holds ready, and keeps what it was asked."""

from __future__ import annotations

import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from types import TracebackType


class Given(NamedTuple):
    """What is answered: with `stall`, only the beginning of it comes, and then nothing."""

    body: bytes = b"{}"
    status: int = 200
    headers: Mapping[str, str] = {}
    stall: bool = False


class OwnRegister:
    """A server that gives one answer to whoever asks."""

    def __init__(self, given: Given, certificate: Path | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        self.over = threading.Event()
        own = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                own.asked.append((self.path, self.headers["User-Agent"]))
                self.send_response(given.status)
                for name, value in given.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(given.body) + given.stall))
                self.end_headers()
                self.wfile.write(given.body)
                if given.stall:
                    own.over.wait(30)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        if certificate:  # a file with the key too
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = f"http{'s' if certificate else ''}://127.0.0.1:{self.server.server_port}/search"

    def __enter__(self) -> Self:
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01})
        self.thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.over.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
