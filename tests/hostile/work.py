"""Work of a command, counted instead of timed: the same on a busy machine. Seconds are measured by `benchmarks/hostile.py`."""

from __future__ import annotations

import cProfile
import signal
import tracemalloc
from typing import TYPE_CHECKING, NamedTuple, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.command_line import Done

MOST_CALLS = 6_000_000
"""Function calls, built-in ones too: twice what the longest of the broken catalogues takes, a second or so without counting."""

MOST_BYTES = 160_000_000
"""Peak of what Python allocates; the interpreter and its libraries take some forty megabytes more."""

PATIENCE = 600
"""Seconds after which a command counts as waiting for ever."""


class Work(NamedTuple):
    """What a command answered, and what that took."""

    code: int
    text: str
    calls: int
    bytes: int


def waiting(*_: object) -> NoReturn:
    raise AssertionError("it waits for ever")


def counted(essfund: Callable[..., Done], *argv: str) -> Work:
    """Run a command in this process and count its work."""
    profile = cProfile.Profile(subcalls=False)
    before = signal.signal(signal.SIGALRM, waiting)
    signal.alarm(PATIENCE)
    tracemalloc.start()
    profile.enable()
    try:
        done = essfund(*argv)
    finally:
        profile.disable()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
    return Work(done.code, done.out + done.err, sum(entry.callcount for entry in profile.getstats()), peak)


def assert_little_work(done: Work) -> None:
    assert done.calls < MOST_CALLS
    assert done.bytes < MOST_BYTES
