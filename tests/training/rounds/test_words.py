"""What lists say of a session that collects wishes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.cast import Cast
from tests.training.factories import make_session
from tests.training.pages import page
from tests.training.rounds.factories import make_round, make_wish
from training import actions
from training.models import Session
from training.tones import seat_tone
from training.words import enrolment_status, places

WARSAW = ZoneInfo("Europe/Warsaw")


def test_wishes_are_counted_instead_of_free_places(cast: Cast, client) -> None:
    wish_round = make_round(is_over=False)
    wish_round.wishes_until = datetime(2026, 12, 12, 11, tzinfo=WARSAW)
    wish_round.draw_on = date(2026, 12, 13)
    wish_round.save()
    for _ in range(3):
        make_wish(wish_round)

    session = Session.objects.for_list().get()

    words = places(session).replace("\N{NO-BREAK SPACE}", " ")
    assert words == "3 chętni, miejsca: 2, do 12 grudnia, 11:00; losowanie 13 grudnia"
    assert "wolne: 2" not in page(client, "session", session.pk)


def test_lists_say_it_too(cast: Cast) -> None:
    make_round(is_over=False)
    session = Session.objects.for_list().get()

    assert enrolment_status(session, timezone.now()) == places(session)
    assert seat_tone(session, timezone.now()) == "info"


@pytest.mark.parametrize("days", [1, 40])
def test_the_day_of_the_draw_lies_between_the_wishes_and_the_session(cast: Cast, days: int) -> None:
    session = make_session(days=30)
    rules = {
        "wishes_until": timezone.now() + timedelta(days=5),
        "draw_on": timezone.localdate() + timedelta(days=days),
    }

    with pytest.raises(ValidationError):
        actions.set_up_round(session, by=cast.organiser, rules=rules)
