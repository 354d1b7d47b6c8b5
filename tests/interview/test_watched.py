"""Nothing of a profile is written anywhere but where asked, and nothing is sent: each command is watched while it runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.interview.terminal import CTRL_D, Terminal
from tests.interview.test_terminal import following, tell_the_form

if TYPE_CHECKING:
    from pathlib import Path

MARK = "Zyxomma Petiolatum"
"""A name that stands nowhere but in the profile."""

AMOUNT = "73519"
DAY = ("--as-of", "2019-06-01")

WATCHER = """
import os, sys

log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "shutil.move", "shutil.copyfile"}
LEAVES = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "socket.sendmsg", "subprocess.", "os.system",
          "os.exec", "os.posix_spawn", "os.fork", "urllib.", "http.", "smtplib.", "ftplib.", "webbrowser.")

def watch(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)) and given[2] and given[2] & WRITING:
        os.write(log, f"write {os.fsdecode(given[0])}\\n".encode())
    elif event in CHANGES:
        os.write(log, f"change {event} {[str(one) for one in given[:2]]}\\n".encode())
    elif event == "socket.__new__" and given[1] != 1:
        os.write(log, f"leave {event} {given[1:]}\\n".encode())
    elif event.startswith(LEAVES):
        os.write(log, f"leave {event}\\n".encode())

sys.addaudithook(watch)
from essfund.cli.main import entry
sys.argv[0] = "essfund"
entry()
"""


class House(NamedTuple):
    """A machine with nothing on it: every place where a program might write, below one folder."""

    root: Path

    @property
    def work(self) -> Path:
        return self.root / "work"

    def environment(self) -> dict[str, str]:
        home = self.root / "home"
        names = {"XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_RUNTIME_DIR": "run"}
        kept = {key: value for key, value in os.environ.items() if key in {"PATH", "VIRTUAL_ENV"}}
        found = {**kept, "HOME": str(home), "TMPDIR": str(self.root / "tmp"), "PYTHONDONTWRITEBYTECODE": "1", "TERM": "xterm-256color",
                 "WATCH_LOG": str(self.root.with_suffix(".log")), **{key: str(home / value) for key, value in names.items()}}
        for place in (self.work, self.root / "tmp", *(home / value for value in names.values())):
            place.mkdir(parents=True, exist_ok=True)
        return found

    def files(self) -> set[str]:
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}

    def holding(self, *marks: str) -> set[str]:
        return {name for name in self.files() if any(mark.encode() in (self.root / name).read_bytes() for mark in marks)}

    def seen(self, kind: str) -> list[str]:
        return [line for line in self.root.with_suffix(".log").read_text(encoding="utf-8").splitlines() if line.startswith(kind)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "house")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cache of a house after its first run."""
    first = House(tmp_path_factory.mktemp("first") / "house")
    subprocess.run([sys.executable, "-m", "essfund", "tools", "list", *DAY], env=first.environment(), capture_output=True, check=True)
    assert first.files()
    return first.root / "home/cache"


@pytest.fixture
def lived_in(house: House, kept: Path) -> House:
    """A house where the catalogue was read before, which takes most of the time of a first run."""
    shutil.copytree(kept, house.root / "home/cache")
    return house


def only_the_cache(files: set[str]) -> bool:
    return all(name.startswith("home/cache/essfund/catalogue-") for name in files)


def written_outside(house: House) -> list[str]:
    """Return what was opened for writing outside the folder and is no device."""
    return [line for line in house.seen("write") if not line.startswith((f"write {house.root}", "write /dev/"))]


def test_a_first_run_keeps_the_catalogue_and_writes_a_profile_only_where_asked(house: House) -> None:
    assert_kept_to_itself(("match", "profil.yaml", "--output", "options.csv", "--format", "csv"), house)
    assert [name for name in house.files() if name.startswith("home/cache/essfund/catalogue-")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "argv",
    [
        ("match", "--name", MARK, "--amount", AMOUNT, "--legal-form", "scop"),
        ("match", "profil.yaml", "--format", "json"),
        ("explain", "socoden", "--name", MARK, "--amount", AMOUNT, "--legal-form", "scop"),
        ("explain", "fiso", "profil.yaml"),
        ("match", "--amount", f"{AMOUNT} chaises", "--name", MARK),
    ],
)
def test_a_profile_is_written_nowhere_and_sent_nowhere(argv: tuple[str, ...], lived_in: House) -> None:
    assert_kept_to_itself(argv, lived_in)


