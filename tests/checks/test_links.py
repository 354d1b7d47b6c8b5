"""The link check, against a server of our own on the loopback: what is asked, how it is bounded, and what is said at which line."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

import pytest

from essfund.review.links import asking, findings
from essfund.review.links.asking import LinkOutcome, LinkState, ask, is_public, opened
from tests.checks.test_examples import BASE, DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from urllib.parse import SplitResult

    from tests.command_line import Done

    Essfund = Callable[..., Done]


class Page(NamedTuple):
    """What is answered to HEAD and to GET, and where it sends."""

    head: int
    get: int
    sends: str = ""


PAGES = {
    "/there": Page(200, 200), "/no-head": Page(405, 200), "/head-404": Page(404, 200), "/missing": Page(404, 404), "/gone": Page(410, 410),
    "/busy": Page(503, 503), "/forbidden": Page(403, 403), "/moved": Page(301, 301, "/there"), "/for-now": Page(302, 302, "/there"),
    "/away": Page(301, 301, "http://ailleurs.example/page"), "/to-file": Page(302, 302, "file:///etc/passwd"),
    "/round": Page(301, 301, "/round"), "/moved-and-gone": Page(301, 301, "/gone"),
}


class OwnHost(NamedTuple):
    address: str
    asked: list[tuple[str, str]]


@pytest.fixture(scope="module")
def served() -> Iterator[OwnHost]:
    asked: list[tuple[str, str]] = []
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def answer(self, status: int, sends: str) -> None:
            asked.append((self.command, self.path))
            self.send_response(status)
            if sends:
                self.send_header("Location", sends)
            self.end_headers()

        def do_HEAD(self) -> None:
            if self.path == "/silent":
                over.wait(30)
                return
            page = PAGES[self.path]
            self.answer(page.head, page.sends)

        def do_GET(self) -> None:
            page = PAGES[self.path]
            self.answer(page.get, page.sends)
            self.wfile.write(b"x" * (2 * asking.LARGEST))

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield OwnHost(f"http://127.0.0.1:{server.server_port}", asked)
    over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def host(served: OwnHost, monkeypatch: pytest.MonkeyPatch) -> OwnHost:
    """Return the server, which counts as public for one test."""
    monkeypatch.setattr(asking, "is_public", lambda _: True)
    served.asked.clear()
    return served


@pytest.mark.parametrize(("path", "outcome", "status", "leads"), [
    ("/there", LinkOutcome.THERE, 200, ""), ("/no-head", LinkOutcome.THERE, 200, ""), ("/head-404", LinkOutcome.THERE, 200, ""),
    ("/missing", LinkOutcome.DEAD, 404, ""), ("/gone", LinkOutcome.DEAD, 410, ""), ("/busy", LinkOutcome.UNREACHABLE, 503, ""),
    ("/forbidden", LinkOutcome.UNREACHABLE, 403, ""), ("/moved", LinkOutcome.MOVED, 200, "{}/there"), ("/for-now", LinkOutcome.THERE, 200, ""),
    ("/away", LinkOutcome.MOVED, 301, "http://ailleurs.example/page"), ("/to-file", LinkOutcome.MOVED, 302, "file:///etc/passwd"),
    ("/round", LinkOutcome.UNREACHABLE, 0, ""), ("/moved-and-gone", LinkOutcome.DEAD, 410, ""),
])
def test_each_answer_has_its_outcome(path: str, outcome: LinkOutcome, status: int, leads: str, host: OwnHost) -> None:
    assert ask(f"{host.address}{path}") == LinkState(outcome, status, leads.format(host.address))
    assert len(host.asked) <= asking.MOST_STEPS


def test_a_page_is_asked_for_only_where_its_head_is_no_answer(host: OwnHost) -> None:
    ask(f"{host.address}/there")
    ask(f"{host.address}/missing")
    assert host.asked == [("HEAD", "/there"), ("HEAD", "/missing"), ("GET", "/missing")]


def test_a_host_that_says_nothing_is_left(host: OwnHost) -> None:
    assert ask(f"{host.address}/silent", lambda method, url: opened(method, url, 0.1)).outcome is LinkOutcome.UNREACHABLE
    assert ask("http://127.0.0.1:1/").outcome is LinkOutcome.UNREACHABLE


@pytest.mark.parametrize(("address", "public"), [
    ("8.8.8.8", True), ("2606:4700:4700::1111", True), ("127.0.0.1", False), ("10.1.2.3", False), ("192.168.0.1", False),
    ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.1", False), ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False),
    ("fd00::1", False), ("::ffff:127.0.0.1", False), ("2002:7f00:1::", False), ("64:ff9b::7f00:1", False), ("nulle part", False),
])
def test_only_public_addresses_are_asked(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_local_hosts_are_refused_and_hear_nothing(served: OwnHost) -> None:
    served.asked.clear()
    for address in (served.address, served.address.replace("127.0.0.1", "localhost"), "http://[::1]/", "http://0x7f000001/", "file:///etc/passwd",
                    "http://someone@ailleurs.example/"):
        assert ask(f"{address}/there").outcome in {LinkOutcome.REFUSED, LinkOutcome.UNREACHABLE}, address
    assert ask(served.address).outcome is LinkOutcome.REFUSED
    assert served.asked == []


def test_a_name_with_one_local_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("10.0.0.1", 80))])
    monkeypatch.setattr(socket, "create_connection", lambda *_: pytest.fail("a connection was opened"))
    assert ask("http://exemple.fr/").outcome is LinkOutcome.REFUSED


def test_one_page_of_a_host_at_a_time_and_no_more_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    busy: dict[str, int] = {}
    most: list[int] = []

    def opener(_: str, url: SplitResult) -> tuple[int, str]:
        name = url.hostname or ""
        busy[name] = busy.get(name, 0) + 1
        most.append(busy[name])
        time.sleep(0.001)
        busy[name] -= 1
        return 200, ""

    monkeypatch.setattr(findings, "MOST_ADDRESSES", 30)
    states = findings.asked([f"http://h{number % 3}.example/{number}" for number in range(40)], opener)
    assert (set(most), len(most)) == ({1}, 30)
    assert [state.outcome for state in states.values()].count(LinkOutcome.UNASKED) == 10
    monkeypatch.setattr(findings, "ALTOGETHER", -1.0)
    assert {state.outcome for state in findings.asked(["http://h.example/"], opener).values()} == {LinkOutcome.UNASKED}


def test_findings_stand_at_their_lines(essfund: Essfund, host: OwnHost, tmp_path: Path) -> None:
    folder = shutil.copytree(BASE, tmp_path / "catalogue")
    tools = folder / "tools.yaml"
    text = tools.read_text(encoding="utf-8").replace("https://www.exemple.fr/reglement", f"{host.address}/gone#article-3")
    tools.write_text(text.replace("https://www.exemple.fr/contact", f"{host.address}/away"), encoding="utf-8")
    done = essfund("validate", str(folder), *DAY, "--links", "--select", "LNK", "--format", "concise", "--lang", "en")
    assert done.code == 0
    assert done.out.splitlines() == [
        f"{tools}:9:10: warning [LNK001] `{host.address}/gone` is not there any more (410)",
        f"{tools}:15:10: note [LNK002] `{host.address}/away` sends to `http://ailleurs.example/page`",
    ]
    assert essfund("validate", str(folder), *DAY, "--links", "--select", "LNK", "--strict").code == 1
    host.asked.clear()
    assert essfund("validate", str(folder), *DAY, "--select", "LNK", "--strict").code == 0
    assert host.asked == []
