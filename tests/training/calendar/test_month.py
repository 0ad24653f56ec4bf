"""The dates of the catalogue, a month at a time."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Topic
from tests.cast import Cast
from tests.counting import queries_of
from tests.training.factories import add_meeting, make_course, make_session
from tests.training.pages import page
from training.models import Session
from training.month import month, month_of, next_after, shown_sessions

TODAY = date(2026, 11, 29)


def on_day(on: date, starts: time = time(9), **fields) -> Session:
    defaults = {"state": Session.State.OPEN, "capacity": 5}
    course = fields.pop("course", None) or make_course()
    session = Session.objects.create(course=course, **defaults | fields)
    add_meeting(session, on, starts, time(starts.hour + 2))
    return session


def days(shown) -> dict[date, list[int]]:
    return {
        day.on: [meeting.session.pk for meeting in day.meetings]
        for week in shown.weeks
        for day in week
        if day.meetings
    }


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2027-02", date(2027, 2, 1)),
        ("2024-11", date(2024, 11, 1)),
        ("2024-10", date(2026, 11, 1)),
        ("2029-01", date(2026, 11, 1)),
        ("2027-13", date(2026, 11, 1)),
        ("\0", date(2026, 11, 1)),
        ("", date(2026, 11, 1)),
    ],
)
def test_nonsense_and_what_is_far_away_mean_this_month(text: str, first: date) -> None:
    assert month_of(text, today=TODAY) == first


def test_meetings_stand_on_their_days_and_only_in_their_month(cast: Cast) -> None:
    late = on_day(date(2026, 12, 14), time(13))
    early = on_day(date(2026, 12, 14), time(9))
    add_meeting(early, date(2026, 12, 31))
    add_meeting(early, date(2027, 1, 2))
    on_day(date(2026, 11, 30))
    on_day(date(2026, 12, 15), state="draft")
    on_day(date(2026, 12, 15), state="cancelled")
    on_day(date(2026, 12, 15), course=make_course(live=False))

    shown = month(date(2026, 12, 1), shown_sessions(cast.anonymous), today=TODAY)

    assert days(shown) == {
        date(2026, 12, 14): [early.pk, late.pk],
        date(2026, 12, 31): [early.pk],
    }
    assert [session.pk for session in shown.sessions] == [early.pk, late.pk]
    assert (shown.earlier, shown.later) == (date(2026, 11, 1), date(2027, 1, 1))
    assert [len(week) for week in shown.weeks] == [7] * 5
    holidays = {d.on.day: d.holiday for week in shown.weeks for d in week if d.holiday}
    assert list(holidays) == [24, 25, 26]


def test_a_topic_narrows_the_calendar(cast: Cast) -> None:
    topic = Topic.objects.create(slug="kopie", name_pl="Kopie")
    course = make_course()
    course.topics.add(topic)
    course.save()
    wanted = on_day(date(2026, 12, 1), course=course)
    on_day(date(2026, 12, 1))

    found = shown_sessions(cast.anonymous, topic="kopie")

    assert list(found) == [wanted]


def test_an_empty_month_leads_to_the_next_training(cast: Cast) -> None:
    on_day(date(2027, 3, 31))
    sessions = shown_sessions(cast.anonymous)

    assert next_after(date(2026, 12, 1), sessions) == date(2027, 3, 1)
    assert next_after(date(2027, 3, 1), sessions) is None


@pytest.mark.parametrize("view", ["month", "list"])
def test_the_page_shows_the_same_in_both_views(db: None, client: Client, view: str) -> None:
    session = make_session(days=0, state="running")
    query = {"view": view, "month": timezone.localdate().strftime("%Y-%m")}

    text = page(client, "calendar", **query)

    assert session.get_absolute_url() in text
    assert session.joining_url not in text


@pytest.mark.parametrize("view", ["month", "list"])
def test_the_calendar_costs_the_same_for_one_and_twenty(
    cast: Cast, client: Client, view: str
) -> None:
    address = f"{reverse('training:calendar')}?view={view}"
    client.force_login(cast.trainee)
    counts = []
    for more in (1, 19):
        for _ in range(more):
            make_session(days=0, state="running")
        client.get(address)
        counts.append(queries_of(client, address))

    assert counts[0] == counts[1] <= 12
