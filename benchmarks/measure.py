"""Run a command and say what it took: `python measure.py OUTPUT COMMAND…`. Kept small: a child inherits the size of its parent.

Standard output and error of the command go to the file OUTPUT; its exit code, CPU seconds and largest memory in bytes are printed.
"""

from __future__ import annotations

import json
import os
import sys


def main(output: str, *command: str) -> None:
    """Run the command."""
    target = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    child = os.posix_spawn(command[0], command, os.environ, file_actions=[
        (os.POSIX_SPAWN_DUP2, target, 1), (os.POSIX_SPAWN_DUP2, target, 2)])
    _, status, used = os.wait4(child, 0)
    sys.stdout.write(json.dumps({
        "code": os.waitstatus_to_exitcode(status), "seconds": used.ru_utime + used.ru_stime, "bytes": used.ru_maxrss * 1024,
    }))


if __name__ == "__main__":
    main(*sys.argv[1:])
