"""The process: arguments in, exit code out. The only place where outcomes become exit codes."""

from __future__ import annotations

import gc
import os
import signal
import sys
from _thread import interrupt_main
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

from essfund.cli.exit_codes import ExitCode
from essfund.cli.output import quiet_stdout, write_error, write_out
from essfund.cli.session import Session, chosen_colour, chosen_language
from essfund.cli.streams import make_ready, trouble
from essfund.core.errors import InvalidInputError, OutputError, TooIntricateError, UsageError
from essfund.core.messages import say
from essfund.presenting.safe_text import message_line
from essfund.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from sys import UnraisableHookArgs


def entry() -> None:
    """Run the command line of this process."""
    try:
        if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            sys.unraisablehook = interrupt_again
        gc.set_threshold(1_000_000)  # a short life: collecting garbage while 3,000 instruments are read and matched costs a tenth of it
        leave(run(sys.argv[1:]))
    except KeyboardInterrupt:  # while it was said how another run ended
        leave(ExitCode.INTERRUPTED)


def interrupt_again(lost: UnraisableHookArgs) -> None:
    """Repeat Ctrl-C where Python drops it: it fell into a callback of Python's own, which tells nobody."""
    if issubclass(lost.exc_type, KeyboardInterrupt):
        from threading import Timer  # noqa: PLC0415 - hardly ever needed

        Timer(0.01, interrupt_main).start()
    else:
        sys.__unraisablehook__(lost)


def leave(code: int) -> NoReturn:
    """End this process at once: what was written is flushed, and taking the interpreter down takes a twentieth of a short run."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # all is done
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # a process without a terminal may have none
            stream.flush()
    os._exit(code)


def run(argv: Sequence[str]) -> int:
    """Exit code of one command line, which is run. Nothing escapes, not even what goes wrong while something is said to be wrong."""
    try:
        make_ready()
        return _outcome(argv, Session(chosen_language(argv), colour=chosen_colour(argv)))
    except Exception as error:
        if os.environ.get("ESSFUND_DEBUG"):
            raise
        write_error(f"essfund {VERSION}: {type(error).__name__}\n")
        return ExitCode.BUG


def _outcome(argv: Sequence[str], session: Session) -> int:
    """Exit code of one command line. A bug is said to be one, without a profile's values."""
    try:
        return _dispatch(list(argv), session)
    except InvalidInputError as error:
        session.tell(error.diagnostics)
        return ExitCode.INPUT
    except UsageError as error:
        write_error("".join(f"{message_line(session.tr.say(part))}\n" for part in (error.message, error.help) if part))
        return ExitCode.USAGE
    except TooIntricateError:
        session.note(say("the rules of this catalogue are too intricate for an exact answer"))
        return ExitCode.INPUT
    except OutputError as error:
        session.note(error.message)
        return ExitCode.OUTPUT
    except KeyboardInterrupt:
        quiet_stdout()
        return ExitCode.INTERRUPTED
    except OSError as error:
        return _of_the_system(error, session)
    except Exception as error:
        if os.environ.get("ESSFUND_DEBUG"):
            raise
        session.note(say("This is a bug in essfund {version} ({kind}). Set ESSFUND_DEBUG=1 to see where it happens, and report it "
                         "without the profile.", version=VERSION, kind=type(error).__name__))
        return ExitCode.BUG


def _of_the_system(error: OSError, session: Session) -> int:
    """Exit code of a path that cannot be looked at, or of standard output, which has no name. Writing a file says it itself."""
    from pathlib import Path  # noqa: PLC0415 - only when something is wrong

    if error.filename is not None:
        from essfund.loading.files import not_readable  # noqa: PLC0415 - only when something is wrong

        session.tell([not_readable(Path(os.fsdecode(error.filename)), error)])
        return ExitCode.INPUT
    if isinstance(error, FileNotFoundError):
        session.note(say("the working directory does not exist any more"))
        return ExitCode.INPUT
    session.note(trouble(error, Path("stdout")))
    return ExitCode.OUTPUT


def _dispatch(argv: list[str], session: Session) -> int:
    if argv in (["--version"], ["-V"]):
        from essfund.loading.texts import bundled_edition  # noqa: PLC0415 - only here

        write_out(session.tr.say(say("essfund {version}, catalogue {edition}", version=VERSION, edition=bundled_edition())) + "\n")
        return ExitCode.DONE
    from essfund.cli.ordinary_line import read_line, run_command  # noqa: PLC0415 - `--version` reads no options

    if (ordinary := read_line(argv)) is not None:
        return run_command(*ordinary, session.language) or ExitCode.DONE
    from essfund.cli.app import invoke  # noqa: PLC0415 - an ordinary line needs no Typer

    return invoke(argv, session.tr)