def assert_kept_to_itself(argv: tuple[str, ...], house: House) -> None:
    """Run a command under the watcher; fails where the profile goes to another place than the file that is asked for."""
    environment = house.environment()
    (house.work / "profil.yaml").write_text(f"name: {MARK}\namount_needed: {AMOUNT}\n", encoding="utf-8")
    before = house.files()
    subprocess.run([sys.executable, "-c", WATCHER, *argv, *DAY], cwd=house.work, env=environment, capture_output=True, check=False)
    assert house.seen("leave") == []
    assert written_outside(house) == [line for line in house.seen("write") if line == "write options.csv"]
    asked = {"work/options.csv"} if "--output" in argv else set()
    assert only_the_cache(house.files() - before - asked)
    assert asked <= house.files()
    assert house.holding(MARK, AMOUNT) <= {"work/profil.yaml", *asked}


@pytest.mark.slow
@pytest.mark.parametrize("save", ["profil.yaml", None])
def test_an_interview_writes_its_profile_only_where_asked(save: str | None, lived_in: House) -> None:
    house, environment = lived_in, lived_in.environment()
    program = (sys.executable, "-c", WATCHER)
    argv = ("interview", "--name", MARK, "--amount", AMOUNT, *DAY, *(("--save", save) if save else ()))
    with Terminal(*argv, cwd=house.work, program=program, environ=environment) as terminal:
        tell_the_form(terminal)
        terminal.answer("nsp", following(terminal))
        terminal.type(CTRL_D)
        if save is None:
            terminal.wait("Enregistrer le profil sous")
            terminal.type("\r")
        assert terminal.finish() == 0
    assert house.seen("leave") == []
    assert written_outside(house) == []
    assert only_the_cache(house.files() - {f"work/{save}"})
    assert house.holding(MARK, AMOUNT) == ({f"work/{save}"} if save else set())


def test_the_watcher_sees_what_it_should(house: House) -> None:
    """Writing, changing and sending are noticed: without this, silence would prove nothing."""
    environment = house.environment()
    code = WATCHER.replace("from essfund.cli.main import entry", "").replace("entry()", (
        "import socket, subprocess\nopen('leak', 'w').close()\nos.rename('leak', 'leak2')\n"
        "socket.socket(socket.AF_INET).close()\nsubprocess.run(['true'])\n"
        "try: socket.create_connection(('127.0.0.1', 9), 0.01)\nexcept OSError: pass"
    ))
    subprocess.run([sys.executable, "-c", code], cwd=house.work, env=environment, check=True)
    assert house.seen("write leak")
    assert house.seen("change os.rename")
    assert {line.split()[1] for line in house.seen("leave")} >= {"socket.__new__", "socket.connect", "subprocess.Popen"}
    assert house.files() == {"work/leak2"}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace here: the audit hook above is the first witness")
@pytest.mark.parametrize("command", ["match", "interview"])
def test_the_system_sees_no_network_either(command: str, lived_in: House) -> None:
    house, environment = lived_in, lived_in.environment()
    log = house.root / "strace"
    program = ("strace", "-f", "-o", str(log), "-e", "trace=%network", sys.executable, "-m", "essfund")
    done = subprocess.run([*program, "--version"], cwd=house.work, env=environment, capture_output=True, text=True, check=False)
    if done.returncode and "ptrace" in done.stderr:
        pytest.skip("strace may not trace here")
    argv = (command, "--name", MARK, *DAY)
    if command == "interview":
        with Terminal(*argv, "--save", "profil.yaml", cwd=house.work, program=program, environ=environment) as terminal:
            tell_the_form(terminal)
            terminal.type(CTRL_D)
            assert terminal.finish() == 0
    else:
        subprocess.run([*program, *argv], cwd=house.work, env=environment, capture_output=True, check=True)
    seen = log.read_text(encoding="utf-8")
    assert "exited with 0" in seen
    assert "AF_INET" not in seen
    assert json.dumps(MARK) not in seen
