"""A terminal that a test looks at as a person would: a real pseudo-terminal, and a screen that shows what was written to it."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Any, Self

import pyte
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import TracebackType

PATIENCE = 600.0
"""Seconds after which a program counts as waiting for ever: nothing here is a matter of speed."""

ENTER, TAB, CTRL_C, CTRL_D, DOWN = "\r", "\t", "\x03", "\x04", "\x1b[B"


def spaced(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def printed(line: Mapping[int, Any]) -> str:
    """Return a line of a screen, which knows only the places where something was written; of a wide letter the second one is empty."""
    return "".join([line[column].data for column in range(max(line, default=-1) + 1)]).rstrip()


class Screen(pyte.HistoryScreen):
    """A screen that answers where the cursor is, as terminals do."""

    def __init__(self, columns: int, lines: int, leader: int) -> None:
        super().__init__(columns, lines, history=10_000, ratio=0.5)
        self.leader = leader

    def write_process_input(self, data: str) -> None:
        os.write(self.leader, data.encode())


class Terminal:
    """One run of the command line in a terminal of its own."""

    def __init__(
        self, *argv: str, columns: int = 100, lines: int = 40, cwd: Path | None = None, deaf: bool = False,
        program: tuple[str, ...] = (sys.executable, "-m", "essfund"), environ: Mapping[str, str] | None = None, **environment: str,
    ) -> None:
        self.leader, follower = pty.openpty()
        self._size(follower, columns, lines)
        self.screen = Screen(columns, lines, self.leader)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.shown: str | None = None

        def own_terminal() -> None:
            os.setsid()
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # ignored in what a shell runs in the background, tests too
            if deaf:
                signal.signal(signal.SIGHUP, signal.SIG_IGN)

        self.child = subprocess.Popen(
            [*program, *argv], stdin=follower, stdout=follower, stderr=follower, cwd=cwd, preexec_fn=own_terminal,  # noqa: PLW1509 - no threads here
            env={**(os.environ if environ is None else environ), "TERM": "xterm-256color", **environment},
        )
        os.close(follower)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.child.poll() is None:
            self.child.kill()
        self.child.wait()
        self.close()

    def close(self) -> None:
        """Take the terminal away."""
        if self.leader >= 0:
            os.close(self.leader)
            self.leader = -1

    @staticmethod
    def _size(descriptor: int, columns: int, lines: int) -> None:
        fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def resize(self, columns: int, lines: int) -> None:
        self.shown = None
        self.screen.resize(lines, columns)
        self._size(self.leader, columns, lines)

    def type(self, text: str) -> None:
        os.write(self.leader, text.encode())

    def answer(self, text: str, until: str) -> str:
        """Type a line and wait for what must come; return everything from that line on: what stood below it goes away."""
        shown = max(self.text().rfind("\n>"), 0)
        self.type(text + ENTER)
        self.wait(until, since=shown)
        self.ready()
        return self.text()[shown:]

    def ready(self) -> None:
        """Wait until the last line is one to type on: before that the terminal itself would take Ctrl-C and Ctrl-D."""
        self.wait_for(lambda: self.text().split("\n")[-1].startswith(">"), "a line to type on")

    def pump(self, seconds: float) -> bool:
        """Let what was written reach the screen; return whether there may be more."""
        ready, _, _ = select.select([self.leader], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.leader, 65536)
        except OSError:
            return False
        self.written += data
        self.shown = None
        self.stream.feed(data)
        return bool(data)

    def wait(self, text: str, since: int = 0) -> None:
        """Wait until the screen shows a text below its first `since` characters; which kind of space does not count."""
        wanted = spaced(text)
        self.wait_for(lambda: wanted in spaced(self.text()[since:]), text)

    def wait_for(self, seen: Callable[[], bool], what: str = "") -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not seen():
            if not self.pump(0.1) or time.monotonic() > end:
                pytest.fail(f"never seen: {what!r}\n{self.text()}")

    def finish(self) -> int:
        """Wait until the program has left; return its exit code."""
        end = time.monotonic() + PATIENCE
        while self.pump(0.1) and time.monotonic() < end:
            if self.child.poll() is not None and not select.select([self.leader], [], [], 0)[0]:
                break
        return self.child.wait(PATIENCE)

    def text(self) -> str:
        """Return all lines, those that have scrolled away first, without trailing spaces."""
        if self.shown is None:
            lines = [*self.screen.history.top, *(self.screen.buffer[line] for line in range(self.screen.lines))]
            self.shown = "\n".join(map(printed, lines)).rstrip()
        return self.shown

    def words(self) -> str:
        """Return the text as one line: wrapping does not count."""
        return " ".join(spaced(self.text()).split())

    def cursor(self) -> tuple[int, int]:
        found: Any = self.screen.cursor
        return found.x, found.y
