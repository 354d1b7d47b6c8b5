"""Standard streams that are missing, full, closed by their reader or of another encoding: what can be done is done, and told by the code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from tests.hostile.places import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.command_line import Done

    Essfund = Callable[..., Done]

FULL = "/dev/full"
MATCH = ("match", "--catalogue", str(BASE), "--lang", "en")
CALLS = (MATCH, ("--help",), ("match", "--help"), ("--version",), ("tools", "list", "--catalogue", str(BASE)))


@contextmanager
def streams(**given: io.TextIOWrapper | None) -> Iterator[None]:
    """Put streams in the place of those of the process, and close them, or those that the process makes itself."""
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in given.items():
            patch.setattr(sys, name, stream)
        yield
        for name in given:
            with suppress(OSError):  # what it could not write it still holds
                getattr(sys, name).close()


@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_results_without_standard_output_could_not_be_written(argv: tuple[str, ...], essfund: Essfund) -> None:
    with streams(stdout=None):
        done = essfund(*argv)
    assert done.code == 74
    assert done.err.count("\n") == 1


def test_what_goes_to_a_file_needs_no_standard_output(essfund: Essfund, tmp_path: Path) -> None:
    with streams(stdout=None):
        assert essfund(*MATCH, "-o", str(tmp_path / "o.html")).code == 0
        assert essfund("interview").code == 2
    assert (tmp_path / "o.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_what_is_wrong_keeps_its_code_where_nobody_reads_it(essfund: Essfund) -> None:
    with streams(stdout=None, stderr=None):
        assert essfund("match", "--nope").code == 2
        assert essfund("match", "nothing.yaml").code == 3
        assert essfund("nope").code == 2


@pytest.mark.skipif(not os.path.exists(FULL), reason="there is no device that is always full")  # noqa: PTH110 - no path of ours
@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_help_and_results_on_a_full_disk(argv: tuple[str, ...], essfund: Essfund) -> None:
    with streams(stdout=io.TextIOWrapper(io.FileIO(FULL, "w"), encoding="utf-8")):
        done = essfund(*argv)
    assert done.code == 74
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_a_reader_that_went_away_is_no_error(argv: tuple[str, ...], essfund: Essfund) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    with streams(stdout=io.TextIOWrapper(io.FileIO(theirs, "w"), encoding="utf-8")):
        done = essfund(*argv)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "cp437"])
@pytest.mark.parametrize("argv", CALLS, ids=" ".join)
def test_other_encodings_get_the_letters_that_they_have(argv: tuple[str, ...], encoding: str, essfund: Essfund) -> None:
    out = io.BytesIO()
    with streams(stdout=io.TextIOWrapper(out, encoding=encoding)):
        done = essfund(*argv)
        sys.stdout.flush()
        text = out.getvalue().decode(encoding)
    assert (done.code, done.err) == (0, "")
    assert len(text) > 10
    assert text.count("?") == essfund(*argv).out.count("?"), "a question ends so, and nothing else does"


def test_what_a_shell_completes_is_written_in_any_encoding(essfund: Essfund, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_ESSFUND_COMPLETE", "complete_zsh")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "essfund match --")
    out = io.BytesIO()
    with streams(stdout=io.TextIOWrapper(out, encoding="latin-1")):
        assert essfund().code == 0
        sys.stdout.flush()
        assert b"--employees" in out.getvalue()


@pytest.mark.slow
def test_no_file_takes_the_place_of_a_stream_that_is_closed(tmp_path: Path) -> None:
    """What is opened first would get the number of standard output, and all that is printed."""
    command = f'"{sys.executable}" -m essfund match --output o.html --ics d.ics >&- 2>&- <&-; echo $?'
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
    assert (tmp_path / "o.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "d.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
