"""A bar on standard error for work that takes more than a second, if somebody watches a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

    from essfund.language.speaker import Speaker
    from essfund.messages import Message

PATIENCE = 1.0
"""Seconds of silence: what is done by then needs no bar."""


class Progress:
    """Counts steps; shows a bar once they have taken a second, and leaves no trace of it."""

    def __init__(self, speak: Speaker, what: Message, total: int) -> None:
        self.title = speak.say(what)
        self.total = total
        self.done = 0
        self.bar: Any = None
        self.task: Any = None
        self.start = time.monotonic()
        self.watched = sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Begin to count."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()

    def tick(self) -> None:
        """Count one step."""
        self.done += 1
        if not self.watched:
            return
        if self.bar is None and time.monotonic() - self.start > PATIENCE:
            from rich.console import Console  # noqa: PLC0415 - most work is done before
            from rich.progress import Progress as Bar  # noqa: PLC0415 - most work is done before

            self.bar = Bar(console=Console(stderr=True), transient=True)
            self.bar.start()
            self.task = self.bar.add_task(self.title, total=self.total)
        if self.bar is not None:
            self.bar.update(self.task, completed=self.done, total=max(self.total, self.done))
