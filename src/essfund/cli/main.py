"""The process: arguments in, exit code out. The only place where outcomes become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

from essfund.cli.exit_codes import ExitCode
from essfund.cli.output import quiet_stdout, write_error, write_out
from essfund.cli.session import Session, chosen_colour, chosen_language
from essfund.core.errors import InvalidInputError, OutputError, TooIntricateError, UsageError
from essfund.core.messages import say
from essfund.presenting.safe_text import message_line
from essfund.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence


def entry() -> None:
    """Run the command line of this process."""
    gc.set_threshold(100_000)  # a short life: collecting garbage while importing costs a tenth of it
    leave(run(sys.argv[1:]))


def leave(code: int) -> NoReturn:
    """End this process at once: what was written is flushed, and taking the interpreter down takes a twentieth of a short run."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:  # a process without a terminal may have none
                stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)


def run(argv: Sequence[str]) -> int:
    """Exit code of one command line, which is run. Nothing escapes: a bug is said to be one, without a profile's values."""
    session = Session(chosen_language(argv), colour=chosen_colour(argv))
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
    except Exception as error:
        if os.environ.get("ESSFUND_DEBUG"):
            raise
        session.note(say("This is a bug in essfund {version} ({kind}). Set ESSFUND_DEBUG=1 to see where it happens, and report it "
                         "without the profile.", version=VERSION, kind=type(error).__name__))
        return ExitCode.BUG


def _dispatch(argv: list[str], session: Session) -> int:
    if argv in (["--version"], ["-V"]):
        from essfund.loading.texts import bundled_edition  # noqa: PLC0415 - only here

        write_out(session.tr.say(say("essfund {version}, catalogue {edition}", version=VERSION, edition=bundled_edition())) + "\n")
        return ExitCode.DONE
    from essfund.cli.app import invoke  # noqa: PLC0415 - `--version` needs no Typer

    return invoke(argv, session.tr)
