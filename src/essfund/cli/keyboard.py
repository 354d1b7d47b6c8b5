"""One line from the keyboard, completed and judged while it is typed. Nothing typed is kept anywhere."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, NamedTuple

from essfund.render.safe import message_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.document import Document
    from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

MOST_LINES = 4
"""Lines below the prompt for what was understood or what is wrong."""

MENU = 6
"""Lines kept free for the choices."""


class Judged(NamedTuple):
    """Whether a text can be taken, and what to say of it below the line."""

    fit: bool
    said: str = ""


class Choice(NamedTuple):
    """A text that may be typed, what it is called, and the end of the line that it replaces."""

    text: str
    label: str
    replaced: int


class ClosedError(Exception):
    """Nobody is at the keyboard any more: the terminal is gone."""


class Keyboard:
    """Asks for lines in the colours that the person wants."""

    def __init__(self, *, colour: bool) -> None:
        self.colour = colour

    def ask(
        self, sign: str, judge: Callable[[str], Judged], choices: Callable[[str], list[Choice]] = lambda _: [], *, empty: bool = False
    ) -> str:
        """Return a line that `judge` takes; an empty one only where `empty` allows it.

        Raises:
            EOFError: at Ctrl-D on an empty line.
            KeyboardInterrupt: at Ctrl-C.
            ClosedError: if the terminal is gone.
        """
        session = self._session(judge, choices, empty=empty)
        try:
            return session.prompt(sign).strip()
        except OSError:
            raise ClosedError from None

    def _session(
        self, judge: Callable[[str], Judged], choices: Callable[[str], list[Choice]], *, empty: bool
    ) -> PromptSession[str]:
        from prompt_toolkit import PromptSession  # noqa: PLC0415 - heavy, and only an interview needs it
        from prompt_toolkit.application import get_app  # noqa: PLC0415 - as above
        from prompt_toolkit.history import DummyHistory  # noqa: PLC0415 - as above
        from prompt_toolkit.output import ColorDepth  # noqa: PLC0415 - as above
        from prompt_toolkit.styles import Style  # noqa: PLC0415 - as above

        def below() -> str:
            text = session.default_buffer.text.strip()
            said = message_line(judge(text).said) if text else ""
            width = max(get_app().output.get_size().columns - 1, 1)
            return "\n".join(textwrap.wrap(said, width)[:MOST_LINES])

        plain = {"bottom-toolbar": "noreverse", "completion-menu.completion.current": "reverse"}
        session: PromptSession[str] = PromptSession(
            history=DummyHistory(),
            completer=_completer(choices),
            complete_while_typing=True,
            key_bindings=_bindings(judge, empty=empty),
            bottom_toolbar=below,
            style=Style.from_dict(plain),
            color_depth=None if self.colour else ColorDepth.DEPTH_1_BIT,
            reserve_space_for_menu=MENU,
            enable_open_in_editor=False,
            enable_system_prompt=False,
            enable_suspend=False,
            search_ignore_case=True,
        )
        return session


def _completer(choices: Callable[[str], list[Choice]]) -> Completer:
    from prompt_toolkit.completion import Completer, Completion  # noqa: PLC0415 - as above

    class Known(Completer):
        def get_completions(self, document: Document, complete_event: object) -> Iterator[Completion]:  # noqa: ARG002 - its interface
            for one in choices(document.text_before_cursor):
                yield Completion(one.text, -one.replaced, display=one.label)

    return Known()


def _bindings(judge: Callable[[str], Judged], *, empty: bool) -> KeyBindings:
    from prompt_toolkit.key_binding import KeyBindings  # noqa: PLC0415 - as above

    bindings = KeyBindings()

    @bindings.add("enter")
    def _take(event: KeyPressEvent) -> None:
        """Take the line if it can be; else it stays, with what is wrong below it."""
        buffer = event.current_buffer
        buffer.complete_state = None
        text = buffer.text.strip()
        if judge(text).fit if text else empty:
            buffer.validate_and_handle()

    return bindings
