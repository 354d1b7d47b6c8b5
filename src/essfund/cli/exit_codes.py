"""What the process says when it leaves (design, section 6). The table of the docs is made from this."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes; every other number is reserved."""

    DONE = 0
    """Done, whatever the answer says."""
    FINDINGS = 1
    """`validate` found errors, or something for `--fix` to put right; `diff` found something that differs."""
    USAGE = 2
    """The command line is wrong."""
    INPUT = 3
    """An input cannot be read or is invalid."""
    NOTHING = 4
    """`match --exit-status`: nothing is eligible."""
    BUG = 70
    """A bug in essfund."""
    OUTPUT = 74
    """The result could not be written (a full disk, no permission)."""
    INTERRUPTED = 130
    """Interrupted."""
