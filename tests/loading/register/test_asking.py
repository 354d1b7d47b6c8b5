"""A question to the register: one number, one host, and a sentence for each way in which there is no answer."""

from __future__ import annotations

import socket
import subprocess
import threading
from pathlib import Path

import pytest

from essfund.core.errors import InvalidInputError
from essfund.core.language.translator import translator
from essfund.loading.register.asking import ADDRESS, LARGEST, ask
from essfund.version import VERSION
from tests.loading.register.loopback import Given, OwnRegister
from tests.programs import program

NUMBER = "900000019"
ANSWER = (Path(__file__).parent / "answers/recherche-entreprises.json").read_bytes()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def sentence(address: str, patience: float = 5) -> str:
    """Return what is said where there is no answer."""
    with pytest.raises(InvalidInputError) as caught:
        ask(NUMBER, address, patience)
    (found,) = caught.value.diagnostics
    assert found.code == "REG004"
    assert found.help is not None
    assert caught.value.__suppress_context__
    assert NUMBER not in f"{caught.value} {found.message}"
    return translator("en").say(found.message) + " – " + translator("en").say(found.help)


def test_the_register_is_asked_about_the_number_and_nothing_else() -> None:
    with OwnRegister(Given(ANSWER)) as register:
        assert ask(NUMBER, register.address).encode() == ANSWER
        assert register.asked == [(f"/search?q={NUMBER}", f"essfund/{VERSION}")]
    assert ADDRESS == "https://recherche-entreprises.api.gouv.fr/search"


@pytest.mark.parametrize(("given", "said"), [
    (Given(status=404), "knows no enterprise"),
    (Given(status=429, headers={"Retry-After": "7"}), "in 7 seconds"),
    (Given(status=429, headers={"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), "try again later"),
    (Given(status=429), "asked too often"),
    (Given(status=400), "does not take the question (400)"),
    (Given(status=503), "out of order (503)"),
    (Given(b" " * (LARGEST + 1)), "longer than 1000000 bytes"),
    (Given(b"\xff\xfe"), "is no text"),
    (Given(b'{"results"', stall=True), "does not answer"),
])
def test_each_way_of_not_answering_has_its_sentence(given: Given, said: str) -> None:
    with OwnRegister(given) as register:
        assert said in sentence(register.address, 0.2 if given.stall else 5)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_number_goes_nowhere_else(status: int) -> None:
    with OwnRegister(Given(ANSWER)) as other, OwnRegister(Given(status=status, headers={"Location": other.address})) as register:
        assert f"sends elsewhere ({status})" in sentence(register.address)
        assert other.asked == []


def test_a_register_that_does_not_prove_who_it_is_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.pem"
    subprocess.run([program("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", str(file),
                    "-out", str(tmp_path / "own.crt"), "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-addext", "keyUsage=critical,digitalSignature,keyCertSign"],
                   check=True, capture_output=True)
    trusted = tmp_path / "own.crt"
    file.write_bytes(file.read_bytes() + trusted.read_bytes())
    with OwnRegister(Given(ANSWER), file) as register:
        assert "cannot prove" in sentence(register.address)
        assert register.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        assert ask(NUMBER, register.address).encode() == ANSWER


def test_a_register_without_a_certificate_is_not_asked() -> None:
    with OwnRegister(Given(ANSWER)) as register:
        assert "cannot prove" in sentence(register.address.replace("http:", "https:"))
        assert register.asked == []


def test_no_network_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert "takes no connection" in sentence(f"http://127.0.0.1:{taken.getsockname()[1]}/search")

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert "there is no network here" in sentence("http://register.invalid/search")


@pytest.mark.parametrize("said", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"])
def test_a_connection_that_breaks_is_said(said: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        def answer() -> None:
            found, _ = server.accept()
            with found:
                found.recv(10_000)
                found.sendall(said)

        thread = threading.Thread(target=answer)
        thread.start()
        text = sentence(f"http://127.0.0.1:{server.getsockname()[1]}/search")
        thread.join()
    assert "broke" in text
