"""What comes next, on the home page and the hubs: days of the office among the dates of everybody."""

from datetime import date, datetime, time, timedelta

from django.test import Client
from django.utils import timezone

from knowledge.models import HubPage
from knowledge.related import HomeItem, due_soon
from tests.cast import Cast
from tests.knowledge.assessment.factories import make_assessment
from tests.knowledge.assessment.test_rating import change, first_rating
from tests.knowledge.factories import make_index


def test_days_of_the_office_stand_among_those_of_everybody(cast: Cast) -> None:
    """Seen failing with one list behind the other: the 12th stood below the 26th."""
    rating = first_rating(make_assessment(cast.office, by=cast.coordinator))
    soon = timezone.localdate() + timedelta(days=5)
    change(rating, by=cast.requester, result="partly", due_on=soon.isoformat())
    items = [HomeItem("due", title, "/", at=at) for title, at in moments(soon).items()]

    found = due_soon(cast.office, items)

    assert [one.title for one in found][::2] == ["wcześniej", "później"]
    assert [one.title for one in due_soon(None, items)] == ["wcześniej", "później"]


def moments(day: date) -> dict[str, datetime]:
    noon = timezone.make_aware(datetime.combine(day, time(12)))
    return {"wcześniej": noon - timedelta(days=1), "później": noon}


def test_the_list_leads_to_all_dates_of_the_office(cast: Cast, client: Client) -> None:
    make_index()
    hub = HubPage.objects.filter(locale__language_code="pl").first()

    assert "/pl/knowledge/duties/" not in client.get(hub.url).text.partition("<main")[2]
    client.force_login(cast.requester)
    assert "/pl/knowledge/duties/" in client.get(hub.url).text.partition("<main")[2]
