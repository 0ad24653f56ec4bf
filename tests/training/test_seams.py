"""What training answers to the floors below: related items, the home page, search, personal data."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from foundation.mailing.models import OutgoingMail
from foundation.search import tokens
from knowledge.models import Requirement, Standard, System
from tests.cast import Cast
from tests.training.factories import make_course, make_enrolment, make_session
from training.models import Course
from training.personal_data import erase_person, personal_data
from training.related import home_items, related_to_requirement, related_to_system
from training.search_indexes import CourseIndex
from training.states import EnrolmentState


def make_system() -> System:
    return System.objects.create(
        slug="epuap", name="ePUAP", summary_pl="x", level="central", owner_name="MC"
    )


def test_courses_are_related_to_requirements_and_systems(cast: Cast) -> None:
    system = make_system()
    standard = Standard.objects.create(slug="kri", name_pl="KRI")
    requirement = Requirement.objects.create(standard=standard, key="kopie")
    course, draft = make_course(), make_course(live=False)
    for one in (course, draft):
        one.systems.add(system)
        one.requirements.add(requirement)
        one.save()
    session = make_session(course)

    for found in (
        related_to_system(system, cast.trainee),
        related_to_requirement(requirement, cast.anonymous),
    ):
        assert [(item.title, item.on) for item in found] == [
            (course.title, timezone.localdate(session.starts_at))
        ]


def test_home_shows_sessions_with_free_places(cast: Cast) -> None:
    free = make_session(days=9)
    full = make_session(capacity=1, days=5)
    make_enrolment(full)
    make_session(make_course(live=False))
    make_session(state="announced")

    items = home_items(cast.anonymous)

    assert [(item.url, item.section) for item in items] == [(free.get_absolute_url(), "training")]


@pytest.mark.parametrize("is_live", [True, False])
def test_search_agrees_with_the_list(cast: Cast, is_live: bool) -> None:
    course = make_course(live=is_live)

    audience = CourseIndex().audience(course)

    for role in Cast.ROLES:
        person = cast.person(role)
        may_find = bool(tokens.tokens_of(person) & audience)
        assert may_find == Course.objects.visible_to(person).filter(pk=course.pk).exists()


def test_what_is_kept_about_a_person(cast: Cast) -> None:
    enrolment = make_enrolment(person=cast.trainee, note="napisy")

    found = {data.label: list(data.records) for data in personal_data(cast.trainee)}

    assert [f"{enrolment.session}: napisy"] in found.values()
    assert [] in [list(data.records) for data in personal_data(cast.stranger)]


def test_who_is_forgotten_gives_up_seats_and_notes(cast: Cast) -> None:
    session = make_session(capacity=1)
    seat = make_enrolment(session, cast.trainee, note="poproszę napisy")
    waiting = make_enrolment(session, state=EnrolmentState.WAITING)

    result = erase_person(cast.trainee)

    for enrolment in (seat, waiting):
        enrolment.refresh_from_db()
    assert (seat.state, seat.note, waiting.state) == ("cancelled", "", "offered")
    counted = [(e.erased, e.restricted) for e in result if e.erased or e.restricted]
    assert counted == [(1, 0), (0, 1)]
    assert OutgoingMail.objects.filter(recipient=cast.trainee.email).count() == 0


def test_a_draft_of_a_course_is_kept_apart_until_it_is_published(cast: Cast) -> None:
    course = make_course(title_pl="Dawny tytuł")
    system = make_system()
    course.title_pl, course.systems = "Nowy tytuł", [system]

    revision = course.save_revision(user=cast.editor)
    assert Course.objects.get().title_pl == "Dawny tytuł"
    revision.publish()

    assert (Course.objects.get().title_pl, list(Course.objects.get().systems.all())) == (
        "Nowy tytuł",
        [system],
    )
    assert Revision.objects.for_instance(course).count() == 1


def test_administrators_find_courses_in_the_admin(cast: Cast, client: Client) -> None:
    course = make_course()
    cast.administrator.is_superuser = True
    cast.administrator.save()
    client.force_login(cast.administrator)

    for name, arguments in (("list", []), ("add", []), ("edit", [course.pk])):
        address = reverse(f"wagtailsnippets_training_course:{name}", args=arguments)
        assert client.get(address).status_code == 200


def test_a_course_can_be_previewed(cast: Cast) -> None:
    response = make_course(title_pl="Podgląd kursu").make_preview_request()

    assert "Podgląd kursu" in response.render().content.decode()


def test_the_page_of_a_course_shows_dates_and_outcomes(db: None, client: Client) -> None:
    session = make_session(make_course(slug="kopie"))

    text = client.get("/pl/training/courses/kopie/").content.decode()

    assert session.get_absolute_url() in text
    assert "odtworzysz dane po awarii" in text
