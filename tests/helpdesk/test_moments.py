"""A moment typed by the wall clock, also in the nights when the clocks change."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from helpdesk.forms.moments import MomentField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-01-05T07:40", datetime(2026, 1, 5, 6, 40, tzinfo=UTC)),
        ("2026-10-25T02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # the first of the two
        ("2027-03-28T02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),  # shown by no clock
        ("2026-07-05T07:40+00:00", datetime(2026, 7, 5, 7, 40, tzinfo=UTC)),
        (" ", None),
        ("", None),
    ],
)
def test_a_moment_is_understood(typed: str, meant: datetime | None) -> None:
    assert MomentField(required=False).clean(typed.strip()) == meant


@pytest.mark.parametrize("typed", ["wczoraj", "2026-13-01T10:00", "2026-02-30T10:00", "\0"])
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        MomentField().clean(typed)
