"""A bar on standard error for work that takes more than a second, if somebody watches a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from threading import Timer
    from types import TracebackType

    from essfund.core.language.translator import Translator
    from essfund.core.messages import Message

PATIENCE = 1.0
"""Seconds of silence: what is done by then needs no bar."""


class Progress:
    """Counts steps; shows a bar once a second has gone by, whether steps were counted or not, and leaves no trace of it."""

    def __init__(self, tr: Translator, what: Message, total: int) -> None:
        self.title = tr.say(what)
        self.total = total
        self.done = 0
        self.bar: Any = None
        self.task: Any = None
        self.timer: Timer | None = None

    def __enter__(self) -> Self:
        """Begin to count."""
        if sys.stderr.isatty():
            from threading import Timer  # noqa: PLC0415 - nobody watches otherwise

            self.timer = Timer(PATIENCE, self.show)
            self.timer.daemon = True
            self.timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        if self.timer is not None:
            self.timer.cancel()
            self.timer.join()
        if self.bar is not None:
            self.bar.stop()

    def show(self) -> None:
        """Show the bar; it moves by itself until steps are counted."""
        from rich.console import Console  # noqa: PLC0415 - most work is done before
        from rich.progress import Progress as Bar  # noqa: PLC0415 - most work is done before

        bar = Bar(console=Console(stderr=True), transient=True)
        self.task = bar.add_task(self.title, total=self.total or None, completed=self.done)
        bar.start()
        self.bar = bar

    def tick(self) -> None:
        """Count one step."""
        self.done += 1
        if self.bar is not None:
            self.bar.update(self.task, completed=self.done, total=max(self.total, self.done))
