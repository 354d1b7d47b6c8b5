"""The command `essfund`, and `python -m essfund`. It can be interrupted from its first line on: nothing is written while it begins."""

import os
import signal


def entry() -> None:
    """Run the command line of this process; Ctrl-C while its modules are imported ends it at once."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # a shell may have asked to ignore it
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from essfund.cli.main import entry as begun  # noqa: PLC0415 - what is imported above cannot be interrupted

    begun()


if __name__ == "__main__":
    entry()
