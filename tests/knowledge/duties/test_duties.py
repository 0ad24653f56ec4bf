"""Duties: whom they meet, on which day, only from checked law; and the calendar that shows them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from foundation.accounts.models import Membership, Organisation
from knowledge.actions.duties import describe_office, open_feed, revoke_feed
from knowledge.actions.system_use import declare_use
from knowledge.duties.dates import days_between
from knowledge.duties.feeds import address_of
from knowledge.duties.office_duties import duties_of, first_of, home_duties
from knowledge.models import OfficeProfile
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_organisation
from tests.knowledge.assessment.factories import change, first_rating, make_assessment
from tests.knowledge.duties.factories import make_checked_period, make_duty, titles
from tests.knowledge.factories import make_system

pytestmark = pytest.mark.django_db
Declaration = OfficeProfile.Declaration


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2026, 3, 31), date(2026, 3, 31), [date(2026, 3, 31)]),
        (date(2026, 4, 1), date(2027, 3, 30), []),
        (date(2026, 1, 1), date(2027, 12, 31), [date(2026, 3, 31), date(2027, 3, 31)]),
    ],
)
def test_a_yearly_day_falls_in_each_year(start: date, end: date, expected: list[date]) -> None:
    assert days_between(start, end, on=None, month=3, day=31) == expected


def test_a_day_named_by_law_is_never_moved() -> None:
    """31 March 2024 was Easter Sunday. Seen failing with the next working day taken instead."""
    office = make_organisation()
    make_duty(period=make_checked_period(valid_from=date(2020, 1, 1)))

    (duty,) = duties_of(office, start=date(2024, 1, 1), end=date(2024, 12, 31))

    assert duty.on == date(2024, 3, 31)


def test_unchecked_law_enters_no_list() -> None:
    """Seen failing with `DutyRule.objects.all()` in `rules_for`."""
    office = make_organisation()
    make_duty(checked_on=None)

    assert duties_of(office) == []
    assert home_duties(office) == []


def test_a_day_outside_the_provision_is_no_duty() -> None:
    office = make_organisation()
    make_duty(period=make_checked_period(valid_from=date(2026, 5, 1)))

    days = [duty.on for duty in duties_of(office, start=date(2026, 1, 1), end=date(2027, 12, 31))]

    assert days == [date(2027, 3, 31)]


def test_kind_size_declaration_and_system_decide(cast: Cast) -> None:
    system = make_system()
    make_duty(title_pl="Wszyscy")
    make_duty(title_pl="Gminy", kinds=["gmina"])
    make_duty(title_pl="Powiaty", kinds=["powiat"])
    make_duty(title_pl="Duże", sizes=["large"])
    make_duty(title_pl="Rejestry", declaration=Declaration.REGISTERS)
    make_duty(title_pl="System", system=system)
    before = titles(cast.office, duties_of)

    describe_office(
        cast.office, by=cast.coordinator, size="large", declarations=[Declaration.REGISTERS]
    )
    declare_use(system, by=cast.requester, organisation=cast.office, is_used=True)

    assert before == ["Gminy", "Wszyscy"]
    assert titles(cast.office, duties_of) == ["Duże", "Gminy", "Rejestry", "System", "Wszyscy"]


def test_the_office_s_own_days_stand_beside_those_of_the_law(cast: Cast) -> None:
    rating = first_rating(make_assessment(cast.office, by=cast.coordinator))
    soon = timezone.localdate() + timedelta(days=5)
    change(rating, by=cast.requester, result="partly", due_on=soon.isoformat())
    own = duties_of(cast.office)

    change(rating, by=cast.requester, result="met")

    assert [(duty.on, duty.is_statutory) for duty in own] == [(soon, False)]
    assert first_of(own) == own
    assert duties_of(cast.office) == []


def test_a_day_must_exist_every_year() -> None:
    with pytest.raises(ValidationError):
        make_duty(month=2, day=29)


@pytest.mark.parametrize("role", ["requester", "stranger", "administrator"])
def test_the_coordinator_describes_the_office(cast: Cast, role: str) -> None:
    with pytest.raises(PermissionDenied):
        describe_office(cast.office, by=cast.person(role), size="small", declarations=[])


def calendar(client: Client, address: str) -> Calendar:
    return Calendar.from_ical(client.get(address).content)


@pytest.mark.fault("C9")
def test_the_calendar_holds_whole_days_with_a_reminder(cast: Cast, client: Client) -> None:
    """A title cannot break out of its line. Seen failing with `_lines` in place of `_line`."""
    make_duty(title_pl="Przegląd deklaracji\r\nATTENDEE:x")
    (duty,) = duties_of(cast.office)

    read = calendar(client, address_of(open_feed(cast.office, by=cast.requester)))

    (event,) = read.walk("VEVENT")
    assert event.decoded("dtstart") == duty.on
    assert str(event["summary"]) == "Przegląd deklaracji ATTENDEE:x"
    assert event.walk("VALARM")[0].decoded("trigger") == timedelta(days=-14)
    assert "attendee" not in event


def test_an_address_ends_when_revoked_or_when_the_person_leaves(cast: Cast, client: Client) -> None:
    """Seen failing without `offices_of` in `feed_of`: who left the office read on."""
    kept = open_feed(cast.office, by=cast.requester)
    ended = open_feed(cast.office, by=cast.colleague)
    revoke_feed(ended, by=cast.colleague)
    again = open_feed(cast.office, by=cast.colleague)

    def statuses() -> list[int]:
        return [client.get(address_of(feed)).status_code for feed in (kept, ended, again)]

    before = statuses()
    Membership.objects.filter(user=cast.requester).update(state=Membership.State.ENDED)

    assert before == [200, 404, 200]
    assert statuses() == [404, 404, 200]
    assert client.get("/calendar/duties/1:abc:def.ics").status_code == 404


def test_the_page_costs_the_same_for_one_and_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    make_duty()
    one = queries_of(client, "/pl/knowledge/duties/")
    for _ in range(19):
        make_duty()

    assert queries_of(client, "/pl/knowledge/duties/") == one
    assert len(duties_of(cast.office)) == 20


def test_an_office_of_another_kind_sees_nothing_of_it(db: None) -> None:
    make_duty(kinds=["gmina"])

    assert duties_of(make_organisation(kind=Organisation.Kind.POWIAT)) == []
