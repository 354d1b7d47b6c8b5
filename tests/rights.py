"""The rights of an ordinary person: what its mode forbids to its owner is forbidden to the test, even where root runs it."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION, WORDS = 0x20080522, 6
"""Of the structures of Linux that hold capabilities: two of three words, of which the first is what counts now."""
PASSING = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: to pass over the modes of files."""


@contextmanager
def ordinary_rights() -> Iterator[None]:
    """Lay the rights of root over files down for a while; nothing where somebody else runs the tests."""
    if os.name != "posix":
        pytest.skip("modes of files are those of POSIX")
    if os.geteuid():
        yield
        return
    if sys.platform != "linux":
        pytest.skip("the rights of root can be laid down on Linux only")
    libc: Any = ctypes.CDLL(None, use_errno=True)
    head, before, lowered = (ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * WORDS)(), (ctypes.c_uint32 * WORDS)()
    assert libc.capget(head, before) == 0
    lowered[:] = [before[0] & ~PASSING, *before[1:]]
    assert libc.capset(head, lowered) == 0
    try:
        yield
    finally:
        assert libc.capset(head, before) == 0
