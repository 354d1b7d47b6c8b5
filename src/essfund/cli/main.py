"""The process: arguments in, exit code out. The only place where outcomes become exit codes."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

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
    sys.exit(run(sys.argv[1:]))


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code. Nothing escapes: a bug is said to be one, without a profile's values."""
    session = Session(chosen_language(argv), colour=chosen_colour(argv))
    try:
        return _dispatch(list(argv), session)
    except InvalidInputError as error:
        session.tell(error.diagnostics)
        return ExitCode.INPUT
    except UsageError as error:
        lines = [session.tr.say(error.message)] + ([session.tr.say(error.help)] if error.help else [])
        write_error("".join(f"{message_line(line)}\n" for line in lines))
        return ExitCode.USAGE
    except TooIntricateError:
        write_error(session.tr.say(say("the rules of this catalogue are too intricate for an exact answer")) + "\n")
        return ExitCode.INPUT
    except OutputError as error:
        write_error(message_line(session.tr.say(error.message)) + "\n")
        return ExitCode.OUTPUT
    except KeyboardInterrupt:
        quiet_stdout()
        return ExitCode.INTERRUPTED
    except Exception:
        return _bug(session)


def _dispatch(argv: list[str], session: Session) -> int:
    if argv in (["--version"], ["-V"]):
        return _version(session)
    from essfund.cli.app import invoke  # noqa: PLC0415 - `--version` needs no Typer

    return invoke(argv, session.tr)


def _version(session: Session) -> int:
    from essfund.loading.texts import bundled_edition  # noqa: PLC0415 - only here

    write_out(session.tr.say(say("essfund {version}, catalogue {edition}", version=VERSION, edition=bundled_edition())) + "\n")
    return ExitCode.DONE


def _bug(session: Session) -> int:
    if os.environ.get("ESSFUND_DEBUG"):
        raise  # noqa: PLE0704 - called from the handler that holds the exception
    kind = sys.exc_info()[0]
    message = say("This is a bug in essfund {version} ({kind}). Set ESSFUND_DEBUG=1 to see where it happens, and report it "
                  "without the profile.", version=VERSION, kind=kind.__name__ if kind else "?")
    write_error(session.tr.say(message) + "\n")
    return ExitCode.BUG
