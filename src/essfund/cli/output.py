"""Results to standard output or to a file, whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from essfund.errors import OutputError
from essfund.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def write_result(result: str | bytes, destination: Path | None) -> None:
    """Write a result. Raises OutputError if it cannot be; a file then holds what it held before."""
    if destination is None:
        write_out(result)
        return
    with said_of(destination):
        replace_file(destination, result)


def write_directory(files: Mapping[str, str], destination: Path) -> None:
    """Write files into a new directory, all of them or none. Raises OutputError."""
    import tempfile  # noqa: PLC0415 - only when a directory is written

    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise OutputError(say("`{path}` exists already", path=destination))
    with said_of(destination), tempfile.TemporaryDirectory(dir=destination.resolve().parent, prefix=f".{destination.name}.") as name:
        made = Path(name) / "made"
        made.mkdir()
        for filename, text in files.items():
            (made / filename).write_bytes(text.encode("utf-8"))
        made.replace(destination.resolve())


@contextmanager
def said_of(destination: Path) -> Iterator[None]:
    """Turn what the system refuses into an OutputError."""
    try:
        yield
    except PermissionError:
        raise OutputError(say("`{path}` may not be written", path=destination)) from None
    except FileNotFoundError:
        raise OutputError(say("the directory of `{path}` does not exist", path=destination)) from None
    except IsADirectoryError:
        raise OutputError(say("`{path}` is a directory", path=destination)) from None
    except OSError as error:
        raise OutputError(failure(error, str(destination))) from None


def failure(error: OSError, name: str) -> Message:
    """Return what to say of a system error."""
    if error.errno == errno.ENOSPC:
        return say("there is no space left to write `{path}`", path=name)
    return say("`{path}` cannot be written: {reason}", path=name, reason=os.strerror(error.errno or 0))


def replace_file(path: Path, result: str | bytes) -> None:
    """Write a temporary file beside the destination, then replace it in one step. The permissions of the old file stay."""
    data = result if isinstance(result, bytes) else result.encode("utf-8", "replace")
    if path.is_dir():
        raise IsADirectoryError
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    import tempfile  # noqa: PLC0415 - only when a file is written

    handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        Path(name).replace(path.resolve())
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def write_out(result: str | bytes) -> None:
    """Write to standard output, bytes as they are. A reader that went away is no error; a full disk is."""
    try:
        if isinstance(result, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(result)
        else:
            encoding = sys.stdout.encoding or "utf-8"
            sys.stdout.write(result.encode(encoding, "replace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        quiet_stdout()
    except OSError as error:
        quiet_stdout()
        raise OutputError(failure(error, "stdout")) from None


def quiet_stdout() -> None:
    """Let the interpreter flush into nothing at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def write_error(text: str) -> None:
    """Write to standard error, if anybody can read it."""
    with suppress(OSError, ValueError):
        encoding = sys.stderr.encoding or "utf-8"
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()
