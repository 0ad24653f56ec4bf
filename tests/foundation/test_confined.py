"""What runs confined is stopped in time, whatever it does; the next one goes on."""

import os
import time

import pytest

from foundation import confined


def spin() -> None:
    while True:
        pass


def spin_in_c() -> int:
    return sum(range(10**12))


def eat() -> int:
    return len(b"x" * (confined.MEGABYTES + 1) * 1024 * 1024)


def die() -> None:
    os._exit(1)


def fail() -> None:
    raise LookupError("nie ma")


@pytest.mark.fault("D1")
@pytest.mark.parametrize("function", [spin, spin_in_c])
def test_what_does_not_end_is_stopped(function, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing without the timer: it went on for the minute that the clock is given here."""
    monkeypatch.setattr(confined, "PATIENCE", 120)
    started = time.monotonic()

    with pytest.raises(confined.Stopped):
        confined.run(function, seconds=0.5)

    assert time.monotonic() - started < 20
    assert confined.run(len, b"abc") == 3


def test_what_only_sleeps_is_stopped_by_the_clock() -> None:
    with pytest.raises(confined.Stopped):
        confined.run(time.sleep, 60, seconds=0.2)

    assert confined.run(len, b"abc") == 3


@pytest.mark.fault("D1")
def test_what_wants_too_much_memory_is_told_no() -> None:
    """Seen failing without the limit of the address space."""
    with pytest.raises(confined.OutOfMemory):
        confined.run(eat)

    assert confined.run(len, b"abc") == 3


def test_what_dies_or_fails_harms_nobody() -> None:
    with pytest.raises(confined.Stopped):
        confined.run(die)
    with pytest.raises(LookupError, match="nie ma"):
        confined.run(fail)

    assert confined.run(len, b"abc") == 3
