"""Digests by the interpreter's own modules: loading `hashlib`, and with it OpenSSL, takes longer than hashing a catalogue.

The names of those modules are private: where one is missing, `hashlib` stands in. It hashes faster, and so takes what is large.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN = {"sha256": "_sha2" if sys.version_info >= (3, 12) else "_sha256", "blake2b": "_blake2"}
LARGE = 2_000_000
"""Bytes from which loading OpenSSL pays."""


def sha256(parts: Sequence[bytes]) -> str:
    """SHA-256 of bytes in parts, as hexadecimal digits."""
    return _digits(_made("sha256", "hashlib" if sum(map(len, parts)) > LARGE else OWN["sha256"])(), parts)


def blake2b(parts: Sequence[bytes | memoryview], size: int) -> str:
    """BLAKE2b of bytes in parts, `size` bytes of it, as hexadecimal digits."""
    return _digits(_made("blake2b", OWN["blake2b"])(digest_size=size), parts)


def _made(name: str, module: str) -> Any:
    """What makes a digest, of a module or of `hashlib`."""
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError):
        return getattr(import_module("hashlib"), name)


def _digits(found: Any, parts: Sequence[bytes | memoryview]) -> str:
    for part in parts:
        found.update(part)
    return str(found.hexdigest())
