"""Attributes worked out when somebody first looks: once for each value, and then as any other attribute."""

from __future__ import annotations

from essfund.core.lazily import cached_property


class Counted:
    """Value that counts how often its double was worked out."""

    def __init__(self, number: int) -> None:
        self.number, self.times = number, 0

    @cached_property
    def double(self) -> int:
        """Twice the number."""
        self.times += 1
        return 2 * self.number


def test_it_is_worked_out_once_for_each_value() -> None:
    one, other = Counted(1), Counted(2)
    assert vars(one).keys() == {"number", "times"}
    assert [one.double, one.double, other.double, one.double] == [2, 2, 4, 2]
    assert (one.times, other.times) == (1, 1)
    assert vars(one)["double"] == 2


def test_the_class_shows_what_it_says_of_itself() -> None:
    assert Counted.double.__doc__ == "Twice the number."
