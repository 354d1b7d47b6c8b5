"""What `validate --fix` writes and `validate --diff` shows: each file whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from essfund.cli.output import write_error, write_result
from essfund.core.messages import N_, counted
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from essfund.authoring.fix import FixedFile
    from essfund.core.language.translator import Translator


def write_fixes(folders: Iterable[Path], tr: Translator) -> int:
    """Put right what is mechanical in the catalogues of some directories; say what was done on standard error.

    Returns how many places were put right. Raises OutputError: files written before stay fixed, the others as they were.
    """
    count = 0
    for file in _changed(folders):
        write_result(file.fixed.text, file.path)
        for fix in file.fixed.fixes:
            line = f"{file.path}:{fix.span.line}:{fix.span.column}: [{fix.code}] {tr.say(fix.message)}"
            write_error(message_line(line) + "\n")
        count += len(file.fixed.fixes)
    told = counted(count, N_("{count} place was put right"), N_("{count} places were put right"))
    write_error(f"{tr.say(told)}\n")
    return count


def diff_of_fixes(folders: Iterable[Path]) -> str:
    """Return what `write_fixes` would change, as a unified diff; empty if nothing would."""
    return "".join(file.diff() for file in _changed(folders))


def _changed(folders: Iterable[Path]) -> Iterable[FixedFile]:
    from essfund.authoring.fix import fix_directory  # noqa: PLC0415 - only when asked for

    return [file for folder in folders for file in fix_directory(folder) if file.changed]
