"""Who needs what by when: what offices require, certificates that run out, reminders once."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from tests.cast import Cast
from tests.counting import queries_of
from tests.factories import make_membership
from tests.training.attendance.factories import make_certified
from tests.training.enrolments import mails
from tests.training.factories import make_course, make_enrolment, make_session
from tests.training.pages import page
from training import actions
from training.models import Certificate, Course, TrainingDuty
from training.needs import needs_of_office, needs_of_person
from training.sweeps import REMIND_OF_EXPIRY, remind_of_expiry
from training.views.record import PAGE_SIZE


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def require(cast: Cast, course: Course, *, days: int = 30, people=()) -> TrainingDuty:
    return actions.require_training(
        cast.office, by=cast.coordinator, course=course, by_on=in_days(days), people=people
    )


def certified(cast: Cast, person: User, *, days: int | None, course: Course | None = None):
    """A certificate that counts for so many days more, or for good."""
    certificate = make_certified(cast.organiser, person).certificates.get()
    certificate.valid_until = None if days is None else in_days(days)
    certificate.course = course or certificate.course
    certificate.save()
    return certificate


def needs(cast: Cast, person: User, days: int = 0) -> list[tuple]:
    found = needs_of_office(cast.office, on=in_days(days))
    return [(n.state, n.by_on) for n in found if n.person == person]


def test_what_is_required_is_missing_until_it_is_taken(cast: Cast) -> None:
    course = make_course()
    require(cast, course)

    assert needs(cast, cast.trainee) == [("missing", in_days(30))]
    assert needs(cast, cast.trainee, days=31) == [("overdue", in_days(30))]
    make_enrolment(make_session(course), cast.trainee)
    assert needs(cast, cast.trainee) == [("planned", in_days(30))]


@pytest.mark.parametrize(
    ("days", "state"),
    [(None, "done"), (91, "done"), (90, "expires"), (0, "expires"), (-1, "missing")],
)
def test_a_certificate_counts_until_its_last_day(cast: Cast, days: int | None, state: str) -> None:
    course = make_course()
    require(cast, course)
    certified(cast, cast.trainee, days=days, course=course)

    assert [need[0] for need in needs(cast, cast.trainee)] == [state]


def test_what_nobody_requires_is_said_only_when_it_runs_out(cast: Cast) -> None:
    certified(cast, cast.trainee, days=89)
    certified(cast, cast.colleague, days=None)

    assert needs(cast, cast.trainee) == [("expires", in_days(89))]
    assert needs(cast, cast.colleague) == []


def test_the_certificate_that_counts_longest_decides(cast: Cast) -> None:
    course = make_course()
    for days in (10, 300):
        certified(cast, cast.trainee, days=days, course=course)

    assert needs(cast, cast.trainee) == []


def test_only_those_named_are_asked(cast: Cast) -> None:
    require(cast, make_course(), people=[cast.trainee])

    assert {n.person for n in needs_of_office(cast.office, on=in_days(0))} == {cast.trainee}


def test_other_offices_are_asked_nothing(cast: Cast) -> None:
    require(cast, make_course())

    assert list(needs_of_office(cast.other_office, on=in_days(0))) == []
    assert list(needs_of_person(cast.stranger, on=in_days(0))) == []
    assert len(needs_of_person(cast.trainee, on=in_days(0))) == 1


def test_only_the_coordinator_requires_and_only_of_members(cast: Cast) -> None:
    for person in (cast.trainee, cast.organiser, cast.stranger):
        with pytest.raises(PermissionDenied):
            actions.require_training(cast.office, by=person, course=make_course(), by_on=in_days(1))
    with pytest.raises(ValidationError):
        require(cast, make_course(), people=[cast.stranger])


def test_a_course_is_required_once_and_can_be_let_go(cast: Cast) -> None:
    course = make_course()
    duty = require(cast, course)
    with pytest.raises(ValidationError):
        require(cast, course)

    actions.end_requirement(duty, by=cast.coordinator)

    assert needs(cast, cast.trainee) == []
    with pytest.raises(ValidationError):
        actions.end_requirement(duty, by=cast.coordinator)
    require(cast, course)


def test_the_coordinators_page(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    course = make_course()
    address = reverse("training:needs")

    past = client.post(address, {"course": course.pk, "by_on": in_days(-1).isoformat()})
    done = client.post(address, {"course": course.pk, "by_on": in_days(20).isoformat()})
    text = page(client, "needs")

    assert (past.status_code, done.status_code) == (422, 302)
    assert "Teresa Uczestniczka" in text
    assert "Stefan Obcy" not in text


def test_one_reads_only_ones_own_record(cast: Cast, trainee: Client) -> None:
    own = certified(cast, cast.trainee, days=20)
    other = certified(cast, cast.colleague, days=20)

    text = page(trainee, "record")

    assert own.code in text
    assert other.code not in text
    assert "wygasa niedługo" in text


def test_reminders_go_out_once_and_not_when_renewed(cast: Cast) -> None:
    soon = certified(cast, cast.trainee, days=REMIND_OF_EXPIRY.days)
    certified(cast, cast.colleague, days=10, course=(renewed := make_course()))
    certified(cast, cast.colleague, days=400, course=renewed)
    certified(cast, cast.requester, days=REMIND_OF_EXPIRY.days + 1)
    Certificate.objects.update(told_at=timezone.now())

    for _ in range(2):
        remind_of_expiry(at=timezone.now())

    assert [kind for kind in mails(cast.trainee) if "expiry" in kind] == ["training_expiry"]
    assert [mails(p).count("training_expiry") for p in (cast.colleague, cast.requester)] == [0, 0]
    soon.refresh_from_db()
    assert soon.expiry_told_at is not None


def test_needs_cost_the_same_for_one_person_and_twenty(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    require(cast, make_course())
    address = reverse("training:needs")
    few = queries_of(client, address)
    for _ in range(20):
        certified(cast, make_membership(organisation=cast.office).user, days=20)

    assert queries_of(client, address) == few <= 12


def test_needs_come_in_pages_that_together_are_the_list(cast: Cast, client: Client) -> None:
    """Seen failing with all lines on one page, and with „everything” forgotten on the second."""
    for _ in range(PAGE_SIZE):
        make_membership(organisation=cast.office)
    client.force_login(cast.coordinator)
    require(cast, make_course())
    wanted = [need.key for need in needs_of_office(cast.office, on=in_days(0))]
    address = reverse("training:needs")

    first = client.get(address, {"show": "all"})
    second = client.get(address + first.context["older_url"])
    back = client.get(address + second.context["newer_url"])

    pages = [[need.key for need in page.context["needs"]] for page in (first, second)]
    assert [len(pages[0]), *pages[0], *pages[1]] == [PAGE_SIZE, *wanted]
    assert [need.key for need in back.context["needs"]] == pages[0]
    assert second.context["show_all"]
    assert second.context["older_url"] == back.context["newer_url"] == ""
    costs = [queries_of(client, address + url) for url in ("", first.context["older_url"])]
    assert costs[0] == costs[1] <= 12


def test_the_record_costs_the_same_for_one_and_ten(cast: Cast, trainee: Client) -> None:
    certified(cast, cast.trainee, days=20)
    few = queries_of(trainee, reverse("training:record"))
    for _ in range(9):
        certified(cast, cast.trainee, days=20)

    assert queries_of(trainee, reverse("training:record")) == few <= 14


def test_the_page_counts_how_far_the_office_is(cast: Cast, client: Client) -> None:
    """Seen failing with certificates that run out soon left out: the page said that nobody has it."""
    course = make_course()
    require(cast, course, people=[cast.trainee, cast.colleague, cast.requester])
    certified(cast, cast.trainee, days=30, course=course)
    make_enrolment(make_session(course), cast.colleague)
    client.force_login(cast.coordinator)

    [standing] = client.get(reverse("training:needs")).context["standings"]

    assert (standing.people, standing.done, standing.planned) == (3, 1, 1)
