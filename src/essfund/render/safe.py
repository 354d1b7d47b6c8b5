"""Text that a terminal shows and does not obey."""


def one_line(text: str) -> str:
    """Return text on one line, control characters shown as spaces."""
    return text if text.isprintable() else "".join([char if char.isprintable() else " " for char in text])
