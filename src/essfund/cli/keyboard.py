"""One line from the keyboard, completed and judged while it is typed. Nothing typed is kept anywhere."""

from __future__ import annotations

import os
import sys
import textwrap
from typing import TYPE_CHECKING

from prompt_toolkit import Application, layout
from prompt_toolkit.application import get_app
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.filters import has_completions, is_done
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout.processors import BeforeInput
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style

from essfund.cli.output import write_out
from essfund.core.named_tuple import NamedTuple
from essfund.presenting.safe_text import message_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from prompt_toolkit.document import Document

    from essfund.interview.completing import CompletionChoice

MOST_LINES, MENU = 4, 6
"""Lines below the line for what was understood or is wrong, and for the choices where there are any."""


class Judged(NamedTuple):
    """Whether a text can be taken, and what to say of it below the line."""

    fit: bool
    said: str = ""


class ClosedError(Exception):
    """Nobody is at the keyboard any more: the terminal is gone."""


class Keyboard:
    """Asks for lines, in the colours that the person wants."""

    def __init__(self, *, colour: bool, plain: bool = False) -> None:
        self.colour, self.plain = colour, plain

    def ask(self, sign: str, evaluate: Callable[[str], Judged], choices: Callable[[str], list[CompletionChoice]] | None = None, *,
            empty: bool = False) -> str:
        """Line that `evaluate` takes. Raises EOFError (Ctrl-D, nothing typed), KeyboardInterrupt (Ctrl-C), ClosedError (no terminal)."""
        try:
            if self.plain or os.environ.get("TERM") == "dumb":
                return plain_line(sign, evaluate, empty=empty)
            buffer = Buffer(history=DummyHistory(), multiline=False, completer=ChoiceCompleter(choices) if choices else None,
                            complete_while_typing=choices is not None)
            application: Application[str] = Application(
                layout=_layout(sign, buffer, evaluate, MENU if choices else 0),
                key_bindings=_bindings(buffer, evaluate, empty=empty),
                style=Style.from_dict({} if self.colour else {"completion-menu.completion.current": "reverse"}),
                color_depth=None if self.colour else ColorDepth.DEPTH_1_BIT)
            return application.run().strip()
        except OSError:
            raise ClosedError from None


def plain_line(sign: str, evaluate: Callable[[str], Judged], *, empty: bool) -> str:
    """Line from a terminal that cannot move its cursor; what is wrong is said on a line of its own."""
    while True:
        write_out(sign)
        if not (line := sys.stdin.readline()):
            raise EOFError
        text = line.strip()
        judged = evaluate(text) if text else Judged(fit=empty)
        if judged.fit:
            return text
        write_out(f"{message_line(judged.said)}\n" if judged.said else "")


def _layout(sign: str, buffer: Buffer, evaluate: Callable[[str], Judged], room: int) -> layout.Layout:
    """The line, what is said of it right below, and room for the choices, which open over that."""
    def below() -> str:
        text = "" if buffer.complete_state else buffer.text.strip()  # the choices stand there
        width = max(get_app().output.get_size().columns - 1, 1)
        return "\n".join(textwrap.wrap(message_line(evaluate(text).said), width)[:MOST_LINES]) if text else ""

    line = layout.Window(layout.BufferControl(buffer, input_processors=[BeforeInput(sign)]), wrap_lines=True, dont_extend_height=True)
    said = layout.Window(layout.FormattedTextControl(below), height=layout.Dimension(min=1, max=MOST_LINES), dont_extend_height=True)
    kept = layout.Window(height=layout.Dimension(min=room))
    body = layout.HSplit([line, layout.ConditionalContainer(layout.HSplit([said, kept]), filter=~is_done)])
    menu = layout.CompletionsMenu(max_height=MENU, scroll_offset=1, extra_filter=has_completions)
    return layout.Layout(layout.FloatContainer(body, [layout.Float(menu, xcursor=True, ycursor=True)]))


class ChoiceCompleter(Completer):
    """Completion by our own choices."""

    def __init__(self, choices: Callable[[str], list[CompletionChoice]]) -> None:
        self.choices = choices

    def get_completions(self, document: Document, complete_event: object) -> Iterator[Completion]:  # noqa: ARG002 - its interface
        """Choices for the text before the cursor."""
        for choice in self.choices(document.text_before_cursor):
            yield Completion(choice.text, -choice.replaced, display=choice.label)


def _bindings(buffer: Buffer, evaluate: Callable[[str], Judged], *, empty: bool) -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add("enter")
    def _take(event: KeyPressEvent) -> None:
        """Take the line if it can be; else it stays, with what is wrong below it."""
        buffer.complete_state = None
        text = buffer.text.strip()
        if evaluate(text).fit if text else empty:
            event.app.exit(result=buffer.text)

    @bindings.add("c-c")
    @bindings.add("<sigint>")
    def _interrupt(event: KeyPressEvent) -> None:
        event.app.exit(exception=KeyboardInterrupt())

    @bindings.add("c-d")
    def _end(event: KeyPressEvent) -> None:
        if not buffer.text:
            event.app.exit(exception=EOFError())

    return bindings
